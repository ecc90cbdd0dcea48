//! What the operator sets: the marketplace's name, logo, zone and limits; rules that hold from a day on; the working
//! days; templates of reasons; and the history of all of it.

mod calendar;
mod calendar_words;
pub mod forms;
mod history;
mod page;
mod parts;
mod rules;
mod rules_forms;
mod rules_words;
mod table_forms;
mod templates;
mod words;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
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
