//! A value to take along.

use leptos::html;
use leptos::prelude::*;

use super::Icon;
use super::attr::some;
use super::field::field_id;

/// A read-only value with a button that copies it.
///
/// The button needs the browser's half; without it the value can be selected and copied by hand, and the button is
/// not shown. Where the clipboard may not be written (no permission, no TLS) the value is selected instead.
#[component]
pub fn CopyField(
    /// What it is; the label above it.
    #[prop(into)]
    label: String,
    /// A name for the id; must be unique on the page.
    #[prop(into)]
    name: String,
    /// The value.
    #[prop(into)]
    value: String,
    /// Words of the button.
    #[prop(into)]
    copy_label: String,
    /// Words after it worked.
    #[prop(into)]
    copied_label: String,
    /// Words when the value is only selected: "Press Ctrl+C".
    #[prop(optional, into)]
    selected_label: String,
    /// One line under it.
    #[prop(optional, into)]
    help: String,
) -> impl IntoView {
    let id = field_id(&name);
    let node = NodeRef::<html::Input>::new();
    // 0 nothing yet, 1 copied, 2 selected.
    let done = RwSignal::new(0_u8);
    let words = {
        let selected = if selected_label.is_empty() {
            copy_label.clone()
        } else {
            selected_label
        };
        move || match done.get() {
            1 => copied_label.clone(),
            2 => selected.clone(),
            _ => copy_label.clone(),
        }
    };
    view! {
        <div class="field">
            <div class="field-label">
                <label for=id.clone()>{label}</label>
            </div>
            <div class="copy">
                <span class="control">
                    <input node_ref=node id=id type="text" readonly=true value=value class="mono" />
                </span>
                <button
                    type="button"
                    class="btn btn-quiet needs-js"
                    on:click=move |_| {
                        if let Some(input) = node.get() {
                            input.select();
                            write_clipboard(input.value(), done);
                        }
                    }
                >
                    <Icon name="copy" />
                    <span role="status">{words}</span>
                </button>
            </div>
            {some(help).map(|help| view! { <p class="field-help">{help}</p> })}
        </div>
    }
    .into_any()
}

#[cfg(feature = "hydrate")]
fn write_clipboard(text: String, done: RwSignal<u8>) {
    // `navigator.clipboard` is missing on pages without TLS; asking it anyway would throw into our code.
    let navigator = window().navigator();
    let missing =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).map_or(true, |found| found.is_undefined());
    if missing {
        done.set(2);
        return;
    }
    let written = navigator.clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        let worked = wasm_bindgen_futures::JsFuture::from(written).await.is_ok();
        done.set(if worked { 1 } else { 2 });
    });
}

#[cfg(not(feature = "hydrate"))]
fn write_clipboard(_text: String, done: RwSignal<u8>) {
    done.set(2);
}
