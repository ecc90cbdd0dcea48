//! A value to take along.

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
    let selected_label = if selected_label.is_empty() {
        copy_label.clone()
    } else {
        selected_label
    };
    view! {
        <div class="field">
            <div class="field-label">
                <label for=id.clone()>{label}</label>
            </div>
            <div class="copy">
                <span class="control">
                    <input id=id.clone() type="text" readonly=true value=value class="mono" />
                </span>
                <CopyButton id copy_label copied_label selected_label />
            </div>
            {some(help).map(|help| view! { <p class="field-help">{help}</p> })}
        </div>
    }
    .into_any()
}

/// The button of a [`CopyField`]; an island.
#[island]
fn CopyButton(
    /// The id of the input it copies.
    id: String,
    /// Its words.
    copy_label: String,
    /// Its words after it worked.
    copied_label: String,
    /// Its words when the value is only selected.
    selected_label: String,
) -> impl IntoView {
    // 0 nothing yet, 1 copied, 2 selected.
    let done = RwSignal::new(0_u8);
    let words = move || match done.get() {
        1 => copied_label.clone(),
        2 => selected_label.clone(),
        _ => copy_label.clone(),
    };
    view! {
        <button type="button" class="btn btn-quiet needs-js" on:click=move |_| copy(&id, done)>
            <Icon name="copy" />
            <span role="status">{words}</span>
        </button>
    }
}

#[cfg(feature = "hydrate")]
fn copy(id: &str, done: RwSignal<u8>) {
    use wasm_bindgen::JsCast;

    let input = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok());
    if let Some(input) = input {
        input.select();
        write_clipboard(&input.value(), done);
    }
}

#[cfg(not(feature = "hydrate"))]
fn copy(_id: &str, _done: RwSignal<u8>) {}

#[cfg(feature = "hydrate")]
fn write_clipboard(text: &str, done: RwSignal<u8>) {
    // `navigator.clipboard` is missing on pages without TLS; asking it anyway would throw into our code.
    let navigator = window().navigator();
    let missing =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).map_or(true, |found| found.is_undefined());
    if missing {
        done.set(2);
        return;
    }
    let written = navigator.clipboard().write_text(text);
    leptos::task::spawn_local(async move {
        let worked = wasm_bindgen_futures::JsFuture::from(written).await.is_ok();
        done.set(if worked { 1 } else { 2 });
    });
}
