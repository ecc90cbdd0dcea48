//! 更新实例状态 `updateInstanceStatus` — D:0070649430, IE:topic_0070649095

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Status},
};
use serde::{Deserialize, Serialize};

/// Freeze an instance, or serve it again. A frozen instance keeps its data for at least 15 days.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::UpdateInstanceStatus, values::Status};
/// let call = UpdateInstanceStatus { instance_id: "i-1".into(), status: Status::Freeze };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "instanceId": "i-1", "status": "FREEZE" }));
/// assert_eq!(message::read::<UpdateInstanceStatus>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateInstanceStatus {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// What it becomes.
    pub status: Status,
}

impl Message for UpdateInstanceStatus {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("status", Form::Text(32)),
    ];
}

impl Endpoint for UpdateInstanceStatus {
    const NAME: &'static str = "updateInstanceStatus";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
