//! The review desk: what waits for the operator, the queue, and the page where a submission is read and decided.

mod keys;

#[cfg(feature = "ssr")]
mod bar;
#[cfg(feature = "ssr")]
mod calls;
#[cfg(feature = "ssr")]
mod clock;
#[cfg(feature = "ssr")]
mod comments;
#[cfg(feature = "ssr")]
mod decision;
#[cfg(feature = "ssr")]
mod diff;
#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
mod joining;
#[cfg(feature = "ssr")]
mod listing;
#[cfg(feature = "ssr")]
mod overview;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod queue;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod terms;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use pages::Pages;
