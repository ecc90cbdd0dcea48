//! The order lists and single orders of both sides.

use super::stored::{self, Side};
use crate::{
    Actor, Ctx, Market, Refusal,
    db::Query,
    door::{Handler, Sample, World, id},
    pages::{self, Keyset},
    settings, sql,
};
use guildhall_sdk::{
    orders::{GetMyOrder, GetOrder, ListMyOrders, ListOrders, OrderFilter, OrderRow, OrderState, OrderView},
    portal::{AppError, Page, PageRequest},
    time::Zone,
};

/// Adds a list's conditions (`domain/business.md` §5.1). Days are business days, both ends included.
fn filtered(query: Query, filter: &OrderFilter, zone: &Zone) -> Query {
    let number = filter.number.trim().to_ascii_uppercase();
    let number = (!number.is_empty()).then(|| format!("{}%", pages::escaped(&number)));
    // ASCII only, as LOWER is in both databases.
    let product = filter.product.trim().to_ascii_lowercase();
    let query = query
        .and_if("o.number LIKE {} ESCAPE '\\'", number)
        .and_if("o.state = {}", filter.state.map(OrderState::as_str))
        .and_if(
            "o.created_at >= {}",
            filter.from.map(|d| zone.start_of(d).timestamp_micros()),
        )
        .and_if(
            "o.created_at < {}",
            filter.to.map(|d| zone.end_of(d).timestamp_micros()),
        );
    if product.is_empty() {
        return query;
    }
    let pattern = pages::contains(&product);
    query.and(
        "(LOWER(o.product_zh) LIKE {} ESCAPE '\\' OR LOWER(o.product_en) LIKE {} ESCAPE '\\')",
        [pattern.clone().into(), pattern.into()],
    )
}

async fn list(
    ctx: &Ctx<'_>,
    side: Side,
    filter: &OrderFilter,
    page: &PageRequest,
) -> Result<Page<OrderRow>, Refusal> {
    let scope = ctx.own_or_operator()?;
    let zone = settings::read(ctx).await?.settings.zone;
    let (rows, counted) = match side {
        Side::Seller => (
            sql!(
                "SELECT o.id, o.number, o.product_zh, o.product_en, x.name_zh AS other_zh, x.name_en AS other_en, o.state,
                   o.total, o.currency, o.created_at
                 FROM purchase_order o JOIN organisation x ON x.id = o.customer_id WHERE {scope:o.seller_id}"
            ),
            sql!("SELECT 1 AS one FROM purchase_order o WHERE {scope:o.seller_id}"),
        ),
        Side::Customer => (
            sql!(
                "SELECT o.id, o.number, o.product_zh, o.product_en, x.name_zh AS other_zh, x.name_en AS other_en, o.state,
                   o.total, o.currency, o.created_at
                 FROM purchase_order o JOIN organisation x ON x.id = o.seller_id WHERE {scope:o.customer_id}"
            ),
            sql!("SELECT 1 AS one FROM purchase_order o WHERE {scope:o.customer_id}"),
        ),
    };
    let count = pages::count(ctx, filtered(ctx.query(scope, counted, []), filter, &zone)).await?;
    let keyset = Keyset {
        key: "o.created_at",
        id: "o.id",
        descending: true,
    };
    pages::page(
        ctx,
        filtered(ctx.query(scope, rows, []), filter, &zone),
        keyset,
        page,
        count,
        |row| {
            Ok(OrderRow {
                id: row.id("id")?,
                number: row.text("number")?,
                product: row.bilingual("product")?,
                other: row.bilingual("other")?,
                state: row.state("state", OrderState::parse)?,
                total: row.money("total")?,
                created_at: row.time("created_at")?,
            })
        },
    )
    .await
}

impl Handler for ListOrders {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<OrderRow>, Refusal> {
        list(ctx, Side::Seller, &self.filter, &self.page).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListOrders::default())
    }
}

impl Handler for ListMyOrders {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<OrderRow>, Refusal> {
        list(ctx, Side::Customer, &self.filter, &self.page).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListMyOrders::default())
    }
}

impl Handler for GetOrder {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OrderView, Refusal> {
        stored::order(ctx, Side::Seller, ctx.own_or_operator()?, self.order).await
    }
    fn sample(world: &World) -> Sample<Self> {
        world.object("order", |order| GetOrder { order: id(order) })
    }
}

impl Handler for GetMyOrder {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OrderView, Refusal> {
        stored::order(ctx, Side::Customer, ctx.own_or_operator()?, self.order).await
    }
    fn sample(world: &World) -> Sample<Self> {
        world.object("order", |order| GetMyOrder { order: id(order) })
    }
}
