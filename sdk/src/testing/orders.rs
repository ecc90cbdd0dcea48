//! The orders the open API has for debugging (protocol notes §6.1).

use crate::protocol::openapi::{BuyerInfo, MOCK_ORDERS, OrderInfo, OrderLine, ProductInfo};
use crate::protocol::values::{ChargingMode, OrderType, Stamp};
use chrono::{DateTime, TimeDelta, Utc};

/// One of [`MOCK_ORDERS`] as the fake marketplace answers it.
///
/// ```
/// use guildhall_sdk::{protocol::values::ChargingMode, testing::mock_order};
/// let order = mock_order("MOCKONDEMAND", "2026-11-22T00:00:00Z".parse().unwrap()).unwrap();
/// assert_eq!(order.order_line[0].order_line_id, "MOCKONDEMAND-000001");
/// assert_eq!(order.order_line[0].charging_mode, ChargingMode::OnDemand);
/// ```
pub fn mock_order(id: &str, now: DateTime<Utc>) -> Option<OrderInfo> {
    if !MOCK_ORDERS.contains(&id) {
        return None;
    }
    let order_type = match id {
        "MOCKPERIODDAYTRIAL" => OrderType::Trial,
        "MOCKMONTYTRIALTOFORMAL" => OrderType::TrialToFormal,
        "MOCKMONTYUNSUBSCRIBE" => OrderType::Unsubscribe,
        "MOCKMONTYRENEW" => OrderType::Renew,
        "MOCKMONTYCHANGE" => OrderType::Change,
        _ => OrderType::New,
    };
    let (charging_mode, period, days) = match id {
        "MOCKONETIMENEW" => (ChargingMode::OneTime, None, 0),
        "MOCKONDEMAND" => (ChargingMode::OnDemand, None, 0),
        "MOCKONDEMANDPKG" => (ChargingMode::OnDemandPackage, Some("year"), 365),
        "MOCKPERIODYEARNEW" => (ChargingMode::Period, Some("year"), 365),
        "MOCKPERIODDAYTRIAL" => (ChargingMode::Period, Some("day"), 7),
        _ => (ChargingMode::Period, Some("month"), 30),
    };
    let product = ProductInfo {
        product_id: Some("OFFI000000000000000001".into()),
        sku_code: Some("00000000-0000-4000-8000-000000000001".into()),
        linear_value: None,
        product_name: Some("调试商品".into()),
    };
    let line = OrderLine {
        order_line_id: format!("{id}-000001"),
        charging_mode,
        expire_time: period.map(|_| Stamp(now + TimeDelta::days(days))),
        period_type: period.map(str::to_owned),
        period_number: period.map(|p| if p == "day" { days } else { 1 }),
        product_info: vec![product],
        extend_params: Vec::new(),
    };
    let buyer = BuyerInfo {
        customer_id: Some("00000000000000000000000000000001".into()),
        customer_name: Some("debugging".into()),
        user_id: None,
        user_name: None,
        mobile_phone: None,
        email: None,
    };
    Some(OrderInfo {
        order_id: id.into(),
        order_type,
        create_time: Stamp(now),
        order_line: vec![line],
        buyer_info: Some(buyer),
        extend_params: Vec::new(),
    })
}
