//! The frame of a form field: label, help, control, findings.

use leptos::prelude::*;

use super::Icon;
use super::attr::{ids, some};

/// The id of the control with this name. The error summary links to it; `specs[0].price` becomes `f-specs-0--price`.
pub fn field_id(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    format!("f-{safe}")
}

/// What a [`Field`] tells the control inside it.
#[derive(Clone)]
pub(super) struct FieldContext {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) described_by: Option<String>,
    pub(super) invalid: Signal<bool>,
}

/// One field: label, the control as `children`, help beside it and findings under it.
///
/// The control inside takes its id, name, `aria-describedby` and `aria-invalid` from here. Required is the rule, so
/// only an optional field is marked, with `optional_label`.
#[component]
pub fn Field(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The name the control is submitted under.
    #[prop(into)]
    name: String,
    /// What to write and which limits hold, told before the mistake.
    #[prop(optional, into)]
    help: String,
    /// The findings; a plain `Vec<String>` or a signal.
    #[prop(optional, into)]
    errors: Signal<Vec<String>>,
    /// "optional" in the reader's language.
    #[prop(optional, into)]
    optional_label: String,
    /// Stands at the right of the label, for example a link.
    #[prop(optional)]
    aside: Option<AnyView>,
    /// Narrow control (dates, percents, amounts).
    #[prop(optional)]
    narrow: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = field_id(&name);
    let help_id = if help.is_empty() {
        String::new()
    } else {
        format!("{id}-help")
    };
    let error_id = format!("{id}-errors");
    let invalid = Signal::derive(move || !errors.get().is_empty());
    let context = FieldContext {
        id: id.clone(),
        name,
        described_by: ids(&[&error_id, &help_id]),
        invalid,
    };
    let help = some(help).map(|help| view! { <p class="field-help" id=help_id>{help}</p> });
    let optional = some(optional_label).map(|label| view! { <span class="field-optional">{label}</span> });
    let control = view! { <leptos::context::Provider value=context>{children()}</leptos::context::Provider> }
        .into_any();

    view! {
        <div class="field" class:field-narrow=narrow class:field-bad=move || invalid.get()>
            <div class="field-label">
                <label for=id>{label}</label>
                {optional}
                {aside}
            </div>
            <div class="field-control">{control}</div>
            <FieldErrors id=error_id errors />
            {help}
        </div>
    }
    .into_any()
}

/// The findings of a field, each with its shape.
#[component]
pub(super) fn FieldErrors(id: String, errors: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <div class="field-errors" id=id>
            {move || {
                errors
                    .get()
                    .into_iter()
                    .map(|text| {
                        view! {
                            <p class="field-error">
                                <Icon name="circle-alert" />
                                <span>{text}</span>
                            </p>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// A part of a form: heading, what it is for, and its fields. The heading stands at the left on wide screens.
#[component]
pub fn FormSection(
    /// The part's name.
    #[prop(into)]
    title: String,
    /// One or two lines on what belongs here.
    #[prop(optional, into)]
    lead: String,
    /// Target of the side steps.
    #[prop(optional, into)]
    id: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="form-section" id=some(id)>
            <div class="form-section-head">
                <h2>{title}</h2>
                {some(lead).map(|lead| view! { <p>{lead}</p> })}
            </div>
            <div class="form-section-body">{children()}</div>
        </section>
    }
    .into_any()
}

/// The bar that stays at the bottom of a long form: save state at the left, acts at the right.
#[component]
pub fn SaveBar(
    /// "Saved 14:03", "Saving…"; polite live region.
    #[prop(optional, into)]
    status: Signal<String>,
    /// The acts.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="save-bar">
            <p class="save-state" role="status">{move || status.get()}</p>
            <div class="buttons">{children()}</div>
        </div>
    }
    .into_any()
}
