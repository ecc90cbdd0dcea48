//! Pushes usage: `cargo run -p guildhall-sdk --features client --example usage -- HOST AK SK KEY INSTANCE VALUE`.
//!
//! Once an hour, a minute or so after it; `metering_sn` names instance and hour, so that a push that was cut off can be
//! sent again without harm, by this program or by the next.

use guildhall_sdk::{
    client::{Credentials, OpenApi, Settings},
    machine::{Machine, System},
    protocol::{
        Dialect,
        openapi::{PushUsage, UsageRecord},
        values::{IsoStamp, Quantity},
    },
};
use std::error::Error;

/// The usage of the last whole hour.
pub fn last_hour(instance: &str, value: &str) -> Result<UsageRecord, Box<dyn Error>> {
    use chrono::{DurationRound, TimeDelta};
    let now = System.now();
    let end = now.duration_trunc(TimeDelta::hours(1))?;
    let begin = end - TimeDelta::hours(1);
    Ok(UsageRecord {
        instance_id: instance.into(),
        record_time: IsoStamp(now),
        begin_time: IsoStamp(begin),
        end_time: IsoStamp(end),
        usage_value: Quantity(value.parse()?),
        metering_sn: format!("{instance}-{}", begin.format("%Y%m%d%H")),
        relate_pkg_instance: None,
    })
}

pub async fn push(host: &str, credentials: Credentials, record: UsageRecord) -> Result<(), Box<dyn Error>> {
    let api = OpenApi::new(credentials, Settings::default(), Dialect::default())?.at(vec![host.into()]);
    api.push_usage(&PushUsage {
        usage_records: vec![record],
    })
    .await?;
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [host, access_key, secret, key, instance, value] = &arguments[..] else {
        return Err("HOST AK SK KEY INSTANCE VALUE".into());
    };
    let credentials = Credentials {
        access_key: access_key.clone(),
        secret: secret.into(),
        seller_key: Some(key.into()),
    };
    push(host, credentials, last_hour(instance, value)?).await
}
