//! Mails and short messages, as the administrator sees them.

use crate::{
    accounts::ADMINISTRATORS,
    ids::{MailId, SmsId},
    lang::Lang,
    operation,
    portal::{Page, PageRequest, Who},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Attempts before a mail is given up and shown to the administrator.
pub const MAIL_ATTEMPTS: u32 = 8;
/// How long an opened mail shows its links, in minutes.
pub const OPENED_MINUTES: i64 = 10;

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Kept: there was no mail server.
    #[default]
    Kept,
    /// On its way; tried again when an attempt fails.
    Waiting,
    /// A mail server took it.
    Sent,
    /// Given up.
    Failed,
}

impl MailState {
    /// All of them.
    pub const ALL: &'static [MailState] = &[Self::Kept, Self::Waiting, Self::Sent, Self::Failed];

    /// The wire name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// Reads the wire name.
    pub fn parse(text: &str) -> Option<MailState> {
        Self::ALL.iter().copied().find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Kept, Lang::Zh) => "已保留，未发送",
            (Self::Kept, Lang::En) => "Kept, not sent",
            (Self::Waiting, Lang::Zh) => "等待发送",
            (Self::Waiting, Lang::En) => "On its way",
            (Self::Sent, Lang::Zh) => "已发送",
            (Self::Sent, Lang::En) => "Sent",
            (Self::Failed, Lang::Zh) => "发送失败",
            (Self::Failed, Lang::En) => "Failed",
        }
    }

    /// True where an administrator can have it sent (again).
    pub const fn can_be_sent(self) -> bool {
        matches!(self, Self::Kept | Self::Failed)
    }
}

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
    /// Where it stands.
    #[serde(default)]
    pub state: MailState,
    /// Attempts that failed.
    #[serde(default)]
    pub attempts: u32,
    /// What the mail server said last.
    #[serde(default)]
    pub last_error: Option<String>,
}

/// Mails, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListMails {
    /// Only to this address.
    pub to: String,
    /// Only those that stand there.
    pub state: Option<MailState>,
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

/// One mail, to be read. Links in it are masked unless the reader opened it ([`OpenMail`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailView {
    /// The list's row.
    pub row: MailRow,
    /// True when it has links that carry a secret.
    pub has_secrets: bool,
    /// Until when the reader sees them.
    pub opened_until: Option<DateTime<Utc>>,
    /// True when a mail server is configured.
    pub delivers: bool,
}

/// Reads a mail.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetMail {
    /// Which.
    pub mail: MailId,
}
operation!(
    GetMail,
    Read,
    Who::Roles(ADMINISTRATORS),
    MailView,
    "A mail, with the links in it masked."
);

/// Opens a mail: its links can be seen by this administrator for a few minutes. Whoever has such a link can set
/// somebody's password, so it needs a fresh proof of who asks, and is in the audit log.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenMail {
    /// Which.
    pub mail: MailId,
}
operation!(
    OpenMail,
    Write,
    Who::Roles(ADMINISTRATORS),
    (),
    "See the links of a kept mail for a few minutes; logged."
);

/// Sends a mail that was kept or given up.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResendMail {
    /// Which.
    pub mail: MailId,
}
operation!(
    ResendMail,
    Write,
    Who::Roles(ADMINISTRATORS),
    (),
    "Send a mail that was kept or given up."
);

/// A short message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SmsRow {
    /// Its id.
    pub id: SmsId,
    /// The number.
    pub to: String,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When the provider took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: MailState,
    /// What the provider said last.
    pub last_error: Option<String>,
}

/// Short messages, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListSms {
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListSms,
    Read,
    Who::Roles(ADMINISTRATORS),
    Page<SmsRow>,
    "Short messages, newest first."
);
