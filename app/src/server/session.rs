//! Makes the page's session before anything is rendered: status and cookies cannot change once the first byte is out.

use crate::{
    door::AppState,
    forms::FormState,
    public::PublicPage,
    session::{Counts, Session, Theme},
};
use axum::{
    extract::{FromRequestParts, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::{
    lang::Lang,
    notices::CountNotices,
    portal::{AppError, OrganisationKind, Standing},
    reviews::GetOperatorOverview,
    sellers::GetSellerOverview,
    settings::GetSettings,
};
use http::{Method, header};
use std::sync::Arc;

/// The first page of a seller that has not joined.
const JOINING: &str = "/seller/join";

/// Puts the session into the request; sends whoever is not signed in to the sign-in page, and back afterwards.
pub async fn attach(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // Server functions read the actor themselves and show nothing.
    if path.starts_with("/api/") {
        return next.run(request).await;
    }
    let actor = request
        .extensions()
        .get::<Actor>()
        .cloned()
        .unwrap_or(Actor::Anonymous);
    let console = ["/seller", "/ops", "/my", "/account", "/team", "/find"]
        .iter()
        .any(|p| {
            path.strip_prefix(p)
                .is_some_and(|r| r.is_empty() || r.starts_with('/'))
        });
    if console && actor.signed().is_none() && request.method() == Method::GET {
        let wanted = request.uri().path_and_query().map_or("/", |p| p.as_str());
        return Redirect::to(&format!("/sign-in?next={}", encode(wanted))).into_response();
    }
    // Until the second step is set up only one's own account is open.
    let missing = actor.signed().is_some_and(|s| s.two_step_missing);
    if console && missing && !path.starts_with("/account") {
        return Redirect::to("/account/two-step").into_response();
    }
    // Whoever has steps left starts with them.
    let joining = actor
        .signed()
        .is_some_and(|s| s.viewer.acting.standing == Standing::Joining);
    if joining && path == "/seller" {
        return Redirect::to(JOINING).into_response();
    }
    let info = request
        .extensions()
        .get::<RequestInfo>()
        .cloned()
        .unwrap_or_default();
    let mut session = Session::nobody(state.market.now());
    session.viewer = actor.signed().map(|s| s.viewer.clone());
    session.lang = language(&request, &actor);
    session.theme = cookie(&request, "guildhall-theme").map_or(Theme::System, |t| Theme::parse(&t));
    session.form = request.extensions().get::<FormState>().cloned();
    session.origin = state.market.url("");
    let session = fill(&state, &info, &actor, session, console).await;
    let elsewhere = console
        && session
            .viewer
            .as_ref()
            .is_some_and(|v| !belongs(request.uri().path(), v.acting.kind));
    request.extensions_mut().insert(Arc::new(session));
    // An operation may be open to several kinds of organisation; its page is not.
    if elsewhere {
        let (mut parts, _) = request.into_parts();
        return match PublicPage::from_request_parts(&mut parts, &state).await {
            Ok(page) => page.refuse(&AppError::Forbidden),
            Err(status) => status.into_response(),
        };
    }
    next.run(request).await
}

/// True when a part of the console is for this kind of organisation.
fn belongs(path: &str, kind: OrganisationKind) -> bool {
    match path.split('/').nth(1) {
        Some("seller") => kind == OrganisationKind::Seller,
        Some("ops") => kind == OrganisationKind::Operator,
        Some("my") => kind == OrganisationKind::Customer,
        _ => true,
    }
}

/// What of the session the market knows.
async fn fill(
    state: &AppState,
    info: &RequestInfo,
    actor: &Actor,
    mut session: Session,
    console: bool,
) -> Session {
    if let Ok(stored) = state
        .market
        .run(&Actor::System("page"), info, GetSettings {})
        .await
    {
        session.zone = stored.settings.zone;
        session.marketplace = stored.settings.marketplace;
        session.logo = stored.settings.logo;
        session.languages = stored.settings.languages;
        // Whoever asks for a language that is not offered gets the first that is.
        if let Some(first) = session
            .languages
            .first()
            .filter(|_| !session.languages.contains(&session.lang))
        {
            session.lang = *first;
        }
    }
    if console {
        session.counts = counts(state, info, actor).await;
    }
    session
}

async fn counts(state: &AppState, info: &RequestInfo, actor: &Actor) -> Counts {
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let notices = match state.market.run(actor, info, CountNotices {}).await {
        Ok(count) => small(count.unread),
        Err(_) => 0,
    };
    let work = match actor.signed().map(|s| s.viewer.acting.kind) {
        Some(OrganisationKind::Seller) => match state.market.run(actor, info, GetSellerOverview {}).await {
            Ok(o) => Counts {
                listings: small(o.rejected),
                orders: small(o.to_provision),
                ..Counts::default()
            },
            Err(_) => Counts::default(),
        },
        Some(OrganisationKind::Operator) => match state.market.run(actor, info, GetOperatorOverview {}).await
        {
            Ok(o) => Counts {
                reviews: small(o.listings + o.offers + o.certifications + o.identities + o.applications),
                bills: small(o.bills),
                ..Counts::default()
            },
            Err(_) => Counts::default(),
        },
        _ => Counts::default(),
    };
    Counts { notices, ..work }
}

/// The page's language: what was chosen here, else the account's, else the browser's.
fn language(request: &Request, actor: &Actor) -> Lang {
    cookie(request, "guildhall-lang")
        .and_then(|tag| Lang::from_tag(&tag))
        .or_else(|| {
            let header = request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Lang::from_accept_language(header)
        })
        .or_else(|| actor.signed().map(|s| s.lang))
        .unwrap_or_default()
}

fn cookie(request: &Request, name: &str) -> Option<String> {
    request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .find_map(|pair| {
            pair.trim()
                .strip_prefix(name)?
                .strip_prefix('=')
                .map(str::to_owned)
        })
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}
