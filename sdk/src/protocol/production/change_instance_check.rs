//! 续费变更校验 `changeInstanceCheck` — D:0000002411753620 (2025-11-13), IE:en-us_topic_0000002464934193
//!
//! The page's own example shows the body of `upgradeInstance`; its text is followed.

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// May an instance be renewed as another product? `000000` allows it; any other code refuses, to protect data.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::{ChangeInstanceCheck, TargetProduct}};
/// let call = ChangeInstanceCheck {
///     instance_id: "i-1".into(),
///     product_info: TargetProduct { product_id: None, sku_code: None, linear_value: None },
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "instanceId": "i-1", "productInfo": {  } }));
/// assert_eq!(message::read::<ChangeInstanceCheck>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeInstanceCheck {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// What it is to become.
    pub product_info: TargetProduct,
}

impl Message for ChangeInstanceCheck {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("productInfo", Form::Object(TargetProduct::FIELDS)),
    ];
}

impl Endpoint for ChangeInstanceCheck {
    const NAME: &'static str = "changeInstanceCheck";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Reads;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}

/// A product to change to. Its fields are not published; these are those of an order's product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetProduct {
    /// The product.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub product_id: Option<String>,
    /// The specification.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub sku_code: Option<String>,
    /// Its size, where it is sold by size.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub linear_value: Option<i64>,
}

impl Message for TargetProduct {
    const FIELDS: &'static [Field] = &[
        Field::may("productId", Form::Text(64)),
        Field::may("skuCode", Form::Text(64)),
        Field::may("linearValue", Form::Whole(7)),
    ];
}
