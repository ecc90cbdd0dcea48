//! The features, one folder each. Inside: pages, their server functions, their forms (`forms.rs`, server only), their
//! words. Another feature may use only what a folder's `mod.rs` exports. What is not behind `ssr` here is, or is used
//! by, an island; the editor is a bundle of its own.

#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod audit;
#[cfg(feature = "ssr")]
pub mod files;
pub mod find;
#[cfg(feature = "editor")]
pub mod listings;
pub mod notices;
pub mod offers;
#[cfg(feature = "ssr")]
pub mod orders;
pub mod reviews;
#[cfg(feature = "ssr")]
pub mod sellers;
#[cfg(feature = "ssr")]
pub mod settings;
#[cfg(feature = "ssr")]
pub mod settlement;
