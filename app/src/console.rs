//! The console: everything behind the sign-in. Rendered on the server only.

use crate::{features, layout, session};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Router, Routes},
    path,
};

/// The console.
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
                    <features::find::Pages />
                </ParentRoute>
            </Routes>
        </Router>
    }
}
