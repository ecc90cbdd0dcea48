//! Notices: everybody's inbox with its bell, and how one wants to be told; for the administrator the mails and short
//! messages.

mod bell;
mod calls;
mod inbox_words;

#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod inbox;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
mod mails;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod preferences;
#[cfg(feature = "ssr")]
mod preferences_words;
#[cfg(feature = "ssr")]
mod sms;
#[cfg(feature = "ssr")]
mod words;

pub use bell::Bell;
#[cfg(feature = "ssr")]
pub use pages::Pages;
