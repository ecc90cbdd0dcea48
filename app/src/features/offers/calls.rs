//! The server functions of this feature. (The macro gives each a type of the operation's own name, so the operations
//! are named with their module.)

use crate::fault::Fault;
use guildhall_sdk::{
    offers::{self, OfferRow, OfferView, Offerable},
    portal::Page,
};
use leptos::{prelude::*, server_fn};
use serde::{Deserialize, Serialize};

/// The seller's offers.
#[server(name = ListOffersCall, endpoint = "list_offers", input = server_fn::codec::Json)]
pub async fn list_offers(query: offers::ListOffers) -> Result<Page<OfferRow>, Fault> {
    crate::door::run(query).await
}

/// One of the seller's offers.
#[server(name = GetOfferCall, endpoint = "get_offer", input = server_fn::codec::Json)]
pub async fn get_offer(query: offers::GetOffer) -> Result<OfferView, Fault> {
    crate::door::run(query).await
}

/// What the form for a new offer needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferForm {
    /// Products, ranges, today.
    pub offerable: Offerable,
    /// The form's idempotency key: a click that is sent twice makes one offer.
    pub key: String,
}

/// What may be offered.
#[server(name = ListOfferableCall, endpoint = "list_offerable", input = server_fn::codec::Json)]
pub async fn list_offerable(query: offers::ListOfferable) -> Result<OfferForm, Fault> {
    let offerable = crate::door::run(query).await?;
    Ok(OfferForm {
        offerable,
        key: guildhall_market::secrets::random_token(),
    })
}
