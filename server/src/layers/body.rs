//! How much may come, and how long a page may take.

use crate::{error::Asker, state::Web};
use axum::{
    body::Body,
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::Response,
};
use futures::StreamExt;
use guildhall_sdk::portal::AppError;
use http_body_util::Limited;
use std::time::Duration;

/// What is still read, and thrown away, of a body that is too large: a client that is cut off while it sends never
/// sees why. Past this it is cut off.
const DRAIN_BYTES: usize = 64 * 1024 * 1024;
/// How long that may take.
pub const DRAIN_TIME: Duration = Duration::from_secs(10);

/// Refuses a body that says itself that it is too large.
pub async fn declared(State(web): State<Web>, request: Request, next: Next) -> Response {
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if length.is_none_or(|length| length <= web.config.body_bytes as u64) {
        return next.run(request).await;
    }
    let asker = Asker::of(&request);
    drain(request.into_body()).await;
    asker.refuse(&AppError::TooLarge)
}

/// Cuts a body off at the limit, for handlers that read it in their own way.
pub async fn cut(State(web): State<Web>, request: Request, next: Next) -> Response {
    let limit = web.config.body_bytes;
    next.run(request.map(|body| Body::new(Limited::new(body, limit))))
        .await
}

/// Gives a page up that takes too long.
pub async fn in_time(State(web): State<Web>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    match tokio::time::timeout(web.config.page_time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!("a page took too long and was given up");
            asker.refuse(&AppError::Unavailable)
        }
    }
}

/// Reads a whole body of at most so many bytes.
///
/// # Errors
/// `TooLarge`, or `Malformed` when the client went away.
pub async fn read(body: Body, limit: usize) -> Result<Vec<u8>, AppError> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|e| AppError::malformed(format!("the request broke off: {e}")))?;
        if bytes.len() + chunk.len() > limit {
            drain(Body::from_stream(stream)).await;
            return Err(AppError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn drain(body: Body) {
    let mut stream = body.into_data_stream();
    let read = async {
        let mut left = DRAIN_BYTES;
        while let Some(Ok(chunk)) = stream.next().await {
            left = left.saturating_sub(chunk.len());
            if left == 0 {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(DRAIN_TIME, read).await;
}
