//! Who is it: a session's token as a bearer or in the cookie. Everything below finds an [`Actor`].

use crate::{error::Asker, layers::rate::client_of, state::Web};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use chrono::{DateTime, Utc};
use guildhall_market::{Actor, RequestInfo};
use guildhall_sdk::portal::AppError;

/// Finds out who acts. A bearer that is no session (any more) is refused: a program must learn that it was signed out.
/// A stale cookie only means that nobody is signed in: the page says so better than we could.
pub async fn authenticate(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let bearer = bearer(request.headers());
    let token = web.token_of(request.headers());
    let signed = match &token {
        Some(token) => web.market.authenticate(token).await,
        None => Ok(None),
    };
    let actor = match signed {
        Ok(Some(signed)) => Actor::Person(Box::new(signed)),
        // Whoever signs in may well still send the old token.
        Ok(None) if bearer.is_none() || request.uri().path() == "/api/v1/session" => Actor::Anonymous,
        Ok(None) => return Asker::of(&request).refuse(&AppError::NotSignedIn),
        Err(error) => return Asker::of(&request).refuse(&error),
    };
    let (device, address) = (agent(request.headers()), client_of(&web, &request));
    if let Some(info) = request.extensions_mut().get_mut::<RequestInfo>() {
        info.device = device;
        info.address = address.map(|a| a.to_canonical().to_string()).unwrap_or_default();
    }
    request.extensions_mut().insert(actor);
    next.run(request).await
}

/// What the list of sessions calls the device when nobody gave it a name.
fn agent(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    agent.chars().take(200).collect()
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or("Bearer ?");
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// A cookie's value.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok());
    cookies.flat_map(|c| c.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

impl Web {
    /// The session cookie's name. Over https its prefix makes browsers insist on Secure, `Path=/` and no domain.
    pub fn cookie_name(&self) -> &'static str {
        if self.https {
            "__Host-guildhall"
        } else {
            "guildhall"
        }
    }

    /// The session's token a request comes with.
    pub fn token_of(&self, headers: &HeaderMap) -> Option<String> {
        bearer(headers).or_else(|| cookie(headers, self.cookie_name()))
    }

    /// The cookie that carries a session until it ends.
    pub fn session_cookie(&self, token: &str, expires_at: DateTime<Utc>) -> Option<HeaderValue> {
        let seconds = (expires_at - self.market.now()).num_seconds().max(0);
        self.cookie(token, seconds)
    }

    /// The cookie that takes a session away.
    pub fn no_cookie(&self) -> Option<HeaderValue> {
        self.cookie("", 0)
    }

    /// A cookie without a secret: language, theme. Kept for a year; none for a value that cannot stand in a cookie.
    pub fn preference_cookie(&self, name: &str, value: &str) -> Option<HeaderValue> {
        let plain = value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        let secure = if self.https { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; SameSite=Lax; Max-Age=31536000{secure}");
        HeaderValue::from_str(&text).ok().filter(|_| plain)
    }

    /// The name of the cookie that binds a sign-in under way at a provider to this browser.
    pub fn provider_cookie_name(&self) -> &'static str {
        if self.https {
            "__Host-guildhall-oidc"
        } else {
            "guildhall-oidc"
        }
    }

    /// That cookie. `Lax`, as the session's: the provider sends the browser back from another site.
    pub fn provider_cookie(&self, value: &str, seconds: i64) -> Option<HeaderValue> {
        self.named(self.provider_cookie_name(), value, seconds)
    }

    fn cookie(&self, token: &str, seconds: i64) -> Option<HeaderValue> {
        self.named(self.cookie_name(), token, seconds)
    }

    fn named(&self, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
        let secure = if self.https { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
        HeaderValue::from_str(&text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_among_other_things() {
        let mut headers = HeaderMap::new();
        assert_eq!((bearer(&headers), cookie(&headers, "guildhall")), (None, None));
        headers.append(header::COOKIE, "lang=en; guildhall=abc".parse().unwrap());
        headers.append(
            header::COOKIE,
            "x__Host-guildhall=no; __Host-guildhall=def".parse().unwrap(),
        );
        assert_eq!(cookie(&headers, "guildhall").as_deref(), Some("abc"));
        assert_eq!(cookie(&headers, "__Host-guildhall").as_deref(), Some("def"));
        headers.insert(header::AUTHORIZATION, "Basic eDp5".parse().unwrap());
        assert_eq!(bearer(&headers), None);
        headers.insert(header::AUTHORIZATION, "bearer  xyz".parse().unwrap());
        assert_eq!(bearer(&headers).as_deref(), Some("xyz"));
    }
}
