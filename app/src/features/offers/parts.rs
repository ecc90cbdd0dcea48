//! How an offer's status, validity and prices are shown, wherever they are.

use super::words::words;
use crate::{
    session::Session,
    ui::{Badge, Tone},
    words::fill,
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{lang::Lang, offers::OfferStatus};
use leptos::prelude::*;

/// What a status means for the seller.
pub fn tone(status: OfferStatus) -> Tone {
    match status {
        OfferStatus::Live => Tone::Done,
        OfferStatus::Reviewing => Tone::Wait,
        OfferStatus::Upcoming => Tone::Info,
        OfferStatus::Rejected => Tone::Bad,
        OfferStatus::Expired | OfferStatus::Revoked | OfferStatus::UsedUp | OfferStatus::Discontinued => {
            Tone::Neutral
        }
    }
}

/// The status as a word and a shape.
pub fn badge(status: OfferStatus, lang: Lang) -> AnyView {
    view! { <Badge tone=tone(status) label=status.words(lang) /> }.into_any()
}

/// The last minute an offer is valid: it ends *before* `ends_at`, and "valid through 23:59" is what people write.
pub fn last_minute(ends_at: DateTime<Utc>) -> DateTime<Utc> {
    ends_at - TimeDelta::minutes(1)
}

/// The whole validity in the marketplace's zone, with the zone.
pub fn validity(session: &Session, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> String {
    fill(
        words(session.lang).validity_text,
        &[
            ("from", &session.zone.minute(starts_at)),
            ("to", &session.zone.minute(last_minute(ends_at))),
            ("zone", &session.zone.label()),
        ],
    )
}
