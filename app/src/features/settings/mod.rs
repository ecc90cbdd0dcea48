//! What the operator sets: the marketplace's name, logo, zone and limits; rules that hold from a day on; the working
//! days; templates of reasons; and the history of all of it. Rendered on the server only.

#[cfg(feature = "ssr")]
mod calendar;
#[cfg(feature = "ssr")]
mod calendar_words;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
mod rules_forms;
#[cfg(feature = "ssr")]
mod rules_words;
#[cfg(feature = "ssr")]
mod table_forms;
#[cfg(feature = "ssr")]
mod templates;
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
        <Route path=path!("/ops/settings") view=page::SettingsPage ssr=SsrMode::Async />
        <Route path=path!("/ops/settings/rules") view=rules::RulesPage ssr=SsrMode::Async />
        <Route path=path!("/ops/settings/calendar") view=calendar::CalendarPage ssr=SsrMode::Async />
        <Route path=path!("/ops/settings/templates") view=templates::TemplatesPage ssr=SsrMode::Async />
        <Route path=path!("/ops/settings/history") view=history::HistoryPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}

/// In the browser there is nothing to do for these pages.
#[cfg(not(feature = "ssr"))]
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/ops/settings") view=|| () ssr=SsrMode::Async /> }
        .into_inner()
        .into_any_nested_route()
}
