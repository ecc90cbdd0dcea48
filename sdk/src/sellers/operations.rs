//! What a seller does about itself.

use super::{CertificationContent, CertificationState, check_certification};
use crate::{
    money::Money,
    operation,
    portal::{Role, Who},
    reviews::FieldComment,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Everyone of a seller.
pub const SELLER: &[Role] = &[
    Role::Owner,
    Role::ProductManager,
    Role::SellerFinance,
    Role::Developer,
];
/// Who may certify: the owner and finance.
pub const CERTIFIERS: &[Role] = &[Role::Owner, Role::SellerFinance];

/// The seller's business certification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificationView {
    /// Where it stands.
    pub state: CertificationState,
    /// Counts changes; 0 before the first.
    pub version: i64,
    /// What was submitted last.
    pub content: CertificationContent,
    /// Why it was rejected.
    pub comments: Vec<FieldComment>,
    /// Since when it stands like this.
    pub since: Option<DateTime<Utc>>,
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

/// Hands in bank, tax and finance contact for checking.
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
    "Hand in bank, tax and finance contact.",
    |r| {
        check_certification(&r.content)
            .into_iter()
            .map(|f| f.under("content"))
            .collect()
    }
);

/// What waits for the seller and how the money stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SellerOverview {
    /// Business certification.
    pub certification: CertificationState,
    /// Products on sale.
    pub on_sale: u64,
    /// Drafts.
    pub drafts: u64,
    /// Submissions being reviewed.
    pub in_review: u64,
    /// Submissions that came back.
    pub rejected: u64,
    /// Offers customers can use now.
    pub live_offers: u64,
    /// Paid orders that wait for provisioning.
    pub to_provision: u64,
    /// Gross of the last twelve periods, oldest first: period and amount.
    pub months: Vec<(String, Money)>,
    /// Gross that is not in a bill yet.
    pub unbilled: Money,
}

/// The seller's overview (商家总览).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetSellerOverview {}
operation!(
    GetSellerOverview,
    Read,
    Who::Roles(SELLER),
    SellerOverview,
    "What waits for the seller, and the money."
);
