//! The lines of a bill: one selection for the page, the API and the export.
//!
//! `seq` grows with the line number (see [`super::walk`]), so the start of an order number is a range of `seq`, found
//! with two look-ups in an index. Whatever the size of the bill, a page is a walk over `(bill_id, seq)` from its edge.

use super::bills;
use crate::{
    Actor, Ctx, Market, Refusal,
    db::{DbErr, Query, Row, Scope},
    door::{Handler, Sample, World, id},
    pages::{self, Keyset},
    sql,
};
use guildhall_sdk::{
    ids::BillId,
    money::{BasisPoints, Money},
    portal::{AppError, Count},
    settlement::{BillLineFilter, BillLineRow, BillLines, BillRow, ListBillLines},
};

/// What a filter selects of a bill.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    /// First and last `seq` that the order number allows; an empty range when it matches nothing.
    range: Option<(i64, i64)>,
    product: Option<String>,
    paid_from: Option<i64>,
    paid_before: Option<i64>,
}

impl Selection {
    /// Reads a filter.
    pub async fn of(
        ctx: &Ctx<'_>,
        scope: Scope,
        bill: BillId,
        filter: &BillLineFilter,
    ) -> Result<Selection, Refusal> {
        let zone = crate::settings::read(ctx).await?.settings.zone;
        let text = |t: &str| {
            t.chars()
                .filter(|c| !c.is_control())
                .collect::<String>()
                .trim()
                .to_owned()
        };
        let number = text(&filter.order_number);
        let product = text(&filter.product).to_ascii_lowercase();
        Ok(Selection {
            range: if number.is_empty() {
                None
            } else {
                Some(range(ctx, scope, bill, &number).await?)
            },
            product: (!product.is_empty()).then(|| pages::contains(&product)),
            paid_from: filter.paid_from.map(|day| zone.start_of(day).timestamp_micros()),
            paid_before: filter.paid_to.map(|day| zone.end_of(day).timestamp_micros()),
        })
    }

    /// Adds the conditions to a query over `bill_line`.
    pub fn apply(&self, query: Query) -> Query {
        let query = match self.range {
            None => query,
            Some((first, last)) => query.and("seq >= {} AND seq <= {}", [first.into(), last.into()]),
        };
        let query = match &self.product {
            None => query,
            Some(like) => query.and(
                r"(LOWER(product_zh) LIKE {} ESCAPE '\' OR LOWER(product_en) LIKE {} ESCAPE '\')",
                [like.clone().into(), like.clone().into()],
            ),
        };
        query
            .and_if("paid_at >= {}", self.paid_from)
            .and_if("paid_at < {}", self.paid_before)
    }

    /// How many lines it selects, without looking at them where that is known.
    async fn count(&self, ctx: &Ctx<'_>, scope: Scope, bill: &BillRow) -> Result<Count, Refusal> {
        if self.product.is_none() && self.paid_from.is_none() && self.paid_before.is_none() {
            let rows = match self.range {
                None => bill.lines,
                Some((first, last)) => u64::try_from(last - first + 1).unwrap_or_default(),
            };
            return Ok(Count { rows, exact: true });
        }
        let lines = ctx.query(
            scope,
            sql!("SELECT 1 AS one FROM bill_line WHERE bill_id = $1 AND {scope:seller_id}"),
            [bill.id.to_string().into()],
        );
        pages::count(ctx, self.apply(lines)).await
    }

    fn is_everything(&self) -> bool {
        self.range.is_none()
            && self.product.is_none()
            && self.paid_from.is_none()
            && self.paid_before.is_none()
    }

