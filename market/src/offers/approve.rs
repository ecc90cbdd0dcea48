//! What the review desk asks of an offer.

use super::{stored, uses};
use crate::{Ctx, Refusal, sql};
use guildhall_sdk::{
    ids::OfferId,
    offers::OfferState,
    portal::AppError,
    reviews::{FieldComment, ReviewSubject},
};

/// The desk decided about an offer: it is effective and its link goes out, or it came back with reasons.
///
/// # Errors
/// `Conflict` when it does not wait for a decision any more; `NotFound` when there is none.
pub(crate) async fn decided(
    ctx: &mut Ctx<'_>,
    offer: OfferId,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    let desk = ctx.operator()?;
    let next = if approve {
        OfferState::Effective
    } else {
        OfferState::Rejected
    };
    let comments: &[FieldComment] = if approve { &[] } else { comments };
    let changed = ctx
        .execute(ctx.query(
            desk,
            sql!(
                "UPDATE offer SET state = $2, comments = $3, version = version + 1
                 WHERE id = $1 AND state = 'reviewing' AND {scope:seller_id} AND {product:listing_id}"
            ),
            [
                offer.to_string().into(),
                next.as_str().into(),
                serde_json::to_string(comments)?.into(),
            ],
        ))
        .await?;
    let stored = stored::find(ctx, desk, offer).await?;
    if changed == 0 {
        return Err(AppError::wrong_state(stored.state.as_str()).into());
    }
    uses::record(ctx, offer, if approve { "approved" } else { "rejected" }).await?;
    if approve {
        stored::send_link(ctx, &stored).await?;
    }
    Ok(())
}

/// What the desk reads of an offer: its terms, and for whom it is.
///
/// # Errors
/// `NotFound` when there is none.
pub(crate) async fn review_subject(ctx: &Ctx<'_>, offer: OfferId) -> Result<ReviewSubject, Refusal> {
    let reached = ctx.everywhere("the subject of a review whose scope was checked");
    let priced = stored::priced(ctx, stored::find(ctx, reached, offer).await?).await?;
    Ok(ReviewSubject::Offer {
        terms: Box::new(priced.terms),
        customer: priced.stored.customer_name,
    })
}
