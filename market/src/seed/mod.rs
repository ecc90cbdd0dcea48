//! Data to look at (`seed demo`) and data to measure with (`seed load`): contract.md, Demo and load data.

mod bulk;
mod demo;
pub use demo::demo;
mod joining;
mod load;
mod load_orders;
mod picture;
mod prng;
mod words;

pub use load::{LoadReport, load};

use crate::{Ctx, Refusal, sql};
use guildhall_sdk::portal::AppError;
use serde::Serialize;

/// The password of every seeded account. Documented, so never for anything but a demonstration.
pub const PASSWORD: &str = "guildhall-demo-2026";

/// An account to sign in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeededAccount {
    /// Its address.
    pub email: String,
    /// Its password.
    pub password: &'static str,
    /// Its roles, by their wire names.
    pub role: String,
    /// Whose it is.
    pub organisation: String,
}

/// Refuses unless nobody has used the data folder: seeds are for empty ones.
async fn must_be_empty(ctx: &Ctx<'_>) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("whether anything is there at all");
    let found = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT id FROM organisation WHERE {scope:none} LIMIT 1"),
            [],
        ))
        .await?;
    match found {
        Some(_) => Err(AppError::wrong_state("not_empty").into()),
        None => Ok(()),
    }
}

/// What a seed tells its caller; the cause of a fault is logged.
fn told(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::Error(error) | Refusal::Keep(error) => error,
        Refusal::Fault(cause) => {
            tracing::error!(cause, "the seed failed");
            AppError::Internal
        }
    }
}
