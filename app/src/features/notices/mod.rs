//! Notices: everybody's inbox, and for the administrator the mails the marketplace wrote.

#[cfg(feature = "ssr")]
pub mod forms;
pub mod inbox;
mod inbox_words;
mod mails;
mod words;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/ops/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/my/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/ops/mails") view=mails::MailsPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
