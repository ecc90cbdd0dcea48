//! A JSON body in the one form both sides sign (protocol notes §4.1, step 1): what Jackson writes of a `TreeMap`.
//!
//! Names of the outermost object are sorted as Java sorts them, members that are null left out, white space removed,
//! non-ASCII and `/` unescaped, control characters as `\u00XX` with upper-case letters. Nested values keep the order
//! they came in, and every number its token: `1.0`, `1e3` and `100000000000000000000` stay what they are.

use crate::protocol::dialect::Order;
use std::{borrow::Cow, cmp::Ordering};

/// Deepest nesting read. The protocol has four levels.
const MAX_DEPTH: u32 = 64;

/// Why a body has no canonical form, and where.
///
/// ```
/// use guildhall_sdk::protocol::sign::canonical::{Form, NotCanonical, canonical};
/// let error: NotCanonical = canonical(br#"{"a":1,"a":2}"#, Form::USAGE).unwrap_err();
/// assert!(error.to_string().ends_with(&format!("at byte {}", error.at)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what} at byte {at}")]
pub struct NotCanonical {
    /// What is wrong there.
    pub what: &'static str,
    /// Counted from 0.
    pub at: usize,
}

/// How a body is brought into form.
///
/// ```
/// use guildhall_sdk::protocol::{dialect::Order, sign::canonical::{Form, canonical}};
/// let body = br#"{"b":{"d":1,"c":2},"a":null}"#;
/// assert_eq!(canonical(body, Form::production(Order::Ascending)).unwrap(), r#"{"b":{"d":1,"c":2}}"#);
/// assert_eq!(canonical(body, Form::USAGE).unwrap(), r#"{"a":null,"b":{"c":2,"d":1}}"#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Order of names.
    pub order: Order,
    /// Sort nested objects too.
    pub deep: bool,
    /// Leave out members of the outermost object that are null.
    pub drop_nulls: bool,
}

impl Form {
    /// Production calls of 2.0.
    ///
    /// ```
    /// use guildhall_sdk::protocol::{dialect::Order, sign::canonical::Form};
    /// assert!(!Form::production(Order::Ascending).deep, "nested values keep their order");
    /// ```
    pub const fn production(order: Order) -> Form {
        Form {
            order,
            deep: false,
            drop_nulls: true,
        }
    }

    /// Usage pushes: "naturally sorted", which we read as every object.
    ///
    /// ```
    /// assert!(guildhall_sdk::protocol::sign::canonical::Form::USAGE.deep);
    /// ```
    pub const USAGE: Form = Form {
        order: Order::Ascending,
        deep: true,
        drop_nulls: false,
    };
}

/// The canonical form of a body, which must be a JSON object.
///
/// ```
/// use guildhall_sdk::protocol::{dialect::Order, sign::canonical::{Form, canonical}};
/// let body = br#"{ "b": {"z": 1.0, "a": "\u4e91"}, "n": null, "a": "x\/y" }"#;
/// let form = canonical(body, Form::production(Order::Ascending)).unwrap();
/// assert_eq!(form, r#"{"a":"x/y","b":{"z":1.0,"a":"云"}}"#);
/// ```
///
/// # Errors
/// The bytes are no UTF-8, no JSON object, name a member twice where names are sorted, or nest deeper than 64.
pub fn canonical(body: &[u8], form: Form) -> Result<String, NotCanonical> {
    let text = std::str::from_utf8(body).map_err(|e| NotCanonical {
        what: "no UTF-8",
        at: e.valid_up_to(),
    })?;
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        form,
    };
    let mut out = Vec::with_capacity(body.len());
    reader.space();
    if reader.peek() != Some(b'{') {
        return Err(reader.no("no JSON object"));
    }
    reader.object(&mut out, 0)?;
    reader.space();
    if reader.at != reader.bytes.len() {
        return Err(reader.no("something after the object"));
    }
    String::from_utf8(out).map_err(|_| NotCanonical {
        what: "no UTF-8",
        at: 0,
    })
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    form: Form,
}

