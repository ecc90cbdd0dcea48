//! Operations of the business certification: three groups with a draft, the small transfer, changes, the lock.

use super::{
    CertificationContent, CertificationGroup, CertificationState, check_certification, check_conduct_text,
    check_group, check_transfer_amount,
};
use crate::{
    finding::Finding,
    ids::{OrganisationId, TransferId},
    lang::Bilingual,
    money::Money,
    operation,
    portal::{Role, Who},
    reviews::FieldComment,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who may certify: the owner and finance.
pub const CERTIFIERS: &[Role] = &[Role::Owner, Role::SellerFinance];
/// Who of the operator looks after small transfers and locks.
pub const CERTIFICATION_DESK: &[Role] = &[Role::OperatorFinance, Role::Administrator];

/// Why the last small transfer came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransferProblem {
    /// The bank took it not: the account is wrong.
    Failed,
    /// Nobody entered the amount in time.
    Expired,
}

impl TransferProblem {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Failed, Self::Expired]
            .into_iter()
            .find(|p| p.as_str() == text)
    }
}

/// The seller's business certification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificationView {
    /// Where it stands.
    pub state: CertificationState,
    /// Counts changes; 0 before the first.
    pub version: i64,
    /// What is being written, or was submitted last.
    pub content: CertificationContent,
    /// What was certified last; it is shown until a change is approved.
    pub live: Option<CertificationContent>,
    /// Why it was rejected.
    pub comments: Vec<FieldComment>,
    /// Since when it stands like this.
    pub since: Option<DateTime<Utc>>,
    /// Until when the amount can be entered, once it was sent.
    pub until: Option<DateTime<Utc>>,
    /// Why the last small transfer came to nothing.
    pub problem: Option<TransferProblem>,
    /// Wrong amounts since the last approval or unlocking.
    pub failures: u32,
    /// True when the account that is written must be proved by a small transfer.
    pub needs_transfer: bool,
    /// The authenticated company's name; empty before.
    pub company: String,
}

impl CertificationView {
    /// The company's new name, when it was renamed since it was certified (`domain/business.md` §1.4).
    pub fn renamed(&self) -> Option<&str> {
        let live = self.live.as_ref()?;
        (!self.company.is_empty() && live.company != self.company).then_some(self.company.as_str())
    }
}

/// The seller's business certification.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetCertification {}
operation!(
    needs Nothing: GetCertification,
    Read,
    Who::Roles(CERTIFIERS),
    CertificationView,
    "The seller's business certification."
);

/// Keeps one group of a certification that is being written. The other groups' fields are ignored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SaveCertification {
    /// The version that was read.
    pub version: i64,
    /// Which group.
    pub group: CertificationGroup,
    /// Its fields.
    pub content: CertificationContent,
}
operation!(
    needs Nothing: SaveCertification,
    Write,
    Who::Roles(CERTIFIERS),
    CertificationView,
    "Keep one group of the business certification.",
    |r| under_content(check_group(r.group, &r.content))
);

/// Starts the certification with all three groups: the account is proved by a small transfer, unless it was already.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmitCertification {
    /// The version that was read.
    pub version: i64,
    /// The three groups.
    pub content: CertificationContent,
}
operation!(
    needs Nothing: SubmitCertification,
    Write,
    Who::Roles(CERTIFIERS),
    CertificationView,
    "Start the business certification.",
    |r| under_content(check_certification(&r.content))
);

fn under_content(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().map(|f| f.under("content")).collect()
}

/// Enters the amount that arrived. A wrong one counts; the third locks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmTransfer {
    /// What arrived.
    pub amount: Money,
}
operation!(
    needs Nothing: ConfirmTransfer,
    Write,
    Who::Roles(CERTIFIERS),
    CertificationView,
    "Enter the amount of the small transfer that arrived.",
    |r| check_transfer_amount(r.amount).into_iter().collect()
);

/// Takes a certification back that is being certified, or gives a change up: what was certified before counts again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WithdrawCertification {
    /// The version that was read.
    pub version: i64,
}
operation!(
    needs Nothing: WithdrawCertification,
    Write,
    Who::Roles(CERTIFIERS),
    CertificationView,
    "Take the business certification back, or give a change up."
);

/// Changes the finance contact of a certified seller, at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetFinanceContact {
    /// Name.
    pub contact_name: String,
    /// Phone.
    pub contact_phone: String,
    /// Mail.
    pub contact_mail: String,
}

impl SetFinanceContact {
    /// As fields of a certification.
    pub fn content(&self) -> CertificationContent {
        CertificationContent {
            contact_name: self.contact_name.clone(),
            contact_phone: self.contact_phone.clone(),
            contact_mail: self.contact_mail.clone(),
            ..CertificationContent::default()
        }
    }
}
operation!(
    needs Nothing: SetFinanceContact,
    Write,
    Who::Roles(CERTIFIERS),
    CertificationView,
    "Change the finance contact, at once.",
    |r| check_group(CertificationGroup::Contact, &r.content())
);

/// A certification that the operator's desk has to do with: its transfer is on its way or arrived, or it is locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransferRow {
    /// Whose.
    pub seller: OrganisationId,
    /// Its name.
    pub name: Bilingual,
    /// Where it stands.
    pub state: CertificationState,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The transfer; none for a locked one.
    pub transfer: Option<TransferId>,
    /// Name of the bank and branch.
    pub bank: String,
    /// Name of the account.
    pub account_name: String,
    /// Number of the account.
    pub account_number: String,
    /// What is to be sent, while a person sends it; with the sandbox, what "arrived".
    pub amount: Option<Money>,
    /// A person sends it, and says so here.
    pub by_hand: bool,
    /// Wrong amounts so far.
    pub failures: u32,
}

/// Small transfers that are open, and locked certifications, longest waiting first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListTransfers {}
operation!(
    ListTransfers,
    Read,
    Who::Roles(CERTIFICATION_DESK),
    Vec<TransferRow>,
    "Small transfers that are open, and locked certifications."
);

/// Says what became of a small transfer that a person sends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordTransfer {
    /// Whose account.
    pub seller: OrganisationId,
    /// Which transfer.
    pub transfer: TransferId,
    /// Sent; else the bank refused the account.
    pub sent: bool,
}
operation!(
    RecordTransfer,
    Write,
    Who::Roles(&[Role::OperatorFinance]),
    Vec<TransferRow>,
    "Say what became of a small transfer."
);

/// Unlocks a certification: the seller starts again, and the count of wrong amounts with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnlockCertification {
    /// Whose.
    pub seller: OrganisationId,
    /// Why: the seller reads it.
    pub reason: String,
}
operation!(
    UnlockCertification,
    Write,
    Who::Roles(CERTIFICATION_DESK),
    Vec<TransferRow>,
    "Unlock a business certification.",
    |r| check_conduct_text("reason", &r.reason).into_iter().collect()
);
