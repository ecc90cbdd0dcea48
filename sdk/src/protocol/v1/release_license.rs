//! `releaseLicense`, License 1.0 — D:0000001353261785

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// Give a license up for good.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::ReleaseLicense};
/// let call = ReleaseLicense {
///     order_id: "CS2211181819B4LVS".into(),
///     instance_id: "i-1".into(),
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "orderId": "CS2211181819B4LVS", "instanceId": "i-1" }));
/// assert_eq!(message::read::<ReleaseLicense>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseLicense {
    /// The order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
}

impl Message for ReleaseLicense {
    const FIELDS: &'static [Field] = &[
        Field::must("orderId", Form::Text(64)),
        Field::must("instanceId", Form::Text(64)),
    ];
}

impl Endpoint for ReleaseLicense {
    const NAME: &'static str = "releaseLicense";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::V1;
    type Answer = Outcome;
}
