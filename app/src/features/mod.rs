//! The features, one folder each. Inside: pages, their server functions, their forms (`forms.rs`, server only), their
//! words. Another feature may use only what a folder's `mod.rs` exports.

pub mod accounts;
pub mod audit;
#[cfg(feature = "ssr")]
pub mod files;
pub mod listings;
pub mod notices;
pub mod offers;
pub mod orders;
pub mod reviews;
pub mod sellers;
pub mod settings;
pub mod settlement;
