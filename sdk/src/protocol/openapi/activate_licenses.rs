//! 批量激活授权码 — D:0070649244

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    openapi::LicenseOutcome,
    values::Stamp,
};
use serde::{Deserialize, Serialize};

/// Activate up to a hundred license codes.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::ActivateLicenses};
/// let call = ActivateLicenses {
///     license_list: vec!["PL-1".into(), "PL-2".into()],
///     real_effect_time: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "license_list": ["PL-1", "PL-2"] }));
/// assert_eq!(message::read::<ActivateLicenses>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivateLicenses {
    /// The codes.
    pub license_list: Vec<String>,
    /// From when they count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub real_effect_time: Option<Stamp>,
}

impl Message for ActivateLicenses {
    const FIELDS: &'static [Field] = &[
        Field::must("license_list", Form::Texts(100, 64)),
        Field::may("real_effect_time", Form::Text(20)),
    ];
}

impl Endpoint for ActivateLicenses {
    const NAME: &'static str = "license/activate (v2)";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/mkp-openapi-public/global/v2/license/activate";
    const AUTH: Auth = Auth::AkSk;
    const REPEAT: Repeat = Repeat::Unsent;
    const COMMON: Common = Common::None;
    type Answer = LicenseOutcome;
}
