//! Listings (商品): drafts, submission, what is live. A live listing is never edited: a new revision replaces it when it
//! is approved.

mod access;
mod draft;
mod live;
mod rules;
mod store;
mod submit;
mod view;

use crate::door::Entry;
use guildhall_sdk::listings::{
    CreateListing, DeleteDraft, GetListing, GetProduct, GetProductAccess, ListListings, ReviseListing,
    SaveDraft, SetProductAccess, SubmitListing, WithdrawListing,
};

pub(crate) use access::may_know;
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
    Entry::of::<GetProductAccess>(),
    Entry::of::<SetProductAccess>(),
];
