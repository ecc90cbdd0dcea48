//! Notices (消息): what a person is told in the console, by mail and by short message; what they want to be told how; and
//! for the administrator the mails that went out, wait, or failed.

mod inbox;
mod mails;
mod preferences;

pub use inbox::*;
pub use mails::*;
pub use preferences::*;
