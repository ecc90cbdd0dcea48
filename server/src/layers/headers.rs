//! Security headers on everything that leaves. A page's own Content-Security-Policy comes from its shell, with a nonce.

use crate::state::Web;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// For everything that brings no policy of its own: nothing may be loaded, nobody may frame it.
const STRICT: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Adds the headers.
pub async fn secure(State(web): State<Web>, request: Request, next: Next) -> Response {
    // The address of an offer is its secret: it must not travel on as a referrer, not even to ourselves.
    // Nor must the code a provider sends somebody back with.
    let path = request.uri().path();
    let secret_address = path.starts_with("/o/") || path.starts_with("/oidc/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let referrer = if secret_address {
        "no-referrer"
    } else {
        "same-origin"
    };
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        ),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    if web.https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    unless_set(headers, header::CONTENT_SECURITY_POLICY, STRICT);
    unless_set(
        headers,
        header::CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    );
    response
}

fn unless_set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
