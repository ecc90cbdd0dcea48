//! Business time: the marketplace's zone, working days, periods. `now` is always a value passed in.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, TimeDelta, Utc, Weekday};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// The zone business dates are computed in: a name for people and a fixed offset from UTC.
/// (Asia/Shanghai has had no daylight saving since 1991.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Zone {
    /// IANA name, shown to people.
    pub name: String,
    /// Minutes east of UTC.
    pub offset_minutes: i32,
}

impl Default for Zone {
    fn default() -> Self {
        Zone {
            name: "Asia/Shanghai".into(),
            offset_minutes: 480,
        }
    }
}

impl Zone {
    fn offset(&self) -> FixedOffset {
        FixedOffset::east_opt(self.offset_minutes * 60)
            .unwrap_or_else(|| FixedOffset::east_opt(0).expect("UTC"))
    }

    /// The business date of an instant.
    pub fn date(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.offset()).date_naive()
    }

    /// The instant a business date begins.
    pub fn start_of(&self, date: NaiveDate) -> DateTime<Utc> {
        date.and_hms_opt(0, 0, 0)
            .and_then(|t| t.and_local_timezone(self.offset()).single())
            .map(|t| t.with_timezone(&Utc))
            .unwrap_or_default()
    }

    /// The first instant after a whole local day: "valid through the 30th" ends here.
    pub fn end_of(&self, date: NaiveDate) -> DateTime<Utc> {
        self.start_of(date.checked_add_days(Days::new(1)).unwrap_or(date))
    }

    /// The local time of an instant, `2026-11-22 17:28`.
    pub fn minute(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.offset())
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    /// The local time of an instant with seconds, `2026-11-22 17:28:05`.
    pub fn second(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.offset())
            .format("%Y-%m-%d %H:%M:%S")
            .to_string()
    }

    /// `UTC+08:00`.
    pub fn label(&self) -> String {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let m = self.offset_minutes.abs();
        format!("UTC{sign}{:02}:{:02}", m / 60, m % 60)
    }

    /// The period (business month) an instant falls in.
    pub fn period(&self, at: DateTime<Utc>) -> Period {
        let d = self.date(at);
        Period {
            year: d.year(),
            month: d.month(),
        }
    }
}

/// A billing period (账期): a business month, written `YYYYMM`. Half-open: its end is the next one's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i32,
    month: u32,
}

/// A text that is not a `YYYYMM` period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a period is written YYYYMM, for example 202611")]
pub struct BadPeriod;

impl Period {
    /// A period by year and month (1–12).
    pub fn new(year: i32, month: u32) -> Option<Period> {
        ((2000..=2999).contains(&year) && (1..=12).contains(&month)).then_some(Period { year, month })
    }

    /// First business day of the month.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// The instant it starts.
    pub fn start(self, zone: &Zone) -> DateTime<Utc> {
        zone.start_of(self.first_day())
    }

    /// The instant it ends: the start of the next one.
    pub fn end(self, zone: &Zone) -> DateTime<Utc> {
        self.next().start(zone)
    }

    /// The month after.
    pub fn next(self) -> Period {
        match self.month {
            12 => Period {
                year: self.year + 1,
                month: 1,
            },
            m => Period {
                year: self.year,
                month: m + 1,
            },
        }
    }

    /// The month before.
    pub fn previous(self) -> Period {
        match self.month {
            1 => Period {
                year: self.year - 1,
                month: 12,
            },
            m => Period {
                year: self.year,
                month: m - 1,
            },
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}{:02}", self.year, self.month)
    }
}

impl FromStr for Period {
    type Err = BadPeriod;
    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadPeriod);
        }
        let (y, m) = text.split_at(4);
        Period::new(
            y.parse().map_err(|_| BadPeriod)?,
            m.parse().map_err(|_| BadPeriod)?,
        )
        .ok_or(BadPeriod)
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Period {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[0-9]{6}$", "description": "YYYYMM"})
    }
}

/// Which days are worked: Monday to Friday, except where the operator's table says otherwise
/// (public holidays, and the weekends worked in exchange).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    /// Days that differ from the weekday rule: true = worked, false = free.
    pub exceptions: BTreeMap<NaiveDate, bool>,
}

impl WorkingCalendar {
    /// True when the day is worked.
    pub fn works(&self, day: NaiveDate) -> bool {
        match self.exceptions.get(&day) {
            Some(worked) => *worked,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The instant that lies `days` working days after `from`: same local time on the n-th working day after it.
    /// What comes in on a free day counts from the start of the next working day
    /// (`domain/business.md` §9.2: any review takes 3 working days).
    pub fn after_working_days(&self, from: DateTime<Utc>, days: u32, zone: &Zone) -> DateTime<Utc> {
        let mut day = zone.date(from);
        let mut time_of_day = from - zone.start_of(day);
        if !self.works(day) {
            day = self.next_working_day(day);
            time_of_day = TimeDelta::zero();
        }
        for _ in 0..days {
            day = self.next_working_day(day);
        }
        zone.start_of(day) + time_of_day
    }

    fn next_working_day(&self, day: NaiveDate) -> NaiveDate {
        let mut next = day;
        // A calendar without a single working day in a year is a mistake; stop rather than loop for ever.
        for _ in 0..366 {
            next = next.succ_opt().unwrap_or(next);
            if self.works(next) {
                return next;
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("RFC 3339")
    }

    #[test]
    fn a_period_is_a_business_month() {
        let p: Period = "202611".parse().expect("period");
        let zone = Zone::default();
        assert_eq!(p.start(&zone), at("2026-10-31T16:00:00Z"));
        assert_eq!(p.end(&zone), at("2026-11-30T16:00:00Z"));
        assert_eq!(zone.period(at("2026-10-31T15:59:59Z")).to_string(), "202610");
        assert_eq!(zone.period(at("2026-10-31T16:00:00Z")).to_string(), "202611");
        for bad in ["2026", "202613", "20261", "2026-1", "２０２６１１"] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }

    #[test]
    fn three_working_days_skip_weekends_and_holidays() {
        let zone = Zone::default();
        let mut calendar = WorkingCalendar::default();
        // Friday 2026-11-20 10:00 local → Wednesday 10:00 local.
        assert_eq!(
            calendar.after_working_days(at("2026-11-20T02:00:00Z"), 3, &zone),
            at("2026-11-25T02:00:00Z")
        );
        // Saturday counts from Monday 00:00 local → Thursday 00:00 local.
        assert_eq!(
            calendar.after_working_days(at("2026-11-21T02:00:00Z"), 3, &zone),
            at("2026-11-25T16:00:00Z")
        );
        // Monday is a holiday, Sunday is worked in exchange.
        calendar
            .exceptions
            .insert(NaiveDate::from_ymd_opt(2026, 11, 23).expect("day"), false);
        calendar
            .exceptions
            .insert(NaiveDate::from_ymd_opt(2026, 11, 22).expect("day"), true);
        assert_eq!(
            calendar.after_working_days(at("2026-11-20T02:00:00Z"), 3, &zone),
            at("2026-11-25T02:00:00Z")
        );
    }
}
