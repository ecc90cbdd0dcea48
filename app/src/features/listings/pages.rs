//! Where the pages of this feature are.

use super::{access, detail, editor, list};
use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/seller/listings") view=list::ListingsPage ssr=SsrMode::Async />
        <Route path=path!("/seller/listings/:id") view=detail::ListingPage ssr=SsrMode::Async />
        <Route path=path!("/team/products") view=access::ProductAccessPage ssr=SsrMode::Async />
        <Route path=path!("/seller/listings/:id/edit") view=editor::page::EditPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
