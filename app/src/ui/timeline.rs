//! What happened, newest first.

use leptos::prelude::*;

use super::attr::some;
use super::{Icon, Tone};

/// The list around `TimelineItem`s.
#[component]
pub fn Timeline(
    /// Accessible name.
    #[prop(into)]
    label: String,
    /// The items.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline-list" aria-label=label>{children()}</ol> }.into_any()
}

/// One thing that happened.
#[component]
pub fn TimelineItem(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// Another shape than the tone's.
    #[prop(optional)]
    icon: &'static str,
    /// What happened.
    #[prop(into)]
    title: String,
    /// Who did it.
    #[prop(optional, into)]
    who: String,
    /// When, a `When`.
    #[prop(optional)]
    when: Option<AnyView>,
    /// The note, the reason, the amounts.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let shape = if icon.is_empty() { tone.icon() } else { icon };
    view! {
        <li class=format!("timeline-item {}", tone.class())>
            <span class="timeline-mark">
                <Icon name=shape />
            </span>
            <div class="timeline-body">
                <p class="timeline-title">{title}</p>
                <p class="timeline-meta">
                    {some(who).map(|who| view! { <span>{who}</span> })}
                    {when}
                </p>
                {children.map(|children| view! { <div class="timeline-note">{children()}</div> })}
            </div>
        </li>
    }
    .into_any()
}
