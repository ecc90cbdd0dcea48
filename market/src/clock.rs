//! What time it is. The only place that asks the machine.

use chrono::{DateTime, Utc};
use std::path::PathBuf;

/// Where `now` comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine.
    #[default]
    System,
    /// Always this instant: `--now`.
    Fixed(DateTime<Utc>),
    /// The RFC 3339 instant a file holds, read each time: `--test-clock`. The machine's time while it does not read.
    File(PathBuf),
}

impl Clock {
    /// Now, to the microsecond that storage keeps.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Clock::System => machine(),
            Clock::Fixed(at) => *at,
            Clock::File(path) => std::fs::read_to_string(path)
                .ok()
                .and_then(|text| text.trim().parse().ok())
                .unwrap_or_else(machine),
        };
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the machine's clock"
)]
fn machine() -> DateTime<Utc> {
    std::time::SystemTime::now().into()
}
