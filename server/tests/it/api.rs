//! Sessions, operations, the description: contract.md, HTTP.

use crate::support::{portal, request};
use axum::{body::Body, http::Method};
use guildhall_market::{door::operations, testing::PASSWORD};
use guildhall_sdk::portal::Who;
use serde_json::json;

#[test]
fn a_session_starts_works_and_ends() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let viewer = p.operate(Some(&token), "GetViewer", &json!({})).await;
        assert_eq!(
            (viewer.status.as_u16(), viewer.json()["email"].as_str()),
            (200, Some("seller@demo.test"))
        );

        let bearer = format!("Bearer {token}");
        let end = request(
            Method::DELETE,
            "/api/v1/session",
            &[("authorization", &bearer)],
            Body::empty(),
        );
        assert_eq!(p.send(end).await.status, 204);
        let gone = p.operate(Some(&token), "GetViewer", &json!({})).await;
        assert_eq!(
            (gone.status.as_u16(), gone.code().as_str()),
            (401, "not_signed_in")
        );
        assert_eq!(gone.header("www-authenticate"), "Bearer");
        // Even where nobody need be signed in: a program must learn that it was signed out.
        assert_eq!(
            p.get("/api/v1/operations", &[("authorization", &bearer)])
                .await
                .status,
            401
        );
        assert_eq!(p.get("/api/v1/operations", &[]).await.status, 200);
    });
}

#[test]
fn a_wrong_password_is_said_at_its_field_in_the_readers_language() {
    portal(async |p| {
        let body = json!({ "email": "seller@demo.test", "password": "not this one" });
        let en = p
            .post_json("/api/v1/session", &[("accept-language", "en")], &body)
            .await;
        assert_eq!((en.status.as_u16(), en.code().as_str()), (422, "invalid"));
        let field = en.json()["error"]["fields"][0].clone();
        assert_eq!(
            (field["path"].as_str(), field["code"].as_str()),
            (Some("password"), Some("sign_in_failed"))
        );
        let zh = p
            .post_json("/api/v1/session", &[("accept-language", "zh-CN,zh;q=0.9")], &body)
            .await;
        assert_ne!(zh.json()["error"]["fields"][0]["message"], field["message"]);
        assert!(!en.text().contains(PASSWORD) && !en.text().contains("not this one"));
    });
}

#[test]
fn every_mistake_of_a_program_has_its_status() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let bearer = format!("Bearer {token}");
        let json = ("content-type", "application/json");
        let large = "x".repeat(3 * 1024 * 1024);
        for (path, headers, body, status, code) in [
            (
                "/api/v1/op/GetListing",
                vec![json],
                "{\"listing\": 5}",
                400,
                "malformed",
            ),
            ("/api/v1/op/GetListing", vec![json], "{", 400, "malformed"),
            (
                "/api/v1/op/GetListing",
                vec![json],
                "{\"listing\":\"0193aaaa-0000-7000-8000-000000000000\"} x",
                400,
                "malformed",
            ),
            (
                "/api/v1/op/GetListing",
                vec![("content-type", "text/plain")],
                "{}",
                415,
                "unsupported",
            ),
            ("/api/v1/op/GetListing", vec![], "{}", 415, "unsupported"),
            ("/api/v1/op/GetListing", vec![json], &large, 413, "too_large"),
            ("/api/v1/op/NoSuchThing", vec![json], "{}", 404, "not_found"),
            ("/api/v1/op/AttachUpload", vec![json], "{}", 403, "forbidden"),
            ("/api/v1/nothing", vec![json], "{}", 404, "not_found"),
            ("/api/v2/op/GetViewer", vec![json], "{}", 404, "not_found"),
            ("/api/v1/session", vec![json], "{\"email\": 1}", 400, "malformed"),
            ("/api/v1/operations", vec![json], "{}", 405, "method_not_allowed"),
        ] {
            let mut headers = headers;
            headers.push(("authorization", &bearer));
            let answer = p
                .send(request(Method::POST, path, &headers, Body::from(body.to_owned())))
                .await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{path} {headers:?}"
            );
        }
        let got = p.get("/api/v1/op/GetViewer", &[("authorization", &bearer)]).await;
        assert_eq!(
            (got.status.as_u16(), got.code().as_str()),
            (405, "method_not_allowed")
        );
        // A body without a declared length is counted as it comes.
        let chunks = futures::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024])));
        let streamed = request(
            Method::POST,
            "/api/v1/op/GetViewer",
            &[json, ("authorization", &bearer)],
            Body::from_stream(chunks),
        );
        assert_eq!(p.send(streamed).await.status, 413);
        // No body at all is an empty object.
        let empty = request(
            Method::POST,
            "/api/v1/op/GetViewer",
            &[("authorization", &bearer)],
            Body::empty(),
        );
        assert_eq!(p.send(empty).await.status, 200);
    });
}

#[test]
fn malformed_says_where() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let body = json!({ "content": { "specs": [{ "prices": [{ "term": "decade" }] }] } });
        let answer = p.operate(Some(&token), "CreateListing", &body).await;
        assert_eq!(answer.status, 400);
        assert!(
            answer.text().contains("content.specs[0].prices[0].term"),
            "{}",
            answer.text()
        );
    });
}

