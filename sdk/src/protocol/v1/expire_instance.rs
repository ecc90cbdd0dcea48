//! 过期 `expireInstance`, 1.0 — IE:en-us_topic_0070649055

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// An instance's time is over: freeze it.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::ExpireInstance};
/// let call = ExpireInstance {
///     instance_id: "i-1".into(),
///     order_id: "CS2211181819B4LVS".into(),
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "instanceId": "i-1", "orderId": "CS2211181819B4LVS" }));
/// assert_eq!(message::read::<ExpireInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpireInstance {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The original order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
}

impl Message for ExpireInstance {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("orderId", Form::Text(64)),
    ];
}

impl Endpoint for ExpireInstance {
    const NAME: &'static str = "expireInstance";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::V1;
    type Answer = Outcome;
}
