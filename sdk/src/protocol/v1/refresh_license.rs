//! `refreshLicense`, License 1.0 — D:0000001353381237

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Stamp},
};
use serde::{Deserialize, Serialize};

/// A license's term changes.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::RefreshLicense};
/// let call = RefreshLicense {
///     order_id: "CS2211181819B4LVS".into(),
///     instance_id: "i-1".into(),
///     product_id: None,
///     expire_time: None,
///     period_type: None,
///     period_number: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "orderId": "CS2211181819B4LVS", "instanceId": "i-1" }));
/// assert_eq!(message::read::<RefreshLicense>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefreshLicense {
    /// The order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The product.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub product_id: Option<String>,
    /// When it ends from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<Stamp>,
    /// `year` or `month`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub period_type: Option<String>,
    /// How many.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub period_number: Option<i64>,
}

impl Message for RefreshLicense {
    const FIELDS: &'static [Field] = &[
        Field::must("orderId", Form::Text(64)),
        Field::must("instanceId", Form::Text(64)),
        Field::may("productId", Form::Text(64)),
        Field::may("expireTime", Form::Text(20)),
        Field::may("periodType", Form::Text(10)),
        Field::may("periodNumber", Form::Whole(2)),
    ];
}

impl Endpoint for RefreshLicense {
    const NAME: &'static str = "refreshLicense";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::V1;
    type Answer = Outcome;
}
