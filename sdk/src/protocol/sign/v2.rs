//! The 2.0 query signature: `?signature=…&timestamp=…&nonce=…` (protocol notes §4.1; D:0070649476).
//!
//! It covers the body, the time and the nonce; neither the address nor the method.

use super::{
    Refused, Steps, Verified,
    canonical::{Form, NotCanonical, canonical},
    fresh, hex_lower, hex_text, hmac, same_hex,
};
use crate::protocol::{
    AccessKey,
    dialect::{BodyHash, HexCase, Signing},
};
use sha2::{Digest, Sha256};

/// The three parameters of the query; what is not there is empty.
///
/// ```
/// use guildhall_sdk::protocol::{dialect::Signing, sign::{Refused, v2}};
/// let nothing = v2::Parameters::default();
/// let refused = v2::verify(b"{}", nothing, &["k".into()], 0, &Signing::default());
/// assert_eq!(refused, Err(Refused::Missing("timestamp")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parameters<'a> {
    /// `signature`
    pub signature: &'a str,
    /// `timestamp`
    pub timestamp: &'a str,
    /// `nonce`
    pub nonce: &'a str,
}

/// Signs a body.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::v2};
/// let body = br#"{"activity":"queryInstance","instanceId":"i-1"}"#;
/// let key = AccessKey::new("synthetic-key-0001");
/// let rules = Signing::default();
/// let signature = v2::sign(body, &key, 1680508066618, "n-1", &rules).unwrap();
/// let query = v2::Parameters { signature: &signature, timestamp: "1680508066618", nonce: "n-1" };
/// assert!(v2::verify(body, query, &[key], 1680508066618, &rules).is_ok());
/// ```
///
/// # Errors
/// The body is no JSON object.
pub fn sign(
    body: &[u8],
    key: &AccessKey,
    timestamp_ms: i64,
    nonce: &str,
    rules: &Signing,
) -> Result<String, NotCanonical> {
    let payload = canonical(body, Form::production(rules.order))?;
    let hash = signature(payload.as_bytes(), key, &timestamp_ms.to_string(), nonce, rules);
    Ok(hex_text(&hash, rules.hex))
}

/// Signs a body and shows every step.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::v2};
/// let (key, rules) = (AccessKey::new("k"), Signing::default());
///
/// let steps = v2::explain(br#"{"b":"2","a":"1"}"#, &key, "1680508066618", "n", &rules).unwrap();
/// assert_eq!(steps.canonical, r#"{"a":"1","b":"2"}"#);
/// assert_eq!(steps.body_hash.unwrap().len(), 64);
/// ```
///
/// # Errors
/// The body is no JSON object.
pub fn explain(
    body: &[u8],
    key: &AccessKey,
    timestamp: &str,
    nonce: &str,
    rules: &Signing,
) -> Result<Steps, NotCanonical> {
    let payload = canonical(body, Form::production(rules.order))?;
    let body_hash = hex_text(&body_hash(payload.as_bytes(), key, rules), HexCase::Lower);
    let hash = signature(payload.as_bytes(), key, timestamp, nonce, rules);
    Ok(Steps {
        string_to_sign: Some(format!("{}{nonce}{timestamp}{body_hash}", key.expose())),
        canonical: payload,
        body_hash: Some(body_hash),
        signature: hex_text(&hash, rules.hex),
    })
}

/// Checks form, freshness and signature, in this order, against each of the keys (two while a key is exchanged).
/// Replays are refused by [`Verified::once`].
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::v2};
/// let (key, rules) = (AccessKey::new("k"), Signing::default());
///
/// let now_ms = 1_680_508_066_618;
/// let signature = v2::sign(br#"{"a":"1","b":"2"}"#, &key, now_ms, "n", &rules).unwrap();
/// let query = v2::Parameters { signature: &signature.to_lowercase(), timestamp: "1680508066618", nonce: "n" };
/// let keys = ["the next one".into(), key];
/// let verified = v2::verify(br#"{ "b":"2", "a":"1" }"#, query, &keys, now_ms, &rules).unwrap();
/// assert_eq!((verified.key, verified.until_ms), (1, now_ms + 60_000));
/// ```
///
/// # Errors
/// Why it is refused; [`Refused::result_code`] is what to answer.
pub fn verify(
    body: &[u8],
    query: Parameters<'_>,
    keys: &[AccessKey],
    now_ms: i64,
    rules: &Signing,
) -> Result<Verified, Refused> {
    if query.timestamp.is_empty() {
        return Err(Refused::Missing("timestamp"));
    }
    let nonce = fresh::nonce(query.nonce, "nonce")?;
    if query.signature.is_empty() {
        return Err(Refused::Missing("signature"));
    }
    let timestamp_ms = fresh::timestamp(query.timestamp, "timestamp", rules)?;
    fresh::within(timestamp_ms, now_ms, rules)?;
    let payload = canonical(body, Form::production(rules.order))?;
    let right = |payload: &[u8], key| {
        same_hex(
            query.signature,
            &signature(payload, key, query.timestamp, nonce, rules),
        )
    };
    for (index, key) in keys.iter().enumerate() {
        if right(payload.as_bytes(), key) || (rules.raw_fallback && right(body, key)) {
            return Ok(Verified {
                nonce: nonce.to_owned(),
                timestamp_ms,
                until_ms: timestamp_ms.max(now_ms) + rules.window_ms,
                key: index,
            });
        }
    }
    Err(Refused::Wrong)
}

fn body_hash(payload: &[u8], key: &AccessKey, rules: &Signing) -> [u8; 32] {
    match rules.body_hash {
        BodyHash::Keyed => hmac(&[key.bytes()], &[payload]),
        BodyHash::Bare => Sha256::digest(payload).into(),
    }
}

fn signature(payload: &[u8], key: &AccessKey, timestamp: &str, nonce: &str, rules: &Signing) -> [u8; 32] {
    let body_hash = hex_lower(&body_hash(payload, key, rules));
    hmac(
        &[key.bytes()],
        &[key.bytes(), nonce.as_bytes(), timestamp.as_bytes(), &body_hash],
    )
}
