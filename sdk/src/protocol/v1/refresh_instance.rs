//! 续费 `refreshInstance`, 1.0

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Quantity, Stamp},
};
use serde::{Deserialize, Serialize};

/// An instance's term changes.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::RefreshInstance, values::Stamp};
/// let call = RefreshInstance {
///     order_id: "CS2211181819B4LVS".into(),
///     instance_id: "i-1".into(),
///     product_id: None,
///     expire_time: Stamp("2027-11-22T00:00:00Z".parse().unwrap()),
///     trial_to_formal: None,
///     period_type: None,
///     period_number: None,
///     order_amount: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "orderId": "CS2211181819B4LVS",
///     "instanceId": "i-1",
///     "expireTime": "20271122000000",
/// }));
/// assert_eq!(message::read::<RefreshInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefreshInstance {
    /// The new order.
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
    pub expire_time: Stamp,
    /// `1`: a trial becomes formal.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub trial_to_formal: Option<String>,
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
    /// What was paid; negative for a refunded renewal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_amount: Option<Quantity>,
}

impl Message for RefreshInstance {
    const FIELDS: &'static [Field] = &[
        Field::must("orderId", Form::Text(64)),
        Field::must("instanceId", Form::Text(64)),
        Field::may("productId", Form::Text(64)),
        Field::must("expireTime", Form::Text(20)),
        Field::may("trialToFormal", Form::Text(2)),
        Field::may("periodType", Form::Text(10)),
        Field::may("periodNumber", Form::Whole(2)),
        Field::may("orderAmount", Form::Decimal(20, 3)),
    ];
}

impl Endpoint for RefreshInstance {
    const NAME: &'static str = "refreshInstance";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::V1;
    type Answer = Outcome;
}
