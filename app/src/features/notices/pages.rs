//! Where the pages of this feature are.

use super::{inbox, mail, mails, preferences, sms};
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
        <Route path=path!("/account/notices") view=preferences::PreferencesPage ssr=SsrMode::Async />
        <Route path=path!("/ops/mails") view=mails::MailsPage ssr=SsrMode::Async />
        <Route path=path!("/ops/mails/sms") view=sms::SmsPage ssr=SsrMode::Async />
        <Route path=path!("/ops/mails/:id") view=mail::MailPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
