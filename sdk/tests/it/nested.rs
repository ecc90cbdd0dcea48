//! What the tables promise of objects inside messages: every length, every mandatory field, each tried at its place.

use guildhall_sdk::protocol::message::{self, Field, Form, Message, Wrong};
use serde_json::{Map, Value, json};

/// Tries every field of every object inside the message of this example; says how many faults were made.
pub fn tried<M: Message>(given: &Map<String, Value>) -> usize {
    let mut tried = 0;
    let whole = Value::Object(given.clone());
    walk::<M>(M::FIELDS, &whole, "", &|message| message, &mut tried);
    let deep = |field: &Field| matches!(field.form, Form::Object(_) | Form::List(..) | Form::TextList(..));
    let nested = M::FIELDS.iter().filter(|field| deep(field)).count();
    assert!(tried >= nested, "{tried} for {nested}");
    tried
}

/// `put` makes the whole message of what one of its objects becomes.
fn walk<M: Message>(
    fields: &[Field],
    object: &Value,
    at: &str,
    put: &dyn Fn(Value) -> Value,
    tried: &mut usize,
) {
    for field in fields {
        let path = [at, field.name].join(if at.is_empty() { "" } else { "." });
        let with = |value: Value| {
            let mut object = object.clone();
            object[field.name] = value;
            put(object)
        };
        let here = &object[field.name];
        if !at.is_empty() {
            for (bad, wrong) in faults(field, here) {
                refused::<M>(with(bad), &path, wrong);
                *tried += 1;
            }
        }
        let entry = format!("{path}[0]");
        match field.form {
            Form::Object(fields) => walk::<M>(fields, here, &path, &with, tried),
            Form::List(_, fields) => walk::<M>(fields, &here[0], &entry, &|e| with(json!([e])), tried),
            Form::TextList(_, fields) => {
                let list: Value = serde_json::from_str(here.as_str().expect("a text")).expect("a list");
                let as_text = |e: Value| with(json!([e]).to_string().into());
                walk::<M>(fields, &list[0], &entry, &as_text, tried);
            }
            _ => {}
        }
    }
}

/// What the field must not be, and what is said of it then.
fn faults(field: &Field, here: &Value) -> Vec<(Value, Wrong)> {
    let mut faults = match field.form {
        Form::Text(most) => vec![(json!("云".repeat(most + 1)), Wrong::TooLong(most))],
        Form::Whole(digits) => vec![(json!(10_i64.pow(digits)), Wrong::TooLong(digits as usize))],
        Form::Decimal(all, after) => vec![
            (json!(10_i64.pow(all - after)), Wrong::TooLong(all as usize)),
            (
                json!(format!("1.{}1", "0".repeat(after as usize))),
                Wrong::Form("too many digits after the point"),
            ),
        ],
        Form::List(most, _) if most <= 1000 => {
            vec![(json!(vec![here[0].clone(); most + 1]), Wrong::TooLong(most))]
        }
        Form::Texts(most, length) => vec![
            (json!(vec!["x"; most + 1]), Wrong::TooLong(most)),
            (json!(["x".repeat(length + 1)]), Wrong::TooLong(length)),
        ],
        _ => Vec::new(),
    };
    if field.mandatory {
        let empty = if here.is_array() { json!([]) } else { json!("") };
        faults.push((empty, Wrong::Missing));
        faults.push((Value::Null, Wrong::Missing));
    }
    faults
}

fn refused<M: Message>(whole: Value, path: &str, wrong: Wrong) {
    let Value::Object(members) = whole else {
        panic!("{path}: no object");
    };
    match message::read_members::<M>(members) {
        // A time that is too long is no time, and nothing is no number: the type has no place for it.
        Err(error) => assert!(path.starts_with(&error.path), "{path}: {error}"),
        Ok(read) => {
            let faults = message::members(&read).expect_err(path).0;
            let found = faults
                .iter()
                .any(|f| f.path.starts_with(path) && f.wrong == wrong);
            assert!(found, "{path}, {wrong:?}: {faults:?}");
        }
    }
}
