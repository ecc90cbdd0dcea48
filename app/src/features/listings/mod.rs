//! Listings (商品): the seller's list, one page for a listing's whole life, the editor, and the public product page.
//!
//! Others use: [`content_sections`], [`ContentView`], [`certificate_view`], [`specs_table`] (read-only rendering), and
//! the server functions [`list_listings`] and [`get_listing`].

mod calls;
mod content_view;
mod detail;
mod editor;
mod list;
mod words;

#[cfg(feature = "ssr")]
mod access;
#[cfg(feature = "ssr")]
mod access_words;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
mod public_words;

pub use calls::{get_listing, list_listings};
pub use content_view::{ContentView, certificate_view, content_sections, paragraphs, prices, specs_table};
pub use detail::{listing_badge, revision_badge};

/// What the browser knows of a page that only the server renders: that it is there.
#[cfg(not(feature = "ssr"))]
#[expect(non_snake_case, reason = "named as the page is")]
mod access {
    pub fn ProductAccessPage() {}
}

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
        <Route path=path!("/seller/listings/:id/edit") view=editor::EditPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
