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

/// The bank account of the business certification as its form sends it, with one field that may be wrong.
fn bank(account: &str, prefix: &str) -> String {
    [
        ("version", "0"),
        ("group", "bank"),
        ("bank", "Bank"),
        ("account_name", "Galaxy"),
        ("account_number", account),
        ("_key", "once"),
    ]
    .map(|(name, value)| format!("{prefix}{name}={value}"))
    .join("&")
}

#[test]
fn a_form_that_touches_bank_data_waits_for_a_proof_and_goes_on_with_what_was_typed() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let old = format!("guildhall={token}");
        p.fixture.set_now("2026-11-22T08:20:00Z");
        let asked = p
            .post_form(
                "/form/sellers/certification",
                &[("cookie", &old)],
                &bank("755912345678901", ""),
            )
            .await;
        assert_eq!(asked.status, 403);
        for kept in ["ProofNeeded", "755912345678901", "once"] {
            assert!(asked.text().contains(kept), "{kept} in {}", asked.text());
        }
        let waiting = format!(
            "_waiting=sellers%2Fcertification&{}",
            bank("755912345678901", "kept%3A")
        );
        let wrong = p
            .post_form(
                "/form/prove",
                &[("cookie", &old)],
                &format!("{waiting}&password=a-guess"),
            )
            .await;
        assert_eq!((wrong.status.as_u16(), wrong.header("set-cookie")), (422, ""));
        assert!(
            wrong.text().contains("755912345678901") && !wrong.text().contains("a-guess"),
            "still there: {}",
            wrong.text()
        );
        let done = p
            .post_form(
                "/form/prove",
                &[("cookie", &old)],
                &format!("{waiting}&password={PASSWORD}"),
            )
            .await;
        assert_eq!(
            (done.status.as_u16(), done.header("location")),
            (303, "/seller/certification?step=contact&done=saved"),
            "{}",
            done.text()
        );
        let fresh = done
            .header("set-cookie")
            .split(';')
            .next()
            .expect("a cookie")
            .to_owned();
        assert_ne!(fresh, old);
        let view = async |cookie: &str| {
            let none = serde_json::json!({});
            p.post_json("/api/v1/op/GetCertification", &[("cookie", cookie)], &none)
                .await
        };
        assert_eq!(view(&old).await.status, 401, "the old token opens nothing");
        assert_eq!(
            view(&fresh).await.json()["content"]["account_number"],
            "755912345678901"
        );
    });
}

#[test]
fn what_waited_may_still_be_refused_at_its_own_fields() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let cookie = format!("guildhall={token}");
        let body = format!(
            "_waiting=sellers%2Fcertification&password={PASSWORD}&{}",
            bank("too-short", "kept%3A")
        );
        let answer = p.post_form("/form/prove", &[("cookie", &cookie)], &body).await;
        assert_eq!(answer.status, 422);
        assert!(
            answer.text().contains("account_number") && answer.text().contains("too-short"),
            "{}",
            answer.text()
        );
        assert!(
            answer.header("set-cookie").starts_with("guildhall="),
            "the session goes on under its new token"
        );
    });
}

#[test]
fn a_sign_in_never_takes_over_a_token_it_was_given() {
    portal(async |p| {
        // Session fixation: a token planted in the browser is not the session's afterwards.
        let planted = "guildhall=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let body = format!("email=seller%40demo.test&password={PASSWORD}");
        let answer = p.post_form("/form/sign-in", &[("cookie", planted)], &body).await;
        let cookie = answer
            .header("set-cookie")
            .split(';')
            .next()
            .expect("a cookie")
            .to_owned();
        assert!(
            answer.status == 303 && cookie != planted && cookie.len() == planted.len(),
            "{cookie}"
        );
    });
}

#[test]
fn a_form_sent_after_the_session_is_over_is_not_lost() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let old = format!("guildhall={token}");
        // Idle for two hours.
        p.fixture.set_now("2026-11-22T12:00:00Z");
        let asked = p
            .post_form(
                "/form/sellers/certification",
                &[("cookie", &old)],
                &bank("755912345678901", ""),
            )
            .await;
        assert_eq!(asked.status, 401);
        assert!(asked.text().contains("755912345678901"), "{}", asked.text());
        let body = format!(
            "_waiting=sellers%2Fcertification&email=seller%40demo.test&password={PASSWORD}&{}",
            bank("755912345678901", "kept%3A")
        );
        let done = p.post_form("/form/prove", &[("cookie", &old)], &body).await;
        assert_eq!(
            (done.status.as_u16(), done.header("location")),
            (303, "/seller/certification?step=contact&done=saved"),
            "{}",
            done.text()
        );
        // Somebody else who signs in there does it as themselves, or is refused.
        let body = body.replace("seller%40", "customer%40");
        let other = p.post_form("/form/prove", &[], &body).await;
        assert_eq!(other.status, 403, "{}", other.text());
    });
}

/// The real-name authentication as its form sends it, with a file of some bytes.
fn identity(company: &str, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [
        ("_page", "/seller/identity"),
        ("version", "0"),
        ("company", company),
        ("credit_code", "91440300MA5EXAMPL1"),
        ("representative", "Lin"),
        ("agent", "Lin"),
        ("licence", ""),
        ("licence:name", ""),
    ] {
        body.extend_from_slice(
            format!("--xx\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    body.extend_from_slice(
        b"--xx\r\nContent-Disposition: form-data; name=\"upload:licence\"; filename=\"licence.pdf\"\r\nContent-Type: application/pdf\r\n\r\n",
    );
    body.extend_from_slice(file);
    body.extend_from_slice(
        b"\r\n--xx\r\nContent-Disposition: form-data; name=\"upload:authorisation\"; filename=\"\"\r\n\r\n\r\n--xx--\r\n",
    );
    body
}

#[test]
fn a_plain_form_brings_its_file_along_and_a_refused_one_does_not_ask_for_it_again() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let cookie = format!("guildhall={token}");
        let send = async |body: Vec<u8>| {
            let headers = [
                ("cookie", cookie.as_str()),
                ("content-type", "multipart/form-data; boundary=xx"),
                ("accept", "text/html"),
            ];
            p.send(request(
                Method::POST,
                "/form/sellers/identity",
                &headers,
                Body::from(body),
            ))
            .await
        };
        let pdf = include_bytes!("small.pdf");
        // The company is missing: the file was taken in, and its id comes back with what was typed.
        let refused = send(identity("", pdf)).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let text = refused.text();
        assert!(
            text.contains("licence.pdf") && text.contains("91440300MA5EXAMPL1"),
            "{text}"
        );
        let kept = text
            .split("(\"licence\", \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("the file's id")
            .to_owned();
        // Sent again without the file: the id stands for it.
        let body = format!(
            "version=0&company=Galaxy&credit_code=91440300MA5EXAMPL1&representative=Lin&agent=Lin&licence={kept}"
        );
        let done = p
            .post_form("/form/sellers/identity", &[("cookie", &cookie)], &body)
            .await;
        assert_eq!(
            (done.status.as_u16(), done.header("location")),
            (303, "/seller/identity?done=submitted"),
            "{}",
            done.text()
        );
        // A file that is none of ours is a fault of its field.
        let refused = send(identity("Galaxy", b"MZ no pdf")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("path: \"licence\""), "{}", refused.text());
    });
}
