//! 用量推送 — D:0070649410 (2025-11-13), IE:topic_0070649117, IE:topic_0070649083
//!
//! Hourly billing wants a report every hour, best within its first fifteen minutes, at most two hours late; daily billing at most an
//! hour after midnight. Records may be 21 days old.

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Fault, Field, Form, Message, Wrong},
    openapi::ApiOutcome,
    values::{self, IsoStamp, Quantity},
};
use serde::{Deserialize, Serialize};

/// Report what was used.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::{UsageRecord, PushUsage}, values::{IsoStamp, Quantity}};
/// let at = |time: &str| IsoStamp(time.parse().unwrap());
/// let record = UsageRecord {
///     instance_id: "i-1".into(),
///     record_time: at("2026-11-22T09:10:00Z"),
///     begin_time: at("2026-11-22T08:00:00Z"),
///     end_time: at("2026-11-22T09:00:00Z"),
///     usage_value: Quantity("99.5".parse().unwrap()),
///     metering_sn: "sn-1".into(),
///     relate_pkg_instance: None,
/// };
/// let call = PushUsage { usage_records: vec![record] };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json["usage_records"][0]["begin_time"], "20261122T080000Z");
/// assert_eq!(json["usage_records"][0]["usage_value"], "99.5");
/// assert_eq!(message::read::<PushUsage>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushUsage {
    /// The records.
    #[serde(deserialize_with = "values::list")]
    pub usage_records: Vec<UsageRecord>,
}

impl Message for PushUsage {
    const FIELDS: &'static [Field] = &[Field::must(
        "usage_records",
        Form::List(1000, UsageRecord::FIELDS),
    )];

    fn further(&self, faults: &mut Vec<Fault>) {
        for (index, record) in self.usage_records.iter().enumerate() {
            if record.usage_value.0 <= rust_decimal::Decimal::ZERO {
                let path = format!("usage_records[{index}].usage_value");
                faults.push(Fault {
                    path,
                    wrong: Wrong::Form("not more than 0"),
                });
            }
        }
    }
}

impl Endpoint for PushUsage {
    const NAME: &'static str = "isv/usage-data";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/mkp-openapi-public/global/v1/isv/usage-data";
    const AUTH: Auth = Auth::AkSkAndUsage;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::None;
    type Answer = ApiOutcome;
}

/// What one instance used in one stretch of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UsageRecord {
    /// The instance, as `newInstance` answered it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// When it was recorded.
    pub record_time: IsoStamp,
    /// From when.
    pub begin_time: IsoStamp,
    /// Until when.
    pub end_time: IsoStamp,
    /// How much, more than 0, at most four digits after the point.
    pub usage_value: Quantity,
    /// Never the same twice: by it the platform recognises a record it has.
    #[serde(deserialize_with = "values::text")]
    pub metering_sn: String,
    /// The package it is taken from; needed for packages that stop when used up.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub relate_pkg_instance: Option<String>,
}

impl Message for UsageRecord {
    const FIELDS: &'static [Field] = &[
        Field::must("instance_id", Form::Text(64)),
        Field::must("record_time", Form::Text(17)),
        Field::must("begin_time", Form::Text(17)),
        Field::must("end_time", Form::Text(17)),
        Field::must("usage_value", Form::Decimal(20, 4)),
        Field::must("metering_sn", Form::Text(64)),
        Field::may("relate_pkg_instance", Form::Text(64)),
    ];
}
