//! Where the pages of this feature are.

use super::{detail, list, new};
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
