//! The link: a token that can be computed again at any time, of which only a hash is stored.

use crate::{
    Market,
    secrets::{Purpose, Secrets, hash_token},
};
use guildhall_sdk::{ids::OfferId, offers::OfferView};

/// Longest token that is looked at; ours have 43 characters.
const TOKEN_MAX: usize = 200;

/// The token of an offer's link in its `version`-th issue: 256 bits, base64url.
pub(super) fn token(secrets: &Secrets, offer: OfferId, version: u32) -> String {
    secrets.offer_token(offer, version)
}

/// What is stored of it.
pub(super) fn token_hash(secrets: &Secrets, offer: OfferId, version: u32) -> String {
    hash_token(&token(secrets, offer, version))
}

/// What to look a presented token up by. Whatever arrives is hashed, so that a malformed token takes the same path as
/// an unknown one.
pub(super) fn lookup_key(presented: &str) -> String {
    hash_token(if presented.len() > TOKEN_MAX {
        ""
    } else {
        presented
    })
}

/// True when the token is the offer's, in constant time.
pub(super) fn is_token_of(secrets: &Secrets, offer: OfferId, version: u32, presented: &str) -> bool {
    secrets.verify(
        Purpose::OfferLink,
        &[offer.0.as_bytes(), &version.to_be_bytes()],
        presented,
    )
}

/// The link's path on this host.
pub(super) fn path(token: &str) -> String {
    format!("/o/{token}")
}

/// The whole link as a QR code. None only for a public address of some thousand characters.
pub(super) fn qr_svg(market: &Market, path: &str) -> Option<String> {
    crate::qr::svg(&market.url(path))
}

/// Takes the link out of an answer that is kept under an idempotency key.
pub(super) fn seal(view: &mut OfferView) {
    view.qr_svg = None;
    if let Some(url) = &mut view.url {
        url.clear();
    }
}

/// Puts the link back.
pub(super) fn unseal(market: &Market, view: &mut OfferView) {
    if view.url.is_some() {
        let path = path(&token(market.secrets(), view.terms.id, view.link_version));
        view.qr_svg = qr_svg(market, &path);
        view.url = Some(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_one_offer_and_one_issue() {
        let secrets = Secrets::from_hex(&"5a".repeat(32)).expect("key");
        let (a, b) = (
            OfferId(uuid::Uuid::from_u128(1)),
            OfferId(uuid::Uuid::from_u128(2)),
        );
        let first = token(&secrets, a, 1);
        assert_eq!(first.len(), 43);
        assert!(is_token_of(&secrets, a, 1, &first));
        for (offer, version) in [(a, 2), (b, 1)] {
            assert!(!is_token_of(&secrets, offer, version, &first));
        }
        assert_eq!(lookup_key(&first), token_hash(&secrets, a, 1));
        assert_ne!(lookup_key(&first), lookup_key(&first.repeat(10)));
    }
}