/// One written member: where it starts, where its name ends, where it ends.
struct Member {
    start: usize,
    name_end: usize,
    end: usize,
}

impl Reader<'_> {
    fn no(&self, what: &'static str) -> NotCanonical {
        NotCanonical { what, at: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8, what: &'static str) -> Result<(), NotCanonical> {
        if self.peek() != Some(byte) {
            return Err(self.no(what));
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, out: &mut Vec<u8>, depth: u32) -> Result<(), NotCanonical> {
        match self.peek() {
            Some(b'{') => self.object(out, depth + 1),
            Some(b'[') => self.array(out, depth + 1),
            Some(b'"') => self.string(out),
            Some(b'-' | b'0'..=b'9') => self.number(out),
            _ => {
                for word in ["null", "true", "false"] {
                    if self.bytes[self.at..].starts_with(word.as_bytes()) {
                        out.extend_from_slice(word.as_bytes());
                        self.at += word.len();
                        return Ok(());
                    }
                }
                Err(self.no("no value"))
            }
        }
    }

    fn array(&mut self, out: &mut Vec<u8>, depth: u32) -> Result<(), NotCanonical> {
        if depth > MAX_DEPTH {
            return Err(self.no("nested too deeply"));
        }
        self.take(b'[', "no array")?;
        out.push(b'[');
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            out.push(b']');
            return Ok(());
        }
        loop {
            self.space();
            self.value(out, depth)?;
            self.space();
            match self.peek() {
                Some(b',') => out.push(b','),
                Some(b']') => break,
                _ => return Err(self.no("neither , nor ]")),
            }
            self.at += 1;
        }
        self.at += 1;
        out.push(b']');
        Ok(())
    }

    fn object(&mut self, out: &mut Vec<u8>, depth: u32) -> Result<(), NotCanonical> {
        if depth > MAX_DEPTH {
            return Err(self.no("nested too deeply"));
        }
        let sorts = (depth == 0 || self.form.deep) && self.form.order != Order::AsSent;
        let top = depth == 0;
        self.take(b'{', "no object")?;
        out.push(b'{');
        let first = out.len();
        let mut members: Vec<Member> = Vec::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            out.push(b'}');
            return Ok(());
        }
        loop {
            self.space();
            let undo = out.len();
            if undo > first {
                out.push(b',');
            }
            let start = out.len();
            if self.peek() != Some(b'"') {
                return Err(self.no("no name"));
            }
            self.string(out)?;
            let name_end = out.len();
            self.space();
            self.take(b':', "no colon")?;
            out.push(b':');
            self.space();
            self.value(out, depth)?;
            if top && self.form.drop_nulls && &out[name_end + 1..] == b"null" {
                out.truncate(undo);
            } else if sorts || top {
                members.push(Member {
                    start,
                    name_end,
                    end: out.len(),
                });
            }
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.no("neither , nor }")),
            }
        }
        self.at += 1;
        self.arrange(out, first, members, sorts)?;
        out.push(b'}');
        Ok(())
    }

    /// Puts written members in order. Most bodies are sent sorted, and then nothing is copied.
    fn arrange(
        &self,
        out: &mut Vec<u8>,
        first: usize,
        members: Vec<Member>,
        sorts: bool,
    ) -> Result<(), NotCanonical> {
        let name = |m: &Member| &out[m.start + 1..m.name_end - 1];
        let mut ordered: Vec<&Member> = members.iter().collect();
        let wanted = if self.form.order == Order::Descending {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        let in_order = members.windows(2).all(|pair| {
            let order = compare(name(&pair[0]), name(&pair[1]));
            order != wanted && order != Ordering::Equal
        });
        if in_order {
            return Ok(());
        }
        ordered.sort_by(|a, b| compare(name(a), name(b)));
        // Two readers could take different ones of the two.
        if ordered.windows(2).any(|pair| name(pair[0]) == name(pair[1])) {
            return Err(self.no("a name that is there twice"));
        }
        if !sorts {
            return Ok(());
        }
        if self.form.order == Order::Descending {
            ordered.reverse();
        }
        let mut sorted = Vec::with_capacity(out.len() - first);
        for member in ordered {
            if !sorted.is_empty() {
                sorted.push(b',');
            }
            sorted.extend_from_slice(&out[member.start..member.end]);
        }
        out.truncate(first);
        out.extend_from_slice(&sorted);
        Ok(())
    }

    fn number(&mut self, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits()?,
            _ => return Err(self.no("no number")),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        out.extend_from_slice(&self.bytes[start..self.at]);
        Ok(())
    }

    fn digits(&mut self) -> Result<(), NotCanonical> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if start == self.at {
            Err(self.no("no digit"))
        } else {
            Ok(())
        }
    }

    fn string(&mut self, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
        self.at += 1;
        out.push(b'"');
        loop {
            let rest = &self.bytes[self.at..];
            let plain = rest
                .iter()
                .position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f))
                .unwrap_or(rest.len());
            out.extend_from_slice(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    let letter = self.escaped()?;
                    write_char(out, letter);
                }
                Some(_) => return Err(self.no("a control character in a text")),
                None => return Err(self.no("a text without an end")),
            }
        }
        self.at += 1;
        out.push(b'"');
        Ok(())
    }

    /// The character an escape stands for; the reader stands at the backslash.
    fn escaped(&mut self) -> Result<char, NotCanonical> {
        self.at += 1;
        let letter = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.unit()?;
                return match first {
                    0xd800..=0xdbff => {
                        self.take(b'\\', "half of a surrogate pair")?;
                        if self.peek() != Some(b'u') {
                            return Err(self.no("half of a surrogate pair"));
                        }
                        let second = self.unit()?;
                        char::decode_utf16([first, second])
                            .next()
                            .and_then(Result::ok)
                            .ok_or_else(|| self.no("half of a surrogate pair"))
                    }
                    unit => {
                        char::from_u32(u32::from(unit)).ok_or_else(|| self.no("half of a surrogate pair"))
                    }
                };
            }
            _ => return Err(self.no("no escape")),
        };
        self.at += 1;
        Ok(letter)
    }

    /// Four hexadecimal digits after a `u`.
    fn unit(&mut self) -> Result<u16, NotCanonical> {
        let digits = self
            .text
            .get(self.at + 1..self.at + 5)
            .filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits
            .and_then(|d| u16::from_str_radix(d, 16).ok())
            .ok_or_else(|| self.no("no escape"))?;
        self.at += 5;
        Ok(unit)
    }
}

fn write_char(out: &mut Vec<u8>, letter: char) {
    match letter {
        '"' => out.extend_from_slice(b"\\\""),
        '\\' => out.extend_from_slice(b"\\\\"),
        '\u{8}' => out.extend_from_slice(b"\\b"),
        '\u{c}' => out.extend_from_slice(b"\\f"),
        '\n' => out.extend_from_slice(b"\\n"),
        '\r' => out.extend_from_slice(b"\\r"),
        '\t' => out.extend_from_slice(b"\\t"),
        '\0'..='\u{1f}' => out.extend_from_slice(format!("\\u{:04X}", u32::from(letter)).as_bytes()),
        _ => out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// As Java compares texts: by UTF-16 unit, so that what is beyond U+FFFF comes before U+E000.
fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let plain = |name: &[u8]| name.iter().all(|b| b.is_ascii() && *b != b'\\');
    if plain(a) && plain(b) {
        return a.cmp(b);
    }
    let (a, b) = (unescaped(a), unescaped(b));
    a.encode_utf16().cmp(b.encode_utf16())
}

fn unescaped(name: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(name);
    if !text.contains('\\') {
        return text;
    }
    serde_json::from_str::<String>(&format!("\"{text}\"")).map_or(text, Cow::Owned)
}
