//! Notices: everybody's inbox and how one wants to be told; for the administrator the mails and short messages.

#[cfg(feature = "ssr")]
pub mod forms;
pub mod inbox;
mod inbox_words;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
mod mails;
#[cfg(feature = "ssr")]
mod preferences;
#[cfg(feature = "ssr")]
mod preferences_words;
#[cfg(feature = "ssr")]
mod sms;
#[cfg(feature = "ssr")]
mod words;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[cfg(feature = "ssr")]
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/ops/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/my/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/account/notices") view=preferences::PreferencesPage ssr=SsrMode::Async />
        <Route path=path!("/ops/mails") view=mails::MailsPage ssr=SsrMode::Async />
        <Route path=path!("/ops/mails/sms") view=sms::SmsPage ssr=SsrMode::Async />
        <Route path=path!("/ops/mails/:id") view=mail::MailPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}

/// In the browser only the inbox has something to do.
#[cfg(not(feature = "ssr"))]
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/ops/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/my/notices") view=inbox::NoticesPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
