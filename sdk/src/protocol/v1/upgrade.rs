//! 升级 `upgrade`, 1.0 — D:0000001297828992, IE:en-us_topic_0213512664

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// Change an instance's specification.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::Upgrade};
/// let call = Upgrade {
///     instance_id: "i-1".into(),
///     order_id: "CS2211181819B4LVS".into(),
///     sku_code: "sku-2".into(),
///     product_id: "OFFI-2".into(),
///     amount: None,
///     disk_size: None,
///     band_width: None,
///     saas_extend_params: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "instanceId": "i-1",
///     "orderId": "CS2211181819B4LVS",
///     "skuCode": "sku-2",
///     "productId": "OFFI-2",
/// }));
/// assert_eq!(message::read::<Upgrade>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Upgrade {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The new order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The new specification.
    #[serde(deserialize_with = "values::text")]
    pub sku_code: String,
    /// The new product.
    #[serde(deserialize_with = "values::text")]
    pub product_id: String,
    /// Linear attribute.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub amount: Option<i64>,
    /// Linear attribute.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub disk_size: Option<i64>,
    /// Linear attribute.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub band_width: Option<i64>,
    /// base64 of a JSON list of name and value.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub saas_extend_params: Option<String>,
}

impl Message for Upgrade {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("orderId", Form::Text(64)),
        Field::must("skuCode", Form::Text(64)),
        Field::must("productId", Form::Text(64)),
        Field::may("amount", Form::Whole(7)),
        Field::may("diskSize", Form::Whole(7)),
        Field::may("bandWidth", Form::Whole(7)),
        Field::may("saasExtendParams", Form::Text(2048)),
    ];
}

impl Endpoint for Upgrade {
    const NAME: &'static str = "upgrade";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::V1;
    type Answer = Outcome;
}
