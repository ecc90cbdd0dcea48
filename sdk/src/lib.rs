//! What a cloud marketplace **is**: its rules, money, time and states, and, with the feature `portal`, the
//! operations of the Guildhall seller portal (design: every action is an operation, and there is one door).
//!
//! Nothing here reads a clock, a random source or a socket: `now` is always a value. Everything builds for wasm32,
//! so a form in the browser and the door on the server run the same rules.
//!
//! **Versions.** The wire modules ([`protocol`], `client`, `seller`, `testing`, `machine`) keep semantic versioning;
//! `portal` and `schema` belong to Guildhall itself and may change in a minor version. The oldest Rust is the package's
//! `rust-version`; raising it is a minor version.

pub mod accounts;
pub mod files;
pub mod finding;
pub mod ids;
pub mod lang;
pub mod listings;
pub mod money;
pub mod offers;
pub mod orders;
pub mod protocol;
pub mod reviews;
pub mod sellers;
pub mod settlement;
pub mod time;

#[cfg(feature = "portal")]
pub mod audit;
#[cfg(feature = "client")]
pub mod client;
#[cfg(any(feature = "client", feature = "seller"))]
pub mod machine;
#[cfg(feature = "portal")]
pub mod notices;
#[cfg(feature = "portal")]
pub mod portal;
#[cfg(feature = "seller")]
pub mod seller;
#[cfg(feature = "portal")]
pub mod settings;
#[cfg(feature = "testing")]
pub mod testing;
