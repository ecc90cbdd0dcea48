//! Passwords: argon2id, outside the transaction, a few at a time.

use crate::Market;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use guildhall_sdk::portal::AppError;
use std::sync::OnceLock;

/// Hashes a password.
///
/// # Errors
/// `Internal` when the work cannot be done at all.
pub(crate) async fn hash(market: &Market, password: &str) -> Result<String, AppError> {
    let password = password.to_owned();
    let _turn = market
        .hashing()
        .acquire()
        .await
        .map_err(|_| AppError::Unavailable)?;
    tokio::task::spawn_blocking(move || hash_now(&password))
        .await
        .map_err(|_| AppError::Internal)?
}

fn hash_now(password: &str) -> Result<String, AppError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|h| h.to_string())
        .map_err(|_| AppError::Internal)
}

/// Checks a password. Without a stored hash the same work is done on a hash nobody has, so that the time tells nothing.
///
/// # Errors
/// `Internal` when the work cannot be done at all.
pub(super) async fn verify(
    market: &Market,
    password: &str,
    stored: Option<String>,
) -> Result<bool, AppError> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let password = password.to_owned();
    let _turn = market
        .hashing()
        .acquire()
        .await
        .map_err(|_| AppError::Unavailable)?;
    tokio::task::spawn_blocking(move || {
        // An account that has no password yet.
        let stored = stored.filter(|hash| !hash.is_empty());
        let known = stored.is_some();
        let hash = match stored {
            Some(hash) => hash,
            None => NOBODY
                .get_or_init(|| hash_now("nobody has this").unwrap_or_default())
                .clone(),
        };
        let parsed = PasswordHash::new(&hash).map_err(|_| AppError::Internal)?;
        Ok(Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok()
            && known)
    })
    .await
    .map_err(|_| AppError::Internal)?
}
