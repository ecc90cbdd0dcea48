//! 全量部门同步 `allOrgSync` — D:0070649437

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// All departments of an enterprise at once.
///
/// ```
/// use guildhall_sdk::protocol::{kit::{AllOrgSync, OrgInfo}, message};
/// let call = AllOrgSync {
///     instance_id: "i-1".into(),
///     tenant_id: "t-1".into(),
///     org_info_list: vec![OrgInfo { org_code: "dev".into(), org_name: "研发部".into(), parent_code: None }],
///     flag: None,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "instanceId": "i-1",
///     "tenantId": "t-1",
///     "orgInfoList": [{ "orgCode": "dev", "orgName": "研发部" }],
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
    /// The departments; read from a text that holds them, too.
    #[serde(deserialize_with = "values::list")]
    pub org_info_list: Vec<OrgInfo>,
    /// Only in the example.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub flag: Option<i64>,
}

impl Message for AllOrgSync {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("tenantId", Form::Text(64)),
        Field::must("orgInfoList", Form::List(100000, OrgInfo::FIELDS)),
        Field::may("flag", Form::Whole(2)),
    ];
}

impl Endpoint for AllOrgSync {
    const NAME: &'static str = "allOrgSync";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/produceAPI/v2/allOrgSync";
    const AUTH: Auth = Auth::Kit;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::KitV2;
    type Answer = Outcome;
}

/// A department.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrgInfo {
    /// Its code.
    #[serde(deserialize_with = "values::text")]
    pub org_code: String,
    /// Its name.
    #[serde(deserialize_with = "values::text")]
    pub org_name: String,
    /// The department above; nothing at the top.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub parent_code: Option<String>,
}

impl Message for OrgInfo {
    const FIELDS: &'static [Field] = &[
        Field::must("orgCode", Form::Text(64)),
        Field::must("orgName", Form::Text(128)),
        Field::may("parentCode", Form::Text(64)),
    ];
}
