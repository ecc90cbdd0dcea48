//! What an act changed: two JSON values as rows of field, before, after.

use serde_json::Value;

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path: `settings.fee`.
    pub path: String,
    /// What it was; none when it was not there.
    pub before: Option<String>,
    /// What it is; none when it is gone.
    pub after: Option<String>,
}

/// The fields that differ, in the order of their names, and how many do not.
pub fn changes(before: Option<&Value>, after: Option<&Value>) -> (Vec<Change>, usize) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    flatten("", before, &mut old);
    flatten("", after, &mut new);
    let mut paths: Vec<String> = old.iter().chain(&new).map(|(path, _)| path.clone()).collect();
    paths.sort();
    paths.dedup();
    let find =
        |list: &[(String, String)], path: &str| list.iter().find(|(p, _)| p == path).map(|(_, v)| v.clone());
    let all = paths.len();
    let differing: Vec<Change> = paths
        .into_iter()
        .map(|path| Change {
            before: find(&old, &path),
            after: find(&new, &path),
            path,
        })
        .filter(|change| change.before != change.after)
        .collect();
    let same = all - differing.len();
    (differing, same)
}

fn flatten(path: &str, value: Option<&Value>, out: &mut Vec<(String, String)>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        None | Some(Value::Null) => {}
        Some(Value::Object(fields)) => fields
            .iter()
            .for_each(|(name, value)| flatten(&below(name), Some(value), out)),
        Some(Value::Array(items)) if items.iter().any(|v| v.is_object() || v.is_array()) => {
            items
                .iter()
                .enumerate()
                .for_each(|(i, value)| flatten(&below(&i.to_string()), Some(value), out));
        }
        Some(Value::Array(items)) => {
            let texts: Vec<String> = items.iter().map(plain).collect();
            out.push((path.to_owned(), texts.join(", ")));
        }
        Some(value) => out.push((path.to_owned(), plain(value))),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_shown() {
        let before =
            json!({ "fee": 500, "zone": { "name": "Asia/Shanghai" }, "classes": ["common"], "old": true });
        let after = json!({ "fee": 450, "zone": { "name": "Asia/Shanghai" }, "classes": ["common", "joint"], "new": null });
        let change = |path: &str, before: Option<&str>, after: Option<&str>| Change {
            path: path.into(),
            before: before.map(Into::into),
            after: after.map(Into::into),
        };
        let expected = vec![
            change("classes", Some("common"), Some("common, joint")),
            change("fee", Some("500"), Some("450")),
            change("old", Some("true"), None),
        ];
        assert_eq!(changes(Some(&before), Some(&after)), (expected, 1));
        let lines = json!({ "comments": [{ "path": "name", "text": "短" }] });
        assert_eq!(
            changes(None, Some(&lines)).0[1],
            change("comments.0.text", None, Some("短"))
        );
        assert_eq!(changes(Some(&before), Some(&before)).0, []);
    }
}
