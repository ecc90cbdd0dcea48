//! What there is to bill: every unbilled line once, grouped by seller, class and the first condition that is missing.

use super::conditions::{self, READY, missing, unbilled};
use crate::{
    db::{DbErr, Query, Row, Scope},
    door::Ctx,
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{ids::OrganisationId, listings::TradeClass, time::Period};
use std::collections::BTreeMap;

/// A seller's lines of one class: what one bill is made of.
pub(super) type Group = (OrganisationId, TradeClass);

/// The unbilled lines of a group.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// How many hold conditions 1–4.
    pub ready: u64,
    /// What they come to, in fen.
    pub ready_minor: i64,
    /// How many do not, by the first condition that is missing.
    pub waiting: BTreeMap<&'static str, u64>,
}

impl Found {
    /// Condition 5.
    pub fn reaches(&self, threshold: i64) -> bool {
        self.ready > 0 && self.ready_minor >= threshold
    }
}

/// Looks at every unbilled line, or at those of one group.
pub(super) async fn survey(
    ctx: &Ctx<'_>,
    scope: Scope,
    end: DateTime<Utc>,
    only: Option<Group>,
) -> Result<BTreeMap<Group, Found>, DbErr> {
    let query = ctx.query(
        scope,
        sql!(concat!(
            "SELECT l.seller_id, l.class, ",
            missing!(first),
            " AS missing, COUNT(*) AS lines, CAST(SUM(l.gross) AS BIGINT) AS gross
             FROM order_line l LEFT JOIN certification c ON c.seller_id = l.seller_id
             WHERE ",
            unbilled!(),
            " AND {scope:l.seller_id}"
        )),
        [end.timestamp_micros().into()],
    );
    let query = match only {
        None => query,
        Some((seller, class)) => query.and(
            "l.seller_id = {} AND l.class = {}",
            [seller.to_string().into(), class.as_str().into()],
        ),
    };
    let mut groups: BTreeMap<Group, Found> = BTreeMap::new();
    for row in ctx
        .all(query.push(" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", []))
        .await?
    {
        let found = groups.entry(group(&row)?).or_default();
        match conditions::read(&row, "missing")? {
            Some(condition) => *found.waiting.entry(condition.as_str()).or_default() += row.count("lines")?,
            None => {
                debug_assert_eq!(row.text("missing")?, READY);
                found.ready = row.count("lines")?;
                found.ready_minor = row.int("gross")?;
            }
        }
    }
    Ok(groups)
}

/// The bills of a group so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bills {
    /// How many, over all periods: a change tells that another run was here.
    pub made: i64,
    /// True when the period has one.
    pub has: bool,
}

/// The bills of every group, or of one.
pub(super) async fn bills(
    ctx: &Ctx<'_>,
    scope: Scope,
    period: Period,
    only: Option<Group>,
) -> Result<BTreeMap<Group, Bills>, DbErr> {
    let query: Query = ctx.query(
        scope,
        sql!(
            "SELECT seller_id, class, COUNT(*) AS made, CAST(SUM(CASE WHEN period = $1 THEN 1 ELSE 0 END) AS BIGINT) AS has
             FROM bill WHERE {scope:seller_id}"
        ),
        [period.to_string().into()],
    );
    let query = match only {
        None => query,
        Some((seller, class)) => query.and(
            "seller_id = {} AND class = {}",
            [seller.to_string().into(), class.as_str().into()],
        ),
    };
    let mut bills = BTreeMap::new();
    for row in ctx.all(query.push(" GROUP BY seller_id, class", [])).await? {
        bills.insert(
            group(&row)?,
            Bills {
                made: row.int("made")?,
                has: row.int("has")? > 0,
            },
        );
    }
    Ok(bills)
}

fn group(row: &Row) -> Result<Group, DbErr> {
    Ok((row.id("seller_id")?, row.state("class", TradeClass::parse)?))
}
