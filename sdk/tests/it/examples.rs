//! Every public item of the wire modules has an example that is tested: a doctest of its own, or, of a type's methods
//! and of what endpoint files declare beside the request, one of the same file that names it. A trait's methods are
//! shown by the trait's example.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const ROOTS: [&str; 5] = ["protocol", "client", "seller", "testing", "machine.rs"];
/// Where one example builds a request, writes and reads it.
const ENDPOINTS: [&str; 5] = ["production", "kit", "license", "v1", "openapi"];

#[derive(Debug, PartialEq)]
struct Item {
    name: String,
    /// The type of the `impl` block it stands in.
    of: Option<String>,
    documented: bool,
}

#[derive(Debug, Default)]
struct Source {
    items: Vec<Item>,
    examples: String,
}

/// The name after `pub fn` and the like; of a member of `open_enum!`, the enum's.
fn declared(line: &str, in_macro: bool) -> Option<&str> {
    if in_macro {
        let name = line.strip_prefix("    ")?.strip_suffix(" {")?;
        return name.chars().all(char::is_alphanumeric).then_some(name);
    }
    let mut words = line
        .trim_start()
        .strip_prefix("pub ")?
        .split_whitespace()
        .peekable();
    let mut kind = words.next()?;
    while matches!(kind, "async" | "const" | "unsafe")
        && words.peek().is_some_and(|w| *w == "fn" || *w == "async")
    {
        kind = words.next()?;
    }
    if !matches!(
        kind,
        "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static"
    ) {
        return None;
    }
    words
        .next()?
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .find(|part| !part.is_empty())
}

fn read(text: &str) -> Source {
    let mut source = Source::default();
    let (mut documented, mut in_macro, mut in_rules) = (false, false, false);
    // Inside a block: whether it is compiled. One that is not shows nothing.
    let mut block = None;
    let mut of = None;
    for line in text.lines() {
        let bare = line.trim_start();
        if let Some(doc) = bare.strip_prefix("///").or_else(|| bare.strip_prefix("//!")) {
            let doc = doc.trim();
            if let Some(kind) = doc.strip_prefix("```") {
                block = match block {
                    None => Some(!matches!(kind, "text" | "ignore" | "console" | "json")),
                    Some(_) => None,
                };
                documented |= block == Some(true);
            } else if block == Some(true) {
                source.examples += doc;
                source.examples.push('\n');
            }
            continue;
        }
        in_rules |= line.starts_with("macro_rules!");
        if line.starts_with("open_enum!") {
            in_macro = true;
        } else if line.starts_with('}') {
            (in_macro, in_rules, of) = (false, false, None);
        } else if line.starts_with("impl") && line.contains('{') {
            let head = line.split(" where ").next().unwrap_or(line);
            let name = head.rsplit(" for ").next().unwrap_or(head);
            let name = name.trim_start_matches("impl").trim_end_matches('{').trim();
            let name = match name.strip_prefix('<') {
                Some(generic) => generic.split_once("> ").map_or(generic, |(_, name)| name),
                None => name,
            };
            of = name
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .map(str::to_owned);
        }
        if line.starts_with("#[cfg(test)]") {
            break;
        }
        if let Some(name) = declared(line, in_macro).filter(|_| !in_rules) {
            source.items.push(Item {
                name: name.to_owned(),
                of: of.clone(),
                documented,
            });
        }
        // Attributes stand between the words and what they are about.
        if !bare.starts_with('#') {
            documented = false;
        }
    }
    source
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|w| w == word)
}

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_file() {
        found.push(path.to_owned());
        return;
    }
    let entries = fs::read_dir(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    for entry in entries {
        files(&entry.expect("an entry").path(), found);
    }
}

fn missing(path: &Path, source: &Source, public: &BTreeSet<String>) -> Vec<String> {
    let folder = path.parent().and_then(Path::file_name).and_then(|n| n.to_str());
    let endpoint = folder.is_some_and(|f| ENDPOINTS.contains(&f)) && !path.ends_with("mod.rs");
    source
        .items
        .iter()
        .filter(|item| item.of.as_ref().is_none_or(|of| public.contains(of)))
        .filter(|item| {
            let by_others = endpoint || item.of.is_some();
            !(item.documented || by_others && has_word(&source.examples, &item.name))
        })
        .map(|item| format!("{}: {}", path.display(), item.name))
        .collect()
}

#[test]
fn every_public_item_has_a_tested_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    ROOTS.iter().for_each(|part| files(&root.join(part), &mut paths));
    let sources: Vec<(PathBuf, Source)> = paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source");
            let source = read(&text);
            (path, source)
        })
        .collect();
    // Methods of types nobody outside can name are nobody's.
    let public: BTreeSet<String> = sources
        .iter()
        .flat_map(|(_, s)| s.items.iter().filter(|i| i.of.is_none()).map(|i| i.name.clone()))
        .collect();
    assert!(public.len() > 130, "{} were found", public.len());
    let missing: Vec<String> = sources
        .iter()
        .flat_map(|(path, source)| missing(path, source, &public))
        .collect();
    assert!(missing.is_empty(), "no tested example:\n{}", missing.join("\n"));
}

#[test]
fn the_check_finds_what_is_missing() {
    let text = r#"
/// With.
///
/// ```
/// with();
/// ```
#[must_use]
pub const fn with() {}

/// Without.
///
/// ```text
/// without();
/// ```
pub async fn without() {}

/// Closed.
pub(super) struct Closed;

impl<T: Clone> Closed {
    pub fn inside(&self) {}
}

open_enum! {
    /// A code.
    Code {
        /// One.
        One = "1",
    }
}
"#;
    let source = read(text);
    let public = BTreeSet::from(["with".into(), "without".into(), "Code".into()]);
    let found = missing(Path::new("sign/some.rs"), &source, &public);
    assert_eq!(found, ["sign/some.rs: without", "sign/some.rs: Code"]);
}
