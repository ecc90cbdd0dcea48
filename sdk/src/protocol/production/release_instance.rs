//! 释放实例 `releaseInstance` — D:0070649431, SC:0091

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// Give an instance up for good. Repeated, it succeeds again.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::ReleaseInstance};
/// let call = ReleaseInstance {
///     instance_id: "i-1".into(),
///     order_id: None,
///     order_line_id: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "instanceId": "i-1" }));
/// assert_eq!(message::read::<ReleaseInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseInstance {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
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

impl Message for ReleaseInstance {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::may("orderId", Form::Text(64)),
        Field::may("orderLineId", Form::Text(64)),
    ];
}

impl Endpoint for ReleaseInstance {
    const NAME: &'static str = "releaseInstance";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
