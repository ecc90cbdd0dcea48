//! Sellers (商家): the overview, and the business certification.

mod calls;
mod certification;
mod overview;
mod words;

#[cfg(feature = "ssr")]
pub mod forms;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller") view=overview::OverviewPage ssr=SsrMode::Async />
        <Route path=path!("/seller/certification") view=certification::CertificationPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
