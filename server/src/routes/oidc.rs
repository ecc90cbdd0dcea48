//! `GET /oidc/{provider}/callback`: the browser comes back from a provider. Whoever it is is signed in, or finds the sign-in
//! page with what went wrong; where they wanted to go is not lost.

use super::forms::{again, decode, see_other};
use crate::{error::Asker, layers::actor::cookie, state::Web};
use axum::{
    Extension,
    extract::{OriginalUri, Path, State},
    http::{HeaderMap, header},
    response::Response,
};
use guildhall_app::forms::{FormState, local_path};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::{
    accounts::{FinishOidc, OIDC_MINUTES, OidcFinished, OidcStart},
    portal::AppError,
};

/// One's own linked sign-ins.
const LINKED: &str = "/account/sign-ins";
/// Longest value of a parameter that is looked at.
const MAX: usize = 8 * 1024;

/// Sends the browser to the provider, with what binds the answer to it.
pub(super) fn leave(web: &Web, asker: &Asker, start: &OidcStart, next: &str) -> Response {
    let mut response = asker.lead_on(&start.url);
    let value = format!("{}.{}", start.browser, encode(next));
    if let Some(cookie) = web.provider_cookie(&value, OIDC_MINUTES * 60) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The provider's answer.
pub async fn callback(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(info): Extension<RequestInfo>,
    Path(provider): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let query = decode(uri.query().unwrap_or_default().as_bytes());
    let text = |name: &str| {
        let found = query.iter().find(|(n, v)| n == name && v.len() <= MAX);
        found.map(|(_, v)| v.clone()).unwrap_or_default()
    };
    let kept = cookie(&headers, web.provider_cookie_name()).unwrap_or_default();
    let (browser, next) = kept.split_once('.').unwrap_or((&kept, ""));
    let next = decode(next.as_bytes()).into_iter().next().map(|(n, _)| n);
    let next = next.as_deref().and_then(local_path);
    let finish = FinishOidc {
        provider,
        browser: browser.to_owned(),
        state: text("state"),
        code: text("code"),
        error: text("error"),
        issuer: text("iss"),
    };
    let mut response = match web.market.run(&actor, &info, finish).await {
        Ok(OidcFinished::SignedIn { signed }) => {
            let home = signed.viewer.acting.kind.home();
            let cookie = web.session_cookie(&signed.token, signed.expires_at);
            see_other(next.unwrap_or(home), cookie)
        }
        Ok(OidcFinished::Linked) => see_other(&format!("{LINKED}?done=linked"), None),
        Err(error) => refuse(&web, &asker, actor, info, &headers, next, error).await,
    };
    // Used up, whatever became of it.
    if let Some(cookie) = web.provider_cookie("", 0) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The page where it began, with what went wrong; or the second step.
async fn refuse(
    web: &Web,
    asker: &Asker,
    actor: Actor,
    info: RequestInfo,
    headers: &HeaderMap,
    next: Option<&str>,
    error: AppError,
) -> Response {
    let signed = actor.signed().is_some() && !matches!(error, AppError::CodeNeeded { .. });
    let (actor, form, page) = if signed {
        (actor, "accounts/sign-in-link", LINKED.to_owned())
    } else {
        let next = next.map(|n| format!("?next={}", encode(n))).unwrap_or_default();
        (Actor::Anonymous, "sign-in/oidc", format!("/sign-in{next}"))
    };
    let state = FormState {
        form: form.to_owned(),
        values: Vec::new(),
        error,
        request_id: info.id.clone(),
    };
    again(web, asker, actor, info, headers, &page, state).await
}

/// Only what stands in a cookie and in a query as it is.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' | b'/' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_somebody_wanted_to_go_survives_the_cookie() {
        for path in [
            "/seller/bills?state=paid&x=1;2,3",
            "/o/a-b_c",
            "/seller/listings?search=%E4%BA%91+1",
            "",
        ] {
            let kept = encode(path);
            let back = decode(kept.as_bytes()).into_iter().next().map(|(n, _)| n);
            assert_eq!(back.unwrap_or_default(), path);
            assert!(!kept.contains([';', ',', '=', '.', '"', ' ']), "{kept}");
        }
    }
}
