//! Sellers (商家): the overview, coming in (checklist, real-name authentication, application, agreements), and the business
//! certification, the seller page with tier and points.

mod agreements;
mod application;
mod calls;
mod certification;
mod certification_forms;
mod certification_steps;
mod certification_words;
mod coming_in_forms;
mod coming_in_words;
mod company;
mod conduct;
mod conduct_forms;
mod conduct_parts;
mod conduct_words;
mod identity;
mod join;
mod overview;
mod parts;
mod publish;
mod transfers;
mod words;

pub mod forms;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller") view=overview::OverviewPage ssr=SsrMode::Async />
        <Route path=path!("/seller/join") view=join::JoinPage ssr=SsrMode::Async />
        <Route path=path!("/seller/identity") view=identity::IdentityPage ssr=SsrMode::Async />
        <Route path=path!("/seller/application") view=application::ApplicationPage ssr=SsrMode::Async />
        <Route path=path!("/seller/agreements") view=agreements::AgreementsPage ssr=SsrMode::Async />
        <Route path=path!("/seller/certification") view=certification::CertificationPage ssr=SsrMode::Async />
        <Route path=path!("/seller/company") view=company::CompanyPage ssr=SsrMode::Async />
        <Route path=path!("/ops/transfers") view=transfers::TransfersPage ssr=SsrMode::Async />
        <Route path=path!("/ops/conduct") view=conduct::ConductListPage ssr=SsrMode::Async />
        <Route path=path!("/ops/conduct/:seller") view=conduct::ConductPage ssr=SsrMode::Async />
        <Route path=path!("/ops/agreements") view=publish::PublishPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
