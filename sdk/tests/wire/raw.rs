//! HTTP by hand, for what no client of ours would send or look at.

use guildhall_sdk::{
    protocol::{AccessKey, dialect::Signing, sign::auth_token},
    seller::{Keys, Settings},
    testing::FakeSeller,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Status and everything that came.
pub async fn send(url: &str, request: &str) -> (u16, String) {
    let address = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream.write_all(request.as_bytes()).await.expect("it reads");
    let mut answer = Vec::new();
    // A server that refuses a body may hang up before it was read.
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    (status, answer)
}

pub async fn post(url: &str, path: &str, body: &str) -> (u16, String) {
    let length = body.len();
    let head =
        format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
    send(url, &(head + body)).await
}

pub async fn get(url: &str, path: &str) -> (u16, String) {
    send(
        url,
        &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
    )
    .await
}

#[tokio::test]
async fn body_sign_goes_out_with_its_capitals() {
    let seller = FakeSeller::start("127.0.0.1:0", "key").await.expect("it listens");
    let parameters = [
        ("activity", "queryInstance"),
        ("instanceId", "nobody"),
        ("timeStamp", "20261122010203456"),
    ];
    let token = auth_token::sign(&parameters, &AccessKey::new("key"), &Signing::default()).expect("a time");
    // The token's +, / and = as they are, as the platform's own examples send them.
    let query: Vec<String> = parameters.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let (status, answer) = get(&seller.url(), &format!("/?{}&authToken={token}", query.join("&"))).await;
    assert_eq!(status, 200);
    assert!(
        answer.contains("\r\nBody-Sign: sign_type=\"HMAC-SHA256\", signature= \""),
        "{answer}"
    );
    assert!(answer.contains("\"000003\""), "{answer}");
}

#[tokio::test]
async fn what_is_no_call_is_answered_as_such() {
    let mut settings = Settings::new("/produce", Keys::one("key"));
    settings.most_bytes = 1000;
    let seller = FakeSeller::with("127.0.0.1:0", settings, false)
        .await
        .expect("it listens");
    let url = seller.url();
    let big = " ".repeat(2000);
    for (path, body, status, code) in [
        ("/produce", "", 200, "000002"),
        ("/produce", "[]", 200, "000002"),
        ("/produce", "{\"activity\":\"newInstance\"}", 200, "000002"),
        ("/produce?timestamp=1&nonce=n", "{}", 200, "000001"),
        (
            "/produce?signature=x&signature=y&timestamp=1&nonce=n",
            "{}",
            200,
            "000001",
        ),
        ("/produce?signature=x&timestamp=1&nonce=n", "{}", 200, "000002"),
        ("/produce", big.as_str(), 413, "000002"),
        ("/produceother", "{}", 404, "000002"),
        ("/", "{}", 404, "000002"),
        ("/produce/produceAPI/v2/tenantSync", "{}", 200, "000002"),
        ("/produce/produceAPI/tenantSync", "{}", 200, "000001"),
        ("/produce/produceAPI/tenantSync", "x", 200, "000002"),
        ("/produce/else", "{}", 404, "000002"),
    ] {
        let (got, answer) = post(&url, path, body).await;
        assert_eq!(got, status, "{path} {answer}");
        assert!(
            answer.contains(&format!("\"resultCode\":\"{code}\"")),
            "{path}: {answer}"
        );
        assert!(answer.contains("application/json"), "{path}");
    }
    assert_eq!(get(&url, "/produce/produceAPI/tenantSync").await.0, 405);
    assert!(
        get(&url, "/produce?activity=newInstance")
            .await
            .1
            .contains("\"000001\"")
    );
}
