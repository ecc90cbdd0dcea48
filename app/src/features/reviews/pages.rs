//! Where the pages of this feature are.

use super::{overview, page, queue};
use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/ops") view=overview::OverviewPage ssr=SsrMode::Async />
        <Route path=path!("/ops/reviews") view=queue::QueuePage ssr=SsrMode::Async />
        <Route path=path!("/ops/reviews/:id") view=page::ReviewPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
