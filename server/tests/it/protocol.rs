//! `guildhall sign`, `verify`, `fake-seller`, `fake-marketplace`: the built program, against the published vectors and
//! against itself.

use super::command::{document, guildhall, run, said};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Output, Stdio},
};

const KEY: &str = "synthetic-key-0001";

fn with_body(args: &[&str], body: &str) -> Output {
    let mut child = guildhall(Path::new("never made"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A program that refuses its arguments reads nothing.
    let _ = stdin.write_all(body.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

const V2_BODY: &str = r#"{ "orderId":"CS2211181819B4LVS", "activity":"newInstance","businessId":"87b94795-0603-4e24-8ae5-69420d60e3c8","orderLineId":"CS2211181819B4LVS-000001","testFlag":"1", "none":null}"#;
const V2_SIGNATURE: &str = "C65B85D3B1D305419657C5789A67FEB9A3BCB49CF75A34D0A38E898E4DC1F795";
const V2_NONCE: &str = "50D83FDECAED6CCD8EF597F2A577950527928BA287D04E6036E92B2806FD17DA";

#[test]
fn every_scheme_signs_as_the_vectors_do() {
    let usage = r#"{"usage_records":[{"metering_sn":"sn-0001","instance_id":"7f141bf1-aec8-4859-8323-fb3a8ad50721","record_time":"20220809T091000Z","begin_time":"20220809T080000Z","end_time":"20220809T090000Z","usage_value":"99"}]}"#;
    let mine = ["--key", KEY, "--json"];
    for (args, body, signature) in [
        (
            vec![
                "sign",
                "--scheme",
                "saas-v2",
                "--timestamp",
                "1680508066618",
                "--nonce",
                V2_NONCE,
            ],
            V2_BODY,
            V2_SIGNATURE,
        ),
        (
            vec!["sign", "--scheme", "body-sign"],
            r#"{"resultCode":"000000","resultMsg":"success."}"#,
            "z7ziW7t/1Ul4iCKJxSyUqVDy6eyBYNS6r+dlWV9jsio=",
        ),
        (
            vec![
                "sign",
                "--scheme",
                "usage",
                "--timestamp",
                "1709690865879",
                "--nonce",
                "6c63c221-1f6b-4141-8ff4-22f5dfe82b65",
            ],
            usage,
            "qWD9D3UuAyXmntIGUzNDDIFG103RnXNMmec4GV0l49E=",
        ),
        (
            vec![
                "sign",
                "--scheme",
                "auth-token",
                "--param",
                "testFlag=1",
                "--param",
                "activity=queryInstance",
                "--param",
                "instanceId=03pf80c2bae96vc49b80b917bea776d7",
                "--param",
                "timeStamp=20261122010203456",
            ],
            "",
            "/IXRQOwjmBnqdOzsoYfGWOeT5Py6mQpKssOWfxdv0No=",
        ),
    ] {
        let output = with_body(&[args.as_slice(), &mine].concat(), body);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let document = document(&output);
        assert_eq!(document["signature"], signature, "{document}");
        assert!(document["canonical"].is_string(), "{document}");
    }
    let steps = document(&with_body(
        &[
            "sign",
            "--scheme",
            "saas-v2",
            "--timestamp",
            "1680508066618",
            "--nonce",
            V2_NONCE,
            "--key",
            KEY,
            "--json",
        ],
        V2_BODY,
    ));
    assert_eq!(
        steps["body_hash"],
        "dfe7b8e814ea527f3c46dfa0dde5b4411892b413dcb004a90f902011aa0d0322"
    );
    assert!(
        steps["string_to_sign"]
            .as_str()
            .is_some_and(|s| s.starts_with(KEY)),
        "{steps}"
    );
    let kit = document(&with_body(
        &[
            "sign",
            "--scheme",
            "x-sign",
            "--timestamp",
            "1680508066618",
            "--nonce",
            "n",
            "--key",
            "k",
            "--json",
        ],
        r#"{"b":1,"a":2}"#,
    ));
    assert_eq!(kit["string_to_sign"], r#"kn1680508066618{"a":2,"b":1}"#);
}

#[test]
fn ak_sk_signs_as_the_vector_does_and_verifies_itself() {
    let url = "https://mkt.myhuaweicloud.com/api/mkp-openapi-public/global/v1/order/query?orderId=CS2207261447AUY4H&orderLineId=CS2207261447AUY4H-000001";
    let request = [
        "--scheme",
        "ak-sk",
        "--access-key",
        "EXAMPLEAK0000000001",
        "--secret-key",
        "example-sk-not-a-real-secret-0000000001",
        "--method",
        "GET",
        "--url",
        url,
        "--header",
        "content-type: application/json",
        "--timestamp",
        "20261122T000000Z",
        "--json",
    ];
    let signed = document(&with_body(&[&["sign"], request.as_slice()].concat(), ""));
    assert_eq!(
        signed["signature"],
        "77d5136dea6daae09fd7f38e59331828a1620bdcfba38216fad5f5ec8a05adb8"
    );
    assert!(
        signed["string_to_sign"]
            .as_str()
            .is_some_and(|s| s.ends_with("ea10feff8356d23695e3539ed6db0d00b936be1d6ebc592e7b3281b52a630545")),
        "{signed}"
    );
    let header = signed["header"].as_str().expect("the header").to_owned();
    let verify = |now: &str, header: &str| {
        with_body(
            &[
                &["verify"],
                request.as_slice(),
                &["--now", now, "--signature", header],
            ]
            .concat(),
            "",
        )
    };
    let fine = verify("2026-11-22T00:01:00Z", &header);
    assert_eq!(fine.status.code(), Some(0), "{}", said(&fine));
    assert_eq!(document(&fine)["valid"], true);
    let late = verify("2026-11-22T01:00:00Z", &header);
    assert_eq!(
        (late.status.code(), document(&late)["valid"].clone()),
        (Some(1), Value::Bool(false))
    );
    assert_eq!(
        verify(
            "2026-11-22T00:01:00Z",
            &header.replace("Signature=7", "Signature=8")
        )
        .status
        .code(),
        Some(1)
    );
}

#[test]
fn verify_says_why_and_shows_what_it_should_have_been() {
    let verify = |more: &[&str]| {
        let args = [
            "verify",
            "--scheme",
            "saas-v2",
            "--timestamp",
            "1680508066618",
            "--nonce",
            V2_NONCE,
            "--key",
            KEY,
            "--json",
        ];
        with_body(&[args.as_slice(), more].concat(), V2_BODY)
    };
    let in_time = ["--now", "2023-04-03T07:48:00Z", "--signature"];
    let fine = verify(&[&in_time[..], &[&V2_SIGNATURE.to_lowercase()]].concat());
    assert_eq!(
        (fine.status.code(), document(&fine)["valid"].clone()),
        (Some(0), Value::Bool(true)),
        "{}",
        said(&fine)
    );
    for (more, code) in [
        (
            vec!["--now", "2023-04-03T07:48:00Z", "--signature", "00"],
            "000001",
        ),
        (
            vec!["--now", "2023-04-03T07:49:00Z", "--signature", V2_SIGNATURE],
            "000002",
        ),
    ] {
        let output = verify(&more);
        let document = document(&output);
        assert_eq!(
            (output.status.code(), &document["result_code"]),
            (Some(1), &Value::from(code)),
            "{document}"
        );
        assert_eq!(document["signature"], V2_SIGNATURE);
        assert!(document["reason"].is_string());
    }
    let any = verify(&["--any-time", "--signature", V2_SIGNATURE]);
    assert_eq!(any.status.code(), Some(0), "{}", said(&any));
    let header = "sign_type=\"HMAC-SHA256\", signature= \"z7ziW7t/1Ul4iCKJxSyUqVDy6eyBYNS6r+dlWV9jsio=\"";
    let body = r#"{"resultCode":"000000","resultMsg":"success."}"#;
    let answer = with_body(
        &[
            "verify",
            "--scheme",
            "body-sign",
            "--key",
            KEY,
            "--signature",
            header,
        ],
        body,
    );
    assert_eq!(answer.status.code(), Some(0), "{}", said(&answer));
    assert!(said(&answer).contains("valid:\ntrue"), "{}", said(&answer));
}

#[test]
fn what_cannot_be_signed_is_bad_usage() {
    for (args, body) in [
        (vec!["sign", "--scheme", "saas-v2"], "{}"),
        (vec!["sign", "--scheme", "saas-v3", "--key", "k"], "{}"),
        (vec!["sign", "--scheme", "saas-v2", "--key", "k"], "[]"),
        (vec!["sign", "--scheme", "auth-token", "--key", "k"], ""),
        (vec!["sign", "--scheme", "ak-sk", "--key", "k"], ""),
        (
            vec![
                "sign",
                "--scheme",
                "ak-sk",
                "--access-key",
                "a",
                "--secret-key",
                "s",
            ],
            "",
        ),
        (
            vec![
                "sign",
                "--scheme",
                "auth-token",
                "--key",
                "k",
                "--param",
                "novalue",
            ],
            "",
        ),
        (vec!["fake-seller", "--key", "k", "--fault", "earthquake"], ""),
    ] {
        let output = with_body(&args, body);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
    }
}

/// A server that is killed when the test ends.
struct Running(Child, String);

impl Running {
    fn start(args: &[&str]) -> Running {
        let mut child = guildhall(Path::new("never made"))
            .args(args)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says where it listens");
        let url = line
            .trim()
            .strip_prefix("listening ")
            .unwrap_or_else(|| panic!("{line}"))
            .to_owned();
        Running(child, url)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_two_servers_get_along() {
    let seller = Running::start(&["fake-seller", "--key", "k", "--slow"]);
    let folder = Path::new("never made");
    let groups = [
        "--group",
        "base",
        "--group",
        "kit",
        "--group",
        "license",
        "--group",
        "v1",
        "--group",
        "license-v1",
    ];
    let tried = ["fake-marketplace", "--seller", &seller.1, "--json", "--key"];
    let fine = run(folder, &[&tried[..], &["k"], &groups].concat());
    assert_eq!(fine.status.code(), Some(0), "{}", said(&fine));
    assert_eq!(document(&fine)["failed"], 0);
    let wrong = run(folder, &[&tried[..], &["another key"]].concat());
    assert_eq!(wrong.status.code(), Some(1), "{}", said(&wrong));
    assert!(document(&wrong)["failed"].as_u64().is_some_and(|n| n > 10));

    let faulty = Running::start(&["fake-seller", "--key", "k", "--fault", "status=500"]);
    let output = run(
        folder,
        &["fake-marketplace", "--seller", &faulty.1, "--json", "--key", "k"],
    );
    let document = document(&output);
    assert_eq!(
        document["scenarios"][0]["failure"], "HTTP status 500: the fault that was ordered",
        "{document}"
    );

    let market = Running::start(&["fake-marketplace", "--key", "k"]);
    assert!(market.1.starts_with("http://127.0.0.1:"), "{}", market.1);
}
