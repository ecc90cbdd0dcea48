//! One-line controls. All of them stand inside a `Field`, or carry a `label` of their own.

use leptos::html;
use leptos::prelude::*;

use super::attr::{aria, some};
use super::field::{FieldContext, field_id};

/// Who a control is: from the [`Field`](super::Field) around it, or from its own props.
pub(super) struct Wiring {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) described_by: Option<String>,
    pub(super) invalid: Signal<bool>,
}

impl Wiring {
    pub(super) fn of(name: String) -> Self {
        match use_context::<FieldContext>() {
            Some(field) => Wiring {
                id: field.id,
                name: if name.is_empty() { field.name } else { name },
                described_by: field.described_by,
                invalid: field.invalid,
            },
            None => Wiring {
                id: field_id(&name),
                name,
                described_by: None,
                invalid: Signal::stored(false),
            },
        }
    }
}

/// Everything the one-line controls share.
#[derive(Default)]
struct Line {
    kind: &'static str,
    class: &'static str,
    name: String,
    value: String,
    bind: Option<RwSignal<String>>,
    label: String,
    placeholder: String,
    autocomplete: &'static str,
    inputmode: &'static str,
    prefix: String,
    suffix: String,
    min: String,
    max: String,
    maxlength: Option<u32>,
    required: bool,
    readonly: bool,
    autofocus: bool,
    disabled: Signal<bool>,
    on_input: Option<Callback<(String,)>>,
    on_blur: Option<Callback<()>>,
}

fn line(line: Line) -> AnyView {
    let wiring = Wiring::of(line.name);
    let node = NodeRef::<html::Input>::new();
    let value = line.bind.map_or(line.value, |bind| bind.get_untracked());
    if let Some(bind) = line.bind {
        // What was typed before the page woke up wins over what the server sent; afterwards the signal wins.
        Effect::new(move |awake: Option<bool>| {
            let Some(input) = node.get() else { return false };
            let wanted = bind.get();
            let shown = input.value();
            if awake == Some(true) {
                if shown != wanted {
                    input.set_value(&wanted);
                }
            } else if shown != input.default_value() {
                bind.set(shown);
            }
            true
        });
    }
    let (bind, on_input, on_blur, invalid) = (line.bind, line.on_input, line.on_blur, wiring.invalid);
    let filled = |text: &'static str| (!text.is_empty()).then_some(text);
    let prefix = some(line.prefix).map(|text| view! { <span class="affix" aria-hidden="true">{text}</span> });
    let suffix = some(line.suffix).map(|text| view! { <span class="affix" aria-hidden="true">{text}</span> });
    view! {
        <span class=format!("control {}", line.class)>
            {prefix}
            <input
                node_ref=node
                id=wiring.id
                name=some(wiring.name)
                type=line.kind
                value=value
                placeholder=some(line.placeholder)
                autocomplete=filled(line.autocomplete)
                inputmode=filled(line.inputmode)
                min=some(line.min)
                max=some(line.max)
                maxlength=line.maxlength.map(|n| n.to_string())
                readonly=line.readonly
                autofocus=line.autofocus
                disabled=move || line.disabled.get()
                aria-label=some(line.label)
                aria-required=aria(line.required)
                aria-describedby=wiring.described_by
                aria-invalid=move || aria(invalid.get())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    if let Some(bind) = bind {
                        bind.set(text.clone());
                    }
                    if let Some(run) = on_input {
                        run.run((text,));
                    }
                }
                on:blur=move |_| {
                    if let Some(run) = on_blur {
                        run.run(());
                    }
                }
            />
            {suffix}
        </span>
    }
    .into_any()
}

/// A line of text.
#[component]
pub fn TextInput(
    /// The submitted name; left out inside a `Field`.
    #[prop(optional, into)]
    name: String,
    /// What the server already knows.
    #[prop(optional, into)]
    value: String,
    /// The browser's live value, in both directions.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// `text`, `email`, `password`, `tel`, `url`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Accessible name outside of a `Field`.
    #[prop(optional, into)]
    label: String,
    /// An example of the form, never the label.
    #[prop(optional, into)]
    placeholder: String,
    /// The browser's autofill token.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Which on-screen keyboard.
    #[prop(optional)]
    inputmode: &'static str,
    /// Fixed text before the value.
    #[prop(optional, into)]
    prefix: String,
    /// Fixed text after the value.
    #[prop(optional, into)]
    suffix: String,
    /// The browser stops typing here; UTF-16 units.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Said to assistive technology; the rule itself is checked by us.
    #[prop(optional)]
    required: bool,
    /// Can be selected, not changed.
    #[prop(optional)]
    readonly: bool,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// Takes no input.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Runs with the text at each change.
    #[prop(optional, into)]
    on_input: Option<Callback<(String,)>>,
    /// Runs when the focus leaves.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    line(Line {
        kind,
        name,
        value,
        bind,
        label,
        placeholder,
        autocomplete,
        inputmode,
        prefix,
        suffix,
        maxlength,
        required,
        readonly,
        autofocus,
        disabled,
        on_input,
        on_blur,
        ..Line::default()
    })
}

