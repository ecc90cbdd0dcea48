//! What the layers do, whatever the route: origin, rates, headers, panics, time, static files, health.

use crate::support::{portal, request, with};
use axum::{body::Body, http::Method};
use serde_json::json;

#[test]
fn another_site_cannot_act_for_somebody() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let cookie = format!("guildhall={token}");
        let act = async |headers: &[(&str, &str)]| {
            let mut all = vec![("cookie", cookie.as_str())];
            all.extend_from_slice(headers);
            p.post_json("/api/v1/op/GetViewer", &all, &json!({})).await
        };
        assert_eq!(act(&[("sec-fetch-site", "same-origin")]).await.status, 200);
        assert_eq!(act(&[("origin", "http://portal.test")]).await.status, 200);
        for headers in [
            [("sec-fetch-site", "cross-site"), ("origin", "http://evil.test")],
            [
                ("sec-fetch-site", "same-site"),
                ("origin", "http://sub.portal.test"),
            ],
            [("x-nothing", "1"), ("origin", "http://evil.test")],
            [("x-nothing", "1"), ("origin", "null")],
        ] {
            let refused = act(&headers).await;
            assert_eq!(
                (refused.status.as_u16(), refused.code().as_str()),
                (403, "cross_site"),
                "{headers:?}"
            );
        }
        let form = p
            .post_form(
                "/form/sign-in",
                &[("origin", "http://evil.test"), ("accept", "text/html")],
                "email=a",
            )
            .await;
        assert_eq!(form.status, 403);
        assert!(
            form.header("content-type").starts_with("text/html")
                && form.text().contains(form.header("x-request-id"))
        );
        let upload = p
            .send(request(
                Method::POST,
                "/uploads?purpose=guide",
                &[("origin", "http://evil.test")],
                Body::empty(),
            ))
            .await;
        assert_eq!(upload.code(), "cross_site");
        // Reading is not refused: links from elsewhere must work.
        assert_eq!(
            p.get("/sign-in", &[("sec-fetch-site", "cross-site")])
                .await
                .status,
            200
        );
    });
}

#[test]
fn sign_ins_have_a_rate_of_their_own_at_every_door() {
    with(
        |config| config.sign_in_per_minute = 3,
        async |p| {
            let body = json!({ "email": "nobody@demo.test", "password": "x" });
            assert_eq!(p.post_json("/api/v1/session", &[], &body).await.status, 422);
            assert_eq!(p.post_json("/api/v1/op/SignIn", &[], &body).await.status, 422);
            assert_eq!(
                p.post_form("/form/sign-in", &[], "email=x%40y.cn&password=z")
                    .await
                    .status,
                422
            );
            for path in ["/api/v1/session", "/api/v1/op/SignIn"] {
                let refused = p.post_json(path, &[], &body).await;
                assert_eq!(
                    (refused.status.as_u16(), refused.code().as_str()),
                    (429, "too_many_requests")
                );
                assert!((1..=20).contains(&refused.header("retry-after").parse::<u32>().expect("seconds")));
            }
            assert_eq!(p.get("/sign-in", &[]).await.status, 200, "looking is free");
        },
    );
}

#[test]
fn requests_have_a_rate_and_health_has_none() {
    with(
        |config| config.requests_per_second = 1,
        async |p| {
            let mut refused = 0;
            for _ in 0..10 {
                refused += u32::from(p.get("/sign-in", &[]).await.status == 429);
            }
            assert!(refused >= 6, "{refused}");
            assert_eq!(p.get("/livez", &[]).await.status, 200);
        },
    );
}

