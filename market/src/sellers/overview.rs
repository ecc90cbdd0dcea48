//! The seller's overview (商家总览): counts that lead to lists, and how the money stands.

use super::certification;
use crate::{
    Market,
    db::{Micros, Scope, Value},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    settings, sql,
};
use guildhall_sdk::{
    money::Money,
    portal::AppError,
    sellers::{GetSellerOverview, SellerOverview},
    time::{Period, Zone},
};

/// How many periods the money is shown for, the present one included.
const PERIODS: usize = 12;

impl Handler for GetSellerOverview {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<SellerOverview, Refusal> {
        let scope = ctx.own()?;
        let zone = settings::read(ctx).await?.settings.zone;
        let listings = ctx
            .find(ctx.query(
                scope,
                sql!(
                    "SELECT COUNT(CASE WHEN state = 'on_sale' THEN 1 END) AS on_sale,
                            COUNT(CASE WHEN revision_state = 'draft' THEN 1 END) AS drafts,
                            COUNT(CASE WHEN revision_state = 'pending' THEN 1 END) AS in_review,
                            COUNT(CASE WHEN revision_state = 'rejected' THEN 1 END) AS rejected
                     FROM listing WHERE deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
                ),
                [],
            ))
            .await?;
        let offers = ctx
            .find(ctx.query(
                scope,
                sql!(
                    "SELECT COUNT(*) AS live FROM offer f JOIN listing l ON l.id = f.listing_id
                     WHERE f.state = 'effective' AND f.starts_at <= $1 AND f.ends_at > $1 AND f.used < f.max_orders
                     AND l.state = 'on_sale' AND {scope:f.seller_id} AND {product:l.id}"
                ),
                [ctx.now_micros()],
            ))
            .await?;
        let orders = ctx
            .find(ctx.query(
                scope,
                sql!("SELECT COUNT(*) AS waiting FROM purchase_order WHERE state = 'processing' AND {scope:seller_id}"),
                [],
            ))
            .await?;
        let (state, certified_before) = certification::state(ctx, scope).await?;
        Ok(SellerOverview {
            certification: state,
            certified_before,
            renamed: certification::renamed(ctx, ctx.organisation()?).await?,
            on_sale: listings.count("on_sale")?,
            drafts: listings.count("drafts")?,
            in_review: listings.count("in_review")?,
            rejected: listings.count("rejected")?,
            live_offers: offers.count("live")?,
            to_provision: orders.count("waiting")?,
            months: months(ctx, scope, &zone).await?,
            unbilled: unbilled(ctx, scope).await?,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetSellerOverview {})
    }
}

/// Gross of what was paid in each of the last periods, oldest first; a period without a sale is there with ¥0.
async fn months(ctx: &Ctx<'_>, scope: Scope, zone: &Zone) -> Result<Vec<(String, Money)>, Refusal> {
    let mut periods: Vec<Period> =
        std::iter::successors(Some(zone.period(ctx.now())), |p| Some(p.previous()))
            .take(PERIODS)
            .collect();
    periods.reverse();
    // $1 … $12 are the periods' starts, $13 the end of the last one.
    let mut edges: Vec<Value> = periods.iter().map(|p| p.start(zone).micros()).collect();
    edges.extend(periods.last().map(|p| p.end(zone).micros()));
    let mut months: Vec<(String, Money)> = periods.iter().map(|p| (p.to_string(), Money::cny(0))).collect();
    let rows = ctx
        .all(ctx.query(
            scope,
            sql!(
                "SELECT CAST(month AS BIGINT) AS month, CAST(SUM(gross) AS BIGINT) AS gross FROM (
                   SELECT gross, CASE WHEN paid_at < $2 THEN 0 WHEN paid_at < $3 THEN 1 WHEN paid_at < $4 THEN 2
                     WHEN paid_at < $5 THEN 3 WHEN paid_at < $6 THEN 4 WHEN paid_at < $7 THEN 5 WHEN paid_at < $8 THEN 6
                     WHEN paid_at < $9 THEN 7 WHEN paid_at < $10 THEN 8 WHEN paid_at < $11 THEN 9
                     WHEN paid_at < $12 THEN 10 ELSE 11 END AS month
                   FROM order_line WHERE currency = 'CNY' AND cancelled_at IS NULL AND paid_at >= $1 AND paid_at < $13
                   AND {scope:seller_id}) AS paid
                 GROUP BY month"
            ),
            edges,
        ))
        .await?;
    for row in rows {
        let at = usize::try_from(row.int("month")?).map_err(Refusal::fault)?;
        if let Some((_, gross)) = months.get_mut(at) {
            gross.minor = row.int("gross")?;
        }
    }
    Ok(months)
}

/// Gross of paid lines that no bill has taken yet.
async fn unbilled(ctx: &Ctx<'_>, scope: Scope) -> Result<Money, Refusal> {
    let row = ctx
        .find(ctx.query(
            scope,
            sql!(
                "SELECT COALESCE(CAST(SUM(gross) AS BIGINT), 0) AS gross FROM order_line
                 WHERE currency = 'CNY' AND bill_id IS NULL AND cancelled_at IS NULL AND paid_at IS NOT NULL
                 AND {scope:seller_id}"
            ),
            [],
        ))
        .await?;
    Ok(Money::cny(row.int("gross")?))
}
