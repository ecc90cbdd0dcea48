//! Where values come from: flags, then the environment, then the file, then the default.

use super::keys::{self, KEYS, Key};
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fmt,
    path::Path,
};

/// A refused configuration: names the key or variable, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(pub String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

/// Variables of our tools (tests, browser runs) that share the prefix and are no keys.
const OTHERS: &[&str] = &[
    "GUILDHALL_TEST_",
    "GUILDHALL_BIN",
    "GUILDHALL_SHOTS",
    "GUILDHALL_CACHE",
    "GUILDHALL_CHROMIUM",
];
/// The variable that names the file, as `--config` does.
const FILE: &str = "GUILDHALL_CONFIG";

/// Every key's value, by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// The effective value; empty for none.
    pub fn text(&self, name: &str) -> &str {
        match self.0.get(name) {
            Some(value) => value,
            None => keys::find(name).map_or("", |k| k.default),
        }
    }

    /// The effective value, none when empty.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|v| !v.is_empty()).map(str::to_owned)
    }

    /// The effective number. Only checked values are kept, so it always reads.
    pub fn number(&self, name: &str) -> i64 {
        self.text(name).parse().unwrap_or_default()
    }

    /// The effective switch.
    pub fn on(&self, name: &str) -> bool {
        self.text(name) == "true"
    }

    /// True when somebody set it.
    pub fn is_set(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The providers that anything was said about, by their names.
    pub fn providers(&self) -> BTreeSet<String> {
        let provider = |name: &String| {
            let rest = name.strip_prefix(keys::PROVIDERS)?.strip_prefix('.')?;
            Some(rest.split_once('.')?.0.to_owned())
        };
        self.0.keys().filter_map(provider).collect()
    }

    fn set(&mut self, name: &str, key: &'static Key, value: &str, source: &str) -> Result<(), ConfigError> {
        let named = if source.is_empty() {
            name.to_owned()
        } else {
            format!("{source}: {name}")
        };
        let shown = key.shown(value);
        key.check(value)
            .map_err(|needed| ConfigError(format!("{named}: \"{shown}\" is not good: {needed}")))?;
        self.0.insert(name.to_owned(), value.to_owned());
        Ok(())
    }
}

/// What the command line says: dotted names with values.
pub type Flags = Vec<(String, String)>;

/// Merges the sources.
///
/// # Errors
/// An unknown key, a bad value, a file that does not read: with its name.
pub fn read(
    flags: &Flags,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    file: Option<&Path>,
) -> Result<Values, ConfigError> {
    let (variables, named_file) = variables(environment)?;
    let mut values = Values::default();
    let named_file = named_file.map(std::path::PathBuf::from);
    if let Some(path) = file.or(named_file.as_deref()) {
        from_file(&mut values, path)?;
    }
    for (variable, name, key, value) in &variables {
        values.set(name, key, value, variable)?;
    }
    for (name, value) in flags {
        let key =
            keys::find(name).ok_or_else(|| ConfigError(format!("unknown key {name}{}", closest(name))))?;
        values.set(name, key, value, "")?;
    }
    Ok(values)
}

type Variables = Vec<(String, String, &'static Key, String)>;

fn variables(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<(Variables, Option<String>), ConfigError> {
    let mut found = Vec::new();
    let mut file = None;
    for (name, value) in environment {
        let Some(name) = name.to_str().filter(|n| n.starts_with("GUILDHALL_")) else {
            continue;
        };
        let key = keys::of_variable(name);
        if key.is_none() && name != FILE && OTHERS.iter().any(|o| name.starts_with(o)) {
            continue;
        }
        let value = value
            .to_str()
            .ok_or_else(|| ConfigError(format!("{name}: the value is not UTF-8")))?;
        match key {
            Some((dotted, key)) => found.push((name.to_owned(), dotted, key, value.to_owned())),
            None if name == FILE => file = Some(value.to_owned()).filter(|v| !v.is_empty()),
            None => return Err(ConfigError(format!("unknown variable {name}"))),
        }
    }
    Ok((found, file))
}

fn from_file(values: &mut Values, path: &Path) -> Result<(), ConfigError> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|e| ConfigError(format!("{shown}: {e}")))?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        // The parser quotes the line it stopped at, which may hold a secret: the place is enough.
        let line = e.span().map_or(0, |span| {
            text[..span.start.min(text.len())].lines().count().max(1)
        });
        ConfigError(format!("{shown}: line {line}: {}", e.message()))
    })?;
    let mut flat = Vec::new();
    flatten(&table, "", &mut flat);
    for (name, value) in flat {
        let unknown = || ConfigError(format!("{shown}: unknown key {name}{}", closest(&name)));
        let key = keys::find(&name).ok_or_else(unknown)?;
        let value = match value {
            toml::Value::String(text) if matches!(key.kind, keys::Kind::Text | keys::Kind::Choice(_)) => {
                text.clone()
            }
            toml::Value::Integer(n) if matches!(key.kind, keys::Kind::Number(..)) => n.to_string(),
            toml::Value::Boolean(b) if key.kind == keys::Kind::Switch => b.to_string(),
            other => {
                let needed = match key.kind {
                    keys::Kind::Number(..) => "a whole number",
                    keys::Kind::Switch => "true or false",
                    _ => "a text in quotation marks",
                };
                return Err(ConfigError(format!(
                    "{shown}: {name}: {needed} is needed, this is of type {}",
                    other.type_str()
                )));
            }
        };
        values.set(&name, key, &value, &shown.to_string())?;
    }
    Ok(())
}

