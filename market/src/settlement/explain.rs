//! Why a line is, or is not, in a bill: the five conditions, each with since when, the numbers, and who can clear it.

use super::{
    conditions::{self, Reached, missing},
    survey,
    transactions::{self, Thresholds},
};
use crate::{
    Actor, Ctx, Market, Refusal,
    db::{DbErr, Row, Scope},
    door::{Handler, Sample, World, id},
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::OrganisationId,
    lang::{Bilingual, Lang},
    money::Money,
    portal::AppError,
    sellers::CertificationState,
    settings::Settings,
    settlement::{Condition, ConditionView, ExplainLine, LineExplanation, TransactionRow},
    time::{Period, Zone},
};

/// Periods looked at for the next run that can take a line.
const MONTHS_AHEAD: usize = 36;

impl Handler for ExplainLine {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<LineExplanation, Refusal> {
        let scope = ctx.own_or_operator()?;
        let settings = crate::settings::today(ctx).await?;
        let by = conditions::by_now(ctx.now());
        let found = ctx
            .find(transactions::line(ctx, scope, by, self.order_line))
            .await?;
        let seller: OrganisationId = found.id("seller_id")?;
        let billed = found.text_or_none("taken")?.is_some();
        let mut line = transactions::read(&found)?;
        let mut conditions = judge(ctx, scope, &found, &settings.zone, by).await?;
        let (sum, enough) = Thresholds::new(settings.bill_threshold_minor)
            .reached(ctx, scope, (seller, line.class), by)
            .await?;
        conditions.push(threshold(&settings, &line, sum, enough || billed, billed));
        if billed {
            // What a bill has taken held all five then; a certification that is being changed now does not undo it.
            for view in &mut conditions {
                view.holds = true;
                view.who = Bilingual::default();
            }
        } else {
            line.missing = conditions.iter().find(|c| !c.holds).map(|c| c.condition);
        }
        let cancelled = found.time_or_none("cancelled_at")?.is_some();
        let next_period = if billed || cancelled {
            None
        } else {
            next_period(ctx, scope, seller, &line, &conditions, &settings).await?
        };
        Ok(LineExplanation {
            bill: line.bill,
            line,
            conditions,
            next_period,
        })
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("order_line", |line| ExplainLine { order_line: id(line) })
    }
}

/// Conditions 1–4, by the same SQL as the run.
async fn judge(
    ctx: &Ctx<'_>,
    scope: Scope,
    line: &Row,
    zone: &Zone,
    by: DateTime<Utc>,
) -> Result<Vec<ConditionView>, Refusal> {
    let held = ctx
        .find(ctx.query(
            scope,
            sql!(concat!(
                "SELECT CAST(CASE WHEN ",
                missing!(certified),
                " THEN 0 ELSE 1 END AS BIGINT) AS certified, CAST(CASE WHEN ",
                missing!(paid),
                " THEN 0 ELSE 1 END AS BIGINT) AS paid, CAST(CASE WHEN ",
                missing!(supervision),
                " THEN 0 ELSE 1 END AS BIGINT) AS supervision, CAST(CASE WHEN ",
                missing!(effective),
                " THEN 0 ELSE 1 END AS BIGINT) AS effective
                 FROM order_line l LEFT JOIN certification c ON c.seller_id = l.seller_id WHERE l.id = $2 AND {scope:l.seller_id}"
            )),
            [by.timestamp_micros().into(), line.text("id")?.into()],
        ))
        .await?;
    let mut views = Vec::with_capacity(5);
    for condition in [
        Condition::Certified,
        Condition::Paid,
        Condition::Supervision,
        Condition::Effective,
    ] {
        let holds = held.int(condition.as_str())? == 1;
        let at = match condition {
            Condition::Certified => line.time_or_none("certified_at")?,
            Condition::Paid => line.time_or_none("paid_at")?,
            Condition::Supervision => line.time_or_none("supervision_done_at")?,
            _ => line.time_or_none("effective_at")?,
        };
        views.push(ConditionView {
            condition,
            holds,
            since: if holds { at } else { None },
            detail: detail(condition, holds, at, line, zone)?,
            who: if holds {
                Bilingual::default()
            } else {
                who(condition)
            },
        });
    }
    Ok(views)
}

