//! 用量推送 (旧) — D:0070649411, IE:topic_0070649082

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    openapi::ApiOutcome,
    values::{self, IsoStamp, Quantity},
};
use serde::{Deserialize, Serialize};

/// Report what was used, the old way: nothing recognises a record that is sent twice.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::{OldUsageRecord, PushUsageOld}, values::{IsoStamp, Quantity}};
/// let at = |time: &str| IsoStamp(time.parse().unwrap());
/// let record = OldUsageRecord {
///     instance_id: "i-1".into(),
///     record_time: at("2026-11-22T09:10:00Z"),
///     begin_time: at("2026-11-22T08:00:00Z"),
///     end_time: at("2026-11-22T09:00:00Z"),
///     usage_value: Quantity("99.5".parse().unwrap()),
///     product_id: "OFFI-2".into(),
///     relate_pkg_instance: None,
/// };
/// let call = PushUsageOld { usage_records: vec![record] };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json["usage_records"][0]["begin_time"], "20261122T080000Z");
/// assert_eq!(json["usage_records"][0]["usage_value"], "99.5");
/// assert_eq!(message::read::<PushUsageOld>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushUsageOld {
    /// The records.
    #[serde(deserialize_with = "values::list")]
    pub usage_records: Vec<OldUsageRecord>,
}

impl Message for PushUsageOld {
    const FIELDS: &'static [Field] = &[Field::must(
        "usage_records",
        Form::List(1000, OldUsageRecord::FIELDS),
    )];
}

impl Endpoint for PushUsageOld {
    const NAME: &'static str = "isv/usage-data (old)";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/rest/marketplace/v1/isv/usage-data";
    const AUTH: Auth = Auth::AkSk;
    const REPEAT: Repeat = Repeat::Unsent;
    const COMMON: Common = Common::None;
    type Answer = ApiOutcome;
}

/// What one instance used in one stretch of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OldUsageRecord {
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
    /// The product.
    #[serde(deserialize_with = "values::text")]
    pub product_id: String,
    /// The package it is taken from.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub relate_pkg_instance: Option<String>,
}

impl Message for OldUsageRecord {
    const FIELDS: &'static [Field] = &[
        Field::must("instance_id", Form::Text(64)),
        Field::must("record_time", Form::Text(17)),
        Field::must("begin_time", Form::Text(17)),
        Field::must("end_time", Form::Text(17)),
        Field::must("usage_value", Form::Decimal(20, 4)),
        Field::must("product_id", Form::Text(64)),
        Field::may("relate_pkg_instance", Form::Text(64)),
    ];
}
