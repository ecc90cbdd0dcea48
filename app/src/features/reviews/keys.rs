//! The desk's keys: A to the approving button, R to a reason, J and K through the queue. They only move; nothing is
//! decided by a single key, and none works while somebody types.

use leptos::prelude::*;

/// Id of the approving button.
pub const APPROVE: &str = "review-approve";
/// Id of the link to the item after.
pub const NEXT: &str = "review-next";
/// Id of the link to the item before.
pub const PREVIOUS: &str = "review-previous";

/// Listens while the page is open; an island that shows nothing.
#[island]
pub fn Keys() -> impl IntoView {
    Effect::new(move |_| browser::listen());
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{APPROVE, NEXT, PREVIOUS};
    use crate::{features::find::keyboard::is_shortcut, ui::field_id};
    use leptos::{ev, prelude::*};
    use wasm_bindgen::JsCast;
    use web_sys::{HtmlElement, KeyboardEvent};

    pub fn listen() {
        let handle = window_event_listener(ev::keydown, |event| press(&event));
        on_cleanup(move || handle.remove());
    }

    fn press(event: &KeyboardEvent) {
        if !is_shortcut(event) {
            return;
        }
        let find = |id: &str| {
            document()
                .get_element_by_id(id)
                .and_then(|e| e.dyn_into::<HtmlElement>().ok())
        };
        let acted = match event.key().to_lowercase().as_str() {
            "a" => find(APPROVE).is_some_and(|button| button.focus().is_ok()),
            "r" => find(&field_id("comment:")).is_some_and(|area| area.focus().is_ok()),
            "j" => find(NEXT).map(|link| link.click()).is_some(),
            "k" => find(PREVIOUS).map(|link| link.click()).is_some(),
            _ => false,
        };
        if acted {
            // The key that leads to a box is not the first letter in it.
            event.prevent_default();
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    pub fn listen() {}
}