#[test]
fn everything_that_leaves_is_guarded() {
    portal(async |p| {
        for path in [
            "/sign-in",
            "/nothing/here",
            "/api/v1/operations",
            "/livez",
            "/icons.svg",
        ] {
            let answer = p.get(path, &[("x-request-id", "forged")]).await;
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert!(
                answer
                    .header("content-security-policy")
                    .contains("frame-ancestors 'none'"),
                "{path}"
            );
            assert_eq!(answer.header("strict-transport-security"), "", "only over https");
            assert_eq!(answer.header("x-request-id").len(), 36, "{path}");
        }
        let offer = p.get("/o/some-token", &[]).await;
        assert_eq!(
            (offer.header("referrer-policy"), offer.header("cache-control")),
            ("no-referrer", "no-store")
        );
    });
}

#[test]
fn a_panic_is_a_plain_page_with_the_requests_id() {
    portal(async |p| {
        let page = p
            .get("/panic", &[("accept", "text/html"), ("accept-language", "en")])
            .await;
        assert_eq!(page.status, 500);
        assert!(page.text().contains(page.header("x-request-id")) && !page.text().contains("on purpose"));
        let json = p.get("/panic", &[("accept", "application/json")]).await;
        assert_eq!(json.code(), "internal");
        assert_eq!(p.get("/sign-in", &[]).await.status, 200, "the next one is served");
    });
}

#[test]
fn a_page_that_takes_too_long_is_given_up() {
    portal(async |p| {
        assert_eq!(p.get("/slow", &[("accept", "text/html")]).await.status, 503);
    });
}

#[test]
fn static_files_come_packed_and_cached_and_nothing_else_comes() {
    portal(async |p| {
        let script = p.get("/pkg/guildhall.0123456789abcdef.js", &[]).await;
        assert_eq!(
            (script.status.as_u16(), script.text().as_str()),
            (200, "export default 1;")
        );
        assert_eq!(
            script.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert!(
            script.header("content-type").starts_with("text/javascript"),
            "{}",
            script.header("content-type")
        );
        let packed = p
            .get(
                "/pkg/guildhall.0123456789abcdef.js",
                &[("accept-encoding", "gzip, br")],
            )
            .await;
        assert_eq!(
            (packed.header("content-encoding"), packed.text().as_str()),
            ("br", "brotli, they say")
        );
        assert_ne!(packed.header("etag"), script.header("etag"));

        let style = p.get("/pkg/guildhall.css", &[]).await;
        assert_eq!(style.header("cache-control"), "public, no-cache");
        let again = p
            .get("/pkg/guildhall.css", &[("if-none-match", style.header("etag"))])
            .await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));

        for path in [
            "/pkg/../../secret.txt",
            "/pkg/%2e%2e/%2e%2e/secret.txt",
            "/pkg/missing.js",
            "/pkg/",
            "/secret.txt",
            "/pkg/..%2f..%2fsecret.txt",
        ] {
            assert_eq!(p.get(path, &[]).await.status, 404, "{path}");
        }
        assert_eq!(p.get("/robots.txt", &[]).await.status, 200);
    });
}

#[test]
fn health_says_how_it_is_and_what_was_measured() {
    portal(async |p| {
        assert_eq!(p.get("/livez", &[]).await.status, 200);
        assert_eq!(p.get("/readyz", &[]).await.status, 200);
        p.get("/o/a-very-secret-token", &[]).await;
        p.operate(None, "GetViewer", &json!({})).await;
        let measures = p.get("/metrics", &[]).await.text();
        assert!(measures.contains("guildhall_http_requests_total"), "{measures}");
        assert!(measures.contains("/o/…") && !measures.contains("a-very-secret-token"));
        p.fixture.market.clone().close().await;
        assert_eq!(
            p.get("/readyz", &[]).await.status,
            503,
            "without its database it is not ready"
        );
        assert_eq!(p.get("/livez", &[]).await.status, 200, "but alive");
    });
}

#[test]
fn answers_are_compressed_for_whoever_takes_it() {
    portal(async |p| {
        let packed = p
            .get("/api/v1/openapi.json", &[("accept-encoding", "br, gzip")])
            .await;
        assert_eq!(packed.header("content-encoding"), "br");
        assert!(p.get("/api/v1/openapi.json", &[]).await.body.len() > packed.body.len());
    });
}
