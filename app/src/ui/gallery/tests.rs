//! The gallery is complete: every component, both languages.

use super::*;
use std::{collections::BTreeMap, fs, path::Path};

/// A component's name and its source, up to the next one's.
fn components() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path)
            .unwrap()
            .replace("#[island]", "#[component]");
        for source in text.split("\n#[component]\n").skip(1) {
            let name = source.split("fn ").nth(1).unwrap();
            let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            found.insert(name.to_owned(), source.to_owned());
        }
    }
    found
}

/// Whether a view in this source has the component in it.
fn uses(source: &str, component: &str) -> bool {
    let tag = format!("<{component}");
    source
        .match_indices(&tag)
        .any(|(at, _)| !source[at + tag.len()..].starts_with(|c: char| c.is_alphanumeric()))
}

#[test]
fn every_component_is_shown() {
    let components = components();
    assert!(components.len() > 50, "found {}", components.len());
    let gallery = [
        include_str!("mod.rs"),
        include_str!("counter.rs"),
        include_str!("forms.rs"),
        include_str!("lists.rs"),
        include_str!("messages.rs"),
        include_str!("records.rs"),
        include_str!("signs.rs"),
    ];
    // What a shown component is made of is shown with it.
    let mut shown = gallery.map(str::to_owned).to_vec();
    let mut missing: Vec<_> = components.into_iter().collect();
    loop {
        let before = missing.len();
        missing.retain(|(name, source)| {
            let yes = shown.iter().any(|text| uses(text, name));
            if yes {
                shown.push(source.clone());
            }
            !yes
        });
        if missing.len() == before {
            break;
        }
    }
    let missing: Vec<_> = missing.into_iter().map(|(name, _)| name).collect();
    assert!(missing.is_empty(), "not in the gallery: {missing:?}");
}

fn html(lang: Lang) -> String {
    Owner::new().with(|| {
        view! {
            <Gallery lang top=().into_any() />
            <CounterGallery lang top=().into_any() />
        }
        .to_html()
    })
}

#[test]
fn each_language_is_spoken_alone() {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let english = html(Lang::En);
    let stray: Vec<_> = english.match_indices(chinese).map(|(at, _)| at).collect();
    assert!(
        stray.is_empty(),
        "Chinese in the English gallery: {}",
        &english[stray[0]..]
    );
    for text in ["Submit for review", "Nothing waits for you", "What happens next"] {
        assert!(english.contains(text), "{text}");
        assert!(!html(Lang::Zh).contains(text), "{text}");
    }
}