    /// The sums over the selection, where they are worth adding up.
    async fn sums(
        &self,
        ctx: &Ctx<'_>,
        scope: Scope,
        bill: &BillRow,
        count: Count,
    ) -> Result<Option<(Money, Money, Money)>, Refusal> {
        if self.is_everything() {
            return Ok(Some((bill.gross, bill.fee, bill.net)));
        }
        if !count.exact || count.rows > pages::COUNT_LIMIT {
            return Ok(None);
        }
        let query = ctx.query(
            scope,
            sql!(
                "SELECT CAST(COALESCE(SUM(gross), 0) AS BIGINT) AS gross, CAST(COALESCE(SUM(fee), 0) AS BIGINT) AS fee,
                   CAST(COALESCE(SUM(net), 0) AS BIGINT) AS net
                 FROM bill_line WHERE bill_id = $1 AND {scope:seller_id}"
            ),
            [bill.id.to_string().into()],
        );
        let row = ctx.find(self.apply(query)).await?;
        let money = |column| {
            row.int(column).map(|minor| Money {
                minor,
                currency: bill.gross.currency,
            })
        };
        Ok(Some((money("gross")?, money("fee")?, money("net")?)))
    }
}

/// The range of `seq` whose line numbers start with a text.
async fn range(ctx: &Ctx<'_>, scope: Scope, bill: BillId, start: &str) -> Result<(i64, i64), Refusal> {
    // Byte order on both databases: nothing that starts with the text sorts behind its last code point.
    let end = format!("{start}{}", char::MAX);
    let edge = async |direction: &str| -> Result<Option<i64>, DbErr> {
        let query = ctx
            .query(
                scope,
                sql!(
                    "SELECT seq FROM bill_line WHERE bill_id = $1 AND line_number >= $2 AND line_number < $3 AND {scope:seller_id}"
                ),
                [bill.to_string().into(), start.to_owned().into(), end.clone().into()],
            )
            .push(&format!(" ORDER BY line_number {direction} LIMIT 1"), []);
        ctx.one(query).await?.map(|row| row.int("seq")).transpose()
    };
    Ok(match (edge("ASC").await?, edge("DESC").await?) {
        (Some(first), Some(last)) => (first, last),
        _ => (1, 0),
    })
}

fn read(row: &Row) -> Result<BillLineRow, DbErr> {
    Ok(BillLineRow {
        seq: row.int("seq")?,
        order_line: row.id("order_line_id")?,
        order_number: row.text("order_number")?,
        line_number: row.text("line_number")?,
        product: row.bilingual("product")?,
        spec_name: row.bilingual("spec")?,
        customer_name: row.bilingual("customer")?,
        quantity: row.small("quantity")?,
        gross: row.money("gross")?,
        fee: row.money("fee")?,
        net: row.money("net")?,
        rate: BasisPoints(row.small("rate")?),
        rule: row.text("rule")?,
        paid_at: row.time("paid_at")?,
        effective_at: row.time("effective_at")?,
    })
}

impl Handler for ListBillLines {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<BillLines, Refusal> {
        let scope = ctx.own_or_operator()?;
        let (bill, _) = bills::find(ctx, self.bill).await?;
        let selection = Selection::of(ctx, scope, self.bill, &self.filter).await?;
        let count = selection.count(ctx, scope, &bill).await?;
        let sums = selection.sums(ctx, scope, &bill, count).await?;
        let rows = ctx.query(
            scope,
            sql!(
                "SELECT seq, order_line_id, order_number, line_number, product_zh, product_en, spec_zh, spec_en, customer_zh, customer_en,
                   quantity, gross, fee, net, currency, rate, rule, paid_at, effective_at
                 FROM bill_line WHERE bill_id = $1 AND {scope:seller_id}"
            ),
            [self.bill.to_string().into()],
        );
        let keyset = Keyset {
            key: "seq",
            id: "",
            descending: false,
        };
        let page = pages::page(ctx, selection.apply(rows), keyset, &self.page, count, read).await?;
        Ok(BillLines { page, sums })
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("bill", |bill| ListBillLines {
            bill: id(bill),
            filter: BillLineFilter::default(),
            page: guildhall_sdk::portal::PageRequest::default(),
        })
    }
}
