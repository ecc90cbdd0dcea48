//! 订单通知 `orderNotify` — D:0000002091799153 (2025-11-13), U:zh-cn_topic_0000002091799149

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// An order was paid. What is in it is asked for with [`crate::protocol::openapi::QueryOrder`].
///
/// ```
/// use guildhall_sdk::protocol::{message, production::OrderNotify};
/// let call = OrderNotify {
///     order_id: "CS2211181819B4LVS".into(),
///     order_line_id: "CS2211181819B4LVS-000001".into(),
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "orderId": "CS2211181819B4LVS",
///     "orderLineId": "CS2211181819B4LVS-000001",
/// }));
/// assert_eq!(message::read::<OrderNotify>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderNotify {
    /// The order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The line of the order.
    #[serde(deserialize_with = "values::text")]
    pub order_line_id: String,
}

impl Message for OrderNotify {
    const FIELDS: &'static [Field] = &[
        Field::must("orderId", Form::Text(64)),
        Field::must("orderLineId", Form::Text(64)),
    ];
}

impl Endpoint for OrderNotify {
    const NAME: &'static str = "orderNotify";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::ActivityAndFlag;
    type Answer = Outcome;
}
