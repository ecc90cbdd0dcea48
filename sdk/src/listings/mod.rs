//! Listings (商品): what a seller publishes, its specs (规格) and prices, the states it goes through, and the rules.
//!
//! The rules are pure functions from text to findings: the form runs them while the seller types, the door runs them
//! again, and `guildhall listing check` runs them over a file.

#[cfg(feature = "portal")]
mod access;
mod brand;
pub mod choices;
mod figures;
mod fold;
mod information;
mod labels;
mod links;
pub mod model;
#[cfg(feature = "portal")]
mod operations;
mod phrases;
pub mod rules;
pub mod spec_name;
pub mod states;
pub mod text;
mod words;

pub use choices::{AccessType, Category, ChargingMode, Term, TradeClass};
pub use labels::field_label;
pub use links::find_outside_link;
pub use model::{Certificate, ListingContent, Price, Spec, Support};
pub use rules::{check_draft, check_listing};
pub use spec_name::check_spec_name;
pub use states::{ListingState, RevisionState};
#[cfg(feature = "portal")]
pub use {access::*, operations::*};
