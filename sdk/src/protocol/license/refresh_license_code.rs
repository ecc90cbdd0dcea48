//! `refreshLicenseCode` — D:0070649167

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Scene, Stamp},
};
use serde::{Deserialize, Serialize};

/// A license code's term changes.
///
/// ```
/// use guildhall_sdk::protocol::{license::RefreshLicenseCode, message, values::{Scene, Stamp}};
/// let call = RefreshLicenseCode {
///     scene: Scene::Renewal,
///     order_id: "CS2211181819B4LVS".into(),
///     order_line_id: "CS2211181819B4LVS-000001".into(),
///     license: "PL-1".into(),
///     product_id: None,
///     expire_time: Stamp("2027-11-22T00:00:00Z".parse().unwrap()),
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "scene": "RENEWAL",
///     "orderId": "CS2211181819B4LVS",
///     "orderLineId": "CS2211181819B4LVS-000001",
///     "license": "PL-1",
///     "expireTime": "20271122000000",
/// }));
/// assert_eq!(message::read::<RefreshLicenseCode>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefreshLicenseCode {
    /// Why.
    pub scene: Scene,
    /// The order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The line of the order.
    #[serde(deserialize_with = "values::text")]
    pub order_line_id: String,
    /// The license code.
    #[serde(deserialize_with = "values::text")]
    pub license: String,
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

impl Message for RefreshLicenseCode {
    const FIELDS: &'static [Field] = &[
        Field::must("scene", Form::Text(64)),
        Field::must("orderId", Form::Text(64)),
        Field::must("orderLineId", Form::Text(64)),
        Field::must("license", Form::Text(64)),
        Field::may("productId", Form::Text(64)),
        Field::must("expireTime", Form::Text(20)),
    ];
}

impl Endpoint for RefreshLicenseCode {
    const NAME: &'static str = "refreshLicenseCode";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
