//! Filters live in the URL: a GET form to set them, chips with a link each to remove them.

use leptos::prelude::*;

use super::attr::some;
use super::{Button, Icon};

/// A form of filters that submits with GET.
#[component]
pub fn FilterBar(
    /// The list's own address.
    #[prop(into)]
    action: String,
    /// Accessible name of the form.
    #[prop(into)]
    label: String,
    /// The words of the button.
    #[prop(into)]
    submit_label: String,
    /// At the end of the line: columns, export.
    #[prop(optional)]
    tools: Option<AnyView>,
    /// The controls, each with a `label` of its own or in a `Field`.
    children: Children,
) -> impl IntoView {
    view! {
        <form class="filters" method="get" action=action role="search" aria-label=label>
            {children()}
            <Button label=submit_label icon="funnel" />
            {tools.map(|tools| view! { <div class="filter-tools buttons">{tools}</div> })}
        </form>
    }
    .into_any()
}

/// The filters in force.
#[component]
pub fn Chips(
    /// Accessible name of the list.
    #[prop(into)]
    label: String,
    /// Where no filter is in force.
    #[prop(optional, into)]
    clear_href: String,
    /// Words of that link.
    #[prop(optional, into)]
    clear_label: String,
    /// `FilterChip`s.
    children: Children,
) -> impl IntoView {
    let clear =
        some(clear_href).map(|href| view! { <li><a class="chip-clear" href=href>{clear_label}</a></li> });
    view! {
        <ul class="chips" aria-label=label>
            {children()}
            {clear}
        </ul>
    }
    .into_any()
}

/// One filter in force.
#[component]
pub fn FilterChip(
    /// What is filtered by.
    #[prop(into)]
    label: String,
    /// The value.
    #[prop(into)]
    value: String,
    /// The same list without this filter.
    #[prop(into)]
    remove_href: String,
    /// "Remove filter: State"
    #[prop(into)]
    remove_label: String,
) -> impl IntoView {
    view! {
        <li class="chip">
            <span class="chip-name">{label}</span>
            <span class="chip-value">{value}</span>
            <a class="chip-remove" href=remove_href aria-label=remove_label.clone() title=remove_label>
                <Icon name="x" />
            </a>
        </li>
    }
    .into_any()
}
