//! The review desk: what waits for the operator, the queue, and the page where a submission is read and decided.

mod bar;
mod calls;
mod clock;
mod comments;
mod decision;
mod diff;
mod fields;
#[cfg(feature = "ssr")]
pub mod forms;
mod joining;
mod keys;
mod listing;
mod overview;
mod page;
mod queue;
mod terms;
mod words;

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
