//! `guildhall sign` and `guildhall verify`: every scheme, with each value on the way, so that whoever signs in another
//! language finds the first step that differs.

use super::{Done, Failure, Out};
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use guildhall_sdk::{
    machine::{Machine, System},
    protocol::{
        AccessKey,
        dialect::{BodyHash, HexCase, Order, Signing},
        sign::{Refused, Steps, ak_sk, auth_token, body_sign, kit, usage, v2},
    },
};
use serde_json::{Value, json};
use std::io::Read;

/// Largest body read: far above what the protocol sends.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// A signature scheme (docs/contract.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scheme {
    /// Production interface 2.0: the body on stdin
    SaasV2,
    /// Kit syncs of 2.0: the body on stdin
    XSign,
    /// Production interface 1.0: --param name=value, as often as there are
    AuthToken,
    /// Answers of 1.0: the body on stdin
    BodySign,
    /// Usage pushes: the body on stdin
    Usage,
    /// The open API: --method --url --header name:value, the body on stdin
    AkSk,
}

/// The order of a body's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sorted {
    /// a before b: the China site
    Ascending,
    /// b before a: the international pages
    Descending,
    /// As it was sent: the License page
    AsSent,
}

/// What is signed, and with what.
#[derive(Debug, Args)]
pub struct Request {
    /// How it is signed
    #[arg(long, value_enum)]
    pub scheme: Scheme,
    /// The key; of every scheme but ak-sk
    #[arg(long, value_name = "KEY", required_unless_present = "secret_key")]
    pub key: Option<String>,
    /// AK, of ak-sk
    #[arg(long, value_name = "AK", requires = "secret_key")]
    pub access_key: Option<String>,
    /// SK, of ak-sk
    #[arg(long, value_name = "SK", conflicts_with = "key", requires = "access_key")]
    pub secret_key: Option<String>,
    /// Unix milliseconds; of auth-token yyyyMMddHHmmssSSS; of ak-sk yyyyMMdd'T'HHmmss'Z'; now when not given
    #[arg(long)]
    pub timestamp: Option<String>,
    /// The nonce; made up when not given
    #[arg(long)]
    pub nonce: Option<String>,
    /// A parameter, URL-decoded
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = split::<'='>)]
    pub params: Vec<(String, String)>,
    /// The method
    #[arg(long, default_value = "GET")]
    pub method: String,
    /// The whole address
    #[arg(long)]
    pub url: Option<String>,
    /// A header that is signed; Host and X-Sdk-Date are added when not given
    #[arg(long = "header", value_name = "NAME:VALUE", value_parser = split::<':'>)]
    pub headers: Vec<(String, String)>,
    /// The order of the body's names
    #[arg(long, value_enum, default_value = "ascending")]
    pub order: Sorted,
    /// bodyHash is SHA-256 without the key
    #[arg(long)]
    pub bare_body_hash: bool,
    /// Write hexadecimal signatures in lower case
    #[arg(long)]
    pub lower_case: bool,
}

/// A signature, and what it is said to be of.
#[derive(Debug, Args)]
pub struct Verify {
    /// The request
    #[command(flatten)]
    pub request: Request,
    /// What came with it: the signature, the token, of body-sign the whole header; of ak-sk the header Authorization
    #[arg(long)]
    pub signature: String,
    /// Do not mind how old it is
    #[arg(long)]
    pub any_time: bool,
    /// Also take a signature over the bytes as they came
    #[arg(long)]
    pub raw_fallback: bool,
}

/// A request that is read.
struct Ready {
    scheme: Scheme,
    key: AccessKey,
    access_key: String,
    timestamp: String,
    nonce: String,
    params: Vec<(String, String)>,
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    rules: Signing,
}

/// `guildhall sign`
pub fn sign(out: Out, now: Option<DateTime<Utc>>, request: Request) -> Done {
    let ready = Ready::new(request, now)?;
    let (steps, more) = ready.steps()?;
    print(out, &steps, more)
}

