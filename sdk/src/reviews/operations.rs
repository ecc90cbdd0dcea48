//! The desk's operations.

use super::{FieldComment, ReviewKind, ReviewState};
use crate::{
    finding::{Code, Finding},
    ids::{OrganisationId, ReviewId},
    lang::Bilingual,
    listings::ListingContent,
    offers::OfferTerms,
    operation,
    portal::{Page, PageRequest, Role, Who},
    sellers::{ApplicationContent, CertificationContent, IdentityContent, StoreContent, StoreProduct},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who sees the desk. Which kinds one may decide: [`deciders`].
pub const DESK: &[Role] = &[Role::Reviewer, Role::OperatorFinance, Role::Administrator];

/// Who decides a kind: listings and offers the reviewer, certifications the operator's finance.
pub const fn deciders(kind: ReviewKind) -> &'static [Role] {
    match kind {
        ReviewKind::Listing
        | ReviewKind::Offer
        | ReviewKind::Identity
        | ReviewKind::Application
        | ReviewKind::Store => &[Role::Reviewer],
        ReviewKind::Certification => &[Role::OperatorFinance],
    }
}

/// A row of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewRow {
    /// Its id.
    pub id: ReviewId,
    /// What is being decided.
    pub kind: ReviewKind,
    /// What it is called.
    pub title: Bilingual,
    /// Whose it is.
    pub seller: OrganisationId,
    /// The seller's name.
    pub seller_name: Bilingual,
    /// Where it stands.
    pub state: ReviewState,
    /// When it came in.
    pub submitted_at: DateTime<Utc>,
    /// When the answer is due: three working days.
    pub due_at: DateTime<Utc>,
    /// Who has claimed it, while the claim holds.
    pub claimed_by: Option<String>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}

/// The queue: open items, oldest first; decided ones, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListReviews {
    /// Only this kind.
    pub kind: Option<ReviewKind>,
    /// Which state; open when none.
    pub state: Option<ReviewState>,
    /// Only what I claimed.
    pub mine: bool,
    /// Only where this stands in the name of what is reviewed or of its seller; all for an empty one.
    pub search: String,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListReviews,
    Read,
    Who::Roles(DESK),
    Page<ReviewRow>,
    "The review queue."
);

/// The whole submission.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetReview {
    /// Which.
    pub review: ReviewId,
}
operation!(
    GetReview,
    Read,
    Who::Roles(DESK),
    ReviewView,
    "A whole submission."
);

/// What is to be decided, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReviewSubject {
    /// A listing's revision, with the live one to compare.
    Listing {
        /// What was submitted.
        content: Box<ListingContent>,
        /// What is live now.
        live: Option<Box<ListingContent>>,
        /// What the rules say about it now.
        findings: Vec<Finding>,
    },
    /// An offer.
    Offer {
        /// Its terms.
        terms: Box<OfferTerms>,
        /// The name of the customer it is for.
        customer: Bilingual,
    },
    /// A seller's bank, tax and finance contact.
    Certification {
        /// What was submitted.
        content: CertificationContent,
    },
    /// A company's real-name authentication.
    Identity {
        /// What was submitted.
        content: Box<IdentityContent>,
        /// What is in force.
        live: Option<Box<IdentityContent>>,
        /// What stands against it now: the entity is taken.
        findings: Vec<Finding>,
    },
    /// A joining application, or a change of the seller information.
    Application {
        /// What was submitted.
        content: Box<ApplicationContent>,
        /// What is in force.
        live: Option<Box<ApplicationContent>>,
        /// The authenticated company's name.
        company: String,
        /// What the rules say about it now.
        findings: Vec<Finding>,
    },
    /// A store front.
    Store {
        /// What was submitted.
        content: Box<StoreContent>,
        /// What is in force.
        live: Option<Box<StoreContent>>,
        /// The seller's products on sale, for the names of the featured ones.
        products: Vec<StoreProduct>,
        /// What the rules say about it now.
        findings: Vec<Finding>,
    },
}

/// A review as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewView {
    /// The queue's row.
    pub row: ReviewRow,
    /// Counts changes; a decision names the version it was made on.
    pub version: i64,
    /// True when the viewer's role decides this kind.
    pub may_decide: bool,
    /// True when the claim is the viewer's own.
    pub mine: bool,
    /// What is to be decided.
    pub subject: ReviewSubject,
    /// The reasons, once rejected.
    pub comments: Vec<FieldComment>,
    /// Who decided.
    pub decided_by: Option<String>,
}

/// Takes an item for half an hour, so that two people do not do the same work.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimReview {
    /// Which.
    pub review: ReviewId,
}
operation!(
    ClaimReview,
    Write,
    Who::Roles(DESK),
    ReviewView,
    "Claim an item of the queue."
);

/// Gives a claimed item back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReleaseReview {
    /// Which.
    pub review: ReviewId,
}
operation!(
    ReleaseReview,
    Write,
    Who::Roles(DESK),
    (),
    "Give a claimed item back."
);

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It becomes live or effective.
    Approve,
    /// It goes back with reasons.
    Reject,
}

/// Decides. Refused with 409 when it changed since `version` was read, or somebody else holds the claim.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DecideReview {
    /// Which.
    pub review: ReviewId,
    /// The version that was read.
    pub version: i64,
    /// Yes or no.
    pub decision: Decision,
    /// Reasons at fields; a rejection needs one at least.
    #[serde(default)]
    pub comments: Vec<FieldComment>,
}
operation!(
    DecideReview,
    Write,
    Who::Roles(DESK),
    ReviewRow,
    "Decide an item of the queue.",
    |r| {
        let mut findings = Vec::new();
        let filled = r.comments.iter().filter(|c| !c.text.trim().is_empty()).count();
        if r.decision == Decision::Reject && filled == 0 {
            findings.push(Finding::error("comments", Code::ReasonMissing));
        }
        if r.comments.len() > 200 {
            findings.push(
                Finding::error("comments", Code::TooMany)
                    .with("max", 200)
                    .with("actual", r.comments.len()),
            );
        }
        for (i, comment) in r.comments.iter().enumerate() {
            let length = comment.text.chars().count();
            if length > 1_000 {
                let path = format!("comments.{i}.text");
                findings.push(
                    Finding::error(path, Code::TooLong)
                        .with("max", 1_000)
                        .with("actual", length),
                );
            }
        }
        findings
    }
);

/// What waits at the desk, by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OperatorOverview {
    /// Open listing reviews.
    pub listings: u64,
    /// Open offer reviews.
    pub offers: u64,
    /// Open certifications.
    pub certifications: u64,
    /// Open real-name authentications.
    #[serde(default)]
    pub identities: u64,
    /// Open joining applications and changes of seller information.
    #[serde(default)]
    pub applications: u64,
    /// Open store fronts.
    #[serde(default)]
    pub stores: u64,
    /// Open items past their three working days.
    pub overdue: u64,
    /// Bills that wait for the operator's finance.
    pub bills: u64,
    /// Jobs that gave up.
    pub dead_jobs: u64,
}

/// The operator's overview.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetOperatorOverview {}
operation!(
    GetOperatorOverview,
    Read,
    Who::Roles(DESK),
    OperatorOverview,
    "What waits for the operator."
);
