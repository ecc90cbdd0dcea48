//! 授权同步 `authSync` — D:0070649435

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Role},
};
use serde::{Deserialize, Serialize};

/// People of an enterprise may use an application, or may no more.
///
/// ```
/// use guildhall_sdk::protocol::{kit::{AuthSync, User}, message, values::Role};
/// let user = User {
///     user_name: "zhang".into(),
///     name: "张三".into(),
///     org_code: "dev".into(),
///     position: None,
///     employee_code: None,
///     employee_type: Some(1),
///     role: Role::User,
///     enable: "true".into(),
///     mobile: None,
///     email: None,
///     work_place: None,
///     entry_date: None,
/// };
/// let call = AuthSync {
///     instance_id: "i-1".into(),
///     tenant_id: "t-1".into(),
///     app_id: "a-1".into(),
///     user_list: vec![user],
///     current_sync_time: "20261122000000000".into(),
///     flag: 1,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json["userList"][0]["employeeType"], 1);
/// assert_eq!(json["userList"][0]["name"], "张三");
/// assert_eq!(message::read::<AuthSync>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthSync {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The buyer's enterprise.
    #[serde(deserialize_with = "values::text")]
    pub tenant_id: String,
    /// The application.
    #[serde(deserialize_with = "values::text")]
    pub app_id: String,
    /// The people.
    #[serde(deserialize_with = "values::list")]
    pub user_list: Vec<User>,
    /// When this was current.
    #[serde(deserialize_with = "values::text")]
    pub current_sync_time: String,
    /// 0 delete, 1 add, 2 modify, 3 withdraw the authorisation.
    #[serde(deserialize_with = "values::whole")]
    pub flag: i64,
}

impl Message for AuthSync {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("tenantId", Form::Text(64)),
        Field::must("appId", Form::Text(64)),
        Field::must("userList", Form::List(500, User::FIELDS)),
        Field::must("currentSyncTime", Form::AnyText),
        Field::must("flag", Form::Whole(2)),
    ];
}

impl Endpoint for AuthSync {
    const NAME: &'static str = "authSync";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/produceAPI/v2/authSync";
    const AUTH: Auth = Auth::Kit;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::KitV2;
    type Answer = Outcome;
}

/// A person of an enterprise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// What they sign in as.
    #[serde(deserialize_with = "values::text")]
    pub user_name: String,
    /// What they are called.
    #[serde(deserialize_with = "values::text")]
    pub name: String,
    /// Their department.
    #[serde(deserialize_with = "values::text")]
    pub org_code: String,
    /// Their position.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub position: Option<String>,
    /// Their number.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub employee_code: Option<String>,
    /// 1 formal, 2 intern, 3 dispatched, 4 outsourced.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub employee_type: Option<i64>,
    /// What they may.
    pub role: Role,
    /// `"true"` or `"false"`.
    #[serde(deserialize_with = "values::text")]
    pub enable: String,
    /// Their phone.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub mobile: Option<String>,
    /// Their address.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub email: Option<String>,
    /// Where they work.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub work_place: Option<String>,
    /// Since when.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub entry_date: Option<String>,
}

impl Message for User {
    const FIELDS: &'static [Field] = &[
        Field::must("userName", Form::Text(64)),
        Field::must("name", Form::Text(64)),
        Field::must("orgCode", Form::Text(64)),
        Field::may("position", Form::Text(64)),
        Field::may("employeeCode", Form::Text(64)),
        Field::may("employeeType", Form::Whole(11)),
        Field::must("role", Form::Text(32)),
        Field::must("enable", Form::Text(8)),
        Field::may("mobile", Form::Text(32)),
        Field::may("email", Form::Text(128)),
        Field::may("workPlace", Form::AnyText),
        Field::may("entryDate", Form::AnyText),
    ];
}
