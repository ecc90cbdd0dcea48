//! The review desk (审核): queue, claim, decision, clock. It knows no domain: what is decided, and what follows from a
//! decision, is asked of the domain in one place, `desk`.

mod claim;
mod decide;
mod desk;
mod overview;
mod queue;

use crate::{
    db::Micros,
    door::{Ctx, Entry, Refusal},
    settings, sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::{OrganisationId, ReviewId},
    lang::Bilingual,
    portal::AppError,
    reviews::{
        ClaimReview, DecideReview, GetOperatorOverview, GetReview, ListReviews, ReleaseReview, ReviewKind,
        ReviewState,
    },
};
use uuid::Uuid;

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<ListReviews>(),
    Entry::of::<GetReview>(),
    Entry::of::<ClaimReview>(),
    Entry::of::<ReleaseReview>(),
    Entry::of::<DecideReview>(),
    Entry::of::<GetOperatorOverview>(),
];

/// What a domain hands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Submission {
    /// What kind of thing.
    pub kind: ReviewKind,
    /// Which: a listing's, an offer's, or (certification) the seller's own id.
    pub object: Uuid,
    /// Whose it is.
    pub seller: OrganisationId,
    /// What the queue and the mails call it.
    pub title: Bilingual,
}

/// Puts a submission into the queue, in the open transaction. The answer is due after the operator's number of
/// working days (`domain/business.md` §9.2: three).
///
/// # Errors
/// A fault of the database.
pub(crate) async fn open(
    ctx: &Ctx<'_>,
    submission: Submission,
) -> Result<(ReviewId, DateTime<Utc>), Refusal> {
    let set = settings::read(ctx).await?.settings;
    let due = settings::calendar(ctx)
        .await?
        .after_working_days(ctx.now(), set.review_days, &set.zone);
    let id: ReviewId = ctx.new_id();
    let everyone = ctx.everywhere("a new row of the actor's own organisation");
    ctx.execute(ctx.query(
        everyone,
        sql!(
            "INSERT INTO review (id, kind, object_id, seller_id, title_zh, title_en, state, submitted_at, submitted_by, due_at)
             SELECT $1, $2, $3, $4, $5, $6, 'open', $7, $8, $9 WHERE {scope:seller_id}"
        ),
        [
            id.to_string().into(),
            submission.kind.as_str().into(),
            submission.object.to_string().into(),
            submission.seller.to_string().into(),
            submission.title.zh.into(),
            submission.title.en.into(),
            ctx.now_micros(),
            ctx.actor().label().into(),
            due.micros(),
        ],
    ))
    .await?;
    Ok((id, due))
}

/// Takes a submission back. Call it **before** the object itself is changed: the desk keeps what it looked like, and
/// everybody locks review before object, so that a decision and a withdrawal at once cannot wait for each other.
///
/// # Errors
/// `NotFound` for a foreign one, `Conflict` when it was decided meanwhile.
pub(crate) async fn withdraw(ctx: &Ctx<'_>, review: ReviewId) -> Result<(), Refusal> {
    let scope = ctx.own_or_operator()?;
    let stored = queue::find(ctx, scope, review).await?;
    if !stored.row.state.can_become(ReviewState::Withdrawn) {
        return Err(AppError::wrong_state(stored.row.state.as_str()).into());
    }
    let subject = serde_json::to_string(&stored.object().subject(ctx).await?)?;
    let changed = ctx
        .execute(ctx.query(
            scope,
            sql!(
                "UPDATE review SET state = 'withdrawn', decided_at = $2, claimed_until = NULL, subject = $3, version = version + 1
                 WHERE id = $1 AND state = 'open' AND {scope:seller_id}"
            ),
            [review.to_string().into(), ctx.now_micros(), subject.into()],
        ))
        .await?;
    if changed == 0 {
        let now = queue::find(ctx, scope, review).await?;
        return Err(AppError::wrong_state(now.row.state.as_str()).into());
    }
    Ok(())
}
