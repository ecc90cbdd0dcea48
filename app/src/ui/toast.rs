//! What just happened, said once.

use leptos::prelude::*;

use super::attr::some;
use super::{Icon, Tone};

/// The corner where toasts stand; a polite live region. Put it once into the layout.
#[component]
pub fn ToastRegion(
    /// `Toast`s, or a view that makes them.
    children: Children,
) -> impl IntoView {
    view! { <div class="toasts" role="status">{children()}</div> }.into_any()
}

/// One message. It stays until the reader leaves the page or closes it: nothing worth saying vanishes by itself.
#[component]
pub fn Toast(
    /// What it means.
    tone: Tone,
    /// The sentence.
    #[prop(into)]
    text: String,
    /// Accessible name of the closing link.
    #[prop(optional, into)]
    close_label: String,
    /// The page without the message (works with JavaScript off).
    #[prop(optional, into)]
    close_href: String,
    /// Runs in the browser when it is closed.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
) -> impl IntoView {
    let close = some(close_label).map(|label| match some(close_href) {
        Some(href) => view! {
            <a class="btn btn-plain btn-icon btn-small" href=href aria-label=label.clone() title=label>
                <Icon name="x" />
            </a>
        }
        .into_any(),
        None => view! {
            <button
                type="button"
                class="btn btn-plain btn-icon btn-small needs-js"
                aria-label=label.clone()
                title=label
                on:click=move |_| {
                    if let Some(run) = on_close {
                        run.run(());
                    }
                }
            >
                <Icon name="x" />
            </button>
        }
        .into_any(),
    });
    view! {
        <div class=format!("toast-card {}", tone.class())>
            <Icon name=tone.icon() />
            <p>{text}</p>
            {close}
        </div>
    }
    .into_any()
}
