//! The signature of the 2.0 kit syncs: headers `x-sign`, `x-timestamp`, `x-nonce` (protocol notes §4.2).
//!
//! Like [`super::v2`], but over the sorted body itself instead of its hash, and with a key of its own.

use super::{
    Refused, Steps, Verified,
    canonical::{Form, NotCanonical, canonical},
    fresh, hex_text, hmac, same_hex,
};
use crate::protocol::{AccessKey, dialect::Signing};

/// The three headers; what is not there is empty.
///
/// ```
/// use guildhall_sdk::protocol::{dialect::Signing, sign::{Refused, kit}};
/// let refused = kit::verify(b"{}", kit::Headers::default(), &["k".into()], 0, &Signing::default());
/// assert_eq!(refused, Err(Refused::Missing("x-timestamp")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Headers<'a> {
    /// `x-sign`
    pub sign: &'a str,
    /// `x-timestamp`
    pub timestamp: &'a str,
    /// `x-nonce`
    pub nonce: &'a str,
}

/// Signs a body and shows every step.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::kit};
/// let steps = kit::explain(br#"{"b":1,"a":2}"#, &AccessKey::new("k"), "1680508066618", "n", &Signing::default());
/// assert_eq!(steps.unwrap().string_to_sign.unwrap(), r#"kn1680508066618{"a":2,"b":1}"#);
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
    let hash = signature(payload.as_bytes(), key, timestamp, nonce);
    Ok(Steps {
        string_to_sign: Some(format!("{}{nonce}{timestamp}{payload}", key.expose())),
        canonical: payload,
        body_hash: None,
        signature: hex_text(&hash, rules.hex),
    })
}

/// Signs a body.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::kit};
/// let (key, rules) = (AccessKey::new("k"), Signing::default());
///
/// let now_ms = 1_680_508_066_618;
/// let signature = kit::sign(b"{}", &key, now_ms, "n", &rules).unwrap();
/// let headers = kit::Headers { sign: &signature, timestamp: &now_ms.to_string(), nonce: "n" };
/// assert!(kit::verify(b"{}", headers, &[key], now_ms, &rules).is_ok());
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
    Ok(hex_text(
        &signature(payload.as_bytes(), key, &timestamp_ms.to_string(), nonce),
        rules.hex,
    ))
}

/// Checks form, freshness and signature; replays are refused by [`Verified::once`].
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::kit};
/// let (key, rules) = (AccessKey::new("k"), Signing::default());
///
/// let now_ms = 1_680_508_066_618;
/// let signature = kit::sign(b"{}", &key, now_ms, "n", &rules).unwrap();
/// let headers = kit::Headers { sign: &signature, timestamp: &now_ms.to_string(), nonce: "n" };
/// assert!(kit::verify(b"{}", headers, &[key], now_ms, &rules).is_ok());
/// assert!(kit::verify(b"{}", headers, &["another".into()], now_ms, &rules).is_err());
/// ```
///
/// # Errors
/// Why it is refused.
pub fn verify(
    body: &[u8],
    headers: Headers<'_>,
    keys: &[AccessKey],
    now_ms: i64,
    rules: &Signing,
) -> Result<Verified, Refused> {
    if headers.timestamp.is_empty() {
        return Err(Refused::Missing("x-timestamp"));
    }
    let nonce = fresh::nonce(headers.nonce, "x-nonce")?;
    if headers.sign.is_empty() {
        return Err(Refused::Missing("x-sign"));
    }
    let timestamp_ms = fresh::timestamp(headers.timestamp, "x-timestamp", rules)?;
    fresh::within(timestamp_ms, now_ms, rules)?;
    let payload = canonical(body, Form::production(rules.order))?;
    let right =
        |payload: &[u8], key| same_hex(headers.sign, &signature(payload, key, headers.timestamp, nonce));
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

fn signature(payload: &[u8], key: &AccessKey, timestamp: &str, nonce: &str) -> [u8; 32] {
    hmac(
        &[key.bytes()],
        &[key.bytes(), nonce.as_bytes(), timestamp.as_bytes(), payload],
    )
}
