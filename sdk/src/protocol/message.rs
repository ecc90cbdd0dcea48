//! What a message consists of, as a table: strict when writing, lenient when reading.
//!
//! Writing checks presence, length and form against the table of the type. Reading takes a number for a text and a text
//! for a number, knows nothing of lengths, ignores what it does not know, and names the place of what it cannot read.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::fmt;

/// One field of a message.
///
/// ```
/// use guildhall_sdk::protocol::{message::{Field, Form, Message}, production::ReleaseInstance};
/// let field: &Field = &ReleaseInstance::FIELDS[0];
/// assert_eq!((field.name, field.mandatory, field.form), ("instanceId", true, Form::Text(64)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it must be there (M in the documents).
    pub mandatory: bool,
    /// What it may hold.
    pub form: Form,
}

/// What a field may hold.
///
/// ```
/// use guildhall_sdk::protocol::message::{Field, Form};
/// const FIELDS: &[Field] = &[
///     Field::must("license_list", Form::Texts(100, 64)),
///     Field::may("heartbeatInfo", Form::Object(&[Field::may("ip", Form::Text(32))])),
/// ];
/// assert_eq!(FIELDS.iter().filter(|f| f.mandatory).count(), 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text of at most so many characters.
    Text(usize),
    /// A text without a documented limit.
    AnyText,
    /// A whole number of at most so many digits.
    Whole(u32),
    /// A number with at most so many digits in all, and after the point; written as a number or as a text.
    Decimal(u32, u32),
    /// An object.
    Object(&'static [Field]),
    /// At least one and at most so many objects, where mandatory.
    List(usize, &'static [Field]),
    /// As [`Form::List`], sent as one text that holds the list as JSON (1.0).
    TextList(usize, &'static [Field]),
    /// At least one and at most so many texts of at most so many characters, where mandatory.
    Texts(usize, usize),
}

impl Field {
    /// A mandatory field.
    ///
    /// ```
    /// use guildhall_sdk::protocol::message::{Field, Form};
    /// assert!(Field::must("orderId", Form::Text(64)).mandatory);
    /// ```
    pub const fn must(name: &'static str, form: Form) -> Field {
        Field {
            name,
            mandatory: true,
            form,
        }
    }

    /// An optional field.
    ///
    /// ```
    /// use guildhall_sdk::protocol::message::{Field, Form};
    /// assert!(!Field::may("resultMsg", Form::Text(255)).mandatory);
    /// ```
    pub const fn may(name: &'static str, form: Form) -> Field {
        Field {
            name,
            mandatory: false,
            form,
        }
    }
}

/// A message and its table.
///
/// ```
/// use guildhall_sdk::protocol::message::{self, Field, Form, Message};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Greeting { words: String }
///
/// impl Message for Greeting {
///     const FIELDS: &'static [Field] = &[Field::must("words", Form::Text(3))];
/// }
///
/// assert_eq!(message::write(&Greeting { words: "你好".into() }).unwrap(), r#"{"words":"你好"}"#.as_bytes());
/// assert!(message::write(&Greeting { words: "hello".into() }).is_err());
/// ```
pub trait Message: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its fields, in the document's order.
    const FIELDS: &'static [Field];

    /// What the table cannot say. Most messages have nothing of the kind.
    fn further(&self, _faults: &mut Vec<Fault>) {}
}

/// One thing that is wrong with a message that was to be written.
///
/// ```
/// use guildhall_sdk::protocol::message::{Fault, Wrong};
/// let fault = Fault { path: "info[0].appInfo.memo".into(), wrong: Wrong::TooLong(1024) };
/// assert_eq!(fault.to_string(), "info[0].appInfo.memo: longer than 1024");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: `info[0].appInfo.frontEndUrl`.
    pub path: String,
    /// What.
    pub wrong: Wrong,
}