#[test]
fn the_same_key_gives_the_same_answer_and_another_request_under_it_is_a_conflict() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", "k-1")];
        let create = |zh: &str| json!({ "content": { "name": { "zh": zh } } });
        let path = "/api/v1/op/CreateListing";
        let first = p.post_json(path, &headers, &create("甲")).await;
        let again = p.post_json(path, &headers, &create("甲")).await;
        assert_eq!(
            (first.status.as_u16(), again.status.as_u16()),
            (200, 200),
            "{}",
            first.text()
        );
        assert_eq!(first.json()["id"], again.json()["id"]);
        let other = p.post_json(path, &headers, &create("乙")).await;
        assert_eq!(
            (other.status.as_u16(), other.code().as_str()),
            (409, "conflict.key_reused")
        );
        let bad = p
            .post_json(path, &[headers[0], ("idempotency-key", "")], &create("丙"))
            .await;
        assert_eq!((bad.status.as_u16(), bad.code().as_str()), (400, "malformed"));
    });
}

#[test]
fn a_sign_in_is_never_answered_from_memory() {
    portal(async |p| {
        let body = json!({ "email": "seller@demo.test", "password": PASSWORD });
        let key = [("idempotency-key", "same")];
        let one = p.post_json("/api/v1/op/SignIn", &key, &body).await;
        let two = p.post_json("/api/v1/op/SignIn", &key, &body).await;
        assert_eq!(one.status, 200);
        assert_ne!(one.json()["token"], two.json()["token"]);
        assert_eq!(
            p.fixture.int("SELECT COUNT(*) FROM idempotency").await,
            0,
            "a token would be kept in the clear"
        );
    });
}

#[test]
fn a_stale_version_is_a_conflict() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let draft = p.operate(Some(&token), "CreateListing", &json!({})).await.json();
        let save = json!({ "listing": draft["id"], "version": draft["version"], "content": {} });
        assert_eq!(p.operate(Some(&token), "SaveDraft", &save).await.status, 200);
        let stale = p.operate(Some(&token), "SaveDraft", &save).await;
        assert_eq!(
            (stale.status.as_u16(), stale.code().as_str()),
            (409, "conflict.stale_version")
        );
    });
}

#[test]
fn the_description_has_every_operation_and_every_reference_leads_somewhere() {
    portal(async |p| {
        let list = p.get("/api/v1/operations", &[]).await.json();
        let list = list.as_array().expect("a list");
        assert_eq!(list.len(), operations().count());
        for (entry, listed) in operations().zip(list) {
            assert_eq!(listed["name"], entry.name);
            assert!(["read", "write", "job"].contains(&listed["kind"].as_str().expect("a kind")));
            assert_eq!(
                listed["roles"].as_array().map(Vec::len),
                Some(entry.who.roles().len()),
                "{listed}"
            );
        }

        let api = p.get("/api/v1/openapi.json", &[]).await;
        assert_eq!(api.header("content-type"), "application/json");
        let api = api.json();
        assert_eq!(api["openapi"], "3.1.0");
        for entry in operations() {
            let described = &api["paths"][format!("/api/v1/op/{}", entry.name)]["post"];
            assert_eq!(described.is_null(), entry.who == Who::System, "{}", entry.name);
            if !described.is_null() {
                assert_eq!(described["operationId"], entry.name);
                assert!(
                    described["requestBody"]["content"]["application/json"]["schema"].is_object(),
                    "{}",
                    entry.name
                );
            }
        }
        let text = api.to_string();
        let references = text
            .split("\"$ref\":\"")
            .skip(1)
            .filter_map(|r| r.split('"').next());
        let mut seen = 0;
        for reference in references {
            let pointer = reference
                .strip_prefix('#')
                .expect("a reference inside the document");
            assert!(api.pointer(pointer).is_some(), "{reference}");
            seen += 1;
        }
        assert!(seen > 100, "{seen}");
    });
}

#[test]
fn a_bill_is_exported_to_whoever_may_read_it() {
    portal(async |p| {
        let world = p.fixture.world().await;
        let path = |id: &str| format!("/exports/bills/{id}.csv");
        let own = path(&world.own("bill"));
        let token = p.sign_in("seller@demo.test").await;
        let cookie = format!("guildhall={token}");
        let csv = p
            .get(&own, &[("cookie", &cookie), ("accept-language", "en")])
            .await;
        assert_eq!(csv.status, 200, "{}", csv.text());
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        assert!(
            csv.header("content-disposition")
                .starts_with("attachment; filename=\"bill-202610-")
        );
        assert!(csv.body.starts_with(b"\xef\xbb\xbf") && csv.body.ends_with(b"\r\n"));
        let lines = csv.text().lines().count();
        assert_eq!(lines, 2, "{}", csv.text());
        let none = p
            .get(
                &format!("{own}?order_number=NOTHING&paid_from="),
                &[("cookie", &cookie)],
            )
            .await;
        assert_eq!(none.text().lines().count(), 1);

        let status =
            async |path: &str, cookie: &str| p.get(path, &[("cookie", cookie)]).await.status.as_u16();
        assert_eq!(status(&path(&world.foreign("bill")), &cookie).await, 404);
        assert_eq!(
            status(&path("0193aaaa-0000-7000-8000-000000000000"), &cookie).await,
            404
        );
        assert_eq!(status(&own.replace(".csv", ".xls"), &cookie).await, 404);
        assert_eq!(status(&format!("{own}?paid_from=yesterday"), &cookie).await, 400);
        assert_eq!(status(&own, "").await, 401);
        let developer = format!("guildhall={}", p.sign_in("developer@demo.test").await);
        assert_eq!(status(&own, &developer).await, 403);
    });
}
