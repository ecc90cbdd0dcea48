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
        Field::must("userList", Form::AnyText),
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