fn who(condition: Condition) -> Bilingual {
    Bilingual::new(condition.who(Lang::Zh), condition.who(Lang::En))
}

/// What the case is, where "since" does not say it.
fn detail(
    condition: Condition,
    holds: bool,
    at: Option<DateTime<Utc>>,
    line: &Row,
    zone: &Zone,
) -> Result<Bilingual, DbErr> {
    let cancelled = line.time_or_none("cancelled_at")?.is_some();
    Ok(match condition {
        Condition::Certified if !holds => {
            let state = line
                .text_or_none("certification")?
                .as_deref()
                .and_then(CertificationState::parse);
            let state = state.unwrap_or_default();
            Bilingual::new(state.words(Lang::Zh), state.words(Lang::En))
        }
        Condition::Paid if !holds && cancelled => Bilingual::new("订单已取消", "The order was cancelled"),
        Condition::Paid if !holds && at.is_none() => Bilingual::new("未支付", "Not paid"),
        Condition::Supervision if holds && line.int("supervised")? == 0 => {
            Bilingual::new("不涉及", "Does not apply")
        }
        Condition::Supervision if !holds && at.is_none() => Bilingual::new("监管中", "Under supervision"),
        Condition::Effective if !holds && at.is_none() => Bilingual::new("未开通", "Not provisioned"),
        _ if !holds => {
            let at = at
                .map(|at| format!("{} ({})", zone.minute(at), zone.label()))
                .unwrap_or_default();
            Bilingual::new(format!("将于 {at}"), format!("On {at}"))
        }
        _ => Bilingual::default(),
    })
}

/// Condition 5: the sum, and what it must reach.
fn threshold(
    settings: &Settings,
    line: &TransactionRow,
    sum: Reached,
    holds: bool,
    billed: bool,
) -> ConditionView {
    let money = |minor| {
        Money {
            minor,
            currency: line.gross.currency,
        }
        .display()
    };
    let at_least = if sum.exact { "" } else { "≥ " };
    let text = format!(
        "{at_least}{} / {}",
        money(sum.minor),
        money(settings.bill_threshold_minor)
    );
    ConditionView {
        condition: Condition::Threshold,
        holds,
        since: None,
        // A billed line is in the sum no more.
        detail: if billed {
            Bilingual::default()
        } else {
            Bilingual::new(text.clone(), text)
        },
        who: if holds {
            Bilingual::default()
        } else {
            who(Condition::Threshold)
        },
    }
}

/// The first period whose run can take the line as things stand: conditions 1–4 hold before it ends, it has no bill
/// of the class yet, and the sum is reached by then.
async fn next_period(
    ctx: &Ctx<'_>,
    scope: Scope,
    seller: OrganisationId,
    line: &TransactionRow,
    conditions: &[ConditionView],
    settings: &Settings,
) -> Result<Option<Period>, Refusal> {
    if conditions.iter().any(|c| !c.holds) {
        return Ok(None);
    }
    let since = conditions
        .iter()
        .filter_map(|c| c.since)
        .max()
        .unwrap_or(line.created_at);
    let mut period = settings.zone.period(since);
    for _ in 0..MONTHS_AHEAD {
        let has = survey::bills(ctx, scope, period, Some((seller, line.class))).await?;
        if !has.get(&(seller, line.class)).is_some_and(|b| b.has) {
            let end = period.end(&settings.zone);
            let mut thresholds = Thresholds::new(settings.bill_threshold_minor);
            if thresholds.reached(ctx, scope, (seller, line.class), end).await?.1 {
                return Ok(Some(period));
            }
        }
        period = period.next();
    }
    Ok(None)
}
