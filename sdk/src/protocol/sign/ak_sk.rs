//! AK/SK signing of the open API: `SDK-HMAC-SHA256` (protocol notes §7).

use super::{Refused, Steps, hex_text, hmac, same_hex};
use crate::protocol::{AccessKey, dialect::HexCase};
use chrono::{DateTime, NaiveDateTime, Utc};
use sha2::{Digest, Sha256};

const ALGORITHM: &str = "SDK-HMAC-SHA256";
/// The header with the time.
///
/// ```
/// assert_eq!(guildhall_sdk::protocol::sign::ak_sk::DATE, "X-Sdk-Date");
/// ```
pub const DATE: &str = "X-Sdk-Date";
const CONTENT_HASH: &str = "x-sdk-content-sha256";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";
const DATE_FORMAT: &str = "%Y%m%dT%H%M%SZ";

/// An HTTP request, as far as it is signed.
///
/// ```
/// use guildhall_sdk::protocol::sign::ak_sk;
/// let headers = [("Host", "mkt.myhuaweicloud.com"), (ak_sk::DATE, "20261122T000000Z")];
/// let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
/// let request = ak_sk::Request { method: "GET", path: "/v1/order", query: "id=1", headers: &headers, body: b"" };
///
/// let signed = ak_sk::sign(&request, "AK", &"SK".into()).unwrap();
/// assert!(signed.steps.canonical.starts_with("GET\n/v1/order/\nid=1\nhost:mkt.myhuaweicloud.com\n"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'a> {
    /// In capitals.
    pub method: &'a str,
    /// The path as it is on the wire, percent-encoded.
    pub path: &'a str,
    /// The query as it is on the wire, without the question mark.
    pub query: &'a str,
    /// Name and value; names in either case.
    pub headers: &'a [(String, String)],
    /// The exact bytes.
    pub body: &'a [u8],
}

/// What a verifier accepts.
///
/// ```
/// use guildhall_sdk::protocol::sign::ak_sk::Accept;
/// let uploads_too = Accept { unsigned_payload: true, ..Accept::default() };
/// assert_eq!(uploads_too.window_s, 900);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accept {
    /// Largest distance between the request's time and ours, in seconds; the gateways' own is documented nowhere.
    pub window_s: i64,
    /// Take requests whose body is not signed (`X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD`), as the official clients send
    /// everything that is neither JSON nor BSON: uploads. Anybody on the way could then change the body.
    pub unsigned_payload: bool,
}

impl Default for Accept {
    /// A quarter of an hour; signed bodies only.
    fn default() -> Accept {
        Accept {
            window_s: 900,
            unsigned_payload: false,
        }
    }
}

/// What a signature ends in, besides the steps.
///
/// ```
/// use guildhall_sdk::protocol::sign::ak_sk;
/// let headers = [("Host", "mkt.myhuaweicloud.com"), (ak_sk::DATE, "20261122T000000Z")];
/// let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
/// let request = ak_sk::Request { method: "GET", path: "/v1/order", query: "id=1", headers: &headers, body: b"" };
///
/// let signed: ak_sk::Signed = ak_sk::sign(&request, "AK", &"SK".into()).unwrap();
/// assert!(signed.steps.string_to_sign.unwrap().ends_with(&signed.request_hash));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The steps.
    pub steps: Steps,
    /// SHA-256 of the canonical request, in hexadecimal: the last line of what is signed.
    pub request_hash: String,
    /// The header `Authorization`.
    pub authorization: String,
}

/// The header's form of a time.
///
/// ```
/// use guildhall_sdk::protocol::sign::ak_sk;
/// assert_eq!(ak_sk::date("2026-11-22T00:00:00Z".parse().unwrap()), "20261122T000000Z");
/// ```
pub fn date(now: DateTime<Utc>) -> String {
    now.format(DATE_FORMAT).to_string()
}

