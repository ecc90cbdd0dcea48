//! Answers on their way out.

use super::Refusal;
use crate::protocol::{AccessKey, codes::ResultCode, sign::body_sign};
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
};
use serde_json::{Map, Value, json};

/// An answer's members; `resultCode` is always one of them.
pub(super) type Members = Map<String, Value>;

/// Done, and what else there is to say.
pub(super) fn fine(code: &ResultCode, more: Members) -> Members {
    let mut members = more;
    members.insert("resultCode".into(), code.as_str().into());
    members.insert("resultMsg".into(), "success".into());
    members
}

/// Refused. The words are cut to the documented length.
pub(super) fn refused(refusal: &Refusal) -> Members {
    let message: String = refusal.message.chars().take(255).collect();
    let mut members = Members::new();
    members.insert("resultCode".into(), refusal.code.as_str().into());
    members.insert("resultMsg".into(), message.into());
    members
}

/// One more member, unless there is nothing to say.
pub(super) fn with(mut members: Members, name: &str, value: impl serde::Serialize) -> Members {
    let value = json!(value);
    if !value.is_null() {
        members.insert(name.into(), value);
    }
    members
}

/// HTTP 200 for everything that was understood to be a call: the code says the rest.
pub(super) fn response(
    status: StatusCode,
    members: &Members,
    sign_with: Option<&AccessKey>,
) -> Response<Body> {
    let body = Value::Object(members.clone()).to_string();
    let signature =
        sign_with.and_then(|key| HeaderValue::from_str(&body_sign::header(body.as_bytes(), key)).ok());
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(signature) = signature {
        headers.insert(HeaderName::from_static("body-sign"), signature);
    }
    response
}
