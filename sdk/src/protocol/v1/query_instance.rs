//! 查询 `queryInstance`, 1.0

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::QueryInstanceAnswer,
    values,
};
use serde::{Deserialize, Serialize};

/// Ask for instances; mandatory for what is charged by use or package.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::QueryInstance};
/// let call = QueryInstance { instance_id: "i-1".into() };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "instanceId": "i-1" }));
/// assert_eq!(message::read::<QueryInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryInstance {
    /// One instance, or up to a hundred with commas between them.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
}

impl Message for QueryInstance {
    const FIELDS: &'static [Field] = &[Field::must("instanceId", Form::AnyText)];
}

impl Endpoint for QueryInstance {
    const NAME: &'static str = "queryInstance";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Reads;
    const COMMON: Common = Common::V1;
    type Answer = QueryInstanceAnswer;
}
