//! Orders (订单): the seller's list and detail with the confirmation that the customer has what was bought; the
//! customer's list and detail with payment. Ordering itself happens on the offer's public page (`features::offers`).

mod address;
mod calls;
#[cfg(feature = "ssr")]
pub mod forms;
mod list;
mod mine;
mod parts;
mod pay;
mod seller;
mod words;

pub use address::{Address, pager};
pub use parts::{Contact, full, when};

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller/orders") view=list::SellerOrdersPage ssr=SsrMode::Async />
        <Route path=path!("/seller/orders/:id") view=seller::SellerOrderPage ssr=SsrMode::Async />
        <Route path=path!("/my/orders") view=list::MyOrdersPage ssr=SsrMode::Async />
        <Route path=path!("/my/orders/:id") view=mine::MyOrderPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
