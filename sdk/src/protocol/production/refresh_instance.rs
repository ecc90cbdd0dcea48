//! 更新实例 `refreshInstance` — D:0070649429, IE:topic_0070649094, EU:000011

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Scene, Stamp},
};
use serde::{Deserialize, Serialize};

/// An instance's term changes. The same order twice is one extension.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::RefreshInstance, values::{Scene, Stamp}};
/// let call = RefreshInstance {
///     scene: Scene::Renewal,
///     order_id: "CS2211181819B4LVS".into(),
///     order_line_id: "CS2211181819B4LVS-000001".into(),
///     instance_id: "i-1".into(),
///     product_id: None,
///     expire_time: Stamp("2027-11-22T00:00:00Z".parse().unwrap()),
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "scene": "RENEWAL",
///     "orderId": "CS2211181819B4LVS",
///     "orderLineId": "CS2211181819B4LVS-000001",
///     "instanceId": "i-1",
///     "expireTime": "20271122000000",
/// }));
/// assert_eq!(message::read::<RefreshInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefreshInstance {
    /// Why.
    pub scene: Scene,
    /// The order of this change: a new one. Of `UNSUBSCRIBE_RENEWAL_PERIOD` the refund order (an older page: the renewal refunded).
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The line of the order.
    #[serde(deserialize_with = "values::text")]
    pub order_line_id: String,
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// Sent when the kind of period changed.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub product_id: Option<String>,
    /// When it ends from now on.
    pub expire_time: Stamp,
}

impl Message for RefreshInstance {
    const FIELDS: &'static [Field] = &[
        Field::must("scene", Form::Text(64)),
        Field::must("orderId", Form::Text(64)),
        Field::must("orderLineId", Form::Text(64)),
        Field::must("instanceId", Form::Text(64)),
        Field::may("productId", Form::Text(64)),
        Field::must("expireTime", Form::Text(20)),
    ];
}

impl Endpoint for RefreshInstance {
    const NAME: &'static str = "refreshInstance";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
