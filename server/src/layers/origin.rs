//! Same origin: an unsafe method must come from our own pages, or from a program.
//!
//! Every browser in use says where a POST comes from, by `Sec-Fetch-Site` or `Origin`. A request that says neither is a
//! program's; it holds its own credentials and nobody can make it send them.

use crate::{error::Asker, state::Web};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};

/// Refuses unsafe methods from other sites.
pub async fn same_origin(State(web): State<Web>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || allowed(request.headers(), &web.market.config().public_url) {
        return next.run(request).await;
    }
    tracing::warn!("a request from another site was refused");
    Asker::of(&request).cross_site()
}

/// True for what our own pages or a program sent.
pub fn allowed(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: header::HeaderName| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    let bearer =
        text(header::AUTHORIZATION).is_some_and(|a| a.len() > 7 && a[..7].eq_ignore_ascii_case("bearer "));
    if bearer && !headers.contains_key(header::COOKIE) {
        return true;
    }
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else {
        return true;
    };
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    let ours = text(header::HOST).is_some_and(|h| !h.is_empty() && h.eq_ignore_ascii_case(host));
    ours || origin.eq_ignore_ascii_case(public_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_our_own_pages_or_from_a_program_is_allowed() {
        for (headers, expected) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (
                &[("sec-fetch-site", "same-site"), ("origin", "http://portal.test")],
                false,
            ),
            (
                &[("sec-fetch-site", "cross-site"), ("origin", "http://evil.test")],
                false,
            ),
            (&[("origin", "http://portal.test")], true),
            (&[("origin", "http://PORTAL.test")], true),
            (&[("origin", "https://market.example.com")], true),
            (&[("origin", "http://portal.test:81")], false),
            (&[("origin", "http://evil.test")], false),
            (&[("origin", "null")], false),
            (
                &[("origin", "http://evil.test"), ("authorization", "Bearer x")],
                true,
            ),
            (
                &[
                    ("origin", "http://evil.test"),
                    ("authorization", "Bearer x"),
                    ("cookie", "guildhall=y"),
                ],
                false,
            ),
            (&[("cookie", "guildhall=y")], true),
        ] {
            let mut map = HeaderMap::new();
            map.insert(header::HOST, "portal.test".parse().unwrap());
            for (name, value) in headers {
                map.insert(*name, value.parse().unwrap());
            }
            assert_eq!(
                allowed(&map, "https://market.example.com"),
                expected,
                "{headers:?}"
            );
        }
    }
}
