//! What the operator sets: the marketplace's name and zone, the ranges of discounts, the fee, and when bills are made.

#[cfg(feature = "ssr")]
pub mod forms;
mod page;
mod words;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/ops/settings") view=page::SettingsPage ssr=SsrMode::Async /> }
        .into_inner()
        .into_any_nested_route()
}
