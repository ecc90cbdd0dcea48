//! What a seller does about itself.

use super::CertificationState;
use crate::{
    money::Money,
    operation,
    portal::{Role, Who},
};
use serde::{Deserialize, Serialize};

/// Everyone of a seller.
pub const SELLER: &[Role] = &[
    Role::Owner,
    Role::ProductManager,
    Role::SellerFinance,
    Role::Developer,
];
/// What waits for the seller and how the money stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SellerOverview {
    /// Business certification.
    pub certification: CertificationState,
    /// It was certified once: what is open is a change.
    pub certified_before: bool,
    /// The company was renamed since it was certified.
    pub renamed: bool,
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
