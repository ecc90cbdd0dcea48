//! The operations of the store front, and the public page it becomes.

use super::{FilingView, JOINERS, SELLER, StoreContent, check_store_draft};
use crate::{
    ids::{ListingId, OrganisationId},
    lang::Bilingual,
    money::Money,
    operation,
    portal::Who,
};
use serde::{Deserialize, Serialize};

/// Products a public store page shows at most, newest change first.
pub const STORE_PRODUCTS_MAX: usize = 100;

/// A product a store may feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoreProduct {
    /// Which.
    pub listing: ListingId,
    /// Its name.
    pub name: Bilingual,
}

/// The store front as its seller writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoreView {
    /// Whose it is: the public page's name.
    pub seller: OrganisationId,
    /// The filing.
    pub filing: FilingView<StoreContent>,
    /// The seller's products on sale.
    pub products: Vec<StoreProduct>,
    /// Hosts links of the carousel may lead to.
    pub hosts: Vec<String>,
}

/// The store front: what is being written, and what is in force.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetStore {}
operation!(
    GetStore,
    Read,
    Who::Roles(SELLER),
    StoreView,
    "The store front: what is being written, and what is in force."
);

/// Keeps a store front that is not finished. Nothing is judged but its size.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SaveStore {
    /// The version that was read.
    pub version: i64,
    /// As far as it is written.
    pub content: StoreContent,
}
operation!(
    SaveStore,
    Write,
    Who::Roles(JOINERS),
    StoreView,
    "Keep a store front that is not finished.",
    |r| {
        check_store_draft(&r.content)
            .into_iter()
            .map(|f| f.under("content"))
            .collect()
    }
);

/// Hands the store front in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmitStore {
    /// The version that was read.
    pub version: i64,
    /// The whole of it.
    pub content: StoreContent,
}
operation!(
    SubmitStore,
    Write,
    Who::Roles(JOINERS),
    StoreView,
    "Hand the store front in.",
    |r| {
        check_store_draft(&r.content)
            .into_iter()
            .map(|f| f.under("content"))
            .collect()
    }
);

/// A product on a public store page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoreCard {
    /// Which.
    pub listing: ListingId,
    /// Its name.
    pub name: Bilingual,
    /// What it does, in a line or two.
    pub overview: Bilingual,
    /// The lowest price.
    pub from: Option<Money>,
}

/// A seller's public page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorePage {
    /// The seller.
    pub seller: OrganisationId,
    /// Its name.
    pub name: Bilingual,
    /// What was approved last; empty before.
    pub content: StoreContent,
    /// Featured products that are on sale, in the seller's order.
    pub featured: Vec<StoreCard>,
    /// The other products on sale.
    pub products: Vec<StoreCard>,
}

/// A seller's public page: of every seller that has joined.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetStorePage {
    /// Which seller.
    pub seller: OrganisationId,
}
operation!(
    GetStorePage,
    Read,
    Who::Public,
    StorePage,
    "A seller's public page."
);
