//! Exclusive discounts (商家专属优惠): the seller's list, form and one-screen life cycle of an offer, and the page that
//! its link opens for the customer ([`public`]).

mod percents;
mod words;

#[cfg(feature = "ssr")]
mod calls;
#[cfg(feature = "ssr")]
mod detail;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
mod link;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod new;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
pub mod public;

#[cfg(feature = "ssr")]
pub use pages::Pages;
