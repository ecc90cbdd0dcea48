//! Publishing: drafts, submission, what is live.

use super::{AccessType, Category, ListingContent, ListingState, RevisionState, TradeClass, check_draft};
use crate::{
    finding::Finding,
    ids::{ListingId, OrganisationId, ReviewId, RevisionId},
    lang::Bilingual,
    operation,
    portal::{Page, PageRequest, Role, Who},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who may write listings.
pub const LISTING_EDITORS: &[Role] = &[Role::Owner, Role::ProductManager];
/// Who may read the seller's own listings.
pub const LISTING_READERS: &[Role] = &[
    Role::Owner,
    Role::ProductManager,
    Role::SellerFinance,
    Role::Developer,
];

/// Starts a listing as an empty draft.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CreateListing {
    /// What is already known of it.
    pub content: ListingContent,
}
operation!(
    CreateListing,
    Write,
    Who::Roles(LISTING_EDITORS),
    ListingView,
    "Start a listing as a draft.",
    |r| {
        check_draft(&r.content)
            .into_iter()
            .map(|f| f.under("content"))
            .collect()
    }
);

/// Saves a draft. Refused with 409 when somebody saved since `version` was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SaveDraft {
    /// Whose draft.
    pub listing: ListingId,
    /// The version that was read.
    pub version: i64,
    /// The whole content.
    pub content: ListingContent,
}
operation!(
    SaveDraft,
    Write,
    Who::Roles(LISTING_EDITORS),
    SavedDraft,
    "Save a draft.",
    |r| {
        check_draft(&r.content)
            .into_iter()
            .map(|f| f.under("content"))
            .collect()
    }
);

/// A saved draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SavedDraft {
    /// The version to save with next.
    pub version: i64,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// What would stop a submission.
    pub findings: Vec<Finding>,
}

/// Opens a new draft of a live listing: a live listing is never edited.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviseListing {
    /// Which.
    pub listing: ListingId,
}
operation!(
    ReviseListing,
    Write,
    Who::Roles(LISTING_EDITORS),
    ListingView,
    "Open a new draft of a live listing."
);

/// Hands the draft in for review (提交审核). Refused with every finding while there is an error.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmitListing {
    /// Which.
    pub listing: ListingId,
    /// The version that was read.
    pub version: i64,
}
operation!(
    SubmitListing,
    Write,
    Who::Roles(LISTING_EDITORS),
    ListingView,
    "Hand the draft in for review."
);

/// Takes a submission back (撤回); it is a draft again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WithdrawListing {
    /// Which.
    pub listing: ListingId,
}
operation!(
    WithdrawListing,
    Write,
    Who::Roles(LISTING_EDITORS),
    ListingView,
    "Take a submission back."
);

/// Deletes a draft that was never live.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeleteDraft {
    /// Which.
    pub listing: ListingId,
}
operation!(
    DeleteDraft,
    Write,
    Who::Roles(LISTING_EDITORS),
    (),
    "Delete a draft that was never live."
);

/// One of the seller's listings, with the revision that is being worked on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetListing {
    /// Which.
    pub listing: ListingId,
}
operation!(
    GetListing,
    Read,
    Who::Roles(LISTING_READERS),
    ListingView,
    "One of the seller's listings."
);

/// A listing as its seller sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingView {
    /// Its id.
    pub id: ListingId,
    /// Draft, on sale, discontinued.
    pub state: ListingState,
    /// The newest revision: what is being edited, reviewed, or live.
    pub revision: RevisionId,
    /// Counts revisions from 1.
    pub number: i64,
    /// Where that revision stands.
    pub revision_state: RevisionState,
    /// Counts saves of that revision.
    pub version: i64,
    /// Its content.
    pub content: ListingContent,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// When it was handed in, if it was.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When the answer is due, while it is being reviewed.
    pub due_at: Option<DateTime<Utc>>,
    /// What the reviewer wrote, at the fields, when it was rejected.
    pub comments: Vec<crate::reviews::FieldComment>,
    /// What stops a submission now.
    pub findings: Vec<Finding>,
    /// The review, once there was one.
    pub review: Option<ReviewId>,
    /// True when an older revision is on sale meanwhile.
    pub live: bool,
}

/// A row of the seller's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingRow {
    /// Its id.
    pub id: ListingId,
    /// Its name (of the live revision, else of the draft).
    pub name: Bilingual,
    /// SaaS, …
    pub access_type: AccessType,
    /// 通用, 联营, 自服务.
    pub trade_class: TradeClass,
    /// Where it is filed.
    pub category: Option<Category>,
    /// Draft, on sale, discontinued.
    pub state: ListingState,
    /// Where its newest revision stands.
    pub revision_state: RevisionState,
    /// How many specs.
    pub specs: u32,
    /// When anything of it changed last.
    pub updated_at: DateTime<Utc>,
}

/// The seller's listings, last changed first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListListings {
    /// Only in this state.
    pub state: Option<ListingState>,
    /// Only with the newest revision in this state.
    pub revision_state: Option<RevisionState>,
    /// Part of the name.
    pub search: String,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListListings,
    Read,
    Who::Roles(LISTING_READERS),
    Page<ListingRow>,
    "The seller's listings, last changed first."
);

/// A product as anyone may see it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetProduct {
    /// Which.
    pub listing: ListingId,
}
operation!(
    GetProduct,
    Read,
    Who::Public,
    ProductView,
    "A product as anyone may see it."
);

/// The public page of a product: never the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductView {
    /// Its id.
    pub id: ListingId,
    /// Its live content, certificate left out.
    pub content: ListingContent,
    /// Who sells it.
    pub seller: OrganisationId,
    /// The seller's name.
    pub seller_name: Bilingual,
    /// On sale since.
    pub live_since: DateTime<Utc>,
}
