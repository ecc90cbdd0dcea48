//! 授权同步 `authSync`, 1.0 — D:0070649111

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    kit::User,
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// People of an enterprise may use an application, at most 500 in one call; the list travels as text.
///
/// ```
/// use guildhall_sdk::protocol::{kit::User, message, v1::AuthSync, values::Role};
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
/// assert!(json["userList"].as_str().unwrap().contains(r#""name":"张三""#), "a text");
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
    #[serde(serialize_with = "values::list_as_text", deserialize_with = "values::list")]
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
        Field::must("userList", Form::TextList(500, User::FIELDS)),
        Field::must("currentSyncTime", Form::AnyText),
        Field::must("flag", Form::Whole(2)),
    ];
}

impl Endpoint for AuthSync {
    const NAME: &'static str = "authSync";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/produceAPI/authSync";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::KitV1;
    type Answer = Outcome;
}
