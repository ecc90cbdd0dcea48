//! People and organisations: signing in and out, a forgotten password, one's own account, the organisation's people and
//! who is invited, the language and look of the pages, and the operator's list of organisations with their people.

mod account_words;
mod calls;
mod device;
pub mod forms;
pub mod invitation;
mod member;
mod organisations;
mod own;
mod own_forms;
pub mod password;
mod people;
mod people_words;
pub mod prove;
pub mod public;
mod sign_in_words;
mod sign_ins;
mod sign_ins_words;
pub mod sign_up;
mod team;
mod team_forms;
mod team_words;
mod two_step;
mod words;

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
