//! The operations of the seller page: who a seller is, its tier, its points (`domain/business.md` §1.6, §1.11).

use super::{
    CertificationState, DeductionState, JOINERS, SELLER, SellerTier, TierStanding, Violation, WatchList,
    check_conduct_text, check_points,
};
use crate::{
    accounts::ADMINISTRATORS,
    ids::{DeductionId, OrganisationId},
    lang::Bilingual,
    operation,
    portal::{Page, PageRequest, Role, Standing, Who},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Who watches over sellers' conduct.
pub const OVERSEERS: &[Role] = &[Role::Administrator, Role::Reviewer];

/// Points recorded against a seller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deduction {
    /// Which.
    pub id: DeductionId,
    /// What for.
    pub violation: Violation,
    /// How many.
    pub points: u32,
    /// What was found.
    pub evidence: String,
    /// Where it stands.
    pub state: DeductionState,
    /// The list the seller stands on once it is executed, and its last moment.
    pub listed: Option<(WatchList, DateTime<Utc>)>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Until when the seller may appeal.
    pub appeal_until: Option<DateTime<Utc>>,
    /// The appeal.
    pub appeal: Option<String>,
    /// What the operator decided on the appeal, in words.
    pub decision: String,
    /// Since when the points are gone.
    pub executed_at: Option<DateTime<Utc>>,
    /// Who recorded it; empty for the seller.
    pub recorded_by: String,
    /// The viewer may decide the appeal: somebody else recorded it.
    pub may_decide: bool,
}

/// Who a seller is, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompanyView {
    /// The seller.
    pub seller: OrganisationId,
    /// Its name.
    pub name: Bilingual,
    /// Joining, joined or left.
    pub standing: Standing,
    /// Since when it has joined.
    pub joined_at: Option<DateTime<Utc>>,
    /// The authenticated company; empty before.
    pub company: String,
    /// An application is in force.
    pub application: bool,
    /// Business certification.
    pub certification: CertificationState,
    /// Agreements in force: signed, and all.
    pub signed: (u64, u64),
    /// The tier, and what counts for the next.
    pub tier: TierStanding,
    /// Since when; none for the tier everybody starts with.
    pub tier_since: Option<DateTime<Utc>>,
    /// Why.
    pub tier_reason: String,
    /// Points left.
    pub points: u32,
    /// The list the seller stands on, and until when.
    pub listed: Option<(WatchList, DateTime<Utc>)>,
    /// What was recorded, newest first.
    pub deductions: Vec<Deduction>,
}

/// The seller's own page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetCompany {}
operation!(
    needs Nothing: GetCompany,
    Read,
    Who::Roles(SELLER),
    CompanyView,
    "Who the seller is, its tier and its points."
);

/// Appeals against points that were recorded and not taken yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppealDeduction {
    /// Which.
    pub deduction: DeductionId,
    /// Why.
    pub text: String,
}
operation!(
    AppealDeduction,
    Write,
    Who::Roles(JOINERS),
    CompanyView,
    "Appeal against points that were recorded.",
    |r| check_conduct_text("text", &r.text).into_iter().collect()
);

/// A seller in the operator's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConductRow {
    /// The seller.
    pub seller: OrganisationId,
    /// Its name.
    pub name: Bilingual,
    /// Joining, joined or left.
    pub standing: Standing,
    /// Its tier.
    pub tier: SellerTier,
    /// Points left.
    pub points: u32,
    /// Appeals that wait for the operator.
    pub appeals: u64,
}

/// Sellers with tier and points, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListConduct {
    /// Only sellers with an appeal that waits.
    pub appeals: bool,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListConduct,
    Read,
    Who::Roles(OVERSEERS),
    Page<ConductRow>,
    "Sellers with tier and points, newest first."
);

/// A seller's page as the operator sees it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetConduct {
    /// Which seller.
    pub seller: OrganisationId,
}
operation!(
    GetConduct,
    Read,
    Who::Roles(OVERSEERS),
    CompanyView,
    "A seller's tier, points and what they were taken for."
);

/// Records a violation. A deduction of 40 points or more is executed at once; a smaller one waits for an appeal.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordDeduction {
    /// Against whom.
    pub seller: OrganisationId,
    /// What for.
    pub violation: Violation,
    /// How many: the catalogue's, where it names them.
    pub points: u32,
    /// What was found; the seller reads it.
    pub evidence: String,
    /// A list the seller stands on, through this business day.
    #[serde(default)]
    pub listed: Option<(WatchList, NaiveDate)>,
}
operation!(
    RecordDeduction,
    Write,
    Who::Roles(OVERSEERS),
    CompanyView,
    "Record a violation and the points it takes.",
    |r| {
        check_points(r.violation, r.points)
            .into_iter()
            .chain(check_conduct_text("evidence", &r.evidence))
            .collect()
    }
);

/// Decides an appeal. Whoever recorded the deduction does not.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DecideAppeal {
    /// Which.
    pub deduction: DeductionId,
    /// The seller is right: nothing is taken.
    pub lift: bool,
    /// Why; the seller reads it.
    pub decision: String,
}
operation!(
    DecideAppeal,
    Write,
    Who::Roles(OVERSEERS),
    CompanyView,
    "Decide a seller's appeal against points.",
    |r| check_conduct_text("decision", &r.decision).into_iter().collect()
);

/// Gives a seller a tier.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetSellerTier {
    /// Which seller.
    pub seller: OrganisationId,
    /// The tier that was read.
    pub replaces: SellerTier,
    /// The new one.
    pub tier: SellerTier,
    /// Why; the seller reads it.
    pub reason: String,
}
operation!(
    SetSellerTier,
    Write,
    Who::Roles(ADMINISTRATORS),
    CompanyView,
    "Give a seller a tier.",
    |r| check_conduct_text("reason", &r.reason).into_iter().collect()
);
