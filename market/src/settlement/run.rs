//! The bill run: who gets a bill for a period, decided once per seller and class (`domain/business.md` §6.1, §6.2).

use super::{
    bills,
    conditions::settles,
    survey::{self, Bills, Found, Group},
    walk::{self, Fuse, Totals},
};
use crate::{
    Actor, Ctx, Market, Refusal, RequestInfo, audit,
    db::Micros,
    door::{Handler, Sample, Trail, World},
    settings::FeeRates,
    sql,
};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{BillId, BillRunId},
    money::{Currency, Money},
    portal::AppError,
    settings::Settings,
    settlement::{BillRow, BillRunReport, BillState, FEE_RULE, RunBills},
    time::Period,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Lines that hold every condition, but whose period has its bill already: the next period takes them.
const NEXT_PERIOD: &str = "next_period";

/// How often a group is looked at again because another run was quicker.
const ATTEMPTS: u32 = 20;

impl Handler for RunBills {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<BillRunReport, Refusal> {
        let run = Run::of(ctx, self.period).await?;
        if self.dry_run {
            run.dry(ctx).await
        } else {
            run.real(&mut Fuse(None)).await
        }
    }

    fn sample(_: &World) -> Sample<Self> {
        let period = Period::new(2026, 1).unwrap_or_else(|| unreachable!("a month of the year"));
        Sample::NoObject(RunBills {
            period,
            dry_run: true,
        })
    }
}

/// A bill run that is killed after some chunks: what the crash tests begin with.
///
/// # Errors
/// `Internal` for the kill.
#[cfg(feature = "testing")]
pub async fn run_bills_until_killed(
    market: &Market,
    actor: &Actor,
    period: Period,
    chunks: usize,
) -> Result<BillRunReport, AppError> {
    let request = RequestInfo::default();
    let work = async {
        let run = Run::of(&market.reading(actor, &request), period).await?;
        run.real(&mut Fuse(Some(chunks))).await
    };
    work.await.map_err(|refusal| match refusal {
        Refusal::Error(error) | Refusal::Keep(error) => error,
        Refusal::Fault(_) => AppError::Internal,
    })
}

/// The last business day of a period: whose rules a bill is made by.
fn last_day(period: Period) -> NaiveDate {
    let next = period.next().first_day();
    next.pred_opt().unwrap_or(next)
}

struct Run<'a> {
    market: &'a Market,
    actor: &'a Actor,
    request: &'a RequestInfo,
    period: Period,
    end: DateTime<Utc>,
    /// As they are on the last day of the period.
    settings: Settings,
    rates: FeeRates,
}

/// What came of asking for a bill.
enum Opened {
    /// It is there, empty: fill it.
    New(BillId),
    /// A bill of the group is being filled, by another run or by one that was killed: fill it first.
    Building(BillId),
    /// Another run was here since the survey: look again.
    Changed,
}

impl<'a> Run<'a> {
    async fn of(ctx: &Ctx<'a>, period: Period) -> Result<Run<'a>, Refusal> {
        let stored = crate::settings::read(ctx).await?.settings;
        let end = period.end(&stored.zone);
        let rates = crate::settings::fee_rates(ctx, &stored).await?;
        let settings = crate::settings::on(ctx, stored, last_day(period)).await?;
        if ctx.now() < end {
            let finding = Finding::error("period", Code::PeriodNotOver).with("period", period);
            return Err(AppError::Invalid {
                findings: vec![finding],
            }
            .into());
        }
        Ok(Run {
            market: ctx.market(),
            actor: ctx.actor(),
            request: ctx.request(),
            period,
            end,
            settings,
            rates,
        })
    }

    /// Readers see what the chunks before them committed.
    fn reading(&self) -> Ctx<'a> {
        self.market.reading(self.actor, self.request)
    }

    async fn real(&self, fuse: &mut Fuse) -> Result<BillRunReport, Refusal> {
        let run_id = self.begin().await?;
        let mut billed = 0;
        for bill in unfinished(&self.reading()).await? {
            billed += self.walk(bill.id, fuse).await?;
        }
        let ctx = self.reading();
        let scope = ctx.operator()?;
        // In this order: a bill that is made between the two is found out when ours is opened.
        let bills = survey::bills(&ctx, scope, self.period, None).await?;
        let groups = survey::survey(&ctx, scope, self.end, None).await?;
        for (group, found) in groups {
            billed += self
                .settle(group, found, bills.get(&group).copied().unwrap_or_default(), fuse)
                .await?;
        }
        let report = self.report(Some(run_id), billed).await?;
        self.finish(run_id, &report).await?;
        Ok(report)
    }

