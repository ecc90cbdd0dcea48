//! Plain forms that carry files: evidence beside what was typed, in one form, with JavaScript off. A file is taken in
//! like any upload (counted, checked, stored); the form itself goes on with the file's id in the field's place, so that a
//! form that is refused for another reason does not ask for the file again.

use super::{
    forms::{self, MAX_BYTES, Sent},
    upload::{DRAIN_BYTES, broken, chunks},
};
use crate::{error::Asker, layers::body::DRAIN_TIME, state::Web};
use axum::{
    Extension, RequestExt, Router,
    body::Body,
    extract::{Multipart, Request, State},
    http::header,
    response::Response,
    routing::post,
};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::{
    files::Purpose,
    finding::Finding,
    portal::AppError,
    sellers::{CAROUSEL_MAX, STORY_PICTURES_MAX},
};
use http_body_util::Limited;

/// The forms that may carry files: what their files are for, and how many one may have.
const FORMS: [(&str, Purpose, usize); 3] = [
    ("/form/sellers/identity", Purpose::Proof, 4),
    ("/form/sellers/application", Purpose::Proof, 4),
    (
        "/form/sellers/store",
        Purpose::Picture,
        CAROUSEL_MAX + 1 + STORY_PICTURES_MAX,
    ),
];
/// What a file's field is called: this, and the field that gets its id.
const FILE: &str = "upload:";

/// Their routes.
pub fn router() -> Router<Web> {
    FORMS.iter().fold(Router::new(), |router, (form, _, _)| {
        router.route(form, post(submit).get(forms::visit))
    })
}

async fn submit(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(info): Extension<RequestInfo>,
    request: Request,
) -> Response {
    let form = request.uri().path().trim_start_matches("/form/").to_owned();
    let headers = request.headers().clone();
    let multipart = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.to_ascii_lowercase().starts_with("multipart/form-data"));
    let (values, faults) = if multipart {
        match parts(&web, &actor, &info, request).await {
            Ok(read) => read,
            Err(error) => return asker.refuse(&error),
        }
    } else {
        match forms::read(&headers, request.into_body()).await {
            Ok(values) => (values, Vec::new()),
            Err(error) => return asker.refuse(&error),
        }
    };
    let sent = Sent {
        web,
        asker,
        headers,
        actor,
        info,
    };
    if faults.is_empty() {
        return sent.take(form, values).await;
    }
    let page = values
        .iter()
        .find(|(name, _)| name == "_page")
        .map_or_else(|| "/".to_owned(), |(_, page)| page.clone());
    let error = AppError::Invalid { findings: faults };
    sent.refuse(form, values, error, &page).await
}

/// What a form sent.
type Values = Vec<(String, String)>;

/// The pairs of a multipart form, its files taken in, and what is wrong with files.
async fn parts(
    web: &Web,
    actor: &Actor,
    info: &RequestInfo,
    request: Request,
) -> Result<(Values, Vec<Finding>), AppError> {
    let path = request.uri().path();
    let (_, purpose, most_files) = FORMS
        .into_iter()
        .find(|(form, _, _)| *form == path)
        .ok_or(AppError::NotFound)?;
    let most = usize::try_from(purpose.most_bytes())
        .unwrap_or(usize::MAX)
        .saturating_mul(most_files)
        .saturating_add(DRAIN_BYTES);
    let request = request.map(|body| Body::new(Limited::new(body, most)));
    let mut multipart: Multipart = request.extract().await.map_err(|e| broken(&e))?;
    let (mut values, mut faults) = (Values::new(), Vec::new());
    let (mut typed, mut files) = (0, 0);
    while let Some(field) = multipart.next_field().await.map_err(|e| broken(&e))? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(target) = name.strip_prefix(FILE).map(str::to_owned) else {
            let text = text_of(field, MAX_BYTES.saturating_sub(typed)).await?;
            typed += name.len() + text.len();
            values.push((name, text));
            continue;
        };
        let file_name = field.file_name().unwrap_or_default().to_owned();
        // A file field nobody chose a file for is sent without a name.
        if file_name.is_empty() {
            continue;
        }
        files += 1;
        if files > most_files {
            return Err(AppError::TooLarge);
        }
        let taken = web
            .market
            .receive_upload(actor, info, purpose, &file_name, chunks(field))
            .await;
        match taken {
            Ok(stored) => {
                values.retain(|(name, _)| *name != target && *name != format!("{target}:name"));
                values.push((format!("{target}:name"), stored.name));
                values.push((target, stored.id.to_string()));
            }
            Err(AppError::Invalid { findings }) => faults.extend(findings.into_iter().map(|mut f| {
                f.path.clone_from(&target);
                f
            })),
            // Whoever may not send the form is told so by the form; whoever is signed out signs in first.
            Err(AppError::NotSignedIn | AppError::Forbidden) => {}
            Err(error) => {
                let rest = async { while let Ok(Some(_)) = multipart.next_field().await {} };
                let _ = tokio::time::timeout(DRAIN_TIME, rest).await;
                return Err(error);
            }
        }
    }
    Ok((values, faults))
}

/// A typed field, of at most so many bytes.
async fn text_of(mut field: axum::extract::multipart::Field<'_>, most: usize) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
        if bytes.len() + chunk.len() > most {
            return Err(AppError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
