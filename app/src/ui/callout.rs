//! A message inside a page.

use leptos::prelude::*;

use super::attr::some;
use super::{Icon, Tone};

/// What happened, why, and what to do: with a shape and an edge in the tone's colour.
#[component]
pub fn Callout(
    /// What it means: `Info`, `Wait` (warning), `Bad` (error), `Done` (success), `Neutral`.
    tone: Tone,
    /// The sentence that must be read.
    #[prop(optional, into)]
    title: String,
    /// Announce it at once: errors that answer an act.
    #[prop(optional)]
    alert: bool,
    /// At the right, or below on phones.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// The rest.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon = match tone {
        Tone::Wait => "triangle-alert",
        Tone::Bad => "circle-alert",
        other => other.icon(),
    };
    view! {
        <div class=format!("callout {}", tone.class()) role=alert.then_some("alert")>
            <Icon name=if icon == "circle-dashed" { "info" } else { icon } />
            <div class="callout-body">
                {some(title).map(|title| view! { <p class="callout-title">{title}</p> })}
                {children.map(|children| view! { <div class="callout-text">{children()}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="buttons">{actions}</div> })}
        </div>
    }
    .into_any()
}
