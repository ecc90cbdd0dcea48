//! `GET /events`: how many notices are unread, as it changes, for as long as the session lasts.

use crate::support::{Portal, portal, request};
use axum::{
    body::{Body, BodyDataStream},
    http::{Method, Response},
};
use futures::StreamExt;
use serde_json::json;
use std::time::Duration;
use tower::ServiceExt;

async fn open(p: &Portal, headers: &[(&str, &str)]) -> Response<Body> {
    let request = request(Method::GET, "/events", headers, Body::empty());
    p.app
        .clone()
        .oneshot(request)
        .await
        .expect("the router never fails")
}

/// The next event's text; none when the stream has ended.
async fn next(stream: &mut BodyDataStream) -> Option<String> {
    let wait = Duration::from_secs(10);
    loop {
        let chunk = tokio::time::timeout(wait, stream.next())
            .await
            .expect("something comes");
        let text = String::from_utf8(chunk?.expect("bytes").to_vec()).expect("text");
        // A line that starts with a colon is the heartbeat.
        if !text.starts_with(':') {
            return Some(text);
        }
    }
}

fn unread(n: u64) -> String {
    format!("event: unread\ndata: {{\"unread\":{n}}}\n\n")
}

async fn tell(p: &Portal, n: usize) {
    let person = p.fixture.seller.person().expect("a person");
    let organisation = p.fixture.seller.organisation().expect("a seller");
    let id = uuid::Uuid::now_v7();
    p.fixture
        .execute(&format!(
            "INSERT INTO notice (id, person_id, organisation_id, subject, body, path, dedupe, created_at)
             VALUES ('{id}', '{person}', '{organisation}', 's', 'b', '/seller', 'test {n}', {n})"
        ))
        .await;
}

#[test]
fn the_count_comes_at_once_and_whenever_it_changes_until_signing_out() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let cookie = format!("guildhall={token}");
        tell(&p, 1).await;
        let response = open(&p, &[("cookie", &cookie), ("sec-fetch-site", "same-origin")]).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let mut stream = response.into_body().into_data_stream();
        assert_eq!(next(&mut stream).await, Some(unread(1)));
        tell(&p, 2).await;
        // Anything that is written through the door wakes whoever watches.
        let read = json!({ "notices": [] });
        assert_eq!(p.operate(Some(&token), "ReadNotices", &read).await.status, 200);
        assert_eq!(next(&mut stream).await, Some(unread(2)));
        assert_eq!(
            p.operate(Some(&token), "ReadNotices", &json!({})).await.status,
            200
        );
        assert_eq!(next(&mut stream).await, Some(unread(0)));
        assert_eq!(p.operate(Some(&token), "SignOut", &json!({})).await.status, 200);
        assert_eq!(next(&mut stream).await, None, "the session is over");
        assert_eq!(open(&p, &[("cookie", &cookie)]).await.status(), 204);
    });
}

#[test]
fn a_stream_ends_with_the_session_s_time_and_with_the_process() {
    portal(async |p| {
        let token = p.sign_in("seller@demo.test").await;
        let bearer = format!("Bearer {token}");
        let mut old = open(&p, &[("authorization", &bearer)])
            .await
            .into_body()
            .into_data_stream();
        assert_eq!(next(&mut old).await, Some(unread(0)));
        // Idle for two hours; then somebody else does something.
        p.fixture.set_now("2026-11-22T11:00:00Z");
        let other = p.sign_in("other-seller@demo.test").await;
        assert_eq!(next(&mut old).await, None);
        let bearer = format!("Bearer {other}");
        let mut stream = open(&p, &[("authorization", &bearer)])
            .await
            .into_body()
            .into_data_stream();
        assert_eq!(next(&mut stream).await, Some(unread(0)));
        p.fixture.market.news().close();
        assert_eq!(next(&mut stream).await, None);
    });
}

#[test]
fn nobody_another_site_and_too_many_are_refused() {
    portal(async |p| {
        assert_eq!(open(&p, &[]).await.status(), 204, "a browser stops connecting");
        let token = p.sign_in("seller@demo.test").await;
        let cookie = format!("guildhall={token}");
        let cross = [("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site")];
        assert_eq!(open(&p, &cross).await.status(), 403);
        let evil = [("cookie", cookie.as_str()), ("origin", "http://evil.test")];
        assert_eq!(open(&p, &evil).await.status(), 403);
        let mut streams = Vec::new();
        loop {
            let response = open(&p, &[("cookie", &cookie)]).await;
            if response.status() == 429 {
                assert_eq!(response.headers()["retry-after"], "60");
                break;
            }
            assert!(streams.len() < 50, "it is bounded");
            streams.push(response);
        }
        assert!(streams.len() >= 3, "a few windows fit");
        // The polling twin is not bounded by it.
        let count = p.operate(Some(&token), "CountNotices", &json!({})).await;
        assert_eq!(count.json(), json!({ "unread": 0 }));
        let other = p.sign_in("customer@demo.test").await;
        let bearer = format!("Bearer {other}");
        assert_eq!(open(&p, &[("authorization", &bearer)]).await.status(), 200);
        streams.clear();
        assert_eq!(
            open(&p, &[("cookie", &cookie)]).await.status(),
            200,
            "places are given back"
        );
    });
}
