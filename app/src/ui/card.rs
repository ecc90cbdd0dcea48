//! Surfaces: the card on paper, and the well sunk into it.

use leptos::prelude::*;

use super::attr::some;

/// A sheet of its own: hairline border, no shadow.
#[component]
pub fn Card(
    /// Its heading.
    #[prop(optional, into)]
    title: String,
    /// One line under the heading.
    #[prop(optional, into)]
    lead: String,
    /// At the right of the heading.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// No padding: the content (a table, a list) reaches the border.
    #[prop(optional)]
    flush: bool,
    /// Target of links.
    #[prop(optional, into)]
    id: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    let head = (!title.is_empty() || actions.is_some()).then(|| {
        view! {
            <div class="sheet-head">
                <div>
                    {some(title).map(|title| view! { <h2>{title}</h2> })}
                    {some(lead).map(|lead| view! { <p>{lead}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="buttons">{actions}</div> })}
            </div>
        }
    });
    view! {
        <section class="sheet" class:sheet-flush=flush id=some(id)>
            {head}
            <div class="sheet-body">{children()}</div>
        </section>
    }
    .into_any()
}

/// A sunken area for quoted, raw or secondary content.
#[component]
pub fn Well(
    /// The content.
    children: Children,
) -> impl IntoView {
    view! { <div class="well">{children()}</div> }.into_any()
}
