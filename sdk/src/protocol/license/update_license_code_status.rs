//! `updateLicenseCodeStatus` — D:0070649168

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Status},
};
use serde::{Deserialize, Serialize};

/// Freeze a license code, or let it be used again.
///
/// ```
/// use guildhall_sdk::protocol::{license::UpdateLicenseCodeStatus, message, values::Status};
/// let call = UpdateLicenseCodeStatus { license: "PL-1".into(), status: Status::Freeze };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "license": "PL-1", "status": "FREEZE" }));
/// assert_eq!(message::read::<UpdateLicenseCodeStatus>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateLicenseCodeStatus {
    /// The license code.
    #[serde(deserialize_with = "values::text")]
    pub license: String,
    /// What it becomes.
    pub status: Status,
}

impl Message for UpdateLicenseCodeStatus {
    const FIELDS: &'static [Field] = &[
        Field::must("license", Form::Text(64)),
        Field::must("status", Form::Text(32)),
    ];
}

impl Endpoint for UpdateLicenseCodeStatus {
    const NAME: &'static str = "updateLicenseCodeStatus";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
