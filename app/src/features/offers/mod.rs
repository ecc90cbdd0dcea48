//! Exclusive discounts (商家专属优惠): the seller's list, form and one-screen life cycle of an offer, and the page that
//! its link opens for the customer ([`public`]).

mod calls;
mod detail;
#[cfg(feature = "ssr")]
pub mod forms;
mod link;
mod list;
mod new;
mod parts;
mod percents;
#[cfg(feature = "ssr")]
pub mod public;
mod words;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller/offers") view=list::OffersPage ssr=SsrMode::Async />
        <Route path=path!("/seller/offers/new") view=new::NewOfferPage ssr=SsrMode::Async />
        <Route path=path!("/seller/offers/:id") view=detail::OfferPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
