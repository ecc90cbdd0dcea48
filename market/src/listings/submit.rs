//! Handing in, taking back, and what a decision does.

use super::{
    draft::{may_change, overtaken},
    rules,
    store::{self, Stored, find},
    view,
};
use crate::{
    Market,
    db::{Micros, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    reviews::{self, Submission},
    sql,
};
use guildhall_sdk::{
    finding::has_errors,
    ids::{ListingId, RevisionId},
    listings::{ListingState, ListingView, RevisionState, SubmitListing, WithdrawListing},
    portal::AppError,
    reviews::{FieldComment, ReviewKind, ReviewSubject},
};

impl Handler for SubmitListing {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ListingView, Refusal> {
        let scope = ctx.own()?;
        let before = find(ctx, scope, self.listing).await?;
        ctx.audit_object(self.listing);
        may_change(&before, self.version)?;
        let findings = rules::findings(ctx, &before).await?;
        if has_errors(&findings) {
            return Err(AppError::Invalid { findings }.into());
        }
        let (review, due) = reviews::open(
            ctx,
            Submission {
                kind: ReviewKind::Listing,
                object: before.id.0,
                seller: before.seller,
                title: before.content.name.clone(),
            },
        )
        .await?;
        // From here on the content stands still until the decision or the withdrawal: it is what is reviewed.
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE listing_revision SET state = 'pending', comments = '[]', review_id = $2, submitted_at = $3,
                            due_at = $4, decided_at = NULL
                     WHERE id = $1 AND version = $5 AND state = $6 AND {scope:seller_id} AND {product:listing_id}"
                ),
                [
                    before.revision.to_string().into(),
                    review.to_string().into(),
                    ctx.now_micros(),
                    due.micros(),
                    self.version.into(),
                    before.revision_state.as_str().into(),
                ],
            ))
            .await?;
        if changed == 0 {
            return Err(overtaken(ctx, scope, self.listing, self.version).await);
        }
        store::touch(ctx, scope, self.listing, RevisionState::Pending, None).await?;
        answer(ctx, scope, &before).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("draft", |listing| SubmitListing {
            listing: id(listing),
            version: 1,
        })
    }
}

impl Handler for WithdrawListing {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ListingView, Refusal> {
        let scope = ctx.own()?;
        let before = find(ctx, scope, self.listing).await?;
        ctx.audit_object(self.listing);
        // A rejected revision becomes a draft by being edited; only a pending one is withdrawn.
        let (RevisionState::Pending, Some(review)) = (before.revision_state, before.review) else {
            return Err(before.wrong_state());
        };
        reviews::withdraw(ctx, review).await?;
        move_revision(
            ctx,
            scope,
            before.revision,
            RevisionState::Pending,
            RevisionState::Draft,
            &[],
        )
        .await?;
        store::touch(ctx, scope, self.listing, RevisionState::Draft, None).await?;
        answer(ctx, scope, &before).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("draft", |listing| WithdrawListing { listing: id(listing) })
    }
}

async fn answer(ctx: &mut Ctx<'_>, scope: Scope, before: &Stored) -> Result<ListingView, Refusal> {
    let after = find(ctx, scope, before.id).await?;
    ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
    view::of(ctx, after).await
}

/// Moves a revision along its table of states, or refuses.
async fn move_revision(
    ctx: &Ctx<'_>,
    scope: Scope,
    revision: RevisionId,
    from: RevisionState,
    to: RevisionState,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    let wrong = || Refusal::Error(AppError::wrong_state(from.as_str()));
    if !from.can_become(to) {
        return Err(wrong());
    }
    let changed = ctx
        .execute(ctx.query(
            scope,
            sql!(
                "UPDATE listing_revision SET state = $2, comments = $3, decided_at = $4, due_at = NULL
                 WHERE id = $1 AND state = $5 AND {scope:seller_id} AND {product:listing_id}"
            ),
            [
                revision.to_string().into(),
                to.as_str().into(),
                serde_json::to_string(comments)?.into(),
                ctx.now_micros(),
                from.as_str().into(),
            ],
        ))
        .await?;
    if changed == 0 { Err(wrong()) } else { Ok(()) }
}

/// What the desk reads: the newest revision, and what is live beside it.
///
/// # Errors
/// `NotFound` when there is none.
pub(crate) async fn review_subject(ctx: &Ctx<'_>, listing: ListingId) -> Result<ReviewSubject, Refusal> {
    let scope = ctx.own_or_operator()?;
    let stored = find(ctx, scope, listing).await?;
    let live = match stored.live {
        Some(live) => store::revision_content(ctx, scope, live).await?,
        None => None,
    };
    let findings = rules::findings_beside(ctx, stored.seller, &stored.content, live.as_ref()).await?;
    Ok(ReviewSubject::Listing {
        content: Box::new(stored.content),
        live: live.map(Box::new),
        findings,
    })
}

/// The desk decided. Approved: the revision is live at once and the one before it is superseded. Rejected: it goes back
/// with the reviewer's words at its fields.
///
/// # Errors
/// `Conflict` when it does not wait for a decision any more, or the product was discontinued meanwhile.
pub(crate) async fn decided(
    ctx: &Ctx<'_>,
    listing: ListingId,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    let scope = ctx.operator()?;
    let before = find(ctx, scope, listing).await?;
    let next = if approve {
        RevisionState::Approved
    } else {
        RevisionState::Rejected
    };
    if before.revision_state != RevisionState::Pending {
        return Err(before.wrong_state());
    }
    move_revision(ctx, scope, before.revision, before.revision_state, next, comments).await?;
    if !approve {
        return store::touch(ctx, scope, listing, next, None).await;
    }
    if before.state != ListingState::OnSale && !before.state.can_become(ListingState::OnSale) {
        return Err(AppError::wrong_state(before.state.as_str()).into());
    }
    if let Some(live) = before.live {
        move_revision(
            ctx,
            scope,
            live,
            RevisionState::Approved,
            RevisionState::Superseded,
            &[],
        )
        .await?;
    }
    let changed = ctx
        .execute(ctx.query(
            scope,
            sql!(
                "UPDATE listing SET state = 'on_sale', live_revision_id = $2, live_since = COALESCE(live_since, $3)
                 WHERE id = $1 AND revision_id = $2 AND state = $4 AND deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
            ),
            [
                listing.to_string().into(),
                before.revision.to_string().into(),
                ctx.now_micros(),
                before.state.as_str().into(),
            ],
        ))
        .await?;
    if changed == 0 {
        return Err(find(ctx, scope, listing).await?.wrong_state());
    }
    store::touch(ctx, scope, listing, next, Some(&before.content)).await
}
