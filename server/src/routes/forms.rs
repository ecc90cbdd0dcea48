//! `POST /form/…`: plain HTML forms. A good one answers 303; a refused one gives its page again, with the refusal's
//! status, what was typed, and the errors at their fields. Works with JavaScript off.

use super::oidc;
use crate::{error::Asker, layers::body, state::Web};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use guildhall_app::{
    features::accounts::prove,
    forms::{self, Fields, FormState, Outcome, Posted, Refused},
};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::{
    accounts::{ConfirmIdentity, SignIn},
    finding::Code,
    portal::AppError,
};
use tower::ServiceExt;

/// Largest form.
pub(super) const MAX_BYTES: usize = 256 * 1024;
/// The hidden field that carries the idempotency key.
const KEY_FIELD: &str = "_key";
/// Does what a form says.
pub async fn submit(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(info): Extension<RequestInfo>,
    Path(form): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let values = match read(&headers, body).await {
        Ok(values) => values,
        Err(error) => return asker.refuse(&error),
    };
    let sent = Sent {
        web,
        asker,
        headers,
        actor,
        info,
    };
    if form == prove::FORM {
        sent.prove_and_go_on(values).await
    } else {
        sent.take(form, values).await
    }
}

/// A form on its way in: who sent it, and how it is answered.
pub(super) struct Sent {
    pub web: Web,
    pub asker: Asker,
    pub headers: HeaderMap,
    pub actor: Actor,
    pub info: RequestInfo,
}

impl Sent {
    fn posted(&self, info: RequestInfo, values: Vec<(String, String)>) -> Posted {
        Posted {
            market: self.web.market.clone(),
            actor: self.actor.clone(),
            request: info,
            fields: Fields(values),
            lang: self.asker.lang,
        }
    }

    /// Takes a form, and answers.
    pub(super) async fn take(self, form: String, mut values: Vec<(String, String)>) -> Response {
        let mut info = self.info.clone();
        let key = take(&mut values, KEY_FIELD).filter(|key| !key.is_empty());
        // Kept answers are found by the actor's name, and nobody has none of their own. A session's token is not kept.
        if !matches!(self.actor, Actor::Anonymous) && !form.starts_with("sign-in") {
            info.idempotency_key = key.clone();
        }
        let posted = self.posted(info, values);
        let Some(taken) = forms::submit(&form, &posted).await else {
            return self.asker.refuse(&AppError::NotFound);
        };
        let refused = match taken {
            Ok(outcome) => return answer(&self.web, &self.asker, outcome),
            Err(refused) => refused,
        };
        let mut values = posted.fields.0;
        let mut page = refused.page;
        let expired = refused.error == AppError::NotSignedIn;
        if expired || refused.error == AppError::ProofNeeded {
            // Everything that was typed waits in the page that asks who it is, with its key.
            page = prove::PATH.to_owned();
            values.extend(key.map(|key| (KEY_FIELD.to_owned(), key)));
        }
        self.refuse(form, values, refused.error, &page).await
    }

