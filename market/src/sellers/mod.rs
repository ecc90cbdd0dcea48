//! Sellers (商家): business certification and overview.

mod certification;
mod overview;

use crate::door::Entry;
use guildhall_sdk::sellers::{GetCertification, GetSellerOverview, SubmitCertification};

pub(crate) use certification::{decided, review_subject};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<GetCertification>(),
    Entry::of::<SubmitCertification>(),
    Entry::of::<GetSellerOverview>(),
];
