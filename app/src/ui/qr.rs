//! A link as a square of squares.

use leptos::prelude::*;

/// A QR code, drawn by the server. Always dark on white, in both themes: scanners ask for it.
#[component]
pub fn Qr(
    /// The `<svg>` element, made by our own code. Never text from outside: it is set as it is.
    #[prop(into)]
    svg: String,
    /// What it leads to.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <div class="qr" role="img" aria-label=label inner_html=svg></div> }
}
