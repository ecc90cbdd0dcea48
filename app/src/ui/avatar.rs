//! A person or an organisation as one letter.

use leptos::prelude::*;

/// The first letter of a name on a quiet ground. Decoration: the name stands beside it.
#[component]
pub fn Avatar(
    /// The name.
    #[prop(into)]
    name: String,
    /// Square for organisations, round for people.
    #[prop(optional)]
    square: bool,
) -> impl IntoView {
    let letter = name
        .chars()
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    view! { <span class="avatar" class:avatar-square=square aria-hidden="true">{letter}</span> }
}
