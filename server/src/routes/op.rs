//! `POST /api/v1/op/{Name}`: the door for programs.

use crate::{error::Asker, layers::body, state::Web};
use axum::{
    Extension, Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use guildhall_market::{
    Actor, RequestInfo,
    door::{Entry, operations},
};
use guildhall_sdk::portal::{AppError, Who};
use serde::de::DeserializeOwned;

/// Runs an operation by its name.
pub async fn operate(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(request): Extension<RequestInfo>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Some(entry) = find(&name) else {
        return asker.refuse(&AppError::NotFound);
    };
    match run(&web, entry, actor, request, &headers, body).await {
        Ok(output) => Json(output).into_response(),
        Err(error) => asker.refuse(&error),
    }
}

fn find(name: &str) -> Option<&'static Entry> {
    operations().find(|e| e.name == name)
}

async fn run(
    web: &Web,
    entry: &Entry,
    actor: Actor,
    mut request: RequestInfo,
    headers: &HeaderMap,
    body: Body,
) -> Result<serde_json::Value, AppError> {
    // Nobody who is not signed in makes us read two megabytes.
    if let Err(AppError::NotSignedIn) = actor.authorise(entry.who, entry.needs) {
        return Err(AppError::NotSignedIn);
    }
    let bytes = body::read(body, web.config.body_bytes).await?;
    check_json(headers, &bytes)?;
    // A key keeps the answer under the actor's name. Nobody has no name of their own, and a session's token is not kept.
    if entry.who != Who::Public {
        request.idempotency_key = idempotency_key(headers)?;
    }
    (entry.run)(web.market.clone(), actor, request, bytes).await
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, AppError> {
    let key = headers
        .get("idempotency-key")
        .map(|v| v.to_str().map(str::to_owned));
    key.transpose()
        .map_err(|_| AppError::malformed("Idempotency-Key: visible ASCII characters are needed"))
}

/// A body must say that it is JSON: a form on another site cannot, without asking first.
///
/// # Errors
/// `Unsupported`.
pub fn check_json(headers: &HeaderMap, body: &[u8]) -> Result<(), AppError> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .map(|v| v.to_str().unwrap_or_default());
    let essence = kind.map(|k| {
        k.split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    });
    match essence.as_deref() {
        Some("application/json") => Ok(()),
        _ if body.is_empty() => Ok(()),
        _ => Err(AppError::Unsupported),
    }
}

/// Reads a request; what does not read is named by its place.
///
/// # Errors
/// `Malformed`.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|e| AppError::malformed(format!("{}: {}", e.path(), e.inner())))?;
    reader.end().map_err(|e| AppError::malformed(e.to_string()))?;
    Ok(value)
}
