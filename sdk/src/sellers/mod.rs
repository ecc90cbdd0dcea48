//! Sellers (商家): coming in (checklist, real-name authentication, application, agreements), business certification,
//! overview.

mod agreements;
mod application;
mod certification;
#[cfg(feature = "portal")]
mod certifying;
#[cfg(feature = "portal")]
mod coming_in;
#[cfg(feature = "portal")]
mod conduct;
mod filing;
mod identity;
mod joining;
#[cfg(feature = "portal")]
mod operations;
mod points;
mod tiers;
pub use agreements::*;
pub use application::*;
pub use certification::*;
#[cfg(feature = "portal")]
pub use certifying::*;
#[cfg(feature = "portal")]
pub use coming_in::*;
#[cfg(feature = "portal")]
pub use conduct::*;
pub use filing::*;
pub use identity::{IdentityContent, check_identity, check_identity_change};
pub use joining::*;
#[cfg(feature = "portal")]
pub use operations::*;
pub use points::*;
pub use tiers::*;

/// True for what can be a phone number: 7 to 15 digits with an optional `+`, blanks, dashes and brackets.
pub fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && text
            .chars()
            .enumerate()
            .all(|(i, c)| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')') || (c == '+' && i == 0))
}
