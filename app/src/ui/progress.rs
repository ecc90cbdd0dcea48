//! How far something is.

use leptos::prelude::*;

/// A native progress bar with its words.
#[component]
pub fn Progress(
    /// What is under way.
    #[prop(into)]
    label: String,
    /// How far, of `max`; `None` while unknown.
    #[prop(into)]
    value: Signal<Option<u64>>,
    /// The whole.
    #[prop(default = Signal::stored(100), into)]
    max: Signal<u64>,
    /// The same in words: "3.2 MB of 18 MB".
    #[prop(optional, into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="progress-row">
            <div class="progress-text">
                <span>{label.clone()}</span>
                <span class="num">{move || text.get()}</span>
            </div>
            <progress
                class="meter"
                aria-label=label
                max=move || max.get().to_string()
                value=move || value.get().map(|value| value.to_string())
            ></progress>
        </div>
    }
    .into_any()
}
