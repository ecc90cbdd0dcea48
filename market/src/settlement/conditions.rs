//! The five conditions of billing (`domain/business.md` §6.1), written down once.
//!
//! Conditions 1–4 are SQL, because a run judges millions of lines; the run, the transaction list, the explanation and
//! the dry run all put the same text into their queries, so they cannot disagree. Condition 5 is a sum of what passed.

use crate::{
    db::{DbErr, Row, Scope},
    door::Ctx,
    sql,
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{ids::OrganisationId, listings::TradeClass, settlement::Condition};

/// SQL over a seller's certification, whose name with its dot is given: true while there is an account to settle to. Not
/// while a change is being certified (`domain/business.md` §1.5); a draft is no change yet.
macro_rules! settles {
    ($certification:literal) => {
        concat!(
            $certification,
            "live IS NOT NULL AND ",
            $certification,
            "state IN ('certified', 'draft')"
        )
    };
}
pub(super) use settles;

/// SQL over `order_line l` and `certification c` that is true while a condition is missing at the instant `$1`
/// (exclusive: what happens at the end of a period belongs to the next). `first` names the first missing one or
/// `ready`; `line` is the same without condition 1, which is the seller's and not the line's.
macro_rules! missing {
    (certified) => {
        concat!(
            "(NOT (",
            $crate::settlement::conditions::settles!("c."),
            ") OR c.certified_at IS NULL OR c.certified_at >= $1)"
        )
    };
    (paid) => {
        "(l.paid_at IS NULL OR l.paid_at >= $1)"
    };
    (supervision) => {
        "(l.supervised <> 0 AND (l.supervision_done_at IS NULL OR l.supervision_done_at >= $1))"
    };
    (effective) => {
        "(l.effective_at IS NULL OR l.effective_at >= $1)"
    };
    (line) => {
        concat!(
            "CASE WHEN ",
            missing!(paid),
            " THEN 'paid' WHEN ",
            missing!(supervision),
            " THEN 'supervision' WHEN ",
            missing!(effective),
            " THEN 'effective' ELSE 'ready' END"
        )
    };
    (first) => {
        concat!(
            "CASE WHEN ",
            missing!(certified),
            " THEN 'certified' ELSE ",
            missing!(line),
            " END"
        )
    };
}
pub(super) use missing;

/// SQL: no bill has taken the line, and none is meant not to. (Bills are in the marketplace's currency.)
macro_rules! unbilled {
    () => {
        "l.bill_id IS NULL AND l.cancelled_at IS NULL AND l.currency = 'CNY'"
    };
}
pub(super) use unbilled;

/// What [`missing!`]`(first)` says when conditions 1–4 hold.
pub(super) const READY: &str = "ready";

/// Reads a column of `missing!(first)`.
pub(super) fn read(row: &Row, column: &str) -> Result<Option<Condition>, DbErr> {
    let text = row.text(column)?;
    Ok(Condition::ALL.iter().copied().find(|c| c.as_str() == text))
}

/// The instant before which a condition holds now: now itself counts.
pub(super) fn by_now(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::microseconds(1)
}

/// Lines looked at before a sum is given as "at least".
const SUM_LIMIT: i64 = 10_000;

/// What the unbilled lines of a class that hold conditions 2–4 come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reached {
    /// In fen.
    pub minor: i64,
    /// False when adding up stopped: read it as "at least". It stops past the threshold only.
    pub exact: bool,
}

/// Adds up condition 5 for a seller and class, by an instant; no further than it takes to know.
pub(super) async fn reached(
    ctx: &Ctx<'_>,
    scope: Scope,
    seller: OrganisationId,
    class: TradeClass,
    by: DateTime<Utc>,
    threshold: i64,
) -> Result<Reached, DbErr> {
    let sum = async |limit: i64| -> Result<(i64, i64), DbErr> {
        let query = ctx.query(
            scope,
            sql!(concat!(
                "SELECT COUNT(*) AS lines, CAST(COALESCE(SUM(x.gross), 0) AS BIGINT) AS gross FROM (
                   SELECT l.gross FROM order_line l
                   WHERE l.seller_id = $2 AND l.class = $3 AND ",
                unbilled!(),
                " AND ",
                missing!(line),
                " = 'ready' AND {scope:l.seller_id} LIMIT $4) x"
            )),
            [
                by.timestamp_micros().into(),
                seller.to_string().into(),
                class.as_str().into(),
                limit.into(),
            ],
        );
        let row = ctx
            .one(query)
            .await?
            .ok_or_else(|| DbErr::Custom("a sum has one row".into()))?;
        Ok((row.int("lines")?, row.int("gross")?))
    };
    let (lines, minor) = sum(SUM_LIMIT).await?;
    if lines < SUM_LIMIT {
        return Ok(Reached { minor, exact: true });
    }
    if minor >= threshold {
        return Ok(Reached { minor, exact: false });
    }
    let (_, minor) = sum(i64::MAX).await?;
    Ok(Reached { minor, exact: true })
}