/// What can be wrong.
///
/// ```
/// use guildhall_sdk::protocol::{message::{self, Wrong}, production::QueryInstance};
/// let faults = message::write(&QueryInstance { instance_id: String::new() }).unwrap_err();
/// assert_eq!(faults.0[0].wrong, Wrong::Missing);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Mandatory, and not there or empty.
    Missing,
    /// Longer than this many characters, digits or entries.
    TooLong(usize),
    /// Not of the documented form.
    Form(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.wrong {
            Wrong::Missing => write!(f, "{}: missing", self.path),
            Wrong::TooLong(most) => write!(f, "{}: longer than {most}", self.path),
            Wrong::Form(form) => write!(f, "{}: {form}", self.path),
        }
    }
}

/// Everything that is wrong with a message that was to be written.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::OrderNotify};
/// let faults: message::Faults =
///     message::write(&OrderNotify { order_id: "".into(), order_line_id: "".into() }).unwrap_err();
/// assert_eq!(faults.to_string(), "orderId: missing; orderLineId: missing");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// A message that does not read, and where.
///
/// ```
/// use guildhall_sdk::protocol::{message::{self, Unreadable}, production::Outcome};
/// let error: Unreadable = message::read::<Outcome>(br#"{"resultCode":[]}"#).unwrap_err();
/// assert_eq!(error.path, "resultCode");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct Unreadable {
    /// `info[0].usageInfo[1].usageValue`; `.` is the whole.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

/// A message as JSON members, checked against its table.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::QueryInstance};
/// let members = message::members(&QueryInstance { instance_id: "i-1".into() }).unwrap();
/// assert_eq!(members["instanceId"], "i-1");
/// ```
///
/// # Errors
/// Every fault, with its place.
pub fn members<M: Message>(message: &M) -> Result<Map<String, Value>, Faults> {
    let mut faults = Vec::new();
    let members = match serde_json::to_value(message) {
        Ok(Value::Object(members)) => members,
        _ => {
            let fault = Fault {
                path: ".".into(),
                wrong: Wrong::Form("does not serialise"),
            };
            return Err(Faults(vec![fault]));
        }
    };
    check(&members, M::FIELDS, "", &mut faults);
    message.further(&mut faults);
    if faults.is_empty() {
        Ok(members)
    } else {
        Err(Faults(faults))
    }
}

/// A message as JSON text, checked.
///
/// ```
/// use guildhall_sdk::protocol::{codes::ResultCode, message, production::Outcome};
/// let outcome = Outcome { result_code: ResultCode::Success, result_msg: Some("x".repeat(256)) };
/// assert_eq!(message::write(&outcome).unwrap_err().to_string(), "resultMsg: longer than 255");
/// ```
///
/// # Errors
/// Every fault, with its place.
pub fn write<M: Message>(message: &M) -> Result<Vec<u8>, Faults> {
    Ok(Value::Object(members(message)?).to_string().into_bytes())
}

/// Reads a message, leniently.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::QueryInstanceAnswer};
/// let text = br#"{"resultCode":"000000","info":[{"instanceId":"i-1","usageInfo":[{"usageValue":"much"}]}]}"#;
/// let error = message::read::<QueryInstanceAnswer>(text).unwrap_err();
/// assert_eq!(error.path, "info[0].usageInfo[0].usageValue");
/// ```
///
/// # Errors
/// The first place that does not read.
pub fn read<M: Message>(text: &[u8]) -> Result<M, Unreadable> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let message = serde_path_to_error::deserialize(&mut reader).map_err(unreadable)?;
    reader.end().map_err(|e| Unreadable {
        path: ".".into(),
        message: e.to_string(),
    })?;
    Ok(message)
}

/// Reads a message of members that are there already.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::QueryInstance};
/// let members = serde_json::from_str(r#"{"instanceId":12,"activity":"queryInstance"}"#).unwrap();
/// assert_eq!(message::read_members::<QueryInstance>(members).unwrap().instance_id, "12");
/// ```
///
/// # Errors
/// The first place that does not read.
pub fn read_members<M: Message>(members: Map<String, Value>) -> Result<M, Unreadable> {
    serde_path_to_error::deserialize(Value::Object(members)).map_err(unreadable)
}

