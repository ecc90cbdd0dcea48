//! Opening a link: who may read the offer, and what everybody else is told.

use super::{
    link,
    stored::{self, PricedOffer, StoredOffer},
};
use crate::{
    Actor, Ctx, Market, Refusal, RequestInfo,
    door::{Handler, Sample, World},
    sql,
};
use guildhall_sdk::{
    ids::OfferId,
    offers::{OfferStatus, OfferViewer, OpenOffer, OpenedOffer},
    portal::AppError,
};
use uuid::Uuid;

/// The offer of a token, whatever has become of it. The caller decides who may know.
///
/// # Errors
/// `NotFound` for what is no token of ours.
pub(crate) async fn by_token(ctx: &Ctx<'_>, token: &str) -> Result<PricedOffer, Refusal> {
    let everyone = ctx.everywhere("the row is named by an unguessable token");
    let row = ctx
        .one(stored::select(ctx, everyone).and("o.token_hash = {}", [link::lookup_key(token).into()]))
        .await?;
    let found = row.as_ref().map(stored::read).transpose()?;
    let (id, version) = found
        .as_ref()
        .map_or((OfferId(Uuid::nil()), 0), |o| (o.id, o.link_version));
    // Checked also when nothing was found, so that the two cases cost the same.
    let genuine = link::is_token_of(ctx.market().secrets(), id, version, token);
    match found {
        Some(offer) if genuine => stored::priced(ctx, offer).await,
        _ => Err(AppError::NotFound.into()),
    }
}

/// Who looks, from the offer's point of view: the named account is the organisation acted for.
pub(crate) fn viewer_of(actor: &Actor, offer: &StoredOffer) -> OfferViewer {
    match actor.organisation() {
        None => OfferViewer::Anonymous,
        Some(organisation) if organisation == offer.customer => OfferViewer::Named,
        Some(_) => OfferViewer::Other,
    }
}

/// True for what whoever holds the link may read. One that has not started yet is readable: it is on its way.
pub(crate) fn may_read(status: OfferStatus) -> bool {
    matches!(status, OfferStatus::Live | OfferStatus::Upcoming)
}

impl Handler for OpenOffer {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OpenedOffer, Refusal> {
        let offer = by_token(ctx, &self.token).await?;
        let you = viewer_of(ctx.actor(), &offer.stored);
        let cause = offer.terms.status;
        if !may_read(cause) {
            // The named account and the seller's own people may know why; for everybody else there is nothing here.
            let own = ctx.actor().organisation() == Some(offer.stored.seller);
            let told = if you == OfferViewer::Named || own {
                AppError::Gone { cause }
            } else {
                AppError::NotFound
            };
            return Err(told.into());
        }
        let overview = offer.content.map(|c| c.overview).unwrap_or_default();
        Ok(OpenedOffer {
            terms: offer.terms,
            overview,
            you,
        })
    }

    fn sample(world: &World) -> Sample<Self> {
        // Whoever holds a link may read: there is no foreign token.
        world.operator_object("token", |token| OpenOffer {
            token: token.to_owned(),
        })
    }
}

/// Counts an opening of the link. Opening is a read, so the page's route calls this after it answered; a count that
/// fails is lost, never the page. The seller's own people are not counted.
pub async fn note_opened(market: &Market, actor: &Actor, offer: OfferId) {
    let organisation = actor.organisation().map(|o| o.to_string()).unwrap_or_default();
    let counted = market
        .chunk(actor, &RequestInfo::default(), async |ctx| {
            let everyone = ctx.everywhere("the offer was found by its unguessable token");
            ctx.execute(ctx.query(
                everyone,
                sql!("UPDATE offer SET opened = opened + 1 WHERE id = $1 AND seller_id <> $2 AND {scope:seller_id} AND {product:all}"),
                [offer.to_string().into(), organisation.into()],
            ))
            .await?;
            Ok(())
        })
        .await;
    if let Err(refusal) = counted {
        tracing::warn!(?refusal, %offer, "an opened link was not counted");
    }
}
