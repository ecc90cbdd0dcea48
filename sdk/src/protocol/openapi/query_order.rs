//! 订单查询 — D:0070649350, D:0070649466, U:zh-cn_topic_0000002497812372, IE:topic_0070649116, EU:000033

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    values::{self, ChargingMode, OrderType, Stamp},
};
use serde::{Deserialize, Serialize};

/// Ask what is in an order.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::QueryOrder};
/// let call = QueryOrder { order_id: "CS2211181819B4LVS".into(), order_line_id: None };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "orderId": "CS2211181819B4LVS" }));
/// assert_eq!(message::read::<QueryOrder>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryOrder {
    /// The order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// One line of it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub order_line_id: Option<String>,
}

impl Message for QueryOrder {
    const FIELDS: &'static [Field] = &[
        Field::must("orderId", Form::Text(64)),
        Field::may("orderLineId", Form::Text(64)),
    ];
}

impl Endpoint for QueryOrder {
    const NAME: &'static str = "order/query";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/mkp-openapi-public/global/v1/order/query";
    const AUTH: Auth = Auth::AkSk;
    const REPEAT: Repeat = Repeat::Reads;
    const COMMON: Common = Common::None;
    type Answer = QueryOrderAnswer;
}

/// The order.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::QueryOrderAnswer};
/// let text = br#"{"resultCode":"MKT.0000","resultMsg":"success"}"#;
/// let answer: QueryOrderAnswer = message::read(text).unwrap();
/// assert_eq!(answer.order_info, None);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryOrderAnswer {
    /// `MKT.0000` when fine; [`crate::protocol::codes::ApiCode::read`].
    #[serde(deserialize_with = "values::text")]
    pub result_code: String,
    /// In words.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub result_msg: Option<String>,
    /// The order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_info: Option<OrderInfo>,
}

impl Message for QueryOrderAnswer {
    const FIELDS: &'static [Field] = &[
        Field::must("resultCode", Form::Text(16)),
        Field::may("resultMsg", Form::Text(1024)),
        Field::may("orderInfo", Form::Object(OrderInfo::FIELDS)),
    ];
}

/// A name and a value the product asked for.
///
/// ```
/// use guildhall_sdk::protocol::openapi::ExtendParam;
/// let read: ExtendParam = serde_json::from_str(r#"{"name":"region","value":"cn-north-4"}"#).unwrap();
/// assert_eq!(read.name, "region");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtendParam {
    /// The name.
    #[serde(deserialize_with = "values::text")]
    pub name: String,
    /// The value.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub value: Option<String>,
}

impl Message for ExtendParam {
    const FIELDS: &'static [Field] = &[
        Field::must("name", Form::AnyText),
        Field::may("value", Form::AnyText),
    ];
}

/// A product of a line.
///
/// ```
/// use guildhall_sdk::protocol::openapi::ProductInfo;
/// let read: ProductInfo = serde_json::from_str(r#"{"productId":"OFFI-2","skuCode":"sku-2","linearValue":20}"#).unwrap();
/// assert_eq!(read.linear_value, Some(20));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductInfo {
    /// The product.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub product_id: Option<String>,
    /// The specification.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub sku_code: Option<String>,
    /// Its size, where it is sold by size.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub linear_value: Option<i64>,
    /// Its name.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub product_name: Option<String>,
}

impl Message for ProductInfo {
    const FIELDS: &'static [Field] = &[
        Field::may("productId", Form::AnyText),
        Field::may("skuCode", Form::AnyText),
        Field::may("linearValue", Form::Whole(10)),
        Field::may("productName", Form::AnyText),
    ];
}

/// A line of an order. Lengths beyond the first two fields are not published.
///
/// ```
/// use guildhall_sdk::protocol::openapi::OrderLine;
/// let text = r#"{"orderLineId":"o-1-000001","chargingMode":"PERIOD","expireTime":"20230726155959"}"#;
/// let read: OrderLine = serde_json::from_str(text).unwrap();
/// assert_eq!(read.charging_mode.as_str(), "PERIOD");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// Its id.
    #[serde(deserialize_with = "values::text")]
    pub order_line_id: String,
    /// How it is charged.
    pub charging_mode: ChargingMode,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_time: Option<Stamp>,
    /// `year`, `month`, of trials `day`.
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
    /// What was bought.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "values::list"
    )]
    pub product_info: Vec<ProductInfo>,
    /// What the product asked for.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "values::list"
    )]
    pub extend_params: Vec<ExtendParam>,
}

impl Message for OrderLine {
    const FIELDS: &'static [Field] = &[
        Field::must("orderLineId", Form::Text(64)),
        Field::must("chargingMode", Form::Text(25)),
        Field::may("expireTime", Form::Text(20)),
        Field::may("periodType", Form::AnyText),
        Field::may("periodNumber", Form::Whole(4)),
        Field::may("productInfo", Form::List(1000, ProductInfo::FIELDS)),
        Field::may("extendParams", Form::List(1000, ExtendParam::FIELDS)),
    ];
}

/// Who bought.
///
/// ```
/// use guildhall_sdk::protocol::openapi::BuyerInfo;
/// let read: BuyerInfo = serde_json::from_str(r#"{"customerId":"c-1","customerName":"yunfan"}"#).unwrap();
/// assert_eq!(read.mobile_phone, None, "only when the product asks for it");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BuyerInfo {
    /// The account.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub customer_id: Option<String>,
    /// Its name.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub customer_name: Option<String>,
    /// The IAM user.
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
    /// Only if the product asks for it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub mobile_phone: Option<String>,
    /// Only if the product asks for it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub email: Option<String>,
}

impl Message for BuyerInfo {
    const FIELDS: &'static [Field] = &[
        Field::may("customerId", Form::AnyText),
        Field::may("customerName", Form::AnyText),
        Field::may("userId", Form::AnyText),
        Field::may("userName", Form::AnyText),
        Field::may("mobilePhone", Form::AnyText),
        Field::may("email", Form::AnyText),
    ];
}

/// An order.
///
/// ```
/// use guildhall_sdk::protocol::openapi::OrderInfo;
/// let text = r#"{"orderId":"o-1","orderType":"RENEW","createTime":"20220726064736","orderLine":[]}"#;
/// let read: OrderInfo = serde_json::from_str(text).unwrap();
/// assert_eq!(read.create_time.0.to_rfc3339(), "2022-07-26T06:47:36+00:00");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderInfo {
    /// Its id.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// What it is for.
    pub order_type: OrderType,
    /// When it was placed.
    pub create_time: Stamp,
    /// Its lines.
    #[serde(deserialize_with = "values::list")]
    pub order_line: Vec<OrderLine>,
    /// Who bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer_info: Option<BuyerInfo>,
    /// What the product asked for.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "values::list"
    )]
    pub extend_params: Vec<ExtendParam>,
}

impl Message for OrderInfo {
    const FIELDS: &'static [Field] = &[
        Field::must("orderId", Form::Text(64)),
        Field::must("orderType", Form::Text(32)),
        Field::must("createTime", Form::Text(20)),
        Field::must("orderLine", Form::List(1000, OrderLine::FIELDS)),
        Field::may("buyerInfo", Form::Object(BuyerInfo::FIELDS)),
        Field::may("extendParams", Form::List(1000, ExtendParam::FIELDS)),
    ];
}