    /// Bills one group if it is due, looking again as often as another run was quicker.
    async fn settle(
        &self,
        group: Group,
        mut found: Found,
        mut bills: Bills,
        fuse: &mut Fuse,
    ) -> Result<u64, Refusal> {
        let mut billed = 0;
        for _ in 0..ATTEMPTS {
            if bills.has || !found.reaches(self.settings.bill_threshold_minor) {
                return Ok(billed);
            }
            match self.open(group, bills).await? {
                Opened::New(bill) => return Ok(billed + self.walk(bill, fuse).await?),
                Opened::Building(bill) => billed += self.walk(bill, fuse).await?,
                Opened::Changed => {}
            }
            let ctx = self.reading();
            let scope = ctx.operator()?;
            bills = survey::bills(&ctx, scope, self.period, Some(group))
                .await?
                .remove(&group)
                .unwrap_or_default();
            found = survey::survey(&ctx, scope, self.end, Some(group))
                .await?
                .remove(&group)
                .unwrap_or_default();
        }
        Err(Refusal::fault("a group of lines never stood still"))
    }

    async fn walk(&self, bill: BillId, fuse: &mut Fuse) -> Result<u64, Refusal> {
        walk::walk(self.market, self.actor, self.request, bill, fuse).await
    }

    async fn begin(&self) -> Result<BillRunId, Refusal> {
        self.market
            .chunk(self.actor, self.request, async |ctx| {
                let id: BillRunId = ctx.new_id();
                ctx.execute(ctx.query(
                    ctx.operator()?,
                    sql!(
                        "INSERT INTO bill_run (id, period, started_at) SELECT $1, $2, $3 WHERE {scope:none}"
                    ),
                    [
                        id.to_string().into(),
                        self.period.to_string().into(),
                        ctx.now_micros(),
                    ],
                ))
                .await?;
                Ok(id)
            })
            .await
    }

