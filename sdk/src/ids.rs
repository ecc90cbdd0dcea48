//! Ids are types: a listing's id cannot be passed where an offer's is wanted.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Declares id types. Rows use UUIDv7, so ids sort by the time they were made.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(with = "String"))] pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map($name) }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { $name(id) }
        }
    )+};
}

ids! {
    /// A person who signs in.
    PersonId,
    /// An organisation: a seller, a customer, or the marketplace's operator.
    OrganisationId,
    /// A signed-in session.
    SessionId,
    /// Somebody's sign-in at a provider.
    LinkedSignInId,
    /// An invitation into an organisation.
    InvitationId,
    /// A product (商品).
    ListingId,
    /// One revision of a product: what is edited, reviewed and made live as a whole.
    RevisionId,
    /// A spec (规格) of a product; stays the same from revision to revision.
    SpecId,
    /// A version of an agreement.
    AgreementId,
    /// Points taken from a seller (扣分).
    DeductionId,
    /// A small transfer that proves a bank account.
    TransferId,
    /// An uploaded file (附件).
    FileId,
    /// An entry of the review desk (审核).
    ReviewId,
    /// An exclusive discount (商家专属优惠).
    OfferId,
    /// An order (订单).
    OrderId,
    /// A line of an order.
    OrderLineId,
    /// A bill (账单).
    BillId,
    /// One run of the bill job.
    BillRunId,
    /// A mail that was or will be sent.
    MailId,
    /// A notice in somebody's inbox (消息).
    NoticeId,
    /// A short message that was or will be sent.
    SmsId,
    /// A rule of the operator's that holds from a day on.
    RuleId,
}
