//! A state as a word with a shape.

use leptos::prelude::*;

use super::Icon;

/// What a state means for the reader. The shape says it too, so that colour is never the only sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Tone {
    /// Somebody has to act or time has to pass.
    Wait,
    /// Good and finished.
    Done,
    /// Under way, or simply worth knowing.
    Info,
    /// Refused, failed, ended.
    Bad,
    /// Not started, or past caring.
    #[default]
    Neutral,
}

impl Tone {
    /// The modifier of the style sheet's `tone-…` classes.
    pub const fn class(self) -> &'static str {
        match self {
            Tone::Wait => "tone-wait",
            Tone::Done => "tone-done",
            Tone::Info => "tone-info",
            Tone::Bad => "tone-bad",
            Tone::Neutral => "tone-neutral",
        }
    }

    /// The shape that goes with it.
    pub const fn icon(self) -> &'static str {
        match self {
            Tone::Wait => "clock",
            Tone::Done => "circle-check",
            Tone::Info => "info",
            Tone::Bad => "circle-x",
            Tone::Neutral => "circle-dashed",
        }
    }
}

/// A state: word plus shape.
#[component]
pub fn Badge(
    /// What the state means.
    tone: Tone,
    /// The word.
    #[prop(into)]
    label: String,
    /// Another shape than the tone's own.
    #[prop(optional)]
    icon: &'static str,
) -> impl IntoView {
    let shape = if icon.is_empty() { tone.icon() } else { icon };
    view! {
        <span class=format!("state {}", tone.class())>
            <Icon name=shape />
            <span>{label}</span>
        </span>
    }
}
