//! 查询授权码 — D:0070649245

use crate::protocol::{
    codes::LicenseCode,
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    values::{self, LicenseStatus},
};
use serde::{Deserialize, Serialize};

/// Ask for a license code's state: once a day, at its first use.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::{Heartbeat, HeartbeatInfo}};
/// let call = Heartbeat {
///     license: "PL-1".into(),
///     heartbeat_info: Some(HeartbeatInfo { third_party_account: "zhang".into(), ip: None }),
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "license": "PL-1", "heartbeatInfo": { "thirdPartyAccount": "zhang" } }));
/// assert_eq!(message::read::<Heartbeat>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heartbeat {
    /// The license code.
    #[serde(deserialize_with = "values::text")]
    pub license: String,
    /// Retired.
    #[serde(rename = "heartbeatInfo", default, skip_serializing_if = "Option::is_none")]
    pub heartbeat_info: Option<HeartbeatInfo>,
}

impl Message for Heartbeat {
    const FIELDS: &'static [Field] = &[
        Field::must("license", Form::Text(64)),
        Field::may("heartbeatInfo", Form::Object(HeartbeatInfo::FIELDS)),
    ];
}

impl Endpoint for Heartbeat {
    const NAME: &'static str = "license/heartbeat (v1)";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/mkp-openapi-public/global/v1/license/heartbeat";
    const AUTH: Auth = Auth::AkSk;
    const REPEAT: Repeat = Repeat::Reads;
    const COMMON: Common = Common::None;
    type Answer = HeartbeatAnswer;
}

/// The code's state.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::HeartbeatAnswer};
/// let text = br#"{"error_code":"92020000","data":{"license_code":"PL-1","status":"ALIVE","a_field_of_tomorrow":1}}"#;
/// let answer: HeartbeatAnswer = message::read(text).unwrap();
/// assert_eq!(answer.data.unwrap().status.as_str(), "ALIVE");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeartbeatAnswer {
    /// How it went.
    pub error_code: LicenseCode,
    /// In words.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub error_msg: Option<String>,
    /// The code's state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<LicenseInfo>,
}

impl Message for HeartbeatAnswer {
    const FIELDS: &'static [Field] = &[
        Field::must("error_code", Form::Text(16)),
        Field::may("error_msg", Form::Text(1024)),
        Field::may("data", Form::Object(LicenseInfo::FIELDS)),
    ];
}

/// Retired; who used the code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeartbeatInfo {
    /// An account of the seller's.
    #[serde(rename = "thirdPartyAccount", deserialize_with = "values::text")]
    pub third_party_account: String,
    /// From where.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub ip: Option<String>,
}

impl Message for HeartbeatInfo {
    const FIELDS: &'static [Field] = &[
        Field::must("thirdPartyAccount", Form::Text(256)),
        Field::may("ip", Form::Text(32)),
    ];
}

/// A license code's state. More fields are documented than could be read.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::LicenseInfo, values::LicenseStatus};
/// let info: LicenseInfo = message::read(br#"{"license_code":"PL-1","status":"EXPIRED"}"#).unwrap();
/// assert_eq!(info.status, LicenseStatus::Expired);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LicenseInfo {
    /// The code.
    #[serde(deserialize_with = "values::text")]
    pub license_code: String,
    /// What it is.
    pub status: LicenseStatus,
    /// Since when.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub activate_time: Option<String>,
    /// Until when.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub expire_time: Option<String>,
}

impl Message for LicenseInfo {
    const FIELDS: &'static [Field] = &[
        Field::must("license_code", Form::Text(64)),
        Field::must("status", Form::Text(10)),
        Field::may("activate_time", Form::AnyText),
        Field::may("expire_time", Form::AnyText),
    ];
}