/// An amount in major units, right-aligned, with its currency sign before it.
#[component]
pub fn MoneyInput(
    /// The submitted name; left out inside a `Field`.
    #[prop(optional, into)]
    name: String,
    /// The figures, for example `1200.00`.
    #[prop(optional, into)]
    value: String,
    /// The browser's live value.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// The currency's sign, for example `¥`.
    #[prop(into)]
    currency: String,
    /// A unit after it, for example "/ year".
    #[prop(optional, into)]
    per: String,
    /// Accessible name outside of a `Field`.
    #[prop(optional, into)]
    label: String,
    /// Takes no input.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Runs with the text at each change.
    #[prop(optional, into)]
    on_input: Option<Callback<(String,)>>,
    /// Runs when the focus leaves.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    line(Line {
        kind: "text",
        class: "control-num",
        inputmode: "decimal",
        autocomplete: "off",
        name,
        value,
        bind,
        label,
        prefix: currency,
        suffix: per,
        disabled,
        on_input,
        on_blur,
        ..Line::default()
    })
}

/// A percentage.
#[component]
pub fn PercentInput(
    /// The submitted name; left out inside a `Field`.
    #[prop(optional, into)]
    name: String,
    /// The figures without the sign.
    #[prop(optional, into)]
    value: String,
    /// The browser's live value.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// Accessible name outside of a `Field`.
    #[prop(optional, into)]
    label: String,
    /// What stands after the figures.
    #[prop(default = "%".to_owned(), into)]
    suffix: String,
    /// Takes no input.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Runs with the text at each change.
    #[prop(optional, into)]
    on_input: Option<Callback<(String,)>>,
    /// Runs when the focus leaves.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    line(Line {
        kind: "text",
        class: "control-num control-short",
        inputmode: "decimal",
        autocomplete: "off",
        name,
        value,
        bind,
        label,
        suffix,
        disabled,
        on_input,
        on_blur,
        ..Line::default()
    })
}

/// A day, or with `kind="datetime-local"` a minute, or with `kind="month"` a month.
#[component]
pub fn DateInput(
    /// The submitted name; left out inside a `Field`.
    #[prop(optional, into)]
    name: String,
    /// `2026-11-22`, `2026-11-22T14:03` or `2026-11`.
    #[prop(optional, into)]
    value: String,
    /// The browser's live value.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// `date`, `datetime-local`, `month`.
    #[prop(default = "date")]
    kind: &'static str,
    /// The first that may be chosen.
    #[prop(optional, into)]
    min: String,
    /// The last that may be chosen.
    #[prop(optional, into)]
    max: String,
    /// The zone the value is meant in, for example `UTC+8`.
    #[prop(optional, into)]
    zone: String,
    /// Accessible name outside of a `Field`.
    #[prop(optional, into)]
    label: String,
    /// Runs with the text at each change.
    #[prop(optional, into)]
    on_input: Option<Callback<(String,)>>,
) -> impl IntoView {
    line(Line {
        kind,
        class: "control-date",
        name,
        value,
        bind,
        label,
        min,
        max,
        suffix: zone,
        on_input,
        ..Line::default()
    })
}

/// One entry of a [`Select`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// What is submitted.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Seen, not chosen.
    pub disabled: bool,
}

impl Choice {
    /// A choice that can be made.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice {
            value: value.into(),
            label: label.into(),
            disabled: false,
        }
    }
}

/// One out of a list.
#[component]
pub fn Select(
    /// The submitted name; left out inside a `Field`.
    #[prop(optional, into)]
    name: String,
    /// The entries.
    options: Vec<Choice>,
    /// The chosen value.
    #[prop(optional, into)]
    value: String,
    /// The browser's live value.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// Accessible name outside of a `Field`.
    #[prop(optional, into)]
    label: String,
    /// Takes no input.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Runs with the value at each change.
    #[prop(optional, into)]
    on_change: Option<Callback<(String,)>>,
) -> impl IntoView {
    let wiring = Wiring::of(name);
    let node = NodeRef::<html::Select>::new();
    let chosen = bind.map_or(value, |bind| bind.get_untracked());
    if let Some(bind) = bind {
        // A select has no default value of its own to compare with: the first sight of it is remembered instead.
        let sent = chosen.clone();
        Effect::new(move |awake: Option<bool>| {
            let Some(select) = node.get() else { return false };
            let wanted = bind.get();
            let shown = select.value();
            if awake == Some(true) {
                if shown != wanted {
                    select.set_value(&wanted);
                }
            } else if shown != sent && !sent.is_empty() {
                bind.set(shown);
            }
            true
        });
    }
    let invalid = wiring.invalid;
    let options = options
        .into_iter()
        .map(|option| {
            let selected = option.value == chosen;
            view! {
                <option value=option.value selected=selected disabled=option.disabled>
                    {option.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <span class="control control-select">
            <select
                node_ref=node
                id=wiring.id
                name=some(wiring.name)
                disabled=move || disabled.get()
                aria-label=some(label)
                aria-describedby=wiring.described_by
                aria-invalid=move || aria(invalid.get())
                on:change=move |event| {
                    let text = event_target_value(&event);
                    if let Some(bind) = bind {
                        bind.set(text.clone());
                    }
                    if let Some(run) = on_change {
                        run.run((text,));
                    }
                }
            >
                {options}
            </select>
            <super::Icon name="chevron-down" />
        </span>
    }
    .into_any()
}