/// Mandatory fields of a read message that are empty: what a receiver refuses, lengths aside.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::OrderNotify};
/// let read: OrderNotify = message::read(br#"{"orderId":"o","orderLineId":""}"#).unwrap();
/// assert_eq!(message::empty_fields(&read)[0].path, "orderLineId");
/// ```
pub fn empty_fields<M: Message>(message: &M) -> Vec<Fault> {
    let Ok(Value::Object(members)) = serde_json::to_value(message) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    check(&members, M::FIELDS, "", &mut faults);
    faults.retain(|fault| fault.wrong == Wrong::Missing);
    faults
}

fn unreadable<E: fmt::Display>(error: serde_path_to_error::Error<E>) -> Unreadable {
    Unreadable {
        path: error.path().to_string(),
        message: error.inner().to_string(),
    }
}

fn check(members: &Map<String, Value>, fields: &[Field], at: &str, faults: &mut Vec<Fault>) {
    for field in fields {
        let path = if at.is_empty() {
            field.name.to_owned()
        } else {
            format!("{at}.{}", field.name)
        };
        let value = members.get(field.name).unwrap_or(&Value::Null);
        let empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        };
        if !empty {
            check_value(value, field.form, &path, faults);
        } else if field.mandatory {
            faults.push(Fault {
                path,
                wrong: Wrong::Missing,
            });
        }
    }
}

fn check_value(value: &Value, form: Form, path: &str, faults: &mut Vec<Fault>) {
    let mut no = |wrong| {
        faults.push(Fault {
            path: path.to_owned(),
            wrong,
        })
    };
    match (form, value) {
        (Form::Text(most), Value::String(text)) => {
            if text.chars().count() > most {
                no(Wrong::TooLong(most));
            }
        }
        (Form::AnyText, Value::String(_)) => {}
        (Form::Whole(most), Value::Number(_) | Value::String(_)) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let digits = text.trim_start_matches('-');
            if !digits.bytes().all(|b| b.is_ascii_digit()) {
                no(Wrong::Form("no whole number"));
            } else if digits.len() > most as usize {
                no(Wrong::TooLong(most as usize));
            }
        }
        (Form::Decimal(all, after), Value::Number(_) | Value::String(_)) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let digits = text.trim_start_matches('-');
            let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
            if !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) || whole.is_empty() {
                no(Wrong::Form("no decimal number"));
            } else if part.trim_end_matches('0').len() > after as usize {
                no(Wrong::Form("too many digits after the point"));
            } else if whole.len() > (all - after) as usize {
                no(Wrong::TooLong(all as usize));
            }
        }
        (Form::Object(fields), Value::Object(members)) => check(members, fields, path, faults),
        (Form::List(most, fields), Value::Array(list)) => {
            if list.len() > most {
                no(Wrong::TooLong(most));
            }
            for (index, entry) in list.iter().enumerate() {
                match entry {
                    Value::Object(members) => check(members, fields, &format!("{path}[{index}]"), faults),
                    _ => faults.push(Fault {
                        path: format!("{path}[{index}]"),
                        wrong: Wrong::Form("no object"),
                    }),
                }
            }
        }
        (Form::TextList(most, fields), Value::String(text)) => match serde_json::from_str(text) {
            Ok(Value::Array(list)) if list.is_empty() => no(Wrong::Missing),
            Ok(list @ Value::Array(_)) => check_value(&list, Form::List(most, fields), path, faults),
            _ => no(Wrong::Form("no list")),
        },
        (Form::Texts(most, length), Value::Array(list)) => {
            if list.len() > most {
                no(Wrong::TooLong(most));
            }
            for (index, entry) in list.iter().enumerate() {
                check_value(entry, Form::Text(length), &format!("{path}[{index}]"), faults);
            }
        }
        _ => no(Wrong::Form("not of the documented type")),
    }
}
