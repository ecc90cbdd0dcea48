//! The mails the marketplace wrote: sent, or kept where no mail server is configured.

mod mails;
mod words;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/ops/mails") view=mails::MailsPage ssr=SsrMode::Async /> }
        .into_inner()
        .into_any_nested_route()
}
