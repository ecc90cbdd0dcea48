//! The retry table of the protocol notes, §1.3: each row walked from the first attempt to the last.

use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::protocol::{
    Dialect,
    schedule::{Schedules, Version, next_attempt},
};

/// Every attempt, in seconds after the first.
fn attempts(dialect: &Dialect, version: Version, activity: &str) -> Vec<i64> {
    let first: DateTime<Utc> = "2026-11-22T08:00:00Z".parse().expect("a time");
    let (mut made, mut last, mut all) = (1, first, vec![0]);
    while let Some(next) = next_attempt(dialect, version, activity, made, last) {
        all.push((next - first).num_seconds());
        (made, last) = (made + 1, next);
        assert!(made < 1000, "{activity} never ends");
    }
    all
}

/// First interval, last attempt, attempts in all.
fn shape(attempts: &[i64]) -> (i64, i64, usize) {
    let every = attempts.get(1).copied().unwrap_or_default();
    assert!(attempts.windows(2).all(|pair| pair[1] - pair[0] == every));
    (
        every,
        attempts.last().copied().unwrap_or_default(),
        attempts.len(),
    )
}

const H: i64 = 3600;

#[test]
fn every_row_of_the_table() {
    let china = Dialect::china();
    let online = Dialect {
        v2: Schedules::ONLINE_LICENSE,
        ..china
    };
    let old = Dialect::europe();
    use Version::{V1, V2};
    for (dialect, version, activity, expected) in [
        (&china, V2, "newInstance", (H, 3 * H, 4)),
        (&china, V2, "upgradeInstance", (H, 3 * H, 4)),
        (&china, V2, "refreshInstance", (600, H, 7)),
        (&china, V2, "updateInstanceStatus", (600, H, 7)),
        (&china, V2, "releaseInstance", (600, H, 7)),
        (&china, V2, "orderNotify", (600, 3 * H, 19)),
        (&china, V2, "queryInstance", (60, 3 * H, 181)),
        (&china, V2, "changeInstanceCheck", (0, 0, 1)),
        (&china, V2, "getLicenseAsync", (0, 0, 1)),
        (&china, V2, "refreshLicenseCode", (120, 59 * 120, 60)),
        (&china, V2, "updateLicenseCodeStatus", (120, 59 * 120, 60)),
        (&china, V2, "releaseLicenseCode", (120, 59 * 120, 60)),
        (&online, V2, "newInstance", (120, 2 * H, 61)),
        (&online, V2, "refreshInstance", (120, 2 * H, 61)),
        (&online, V2, "updateInstanceStatus", (120, 2 * H, 61)),
        (&online, V2, "orderNotify", (600, 3 * H, 19)),
        (&china, V1, "newInstance", (H, 3 * H, 4)),
        (&china, V1, "upgrade", (H, 3 * H, 4)),
        (&china, V1, "refreshInstance", (600, H, 7)),
        (&china, V1, "expireInstance", (600, H, 7)),
        (&china, V1, "instanceStatus", (600, H, 7)),
        (&china, V1, "releaseInstance", (600, H, 7)),
        (&china, V1, "getLicense", (H, 3 * H, 4)),
        (&china, V1, "refreshLicense", (0, 0, 1)),
        (&china, V1, "releaseLicense", (0, 0, 1)),
        (&old, V1, "refreshInstance", (0, 0, 1)),
        (&old, V1, "releaseInstance", (0, 0, 1)),
        (&old, V1, "expireInstance", (600, H, 7)),
        (&old, V2, "refreshInstance", (600, H, 7)),
    ] {
        assert_eq!(
            shape(&attempts(dialect, version, activity)),
            expected,
            "{version:?} {activity}"
        );
    }
    for sync in [
        "tenantSync",
        "applicationSync",
        "authSync",
        "singleOrgSync",
        "allOrgSync",
    ] {
        for version in [V1, V2] {
            assert_eq!(
                attempts(&china, version, sync),
                [0],
                "{sync}: people decide about it"
            );
        }
    }
}

#[test]
fn what_is_no_call_of_a_version_has_no_schedule() {
    let dialect = Dialect::default();
    for (version, activity) in [
        (Version::V1, "upgradeInstance"),
        (Version::V1, "updateInstanceStatus"),
        (Version::V1, "orderNotify"),
        (Version::V2, "upgrade"),
        (Version::V2, "expireInstance"),
        (Version::V2, "getLicense"),
        (Version::V2, "danceInstance"),
        (Version::V2, ""),
    ] {
        assert_eq!(
            dialect.schedule(version, activity),
            None,
            "{version:?} {activity}"
        );
    }
}

#[test]
fn a_marketplace_that_stood_still_makes_up_for_it_one_by_one() {
    let dialect = Dialect::default();
    let late: DateTime<Utc> = "2026-11-22T20:00:00Z".parse().expect("a time");
    assert_eq!(
        next_attempt(&dialect, Version::V2, "newInstance", 2, late),
        Some(late + TimeDelta::hours(1))
    );
    assert_eq!(
        next_attempt(&dialect, Version::V2, "newInstance", 1, DateTime::<Utc>::MAX_UTC),
        None,
        "no panic at the end of time"
    );
}
