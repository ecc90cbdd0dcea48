//! Sellers (商家): the overview, coming in (checklist, real-name authentication, application, agreements), and the business
//! certification. The pages of coming in are made by the server alone.

#[cfg(feature = "ssr")]
mod agreements;
#[cfg(feature = "ssr")]
mod application;
mod calls;
mod certification;
#[cfg(feature = "ssr")]
mod coming_in_forms;
#[cfg(feature = "ssr")]
mod coming_in_words;
#[cfg(feature = "ssr")]
mod identity;
#[cfg(feature = "ssr")]
mod join;
mod overview;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod publish;
mod words;

#[cfg(feature = "ssr")]
pub mod forms;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[cfg(feature = "ssr")]
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller") view=overview::OverviewPage ssr=SsrMode::Async />
        <Route path=path!("/seller/join") view=join::JoinPage ssr=SsrMode::Async />
        <Route path=path!("/seller/identity") view=identity::IdentityPage ssr=SsrMode::Async />
        <Route path=path!("/seller/application") view=application::ApplicationPage ssr=SsrMode::Async />
        <Route path=path!("/seller/agreements") view=agreements::AgreementsPage ssr=SsrMode::Async />
        <Route path=path!("/seller/certification") view=certification::CertificationPage ssr=SsrMode::Async />
        <Route path=path!("/ops/agreements") view=publish::PublishPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}

/// The pages the browser can make as well.
#[cfg(not(feature = "ssr"))]
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller") view=overview::OverviewPage ssr=SsrMode::Async />
        <Route path=path!("/seller/certification") view=certification::CertificationPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
