//! What people **see**: the Leptos interface by feature, and the server functions.
//!
//! Two shells: console pages ([`Console`]) are rendered on the server and hydrated; public pages ([`public`]) are
//! plain HTML from the server and load no wasm at all.

#![recursion_limit = "256"]

#[cfg(all(target_arch = "wasm32", feature = "ssr"))]
compile_error!("the browser build must not enable `ssr`: every event handler would be gone");

pub mod fault;
pub mod features;
pub mod forms;
pub mod layout;
pub mod load;
pub mod session;
pub mod ui;
pub mod words;

#[cfg(feature = "ssr")]
pub mod door;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
pub mod server;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Router, Routes},
    path,
};

/// The console: everything behind the sign-in.
#[component]
pub fn Console() -> impl IntoView {
    provide_meta_context();
    let session = session::provide();
    let name = session.marketplace.get(session.lang).to_owned();
    view! {
        <Title formatter=move |text: String| {
            if text.is_empty() { name.clone() } else { format!("{text} · {name}") }
        } />
        <Router>
            <Routes fallback=|| layout::NotFoundPage>
                <ParentRoute path=path!("") view=layout::ConsoleLayout ssr=SsrMode::Async>
                    <features::sellers::Pages />
                    <features::listings::Pages />
                    <features::offers::Pages />
                    <features::orders::Pages />
                    <features::settlement::Pages />
                    <features::reviews::Pages />
                    <features::audit::Pages />
                    <features::settings::Pages />
                    <features::notices::Pages />
                    <features::accounts::Pages />
                </ParentRoute>
            </Routes>
        </Router>
    }
}
