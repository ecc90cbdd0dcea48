//! Lists: keyset pages and honest counts.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Which page of a list is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PageRequest {
    /// From an earlier page's `next` or `previous`; none for the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Rows per page, 1–200; 50 when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
}

impl PageRequest {
    /// Rows per page within what is allowed.
    pub fn size(&self) -> u32 {
        self.size.unwrap_or(50).clamp(1, 200)
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Page<T> {
    /// The rows, in list order.
    pub rows: Vec<T>,
    /// The cursor of the page after, when there is one.
    pub next: Option<String>,
    /// The cursor of the page before, when there is one.
    pub previous: Option<String>,
    /// How many rows the whole list has, as far as it is worth counting.
    pub count: Count,
}

/// An honest count: exact, or "more than this many".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Count {
    /// Rows counted.
    pub rows: u64,
    /// False when counting stopped there: read it as "more than".
    pub exact: bool,
}

/// The place in a list a page starts at: a direction and the key of the row at its edge, `a.1763800000000000.0193…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// False: rows after the key in list order. True: rows before it.
    pub backwards: bool,
    /// The integer part of the key (an instant in microseconds, or a sequence number).
    pub key: i64,
    /// The id that breaks ties; empty where the integer is unique.
    pub id: String,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.{}.{}",
            if self.backwards { 'b' } else { 'a' },
            self.key,
            self.id
        )
    }
}

impl FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '.');
        let backwards = match parts.next() {
            Some("a") => false,
            Some("b") => true,
            _ => return Err(()),
        };
        let key = parts.next().and_then(|k| k.parse().ok()).ok_or(())?;
        let id = parts.next().ok_or(())?.to_owned();
        if id.len() > 64 {
            return Err(());
        }
        Ok(Cursor { backwards, key, id })
    }
}
