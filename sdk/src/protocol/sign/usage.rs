//! The signature of a usage push: headers `signature`, `ts`, `nonce` (protocol notes §6.2; D:0070649410).

use super::{
    Refused, Steps, Verified, base64_text,
    canonical::{Form, NotCanonical, canonical},
    fresh, hmac, same_base64,
};
use crate::protocol::{AccessKey, dialect::Signing};

/// The three headers; what is not there is empty.
///
/// ```
/// use guildhall_sdk::protocol::{dialect::Signing, sign::{Refused, usage}};
/// let refused = usage::verify(b"{}", usage::Headers::default(), &["k".into()], 0, &Signing::default());
/// assert_eq!(refused, Err(Refused::Missing("ts")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Headers<'a> {
    /// `signature`
    pub signature: &'a str,
    /// `ts`, Unix milliseconds
    pub ts: &'a str,
    /// `nonce`
    pub nonce: &'a str,
}

/// Signs a body, with the seller's key of the base interfaces, and shows every step.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, sign::usage};
/// let steps = usage::explain(br#"{"usage_records":[]}"#, &AccessKey::new("k"), "1709690865879", "n").unwrap();
/// assert_eq!(steps.string_to_sign.unwrap(), r#"ts=1709690865879&nonce=n&body={"usage_records":[]}"#);
/// ```
///
/// # Errors
/// The body is no JSON object.
pub fn explain(body: &[u8], key: &AccessKey, ts: &str, nonce: &str) -> Result<Steps, NotCanonical> {
    let payload = canonical(body, Form::USAGE)?;
    Ok(Steps {
        signature: base64_text(&signature(payload.as_bytes(), key, ts, nonce)),
        string_to_sign: Some(format!("ts={ts}&nonce={nonce}&body={payload}")),
        canonical: payload,
        body_hash: None,
    })
}

/// Signs a body.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, sign::usage};
/// let sign = |body: &[u8]| usage::sign(body, &AccessKey::new("k"), 1_709_690_865_879, "n").unwrap();
/// assert_eq!(sign(br#"{"a":{"c":1,"b":2}}"#), sign(br#"{"a":{"b":2,"c":1}}"#), "sorted at every depth");
/// ```
///
/// # Errors
/// The body is no JSON object.
pub fn sign(body: &[u8], key: &AccessKey, ts_ms: i64, nonce: &str) -> Result<String, NotCanonical> {
    let payload = canonical(body, Form::USAGE)?;
    Ok(base64_text(&signature(
        payload.as_bytes(),
        key,
        &ts_ms.to_string(),
        nonce,
    )))
}

/// Checks form, freshness and signature; replays are refused by [`Verified::once`].
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::usage};
/// let (key, rules) = (AccessKey::new("k"), Signing::default());
///
/// let ts = 1_709_690_865_879;
/// let signature = usage::sign(b"{}", &key, ts, "n").unwrap();
/// let headers = usage::Headers { signature: &signature, ts: &ts.to_string(), nonce: "n" };
/// assert!(usage::verify(b"{}", headers, &[key], ts, &rules).is_ok());
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
    if headers.ts.is_empty() {
        return Err(Refused::Missing("ts"));
    }
    let nonce = fresh::nonce(headers.nonce, "nonce")?;
    if headers.signature.is_empty() {
        return Err(Refused::Missing("signature"));
    }
    let timestamp_ms = fresh::timestamp(headers.ts, "ts", rules)?;
    fresh::within(timestamp_ms, now_ms, rules)?;
    let payload = canonical(body, Form::USAGE)?;
    let right =
        |payload: &[u8], key| same_base64(headers.signature, &signature(payload, key, headers.ts, nonce));
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

fn signature(payload: &[u8], key: &AccessKey, ts: &str, nonce: &str) -> [u8; 32] {
    hmac(
        &[key.bytes()],
        &[
            b"ts=",
            ts.as_bytes(),
            b"&nonce=",
            nonce.as_bytes(),
            b"&body=",
            payload,
        ],
    )
}
