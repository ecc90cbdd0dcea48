//! The routes: pages from `app`, and the plain ones for programs, files and forms.

pub mod describe;
mod download;
pub mod events;
mod export;
mod forms;
mod forms_files;
mod health;
mod oidc;
mod op;
mod session;
mod site;
mod upload;

pub use health::recorder;
pub use site::assets;

use crate::{
    error::Asker,
    layers::{self, actor, body, headers, origin, rate, trace},
    state::Web,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::{any, get, post},
};
use guildhall_sdk::portal::AppError;

/// Everything that is served, inside its layers ([`layers`] says in which order, and why).
pub fn router(web: &Web) -> Router {
    // These read their bodies themselves, up to the limit.
    let plain = Router::new()
        .route("/api/v1/session", post(session::start).delete(session::end))
        .route("/api/v1/op/{name}", post(op::operate))
        .route("/api/v1/operations", get(describe::operations))
        .route("/api/v1/openapi.json", get(describe::openapi))
        .route("/api/{*rest}", any(nothing))
        .route("/form/{*name}", post(forms::submit).get(forms::visit))
        .route("/oidc/{provider}/callback", get(oidc::callback))
        .route("/files/{id}", get(download::download))
        .route("/brand/logo", get(download::logo))
        .route("/pictures/{id}", get(download::picture))
        .route("/events", get(events::events))
        .route("/exports/bills/{file}", get(export::bill_lines))
        .method_not_allowed_fallback(wrong_method)
        .with_state(web.clone());
    let pages = web
        .pages
        .clone()
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(web.clone(), body::in_time))
        .layer(from_fn_with_state(web.clone(), body::cut));
    // Routes with a limit of their own, which the market knows.
    let uploads = Router::new()
        .route("/uploads", post(upload::upload))
        .merge(forms_files::router())
        .route("/form/settings/logo", post(upload::logo).get(forms::visit))
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::disable())
        .with_state(web.clone());

    let acting = plain
        .merge(pages)
        .layer(from_fn_with_state(web.clone(), body::declared))
        .merge(uploads)
        .layer(from_fn_with_state(web.clone(), actor::authenticate))
        .layer(from_fn_with_state(web.clone(), rate::sign_in))
        .layer(from_fn_with_state(web.clone(), origin::same_origin));
    site::router(web)
        .merge(acting)
        .layer(from_fn_with_state(web.clone(), rate::general))
        .merge(health::router(web))
        .layer(layers::compression())
        .layer(from_fn_with_state(web.clone(), headers::secure))
        .layer(from_fn(trace::trace))
}

/// An address of the API that does not exist. (Server functions of the pages have their own, more exact, routes.)
async fn nothing(asker: Asker) -> Response {
    asker.refuse(&AppError::NotFound)
}

async fn wrong_method(asker: Asker) -> Response {
    asker.wrong_method()
}