    /// Makes the row of a bill: the decision. Refused by the database when another run made one meanwhile: for the
    /// period (`bill_once_key`), or one that is being filled (`bill_building`), or one that is done (the count).
    async fn open(&self, (seller, class): Group, seen: Bills) -> Result<Opened, Refusal> {
        self.market
            .chunk(self.actor, self.request, async |ctx| {
                let scope = ctx.operator()?;
                let id: BillId = ctx.new_id();
                let made = ctx
                    .execute(ctx.query(
                        scope,
                        sql!(concat!(
                            "INSERT INTO bill (id, seller_id, period, month, class, state, gross, fee, net, lines, currency, rate, rule, created_at, complete)
                             SELECT $1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 'CNY', $7, $8, $9, 0
                             WHERE (SELECT COUNT(*) FROM bill WHERE seller_id = $2 AND class = $5) = $10
                             AND EXISTS (SELECT 1 FROM certification c WHERE c.seller_id = $2 AND ",
                            settles!("c."),
                            ") AND {scope:seller_id} ON CONFLICT DO NOTHING"
                        )),
                        [
                            id.to_string().into(),
                            seller.to_string().into(),
                            self.period.to_string().into(),
                            bills::month(self.period).into(),
                            class.as_str().into(),
                            BillState::AwaitingCountersign.as_str().into(),
                            i64::from(self.rates.on(last_day(self.period), seller, class).0).into(),
                            FEE_RULE.into(),
                            ctx.now().micros(),
                            seen.made.into(),
                        ],
                    ))
                    .await?;
                if made == 1 {
                    return Ok(Opened::New(id));
                }
                let building = ctx
                    .one(ctx.query(
                        scope,
                        sql!("SELECT id FROM bill WHERE seller_id = $1 AND class = $2 AND complete = 0 AND {scope:seller_id}"),
                        [seller.to_string().into(), class.as_str().into()],
                    ))
                    .await?;
                Ok(match building {
                    Some(row) => Opened::Building(row.id("id")?),
                    None => Opened::Changed,
                })
            })
            .await
    }

    async fn report(&self, run_id: Option<BillRunId>, billed: u64) -> Result<BillRunReport, Refusal> {
        let ctx = self.reading();
        let scope = ctx.operator()?;
        let has = survey::bills(&ctx, scope, self.period, None).await?;
        let mut skipped = BTreeMap::new();
        for (group, found) in survey::survey(&ctx, scope, self.end, None).await? {
            skip(&mut skipped, &found, has.get(&group).is_some_and(|b| b.has));
        }
        Ok(BillRunReport {
            run_id,
            billed,
            skipped,
            bills: bills::of_period(&ctx, scope, self.period).await?,
        })
    }

    async fn finish(&self, run_id: BillRunId, report: &BillRunReport) -> Result<(), Refusal> {
        self.market
            .chunk(self.actor, self.request, async |ctx| {
                ctx.execute(ctx.query(
                    ctx.operator()?,
                    sql!("UPDATE bill_run SET finished_at = $2, billed = $3 WHERE id = $1 AND {scope:none}"),
                    [run_id.to_string().into(), ctx.now_micros(), (report.billed as i64).into()],
                ))
                .await?;
                let after = serde_json::json!({
                    "period": self.period, "billed": report.billed, "skipped": report.skipped, "bills": report.bills.len(),
                });
                let trail = Trail { object: run_id.to_string(), before: None, after: Some(after) };
                audit::write(ctx, "RunBills", "ok", &trail).await?;
                Ok(())
            })
            .await
    }

    /// The same report without writing. Bills that would be made have the nil id.
    async fn dry(&self, ctx: &Ctx<'_>) -> Result<BillRunReport, Refusal> {
        let scope = ctx.operator()?;
        let has = survey::bills(ctx, scope, self.period, None).await?;
        let half = unfinished(ctx).await?;
        let mut report = BillRunReport {
            run_id: None,
            billed: 0,
            skipped: BTreeMap::new(),
            bills: bills::of_period(ctx, scope, self.period).await?,
        };
        for (group, mut found) in survey::survey(ctx, scope, self.end, None).await? {
            let half = half.iter().find(|h| h.group == group && h.period == self.period);
            let has = has.get(&group).is_some_and(|b| b.has);
            let due = half.is_some() || (!has && found.reaches(self.settings.bill_threshold_minor));
            if due {
                let before = half.map_or(Totals::default(), |h| h.totals);
                let after = half.map_or_else(String::new, |h| h.last.clone());
                let totals = walk::dry_walk(ctx, self.end, group, &self.rates, before, after).await?;
                let taken = u64::try_from(totals.lines - before.lines).unwrap_or_default();
                report.billed += taken;
                found.ready = found.ready.saturating_sub(taken);
                report.bills.push(self.would_be(ctx, group, totals).await?);
            }
            skip(&mut report.skipped, &found, has || due);
        }
        Ok(report)
    }

    async fn would_be(
        &self,
        ctx: &Ctx<'_>,
        (seller, class): Group,
        totals: Totals,
    ) -> Result<BillRow, Refusal> {
        let row = ctx
            .find(ctx.query(
                ctx.operator()?,
                sql!("SELECT name_zh, name_en FROM organisation WHERE id = $1 AND {scope:none}"),
                [seller.to_string().into()],
            ))
            .await?;
        let money = |minor| Money {
            minor,
            currency: Currency::CNY,
        };
        Ok(BillRow {
            id: BillId(Uuid::nil()),
            period: self.period,
            seller,
            seller_name: row.bilingual("name")?,
            class,
            state: BillState::AwaitingCountersign,
            gross: money(totals.gross),
            fee: money(totals.fee),
            net: money(totals.net),
            lines: u64::try_from(totals.lines).unwrap_or_default(),
            created_at: ctx.now(),
        })
    }
}

/// Counts the lines of a group that stay, by what they wait for.
fn skip(skipped: &mut BTreeMap<String, u64>, found: &Found, has_bill: bool) {
    let ready = if has_bill { NEXT_PERIOD } else { "threshold" };
    let all = found
        .waiting
        .iter()
        .map(|(condition, lines)| (*condition, *lines))
        .chain([(ready, found.ready)]);
    for (reason, lines) in all.filter(|(_, lines)| *lines > 0) {
        *skipped.entry(reason.to_owned()).or_default() += lines;
    }
}

/// A bill that a killed run left, or that another run is filling.
struct Unfinished {
    id: BillId,
    group: Group,
    period: Period,
    totals: Totals,
    last: String,
}

/// Bills to be filled on. Not those of a seller whose certification is being changed: they wait until it is through.
async fn unfinished(ctx: &Ctx<'_>) -> Result<Vec<Unfinished>, Refusal> {
    let rows = ctx
        .all(ctx.query(
            ctx.operator()?,
            sql!(concat!(
                "SELECT b.id, b.seller_id, b.class, b.period, b.lines, b.gross, b.fee, b.net,
                   COALESCE((SELECT x.line_number FROM bill_line x WHERE x.bill_id = b.id ORDER BY x.seq DESC LIMIT 1), '') AS last
                 FROM bill b JOIN certification c ON c.seller_id = b.seller_id
                 WHERE b.complete = 0 AND ",
                settles!("c."),
                " AND {scope:b.seller_id} ORDER BY b.month, b.id"
            )),
            [],
        ))
        .await?;
    let read = |row: &crate::db::Row| -> Result<Unfinished, crate::db::DbErr> {
        Ok(Unfinished {
            id: row.id("id")?,
            group: (
                row.id("seller_id")?,
                row.state("class", guildhall_sdk::listings::TradeClass::parse)?,
            ),
            period: row.parse("period")?,
            totals: Totals {
                lines: row.int("lines")?,
                gross: row.int("gross")?,
                fee: row.int("fee")?,
                net: row.int("net")?,
            },
            last: row.text("last")?,
        })
    };
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}