    /// Whoever is signed in proves it, whoever was signs in again; the form that waited goes on under the new token.
    async fn prove_and_go_on(mut self, values: Vec<(String, String)>) -> Response {
        let posted = self.posted(self.info.clone(), values);
        let text = |name: &str| posted.fields.text(name).to_owned();
        let (password, code) = (text("password"), text("code"));
        let proved = if matches!(self.actor, Actor::Person(_)) {
            let proof = ConfirmIdentity { password, code };
            posted.run(proof, prove::PATH).await
        } else {
            let sign_in = SignIn {
                email: text("email").trim().to_owned(),
                password,
                device: String::new(),
                code,
            };
            posted.run(sign_in, prove::PATH).await
        };
        let waiting = posted.fields.text(prove::WAITING).to_owned();
        let kept: Vec<(String, String)> = posted
            .fields
            .starting(prove::KEPT)
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let signed = match proved {
            Ok(signed) => signed,
            Err(Refused { error, page }) => {
                // The page has a field for the code: it is one of its findings.
                let error = match error {
                    AppError::CodeNeeded { .. } => AppError::field("code", Code::Required),
                    error => error,
                };
                return self
                    .refuse(prove::FORM.to_owned(), posted.fields.0, error, &page)
                    .await;
            }
        };
        let cookie = self.web.session_cookie(&signed.token, signed.expires_at);
        match self.web.market.authenticate(&signed.token).await {
            Ok(Some(fresh)) => self.actor = Actor::Person(Box::new(fresh)),
            Ok(None) => return self.asker.refuse(&AppError::NotSignedIn),
            Err(error) => return self.asker.refuse(&error),
        }
        let mut response = if waiting.is_empty() {
            see_other("/", None)
        } else {
            self.take(waiting, kept).await
        };
        // Where what waited has set a session of its own, that one holds.
        if let Some(cookie) = cookie.filter(|_| !response.headers().contains_key(header::SET_COOKIE)) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// The page again, with what was typed.
    pub(super) async fn refuse(
        self,
        form: String,
        mut values: Vec<(String, String)>,
        error: AppError,
        page: &str,
    ) -> Response {
        // What was typed comes back; a password and a code do not.
        values.retain(|(name, _)| !name.contains("password") && name != "code");
        let state = FormState {
            form,
            values,
            error,
            request_id: self.info.id.clone(),
        };
        again(
            &self.web,
            &self.asker,
            self.actor,
            self.info,
            &self.headers,
            page,
            state,
        )
        .await
    }
}

/// A form that was taken.
pub(super) fn answer(web: &Web, asker: &Asker, outcome: Outcome) -> Response {
    match outcome {
        Outcome::Redirect(path) => see_other(&path, None),
        Outcome::SignedIn {
            token,
            expires_at,
            path,
        } => see_other(&path, web.session_cookie(&token, expires_at)),
        Outcome::Provider { start, next } => oidc::leave(web, asker, &start, &next),
        Outcome::SignedOut { path } => see_other(&path, web.no_cookie()),
        Outcome::Preference { name, value, path } => see_other(&path, web.preference_cookie(name, &value)),
    }
}

/// Somebody opens the address a refused form was shown under: there is no page of that name.
pub async fn visit() -> Response {
    see_other("/", None)
}

/// Gives the form's page again.
pub(super) async fn again(
    web: &Web,
    asker: &Asker,
    actor: Actor,
    info: RequestInfo,
    headers: &HeaderMap,
    page: &str,
    state: FormState,
) -> Response {
    let error = state.error.clone();
    let request = Request::builder()
        .method(Method::GET)
        .uri(local(page))
        .body(Body::empty());
    let Ok(mut request) = request else {
        return asker.refuse(&error);
    };
    for (name, value) in headers {
        // What belongs to the body that was read, or would make the page's answer a partial one, stays behind.
        let body = name.as_str().starts_with("content-")
            || [header::TRANSFER_ENCODING, header::EXPECT, header::RANGE].contains(name);
        if !body && *name != header::IF_NONE_MATCH && *name != header::IF_MODIFIED_SINCE {
            request.headers_mut().append(name, value.clone());
        }
    }
    request.extensions_mut().insert(actor);
    request.extensions_mut().insert(info);
    request.extensions_mut().insert(state);
    let page = tokio::time::timeout(web.config.page_time, web.pages.clone().oneshot(request)).await;
    let Ok(Ok(mut response)) = page else {
        return asker.refuse(&AppError::Unavailable);
    };
    // A page that failed or leads elsewhere says so itself; a second step that is asked for is no failure.
    let asked = matches!(error, AppError::CodeNeeded { .. });
    if response.status().is_success() && !asked {
        *response.status_mut() =
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        if let AppError::TooManyRequests { retry_after } = error {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
        }
    }
    response
}

pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<(String, String)>, AppError> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let bytes = body::read(body, MAX_BYTES).await?;
    let form = essence.eq_ignore_ascii_case("application/x-www-form-urlencoded");
    let nothing = essence.is_empty() && bytes.is_empty();
    if !form && !nothing {
        return Err(AppError::Unsupported);
    }
    Ok(decode(&bytes))
}

/// The pairs of an urlencoded body. Nothing in it can be wrong: what does not decode stands for itself.
pub(super) fn decode(body: &[u8]) -> Vec<(String, String)> {
    body.split(|b| *b == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| match pair.iter().position(|b| *b == b'=') {
            Some(at) => (unescape(&pair[..at]), unescape(&pair[at + 1..])),
            None => (unescape(pair), String::new()),
        })
        .collect()
}

fn unescape(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, tail)) = rest.split_first() {
        let hex = |at: usize| {
            tail.get(at)
                .and_then(|b| char::from(*b).to_digit(16))
                .and_then(|d| u8::try_from(d).ok())
        };
        rest = match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                &tail[2..]
            }
            (b'+', ..) => {
                bytes.push(b' ');
                tail
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn take(values: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let at = values.iter().position(|(n, _)| n == name)?;
    Some(values.remove(at).1)
}

pub(super) fn see_other(path: &str, cookie: Option<HeaderValue>) -> Response {
    let place = HeaderValue::from_str(local(path)).unwrap_or(HeaderValue::from_static("/"));
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A path of this host; the home page for anything that could lead to another.
fn local(path: &str) -> &str {
    let other_host = path.starts_with("//") || path.starts_with("/\\");
    let clean = path.bytes().all(|b| (0x21..0x7f).contains(&b) && b != b'\\');
    if path.starts_with('/') && !other_host && clean {
        path
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_host_are_followed() {
        for (path, expected) in [
            ("/seller/bills?period=202611#x", "/seller/bills?period=202611#x"),
            ("//evil.test", "/"),
            ("/\\evil.test", "/"),
            ("/a\\b", "/"),
            ("https://evil.test", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("/\t/evil.test", "/"),
            ("", "/"),
        ] {
            assert_eq!(local(path), expected, "{path:?}");
        }
    }

    #[test]
    fn a_form_is_decoded_leniently() {
        let pairs = |text: &str| decode(text.as_bytes());
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            pairs("a=1+2&b=%E8%A7%84%E6%A0%BC&a=3"),
            [pair("a", "1 2"), pair("b", "规格"), pair("a", "3")]
        );
        assert_eq!(pairs("x&&y==%zz%2"), [pair("x", ""), pair("y", "=%zz%2")]);
        assert_eq!(pairs("%FF=1").len(), 1);
    }
}
