//! 查询实例信息 `queryInstance` — D:0070649428, I:topic_0070649093, EU:000010

use crate::protocol::{
    codes::ResultCode,
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    values::{self, Quantity, StampMs},
};
use serde::{Deserialize, Serialize};

/// Ask for instances: after an asynchronous creation until they are there, and whenever the buyer looks.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::QueryInstance};
/// let call = QueryInstance { instance_id: "i-1".into() };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "instanceId": "i-1" }));
/// assert_eq!(message::read::<QueryInstance>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryInstance {
    /// One instance, or up to a hundred with commas between them. The documented length of 100 contradicts that and is not enforced.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
}

impl Message for QueryInstance {
    const FIELDS: &'static [Field] = &[Field::must("instanceId", Form::AnyText)];
}

impl Endpoint for QueryInstance {
    const NAME: &'static str = "queryInstance";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Reads;
    const COMMON: Common = Common::Activity;
    type Answer = QueryInstanceAnswer;
}

/// The instances that are ready.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::QueryInstanceAnswer};
/// let text = br#"{"resultCode":"000000","info":[{"instanceId":"i-1","appInfo":{"frontEndUrl":"https://saas.example"}}]}"#;
/// let answer: QueryInstanceAnswer = message::read(text).unwrap();
/// assert_eq!(answer.info[0].app_info.as_ref().unwrap().front_end_url, "https://saas.example");
/// assert!(message::write(&answer).is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryInstanceAnswer {
    /// How it went.
    pub result_code: ResultCode,
    /// In words.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub result_msg: Option<String>,
    /// 1.0 only: how user name and password are encrypted.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub encrypt_type: Option<String>,
    /// What is known of them; one that is still being created is not among them.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "values::list"
    )]
    pub info: Vec<InstanceInfo>,
}

impl Message for QueryInstanceAnswer {
    const FIELDS: &'static [Field] = &[
        Field::must("resultCode", Form::Text(6)),
        Field::may("resultMsg", Form::Text(255)),
        Field::may("encryptType", Form::Text(3)),
        Field::may("info", Form::List(100, InstanceInfo::FIELDS)),
    ];
}

/// How a buyer uses an instance.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::AppInfo};
/// let mut app = AppInfo::at("https://saas.example");
/// assert_eq!(message::write(&app).unwrap(), br#"{"frontEndUrl":"https://saas.example"}"#);
/// app.memo = Some("x".repeat(1025));
/// assert_eq!(message::write(&app).unwrap_err().to_string(), "memo: longer than 1024");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppInfo {
    /// Where the buyer's people work.
    #[serde(deserialize_with = "values::text")]
    pub front_end_url: String,
    /// Where the buyer administers.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub admin_url: Option<String>,
    /// First account; plain in 2.0, encrypted in 1.0.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub user_name: Option<String>,
    /// Its password; plain in 2.0, encrypted in 1.0.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub password: Option<String>,
    /// Words for the buyer.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub memo: Option<String>,
}

impl Message for AppInfo {
    const FIELDS: &'static [Field] = &[
        Field::must("frontEndUrl", Form::Text(512)),
        Field::may("adminUrl", Form::Text(512)),
        Field::may("userName", Form::Text(128)),
        Field::may("password", Form::Text(128)),
        Field::may("memo", Form::Text(1024)),
    ];
}

/// How much of a package was used.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::UsageInfo};
/// let used: UsageInfo = message::read(br#"{"usageValue":"1.5","statisticalTime":"20261122010203456"}"#).unwrap();
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&used).unwrap()).unwrap();
/// assert_eq!(json["usageValue"], 1.5, "written as a number");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageInfo {
    /// The instance it belongs to.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub related_instance_id: Option<String>,
    /// How much.
    #[serde(serialize_with = "values::as_number")]
    pub usage_value: Quantity,
    /// As of when.
    pub statistical_time: StampMs,
    /// Where the buyer sees more.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub dashboard_url: Option<String>,
}

impl Message for UsageInfo {
    const FIELDS: &'static [Field] = &[
        Field::may("relatedInstanceId", Form::Text(64)),
        Field::must("usageValue", Form::Decimal(12, 4)),
        Field::must("statisticalTime", Form::Text(20)),
        Field::may("dashboardUrl", Form::Text(512)),
    ];
}

/// One instance.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::{AppInfo, InstanceInfo}};
/// let instance = InstanceInfo::new("i-1", Some(AppInfo::at("https://saas.example")));
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&instance).unwrap()).unwrap();
/// assert_eq!(json["appInfo"]["frontEndUrl"], "https://saas.example");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceInfo {
    /// Which.
    #[serde(deserialize_with = "values::text")]
    pub instance_id: String,
    /// How it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_info: Option<AppInfo>,
    /// What was used of it.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "values::list"
    )]
    pub usage_info: Vec<UsageInfo>,
}

impl Message for InstanceInfo {
    const FIELDS: &'static [Field] = &[
        Field::must("instanceId", Form::Text(64)),
        Field::may("appInfo", Form::Object(AppInfo::FIELDS)),
        Field::may("usageInfo", Form::List(1000, UsageInfo::FIELDS)),
    ];
}
