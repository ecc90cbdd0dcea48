//! The working-day calendar: which days of a year differ from Monday to Friday. In China the State Council announces
//! them each autumn for the year to come: public holidays, and weekends worked in exchange.

use super::check_note;
use crate::{
    accounts::ADMINISTRATORS,
    finding::{Code, Finding},
    operation,
    portal::Who,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most days of a year that can differ.
pub const CALENDAR_DAYS_MAX: usize = 150;
/// Longest name of a day.
const DAY_NAME_MAX: usize = 40;

/// A day that differs from its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarDay {
    /// Which.
    pub day: NaiveDate,
    /// True for a weekend that is worked, false for a holiday.
    pub works: bool,
    /// Why: 国庆节.
    #[serde(default)]
    pub name: String,
}

/// A year of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarYear {
    /// Which.
    pub year: i32,
    /// Counts saves.
    pub version: i64,
    /// The days that differ, in order.
    pub days: Vec<CalendarDay>,
}

/// A year of the calendar.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetCalendar {
    /// Which.
    pub year: i32,
}
operation!(
    GetCalendar,
    Read,
    Who::Roles(ADMINISTRATORS),
    CalendarYear,
    "A year of the working-day calendar.",
    |r| check_year(r.year).into_iter().collect()
);

/// Sets the days of a year. Reviews that came in before keep the day they are due.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UpdateCalendar {
    /// Which year.
    pub year: i32,
    /// The version that was read.
    pub version: i64,
    /// Every day that differs.
    pub days: Vec<CalendarDay>,
    /// Why, for the history.
    #[serde(default)]
    pub note: String,
}
operation!(
    UpdateCalendar,
    Write,
    Who::Roles(ADMINISTRATORS),
    CalendarYear,
    "Set the days of a year that differ from their weekday.",
    |r| {
        let mut findings: Vec<Finding> = check_year(r.year).into_iter().collect();
        findings.extend(check_days(r.year, &r.days));
        findings.extend(check_note(&r.note));
        findings
    }
);

fn check_year(year: i32) -> Option<Finding> {
    (!(2000..=2999).contains(&year)).then(|| {
        Finding::error("year", Code::OutOfRange)
            .with("min", 2000)
            .with("max", 2999)
    })
}

/// What is wrong with the days of a year.
pub fn check_days(year: i32, days: &[CalendarDay]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if days.len() > CALENDAR_DAYS_MAX {
        findings.push(
            Finding::error("days", Code::TooMany)
                .with("max", CALENDAR_DAYS_MAX)
                .with("actual", days.len()),
        );
    }
    let mut seen = BTreeSet::new();
    for (i, day) in days.iter().enumerate() {
        if day.day.year() != year {
            findings.push(Finding::error(format!("days.{i}.day"), Code::NotInYear).with("year", year));
        } else if !seen.insert(day.day) {
            findings.push(Finding::error(format!("days.{i}.day"), Code::NotUnique));
        }
        let length = day.name.chars().count();
        if length > DAY_NAME_MAX {
            findings.push(
                Finding::error(format!("days.{i}.name"), Code::TooLong)
                    .with("max", DAY_NAME_MAX)
                    .with("actual", length),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_of_the_year_and_stand_once() {
        let day = |text: &str, name: &str| CalendarDay {
            day: text.parse().expect("a day"),
            works: false,
            name: name.into(),
        };
        let found = check_days(
            2026,
            &[
                day("2026-10-01", "国庆节"),
                day("2026-10-01", ""),
                day("2025-10-01", ""),
                day("2026-10-02", &"长".repeat(41)),
            ],
        );
        let found: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("days.1.day", Code::NotUnique),
                ("days.2.day", Code::NotInYear),
                ("days.3.name", Code::TooLong)
            ]
        );
        let many = vec![day("2026-10-01", ""); CALENDAR_DAYS_MAX + 1];
        assert_eq!(check_days(2026, &many)[0].code, Code::TooMany);
    }
}