fn flatten<'a>(table: &'a toml::Table, prefix: &str, into: &mut Vec<(String, &'a toml::Value)>) {
    for (name, value) in table {
        let full = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            // An empty table of an unknown name is a mistake too.
            toml::Value::Table(inner) if !inner.is_empty() => flatten(inner, &full, into),
            toml::Value::Table(_) if KEYS.iter().any(|k| k.name.starts_with(&format!("{full}."))) => {}
            other => into.push((full, other)),
        }
    }
}

/// `; did you mean …?` when a known key ends in the same word or starts alike.
fn closest(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    KEYS.iter()
        .find(|k| k.name.rsplit('.').next() == Some(last) || (name.len() > 3 && k.name.starts_with(name)))
        .map_or_else(String::new, |k| format!("; did you mean {}?", k.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
        pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn flags_go_before_the_environment_and_that_before_the_file() {
        let file = file("[session]\nidle_minutes = 1\nabsolute_hours = 2\nlock_after = 3\n");
        let env = environment(&[
            ("GUILDHALL_SESSION__IDLE_MINUTES", "10"),
            ("GUILDHALL_SESSION__ABSOLUTE_HOURS", "20"),
        ]);
        let flags = vec![("session.idle_minutes".to_owned(), "100".to_owned())];
        let values = read(&flags, env, Some(file.path())).unwrap();
        let of = |name: &str| values.number(&format!("session.{name}"));
        assert_eq!(
            (
                of("idle_minutes"),
                of("absolute_hours"),
                of("lock_after"),
                of("lock_minutes")
            ),
            (100, 20, 3, 15)
        );
    }

    #[test]
    fn a_refusal_names_the_key() {
        let refused = |text: &str| read(&vec![], [], Some(file(text).path())).unwrap_err().0;
        assert!(
            refused("sesion.idle_minutes = 1")
                .contains("unknown key sesion.idle_minutes; did you mean session.idle_minutes?")
        );
        assert!(
            refused("[session]\nidle_minutes = \"1\"")
                .contains("session.idle_minutes: a whole number is needed")
        );
        assert!(refused("trusted_proxies = 99").contains("trusted_proxies: \"99\" is not good"));
        assert!(refused("[nothing]").contains("unknown key nothing"));
        assert!(refused("data = ").contains("line 1"));

        let variable =
            |name: &str, value: &str| read(&vec![], environment(&[(name, value)]), None).unwrap_err().0;
        assert_eq!(
            variable("GUILDHALL_LISTN", "x"),
            "unknown variable GUILDHALL_LISTN"
        );
        let number = variable("GUILDHALL_SESSION__IDLE_MINUTES", "soon");
        assert!(
            number.starts_with("GUILDHALL_SESSION__IDLE_MINUTES: session.idle_minutes: \"soon\""),
            "{number}"
        );
        let flag = read(&vec![("nope".to_owned(), "1".to_owned())], [], None).unwrap_err();
        assert!(flag.0.contains("unknown key nope"));
    }

    #[test]
    fn a_bad_secret_is_not_repeated_and_tools_keep_their_variables() {
        let file = file("secret_key = 987654321\n");
        let refused = read(&vec![], [], Some(file.path())).unwrap_err().0;
        assert!(
            refused.contains("secret_key") && !refused.contains("987654321"),
            "{refused}"
        );
        let tools = environment(&[
            ("GUILDHALL_TEST_POSTGRES", "x"),
            ("GUILDHALL_BIN", "y"),
            ("PATH", "/bin"),
        ]);
        assert_eq!(read(&vec![], tools, None).unwrap(), Values::default());
        let clock = environment(&[("GUILDHALL_TEST_CLOCK", "now.txt")]);
        assert_eq!(read(&vec![], clock, None).unwrap().text("test_clock"), "now.txt");
    }
}
