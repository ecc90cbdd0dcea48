//! (being built)

#[cfg(feature = "ssr")]
pub mod forms;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/unbuilt/reviews") view=|| () /> }.into_inner().into_any_nested_route()
}
