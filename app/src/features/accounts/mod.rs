//! People and organisations: signing in and out, the language and look of the pages, and the operator's list of
//! organisations with their people.

mod calls;
#[cfg(feature = "ssr")]
pub mod forms;
mod member;
mod organisations;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
mod sign_in_words;
mod words;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/ops/organisations") view=organisations::OrganisationsPage ssr=SsrMode::Async /> }
        .into_inner()
        .into_any_nested_route()
}
