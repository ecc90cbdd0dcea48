//! One figure with its name.

use leptos::prelude::*;

use super::Icon;
use super::attr::some;

/// A row of figures.
#[component]
pub fn Stats(
    /// `Stat`s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="stat-row">{children()}</dl> }.into_any()
}

/// A figure, its name, and a way to the lines behind it.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The figure, already formatted.
    #[prop(into)]
    value: String,
    /// What it is made of, or compared with.
    #[prop(optional, into)]
    hint: String,
    /// Where its lines are.
    #[prop(optional, into)]
    href: String,
) -> impl IntoView {
    let value = match some(href) {
        Some(href) => view! {
            <a href=href>
                {value}
                <Icon name="chevron-right" />
            </a>
        }
        .into_any(),
        None => value.into_any(),
    };
    view! {
        <div class="figure">
            <dt>{label}</dt>
            <dd class="figure-value num">{value}</dd>
            {some(hint).map(|hint| view! { <dd class="figure-hint">{hint}</dd> })}
        </div>
    }
    .into_any()
}
