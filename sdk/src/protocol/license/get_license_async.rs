//! `getLicenseAsync` — D:0070649255

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, SpacedStamp},
};
use serde::{Deserialize, Serialize};

/// Apply for a License file or text; it is delivered with [`crate::protocol::openapi::Upload`].
///
/// ```
/// use guildhall_sdk::protocol::{license::GetLicenseAsync, message, values::SpacedStamp};
/// let call = GetLicenseAsync {
///     instance_id: "i-1".into(),
///     effective_time: SpacedStamp("2026-11-22T01:02:03Z".parse().unwrap()),
///     expire_time: None,
///     event_id: "e-1".into(),
///     device_fingerprint: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "instanceId": "i-1",
///     "effectiveTime": "2026-11-22 01:02:03 z",
///     "eventId": "e-1",
/// }));
/// assert_eq!(message::read::<GetLicenseAsync>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetLicenseAsync {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// From when it is to be valid.
    pub effective_time: SpacedStamp,
    /// Until when; needed for goods sold by period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<SpacedStamp>,
    /// With the fingerprint it is one application: the same gives the same License.
    #[serde(deserialize_with = "values::text")]
    pub event_id: String,
    /// The machine it is for.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub device_fingerprint: Option<String>,
}

impl Message for GetLicenseAsync {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("effectiveTime", Form::Text(32)),
        Field::may("expireTime", Form::Text(32)),
        Field::must("eventId", Form::Text(64)),
        Field::may("deviceFingerprint", Form::Text(1024)),
    ];
}

impl Endpoint for GetLicenseAsync {
    const NAME: &'static str = "getLicenseAsync";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
