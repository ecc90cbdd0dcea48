//! Sellers (商家): coming in, business certification, overview, tier and points.

mod agreements;
mod application;
mod certification;
mod conduct;
mod conduct_view;
mod filing;
mod identity;
mod joining;
mod overview;
mod transfers;
mod verifier;

use crate::door::{Ctx, Entry, Refusal};
use guildhall_sdk::{
    ids::OrganisationId,
    reviews::{FieldComment, ReviewKind, ReviewSubject},
    sellers::{
        AppealDeduction, ConfirmTransfer, DecideAppeal, FinishJoining, GetApplication, GetCertification,
        GetCompany, GetConduct, GetIdentity, GetJoining, GetMyAgreements, GetSellerOverview, ListAgreements,
        ListConduct, ListTransfers, PublishAgreement, RecordDeduction, RecordTransfer, SaveApplication,
        SaveCertification, SetFinanceContact, SetSellerTier, SignAgreement, SubmitApplication,
        SubmitCertification, SubmitIdentity, UnlockCertification, WithdrawCertification, WithdrawFiling,
    },
};

pub(crate) use agreements::tell as tell_agreement;
pub(crate) use certification::{expire as expire_transfer, send as send_transfer};
pub(crate) use conduct::execute as execute_deduction;
pub use transfers::{ByHand, Order, Progress, SandboxTransfer, SmallTransfer};
pub use verifier::{Manual, Ports, RealNameVerifier, Verdict};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<GetJoining>(),
    Entry::of::<FinishJoining>(),
    Entry::of::<GetIdentity>(),
    Entry::of::<SubmitIdentity>(),
    Entry::of::<GetApplication>(),
    Entry::of::<SaveApplication>(),
    Entry::of::<SubmitApplication>(),
    Entry::of::<WithdrawFiling>(),
    Entry::of::<ListAgreements>(),
    Entry::of::<PublishAgreement>(),
    Entry::of::<GetMyAgreements>(),
    Entry::of::<SignAgreement>(),
    Entry::of::<GetCertification>(),
    Entry::of::<SaveCertification>(),
    Entry::of::<SubmitCertification>(),
    Entry::of::<ConfirmTransfer>(),
    Entry::of::<WithdrawCertification>(),
    Entry::of::<SetFinanceContact>(),
    Entry::of::<ListTransfers>(),
    Entry::of::<RecordTransfer>(),
    Entry::of::<UnlockCertification>(),
    Entry::of::<GetSellerOverview>(),
    Entry::of::<GetCompany>(),
    Entry::of::<AppealDeduction>(),
    Entry::of::<ListConduct>(),
    Entry::of::<GetConduct>(),
    Entry::of::<RecordDeduction>(),
    Entry::of::<DecideAppeal>(),
    Entry::of::<SetSellerTier>(),
];

/// What the desk reads of a submission of this domain.
///
/// # Errors
/// `NotFound` for what was never handed in, and for kinds of other domains.
pub(crate) async fn review_subject(
    ctx: &Ctx<'_>,
    kind: ReviewKind,
    seller: OrganisationId,
) -> Result<ReviewSubject, Refusal> {
    match kind {
        ReviewKind::Identity => identity::review_subject(ctx, seller).await,
        ReviewKind::Application => application::review_subject(ctx, seller).await,
        _ => certification::review_subject(ctx, seller).await,
    }
}

/// The desk decided on a submission of this domain.
///
/// # Errors
/// `Conflict` when it does not wait for a decision any more.
pub(crate) async fn decided(
    ctx: &Ctx<'_>,
    kind: ReviewKind,
    seller: OrganisationId,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    match kind {
        ReviewKind::Identity => identity::decided(ctx, seller, approve, comments).await,
        ReviewKind::Application => application::decided(ctx, seller, approve, comments).await,
        _ => certification::decided(ctx, seller, approve, comments).await,
    }
}
