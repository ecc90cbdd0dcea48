//! The review desk (审核): queue, claim, decision, clock. It knows no domain: a review is of some kind, about some object.

#[cfg(feature = "portal")]
mod operations;
#[cfg(feature = "portal")]
pub use operations::*;

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// What is being decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    /// A listing's revision.
    Listing,
    /// An exclusive discount beyond the exempt range.
    Offer,
    /// A seller's business certification.
    Certification,
    /// A company's real-name authentication.
    Identity,
    /// A joining application, or a change of the seller information.
    Application,
    /// A seller's store front.
    Store,
}

impl ReviewKind {
    /// All of them.
    pub const ALL: &'static [ReviewKind] = &[
        ReviewKind::Listing,
        ReviewKind::Offer,
        ReviewKind::Certification,
        ReviewKind::Identity,
        ReviewKind::Application,
        ReviewKind::Store,
    ];

    /// The name in storage and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            ReviewKind::Listing => "listing",
            ReviewKind::Offer => "offer",
            ReviewKind::Certification => "certification",
            ReviewKind::Identity => "identity",
            ReviewKind::Application => "application",
            ReviewKind::Store => "store",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<ReviewKind> {
        ReviewKind::ALL.iter().copied().find(|k| k.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (ReviewKind::Listing, Lang::Zh) => "商品",
            (ReviewKind::Listing, Lang::En) => "Listing",
            (ReviewKind::Offer, Lang::Zh) => "专属优惠",
            (ReviewKind::Offer, Lang::En) => "Exclusive discount",
            (ReviewKind::Certification, Lang::Zh) => "商业信息认证",
            (ReviewKind::Certification, Lang::En) => "Business certification",
            (ReviewKind::Identity, Lang::Zh) => "企业实名认证",
            (ReviewKind::Identity, Lang::En) => "Real-name authentication",
            (ReviewKind::Application, Lang::Zh) => "入驻申请",
            (ReviewKind::Application, Lang::En) => "Joining application",
            (ReviewKind::Store, Lang::Zh) => "店铺装修",
            (ReviewKind::Store, Lang::En) => "Store front",
        }
    }
}

/// Where a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Waits for a decision.
    Open,
    /// Decided: yes.
    Approved,
    /// Decided: no, with reasons.
    Rejected,
    /// Taken back by whoever submitted.
    Withdrawn,
}

impl ReviewState {
    /// Every move there is. What is not here cannot happen.
    pub const TRANSITIONS: &'static [(ReviewState, ReviewState)] = &[
        (ReviewState::Open, ReviewState::Approved),
        (ReviewState::Open, ReviewState::Rejected),
        (ReviewState::Open, ReviewState::Withdrawn),
    ];

    /// True when the move is in the table.
    pub fn can_become(self, next: ReviewState) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// The name in storage and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            ReviewState::Open => "open",
            ReviewState::Approved => "approved",
            ReviewState::Rejected => "rejected",
            ReviewState::Withdrawn => "withdrawn",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<ReviewState> {
        [Self::Open, Self::Approved, Self::Rejected, Self::Withdrawn]
            .into_iter()
            .find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (ReviewState::Open, Lang::Zh) => "待审核",
            (ReviewState::Open, Lang::En) => "Open",
            (ReviewState::Approved, Lang::Zh) => "已通过",
            (ReviewState::Approved, Lang::En) => "Approved",
            (ReviewState::Rejected, Lang::Zh) => "已驳回",
            (ReviewState::Rejected, Lang::En) => "Rejected",
            (ReviewState::Withdrawn, Lang::Zh) => "已撤回",
            (ReviewState::Withdrawn, Lang::En) => "Withdrawn",
        }
    }
}

/// A reviewer's words at a field of the submission; the submitter sees them there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldComment {
    /// The field's path, as in findings; empty for the whole.
    pub path: String,
    /// What is wrong and what to do.
    pub text: String,
}
