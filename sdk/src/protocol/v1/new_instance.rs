//! 新购商品 `newInstance`, 1.0 — D:0070649013, IE:en-us_topic_0070649013, SC:0131
//!
//! The key is the order; of what is charged by use, the order and the product.

use crate::protocol::{
    codes::ResultCode,
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Fault, Field, Form, Message, Wrong},
    production::AppInfo,
    values::{self, Quantity, Stamp},
};
use serde::{Deserialize, Serialize};

/// Create an instance. Also called, live, whenever the buyer opens the resource's page: the stored answer is given again.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::NewInstance};
/// // As it comes: every value is a text.
/// let text = br#"{"customerId":"c-1","businessId":"b-1","orderId":"o-1","productId":"p-1","periodNumber":"1"}"#;
/// let call: NewInstance = message::read(text).unwrap();
/// assert_eq!((call.order_id.as_str(), call.period_number, call.email.as_deref()), ("o-1", Some(1), None));
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json["periodNumber"], 1);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewInstance {
    /// The buyer's account.
    #[serde(deserialize_with = "values::text")]
    pub customer_id: String,
    /// Its name (mandatory on one page).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub customer_name: Option<String>,
    /// The buyer's IAM user; not sent for new goods since 2025-10-25.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub user_id: Option<String>,
    /// Its name.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub user_name: Option<String>,
    /// Encrypted; only if the product asks for it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub mobile_phone: Option<String>,
    /// Encrypted; only if the product asks for it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub email: Option<String>,
    /// The platform's id of this request.
    #[serde(deserialize_with = "values::text")]
    pub business_id: String,
    /// The order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The specification.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub sku_code: Option<String>,
    /// The product; may change on renewal.
    #[serde(deserialize_with = "values::text")]
    pub product_id: String,
    /// `1` for a trial.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub trial_flag: Option<String>,
    /// When it ends, about; of periods and packages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<Stamp>,
    /// 0 by use, 1 period, 3 once, 5 package.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub charging_mode: Option<i64>,
    /// `year` or `month`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub period_type: Option<String>,
    /// How many.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub period_number: Option<i64>,
    /// What was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_amount: Option<Quantity>,
    /// Linear attribute.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub amount: Option<i64>,
    /// Linear attribute.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub disk_size: Option<i64>,
    /// Linear attribute.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub band_width: Option<i64>,
    /// Kind of delivery; its values are not published.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub provision_type: Option<i64>,
    /// base64 of a JSON list of name and value.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub saas_extend_params: Option<String>,
}

impl Message for NewInstance {
    const FIELDS: &'static [Field] = &[
        Field::must("customerId", Form::Text(100)),
        Field::may("customerName", Form::Text(64)),
        Field::may("userId", Form::Text(64)),
        Field::may("userName", Form::Text(64)),
        Field::may("mobilePhone", Form::AnyText),
        Field::may("email", Form::AnyText),
        Field::must("businessId", Form::Text(64)),
        Field::must("orderId", Form::Text(64)),
        Field::may("skuCode", Form::Text(64)),
        Field::must("productId", Form::Text(64)),
        Field::may("trialFlag", Form::AnyText),
        Field::may("expireTime", Form::Text(20)),
        Field::may("chargingMode", Form::Whole(2)),
        Field::may("periodType", Form::Text(10)),
        Field::may("periodNumber", Form::Whole(2)),
        Field::may("orderAmount", Form::Decimal(20, 3)),
        Field::may("amount", Form::Whole(7)),
        Field::may("diskSize", Form::Whole(7)),
        Field::may("bandWidth", Form::Whole(7)),
        Field::may("provisionType", Form::Whole(4)),
        Field::may("saasExtendParams", Form::Text(2048)),
    ];
}

impl Endpoint for NewInstance {
    const NAME: &'static str = "newInstance";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Token;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::V1;
    type Answer = NewInstanceAnswer;
}

/// The instance and how it is used.
///
/// ```
/// use guildhall_sdk::protocol::{message, v1::NewInstanceAnswer};
/// let text = br#"{"resultCode":"000000","instanceId":"i-1","appInfo":{"frontEndUrl":"https://saas.example"}}"#;
/// let answer: NewInstanceAnswer = message::read(text).unwrap();
/// assert_eq!(answer.app_info.unwrap().front_end_url, "https://saas.example");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewInstanceAnswer {
    /// How it went.
    pub result_code: ResultCode,
    /// In words.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub result_msg: Option<String>,
    /// `1` AES-256 (default), `2` AES-128.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub encrypt_type: Option<String>,
    /// The seller's own name for it. Mandatory unless refused.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub instance_id: Option<String>,
    /// How it is used; user name and password encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_info: Option<AppInfo>,
}

impl Message for NewInstanceAnswer {
    const FIELDS: &'static [Field] = &[
        Field::must("resultCode", Form::Text(6)),
        Field::may("resultMsg", Form::Text(255)),
        Field::may("encryptType", Form::Text(3)),
        Field::may("instanceId", Form::Text(64)),
        Field::may("appInfo", Form::Object(AppInfo::FIELDS)),
    ];

    fn further(&self, faults: &mut Vec<Fault>) {
        if self.result_code.is_fine() && self.instance_id.as_ref().is_none_or(String::is_empty) {
            faults.push(Fault {
                path: "instanceId".into(),
                wrong: Wrong::Missing,
            });
        }
    }
}
