//! 激活授权码 — D:0070649244

use crate::protocol::{
    codes::LicenseCode,
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    values::{self, Stamp},
};
use serde::{Deserialize, Serialize};

/// Activate a license code.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::ActivateLicense};
/// let call = ActivateLicense { license: "PL-1".into(), real_effect_time: None };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "license": "PL-1" }));
/// assert_eq!(message::read::<ActivateLicense>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivateLicense {
    /// The license code.
    #[serde(deserialize_with = "values::text")]
    pub license: String,
    /// From when it counts; not before the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub real_effect_time: Option<Stamp>,
}

impl Message for ActivateLicense {
    const FIELDS: &'static [Field] = &[
        Field::must("license", Form::Text(64)),
        Field::may("real_effect_time", Form::Text(20)),
    ];
}

impl Endpoint for ActivateLicense {
    const NAME: &'static str = "license/activate (v1)";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/mkp-openapi-public/global/v1/license/activate";
    const AUTH: Auth = Auth::AkSk;
    const REPEAT: Repeat = Repeat::Unsent;
    const COMMON: Common = Common::None;
    type Answer = ActivateLicenseAnswer;
}

/// The code's state.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::ActivateLicenseAnswer};
/// let text = br#"{"error_code":"92020000","data":{"license_code_info":"{\"status\":\"ALIVE\",\"amount\":2}"}}"#;
/// let answer: ActivateLicenseAnswer = message::read(text).unwrap();
/// assert_eq!(answer.data.unwrap().info().unwrap().unwrap().amount, Some(2));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivateLicenseAnswer {
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
    pub data: Option<ActivateData>,
}

impl Message for ActivateLicenseAnswer {
    const FIELDS: &'static [Field] = &[
        Field::must("error_code", Form::Text(16)),
        Field::may("error_msg", Form::Text(1024)),
        Field::may("data", Form::Object(ActivateData::FIELDS)),
    ];
}

/// What comes with an activation.
///
/// ```
/// use guildhall_sdk::protocol::openapi::ActivateData;
/// let data = ActivateData { license_code_info: Some("no JSON".into()) };
/// assert!(data.info().unwrap().unwrap_err().to_string().starts_with("data.license_code_info"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivateData {
    /// JSON in a text: [`ActivateData::info`].
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub license_code_info: Option<String>,
}

impl Message for ActivateData {
    const FIELDS: &'static [Field] = &[Field::may("license_code_info", Form::Text(1024))];
}
