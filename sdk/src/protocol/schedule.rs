//! When a call that failed is made again (protocol notes §1.3). Fixed intervals; no back-off is described anywhere.
//!
//! Each attempt is a new request with a new time and nonce, and of a new instance with a new `businessId`.
//!
//! ```
//! use guildhall_sdk::protocol::{Dialect, schedule::{Version, next_attempt}};
//! let at = "2026-11-22T08:00:00Z".parse().unwrap();
//! let next = next_attempt(&Dialect::default(), Version::V2, "newInstance", 1, at).unwrap();
//! assert_eq!(next.to_string(), "2026-11-22 09:00:00 UTC");
//! assert_eq!(next_attempt(&Dialect::default(), Version::V2, "newInstance", 4, at), None, "three hours are over");
//! ```

use super::{
    dialect::Dialect,
    endpoint::Endpoint,
    kit::{AllOrgSync, ApplicationSync, AuthSync, SingleOrgSync, TenantSync},
    license::{GetLicenseAsync, RefreshLicenseCode, ReleaseLicenseCode, UpdateLicenseCodeStatus},
    production::{
        ChangeInstanceCheck, NewInstance, OrderNotify, QueryInstance, RefreshInstance, ReleaseInstance,
        UpdateInstanceStatus, UpgradeInstance,
    },
    v1,
};
use chrono::{DateTime, TimeDelta, Utc};

/// Which of the two production interfaces a call belongs to: some activities have the same name in both.
///
/// ```
/// use guildhall_sdk::protocol::{Dialect, schedule::{Schedule, Version}};
/// let dialect = Dialect::europe();
/// assert_eq!(dialect.schedule(Version::V1, "releaseInstance"), Some(Schedule::ONCE));
/// assert_ne!(dialect.schedule(Version::V2, "releaseInstance"), Some(Schedule::ONCE));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// POST, signed bodies.
    V2,
    /// GET, `authToken`.
    V1,
}

/// How often, and how far apart, the marketplace makes a call that fails.
///
/// ```
/// use guildhall_sdk::protocol::schedule::Schedule;
/// assert_eq!(Schedule::for_hours(3600, 3), Schedule { every_s: 3600, attempts: 4 });
/// let at = "2026-11-22T08:00:00Z".parse().unwrap();
/// assert_eq!(Schedule::ONCE.next(1, at), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Seconds between two attempts.
    pub every_s: u32,
    /// Attempts in all, the first included.
    pub attempts: u32,
}

impl Schedule {
    /// Once, and never again by itself.
    pub const ONCE: Schedule = Schedule {
        every_s: 0,
        attempts: 1,
    };

    /// `every_s` seconds apart, for so many hours after the first.
    pub const fn for_hours(every_s: u32, hours: u32) -> Schedule {
        Schedule {
            every_s,
            attempts: hours * 3600 / every_s + 1,
        }
    }

    /// When the next attempt is due, `made` attempts having failed, the last of them at `last`; nothing when that was all.
    ///
    /// Attempts are counted, not timed: a marketplace that stood still for hours owes its sellers the attempts all the
    /// same, one interval apart.
    pub fn next(self, made: u32, last: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if made >= self.attempts {
            return None;
        }
        last.checked_add_signed(TimeDelta::seconds(i64::from(self.every_s)))
    }
}

/// The schedules of one version of the interface. Where the documents give a window and no interval, the interval is
/// ours: ten minutes.
///
/// ```
/// use guildhall_sdk::protocol::{Dialect, schedule::Schedules};
/// let dialect = Dialect { v2: Schedules::ONLINE_LICENSE, ..Dialect::default() };
/// assert_eq!(dialect.v2.create.every_s, 120);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedules {
    /// New instances; afterwards the order has failed and is refunded. `getLicense` of 1.0; afterwards delivered by hand.
    pub create: Schedule,
    /// Questions after `000004`, until the instance is there. Documented nowhere: every minute, as long as a creation may take.
    pub poll: Schedule,
    /// Upgrades; afterwards refunded too.
    pub upgrade: Schedule,
    /// Renewals.
    pub refresh: Schedule,
    /// Freezing and unfreezing; expiry in 1.0.
    pub status: Schedule,
    /// Releases.
    pub release: Schedule,
    /// Order notices.
    pub notify: Schedule,
    /// Changes of license codes.
    pub license: Schedule,
    /// Kit syncs: the buyer, or the enterprise's administrator, decides whether to try again.
    pub kit: Schedule,
}

