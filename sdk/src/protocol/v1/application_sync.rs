//! 应用同步 `applicationSync`, 1.0 — D:0070649110

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// An application of an enterprise.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::ApplicationSync};
/// let call = ApplicationSync {
///     instance_id: "i-1".into(),
///     tenant_id: "t-1".into(),
///     app_id: "a-1".into(),
///     client_id: "c-1".into(),
///     client_secret: "(encrypted)".into(),
///     flag: 1,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "instanceId": "i-1",
///     "tenantId": "t-1",
///     "appId": "a-1",
///     "clientId": "c-1",
///     "clientSecret": "(encrypted)",
///     "flag": 1,
/// }));
/// assert_eq!(message::read::<ApplicationSync>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationSync {
    /// The instance, as the seller named it.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// The buyer's enterprise.
    #[serde(deserialize_with = "values::text")]
    pub tenant_id: String,
    /// The application.
    #[serde(deserialize_with = "values::text")]
    pub app_id: String,
    /// OAuth 2 client.
    #[serde(deserialize_with = "values::text")]
    pub client_id: String,
    /// Its secret, encrypted with the seller's RSA key.
    #[serde(deserialize_with = "values::text")]
    pub client_secret: String,
    /// 0 delete, 1 add.
    #[serde(deserialize_with = "values::whole")]
    pub flag: i64,
}

impl Message for ApplicationSync {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::must("tenantId", Form::Text(64)),
        Field::must("appId", Form::Text(64)),
        Field::must("clientId", Form::Text(64)),
        Field::must("clientSecret", Form::AnyText),
        Field::must("flag", Form::Whole(2)),
    ];
}

impl Endpoint for ApplicationSync {
    const NAME: &'static str = "applicationSync";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/produceAPI/applicationSync";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::KitV1;
    type Answer = Outcome;
}
