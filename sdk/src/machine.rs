//! The two things a machine gives that no rule may ask for: the time, and what nobody can guess.

use chrono::{DateTime, Utc};
use rand::{RngExt, distr::Alphanumeric};
use std::{fmt::Debug, sync::Arc};

/// A clock and a source of nonces. Tests give their own.
///
/// ```
/// use guildhall_sdk::machine::Machine;
///
/// /// Always the same day.
/// #[derive(Debug)]
/// struct Noon;
///
/// impl Machine for Noon {
///     fn now(&self) -> chrono::DateTime<chrono::Utc> {
///         "2026-11-22T12:00:00Z".parse().unwrap()
///     }
///     fn nonce(&self, length: usize) -> String {
///         "n".repeat(length)
///     }
/// }
/// ```
pub trait Machine: Send + Sync + Debug + 'static {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
    /// Letters and digits nobody can guess.
    fn nonce(&self, length: usize) -> String;
}

/// The machine's clock and its cryptographic random source.
///
/// ```
/// use guildhall_sdk::machine::{Machine, System};
/// assert_eq!(System.nonce(32).len(), 32);
/// assert_ne!(System.nonce(32), System.nonce(32));
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Machine for System {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> DateTime<Utc> {
        DateTime::from(std::time::SystemTime::now())
    }

    fn nonce(&self, length: usize) -> String {
        rand::rng()
            .sample_iter(Alphanumeric)
            .take(length)
            .map(char::from)
            .collect()
    }
}

/// The system's, shared.
///
/// ```
/// let machine = guildhall_sdk::machine::system();
/// assert!(machine.now() <= machine.now());
/// ```
pub fn system() -> Arc<dyn Machine> {
    Arc::new(System)
}
