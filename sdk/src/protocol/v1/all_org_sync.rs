//! 全量部门同步 `allOrgSync`, 1.0 — D:0070649113

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// All departments of an enterprise; the list travels as text.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::{AllOrgSync, OrgInfoV1}};
/// let call = AllOrgSync {
///     instance_id: "i-1".into(),
///     tenant_id: "t-1".into(),
///     org_info: vec![OrgInfoV1 { org_code: "dev".into(), name: "云帆科技".into(), parent_code: None }],
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "instanceId": "i-1",
///     "tenantId": "t-1",
///     "orgInfo": r#"[{"orgCode":"dev","name":"云帆科技"}]"#,
/// }));
/// assert_eq!(message::read::<AllOrgSync>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AllOrgSync {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The buyer's enterprise.
    #[serde(deserialize_with = "values::text")]
    pub tenant_id: String,
    /// The departments.
    #[serde(serialize_with = "values::list_as_text", deserialize_with = "values::list")]
    pub org_info: Vec<OrgInfoV1>,
}

impl Message for AllOrgSync {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("tenantId", Form::Text(64)),
        Field::must("orgInfo", Form::TextList(100_000, OrgInfoV1::FIELDS)),
    ];
}

impl Endpoint for AllOrgSync {
    const NAME: &'static str = "allOrgSync";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/produceAPI/allOrgSync";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::KitV1;
    type Answer = Outcome;
}

/// A department.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrgInfoV1 {
    /// Its code.
    #[serde(deserialize_with = "values::text")]
    pub org_code: String,
    /// Its name.
    #[serde(deserialize_with = "values::text")]
    pub name: String,
    /// The department above; nothing at the top.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub parent_code: Option<String>,
}

impl Message for OrgInfoV1 {
    const FIELDS: &'static [Field] = &[
        Field::must("orgCode", Form::Text(64)),
        Field::must("name", Form::Text(128)),
        Field::may("parentCode", Form::Text(64)),
    ];
}
