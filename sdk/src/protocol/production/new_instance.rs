//! 新购 `newInstance` — D:0070649427, U:zh-cn_topic_00706494271, I:topic_0070649092, EU:000009
//!
//! The order's content is asked for with [`crate::protocol::openapi::QueryOrder`]. The order line is the key; of what is charged by use,
//! the order and the product are.

use crate::protocol::{
    codes::ResultCode,
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Fault, Field, Form, Message, Wrong},
    values,
};
use serde::{Deserialize, Serialize};

/// Create an instance (创建实例). The same order line is the same instance, however often it is asked for.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::NewInstance};
/// let call = NewInstance {
///     order_id: "CS2211181819B4LVS".into(),
///     order_line_id: "CS2211181819B4LVS-000001".into(),
///     business_id: "b-1".into(),
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "orderId": "CS2211181819B4LVS",
///     "orderLineId": "CS2211181819B4LVS-000001",
///     "businessId": "b-1",
/// }));
/// assert_eq!(message::read::<NewInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewInstance {
    /// The order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The line of the order.
    #[serde(deserialize_with = "values::text")]
    pub order_line_id: String,
    /// The platform's id of this request; a repetition has another one.
    #[serde(deserialize_with = "values::text")]
    pub business_id: String,
}

impl Message for NewInstance {
    const FIELDS: &'static [Field] = &[
        Field::must("orderId", Form::Text(64)),
        Field::must("orderLineId", Form::Text(64)),
        Field::must("businessId", Form::Text(64)),
    ];
}

impl Endpoint for NewInstance {
    const NAME: &'static str = "newInstance";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = NewInstanceAnswer;
}

/// The instance, or that it is being created.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::NewInstanceAnswer};
/// let text = br#"{"resultCode":"000004","instanceId":"i-1"}"#;
/// let answer: NewInstanceAnswer = message::read(text).unwrap();
/// assert!(answer.result_code.is_fine(), "on its way");
/// assert_eq!(message::write(&answer).unwrap().len(), text.len());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewInstanceAnswer {
    /// How it went.
    pub result_code: ResultCode,
    /// In words.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub result_msg: Option<String>,
    /// The seller's own name for it; best the `businessId` of the first request. Mandatory unless refused.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub instance_id: Option<String>,
}

impl Message for NewInstanceAnswer {
    const FIELDS: &'static [Field] = &[
        Field::must("resultCode", Form::Text(6)),
        Field::may("resultMsg", Form::Text(255)),
        Field::may("instanceId", Form::Text(64)),
    ];

    fn further(&self, faults: &mut Vec<Fault>) {
        if self.result_code.is_fine() && self.instance_id.as_ref().is_none_or(String::is_empty) {
            faults.push(Fault {
                path: "instanceId".into(),
                wrong: Wrong::Missing,
            });
        }
    }
}