impl Schedules {
    /// 2.0. Renewal, status and release were not to be found for SaaS; they have 1.0's hour (§13.1, gap 4).
    pub const V2: Schedules = Schedules {
        create: Schedule::for_hours(3600, 3),
        poll: Schedule::for_hours(60, 3),
        upgrade: Schedule::for_hours(3600, 3),
        refresh: Schedule::for_hours(600, 1),
        status: Schedule::for_hours(600, 1),
        release: Schedule::for_hours(600, 1),
        notify: Schedule::for_hours(600, 3),
        license: Schedule {
            every_s: 120,
            attempts: 60,
        },
        kit: Schedule::ONCE,
    };

    /// 1.0, the current text.
    pub const V1: Schedules = Schedules {
        license: Schedule::ONCE,
        ..Schedules::V2
    };

    /// 2.0 of the online License (D:0070649282): two hours, every two minutes. The same page later says three.
    pub const ONLINE_LICENSE: Schedules = Schedules {
        create: Schedule::for_hours(120, 2),
        refresh: Schedule::for_hours(120, 2),
        status: Schedule::for_hours(120, 2),
        release: Schedule::for_hours(120, 2),
        ..Schedules::V2
    };
}

impl Dialect {
    /// The schedule of an activity (or of a kit sync, by its name); nothing for what is no call of this version.
    ///
    /// ```
    /// use guildhall_sdk::protocol::{Dialect, schedule::{Schedule, Version}};
    /// let dialect = Dialect::default();
    /// assert_eq!(dialect.schedule(Version::V2, "tenantSync"), Some(Schedule::ONCE));
    /// assert_eq!(dialect.schedule(Version::V2, "expireInstance"), None, "a call of 1.0");
    /// ```
    pub fn schedule(&self, version: Version, activity: &str) -> Option<Schedule> {
        let of = match version {
            Version::V2 => &self.v2,
            Version::V1 => &self.v1,
        };
        let found = match (version, activity) {
            (Version::V2, NewInstance::NAME) => of.create,
            (Version::V2, QueryInstance::NAME) => of.poll,
            (Version::V2, RefreshInstance::NAME) => of.refresh,
            (Version::V2, UpdateInstanceStatus::NAME) => of.status,
            (Version::V2, ReleaseInstance::NAME) => of.release,
            (Version::V2, UpgradeInstance::NAME) => of.upgrade,
            (Version::V2, OrderNotify::NAME) => of.notify,
            (
                Version::V2,
                RefreshLicenseCode::NAME | UpdateLicenseCodeStatus::NAME | ReleaseLicenseCode::NAME,
            ) => of.license,
            // Somebody sits before a page and waits for the answer.
            (Version::V2, ChangeInstanceCheck::NAME | GetLicenseAsync::NAME) => Schedule::ONCE,
            (Version::V1, v1::NewInstance::NAME | v1::GetLicense::NAME) => of.create,
            (Version::V1, v1::QueryInstance::NAME) => of.poll,
            (Version::V1, v1::RefreshInstance::NAME) => of.refresh,
            (Version::V1, v1::ExpireInstance::NAME | v1::InstanceStatus::NAME) => of.status,
            (Version::V1, v1::ReleaseInstance::NAME) => of.release,
            (Version::V1, v1::Upgrade::NAME) => of.upgrade,
            (Version::V1, v1::RefreshLicense::NAME | v1::ReleaseLicense::NAME) => of.license,
            // Both versions call them alike.
            (
                _,
                TenantSync::NAME
                | ApplicationSync::NAME
                | AuthSync::NAME
                | SingleOrgSync::NAME
                | AllOrgSync::NAME,
            ) => of.kit,
            _ => return None,
        };
        Some(found)
    }
}

/// When a call is to be made again, `made` attempts having failed, the last of them at `last`. Nothing: never by
/// itself; somebody restarts it by hand, or the order is refunded.
///
/// ```
/// use guildhall_sdk::protocol::{Dialect, schedule::{Version, next_attempt}};
/// let last = "2026-11-22T08:00:00Z".parse().unwrap();
/// assert_eq!(next_attempt(&Dialect::default(), Version::V1, "refreshLicense", 1, last), None);
/// ```
pub fn next_attempt(
    dialect: &Dialect,
    version: Version,
    activity: &str,
    made: u32,
    last: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    dialect.schedule(version, activity)?.next(made, last)
}
