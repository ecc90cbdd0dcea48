//! Making, sending and opening exclusive discounts.

use super::OfferStatus;
use crate::{
    finding::{Code, Finding},
    ids::{ListingId, OfferId, OrganisationId, ReviewId, SpecId},
    lang::Bilingual,
    listings::Term,
    money::{BasisPoints, Money},
    operation,
    portal::{Page, PageRequest, Role, Who},
    reviews::FieldComment,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Who may make offers.
pub const OFFER_MAKERS: &[Role] = &[Role::Owner, Role::ProductManager];
/// Who may read the seller's offers.
pub const OFFER_READERS: &[Role] = &[Role::Owner, Role::ProductManager, Role::SellerFinance];

/// A discount on one spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferLineInput {
    /// Which spec.
    pub spec: SpecId,
    /// How much less, in basis points: 2000 is 20 % off.
    pub percent: BasisPoints,
}

/// Makes an exclusive discount for one customer. Inside the exempt range it is effective at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreateOffer {
    /// Unique per seller, shown to the buyer (`domain/business.md` §4.1).
    pub name: String,
    /// The address of the customer's account: the offer works only for its organisation.
    pub customer_email: String,
    /// The product.
    pub listing: ListingId,
    /// First business day it is valid; at once when none. Later than now.
    #[serde(default)]
    pub starts_on: Option<NaiveDate>,
    /// Last business day it is valid, the whole day.
    pub ends_on: NaiveDate,
    /// Discounts per spec.
    pub lines: Vec<OfferLineInput>,
    /// How many orders may be placed with it.
    #[serde(default = "one")]
    pub max_orders: u32,
}

fn one() -> u32 {
    1
}

/// Longest name of an offer.
pub const OFFER_NAME_MAX: usize = 80;
/// Most orders an offer may allow.
pub const OFFER_MAX_ORDERS: u32 = 10_000;

operation!(
    CreateOffer,
    Write,
    Who::Roles(OFFER_MAKERS),
    OfferView,
    "Make an exclusive discount for one customer.",
    |r| {
        let mut findings = Vec::new();
        let name = r.name.trim().chars().count();
        if name == 0 {
            findings.push(Finding::error("name", Code::Required));
        } else if name > OFFER_NAME_MAX {
            findings.push(
                Finding::error("name", Code::TooLong)
                    .with("max", OFFER_NAME_MAX)
                    .with("actual", name),
            );
        }
        if r.name.chars().any(char::is_control) {
            findings.push(Finding::error("name", Code::ControlCharacters));
        }
        if r.customer_email.trim().is_empty() {
            findings.push(Finding::error("customer_email", Code::Required));
        } else if !crate::accounts::is_email(r.customer_email.trim()) {
            findings.push(Finding::error("customer_email", Code::NotAnEmail));
        }
        if r.starts_on.is_some_and(|start| r.ends_on < start) {
            findings.push(Finding::error("ends_on", Code::OfferEndsBeforeStart));
        }
        if r.lines.is_empty() {
            findings.push(Finding::error("lines", Code::OfferNoLine));
        }
        if r.lines.len() > 50 {
            findings.push(
                Finding::error("lines", Code::TooMany)
                    .with("max", 50)
                    .with("actual", r.lines.len()),
            );
        }
        for (i, line) in r.lines.iter().enumerate() {
            if line.percent.0 == 0 {
                findings.push(Finding::error(
                    format!("lines.{i}.percent"),
                    Code::OfferPercentZero,
                ));
            }
            if r.lines[..i].iter().any(|l| l.spec == line.spec) {
                findings.push(Finding::error(format!("lines.{i}.spec"), Code::NotUnique));
            }
        }
        if !(1..=OFFER_MAX_ORDERS).contains(&r.max_orders) {
            findings.push(
                Finding::error("max_orders", Code::OutOfRange)
                    .with("min", 1)
                    .with("max", OFFER_MAX_ORDERS),
            );
        }
        findings
    }
);

/// One price of an offer: a spec for a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferPrice {
    /// Which spec.
    pub spec: SpecId,
    /// The spec's name.
    pub spec_name: Bilingual,
    /// Month, year or once.
    pub term: Term,
    /// How much less.
    pub percent: BasisPoints,
    /// What anyone pays.
    pub list: Money,
    /// What the named customer pays for one.
    pub deal: Money,
}

/// What is offered: shared by the seller's page, the approver's and the customer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferTerms {
    /// The offer.
    pub id: OfferId,
    /// Its name.
    pub name: String,
    /// The product.
    pub listing: ListingId,
    /// The product's name.
    pub product: Bilingual,
    /// Whose product.
    pub seller: OrganisationId,
    /// The seller's name.
    pub seller_name: Bilingual,
    /// Where the seller is written to.
    pub seller_mail: String,
    /// Where the seller is called.
    pub seller_phone: String,
    /// Valid from.
    pub starts_at: DateTime<Utc>,
    /// Valid until before this instant.
    pub ends_at: DateTime<Utc>,
    /// Orders allowed.
    pub max_orders: u32,
    /// Orders placed.
    pub used: u32,
    /// Prices by spec and term, at today's list price.
    pub prices: Vec<OfferPrice>,
    /// What it is now.
    pub status: OfferStatus,
}

