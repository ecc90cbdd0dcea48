//! What the desk asks of the domains whose submissions it decides.
//!
//! Imports in the market go one way, and every domain below imports the desk to hand things in. A decision is the one
//! step back: it makes a listing live, an offer effective, a seller certified, in the same transaction. That step is
//! taken here and nowhere else; a new kind of review is a new arm in each of these functions.

use crate::{
    door::{Ctx, Refusal},
    listings,
    notices::Recipient,
    offers, sellers,
};
use guildhall_sdk::{
    ids::{ListingId, OfferId, OrganisationId},
    listings::LISTING_EDITORS,
    offers::OFFER_MAKERS,
    portal::Role,
    reviews::{FieldComment, ReviewKind, ReviewSubject},
    sellers::{CERTIFIERS, JOINERS, JoiningStep},
};
use uuid::Uuid;

/// The thing a review is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Object {
    pub kind: ReviewKind,
    pub id: Uuid,
}

impl Object {
    /// The whole submission as it stands now.
    pub async fn subject(self, ctx: &Ctx<'_>) -> Result<ReviewSubject, Refusal> {
        match self.kind {
            ReviewKind::Listing => listings::review_subject(ctx, ListingId(self.id)).await,
            ReviewKind::Offer => offers::review_subject(ctx, OfferId(self.id)).await,
            ReviewKind::Certification
            | ReviewKind::Identity
            | ReviewKind::Application
            | ReviewKind::Store => sellers::review_subject(ctx, self.kind, OrganisationId(self.id)).await,
        }
    }

    /// Tells the domain, which makes it so.
    pub async fn decided(
        self,
        ctx: &mut Ctx<'_>,
        approve: bool,
        comments: &[FieldComment],
    ) -> Result<(), Refusal> {
        match self.kind {
            ReviewKind::Listing => listings::decided(ctx, ListingId(self.id), approve, comments).await,
            ReviewKind::Offer => offers::decided(ctx, OfferId(self.id), approve, comments).await,
            ReviewKind::Certification
            | ReviewKind::Identity
            | ReviewKind::Application
            | ReviewKind::Store => {
                sellers::decided(ctx, self.kind, OrganisationId(self.id), approve, comments).await
            }
        }
    }

    /// Where the seller sees it.
    pub fn path(self) -> String {
        match self.kind {
            ReviewKind::Listing => format!("/seller/listings/{}", self.id),
            ReviewKind::Offer => format!("/seller/offers/{}", self.id),
            ReviewKind::Certification => JoiningStep::Certification.path().into(),
            ReviewKind::Identity => JoiningStep::Identity.path().into(),
            ReviewKind::Application => JoiningStep::Application.path().into(),
            ReviewKind::Store => "/seller/store".into(),
        }
    }

    /// Who of the seller is told: the ones who can do something about it.
    pub const fn readers(self) -> &'static [Role] {
        match self.kind {
            ReviewKind::Listing => LISTING_EDITORS,
            ReviewKind::Offer => OFFER_MAKERS,
            ReviewKind::Certification => CERTIFIERS,
            ReviewKind::Identity | ReviewKind::Application | ReviewKind::Store => JOINERS,
        }
    }

    /// False for one of the seller's people who is limited to other products.
    pub async fn known_to(self, ctx: &Ctx<'_>, person: &Recipient) -> Result<bool, Refusal> {
        let Some(inbox) = person.inbox else {
            return Ok(true);
        };
        let listing = match self.kind {
            ReviewKind::Listing => ListingId(self.id),
            ReviewKind::Offer => offers::listing_of(ctx, OfferId(self.id)).await?,
            ReviewKind::Certification
            | ReviewKind::Identity
            | ReviewKind::Application
            | ReviewKind::Store => return Ok(true),
        };
        Ok(listings::may_know(ctx, inbox, listing).await?)
    }
}
