//! Who did what (操作日志), and who may do what (权限表): both read off what the market itself keeps.

mod calls;
mod changes;
mod log;
mod operations;
mod permissions;
mod words;

pub use calls::{PermissionRow, permissions};
pub use changes::{Change, changes};

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/ops/audit") view=log::AuditPage ssr=SsrMode::Async />
        <Route path=path!("/ops/permissions") view=permissions::PermissionsPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
