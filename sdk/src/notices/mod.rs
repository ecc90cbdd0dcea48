//! Mails that went out, or wait where no SMTP is configured (消息).

use crate::{
    accounts::ADMINISTRATORS,
    ids::MailId,
    operation,
    portal::{Page, PageRequest, Who},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailRow {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text. Links in it carry secrets: shown by the command line to whoever holds the data folder, masked on pages.
    pub text: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When a mail server took it; none while kept.
    pub sent_at: Option<DateTime<Utc>>,
}

/// Mails, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListMails {
    /// Only to this address.
    pub to: String,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListMails,
    Read,
    Who::Roles(ADMINISTRATORS),
    Page<MailRow>,
    "Mails, newest first."
);
