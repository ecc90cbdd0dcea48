//! `POST /uploads?purpose=…`: a plain multipart route, because server functions cannot stream safely (leptos 0.8 panics
//! on a bad content type and ignores body limits). Bytes are counted as they arrive, never held.

use super::forms;
use crate::{
    error::{Asker, upload_status},
    layers::body::DRAIN_TIME,
    state::Web,
};
use axum::{
    Extension, Json, RequestExt,
    body::Body,
    extract::{Multipart, Query, Request, State, multipart::Field},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::{Stream, stream};
use guildhall_app::{
    features::settings,
    forms::{Fields, FormState, Posted},
};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::{
    files::{DOCUMENT_MAX_BYTES, Purpose, StoredFile, UPLOADERS},
    finding::Code,
    portal::{AppError, Needs, Who},
};
use http_body_util::Limited;
use serde::Deserialize;
use std::time::Duration;

/// What is read past the limit, so that the client sees the refusal and not a broken connection.
pub(super) const DRAIN_BYTES: usize = 64 * 1024 * 1024;
/// A client that sends nothing for this long has gone.
const SILENCE: Duration = Duration::from_secs(60);

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
}

/// Takes an upload in.
pub async fn upload(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(info): Extension<RequestInfo>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    match take_in(&web, &actor, &info, &asked.purpose, request).await {
        Ok(stored) => (StatusCode::CREATED, Json(stored)).into_response(),
        Err(error) => match upload_status(&error) {
            Some((status, code)) => asker.refuse_as(status, code, &error),
            None => asker.refuse(&error),
        },
    }
}

/// `POST /form/settings/logo`: the one form that brings a file, so that it works with JavaScript off. Then as any form:
/// 303, or its page again with the fault at the field.
pub async fn logo(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(info): Extension<RequestInfo>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let posted = Posted {
        market: web.market.clone(),
        actor: actor.clone(),
        request: info.clone(),
        fields: Fields::default(),
        lang: asker.lang,
    };
    let taken = match take_in(&web, &actor, &info, Purpose::Logo.as_str(), request).await {
        Ok(stored) => settings::forms::set_logo(&posted, Some(stored.id))
            .await
            .map_err(|refused| refused.error),
        Err(error) => Err(error),
    };
    match taken {
        Ok(outcome) => forms::answer(&web, &asker, outcome),
        Err(error) => {
            let state = FormState {
                form: "settings/logo".into(),
                values: Vec::new(),
                error,
                request_id: info.id.clone(),
            };
            forms::again(&web, &asker, actor, info, &headers, "/ops/settings", state).await
        }
    }
}

async fn take_in(
    web: &Web,
    actor: &Actor,
    info: &RequestInfo,
    purpose: &str,
    request: Request,
) -> Result<StoredFile, AppError> {
    actor.authorise(Who::Roles(UPLOADERS), Needs::Nothing)?;
    let purpose = Purpose::parse(purpose)
        .ok_or_else(|| AppError::malformed("purpose: copyright, guide, picture, proof or logo is needed"))?;
    let most = usize::try_from(DOCUMENT_MAX_BYTES)
        .unwrap_or(usize::MAX)
        .saturating_add(DRAIN_BYTES);
    let request = request.map(|body| Body::new(Limited::new(body, most)));
    let mut multipart: Multipart = request.extract().await.map_err(|e| broken(&e))?;
    let taken = loop {
        match multipart.next_field().await.map_err(|e| broken(&e))? {
            None => break Err(AppError::field("file", Code::UploadMissing)),
            Some(field) if field.name() == Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                break web
                    .market
                    .receive_upload(actor, info, purpose, &name, chunks(field))
                    .await;
            }
            Some(_) => {}
        }
    };
    if taken.is_err() {
        let rest = async { while let Ok(Some(_)) = multipart.next_field().await {} };
        let _ = tokio::time::timeout(DRAIN_TIME, rest).await;
    }
    taken
}

pub(super) fn broken(error: &dyn std::fmt::Display) -> AppError {
    AppError::malformed(format!("multipart: {error}"))
}

/// A field's bytes as they come.
pub(super) fn chunks(field: Field<'_>) -> impl Stream<Item = Result<Bytes, String>> + Send {
    stream::unfold(Some(field), |field| async {
        let mut field = field?;
        match tokio::time::timeout(SILENCE, field.chunk()).await {
            Ok(Ok(Some(bytes))) => Some((Ok(bytes), Some(field))),
            Ok(Ok(None)) => None,
            Ok(Err(error)) => Some((Err(error.to_string()), None)),
            Err(_) => Some((Err("nothing came for a minute".to_owned()), None)),
        }
    })
}
