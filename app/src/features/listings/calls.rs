//! The server functions of this feature.

use crate::fault::Fault;
use guildhall_sdk::{
    ids::{ListingId, SpecId},
    listings::{ListingView, SaveDraft, SavedDraft},
};
use leptos::{prelude::*, server_fn};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use guildhall_sdk::{
    listings::{ListListings, ListingRow},
    portal::Page,
};

/// The list page: a page of rows, and the key that makes "Publish a product" start one draft however often it is pressed.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListingsPage {
    /// The rows.
    pub page: Page<ListingRow>,
    /// For the form's `_key`.
    pub key: String,
}

/// What the editor starts from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EditorStart {
    /// The listing with its newest revision.
    pub view: ListingView,
    /// Specs that are on sale: they stay, and are charged as they are (`domain/business.md` §2.12).
    pub released: Vec<SpecId>,
}

/// The seller's listings.
///
/// # Errors
/// What the door refuses.
#[cfg(feature = "ssr")]
#[server(name = ListListingsCall, endpoint = "list_listings", input = server_fn::codec::Json)]
pub async fn list_listings(query: ListListings) -> Result<Page<ListingRow>, Fault> {
    crate::door::run(query).await
}

/// The seller's listings, for the list page.
///
/// # Errors
/// What the door refuses.
#[cfg(feature = "ssr")]
#[server(name = ListingsPageCall, endpoint = "listings_page", input = server_fn::codec::Json)]
pub async fn listings_page(query: ListListings) -> Result<ListingsPage, Fault> {
    let page = crate::door::run(query).await?;
    Ok(ListingsPage {
        page,
        key: format!("create-{}", leptos::nonce::Nonce::new()),
    })
}

/// One of the seller's listings.
///
/// # Errors
/// What the door refuses.
#[server(name = GetListingCall, endpoint = "get_listing", input = server_fn::codec::Json)]
pub async fn get_listing(listing: ListingId) -> Result<ListingView, Fault> {
    crate::door::run(guildhall_sdk::listings::GetListing { listing }).await
}

/// One of the seller's listings, to be edited.
///
/// # Errors
/// What the door refuses.
#[cfg(feature = "ssr")]
#[server(name = OpenListingEditorCall, endpoint = "open_listing_editor", input = server_fn::codec::Json)]
pub async fn open_editor(listing: ListingId) -> Result<EditorStart, Fault> {
    use guildhall_sdk::listings::{GetListing, GetProduct};
    let view = crate::door::run(GetListing { listing }).await?;
    let released = if view.live {
        // What is on sale is what the public page shows.
        let product = crate::door::run(GetProduct { listing }).await?;
        product.content.specs.iter().map(|spec| spec.id).collect()
    } else {
        Vec::new()
    };
    Ok(EditorStart { view, released })
}

/// Saves a draft.
///
/// # Errors
/// What the door refuses; `Conflict` when somebody saved since.
#[server(name = SaveDraftCall, endpoint = "save_draft", input = server_fn::codec::Json)]
pub async fn save_draft(request: SaveDraft) -> Result<SavedDraft, Fault> {
    crate::door::run(request).await
}
