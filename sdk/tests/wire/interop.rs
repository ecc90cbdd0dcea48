//! The official signer in Python beside ours: what it signs is accepted, changed it is not, and the other way round.
//! Runs where `GUILDHALL_TEST_PYTHON` names a Python that has huaweicloudsdkcore (`cargo xtask test` installs one).

use guildhall_sdk::protocol::{
    AccessKey,
    sign::ak_sk::{self, Accept},
};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

const AK: &str = "EXAMPLEAK0000000001";
const SK: &str = "example-sk-not-a-real-secret-0000000001";

struct Python {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Python {
    #[expect(
        clippy::disallowed_methods,
        reason = "the test set-up says where its Python is"
    )]
    fn start() -> Option<Python> {
        let python = std::env::var_os("GUILDHALL_TEST_PYTHON")?;
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/interop/huaweicloudsdkcore_sign.py"
        );
        let mut child = Command::new(python)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the Python that is named starts");
        let stdin = child.stdin.take().expect("a pipe");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        Some(Python { child, stdin, stdout })
    }

    fn ask(&mut self, request: &Value) -> Value {
        writeln!(self.stdin, "{request}").expect("it reads");
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("it answers");
        serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"))
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Requests as both sides see them: path and query encoded on the wire.
fn requests() -> Vec<Value> {
    let order = "/api/mkp-openapi-public/global/v1/order/query";
    let of = |method: &str, path: &str, query: Value, kind: &str, body: &str| {
        json!({
            "method": method, "host": "mkt.myhuaweicloud.com", "path": path, "query": query, "body": body, "ak": AK, "sk": SK,
            "headers": { "Content-Type": kind, "Host": "mkt.myhuaweicloud.com", "X-Sdk-Date": "20261122T000000Z" },
        })
    };
    vec![
        of(
            "GET",
            order,
            json!([
                ["orderId", "CS2207261447AUY4H"],
                ["orderLineId", "CS2207261447AUY4H-000001"]
            ]),
            "application/json",
            "",
        ),
        of(
            "GET",
            order,
            json!([["b", "1"], ["a", "2"], ["A", ""], ["a", "10"], ["a-b", "~x"]]),
            "application/json",
            "",
        ),
        of(
            "GET",
            order,
            json!([["名", "值 + & = % / ~ *'()!"]]),
            "application/json",
            "",
        ),
        of("GET", "/", json!([]), "application/json", ""),
        of(
            "GET",
            "/a%20b/%E4%BA%91/c+d/~e/",
            json!([]),
            "application/json",
            "",
        ),
        of(
            "POST",
            "/v1/usage",
            json!([]),
            "application/json",
            r#"{"a":"云","b":[1.0]}"#,
        ),
        of(
            "POST",
            "/v1/usage",
            json!([["x", "y"]]),
            "application/json;charset=utf8",
            " {} ",
        ),
        of(
            "POST",
            "/v1/file",
            json!([]),
            "multipart/form-data; boundary=x",
            "--x--",
        ),
    ]
}

fn texts(headers: &Value) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    headers
        .as_object()
        .into_iter()
        .flatten()
        .map(|(n, v)| (n.clone(), text(v)))
        .collect()
}

fn text<'a>(request: &'a Value, name: &str) -> &'a str {
    request[name].as_str().unwrap_or_default()
}

#[test]
fn the_official_signer_and_ours_agree() {
    let Some(mut python) = Python::start() else { return };
    let now = "2026-11-22T00:00:30Z".parse().expect("a time");
    let accept = Accept {
        unsigned_payload: true,
        ..Accept::default()
    };
    let verify = |request: &ak_sk::Request<'_>| ak_sk::verify(request, |_| Some(SK.into()), now, accept);
    for request in requests() {
        // Theirs, taken by us; changed, refused.
        let signed = python.ask(&request);
        let (_, query) = text(&signed, "uri").split_once('?').unwrap_or_default();
        let headers = texts(&signed["headers"]);
        let body = text(&request, "body").as_bytes();
        let (method, path) = (text(&request, "method"), text(&request, "path"));
        let theirs = ak_sk::Request {
            method,
            path,
            query,
            headers: &headers,
            body,
        };
        assert_eq!(verify(&theirs).as_deref(), Ok(AK), "{request}");
        let unsigned = text(&request["headers"], "Content-Type").starts_with("multipart");
        let other_query = format!("{query}&z=1");
        let changes = [
            ak_sk::Request {
                method: "PUT",
                ..theirs.clone()
            },
            ak_sk::Request {
                path: "/elsewhere",
                ..theirs.clone()
            },
            ak_sk::Request {
                query: &other_query,
                ..theirs.clone()
            },
            ak_sk::Request {
                body: b"other",
                ..theirs.clone()
            },
        ];
        for (index, change) in changes.iter().enumerate() {
            assert_eq!(verify(change).is_ok(), unsigned && index == 3, "{change:?}");
        }
        // Ours, found right by them; changed, found wrong.
        if unsigned {
            continue;
        }
        let headers = texts(&request["headers"]);
        let ours = ak_sk::Request {
            method,
            path,
            query,
            headers: &headers,
            body,
        };
        let authorization = ak_sk::sign(&ours, AK, &AccessKey::new(SK))
            .expect("there is a date")
            .authorization;
        let mut again = request.clone();
        again["authorization"] = authorization.into();
        assert_eq!(python.ask(&again), json!({ "same": true }), "{again}");
        for (name, value) in [
            ("method", json!("PUT")),
            ("body", json!("other")),
            ("query", json!([["z", "1"]])),
        ] {
            let mut changed = again.clone();
            changed[name] = value;
            assert_eq!(python.ask(&changed), json!({ "same": false }), "{changed}");
        }
    }
}
