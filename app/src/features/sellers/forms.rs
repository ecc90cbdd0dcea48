//! `POST /form/sellers/…`: each part of the feature takes its own.

use super::{certification_forms, coming_in_forms, conduct_forms};
use crate::forms::{Outcome, Posted, Refused};

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    if let Some(taken) = certification_forms::submit(name, posted).await {
        return Some(taken);
    }
    match coming_in_forms::submit(name, posted).await {
        None => conduct_forms::submit(name, posted).await,
        taken => taken,
    }
}
