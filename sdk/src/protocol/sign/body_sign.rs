//! `Body-Sign`, the header that signs an answer of 1.0 (protocol notes §4.4): over the exact bytes, with the key alone.

use super::{Refused, Steps, base64_text, hmac, same_base64};
use crate::protocol::AccessKey;

/// The header's name. The platform minds its capitals.
///
/// ```
/// assert_eq!(guildhall_sdk::protocol::sign::body_sign::HEADER, "Body-Sign");
/// ```
pub const HEADER: &str = "Body-Sign";

/// The header's value for this body.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, sign::body_sign};
/// let header = body_sign::header(b"{}", &AccessKey::new("k"));
/// assert!(header.starts_with("sign_type=\"HMAC-SHA256\", signature= \""));
/// assert!(body_sign::verify(b"{}", &header, &AccessKey::new("k")).is_ok());
/// ```
pub fn header(body: &[u8], key: &AccessKey) -> String {
    let signature = base64_text(&hmac(&[key.bytes()], &[body]));
    // One blank after `signature=`, as the documents print it.
    format!("sign_type=\"HMAC-SHA256\", signature= \"{signature}\"")
}

/// The steps: the body as it is, and its signature.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, sign::body_sign};
/// let (key, body) = (AccessKey::new("k"), b"{ }");
/// let steps = body_sign::explain(body, &key);
/// assert_eq!(steps.canonical, "{ }", "white space counts");
/// assert!(body_sign::header(body, &key).contains(&steps.signature));
/// ```
pub fn explain(body: &[u8], key: &AccessKey) -> Steps {
    Steps {
        canonical: String::from_utf8_lossy(body).into_owned(),
        body_hash: None,
        string_to_sign: None,
        signature: base64_text(&hmac(&[key.bytes()], &[body])),
    }
}

/// Checks the header of an answer. White space around its parts is not minded, quotes are demanded.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, sign::{Refused, body_sign}};
/// let key = AccessKey::new("k");
/// let header = body_sign::header(b"{}", &key);
/// assert_eq!(body_sign::verify(b"{}", &header, &key), Ok(()));
/// assert_eq!(body_sign::verify(b"{ }", &header, &key), Err(Refused::Wrong));
/// ```
///
/// # Errors
/// The header has not its form, or the signature is wrong.
pub fn verify(body: &[u8], header: &str, key: &AccessKey) -> Result<(), Refused> {
    let mut signature = None;
    let mut kind = None;
    for part in header.split(',') {
        let (name, value) = part.split_once('=').ok_or(Refused::Malformed(HEADER))?;
        let value = value.trim().strip_prefix('"').and_then(|v| v.strip_suffix('"'));
        let value = value.ok_or(Refused::Malformed(HEADER))?;
        match name.trim() {
            "sign_type" => kind = Some(value),
            "signature" => signature = Some(value),
            _ => {}
        }
    }
    if kind != Some("HMAC-SHA256") {
        return Err(Refused::Malformed(HEADER));
    }
    let signature = signature.ok_or(Refused::Malformed(HEADER))?;
    if same_base64(signature, &hmac(&[key.bytes()], &[body])) {
        Ok(())
    } else {
        Err(Refused::Wrong)
    }
}
