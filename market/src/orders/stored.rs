//! An order as it is stored: reading one, and holding its row while it is changed.

use crate::{
    Ctx, Refusal,
    db::{DbErr, Query, Row, Scope},
    sql,
};
use guildhall_sdk::{
    ids::OrderId,
    listings::{Term, TradeClass},
    money::BasisPoints,
    orders::{OrderLineView, OrderState, OrderView, PaymentState},
    portal::AppError,
};

/// Whose order it is, from the point of view of who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Who sold.
    Seller,
    /// Who bought.
    Customer,
}

/// One order, whole, within a scope.
///
/// # Errors
/// `NotFound`: unknown, or another tenant's.
pub(super) async fn order(
    ctx: &Ctx<'_>,
    side: Side,
    scope: Scope,
    id: OrderId,
) -> Result<OrderView, Refusal> {
    macro_rules! select {
        ($scope:literal) => {
            sql!(concat!(
                "SELECT o.id, o.number, o.state, o.seller_id, s.name_zh AS seller_zh, s.name_en AS seller_en,
                   s.contact_mail, s.contact_phone, c.name_zh AS customer_zh, c.name_en AS customer_en, o.offer_id,
                   f.name AS offer_name, o.total, o.currency, o.created_at, o.paid_at, o.completed_at, o.cancelled_at,
                   (SELECT p.state FROM payment p WHERE p.order_id = o.id
                    ORDER BY p.created_at DESC, p.id DESC LIMIT 1) AS payment
                 FROM purchase_order o JOIN organisation s ON s.id = o.seller_id
                 JOIN organisation c ON c.id = o.customer_id LEFT JOIN offer f ON f.id = o.offer_id
                 WHERE o.id = $1 AND {product:all} AND ",
                $scope
            ))
        };
    }
    let query: Query = match side {
        Side::Seller => ctx.query(scope, select!("{scope:o.seller_id}"), [id.to_string().into()]),
        Side::Customer => ctx.query(scope, select!("{scope:o.customer_id}"), [id.to_string().into()]),
    };
    let row = ctx.find(query).await?;
    let reached = ctx.everywhere("the lines of an order whose scope was checked");
    let lines = ctx
        .all(ctx.query(
            reached,
            sql!(
                "SELECT id, number, listing_id, product_zh, product_en, spec_zh, spec_en, term, class, quantity, list,
                   percent, gross, currency, effective_at
                 FROM order_line WHERE order_id = $1 AND {scope:seller_id} ORDER BY number"
            ),
            [id.to_string().into()],
        ))
        .await?;
    let payment = row
        .text_or_none("payment")?
        .map(|p| PaymentState::parse(&p).ok_or_else(|| DbErr::Type(format!("payment state {p}"))))
        .transpose()?;
    Ok(OrderView {
        id: row.id("id")?,
        number: row.text("number")?,
        state: row.state("state", OrderState::parse)?,
        seller: row.id("seller_id")?,
        seller_name: row.bilingual("seller")?,
        seller_mail: row.text("contact_mail")?,
        seller_phone: row.text("contact_phone")?,
        customer_name: row.bilingual("customer")?,
        offer: row.id_or_none("offer_id")?,
        offer_name: row.text_or_none("offer_name")?,
        total: row.money("total")?,
        lines: lines.iter().map(line).collect::<Result<_, _>>()?,
        payment,
        created_at: row.time("created_at")?,
        paid_at: row.time_or_none("paid_at")?,
        completed_at: row.time_or_none("completed_at")?,
        cancelled_at: row.time_or_none("cancelled_at")?,
    })
}

fn line(row: &Row) -> Result<OrderLineView, DbErr> {
    Ok(OrderLineView {
        id: row.id("id")?,
        number: row.text("number")?,
        listing: row.id_or_none("listing_id")?,
        product: row.bilingual("product")?,
        spec_name: row.bilingual("spec")?,
        term: row.state("term", Term::parse)?,
        class: row.state("class", TradeClass::parse)?,
        quantity: row.small("quantity")?,
        list: row.money("list")?,
        percent: BasisPoints(row.small("percent")?),
        gross: row.money("gross")?,
        effective_at: row.time_or_none("effective_at")?,
    })
}

/// Holds an order that is in `state` until the transaction ends, so that what is read next of its payments cannot
/// change. (PostgreSQL locks the updated row; SQLite has one writer.)
///
/// # Errors
/// `NotFound`: unknown, or another tenant's. `Conflict`: in another state.
pub(super) async fn hold(
    ctx: &Ctx<'_>,
    side: Side,
    scope: Scope,
    id: OrderId,
    state: OrderState,
) -> Result<OrderView, Refusal> {
    let values = [id.to_string().into(), state.as_str().into()];
    let query = match side {
        Side::Seller => ctx.query(
            scope,
            sql!(
                "UPDATE purchase_order SET state = state WHERE id = $1 AND state = $2 AND {scope:seller_id}"
            ),
            values,
        ),
        Side::Customer => ctx.query(
            scope,
            sql!(
                "UPDATE purchase_order SET state = state WHERE id = $1 AND state = $2 AND {scope:customer_id}"
            ),
            values,
        ),
    };
    let held = ctx.execute(query).await?;
    let order = order(ctx, side, scope, id).await?;
    if held == 0 {
        return Err(AppError::wrong_state(order.state.as_str()).into());
    }
    Ok(order)
}
