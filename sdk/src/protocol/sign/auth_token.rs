//! `authToken` of 1.0 (protocol notes §4.3; D:0070649156): over every parameter but itself.
//!
//! 1.0 has neither a freshness rule nor a nonce: a token can be replayed as long as the key lives.

use super::{
    Refused, Steps, base64_text,
    canonical::{Form, NotCanonical, canonical},
    hmac, same_base64,
};
use crate::protocol::{
    AccessKey,
    dialect::{Order, Signing},
};

/// Signs parameters, whose values are URL-decoded, and shows every step. `timeStamp` must be one of them.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::auth_token};
/// let parameters = [("timeStamp", "20261122010203456"), ("activity", "queryInstance")];
/// let steps = auth_token::explain(&parameters, &AccessKey::new("k"), &Signing::default()).unwrap();
/// assert_eq!(steps.canonical, "activity=queryInstance&timeStamp=20261122010203456");
/// ```
///
/// # Errors
/// `timeStamp` is missing, or a name is there twice.
pub fn explain<N: AsRef<str>, V: AsRef<str>>(
    parameters: &[(N, V)],
    key: &AccessKey,
    rules: &Signing,
) -> Result<Steps, Refused> {
    let (canonical, hash) = token(parameters, key, rules)?;
    Ok(Steps {
        canonical,
        body_hash: None,
        string_to_sign: None,
        signature: base64_text(&hash),
    })
}

/// The token of these parameters.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::auth_token};
/// let (key, rules) = (AccessKey::new("k"), Signing::default());
/// let parameters = [("timeStamp", "20261122010203456"), ("activity", "queryInstance")];
/// let token = auth_token::sign(&parameters, &key, &rules).unwrap();
/// assert_eq!(auth_token::verify(&parameters, &token, &[key], &rules), Ok(0), "by the first key");
/// ```
///
/// # Errors
/// `timeStamp` is missing, or a name is there twice.
pub fn sign<N: AsRef<str>, V: AsRef<str>>(
    parameters: &[(N, V)],
    key: &AccessKey,
    rules: &Signing,
) -> Result<String, Refused> {
    Ok(base64_text(&token(parameters, key, rules)?.1))
}

/// Checks a token against each of the keys. A blank in the token is read as `+`, which is what form decoding makes of
/// the raw `+` the platform's own examples have in the address.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::Signing, sign::auth_token};
/// let (key, rules) = (AccessKey::new("k"), Signing::default());
/// let parameters = [("timeStamp", "20261122010203456"), ("activity", "queryInstance")];
/// let token = auth_token::sign(&parameters, &key, &rules).unwrap();
/// assert_eq!(auth_token::verify(&parameters, &token, &[key], &rules), Ok(0), "by the first key");
/// ```
///
/// # Errors
/// Why it is refused.
pub fn verify<N: AsRef<str>, V: AsRef<str>>(
    parameters: &[(N, V)],
    given: &str,
    keys: &[AccessKey],
    rules: &Signing,
) -> Result<usize, Refused> {
    if given.is_empty() {
        return Err(Refused::Missing("authToken"));
    }
    let given = given.replace(' ', "+");
    for (index, key) in keys.iter().enumerate() {
        if same_base64(&given, &token(parameters, key, rules)?.1) {
            return Ok(index);
        }
    }
    Err(Refused::Wrong)
}

/// The parameters of a posted body, as the kit syncs of 1.0 sign them: texts bare, everything else as its compact JSON,
/// null not at all. What is nested stays as it came; nothing is built of it, as nobody has vouched for the body yet.
///
/// ```
/// use guildhall_sdk::protocol::sign::auth_token;
/// let parameters = auth_token::parameters(br#"{ "flag": 1, "name": "\u4e91", "list": [ {"b":1} ], "none": null }"#);
/// let expected = [("flag", "1"), ("name", "云"), ("list", r#"[{"b":1}]"#)];
/// assert_eq!(parameters.unwrap(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
/// ```
///
/// # Errors
/// The body is no JSON object.
pub fn parameters(body: &[u8]) -> Result<Vec<(String, String)>, NotCanonical> {
    const AS_SENT: Form = Form {
        order: Order::AsSent,
        deep: false,
        drop_nulls: true,
    };
    let compact = canonical(body, AS_SENT)?;
    let mut parameters = Vec::new();
    let (mut start, mut value, mut depth) = (1, None, 0_u32);
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in compact.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b':' if depth == 0 => value = Some(at + 1),
            b',' | b'}' if depth == 0 => {
                if let Some(value) = value.take() {
                    parameters.push((bare(&compact[start..value - 1]), bare(&compact[value..at])));
                }
                start = at + 1;
            }
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    Ok(parameters)
}

/// A text without its quotes and escapes; anything else as it is.
fn bare(json: &str) -> String {
    match json.strip_prefix('"') {
        Some(_) => serde_json::from_str(json).unwrap_or_default(),
        None => json.to_owned(),
    }
}

fn token<N: AsRef<str>, V: AsRef<str>>(
    parameters: &[(N, V)],
    key: &AccessKey,
    rules: &Signing,
) -> Result<(String, [u8; 32]), Refused> {
    let mut sorted: Vec<(&str, &str)> = parameters
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .filter(|(name, value)| *name != "authToken" && !(rules.skip_blank && value.trim().is_empty()))
        .collect();
    sorted.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
    if sorted.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(Refused::Malformed("parameters"));
    }
    let time = sorted
        .iter()
        .find(|(name, _)| *name == "timeStamp")
        .map(|(_, value)| *value);
    let time = time
        .filter(|t| !t.is_empty())
        .ok_or(Refused::Missing("timeStamp"))?;
    let joined: Vec<String> = sorted
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let joined = joined.join("&");
    let hash = hmac(&[key.bytes(), time.as_bytes()], &[joined.as_bytes()]);
    Ok((joined, hash))
}
