//! The portal as a program sees it: sign in, operate (contract.md, HTTP).

use crate::http::{self, Request};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// A signed-in program. The address is said each time: a restarted server listens elsewhere.
pub struct Client {
    bearer: String,
}

/// What an operation answered.
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// # Errors
    /// Any status but 200.
    pub fn ok(self) -> Result<Value> {
        anyhow::ensure!(self.status == 200, "{}", self.told());
        Ok(self.body)
    }

    /// Status and words, for people.
    pub fn told(&self) -> String {
        let error = &self.body["error"];
        let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {}: {} {}",
            self.status,
            text("code"),
            text("message"),
            error["fields"]
        )
    }
}

impl Client {
    /// # Errors
    /// When the server cannot be reached or refuses.
    pub fn sign_in(url: &str, email: &str, password: &str) -> Result<Self> {
        let body = json!({ "email": email, "password": password }).to_string();
        let request = Request {
            method: "POST",
            path: "/api/v1/session",
            headers: &[("content-type", "application/json")],
            body: body.as_bytes(),
        };
        let answer = http::send(url, &request)?;
        let document: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let token = document["token"]
            .as_str()
            .with_context(|| format!("{email} cannot sign in: {} {document}", answer.status))?;
        Ok(Self::with_token(token))
    }

    /// With a token that was handed out before.
    pub fn with_token(token: &str) -> Self {
        Self {
            bearer: format!("Bearer {token}"),
        }
    }

    /// The header that says who asks.
    pub fn bearer(&self) -> (&str, &str) {
        ("authorization", &self.bearer)
    }

    /// Runs an operation.
    ///
    /// # Errors
    /// When the server cannot be reached or does not answer JSON; a refusal is an [`Answer`].
    pub fn op(&self, url: &str, name: &str, request: &Value) -> Result<Answer> {
        self.operate(url, name, None, request)
    }

    /// Runs an operation under an idempotency key.
    ///
    /// # Errors
    /// As [`Client::op`].
    pub fn op_once(&self, url: &str, name: &str, key: &str, request: &Value) -> Result<Answer> {
        self.operate(url, name, Some(key), request)
    }

    fn operate(&self, url: &str, name: &str, key: Option<&str>, request: &Value) -> Result<Answer> {
        let mut headers = vec![self.bearer(), ("content-type", "application/json")];
        headers.extend(key.map(|key| ("idempotency-key", key)));
        let body = request.to_string();
        let request = Request {
            method: "POST",
            path: &format!("/api/v1/op/{name}"),
            headers: &headers,
            body: body.as_bytes(),
        };
        let answer = http::send(url, &request).with_context(|| name.to_owned())?;
        Ok(Answer {
            status: answer.status,
            body: serde_json::from_slice(&answer.body).with_context(|| format!("{name}: no JSON"))?,
        })
    }
}
