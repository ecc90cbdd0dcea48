//! The outermost layer: the request's id, its log line, its measures, and what a panic turns into.

use crate::error::Asker;
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use futures::FutureExt;
use guildhall_market::RequestInfo;
use guildhall_sdk::portal::AppError;
use std::{panic::AssertUnwindSafe, time::Instant};
use tracing::Instrument;

/// The header the id leaves in. One that comes from outside is never believed: it would let a client forge log lines.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Runs a request inside its span.
pub async fn trace(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = uuid::Uuid::now_v7().to_string();
    request.headers_mut().remove(REQUEST_ID);
    request.extensions_mut().insert(RequestInfo {
        id: id.clone(),
        ..RequestInfo::default()
    });
    let method = method_label(request.method());
    let route = route_label(request.extensions().get::<MatchedPath>(), request.uri().path());
    let asker = Asker::of(&request);
    let span = tracing::info_span!("request", request_id = %id, method, route);

    // The panic hook has logged the panic, inside this span: here it only gets an answer.
    let answered = AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .instrument(span.clone())
        .await;
    let mut response = answered.unwrap_or_else(|_| asker.refuse(&AppError::Internal));

    let (status, took) = (response.status().as_u16(), started.elapsed());
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| match status {
        500.. => tracing::error!(status, millis, "answered"),
        _ => tracing::info!(status, millis, "answered"),
    });
    metrics::counter!("guildhall_http_requests_total", "method" => method, "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("guildhall_http_request_seconds", "route" => route).record(took);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A bounded set of names, whatever a client sends.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::DELETE => "DELETE",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// The route's pattern: never the token of an offer or a file, never a query. What matches no route is not told apart.
fn route_label(matched: Option<&MatchedPath>, path: &str) -> String {
    match matched {
        _ if path.starts_with("/o/") => "/o/…".into(),
        _ if path.starts_with("/reset-password/") => "/reset-password/…".into(),
        _ if path.starts_with("/invitation/") => "/invitation/…".into(),
        _ if path.starts_with("/files/") => "/files/…".into(),
        Some(matched) => matched.as_str().to_owned(),
        None => "unmatched".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_never_part_of_the_label() {
        for (path, label) in [
            ("/o/secret-token", "/o/…"),
            ("/o/secret/order", "/o/…"),
            ("/files/0193?token=secret", "/files/…"),
            ("/reset-password/secret", "/reset-password/…"),
            ("/invitation/secret", "/invitation/…"),
            ("/anything/else", "unmatched"),
        ] {
            assert_eq!(route_label(None, path), label);
        }
    }
}
