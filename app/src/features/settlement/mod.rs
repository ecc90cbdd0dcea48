//! Bills and transactions: the seller's statements with the reason of every amount, and the operator's runs and steps.

mod advance;
mod bill;
mod bills;
mod calls;
#[cfg(feature = "ssr")]
pub mod forms;
mod lines;
pub mod lists;
mod ops;
mod run;
mod transaction;
mod transactions;
mod words;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller/bills") view=bills::SellerBillsPage ssr=SsrMode::Async />
        <Route path=path!("/seller/bills/:id") view=bill::SellerBillPage ssr=SsrMode::Async />
        <Route path=path!("/seller/transactions") view=transactions::TransactionsPage ssr=SsrMode::Async />
        <Route path=path!("/seller/transactions/:id") view=transaction::TransactionPage ssr=SsrMode::Async />
        <Route path=path!("/ops/bills") view=ops::OperatorBillsPage ssr=SsrMode::Async />
        <Route path=path!("/ops/bills/run") view=run::RunPage ssr=SsrMode::Async />
        <Route path=path!("/ops/bills/:id") view=bill::OperatorBillPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
