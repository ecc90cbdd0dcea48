//! The server functions of this feature. (The macro gives each a type of the operation's own name, so the operations
//! are named with their module.)

use crate::fault::Fault;
use guildhall_sdk::{
    orders::{self, OrderRow, OrderView},
    portal::Page,
};
use leptos::{prelude::*, server_fn};
use serde::{Deserialize, Serialize};

/// The seller's orders.
#[server(name = ListOrdersCall, endpoint = "list_orders", input = server_fn::codec::Json)]
pub async fn list_orders(query: orders::ListOrders) -> Result<Page<OrderRow>, Fault> {
    crate::door::run(query).await
}

/// One of the seller's orders.
#[server(name = GetOrderCall, endpoint = "get_order", input = server_fn::codec::Json)]
pub async fn get_order(query: orders::GetOrder) -> Result<OrderView, Fault> {
    crate::door::run(query).await
}

/// The customer's orders.
#[server(name = ListMyOrdersCall, endpoint = "list_my_orders", input = server_fn::codec::Json)]
pub async fn list_my_orders(query: orders::ListMyOrders) -> Result<Page<OrderRow>, Fault> {
    crate::door::run(query).await
}

/// One of the customer's orders, and what its page needs to pay it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyOrder {
    /// The order.
    pub order: OrderView,
    /// The idempotency key of the payment form: new for every view of the page, so that a click that is sent twice is
    /// one payment and a retry after a failure is another.
    pub key: String,
}

/// One of the customer's orders.
#[server(name = GetMyOrderCall, endpoint = "get_my_order", input = server_fn::codec::Json)]
pub async fn get_my_order(query: orders::GetMyOrder) -> Result<MyOrder, Fault> {
    let order = crate::door::run(query).await?;
    Ok(MyOrder {
        order,
        key: guildhall_market::secrets::random_token(),
    })
}
