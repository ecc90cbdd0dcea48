//! What a seller may still do to an offer: end it, or send a new link. Its terms can only be viewed
//! (`domain/business.md` §4.1).

use super::{link, stored, uses};
use crate::{
    Actor, Ctx, Market, Refusal,
    door::{Handler, Sample, World, id},
    reviews, sql,
};
use guildhall_sdk::{
    offers::{OfferState, OfferView, ReissueOfferLink, RevokeOffer},
    portal::AppError,
};

impl Handler for RevokeOffer {
    type Prepared = ();

    fn seal(view: &mut OfferView) {
        link::seal(view);
    }

    fn unseal(market: &Market, view: &mut OfferView) {
        link::unseal(market, view);
    }

    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OfferView, Refusal> {
        let own = ctx.own()?;
        let before = stored::find(ctx, own, self.offer).await?;
        if !before.state.can_become(OfferState::Revoked) {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        }
        // The review first: a decision takes the two rows in the same order, so that neither waits for the other.
        if let (OfferState::Reviewing, Some(review)) = (before.state, before.review) {
            reviews::withdraw(ctx, review).await?;
        }
        let changed = ctx
            .execute(ctx.query(
                own,
                sql!(
                    "UPDATE offer SET state = 'revoked', version = version + 1
                     WHERE id = $1 AND state = $2 AND {scope:seller_id} AND {product:listing_id}"
                ),
                [self.offer.to_string().into(), before.state.as_str().into()],
            ))
            .await?;
        let after = stored::find(ctx, own, self.offer).await?;
        if changed == 0 {
            return Err(AppError::wrong_state(after.state.as_str()).into());
        }
        uses::record(ctx, self.offer, "revoked").await?;
        ctx.audit_object(self.offer);
        ctx.audit_change(Some(&before.state), Some(&after.state));
        stored::view(ctx, after).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("offer", |offer| RevokeOffer { offer: id(offer) })
    }
}

impl Handler for ReissueOfferLink {
    type Prepared = ();

    fn seal(view: &mut OfferView) {
        link::seal(view);
    }

    fn unseal(market: &Market, view: &mut OfferView) {
        link::unseal(market, view);
    }

    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OfferView, Refusal> {
        let own = ctx.own()?;
        let before = stored::find(ctx, own, self.offer).await?;
        let next = before.link_version + 1;
        let changed = ctx
            .execute(ctx.query(
                own,
                sql!(
                    "UPDATE offer SET link_version = $2, token_hash = $3, version = version + 1
                     WHERE id = $1 AND state = 'effective' AND link_version = $4 AND {scope:seller_id} AND {product:listing_id}"
                ),
                [
                    self.offer.to_string().into(),
                    i64::from(next).into(),
                    link::token_hash(ctx.market().secrets(), self.offer, next).into(),
                    i64::from(before.link_version).into(),
                ],
            ))
            .await?;
        let after = stored::find(ctx, own, self.offer).await?;
        if changed == 0 {
            return Err(AppError::wrong_state(after.state.as_str()).into());
        }
        uses::record(ctx, self.offer, "reissued").await?;
        stored::send_link(ctx, &after).await?;
        ctx.audit_object(self.offer);
        ctx.audit_change(Some(&before.link_version), Some(&after.link_version));
        stored::view(ctx, after).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("offer", |offer| ReissueOfferLink { offer: id(offer) })
    }
}
