//! 租户同步 `tenantSync`, 1.0 — D:0070649109

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values,
};
use serde::{Deserialize, Serialize};

/// A buyer's enterprise comes or goes.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::TenantSync};
/// let call = TenantSync {
///     instance_id: "i-1".into(),
///     order_id: "CS2211181819B4LVS".into(),
///     tenant_id: "t-1".into(),
///     tenant_code: "yunfan".into(),
///     name: "云帆科技".into(),
///     domain_name: "https://tenant.example".into(),
///     flag: 1,
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({
///     "instanceId": "i-1",
///     "orderId": "CS2211181819B4LVS",
///     "tenantId": "t-1",
///     "tenantCode": "yunfan",
///     "name": "云帆科技",
///     "domainName": "https://tenant.example",
///     "flag": 1,
/// }));
/// assert_eq!(message::read::<TenantSync>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantSync {
    /// The instance; empty while credentials are applied for.
    #[serde(default, deserialize_with = "values::text")]
    pub instance_id: String,
    /// Its order; empty as well then.
    #[serde(default, deserialize_with = "values::text")]
    pub order_id: String,
    /// The buyer's enterprise.
    #[serde(deserialize_with = "values::text")]
    pub tenant_id: String,
    /// Its code.
    #[serde(deserialize_with = "values::text")]
    pub tenant_code: String,
    /// Its name.
    #[serde(deserialize_with = "values::text")]
    pub name: String,
    /// Where it signs in, with the scheme.
    #[serde(deserialize_with = "values::text")]
    pub domain_name: String,
    /// 0 delete, 1 add.
    #[serde(deserialize_with = "values::whole")]
    pub flag: i64,
}

impl Message for TenantSync {
    const FIELDS: &'static [Field] = &[
        Field::may("instanceId", Form::Text(64)),
        Field::may("orderId", Form::Text(64)),
        Field::must("tenantId", Form::Text(64)),
        Field::must("tenantCode", Form::Text(64)),
        Field::must("name", Form::Text(255)),
        Field::must("domainName", Form::Text(255)),
        Field::must("flag", Form::Whole(2)),
    ];
}

impl Endpoint for TenantSync {
    const NAME: &'static str = "tenantSync";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/produceAPI/tenantSync";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::KitV1;
    type Answer = Outcome;
}
