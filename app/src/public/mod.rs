//! Public pages: HTML and CSS from the server, no wasm, at most one small script with a nonce.
//!
//! They are rendered from data that is already there, so nothing streams and the status is known before the first byte.

mod words;

use crate::{
    door::AppState,
    forms::FormView,
    layout,
    session::Session,
    ui::{Button, Drawing, Empty, frame::PublicFrame},
    words::common,
};
use axum::{
    extract::{FromRequestParts, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use guildhall_market::{Actor, Market, RequestInfo, door::Handler};
use guildhall_sdk::portal::AppError;
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use std::sync::Arc;

/// What a public page is made from.
pub struct PublicPage {
    /// Who looks, in which language.
    pub session: Arc<Session>,
    /// The market.
    pub market: Market,
    /// Who asks.
    pub actor: Actor,
    /// The request.
    pub request: RequestInfo,
    /// The page's own path and query.
    pub place: String,
    css: String,
}

impl FromRequestParts<AppState> for PublicPage {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, StatusCode> {
        Ok(PublicPage {
            session: parts
                .extensions
                .get::<Arc<Session>>()
                .cloned()
                .ok_or(StatusCode::INTERNAL_SERVER_ERROR)?,
            market: state.market.clone(),
            actor: parts
                .extensions
                .get::<Actor>()
                .cloned()
                .unwrap_or(Actor::Anonymous),
            request: parts.extensions.get::<RequestInfo>().cloned().unwrap_or_default(),
            place: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".into(), |p| p.as_str().to_owned()),
            css: state.site.css.clone(),
        })
    }
}

impl PublicPage {
    /// Runs an operation for whoever is asking.
    ///
    /// # Errors
    /// What the door refused.
    pub async fn run<O: Handler>(&self, operation: O) -> Result<O::Output, AppError> {
        self.market.run(&self.actor, &self.request, operation).await
    }

    /// A form of this page, by its address.
    pub fn form(&self, form: &str) -> FormView {
        FormView::new(form, self.session.form.clone(), self.session.lang)
    }

    /// The page. `title` is what the browser's tab and a social preview show: nothing private.
    pub fn render(&self, status: StatusCode, title: &str, body: impl FnOnce() -> AnyView) -> Response {
        self.document(status, title, || {
            let (session, t) = (&self.session, common::words(self.session.lang));
            let top = self.switches();
            let brand = session.marketplace.get(session.lang).to_owned();
            let logo = session.logo_path();
            let body = body();
            view! {
                <PublicFrame brand logo home="/" skip_label=t.skip top>
                    {body}
                </PublicFrame>
            }
            .into_any()
        })
    }

    /// The switches of language and theme.
    fn switches(&self) -> AnyView {
        let place = Signal::stored(self.place.clone());
        view! {
            {layout::language_switch(&self.session, place)}
            {layout::theme_switch(&self.session, place)}
        }
        .into_any()
    }

    /// The document around a whole body.
    fn document(&self, status: StatusCode, title: &str, body: impl FnOnce() -> AnyView) -> Response {
        let nonce: String = leptos::nonce::Nonce::new().to_string();
        let owner = Owner::new();
        let session = self.session.clone();
        let html = owner.with(|| {
            provide_context(session.clone());
            let brand = session.marketplace.get(session.lang);
            let full_title = if title.is_empty() {
                brand.to_owned()
            } else {
                format!("{title} · {brand}")
            };
            let body = body();
            view! {
                <html lang=session.lang.tag() data-theme=session.theme.data()>
                    <head>
                        <meta charset="utf-8" />
                        <meta name="viewport" content="width=device-width, initial-scale=1" />
                        <meta name="color-scheme" content="light dark" />
                        <meta name="referrer" content="same-origin" />
                        <title>{full_title}</title>
                        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                        <link rel="stylesheet" href=self.css.clone() />
                        <script src="/zone.js" defer=true nonce=nonce.clone()></script>
                    </head>
                    <body>
                        {body}
                    </body>
                </html>
            }
            .to_html()
        });
        owner.cleanup();
        let policy = format!(
            "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        let mut response = (status, Html(format!("<!DOCTYPE html>{html}"))).into_response();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response
                .headers_mut()
                .insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    /// The page for a refusal. Unknown and dead look the same: one 404, same bytes.
    pub fn refuse(&self, error: &AppError) -> Response {
        let t = words::words(self.session.lang);
        let home = common::words(self.session.lang).home;
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (title, drawing) = match error {
            AppError::NotFound => (t.not_found, Drawing::Search),
            AppError::Forbidden => (t.forbidden, Drawing::Gate),
            _ => (t.went_wrong, Drawing::Ledger),
        };
        let text = match error {
            AppError::NotFound => t.not_found_text.to_owned(),
            other => other.message(self.session.lang),
        };
        self.render(status, title, || {
            view! {
                <h1 class="sr-only">{title}</h1>
                <Empty drawing title text>
                    <Button label=home href="/" />
                </Empty>
            }
            .into_any()
        })
    }
}

/// `/`: everyone's own first page.
pub async fn home(page: PublicPage) -> Response {
    match &page.session.viewer {
        Some(viewer) => Redirect::to(viewer.acting.kind.home()).into_response(),
        None => Redirect::to("/sign-in").into_response(),
    }
}

/// Where there is nothing.
pub async fn not_found(State(_): State<AppState>, page: PublicPage) -> Response {
    page.refuse(&AppError::NotFound)
}

/// Every component in every state, for us alone: `/ui` of a debug build.
#[cfg(debug_assertions)]
pub async fn gallery(page: PublicPage) -> Response {
    let lang = page.session.lang;
    page.document(StatusCode::OK, crate::ui::gallery::words(lang).title, || {
        view! { <crate::ui::gallery::Gallery lang top=page.switches() /> }.into_any()
    })
}

/// The customer's side of it: `/ui/counter`.
#[cfg(debug_assertions)]
pub async fn counter_gallery(page: PublicPage) -> Response {
    let lang = page.session.lang;
    page.document(StatusCode::OK, crate::ui::gallery::words(lang).title, || {
        view! { <crate::ui::gallery::CounterGallery lang top=page.switches() /> }.into_any()
    })
}
