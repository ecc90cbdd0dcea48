//! `POST /api/v1/session` starts a session for a program, `DELETE` ends it.

use super::op;
use crate::{error::Asker, layers::body, state::Web};
use axum::{
    Extension, Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::{
    accounts::{SignIn, SignOut},
    portal::AppError,
};
use serde_json::json;

/// Signs in: `{"email", "password", "device"?, "code"?}` → `{"token", "expires_at"}`; 401 `code_needed` where two-step
/// sign-in is on and no code was given.
pub async fn start(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(request): Extension<RequestInfo>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let signed_in = async {
        let bytes = body::read(body, web.config.body_bytes).await?;
        op::check_json(&headers, &bytes)?;
        let sign_in: SignIn = op::parse(&bytes)?;
        web.market.run(&actor, &request, sign_in).await
    };
    match signed_in.await {
        Ok(s) => Json(json!({ "token": s.token, "expires_at": s.expires_at })).into_response(),
        Err(error) => asker.refuse(&error),
    }
}

/// Ends the session the request came with.
pub async fn end(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(request): Extension<RequestInfo>,
) -> Response {
    let done = match &actor {
        Actor::Person(_) => web.market.run(&actor, &request, SignOut {}).await,
        _ => Err(AppError::NotSignedIn),
    };
    match done {
        Ok(()) => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response
                .headers_mut()
                .extend(web.no_cookie().map(|c| (header::SET_COOKIE, c)));
            response
        }
        Err(error) => asker.refuse(&error),
    }
}
