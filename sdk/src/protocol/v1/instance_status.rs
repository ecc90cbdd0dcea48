//! 资源状态变更 `instanceStatus`, 1.0 — IE:en-us_topic_0070649069

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, StatusV1},
};
use serde::{Deserialize, Serialize};

/// Freeze an instance charged by use, or serve it again.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::InstanceStatus, values::StatusV1};
/// let call = InstanceStatus {
///     instance_id: "i-1".into(),
///     instance_status: StatusV1::Normal,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "instanceId": "i-1", "instanceStatus": "NORMAL" }));
/// assert_eq!(message::read::<InstanceStatus>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceStatus {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// What it becomes.
    pub instance_status: StatusV1,
}

impl Message for InstanceStatus {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("instanceStatus", Form::Text(32)),
    ];
}

impl Endpoint for InstanceStatus {
    const NAME: &'static str = "instanceStatus";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::V1;
    type Answer = Outcome;
}
