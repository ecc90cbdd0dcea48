//! The working-day calendar, a year at a time.

use super::history::{Change, record, version};
use crate::{
    Market,
    db::DbErr,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    sql,
};
use chrono::NaiveDate;
use guildhall_sdk::{
    portal::{AppError, Conflict},
    settings::{CalendarDay, CalendarYear, GetCalendar, SettingsPart, UpdateCalendar},
    time::WorkingCalendar,
};

/// The operator's working-day calendar.
pub(crate) async fn calendar(ctx: &Ctx<'_>) -> Result<WorkingCalendar, DbErr> {
    let everyone = ctx.everywhere("the calendar belongs to no tenant");
    let rows = ctx
        .all(ctx.query(
            everyone,
            sql!("SELECT day, works FROM calendar_day WHERE {scope:none}"),
            [],
        ))
        .await?;
    let mut calendar = WorkingCalendar::default();
    for row in rows {
        calendar
            .exceptions
            .insert(row.parse::<NaiveDate>("day")?, row.int("works")? != 0);
    }
    Ok(calendar)
}

/// The first day of a year and of the next, as days are stored.
fn bounds(year: i32) -> [crate::db::Value; 2] {
    [
        format!("{year:04}-01-01").into(),
        format!("{:04}-01-01", year + 1).into(),
    ]
}

async fn year(ctx: &Ctx<'_>, year: i32) -> Result<CalendarYear, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("the calendar belongs to no tenant"),
            sql!("SELECT day, works, name FROM calendar_day WHERE day >= $1 AND day < $2 AND {scope:none} ORDER BY day"),
            bounds(year),
        ))
        .await?;
    let mut days = Vec::with_capacity(rows.len());
    for row in rows {
        days.push(CalendarDay {
            day: row.parse("day")?,
            works: row.int("works")? != 0,
            name: row.text("name")?,
        });
    }
    Ok(CalendarYear {
        year,
        version: version(ctx, SettingsPart::Calendar, &year.to_string()).await?,
        days,
    })
}

impl Handler for GetCalendar {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CalendarYear, Refusal> {
        Ok(year(ctx, self.year).await?)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetCalendar { year: 2026 })
    }
}

impl Handler for UpdateCalendar {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CalendarYear, Refusal> {
        let scope = ctx.operator()?;
        let before = year(ctx, self.year).await?;
        if before.version != self.version {
            let current = before.version;
            return Err(AppError::conflict(Conflict::StaleVersion { current }).into());
        }
        let mut days = self.days;
        days.sort_by_key(|d| d.day);
        for day in &mut days {
            day.name = day.name.trim().to_owned();
        }
        // First: of two who save at once, the second ends here.
        let change = Change {
            part: SettingsPart::Calendar,
            item: self.year.to_string(),
            version: self.version + 1,
            note: &self.note,
            effective_from: None,
        };
        record(ctx, change, Some(&before.days), Some(&days)).await?;
        ctx.execute(ctx.query(
            scope,
            sql!("DELETE FROM calendar_day WHERE day >= $1 AND day < $2 AND {scope:none}"),
            bounds(self.year),
        ))
        .await?;
        for day in &days {
            ctx.execute(ctx.query(
                scope,
                sql!("INSERT INTO calendar_day (day, works, name) SELECT $1, $2, $3 WHERE {scope:none}"),
                [
                    day.day.to_string().into(),
                    i64::from(day.works).into(),
                    day.name.clone().into(),
                ],
            ))
            .await?;
        }
        ctx.audit_object(format!("calendar {}", self.year));
        ctx.audit_change(Some(&before.days), Some(&days));
        Ok(year(ctx, self.year).await?)
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(UpdateCalendar {
            year: 2026,
            version: 0,
            days: Vec::new(),
            note: String::new(),
        })
    }
}
