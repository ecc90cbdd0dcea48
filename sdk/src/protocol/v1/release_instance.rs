//! 释放 `releaseInstance`, 1.0 — I:zh-cn_topic_0070649056

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Quantity},
};
use serde::{Deserialize, Serialize};

/// Give an instance up for good.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::ReleaseInstance};
/// let call = ReleaseInstance {
///     instance_id: "i-1".into(),
///     order_id: "CS2211181819B4LVS".into(),
///     order_amount: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "instanceId": "i-1", "orderId": "CS2211181819B4LVS" }));
/// assert_eq!(message::read::<ReleaseInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseInstance {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The original order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// What is refunded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_amount: Option<Quantity>,
}

impl Message for ReleaseInstance {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("orderId", Form::Text(64)),
        Field::may("orderAmount", Form::Decimal(20, 3)),
    ];
}

impl Endpoint for ReleaseInstance {
    const NAME: &'static str = "releaseInstance";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::V1;
    type Answer = Outcome;
}
