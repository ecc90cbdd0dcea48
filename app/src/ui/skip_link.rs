//! The first stop of the keyboard.

use leptos::prelude::*;

/// Jumps over the navigation to `#main`; seen only with the focus on it.
#[component]
pub fn SkipLink(
    /// "Skip to content".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <a class="skip-link" href="#main">{label}</a> }
}
