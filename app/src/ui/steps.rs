//! The parts of a long form, and what happens next.

use leptos::prelude::*;

use super::Icon;

/// How far a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepState {
    /// Nothing in it yet.
    #[default]
    NotStarted,
    /// Something in it.
    InProgress,
    /// A finding waits for the reader.
    NeedsYou,
    /// Nothing to add.
    Complete,
}

impl StepState {
    const fn icon(self) -> &'static str {
        match self {
            StepState::NotStarted => "circle-dashed",
            StepState::InProgress => "circle-dot",
            StepState::NeedsYou => "circle-alert",
            StepState::Complete => "circle-check",
        }
    }

    const fn class(self) -> &'static str {
        match self {
            StepState::NotStarted => "step tone-neutral",
            StepState::InProgress => "step tone-info",
            StepState::NeedsYou => "step tone-bad",
            StepState::Complete => "step tone-done",
        }
    }
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// Its address.
    pub href: String,
    /// Its name.
    pub label: String,
    /// How far it is.
    pub state: StepState,
    /// The same in words.
    pub state_label: String,
    /// This one is open.
    pub current: bool,
}

/// The parts down the left side of a form (a row that scrolls on phones).
#[component]
pub fn SideSteps(
    /// Accessible name.
    #[prop(into)]
    label: String,
    /// The parts; a plain `Vec<Step>` or a signal.
    #[prop(into)]
    items: Signal<Vec<Step>>,
) -> impl IntoView {
    let items = move || {
        items
            .get()
            .into_iter()
            .map(|step| {
                view! {
                    <li class=step.state.class()>
                        <a href=step.href aria-current=step.current.then_some("step")>
                            <Icon name=step.state.icon() />
                            <span class="step-text">
                                <span class="step-label">{step.label}</span>
                                <span class="step-state">{step.state_label}</span>
                            </span>
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <nav class="steps-side" aria-label=label>
            <ol>{items}</ol>
        </nav>
    }
    .into_any()
}

/// "What happens next": a short numbered list.
#[component]
pub fn NextSteps(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// `NextStep`s.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="next-steps">
            <h2>{title}</h2>
            <ol>{children()}</ol>
        </section>
    }
    .into_any()
}

/// One of them.
#[component]
pub fn NextStep(
    /// What happens.
    #[prop(into)]
    title: String,
    /// One more line.
    #[prop(optional, into)]
    text: String,
) -> impl IntoView {
    view! {
        <li>
            <div>
                <p class="next-title">{title}</p>
                {super::attr::some(text).map(|text| view! { <p class="next-text">{text}</p> })}
            </div>
        </li>
    }
    .into_any()
}
