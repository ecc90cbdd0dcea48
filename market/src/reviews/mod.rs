//! (being built)

use crate::door::Entry;

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[];
