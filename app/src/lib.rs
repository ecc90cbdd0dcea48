//! What people **see**: the Leptos interface by feature, and the server functions.
//!
//! Pages are rendered on the server. In the console the parts that answer while somebody types or waits are islands:
//! they, and nothing else, are compiled to wasm and hydrated (`docs/decisions/islands.md`). Public pages are plain HTML
//! and load no wasm at all.

#![recursion_limit = "256"]

#[cfg(all(target_arch = "wasm32", feature = "ssr"))]
compile_error!("the browser build must not enable `ssr`: every event handler would be gone");

pub mod fault;
pub mod features;
pub mod forms;
pub mod session;
pub mod ui;
pub mod words;

#[cfg(feature = "ssr")]
pub mod door;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod load;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
pub mod server;

#[cfg(feature = "ssr")]
mod console;
#[cfg(feature = "ssr")]
pub use console::Console;