/// `guildhall verify`
pub fn verify(out: Out, now: Option<DateTime<Utc>>, verify: Verify) -> Done {
    let mut ready = Ready::new(verify.request, now)?;
    ready.rules.raw_fallback = verify.raw_fallback;
    if ready.scheme == Scheme::AkSk {
        // The headers that count are the ones the caller lists.
        ready
            .headers
            .push(("Authorization".into(), verify.signature.clone()));
    }
    let outcome = ready.verify(
        &verify.signature,
        now.unwrap_or_else(|| System.now()),
        verify.any_time,
    );
    ready.headers.retain(|(name, _)| name != "Authorization");
    let (steps, mut more) = ready.steps()?;
    more.push(("given", json!(verify.signature)));
    more.push(("valid", json!(outcome.is_ok())));
    if let Err(refused) = &outcome {
        more.push(("reason", json!(refused.to_string())));
        more.push(("result_code", json!(refused.result_code())));
    }
    print(out, &steps, more)?;
    if outcome.is_ok() {
        Ok(())
    } else {
        Err(Failure::said())
    }
}

fn print(out: Out, steps: &Steps, more: Vec<(&'static str, Value)>) -> Done {
    let mut document = json!(steps);
    for (name, value) in more {
        document[name] = value;
    }
    out.print(
        || document.clone(),
        || {
            let order = [
                "canonical",
                "body_hash",
                "string_to_sign",
                "signature",
                "header",
                "given",
                "valid",
                "reason",
                "result_code",
            ];
            let line = |name: &&str| {
                let value = document.get(*name)?;
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                Some(format!("{name}:\n{text}\n\n"))
            };
            order
                .iter()
                .filter_map(line)
                .collect::<String>()
                .trim_end()
                .to_owned()
        },
    )
}

impl Ready {
    fn new(request: Request, now: Option<DateTime<Utc>>) -> Done<Ready> {
        let now = now.unwrap_or_else(|| System.now());
        let scheme = request.scheme;
        let (key, access_key) = match (scheme, request.key, request.secret_key) {
            (Scheme::AkSk, _, Some(secret)) => (secret, request.access_key.unwrap_or_default()),
            (Scheme::AkSk, ..) => return Err(Failure::unusable("ak-sk needs --access-key and --secret-key")),
            (_, Some(key), _) => (key, String::new()),
            _ => return Err(Failure::unusable("this scheme needs --key")),
        };
        let timestamp = request.timestamp.unwrap_or_else(|| match scheme {
            Scheme::AuthToken => now.format("%Y%m%d%H%M%S%3f").to_string(),
            Scheme::AkSk => ak_sk::date(now),
            _ => now.timestamp_millis().to_string(),
        });
        let mut ready = Ready {
            scheme,
            key: AccessKey::new(key),
            access_key,
            nonce: request.nonce.unwrap_or_else(|| System.nonce(32)),
            params: request.params,
            method: request.method.to_ascii_uppercase(),
            path: String::new(),
            query: String::new(),
            headers: request.headers,
            body: Vec::new(),
            rules: Signing {
                order: match request.order {
                    Sorted::Ascending => Order::Ascending,
                    Sorted::Descending => Order::Descending,
                    Sorted::AsSent => Order::AsSent,
                },
                body_hash: if request.bare_body_hash {
                    BodyHash::Bare
                } else {
                    BodyHash::Keyed
                },
                hex: if request.lower_case {
                    HexCase::Lower
                } else {
                    HexCase::Upper
                },
                ..Signing::default()
            },
            timestamp,
        };
        match scheme {
            Scheme::AuthToken => {
                if ready.params.is_empty() {
                    return Err(Failure::unusable("auth-token needs --param name=value"));
                }
                if !ready.params.iter().any(|(name, _)| name == "timeStamp") {
                    ready.params.push(("timeStamp".into(), ready.timestamp.clone()));
                }
            }
            Scheme::AkSk => {
                ready.address(request.url.as_deref())?;
                // What has no body is not waited for.
                if ready.method != "GET" {
                    ready.body = stdin()?;
                }
            }
            _ => ready.body = stdin()?,
        }
        Ok(ready)
    }

    fn address(&mut self, url: Option<&str>) -> Done {
        let url = url.ok_or_else(|| Failure::unusable("ak-sk needs --url"))?;
        let (_, rest) = url
            .split_once("://")
            .ok_or_else(|| Failure::unusable(format!("{url} has no scheme")))?;
        let (host, path) = rest.find(['/', '?']).map_or((rest, "/"), |at| rest.split_at(at));
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        (self.path, self.query) = (
            path.to_owned(),
            query.split('#').next().unwrap_or_default().to_owned(),
        );
        for (name, value) in [("Host", host), (ak_sk::DATE, self.timestamp.as_str())] {
            if !self.headers.iter().any(|(n, _)| n.eq_ignore_ascii_case(name)) {
                self.headers.push((name.to_owned(), value.to_owned()));
            }
        }
        Ok(())
    }

    fn http(&self) -> ak_sk::Request<'_> {
        ak_sk::Request {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &self.headers,
            body: &self.body,
        }
    }

    /// The steps, and what else the scheme has to say.
    fn steps(&self) -> Done<(Steps, Vec<(&'static str, Value)>)> {
        let no = |e: &dyn std::fmt::Display| Failure::unusable(e.to_string());
        let (key, time, nonce) = (&self.key, &self.timestamp, &self.nonce);
        let mut more = Vec::new();
        let steps = match self.scheme {
            Scheme::SaasV2 => v2::explain(&self.body, key, time, nonce, &self.rules).map_err(|e| no(&e))?,
            Scheme::XSign => kit::explain(&self.body, key, time, nonce, &self.rules).map_err(|e| no(&e))?,
            Scheme::AuthToken => auth_token::explain(&self.params, key, &self.rules).map_err(|e| no(&e))?,
            Scheme::BodySign => {
                more.push(("header", json!(body_sign::header(&self.body, key))));
                body_sign::explain(&self.body, key)
            }
            Scheme::Usage => usage::explain(&self.body, key, time, nonce).map_err(|e| no(&e))?,
            Scheme::AkSk => {
                let signed = ak_sk::sign(&self.http(), &self.access_key, key).map_err(|e| no(&e))?;
                more.push(("header", json!(signed.authorization)));
                signed.steps
            }
        };
        if matches!(self.scheme, Scheme::SaasV2 | Scheme::XSign | Scheme::Usage) {
            more.push(("timestamp", json!(time)));
            more.push(("nonce", json!(nonce)));
        }
        Ok((steps, more))
    }

    fn verify(&self, given: &str, now: DateTime<Utc>, any_time: bool) -> Result<(), Refused> {
        let keys = std::slice::from_ref(&self.key);
        let (timestamp, nonce) = (self.timestamp.as_str(), self.nonce.as_str());
        let mut rules = self.rules;
        if any_time {
            rules.window_ms = i64::MAX / 4;
        }
        let now_ms = now.timestamp_millis();
        match self.scheme {
            Scheme::SaasV2 => {
                let query = v2::Parameters {
                    signature: given,
                    timestamp,
                    nonce,
                };
                v2::verify(&self.body, query, keys, now_ms, &rules).map(drop)
            }
            Scheme::XSign => {
                let headers = kit::Headers {
                    sign: given,
                    timestamp,
                    nonce,
                };
                kit::verify(&self.body, headers, keys, now_ms, &rules).map(drop)
            }
            Scheme::AuthToken => auth_token::verify(&self.params, given, keys, &rules).map(drop),
            Scheme::BodySign => body_sign::verify(&self.body, given, &self.key),
            Scheme::Usage => {
                let headers = usage::Headers {
                    signature: given,
                    ts: timestamp,
                    nonce,
                };
                usage::verify(&self.body, headers, keys, now_ms, &rules).map(drop)
            }
            Scheme::AkSk => {
                let secret = |access: &str| (access == self.access_key).then(|| self.key.clone());
                let mut accept = ak_sk::Accept {
                    unsigned_payload: true,
                    ..Default::default()
                };
                if any_time {
                    accept.window_s = i64::MAX / 4000;
                }
                ak_sk::verify(&self.http(), secret, now, accept).map(drop)
            }
        }
    }
}

fn stdin() -> Done<Vec<u8>> {
    let mut body = Vec::new();
    std::io::stdin()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut body)
        .map_err(Failure::unusable)?;
    if body.len() as u64 > MAX_BYTES {
        return Err(Failure::unusable("the body is larger than 32 MiB"));
    }
    Ok(body)
}

fn split<const AT: char>(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(AT).ok_or_else(|| format!("{text} has no {AT}"))?;
    Ok((
        name.trim().to_owned(),
        value
            .trim_start_matches(if AT == ':' { " " } else { "" })
            .to_owned(),
    ))
}
