//! The lines of a bill: one selection for the page, the API and the export.
//!
//! `seq` grows with the line number (see [`super::walk`]), so the start of an order number is a range of `seq`, found
//! with two look-ups in an index; products and days are looked up in the bill's parts, which also know how many lines
//! there are and their sums. Whatever the size of the bill, a page is a walk over `(bill_id, seq)` from its edge.

use super::{bills, walk::DAY};
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
    /// First and last `seq` between which it lies; an empty range when it matches nothing.
    range: Option<(i64, i64)>,
    product: Option<String>,
    paid_from: Option<i64>,
    paid_before: Option<i64>,
    /// How many lines there are and what they sum up to, where that is known without looking at them.
    known: Option<Sums>,
}

#[derive(Debug, Clone, Copy)]
struct Sums {
    lines: u64,
    gross: i64,
    fee: i64,
    net: i64,
}

impl Selection {
    /// Reads a filter.
    pub async fn of(
        ctx: &Ctx<'_>,
        scope: Scope,
        bill: &BillRow,
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
        let mut selection = Selection {
            range: None,
            product: (!product.is_empty()).then(|| pages::contains(&product)),
            paid_from: filter.paid_from.map(|day| zone.start_of(day).timestamp_micros()),
            paid_before: filter.paid_to.map(|day| zone.end_of(day).timestamp_micros()),
            known: None,
        };
        if selection.product.is_some() || selection.paid_from.is_some() || selection.paid_before.is_some() {
            selection.by_parts(ctx, scope, bill.id).await?;
        } else {
            selection.known = Some(Sums {
                lines: bill.lines,
                gross: bill.gross.minor,
                fee: bill.fee.minor,
                net: bill.net.minor,
            });
        }
        if !number.is_empty() {
            let (first, last) = range(ctx, scope, bill.id, &number).await?;
            let (from, to) = selection.range.unwrap_or((first, last));
            selection.range = Some((first.max(from), last.min(to)));
            selection.known = None;
        }
        Ok(selection)
    }

    /// Looks products and days up in the bill's parts.
    async fn by_parts(&mut self, ctx: &Ctx<'_>, scope: Scope, bill: BillId) -> Result<(), Refusal> {
        let query = ctx.query(
            scope,
            sql!(
                "SELECT CAST(COALESCE(SUM(lines), 0) AS BIGINT) AS lines, CAST(COALESCE(SUM(gross), 0) AS BIGINT) AS gross,
                   CAST(COALESCE(SUM(fee), 0) AS BIGINT) AS fee, CAST(COALESCE(SUM(net), 0) AS BIGINT) AS net,
                   COALESCE(MIN(first_seq), 1) AS first_seq, COALESCE(MAX(last_seq), 0) AS last_seq, COALESCE(MIN(day), 0) AS day
                 FROM bill_part WHERE bill_id = $1 AND {scope:seller_id}"
            ),
            [bill.to_string().into()],
        );
        // Parts that begin inside a day and the one before it: the operator's zone may have changed since the run.
        let query = self
            .named(query)
            .and_if("day > {}", self.paid_from.map(|from| from - DAY))
            .and_if("day < {}", self.paid_before);
        let row = ctx.find(query).await?;
        let day = row.int("day")?;
        self.range = Some((row.int("first_seq")?, row.int("last_seq")?));
        let whole = |edge: Option<i64>| edge.is_none_or(|edge| (edge - day) % DAY == 0);
        let lines = row.count("lines")?;
        if lines == 0 || (whole(self.paid_from) && whole(self.paid_before)) {
            self.known = Some(Sums {
                lines,
                gross: row.int("gross")?,
                fee: row.int("fee")?,
                net: row.int("net")?,
            });
        }
        Ok(())
    }

    /// Adds the condition on the product's name.
    fn named(&self, query: Query) -> Query {
        match &self.product {
            None => query,
            Some(like) => query.and(
                r"(LOWER(product_zh) LIKE {} ESCAPE '\' OR LOWER(product_en) LIKE {} ESCAPE '\')",
                [like.clone().into(), like.clone().into()],
            ),
        }
    }

    /// Adds the conditions to a query over `bill_line`.
    pub fn apply(&self, query: Query) -> Query {
        let query = match self.range {
            None => query,
            Some((first, last)) => query.and("seq >= {} AND seq <= {}", [first.into(), last.into()]),
        };
        self.named(query)
            .and_if("paid_at >= {}", self.paid_from)
            .and_if("paid_at < {}", self.paid_before)
    }

    /// How many lines it selects, and their sums where they are worth adding up.
    async fn sums(
        &self,
        ctx: &Ctx<'_>,
        scope: Scope,
        bill: &BillRow,
    ) -> Result<(Count, Option<(Money, Money, Money)>), Refusal> {
        let sums = match self.known {
            Some(sums) => sums,
            None => {
                let lines = ctx.query(
                    scope,
                    sql!("SELECT 1 AS one FROM bill_line WHERE bill_id = $1 AND {scope:seller_id}"),
                    [bill.id.to_string().into()],
                );
                let count = pages::count(ctx, self.apply(lines)).await?;
                if !count.exact {
                    return Ok((count, None));
                }
                self.add_up(ctx, scope, bill.id, count.rows).await?
            }
        };
        let money = |minor| Money {
            minor,
            currency: bill.gross.currency,
        };
        let count = Count {
            rows: sums.lines,
            exact: true,
        };
        Ok((count, Some((money(sums.gross), money(sums.fee), money(sums.net)))))
    }

    async fn add_up(&self, ctx: &Ctx<'_>, scope: Scope, bill: BillId, lines: u64) -> Result<Sums, Refusal> {
        let query = ctx.query(
            scope,
            sql!(
                "SELECT CAST(COALESCE(SUM(gross), 0) AS BIGINT) AS gross, CAST(COALESCE(SUM(fee), 0) AS BIGINT) AS fee,
                   CAST(COALESCE(SUM(net), 0) AS BIGINT) AS net
                 FROM bill_line WHERE bill_id = $1 AND {scope:seller_id}"
            ),
            [bill.to_string().into()],
        );
        let row = ctx.find(self.apply(query)).await?;
        Ok(Sums {
            lines,
            gross: row.int("gross")?,
            fee: row.int("fee")?,
            net: row.int("net")?,
        })
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
        let selection = Selection::of(ctx, scope, &bill, &self.filter).await?;
        let (count, sums) = selection.sums(ctx, scope, &bill).await?;
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
