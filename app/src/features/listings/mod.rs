//! Listings (商品): the seller's list, one page for a listing's whole life, the editor, and the public product page.
//!
//! Others use: [`content_sections`], [`ContentView`], [`certificate_view`], [`specs_table`] (read-only rendering), and
//! [`list_listings`] and [`get_listing`].

mod calls;
mod editor;
mod parts;
mod words;

#[cfg(feature = "ssr")]
mod access;
#[cfg(feature = "ssr")]
mod access_words;
#[cfg(feature = "ssr")]
mod content_view;
#[cfg(feature = "ssr")]
mod detail;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
mod public_words;

#[cfg(feature = "ssr")]
pub use calls::{get_listing, list_listings};
#[cfg(feature = "ssr")]
pub use content_view::{ContentView, content_sections, paragraphs, prices, specs_table};
#[cfg(feature = "ssr")]
pub use detail::{listing_badge, revision_badge};
#[cfg(feature = "ssr")]
pub use pages::Pages;
#[cfg(feature = "ssr")]
pub use parts::certificate_view;
