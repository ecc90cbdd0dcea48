//! When a bill run is due by itself (`domain/business.md` §6.2).

use crate::{
    Actor, Ctx, Market, Refusal, RequestInfo,
    jobs::{self, Job},
};
use chrono::{Days, NaiveDate};
use guildhall_sdk::{
    settings::Settings,
    settlement::RunBills,
    time::{Period, WorkingCalendar},
};

/// The scheduled bill run of a period. Safe to do twice.
pub(crate) async fn scheduled_run(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    period: Period,
) -> Result<(), String> {
    let report = market
        .run(
            actor,
            request,
            RunBills {
                period,
                dry_run: false,
            },
        )
        .await
        .map_err(|e| e.to_string())?;
    tracing::info!(%period, billed = report.billed, bills = report.bills.len(), "the scheduled bill run is done");
    Ok(())
}

/// Wants the bill run of the last period once its day has come.
pub(crate) async fn want_scheduled_run(ctx: &mut Ctx<'_>, settings: Settings) -> Result<(), Refusal> {
    let today = settings.zone.date(ctx.now());
    let current = settings.zone.period(ctx.now());
    // The month keeps the bill day it began with.
    let settings = crate::settings::on(ctx, settings, current.first_day()).await?;
    if today < run_day(current, settings.bill_day, &crate::settings::calendar(ctx).await?) {
        return Ok(());
    }
    let period = current.previous();
    jobs::enqueue(
        ctx,
        &Job::RunBills { period },
        ctx.now(),
        Some(&format!("bills {period}")),
    )
    .await?;
    Ok(())
}

/// The day of a month bills are run on: the n-th, or the next working day after a free one.
fn run_day(month: Period, day: u32, calendar: &WorkingCalendar) -> NaiveDate {
    let first = month.first_day();
    let nominal = first
        .checked_add_days(Days::new(u64::from(day.saturating_sub(1))))
        .unwrap_or(first);
    // A calendar without a working day would push the run out of the month: then the nominal day stands.
    nominal
        .iter_days()
        .take(20)
        .find(|d| calendar.works(*d))
        .unwrap_or(nominal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_day_moves_the_run_to_the_next_working_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("date");
        let period = |text: &str| text.parse::<Period>().expect("period");
        let mut calendar = WorkingCalendar::default();
        // 2026-11-03 is a Tuesday; 2026-10-03 a Saturday.
        assert_eq!(run_day(period("202611"), 3, &calendar), day("2026-11-03"));
        assert_eq!(run_day(period("202610"), 3, &calendar), day("2026-10-05"));
        for free in ["2026-10-05", "2026-10-06", "2026-10-07"] {
            calendar.exceptions.insert(day(free), false);
        }
        assert_eq!(run_day(period("202610"), 3, &calendar), day("2026-10-08"));
        calendar.exceptions.insert(day("2026-10-03"), true);
        assert_eq!(run_day(period("202610"), 3, &calendar), day("2026-10-03"));
    }
}
