//! The forms of this feature.

use crate::forms::{Outcome, Posted, Refused};

/// Takes a form by its name.
pub async fn submit(_name: &str, _posted: &Posted) -> Option<Result<Outcome, Refused>> {
    None
}
