//! A list without rows: one sentence, one act, a quiet drawing.

use leptos::prelude::*;

use super::Drawing;
use super::attr::some;

/// What stands where rows would.
#[component]
pub fn Empty(
    /// Which drawing.
    #[prop(optional)]
    drawing: Drawing,
    /// The sentence.
    #[prop(into)]
    title: String,
    /// A second one, if it helps.
    #[prop(optional, into)]
    text: String,
    /// The act.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {drawing.view()}
            <p class="empty-title">{title}</p>
            {some(text).map(|text| view! { <p class="empty-text">{text}</p> })}
            {children.map(|children| view! { <div class="buttons">{children()}</div> })}
        </div>
    }
    .into_any()
}
