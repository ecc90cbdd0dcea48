//! Signatures, as pure functions of request, key, time and nonce (protocol notes §4, §6.2, §7).
//!
//! | scheme | carried by | module |
//! | --- | --- | --- |
//! | 2.0 query signature | SaaS 2.0, License 2.0, online License, order notices | [`v2`] |
//! | `x-sign` | the 2.0 kit syncs | [`kit`] |
//! | `authToken` | every call of 1.0 | [`auth_token`] |
//! | `Body-Sign` | every answer of 1.0 | [`body_sign`] |
//! | `signature` / `ts` / `nonce` headers | usage pushes | [`usage`] |
//! | AK/SK `SDK-HMAC-SHA256` | the open API | [`ak_sk`] |
//! | encrypted fields | 1.0 | [`secret`] |
//!
//! Each has `explain`, which gives every value on the way: whoever signs in another language compares line by line and
//! finds the first that differs. Each verifier compares in constant time.

pub mod ak_sk;
pub mod auth_token;
pub mod body_sign;
pub mod canonical;
pub mod fresh;
pub mod kit;
pub mod secret;
pub mod sha1prng;
pub mod usage;
pub mod v2;

pub use fresh::{MemoryNonces, NonceStore, Verified};

use crate::protocol::dialect::HexCase;
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Every value on the way to a signature.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::{Steps, v2}};
/// let (body, key, rules) = (br#"{"b":"2","a":null}"#, AccessKey::new("k"), Signing::default());
/// let steps: Steps = v2::explain(body, &key, "1680508066618", "n", &rules).unwrap();
/// assert_eq!(steps.canonical, r#"{"b":"2"}"#);
/// assert!(steps.string_to_sign.unwrap().starts_with("kn1680508066618"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Steps {
    /// The request in its one agreed form.
    pub canonical: String,
    /// The body's hash, where the scheme has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_hash: Option<String>,
    /// What is signed in the end, where it is not the canonical form itself. Of the production schemes it begins with
    /// the access key: show it to nobody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_to_sign: Option<String>,
    /// The signature.
    pub signature: String,
}

/// Why a request was refused.
///
/// ```
/// use guildhall_sdk::protocol::{dialect::Signing, sign::{Refused, v2}};
/// let late = v2::Parameters { signature: "00", timestamp: "1680508066618", nonce: "n" };
/// let refused = v2::verify(b"{}", late, &["k".into()], 1680508066618 + 60_001, &Signing::default()).unwrap_err();
/// assert_eq!(refused, Refused::Stale { off_ms: 60_001, window_ms: 60_000 });
/// assert_eq!(refused.result_code(), "000002");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A part of the signature's own parameters is not there.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A part is there and has not the form it must have.
    #[error("`{0}` has not the right form")]
    Malformed(&'static str),
    /// The time is too far from now.
    #[error("the time is {off_ms} ms away from now, at most {window_ms} ms are allowed")]
    Stale {
        /// Now minus the request's time.
        off_ms: i64,
        /// What is allowed.
        window_ms: i64,
    },
    /// The body is no JSON object in one reading.
    #[error("the body cannot be brought into its canonical form: {0}")]
    Body(#[from] canonical::NotCanonical),
    /// The signature is not what it would have to be.
    #[error("the signature is wrong")]
    Wrong,
    /// The nonce was used before.
    #[error("the nonce was used before")]
    Replayed,
    /// The nonce store could not say.
    #[error("the nonce could not be checked: {0}")]
    Store(String),
}

impl Refused {
    /// What the platform's sample verifier answers: `000002` for what is missing or late, `000001` for what is wrong
    /// (protocol notes §4.1), `000005` when it is our own fault.
    ///
    /// ```
    /// use guildhall_sdk::protocol::sign::Refused;
    /// assert_eq!([Refused::Wrong, Refused::Missing("nonce")].map(|r| r.result_code()), ["000001", "000002"]);
    /// ```
    pub fn result_code(&self) -> &'static str {
        match self {
            Refused::Missing("signature" | "x-sign" | "authToken" | "Authorization") => "000001",
            Refused::Missing(_) | Refused::Malformed(_) | Refused::Stale { .. } | Refused::Body(_) => {
                "000002"
            }
            Refused::Wrong | Refused::Replayed => "000001",
            Refused::Store(_) => "000005",
        }
    }
}

/// HMAC-SHA256 over several pieces, as if they were one.
pub(crate) fn hmac(key: &[&[u8]], pieces: &[&[u8]]) -> [u8; 32] {
    let mac = match key {
        [one] => Hmac::<Sha256>::new_from_slice(one),
        parts => Hmac::<Sha256>::new_from_slice(&parts.concat()),
    };
    let mut mac = mac.expect("HMAC takes keys of every length");
    for piece in pieces {
        mac.update(piece);
    }
    mac.finalize().into_bytes().into()
}

/// The letters of a hash.
pub(crate) fn hex_text(hash: &[u8; 32], case: HexCase) -> String {
    match case {
        HexCase::Upper => hex::encode_upper(hash),
        HexCase::Lower => hex::encode(hash),
    }
}

/// Lower-case letters of a hash, without an allocation.
pub(crate) fn hex_lower(hash: &[u8; 32]) -> [u8; 64] {
    let mut text = [0; 64];
    hex::encode_to_slice(hash, &mut text).expect("64 letters are twice 32 bytes");
    text
}

/// Whether a hexadecimal signature, in either case, is this hash. Takes the same time wherever they differ.
pub(crate) fn same_hex(given: &str, hash: &[u8; 32]) -> bool {
    let mut bytes = [0; 32];
    hex::decode_to_slice(given, &mut bytes).is_ok() && bool::from(bytes.ct_eq(hash))
}

/// Whether a base64 signature is this hash. Only the one canonical spelling is taken.
pub(crate) fn same_base64(given: &str, hash: &[u8; 32]) -> bool {
    let ours = STANDARD.encode(hash);
    bool::from(given.as_bytes().ct_eq(ours.as_bytes()))
}

pub(crate) fn base64_text(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
