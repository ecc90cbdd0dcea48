//! One's own inbox in the console.

use crate::{
    finding::{Code, Finding},
    ids::NoticeId,
    operation,
    portal::{Page, PageRequest, Who},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Most notices one [`ReadNotices`] names.
pub const READ_AT_ONCE: usize = 100;

/// Something a person was told (`domain/business.md` §7.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeRow {
    /// Its id.
    pub id: NoticeId,
    /// What happened, in the language the person had then.
    pub subject: String,
    /// The rest of it, a paragraph a line.
    pub text: String,
    /// The page it leads to.
    pub path: String,
    /// When it happened.
    pub created_at: DateTime<Utc>,
    /// When it was read; none while it was not.
    pub read_at: Option<DateTime<Utc>>,
}

/// One's own notices in the organisation one acts for, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListNotices {
    /// Only what was not read.
    pub unread: bool,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListNotices,
    Read,
    Who::SignedIn,
    Page<NoticeRow>,
    "One's own notices, newest first."
);

/// How many notices were not read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnreadNotices {
    /// How many, counted up to 10,000.
    pub unread: u64,
}

/// Counts one's unread notices.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CountNotices {}
operation!(
    CountNotices,
    Read,
    Who::SignedIn,
    UnreadNotices,
    "Count one's unread notices."
);

/// Marks notices as read: the named ones, or all. One that was read stays as it is; what is not one's own is left out
/// without a word.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ReadNotices {
    /// Which; none for all.
    pub notices: Option<Vec<NoticeId>>,
}
operation!(
    ReadNotices,
    Write,
    Who::SignedIn,
    UnreadNotices,
    "Mark notices as read.",
    |request| {
        let named = request.notices.as_ref().map_or(0, Vec::len);
        if named > READ_AT_ONCE {
            vec![
                Finding::error("notices", Code::TooMany)
                    .with("max", READ_AT_ONCE)
                    .with("actual", named),
            ]
        } else {
            Vec::new()
        }
    }
);
