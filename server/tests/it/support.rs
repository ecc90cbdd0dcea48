//! A portal in this process, and requests to it.

use axum::{
    Router,
    body::Body,
    extract::Request as AxumRequest,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
    response::Html,
    routing::get,
};
use guildhall_app::forms::FormState;
use guildhall_market::testing::{Fixture, On, PASSWORD};
use guildhall_server::{config::WebConfig, routes, state::Web};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt;

/// A portal over a fresh SQLite market, with small pages of our own instead of the real ones.
pub struct Portal {
    pub fixture: Fixture,
    pub app: Router,
    // Removed when the portal is dropped.
    _site: tempfile::TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |v| v.to_str().expect("a readable header"))
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The code of an error of exactly the contract's shape.
    pub fn code(&self) -> String {
        let body = self.json();
        let keys = |v: &Value| -> Vec<String> {
            v.as_object()
                .map(|o| o.keys().cloned().collect())
                .unwrap_or_default()
        };
        assert_eq!(keys(&body), ["error", "request_id"], "{body}");
        assert_eq!(keys(&body["error"]), ["code", "fields", "message"], "{body}");
        for field in body["error"]["fields"].as_array().expect("fields") {
            assert_eq!(keys(field), ["code", "message", "path"], "{body}");
        }
        assert!(!body["error"]["message"].as_str().expect("a message").is_empty());
        assert_eq!(body["request_id"], self.header("x-request-id"), "{body}");
        body["error"]["code"].as_str().expect("a code").to_owned()
    }
}

/// Runs a test with a portal whose limits it may change first.
pub fn with(change: impl FnOnce(&mut WebConfig) + Send + 'static, test: impl AsyncFnOnce(Portal)) {
    guildhall_market::testing::run(On::Sqlite, async |fixture| {
        test(Portal::new(fixture, change)).await
    });
}

/// Runs a test with a portal.
pub fn portal(test: impl AsyncFnOnce(Portal)) {
    with(|_| {}, test);
}

/// Runs a test with a portal on either database.
pub fn on_both(test: impl AsyncFn(Portal)) {
    for on in [On::Sqlite, On::Postgres] {
        guildhall_market::testing::run(on, async |fixture| test(Portal::new(fixture, |_| {})).await);
    }
}

/// The pages: the sign-in form shows what it is given back; one is slow, one panics.
fn pages() -> Router {
    let sign_in = async |request: AxumRequest| {
        let typed = request
            .extensions()
            .get::<FormState>()
            .map(|f| format!("{f:?}"))
            .unwrap_or_default();
        Html(format!("<form>{typed}</form>"))
    };
    Router::new()
        .route("/sign-in", get(sign_in))
        .route("/prove", get(sign_in))
        .route("/account/sign-ins", get(sign_in))
        .route("/seller/certification", get(sign_in))
        .route("/seller/identity", get(sign_in))
        .route("/o/{token}", get(async || Html("an offer")))
        .route("/panic", get(async || -> String { panic!("on purpose") }))
        .route(
            "/slow",
            get(async || tokio::time::sleep(Duration::from_secs(60)).await),
        )
        .fallback(async || (StatusCode::NOT_FOUND, Html("nothing here")))
}

impl Portal {
    pub fn new(fixture: Fixture, change: impl FnOnce(&mut WebConfig)) -> Portal {
        let site = tempfile::tempdir().expect("a folder");
        let pkg = site.path().join("pkg");
        std::fs::create_dir(&pkg).expect("a folder");
        for (name, text) in [
            ("guildhall.0123456789abcdef.js", "export default 1;"),
            ("guildhall.0123456789abcdef.js.br", "brotli, they say"),
            ("guildhall.css", "a{}"),
            ("../icons.svg", "<svg/>"),
            ("../../secret.txt", "not part of the site"),
        ] {
            let path = pkg.join(name);
            if !path.exists() {
                std::fs::write(path, text).expect("a file");
            }
        }
        let mut config = WebConfig {
            site: site.path().to_owned(),
            trusted_proxies: 0,
            sign_in_per_minute: 0,
            requests_per_second: 0,
            body_bytes: 2 * 1024 * 1024,
            page_time: Duration::from_millis(500),
        };
        change(&mut config);
        let web = Web::new(fixture.market.clone(), config, pages(), routes::recorder());
        Portal {
            app: routes::router(&web),
            fixture,
            _site: site,
        }
    }

    /// With the real pages instead of the small ones.
    pub fn with_pages(mut self) -> Portal {
        let config = WebConfig {
            site: self.fixture.dir().to_owned(),
            trusted_proxies: 0,
            sign_in_per_minute: 0,
            requests_per_second: 0,
            body_bytes: 2 * 1024 * 1024,
            page_time: Duration::from_secs(30),
        };
        self.app = guildhall_server::serve::app(self.fixture.market.clone(), config);
        self
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self
            .app
            .clone()
            .oneshot(request)
            .await
            .expect("the router never fails");
        let (parts, body) = response.into_parts();
        let body = body
            .collect()
            .await
            .expect("the body is complete")
            .to_bytes()
            .to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request(Method::GET, path, headers, Body::empty()))
            .await
    }

    /// A session of somebody of the fixture.
    pub async fn sign_in(&self, email: &str) -> String {
        let answer = self
            .post_json(
                "/api/v1/session",
                &[],
                &json!({ "email": email, "password": PASSWORD }),
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["token"].as_str().expect("a token").to_owned()
    }

    pub async fn post_json(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.send(request(Method::POST, path, &all, Body::from(body.to_string())))
            .await
    }

    /// An operation as somebody; anonymous without a token.
    pub async fn operate(&self, token: Option<&str>, name: &str, body: &Value) -> Answer {
        let bearer = token.map(|t| format!("Bearer {t}"));
        let headers: Vec<(&str, &str)> = bearer.iter().map(|b| ("authorization", b.as_str())).collect();
        self.post_json(&format!("/api/v1/op/{name}"), &headers, body)
            .await
    }

    pub async fn post_form(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut all = vec![
            ("content-type", "application/x-www-form-urlencoded"),
            ("host", "portal.test"),
        ];
        all.extend_from_slice(headers);
        self.send(request(Method::POST, path, &all, Body::from(body.to_owned())))
            .await
    }
}

pub fn request(method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .body(body)
        .expect("a request");
    request
        .headers_mut()
        .entry(header::HOST)
        .or_insert(HeaderValue::from_static("portal.test"));
    for (name, value) in headers {
        let name: HeaderName = name.parse().expect("a name");
        request
            .headers_mut()
            .insert(name, value.parse().expect("a value"));
    }
    request
}
