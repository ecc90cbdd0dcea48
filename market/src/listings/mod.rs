//! Listings (商品): drafts, submission, what is live. A live listing is never edited: a new revision replaces it when it
//! is approved.

mod draft;
mod live;
mod rules;
mod store;
mod submit;
mod view;

use crate::door::Entry;
use guildhall_sdk::listings::{
    CreateListing, DeleteDraft, GetListing, GetProduct, ListListings, ReviseListing, SaveDraft,
    SubmitListing, WithdrawListing,
};

pub(crate) use live::{list_live, live_content};
pub(crate) use submit::{decided, review_subject};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<CreateListing>(),
    Entry::of::<SaveDraft>(),
    Entry::of::<ReviseListing>(),
    Entry::of::<SubmitListing>(),
    Entry::of::<WithdrawListing>(),
    Entry::of::<DeleteDraft>(),
    Entry::of::<GetListing>(),
    Entry::of::<ListListings>(),
    Entry::of::<GetProduct>(),
];