/// Signs every header that is given; `X-Sdk-Date` must be one of them, and `Host` should be.
///
/// ```
/// use guildhall_sdk::protocol::sign::ak_sk;
/// let headers = [("Host", "mkt.myhuaweicloud.com"), (ak_sk::DATE, "20261122T000000Z")];
/// let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
/// let request = ak_sk::Request { method: "GET", path: "/v1/order", query: "id=1", headers: &headers, body: b"" };
///
/// let signed = ak_sk::sign(&request, "AK", &"SK".into()).unwrap();
/// assert!(signed.authorization.starts_with("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature="));
/// ```
///
/// # Errors
/// There is no `X-Sdk-Date`.
pub fn sign(request: &Request<'_>, access_key: &str, secret: &AccessKey) -> Result<Signed, Refused> {
    let mut names: Vec<String> = request
        .headers
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    names.sort();
    names.dedup();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (steps, request_hash) = steps(request, &names, secret)?;
    let authorization = format!(
        "{ALGORITHM} Access={access_key}, SignedHeaders={}, Signature={}",
        names.join(";"),
        steps.signature
    );
    Ok(Signed {
        steps,
        request_hash,
        authorization,
    })
}

/// Checks `Authorization` of a request. `secret_of` gives the secret of an access key; the headers that count are the
/// ones the caller lists, and `X-Sdk-Date` must be among them.
///
/// ```
/// use guildhall_sdk::protocol::sign::ak_sk;
/// let headers = [("Host", "mkt.myhuaweicloud.com"), (ak_sk::DATE, "20261122T000000Z")];
/// let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
/// let request = ak_sk::Request { method: "GET", path: "/v1/order", query: "id=1", headers: &headers, body: b"" };
///
/// let mut sent = headers.to_vec();
/// sent.push(("Authorization".into(), ak_sk::sign(&request, "AK", &"SK".into()).unwrap().authorization));
/// let sent = ak_sk::Request { headers: &sent, ..request };
/// let now = "2026-11-22T00:01:00Z".parse().unwrap();
/// let secret = |access_key: &str| (access_key == "AK").then(|| "SK".into());
/// assert_eq!(ak_sk::verify(&sent, secret, now, ak_sk::Accept::default()).unwrap(), "AK");
/// ```
///
/// # Errors
/// Why it is refused.
pub fn verify(
    request: &Request<'_>,
    secret_of: impl FnOnce(&str) -> Option<AccessKey>,
    now: DateTime<Utc>,
    accept: Accept,
) -> Result<String, Refused> {
    let window_s = accept.window_s;
    const NAME: &str = "Authorization";
    let header = value_of(request, "authorization").ok_or(Refused::Missing(NAME))?;
    let rest = header.strip_prefix(ALGORITHM).ok_or(Refused::Malformed(NAME))?;
    let (mut access, mut signed, mut signature) = (None, None, None);
    for part in rest.split(',') {
        match part.trim().split_once('=') {
            Some(("Access", value)) => access = Some(value),
            Some(("SignedHeaders", value)) => signed = Some(value),
            Some(("Signature", value)) => signature = Some(value),
            _ => return Err(Refused::Malformed(NAME)),
        }
    }
    let (Some(access), Some(signed), Some(signature)) = (access, signed, signature) else {
        return Err(Refused::Malformed(NAME));
    };
    let names: Vec<&str> = signed.split(';').collect();
    let lower = |name: &&str| {
        name.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if names.len() > 64 || !names.iter().all(lower) || !names.contains(&"x-sdk-date") {
        return Err(Refused::Malformed("SignedHeaders"));
    }
    let date = value_of(request, "x-sdk-date").ok_or(Refused::Missing(DATE))?;
    let date = NaiveDateTime::parse_from_str(date, DATE_FORMAT).map_err(|_| Refused::Malformed(DATE))?;
    let off_s = now.signed_duration_since(date.and_utc()).num_seconds();
    if off_s.abs() > window_s {
        return Err(Refused::Stale {
            off_ms: off_s.saturating_mul(1000),
            window_ms: window_s * 1000,
        });
    }
    let unsigned = value_of(request, CONTENT_HASH).is_some_and(|stated| stated == UNSIGNED);
    if unsigned && !(accept.unsigned_payload && names.contains(&CONTENT_HASH)) {
        return Err(Refused::Malformed("X-Sdk-Content-Sha256"));
    }
    let secret = secret_of(access).ok_or(Refused::Wrong)?;
    let (steps, _) = steps(request, &names, &secret)?;
    let mut ours = [0; 32];
    hex::decode_to_slice(&steps.signature, &mut ours).map_err(|_| Refused::Wrong)?;
    if same_hex(signature, &ours) {
        Ok(access.to_owned())
    } else {
        Err(Refused::Wrong)
    }
}

fn steps(request: &Request<'_>, names: &[&str], secret: &AccessKey) -> Result<(Steps, String), Refused> {
    let date = value_of(request, "x-sdk-date").ok_or(Refused::Missing(DATE))?;
    let mut body_hash = hex::encode(Sha256::digest(request.body));
    match value_of(request, CONTENT_HASH) {
        None => {}
        Some(UNSIGNED) => body_hash = UNSIGNED.to_owned(),
        // A hash the caller states itself counts only if it is the body's.
        Some(stated) if stated.eq_ignore_ascii_case(&body_hash) => body_hash = stated.to_owned(),
        Some(_) => return Err(Refused::Wrong),
    }
    let mut headers = String::new();
    for name in names {
        let mut values: Vec<&str> = request
            .headers
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.trim())
            .collect();
        values.sort_unstable();
        for value in values {
            headers += &format!("{name}:{value}\n");
        }
    }
    let canonical = format!(
        "{}\n{}\n{}\n{headers}\n{}\n{body_hash}",
        request.method,
        canonical_path(request.path),
        canonical_query(request.query),
        names.join(";")
    );
    let request_hash = hex::encode(Sha256::digest(canonical.as_bytes()));
    let string_to_sign = format!("{ALGORITHM}\n{date}\n{request_hash}");
    let signature = hex_text(
        &hmac(&[secret.bytes()], &[string_to_sign.as_bytes()]),
        HexCase::Lower,
    );
    let steps = Steps {
        canonical,
        body_hash: Some(body_hash),
        string_to_sign: Some(string_to_sign),
        signature,
    };
    Ok((steps, request_hash))
}

