//! `guildhall config`: what is in effect, secrets masked.

use super::{
    keys::{KEYS, Key, Kind, PROVIDER_KEYS, PROVIDERS},
    read::Values,
};

/// The effective set as TOML that reads back in; what is not set at all stands as a comment.
pub fn as_toml(values: &Values) -> String {
    let mut text = String::new();
    // TOML wants the keys without a table first.
    for key in KEYS.iter().filter(|k| !k.name.contains('.')) {
        line(&mut text, key, values, key.name, key.name);
    }
    let mut tables: Vec<&str> = KEYS
        .iter()
        .filter_map(|k| Some(k.name.split_once('.')?.0))
        .collect();
    tables.dedup();
    for table in tables {
        text += &format!("\n[{table}]\n");
        for key in KEYS {
            if let Some(name) = key.name.strip_prefix(table).and_then(|n| n.strip_prefix('.')) {
                line(&mut text, key, values, key.name, name);
            }
        }
    }
    for provider in values.providers() {
        let table = format!("{PROVIDERS}.{provider}");
        text += &format!("\n[{table}]\n");
        for key in PROVIDER_KEYS {
            line(&mut text, key, values, &format!("{table}.{}", key.name), key.name);
        }
    }
    text
}

fn line(text: &mut String, key: &Key, values: &Values, full: &str, name: &str) {
    let shown = key.shown(values.text(full));
    *text += &format!("# {}\n", key.about);
    *text += &match key.kind {
        Kind::Number(..) | Kind::Switch => format!("{name} = {shown}\n"),
        _ if shown.is_empty() => format!("# {name} =\n"),
        _ => format!("{name} = {}\n", toml::Value::String(shown)),
    };
}

/// The same as JSON, nested; null for what is not set at all.
pub fn as_json(values: &Values) -> serde_json::Value {
    let mut root = serde_json::Map::new();
    for key in KEYS {
        let value = value(key, values, key.name);
        match key.name.split_once('.') {
            None => {
                root.insert(key.name.into(), value);
            }
            Some((table, name)) => {
                let table = root.entry(table).or_insert_with(|| serde_json::json!({}));
                table[name] = value;
            }
        }
    }
    let mut providers = serde_json::Map::new();
    for provider in values.providers() {
        let of = |key: &Key| {
            let full = format!("{PROVIDERS}.{provider}.{}", key.name);
            (key.name.to_owned(), value(key, values, &full))
        };
        providers.insert(
            provider.clone(),
            PROVIDER_KEYS
                .iter()
                .map(of)
                .collect::<serde_json::Map<_, _>>()
                .into(),
        );
    }
    root.insert(PROVIDERS.into(), providers.into());
    root.into()
}

fn value(key: &Key, values: &Values, full: &str) -> serde_json::Value {
    let shown = key.shown(values.text(full));
    match key.kind {
        Kind::Number(..) => values.number(full).into(),
        Kind::Switch => values.on(full).into(),
        _ if shown.is_empty() => serde_json::Value::Null,
        _ => shown.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::read, *};

    #[test]
    fn what_is_printed_reads_back_in_and_shows_no_secret() {
        let flags = [
            ("listen", "127.0.0.1:8080"),
            ("secret_key", "ab"),
            ("database.url", "postgres://u:hidden@h/d"),
            ("smtp.from", "a \"quoted\" <a@b.cn>"),
            ("oidc.corp.issuer", "https://login.corp.test"),
            ("oidc.corp.client_secret", "hidden too"),
        ];
        let flags = flags.map(|(k, v)| (k.to_owned(), v.to_owned())).to_vec();
        let values = read(&flags, [], None).unwrap();
        let text = as_toml(&values);
        assert!(!text.contains("hidden") && !text.contains("\"ab\""), "{text}");
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &text).unwrap();
        let back = read(&vec![], [], Some(file.path())).unwrap();
        assert_eq!(back.text("smtp.from"), "a \"quoted\" <a@b.cn>");
        assert_eq!(back.number("session.idle_minutes"), 120);
        let json = as_json(&values);
        assert_eq!(json["database"]["url"], "postgres://u:***@h/d");
        assert_eq!(json["session"]["idle_minutes"], 120);
        assert!(json["smtp"]["url"].is_null());
        assert_eq!(back.text("oidc.corp.issuer"), "https://login.corp.test");
        assert_eq!(json["oidc"]["corp"]["client_secret"], "***");
        assert_eq!(json["oidc"]["corp"]["link_verified_email"], false);
    }
}
