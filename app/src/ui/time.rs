//! Instants. The texts are made by the caller, on the server and in the browser by the same code.

use leptos::prelude::*;

use super::attr::some;

/// An instant: relative in sight, absolute on hover and for screen readers.
#[component]
pub fn When(
    /// The machine's form, RFC 3339.
    #[prop(into)]
    rfc3339: String,
    /// The full instant with its zone.
    #[prop(into)]
    absolute: String,
    /// "3 h ago"; left out, the absolute text is shown.
    #[prop(optional, into)]
    relative: String,
) -> impl IntoView {
    match some(relative) {
        Some(relative) => {
            let tip = absolute.clone();
            view! {
                <time class="when" datetime=rfc3339 title=tip>
                    <span aria-hidden="true">{relative}</span>
                    <span class="sr-only">{absolute}</span>
                </time>
            }
            .into_any()
        }
        None => view! { <time class="when" datetime=rfc3339>{absolute}</time> }.into_any(),
    }
}

/// An instant in the contract's zone, to which `public/zone.js` adds the reader's own where they differ.
#[component]
pub fn ViewerTime(
    /// The machine's form, RFC 3339.
    #[prop(into)]
    rfc3339: String,
    /// The full instant in the contract's zone, zone included.
    #[prop(into)]
    text: String,
    /// What stands before the reader's own time: "your time".
    #[prop(into)]
    viewer_label: String,
) -> impl IntoView {
    view! {
        <span class="viewer-time">
            <time datetime=rfc3339.clone()>{text}</time>
            <time class="viewer-own" datetime=rfc3339.clone() data-instant=rfc3339 data-viewer=viewer_label></time>
        </span>
    }
    .into_any()
}