/// An offer as its seller sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferView {
    /// What is offered.
    pub terms: OfferTerms,
    /// For whom.
    pub customer: OrganisationId,
    /// Their name.
    pub customer_name: Bilingual,
    /// The address it was made for.
    pub customer_email: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
    /// Path of the link on this host, once effective: `/o/{token}`.
    pub url: Option<String>,
    /// The link as a QR code (SVG), once effective.
    pub qr_svg: Option<String>,
    /// Counts issues of the link from 1.
    pub link_version: u32,
    /// How often the link was opened.
    pub opened: u64,
    /// The review, when it needed one.
    pub review: Option<ReviewId>,
    /// Why it was rejected.
    pub comments: Vec<FieldComment>,
    /// What happened, oldest first: instant and event (`created`, `approved`, `rejected`, `reissued`, `revoked`, `ordered:CS…`).
    pub timeline: Vec<(DateTime<Utc>, String)>,
}

/// A row of the seller's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferRow {
    /// The offer.
    pub id: OfferId,
    /// Its name.
    pub name: String,
    /// The product's name.
    pub product: Bilingual,
    /// For whom.
    pub customer_name: Bilingual,
    /// The largest discount in it.
    pub percent: BasisPoints,
    /// Valid from.
    pub starts_at: DateTime<Utc>,
    /// Valid until before this instant.
    pub ends_at: DateTime<Utc>,
    /// Orders placed.
    pub used: u32,
    /// Orders allowed.
    pub max_orders: u32,
    /// What it is now.
    pub status: OfferStatus,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// The seller's offers, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListOffers {
    /// Only what is this now.
    pub status: Option<OfferStatus>,
    /// Part of the name.
    pub search: String,
    /// Only for this product.
    pub listing: Option<ListingId>,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListOffers,
    Read,
    Who::Roles(OFFER_READERS),
    Page<OfferRow>,
    "The seller's exclusive discounts, newest first."
);

/// One offer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetOffer {
    /// Which.
    pub offer: OfferId,
}
operation!(
    GetOffer,
    Read,
    Who::Roles(OFFER_READERS),
    OfferView,
    "One of the seller's exclusive discounts."
);

/// What the offer form needs: the products that may be offered, with their specs and prices.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListOfferable {}
operation!(
    ListOfferable,
    Read,
    Who::Roles(OFFER_READERS),
    Offerable,
    "Products that may be offered, and the ranges."
);

/// A product that may be offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferableProduct {
    /// The product.
    pub listing: ListingId,
    /// Its name.
    pub name: Bilingual,
    /// Its specs and list prices (`percent` is 0, `deal` is `list`).
    pub prices: Vec<OfferPrice>,
    /// Up to here an offer of it is effective at once, today.
    pub exempt: BasisPoints,
}

/// What the offer form needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offerable {
    /// Products on sale in a class that may be offered.
    pub products: Vec<OfferableProduct>,
    /// Up to here effective at once, unless a rule says otherwise for the product.
    pub exempt: BasisPoints,
    /// Up to here with approval.
    pub max: BasisPoints,
    /// Longest validity in days.
    pub max_days: u32,
    /// Today in the marketplace's zone.
    pub today: NaiveDate,
    /// The zone's label.
    pub zone: String,
}

/// Ends an offer; its link is dead at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RevokeOffer {
    /// Which.
    pub offer: OfferId,
}
operation!(
    RevokeOffer,
    Write,
    Who::Roles(OFFER_MAKERS),
    OfferView,
    "End an offer."
);

/// Makes a new link; the old one is dead at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReissueOfferLink {
    /// Which.
    pub offer: OfferId,
}
operation!(
    ReissueOfferLink,
    Write,
    Who::Roles(OFFER_MAKERS),
    OfferView,
    "Make a new link; the old one is dead."
);

/// Opens a link. Whoever holds a live one may read the offer; there is no customer name on it.
/// Dead: 410 with the cause for the entitled account and for the people of the seller who made it, the same 404 as an
/// unknown one for everyone else.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenOffer {
    /// The link's token.
    pub token: String,
}
operation!(OpenOffer, Read, Who::Public, OpenedOffer, "Open an offer's link.");

/// An opened offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenedOffer {
    /// What is offered.
    pub terms: OfferTerms,
    /// What the product is, one short text.
    pub overview: Bilingual,
    /// What the viewer may do with it.
    pub you: OfferViewer,
}

/// Who looks at an opened offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferViewer {
    /// Nobody is signed in: sign in to order.
    Anonymous,
    /// The named account: may order.
    Named,
    /// Another account: may read, may not order.
    Other,
}
