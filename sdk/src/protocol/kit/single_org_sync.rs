//! 单个部门同步 `singleOrgSync` — D:0070649436

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// One department comes, changes or goes.
///
/// ```
/// use guildhall_sdk::protocol::{kit::SingleOrgSync, message};
/// let call = SingleOrgSync {
///     instance_id: "i-1".into(),
///     tenant_id: "t-1".into(),
///     org_code: "dev".into(),
///     org_name: "研发部".into(),
///     parent_code: None,
///     flag: 1,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "instanceId": "i-1",
///     "tenantId": "t-1",
///     "orgCode": "dev",
///     "orgName": "研发部",
///     "flag": 1,
/// }));
/// assert_eq!(message::read::<SingleOrgSync>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SingleOrgSync {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The buyer's enterprise.
    #[serde(deserialize_with = "values::text")]
    pub tenant_id: String,
    /// The department.
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
    /// 0 delete, 1 add, 2 modify.
    #[serde(deserialize_with = "values::whole")]
    pub flag: i64,
}

impl Message for SingleOrgSync {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("tenantId", Form::Text(64)),
        Field::must("orgCode", Form::Text(64)),
        Field::must("orgName", Form::Text(128)),
        Field::may("parentCode", Form::Text(64)),
        Field::must("flag", Form::Whole(2)),
    ];
}

impl Endpoint for SingleOrgSync {
    const NAME: &'static str = "singleOrgSync";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/produceAPI/v2/singleOrgSync";
    const AUTH: Auth = Auth::Kit;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::KitV2;
    type Answer = Outcome;
}