fn value_of<'a>(request: &Request<'a>, name: &str) -> Option<&'a str> {
    request
        .headers
        .iter()
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, v)| v.trim())
}

/// Each segment encoded once more, and a slash at the end that is there only for signing.
fn canonical_path(path: &str) -> String {
    let mut text: String = path
        .split('/')
        .map(|segment| encode(&decode(segment, false)))
        .collect::<Vec<_>>()
        .join("/");
    if !text.starts_with('/') {
        text.insert(0, '/');
    }
    if !text.ends_with('/') {
        text.push('/');
    }
    text
}

fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<(String, String)> = parse_query(query)
        .into_iter()
        .map(|(name, value)| (encode(name.as_bytes()), encode(value.as_bytes())))
        .collect();
    pairs.sort();
    pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&")
}

/// The pairs of a query, decoded once as forms are: `+` is a blank.
///
/// ```
/// use guildhall_sdk::protocol::sign::ak_sk::parse_query;
/// assert_eq!(parse_query("a=1%202&b"), [("a".into(), "1 2".into()), ("b".into(), String::new())]);
/// ```
pub fn parse_query(query: &str) -> Vec<(String, String)> {
    let text = |part: &str| String::from_utf8_lossy(&decode(part, true)).into_owned();
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (text(name), text(value))
        })
        .collect()
}

/// A query of these pairs, percent-encoded (RFC 3986), in the order given.
///
/// ```
/// use guildhall_sdk::protocol::sign::ak_sk::write_query;
/// assert_eq!(write_query(&[("名", "a b"), ("x", "")]), "%E5%90%8D=a%20b&x=");
/// ```
pub fn write_query<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let write = |(n, v): &(N, V)| {
        format!(
            "{}={}",
            encode(n.as_ref().as_bytes()),
            encode(v.as_ref().as_bytes())
        )
    };
    pairs.iter().map(write).collect::<Vec<_>>().join("&")
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                text.push(char::from(*byte))
            }
            _ => text += &format!("%{byte:02X}"),
        }
    }
    text
}

fn decode(text: &str, form: bool) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes
            .get(at + 1..at + 3)
            .filter(|d| d.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|d| std::str::from_utf8(d).ok());
        match (byte, digits.and_then(|d| u8::from_str_radix(d, 16).ok())) {
            (b'%', Some(decoded)) => {
                out.push(decoded);
                at += 2;
            }
            (b'+', _) if form => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    out
}
