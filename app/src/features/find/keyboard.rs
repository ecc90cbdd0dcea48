//! What every shortcut must know: whether somebody is typing, and whether single keys are wanted at all (WCAG 2.1.4: they
//! can be turned off, in the help sheet; remembered on this device).

/// Where it is remembered.
#[cfg(feature = "hydrate")]
const REMEMBERED: &str = "guildhall-keys";

#[cfg(feature = "hydrate")]
mod browser {
    use super::REMEMBERED;
    use leptos::prelude::window;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, KeyboardEvent};

    /// True when single keys do something.
    pub fn single_keys() -> bool {
        let stored = window().local_storage().ok().flatten();
        stored
            .and_then(|s| s.get_item(REMEMBERED).ok().flatten())
            .as_deref()
            != Some("off")
    }

    /// Turns single keys on or off.
    pub fn set_single_keys(on: bool) {
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = if on {
                storage.remove_item(REMEMBERED)
            } else {
                storage.set_item(REMEMBERED, "off")
            };
        }
    }

    /// True when a key alone is meant as a shortcut: no modifier, nobody typing, nothing open above the page.
    pub fn is_shortcut(event: &KeyboardEvent) -> bool {
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        !modified && !event.repeat() && single_keys() && !in_a_field(event)
    }

    fn in_a_field(event: &KeyboardEvent) -> bool {
        event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|element| {
                matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                    || element
                        .closest("dialog, [contenteditable]")
                        .ok()
                        .flatten()
                        .is_some()
            })
    }
}

#[cfg(feature = "hydrate")]
pub use browser::{is_shortcut, set_single_keys, single_keys};

/// On the server: as it is for whoever never chose.
#[cfg(not(feature = "hydrate"))]
pub fn single_keys() -> bool {
    true
}

/// Does nothing on the server.
#[cfg(not(feature = "hydrate"))]
pub fn set_single_keys(_on: bool) {}
