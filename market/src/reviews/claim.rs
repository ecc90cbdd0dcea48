//! Claims: half an hour during which nobody else decides. A claim that ran out belongs to nobody.

use super::queue::{self, find};
use crate::{
    Market,
    db::Micros,
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    portal::{AppError, Conflict},
    reviews::{ClaimReview, ReleaseReview, ReviewState, ReviewView, deciders},
};

/// How long a claim holds; claiming again renews it.
const CLAIM: TimeDelta = TimeDelta::minutes(30);

impl Handler for ClaimReview {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ReviewView, Refusal> {
        let scope = ctx.operator()?;
        let before = find(ctx, scope, self.review).await?;
        // Whoever cannot decide would only keep the others from deciding.
        if !ctx.actor().has(deciders(before.row.kind)) {
            return Err(AppError::Forbidden.into());
        }
        let me = ctx.person()?;
        let name = ctx
            .actor()
            .signed()
            .map(|s| s.viewer.name.clone())
            .unwrap_or_default();
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE review SET claimed_by = $2, claimed_name = $3, claimed_until = $4
                     WHERE id = $1 AND state = 'open' AND (claimed_until IS NULL OR claimed_until <= $5 OR claimed_by = $2)
                     AND {scope:seller_id}"
                ),
                [
                    self.review.to_string().into(),
                    me.to_string().into(),
                    name.into(),
                    (ctx.now() + CLAIM).micros(),
                    ctx.now_micros(),
                ],
            ))
            .await?;
        let after = find(ctx, scope, self.review).await?;
        if changed == 0 {
            return Err(match after.held_by_another(Some(me)) {
                Some(by) => AppError::conflict(Conflict::Claimed { by }),
                None => AppError::wrong_state(after.row.state.as_str()),
            }
            .into());
        }
        ctx.audit_object(self.review);
        ctx.audit_change(
            Some(&serde_json::json!({ "claimed_by": before.row.claimed_by })),
            Some(&serde_json::json!({ "claimed_by": after.row.claimed_by })),
        );
        queue::view(ctx, after).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("review", |review| ClaimReview { review: id(review) })
    }
}

impl Handler for ReleaseReview {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    /// Giving back what one does not hold (any more) is done already.
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let scope = ctx.operator()?;
        let before = find(ctx, scope, self.review).await?;
        ctx.audit_object(self.review);
        if let Some(by) = before.held_by_another(ctx.actor().person()) {
            return Err(AppError::conflict(Conflict::Claimed { by }).into());
        }
        if before.holder.is_none() || before.row.state != ReviewState::Open {
            return Ok(());
        }
        ctx.execute(ctx.query(
            scope,
            sql!(
                "UPDATE review SET claimed_by = NULL, claimed_name = NULL, claimed_until = NULL
                 WHERE id = $1 AND state = 'open' AND claimed_by = $2 AND {scope:seller_id}"
            ),
            [self.review.to_string().into(), ctx.person()?.to_string().into()],
        ))
        .await?;
        ctx.audit_change(
            Some(&serde_json::json!({ "claimed_by": before.row.claimed_by })),
            Some(&serde_json::json!({ "claimed_by": null })),
        );
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("review", |review| ReleaseReview { review: id(review) })
    }
}
