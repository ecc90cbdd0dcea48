//! Plain forms: 303 and a cookie, or the page again with what was typed.

use crate::support::{portal, request};
use axum::{body::Body, http::Method};
use guildhall_market::testing::PASSWORD;

#[test]
fn a_good_sign_in_leads_on_with_a_cookie_that_works() {
    portal(async |p| {
        let body = format!("email=seller%40demo.test&password={PASSWORD}&next=%2Fseller%2Fbills");
        let answer = p
            .post_form("/form/sign-in", &[("origin", "http://portal.test")], &body)
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, "/seller/bills"),
            "{}",
            answer.text()
        );
        let cookie = answer.header("set-cookie");
        assert!(
            cookie.starts_with("guildhall=") && !cookie.contains("Secure"),
            "over http it has its plain name: {cookie}"
        );
        for part in ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age="] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        let pair = cookie.split(';').next().expect("a pair");
        let viewer = p
            .post_json(
                "/api/v1/op/GetViewer",
                &[("cookie", pair)],
                &serde_json::json!({}),
            )
            .await;
        assert_eq!(viewer.json()["email"], "seller@demo.test");
    });
}

#[test]
fn a_refused_form_comes_back_with_what_was_typed_but_no_password() {
    portal(async |p| {
        let answer = p
            .post_form(
                "/form/sign-in",
                &[("accept", "text/html")],
                "email=seller%40demo.test&password=wrong-one",
            )
            .await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("seller@demo.test"), "{}", answer.text());
        assert!(!answer.text().contains("wrong-one"));
        assert_eq!(answer.header("set-cookie"), "");
    });
}

#[test]
fn a_form_never_leads_to_another_host() {
    portal(async |p| {
        for next in [
            "https%3A%2F%2Fevil.test",
            "%2F%2Fevil.test",
            "%2F%5Cevil.test",
            "%2Fa%0D%0ASet-Cookie%3A%20x",
        ] {
            let body = format!("email=seller%40demo.test&password={PASSWORD}&next={next}");
            let answer = p.post_form("/form/sign-in", &[], &body).await;
            let place = answer.header("location");
            assert_eq!(answer.status, 303);
            assert!(
                place.starts_with('/') && !place.starts_with("//") && !place.contains("evil"),
                "{next}: {place}"
            );
        }
    });
}

#[test]
fn what_is_no_form_of_ours_is_refused() {
    portal(async |p| {
        let send = async |path: &str, kind: &str, body: String| {
            p.send(request(
                Method::POST,
                path,
                &[("content-type", kind)],
                Body::from(body),
            ))
            .await
            .status
            .as_u16()
        };
        let form = "application/x-www-form-urlencoded";
        assert_eq!(send("/form/sign-in", "application/json", "{}".into()).await, 415);
        assert_eq!(
            send("/form/sign-in", "multipart/form-data; boundary=x", "--x--".into()).await,
            415
        );
        assert_eq!(send("/form/no-such-form", form, "a=b".into()).await, 404);
        assert_eq!(
            send("/form/sign-in", form, "a=".to_owned() + &"x".repeat(300_000)).await,
            413
        );
        // The address a refused form is shown under leads home.
        assert_eq!(p.get("/form/sign-in", &[]).await.status, 303);
    });
}

#[test]
fn the_language_is_remembered() {
    portal(async |p| {
        let answer = p
            .post_form("/form/language", &[], "lang=en&next=%2Fsign-in")
            .await;
        assert_eq!(answer.status, 303);
        assert!(
            answer.header("set-cookie").contains("SameSite=Lax"),
            "{}",
            answer.header("set-cookie")
        );
    });
}
