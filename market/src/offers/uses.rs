//! The offer's own counters and its history. Whoever changes them stands inside a write.

use crate::{Ctx, db::DbErr, sql};
use guildhall_sdk::ids::OfferId;

/// Takes one use of a live offer. This one statement decides, however many click at once: 0 rows and nothing is taken.
pub(crate) async fn take_use(ctx: &Ctx<'_>, offer: OfferId) -> Result<bool, DbErr> {
    let everyone = ctx.everywhere("the offer was found by its unguessable token");
    let taken = ctx
        .execute(ctx.query(
            everyone,
            sql!(
                "UPDATE offer SET used = used + 1
                 WHERE id = $1 AND used < max_orders AND state = 'effective' AND starts_at <= $2 AND ends_at > $2
                 AND {scope:seller_id} AND {product:all}"
            ),
            [offer.to_string().into(), ctx.now_micros()],
        ))
        .await?;
    Ok(taken == 1)
}

/// Gives a use back: its order was cancelled.
pub(crate) async fn give_back_use(ctx: &Ctx<'_>, offer: OfferId) -> Result<(), DbErr> {
    let everyone = ctx.everywhere("the offer of an order whose scope was checked");
    ctx.execute(ctx.query(
        everyone,
        sql!("UPDATE offer SET used = used - 1 WHERE id = $1 AND used > 0 AND {scope:seller_id} AND {product:all}"),
        [offer.to_string().into()],
    ))
    .await
    .map(drop)
}

/// Keeps in the offer's history that an order was placed with it.
pub(crate) async fn record_order(ctx: &Ctx<'_>, offer: OfferId, number: &str) -> Result<(), DbErr> {
    record(ctx, offer, &format!("ordered:{number}")).await
}

/// Keeps an event of the offer's history.
pub(super) async fn record(ctx: &Ctx<'_>, offer: OfferId, event: &str) -> Result<(), DbErr> {
    let everyone = ctx.everywhere("a new event of an offer whose scope was checked");
    ctx.execute(ctx.query(
        everyone,
        sql!("INSERT INTO offer_event (offer_id, at, event) SELECT $1, $2, $3 WHERE {scope:none}"),
        [
            offer.to_string().into(),
            ctx.now_micros(),
            event.to_owned().into(),
        ],
    ))
    .await
    .map(drop)
}
