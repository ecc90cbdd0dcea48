//! Product-level authorisation (`domain/business.md` §7.5 \[A59\]): which products a product manager may see and touch.

use super::ListingState;
use crate::{
    finding::{Code, Finding},
    ids::{ListingId, PersonId},
    lang::Bilingual,
    operation,
    portal::{Role, Who},
};
use serde::{Deserialize, Serialize};

/// Who says which products somebody may touch.
pub const PRODUCT_AUTHORISERS: &[Role] = &[Role::Owner];

/// Most products one person can be given one by one; whoever looks after more gets all of them.
pub const PRODUCTS_MAX: usize = 500;

/// A product somebody may be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductGrant {
    /// The product.
    pub listing: ListingId,
    /// Its name.
    pub name: Bilingual,
    /// Where it stands.
    pub state: ListingState,
    /// They have it.
    pub granted: bool,
}

/// Which products a member may see and touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductAccess {
    /// The member.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// They are a product manager and no owner: a limit means something.
    pub may_be_limited: bool,
    /// All products, those to come as well.
    pub all: bool,
    /// Products: granted ones first, then by name; at most [`PRODUCTS_MAX`] beside the granted ones.
    pub products: Vec<ProductGrant>,
}

/// Which products a member of one's own organisation may see and touch.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetProductAccess {
    /// Whose.
    pub person: PersonId,
}
operation!(
    GetProductAccess,
    Read,
    Who::Roles(PRODUCT_AUTHORISERS),
    ProductAccess,
    "Which products a member may see and touch."
);

/// Says which products a product manager may see and touch. It holds with their next request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetProductAccess {
    /// Whose.
    pub person: PersonId,
    /// All products, those to come as well; `listings` is not looked at then.
    pub all: bool,
    /// These and no others; none at all is a good answer.
    #[serde(default)]
    pub listings: Vec<ListingId>,
}
operation!(
    SetProductAccess,
    Write,
    Who::Roles(PRODUCT_AUTHORISERS),
    (),
    "Say which products a product manager may see and touch.",
    |r| {
        if !r.all && r.listings.len() > PRODUCTS_MAX {
            vec![
                Finding::error("listings", Code::TooMany)
                    .with("max", PRODUCTS_MAX)
                    .with("actual", r.listings.len()),
            ]
        } else {
            Vec::new()
        }
    }
);
