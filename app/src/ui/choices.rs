//! Yes or no, and one out of few.

use leptos::prelude::*;

use super::attr::{aria, ids, some};
use super::field::{FieldErrors, field_id};

/// A box to tick, with its sentence.
#[component]
pub fn Checkbox(
    /// The submitted name.
    #[prop(into)]
    name: String,
    /// The sentence agreed to. May be left out when `children` hold it (with links, say).
    #[prop(optional, into)]
    label: String,
    /// What is submitted when ticked.
    #[prop(default = "on".to_owned(), into)]
    value: String,
    /// Ticked from the start.
    #[prop(optional)]
    checked: bool,
    /// The browser's live value.
    #[prop(optional)]
    bind: Option<RwSignal<bool>>,
    /// One more line under it.
    #[prop(optional, into)]
    help: String,
    /// The findings.
    #[prop(optional, into)]
    errors: Signal<Vec<String>>,
    /// An id of its own, where several boxes share one name.
    #[prop(optional, into)]
    id: String,
    /// The sentence, where it holds more than text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = if id.is_empty() { field_id(&name) } else { id };
    let help_id = if help.is_empty() {
        String::new()
    } else {
        format!("{id}-help")
    };
    let error_id = format!("{id}-errors");
    let described_by = ids(&[&error_id, &help_id]);
    let checked = bind.map_or(checked, |bind| bind.get_untracked());
    view! {
        <div class="choice" class:field-bad=move || !errors.get().is_empty()>
            <input
                class="checkbox"
                type="checkbox"
                id=id.clone()
                name=name
                value=value
                checked=checked
                aria-describedby=described_by
                aria-invalid=move || aria(!errors.get().is_empty())
                on:change=move |event| {
                    if let Some(bind) = bind {
                        bind.set(event_target_checked(&event));
                    }
                }
            />
            <div class="choice-text">
                <label for=id>{some(label)} {children.map(|children| children())}</label>
                {some(help).map(|help| view! { <p class="field-help" id=help_id>{help}</p> })}
                <FieldErrors id=error_id errors />
            </div>
        </div>
    }
    .into_any()
}

/// One entry of a [`RadioGroup`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RadioOption {
    /// What is submitted.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What it means, in one line; may be empty.
    pub hint: String,
}

impl RadioOption {
    /// An entry without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        RadioOption {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }

    /// Adds the line that says what it means.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// One out of few, all of them in sight.
#[component]
pub fn RadioGroup(
    /// The question.
    #[prop(into)]
    legend: String,
    /// The submitted name.
    #[prop(into)]
    name: String,
    /// The answers.
    options: Vec<RadioOption>,
    /// The chosen value.
    #[prop(optional, into)]
    value: String,
    /// The browser's live value.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// One line for the whole group.
    #[prop(optional, into)]
    help: String,
    /// The findings.
    #[prop(optional, into)]
    errors: Signal<Vec<String>>,
    /// "optional" in the reader's language.
    #[prop(optional, into)]
    optional_label: String,
) -> impl IntoView {
    let id = field_id(&name);
    let help_id = if help.is_empty() {
        String::new()
    } else {
        format!("{id}-help")
    };
    let error_id = format!("{id}-errors");
    let described_by = ids(&[&error_id, &help_id]);
    let chosen = bind.map_or(value, |bind| bind.get_untracked());
    let options = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            // The first one carries the group's own id, so that the error summary lands on it.
            let option_id = if index == 0 {
                id.clone()
            } else {
                format!("{id}-{index}")
            };
            let label_id = option_id.clone();
            let checked = option.value == chosen;
            let hint = some(option.hint).map(|hint| view! { <span class="choice-hint">{hint}</span> });
            let value = option.value.clone();
            view! {
                <label class="choice choice-card" for=label_id>
                    <input
                        class="radio"
                        type="radio"
                        id=option_id
                        name=name.clone()
                        value=option.value
                        checked=checked
                        on:change=move |_| {
                            if let Some(bind) = bind {
                                bind.set(value.clone());
                            }
                        }
                    />
                    <span class="choice-text">
                        <span>{option.label}</span>
                        {hint}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset
            class="field field-group"
            class:field-bad=move || !errors.get().is_empty()
            aria-describedby=described_by
        >
            <legend class="field-label">
                <span>{legend}</span>
                {some(optional_label).map(|label| view! { <span class="field-optional">{label}</span> })}
            </legend>
            <div class="choices">{options}</div>
            <FieldErrors id=error_id errors />
            {some(help).map(|help| view! { <p class="field-help" id=help_id>{help}</p> })}
        </fieldset>
    }
    .into_any()
}
