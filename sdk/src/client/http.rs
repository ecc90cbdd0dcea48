//! The transport: strict TLS, one time-out over everything, bodies up to a limit.

use super::ClientError;
use crate::machine::{self, Machine};
use serde_json::{Map, Value};
use std::{sync::Arc, time::Duration};

/// How calls are made.
///
/// ```
/// use guildhall_sdk::client::Settings;
/// let patient = Settings { timeout_ms: 60_000, attempts: 5, ..Settings::default() };
/// assert_eq!(patient.most_bytes, 4 * 1024 * 1024);
/// ```
#[derive(Debug, Clone)]
pub struct Settings {
    /// For the whole of one attempt, in milliseconds.
    pub timeout_ms: u64,
    /// For the connection, in milliseconds.
    pub connect_timeout_ms: u64,
    /// Largest answer that is read, in bytes.
    pub most_bytes: usize,
    /// Attempts in all, where repeating is safe.
    pub attempts: u32,
    /// Before the second attempt, in milliseconds; doubled before each further one.
    pub pause_ms: u64,
    /// Longest that is waited because the other side says so, in milliseconds; beyond it the error is given back.
    pub longest_pause_ms: u64,
    /// Certificates (PEM) that are trusted besides the system's: a company's own authority. The check stays strict.
    pub extra_roots: Vec<Vec<u8>>,
    /// Clock and nonces.
    pub machine: Arc<dyn Machine>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            timeout_ms: 20_000,
            connect_timeout_ms: 5_000,
            most_bytes: 4 * 1024 * 1024,
            attempts: 3,
            pause_ms: 250,
            longest_pause_ms: 10_000,
            extra_roots: Vec::new(),
            machine: machine::system(),
        }
    }
}

/// One request as bytes.
#[derive(Debug, Clone)]
pub(super) struct Outgoing {
    pub method: &'static str,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// One answer as bytes.
#[derive(Debug)]
pub(super) struct Incoming {
    pub status: u16,
    pub content_type: String,
    pub body_sign: Option<String>,
    pub retry_after_s: Option<u64>,
    pub body: Vec<u8>,
}

#[derive(Debug, Clone)]
pub(super) struct Http {
    client: reqwest::Client,
    pub settings: Settings,
}

impl Http {
    pub fn new(settings: Settings) -> Result<Http, ClientError> {
        let unusable = |e: reqwest::Error| ClientError::Unusable(words(&e));
        let mut roots = Vec::new();
        for pem in &settings.extra_roots {
            roots.extend(reqwest::Certificate::from_pem_bundle(pem).map_err(unusable)?);
        }
        let client = reqwest::Client::builder()
            .tls_backend_rustls()
            .tls_version_min(reqwest::tls::Version::TLS_1_2)
            .tls_certs_merge(roots)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_millis(settings.timeout_ms))
            .connect_timeout(Duration::from_millis(settings.connect_timeout_ms))
            .user_agent(concat!("guildhall-sdk/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(unusable)?;
        Ok(Http { client, settings })
    }

    /// One attempt.
    pub async fn send(&self, outgoing: &Outgoing) -> Result<Incoming, ClientError> {
        let url = allowed(&outgoing.url)?;
        let method = if outgoing.method == "GET" {
            reqwest::Method::GET
        } else {
            reqwest::Method::POST
        };
        let mut request = self.client.request(method, url).body(outgoing.body.clone());
        for (name, value) in &outgoing.headers {
            request = request.header(name, value);
        }
        let mut response = request.send().await.map_err(|e| self.error(&e))?;
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned())
        };
        let mut incoming = Incoming {
            status: response.status().as_u16(),
            content_type: header("content-type").unwrap_or_default(),
            body_sign: header("body-sign"),
            retry_after_s: header("retry-after").and_then(|v| v.parse().ok()),
            body: Vec::new(),
        };
        let most = self.settings.most_bytes;
        if response
            .content_length()
            .is_some_and(|length| length > most as u64)
        {
            return Err(ClientError::TooLarge(most));
        }
        while let Some(chunk) = response.chunk().await.map_err(|e| self.error(&e))? {
            if incoming.body.len() + chunk.len() > most {
                return Err(ClientError::TooLarge(most));
            }
            incoming.body.extend_from_slice(&chunk);
        }
        Ok(incoming)
    }

    fn error(&self, error: &reqwest::Error) -> ClientError {
        if error.is_connect() {
            ClientError::Connect(words(error))
        } else if error.is_timeout() {
            ClientError::Timeout(self.settings.timeout_ms)
        } else {
            ClientError::Dropped(words(error))
        }
    }

    /// Waits before attempt number `next` (the second is 1); says whether there is one.
    pub async fn pause(&self, next: u32, error: &ClientError) -> bool {
        if next >= self.settings.attempts {
            return false;
        }
        let mut pause = self
            .settings
            .pause_ms
            .saturating_mul(1 << next.min(10).saturating_sub(1));
        if let ClientError::Limited {
            retry_after_s: Some(seconds),
        } = error
        {
            pause = pause.max(seconds.saturating_mul(1000));
        }
        if pause > self.settings.longest_pause_ms {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(pause)).await;
        true
    }
}

impl Incoming {
    /// The members of a JSON answer, whatever its status.
    pub fn members(&self) -> Option<Map<String, Value>> {
        if !self.is_json() {
            return None;
        }
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(members)) => Some(members),
            _ => None,
        }
    }

    pub fn is_json(&self) -> bool {
        let kind = self.content_type.split(';').next().unwrap_or_default();
        kind.trim().eq_ignore_ascii_case("application/json")
    }

    /// A status that is no success, in the words there are.
    pub fn status_error(&self) -> ClientError {
        let start = String::from_utf8_lossy(&self.body).chars().take(200).collect();
        ClientError::Status {
            status: self.status,
            start,
        }
    }
}

/// `https` anywhere; `http` on this machine only.
fn allowed(url: &str) -> Result<reqwest::Url, ClientError> {
    let url = reqwest::Url::parse(url).map_err(|e| ClientError::Unusable(format!("{url}: {e}")))?;
    let host = url.host_str().unwrap_or_default();
    let here = matches!(host, "localhost" | "[::1]") || host.starts_with("127.");
    match url.scheme() {
        "https" => Ok(url),
        "http" if here => Ok(url),
        _ => Err(ClientError::Unusable(format!("{url} is not https"))),
    }
}

/// An error and what caused it, in one line; the address, which can hold a signature, is left out.
fn words(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if !text.is_empty() {
            text += ": ";
        }
        text += &error.to_string();
        cause = error.source();
    }
    if text.is_empty() {
        "the transport failed".into()
    } else {
        text
    }
}
