//! Longer text, with room for a counter.

use leptos::html;
use leptos::prelude::*;

use super::attr::{aria, some};
use super::inputs::Wiring;

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The submitted name; left out inside a `Field`.
    #[prop(optional, into)]
    name: String,
    /// What the server already knows.
    #[prop(optional, into)]
    value: String,
    /// The browser's live value, in both directions.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// Lines shown; it grows with its content where the browser can.
    #[prop(default = 4)]
    rows: u32,
    /// "312 / 400 characters", counted by the page: which characters count is its rule, not ours.
    #[prop(optional, into)]
    counter: Signal<String>,
    /// Accessible name outside of a `Field`.
    #[prop(optional, into)]
    label: String,
    /// An example of the form, never the label.
    #[prop(optional, into)]
    placeholder: String,
    /// Said to assistive technology.
    #[prop(optional)]
    required: bool,
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
    let wiring = Wiring::of(name);
    let node = NodeRef::<html::Textarea>::new();
    let value = bind.map_or(value, |bind| bind.get_untracked());
    if let Some(bind) = bind {
        // As in the one-line controls: typed text survives the page waking up.
        Effect::new(move |awake: Option<bool>| {
            let Some(area) = node.get() else { return false };
            let wanted = bind.get();
            let shown = area.value();
            if awake == Some(true) {
                if shown != wanted {
                    area.set_value(&wanted);
                }
            } else if shown != area.default_value().unwrap_or_default() {
                bind.set(shown);
            }
            true
        });
    }
    let invalid = wiring.invalid;
    view! {
        <span class="control control-area">
            <textarea
                node_ref=node
                id=wiring.id
                name=some(wiring.name)
                rows=rows.to_string()
                placeholder=some(placeholder)
                disabled=move || disabled.get()
                aria-label=some(label)
                aria-required=aria(required)
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
            >
                {value}
            </textarea>
        </span>
        <span class="field-counter num">{move || counter.get()}</span>
    }
    .into_any()
}
