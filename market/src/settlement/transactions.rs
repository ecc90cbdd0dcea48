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
pub(super) fn lines(ctx: &Ctx<'_>, scope: Scope, by: DateTime<Utc>) -> Query {
    ctx.query(
        scope,
        sql!(concat!(
            "SELECT l.id, l.order_id, l.number, l.seller_id, l.product_zh, l.product_en, k.name_zh AS customer_zh,
               k.name_en AS customer_en, l.class, l.gross, l.currency, l.created_at, l.paid_at, l.supervised,
               l.supervision_done_at, l.effective_at, l.cancelled_at, l.bill_id AS taken, b.id AS bill, b.period AS billed_in,
               c.state AS certification, c.certified_at, ",
            missing!(first),
            " AS missing
             FROM order_line l JOIN organisation k ON k.id = l.customer_id
             LEFT JOIN certification c ON c.seller_id = l.seller_id
             LEFT JOIN bill b ON b.id = l.bill_id AND b.complete = 1
             WHERE {scope:l.seller_id}"
        )),
        [by.timestamp_micros().into()],
    )
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
        let number: String = self
            .number
            .chars()
            .filter(|c| !c.is_control())
            .collect::<String>()
            .trim()
            .to_owned();
        let filter = |query: Query| {
            let query = query.and("l.cancelled_at IS NULL", []);
            let query = query.and_if("l.class = {}", self.class.map(|c| c.as_str().to_owned()));
            let query = match self.billed {
                None => query,
                Some(true) => query.and("l.bill_id IS NOT NULL", []),
                Some(false) => query.and("l.bill_id IS NULL", []),
            };
            if number.is_empty() {
                return query;
            }
            let end = format!("{number}{}", char::MAX);
            query.and(
                "l.number >= {} AND l.number < {}",
                [number.clone().into(), end.into()],
            )
        };
        let counted = ctx.query(
            scope,
            sql!("SELECT 1 AS one FROM order_line l WHERE {scope:l.seller_id}"),
            [],
        );
        let count = pages::count(ctx, filter(counted)).await?;
        let keyset = Keyset {
            key: "l.created_at",
            id: "l.id",
            descending: true,
        };
        let read = |row: &Row| Ok((read(row)?, row.text_or_none("taken")?.is_some()));
        let page = pages::page(
            ctx,
            filter(lines(ctx, scope, by)),
            keyset,
            &self.page,
            count,
            read,
        )
        .await?;
        let mut thresholds = Thresholds::new(crate::settings::read(ctx).await?.settings.bill_threshold_minor);
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
