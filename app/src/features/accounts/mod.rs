//! People and organisations: signing in and out, a forgotten password, one's own account, the organisation's people and
//! who is invited, the language and look of the pages, and the operator's list of organisations with their people.

mod account_words;
mod calls;
mod device;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod invitation;
mod member;
mod organisations;
mod own;
#[cfg(feature = "ssr")]
mod own_forms;
#[cfg(feature = "ssr")]
pub mod password;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
mod people_words;
#[cfg(feature = "ssr")]
pub mod prove;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
mod sign_in_words;
#[cfg(feature = "ssr")]
mod sign_ins;
#[cfg(feature = "ssr")]
mod sign_ins_words;
mod team;
#[cfg(feature = "ssr")]
mod team_forms;
mod team_words;
mod two_step;
mod words;

/// What the browser knows of pages that only the server renders: that they are there.
#[cfg(not(feature = "ssr"))]
#[expect(non_snake_case, reason = "named as the pages are")]
mod server_only {
    pub mod people {
        pub fn PeoplePage() {}
    }
    pub mod sign_ins {
        pub fn SignInsPage() {}
    }
}
#[cfg(not(feature = "ssr"))]
use server_only::{people, sign_ins};

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/ops/organisations") view=organisations::OrganisationsPage ssr=SsrMode::Async />
        <Route path=path!("/ops/people") view=people::PeoplePage ssr=SsrMode::Async />
        <Route path=path!("/account") view=own::AccountPage ssr=SsrMode::Async />
        <Route path=path!("/account/two-step") view=two_step::TwoStepPage ssr=SsrMode::Async />
        <Route path=path!("/account/sign-ins") view=sign_ins::SignInsPage ssr=SsrMode::Async />
        <Route path=path!("/team") view=team::TeamPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
