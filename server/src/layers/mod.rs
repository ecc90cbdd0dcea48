//! The layers around every route, from the outside in. The order matters:
//!
//! 1. [`trace`]: gives the request its id, opens the log's span, measures, turns a panic into a plain 500.
//! 2. [`headers`]: security headers on everything that leaves, refusals of the layers below included.
//! 3. compression: HTML, JSON and style sheets; never what is compressed already.
//! 4. [`rate`]: before any work is done for the client.
//! 5. [`origin`]: unsafe methods from another site end here, before a cookie is looked at.
//! 6. [`actor`]: who is it; everything below knows.
//! 7. [`body`]: how much may come; and for pages, how long they may take.

pub mod actor;
pub mod body;
pub mod headers;
pub mod origin;
pub mod rate;
pub mod trace;

use axum::http::{HeaderMap, StatusCode, Version, header};
use tower_http::compression::{CompressionLayer, Predicate, predicate::SizeAbove};

/// Compresses what is text and worth it.
pub fn compression() -> CompressionLayer<impl Predicate> {
    let text = |_: StatusCode, _: Version, headers: &HeaderMap, _: &axum::http::Extensions| {
        let kind = headers
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        [
            "text/html",
            "text/css",
            "text/javascript",
            "application/json",
            "image/svg+xml",
        ]
        .iter()
        .any(|k| kind.starts_with(k))
    };
    CompressionLayer::new().compress_when(SizeAbove::new(512).and(text))
}
