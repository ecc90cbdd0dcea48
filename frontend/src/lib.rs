//! The ten lines that wake the app's islands in the browser.

use wasm_bindgen::prelude::wasm_bindgen;

// Each island is an export of its own, found by its name on the page; this keeps them.
pub use guildhall_app as app;

/// Makes ready for the islands; the page then calls each (`app/src/server/shell.rs`).
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
