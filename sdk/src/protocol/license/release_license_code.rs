//! `releaseLicenseCode` — D:0070649169

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// Give a license code up for good.
///
/// ```
/// use guildhall_sdk::protocol::{license::ReleaseLicenseCode, message};
/// let call = ReleaseLicenseCode {
///     license: "PL-1".into(),
///     order_id: None,
///     order_line_id: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "license": "PL-1" }));
/// assert_eq!(message::read::<ReleaseLicenseCode>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseLicenseCode {
    /// The license code.
    #[serde(deserialize_with = "values::text")]
    pub license: String,
    /// The refund order, when it is a refund.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub order_id: Option<String>,
    /// Its line.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub order_line_id: Option<String>,
}

impl Message for ReleaseLicenseCode {
    const FIELDS: &'static [Field] = &[
        Field::must("license", Form::Text(64)),
        Field::may("orderId", Form::Text(64)),
        Field::may("orderLineId", Form::Text(64)),
    ];
}

impl Endpoint for ReleaseLicenseCode {
    const NAME: &'static str = "releaseLicenseCode";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
