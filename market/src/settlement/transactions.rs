//! The seller's transaction details (交易明细), newest first.

use super::conditions::{self, missing};
use crate::{
    Actor, Ctx, Market, Refusal,
    db::{DbErr, Query, Row, Scope},
    door::{Handler, Sample, World},
    pages::{self, Keyset},
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::{OrderLineId, OrganisationId},
    listings::TradeClass,
    portal::{AppError, Page},
    settlement::{Condition, ListTransactions, TransactionRow},
};
use std::collections::BTreeMap;

/// The lines with what a row and an explanation need; `$1` is the instant the conditions are judged by.
macro_rules! lines {
    ($seller:literal) => {
        concat!(
            "SELECT l.id, l.order_id, l.number, l.seller_id, l.product_zh, l.product_en, k.name_zh AS customer_zh,
               k.name_en AS customer_en, l.class, l.gross, l.currency, l.created_at, l.paid_at, l.supervised,
               l.supervision_done_at, l.effective_at, l.cancelled_at, l.bill_id AS taken, b.id AS bill, b.period AS billed_in,
               c.state AS certification, c.certified_at, ",
            missing!(first),
            " AS missing
             FROM order_line l JOIN organisation k ON k.id = l.customer_id
             LEFT JOIN certification c ON c.seller_id = l.seller_id
             LEFT JOIN bill b ON b.id = l.bill_id AND b.complete = 1
             WHERE {scope:",
            $seller,
            "}"
        )
    };
}

/// One line.
pub(super) fn line(ctx: &Ctx<'_>, scope: Scope, by: DateTime<Utc>, id: OrderLineId) -> Query {
    ctx.query(scope, sql!(lines!("l.seller_id")), [by.timestamp_micros().into()])
        .and("l.id = {}", [id.to_string().into()])
}

/// The start of a line number, and which index a query over it should walk. The database cannot know how many lines a
/// start has; so what must not be walked is written as an expression, which no index serves.
enum Start {
    /// Any number.
    Any,
    /// Few lines of the marketplace start like this: find them by number, then look whose they are.
    Few(String),
    /// Many do: walk the seller's lines in list order.
    Many(String),
}

impl Start {
    async fn of(ctx: &Ctx<'_>, text: &str) -> Result<Start, Refusal> {
        let start: String = text
            .chars()
            .filter(|c| !c.is_control())
            .collect::<String>()
            .trim()
            .to_owned();
        if start.is_empty() {
            return Ok(Start::Any);
        }
        let everyone = ctx.everywhere("how many numbers start like this, which nobody is told");
        let query = ctx.query(
            everyone,
            sql!("SELECT 1 AS one FROM order_line l WHERE {scope:l.seller_id}"),
            [],
        );
        let few = pages::count(ctx, Start::Few(start.clone()).apply(query))
            .await?
            .exact;
        Ok(if few {
            Start::Few(start)
        } else {
            Start::Many(start)
        })
    }

    fn apply(&self, query: Query) -> Query {
        let (column, start) = match self {
            Start::Any => return query,
            Start::Few(start) => ("l.number", start),
            Start::Many(start) => ("(l.number || '')", start),
        };
        // Byte order on both databases: nothing that starts with the text sorts behind its last code point.
        let end = format!("{start}{}", char::MAX);
        query.and(
            &format!("{column} >= {{}} AND {column} < {{}}"),
            [start.clone().into(), end.into()],
        )
    }
}

/// A row; what is missing of a line that no bill has taken is the first of conditions 1–4.
pub(super) fn read(row: &Row) -> Result<TransactionRow, DbErr> {
    Ok(TransactionRow {
        id: row.id::<OrderLineId>("id")?,
        order: row.id("order_id")?,
        number: row.text("number")?,
        product: row.bilingual("product")?,
        customer_name: row.bilingual("customer")?,
        class: row.state("class", TradeClass::parse)?,
        gross: row.money("gross")?,
        created_at: row.time("created_at")?,
        paid_at: row.time_or_none("paid_at")?,
        effective_at: row.time_or_none("effective_at")?,
        billed_in: row.text_or_none("billed_in")?.and_then(|p| p.parse().ok()),
        bill: row.id_or_none("bill")?,
        missing: match row.text_or_none("taken")? {
            Some(_) => None,
            None => conditions::read(row, "missing")?,
        },
    })
}

/// Condition 5 for the classes of a page, each looked up once.
pub(super) struct Thresholds {
    threshold: i64,
    known: BTreeMap<(OrganisationId, TradeClass), conditions::Reached>,
}

impl Thresholds {
    /// With the operator's threshold, in fen.
    pub fn new(threshold: i64) -> Thresholds {
        Thresholds {
            threshold,
            known: BTreeMap::new(),
        }
    }

    /// What a seller's class comes to by an instant, and whether that is enough.
    pub async fn reached(
        &mut self,
        ctx: &Ctx<'_>,
        scope: Scope,
        group: (OrganisationId, TradeClass),
        by: DateTime<Utc>,
    ) -> Result<(conditions::Reached, bool), DbErr> {
        let reached = match self.known.get(&group) {
            Some(reached) => *reached,
            None => {
                let (seller, class) = group;
                let reached = conditions::reached(ctx, scope, seller, class, by, self.threshold).await?;
                self.known.insert(group, reached);
                reached
            }
        };
        Ok((reached, reached.minor >= self.threshold))
    }
}

impl Handler for ListTransactions {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<TransactionRow>, Refusal> {
        let scope = ctx.own()?;
        let seller = ctx.organisation()?;
        let by = conditions::by_now(ctx.now());
        let start = Start::of(ctx, &self.number).await?;
        let filter = |query: Query| {
            let query = query.and("l.cancelled_at IS NULL", []);
            let query = query.and_if("l.class = {}", self.class.map(|c| c.as_str().to_owned()));
            let query = match self.billed {
                None => query,
                Some(true) => query.and("l.bill_id IS NOT NULL", []),
                Some(false) => query.and("l.bill_id IS NULL", []),
            };
            start.apply(query)
        };
        let (rows, counted) = match start {
            Start::Few(_) => (
                sql!(lines!("(l.seller_id || '')")),
                sql!("SELECT 1 AS one FROM order_line l WHERE {scope:(l.seller_id || '')}"),
            ),
            Start::Any | Start::Many(_) => (
                sql!(lines!("l.seller_id")),
                sql!("SELECT 1 AS one FROM order_line l WHERE {scope:l.seller_id}"),
            ),
        };
        let count = pages::count(ctx, filter(ctx.query(scope, counted, []))).await?;
        let rows = filter(ctx.query(scope, rows, [by.timestamp_micros().into()]));
        let keyset = Keyset {
            key: "l.created_at",
            id: "l.id",
            descending: true,
        };
        let read = |row: &Row| Ok((read(row)?, row.text_or_none("taken")?.is_some()));
        let page = pages::page(ctx, rows, keyset, &self.page, count, read).await?;
        let mut thresholds = Thresholds::new(crate::settings::today(ctx).await?.bill_threshold_minor);
        let mut rows = Vec::with_capacity(page.rows.len());
        for (mut row, taken) in page.rows {
            if !taken && row.missing.is_none() {
                let (_, enough) = thresholds.reached(ctx, scope, (seller, row.class), by).await?;
                row.missing = (!enough).then_some(Condition::Threshold);
            }
            rows.push(row);
        }
        Ok(Page {
            rows,
            next: page.next,
            previous: page.previous,
            count: page.count,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListTransactions::default())
    }
}
