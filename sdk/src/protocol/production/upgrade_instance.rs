//! 实例升级 `upgradeInstance` — D:0070649432, IE:topic_0070649097

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// Change an instance's specification to the one in the order.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::UpgradeInstance};
/// let call = UpgradeInstance {
///     instance_id: "i-1".into(),
///     order_id: "CS2211181819B4LVS".into(),
///     order_line_id: "CS2211181819B4LVS-000001".into(),
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "instanceId": "i-1",
///     "orderId": "CS2211181819B4LVS",
///     "orderLineId": "CS2211181819B4LVS-000001",
/// }));
/// assert_eq!(message::read::<UpgradeInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpgradeInstance {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The order of the change.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The line of the order.
    #[serde(deserialize_with = "values::text")]
    pub order_line_id: String,
}

impl Message for UpgradeInstance {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("orderId", Form::Text(64)),
        Field::must("orderLineId", Form::Text(64)),
    ];
}

impl Endpoint for UpgradeInstance {
    const NAME: &'static str = "upgradeInstance";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
