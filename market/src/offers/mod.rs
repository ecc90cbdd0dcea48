//! Exclusive discounts (商家专属优惠): made for one customer, opened with a link, ordered with at most so many times.

mod approve;
mod change;
mod create;
mod link;
mod open;
mod seller;
mod stored;
mod uses;

pub(crate) use approve::{decided, review_subject};
pub use open::note_opened;
pub(crate) use open::{by_token, may_read, viewer_of};
pub(crate) use stored::listing_of;
pub(crate) use uses::{give_back_use, record_order, take_use};

use crate::door::Entry;
use guildhall_sdk::offers::{
    CreateOffer, GetOffer, ListOfferable, ListOffers, OpenOffer, ReissueOfferLink, RevokeOffer,
};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<CreateOffer>(),
    Entry::of::<ListOffers>(),
    Entry::of::<GetOffer>(),
    Entry::of::<ListOfferable>(),
    Entry::of::<RevokeOffer>(),
    Entry::of::<ReissueOfferLink>(),
    Entry::of::<OpenOffer>(),
];
