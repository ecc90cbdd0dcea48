//! `guildhall serve` as a process: the line on stdout, health, the test clock, a clean stop.

use crate::command::guildhall;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(data: &std::path::Path, args: &[&str]) -> Served {
        let mut command = guildhall(data);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(args);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout"))
            .read_line(&mut line)
            .expect("a line");
        let address = line
            .trim()
            .strip_prefix("listening http://127.0.0.1:")
            .unwrap_or_else(|| panic!("{line:?}"));
        Served {
            address: format!("127.0.0.1:{address}"),
            child,
        }
    }

    /// Status line and everything after it.
    fn send(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .expect("a time-out");
        write!(
            stream,
            "{head}\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    fn stop_and_read(mut self) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .expect("kill")
                .success()
        );
        let until = Instant::now() + Duration::from_secs(30);
        let code = loop {
            if let Some(status) = self.child.try_wait().expect("waiting") {
                break status.code();
            }
            assert!(Instant::now() < until, "it does not stop");
            #[expect(
                clippy::disallowed_methods,
                reason = "a test of another process, without a runtime"
            )]
            std::thread::sleep(Duration::from_millis(50));
        };
        let mut log = String::new();
        self.child
            .stderr
            .take()
            .expect("stderr")
            .read_to_string(&mut log)
            .expect("the log");
        (code, log)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_listens_is_ready_logs_to_stderr_and_stops_cleanly() {
    let data = tempfile::tempdir().unwrap();
    let served = Served::start(data.path(), &["--set", "log.format=json"]);
    assert!(
        served
            .send("GET /readyz HTTP/1.1", "")
            .starts_with("HTTP/1.1 200")
    );
    served.send("GET /o/a-secret-token?and=more HTTP/1.1", "");
    let large = "x".repeat(3 * 1024 * 1024);
    let refused = served.send(
        "POST /api/v1/op/SignIn HTTP/1.1\r\ncontent-type: application/json",
        &large,
    );
    assert!(
        refused.starts_with("HTTP/1.1 413"),
        "a client that sends on still sees why: {refused:.80}"
    );
    let request = refused
        .split("x-request-id: ")
        .nth(1)
        .and_then(|r| r.get(..36))
        .expect("an id")
        .to_owned();
    let (code, log) = served.stop_and_read();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("a-secret-token"), "{log}");
    let lines: Vec<Value> = log
        .lines()
        .map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}")))
        .collect();
    let answered = lines
        .iter()
        .find(|l| l.to_string().contains(&request))
        .expect("the request's line");
    assert_eq!(
        (answered["status"].as_u64(), answered["span"]["route"].as_str()),
        (Some(413), Some("/api/v1/op/{name}"))
    );
}

#[test]
fn the_time_is_read_from_the_file() {
    let data = tempfile::tempdir().unwrap();
    let clock = data.path().join("clock");
    std::fs::write(&clock, "2026-11-22T09:00:00Z").unwrap();
    let seeded = guildhall(data.path())
        .args([
            "admin",
            "create",
            "--email",
            "root@demo.test",
            "--json",
            "--now",
            "2026-11-22T08:00:00Z",
        ])
        .output()
        .unwrap();
    let password = serde_json::from_slice::<Value>(&seeded.stdout).unwrap()["password"]
        .as_str()
        .unwrap()
        .to_owned();
    let served = Served::start(data.path(), &["--test-clock", clock.to_str().unwrap()]);
    let body = serde_json::json!({ "email": "root@demo.test", "password": password }).to_string();
    let answer = served.send(
        "POST /api/v1/session HTTP/1.1\r\ncontent-type: application/json",
        &body,
    );
    let session: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap())
        .unwrap_or_else(|e| panic!("{e}: {answer}"));
    assert_eq!(session["expires_at"], "2026-11-23T09:00:00Z");
    let ask = format!(
        "POST /api/v1/op/GetViewer HTTP/1.1\r\nauthorization: Bearer {}",
        session["token"].as_str().unwrap()
    );
    assert!(served.send(&ask, "").starts_with("HTTP/1.1 200"));
    std::fs::write(&clock, "2026-11-24T09:00:00Z").unwrap();
    assert!(
        served.send(&ask, "").starts_with("HTTP/1.1 401"),
        "two days later the session is over"
    );
    assert_eq!(served.stop_and_read().0, Some(0));
}

#[test]
fn over_https_the_cookie_has_its_strict_name() {
    let data = tempfile::tempdir().unwrap();
    let made = guildhall(data.path())
        .args(["admin", "create", "--email", "root@demo.test", "--json"])
        .output()
        .unwrap();
    let made: Value = serde_json::from_slice(&made.stdout).unwrap();
    let served = Served::start(data.path(), &["--public-url", "https://market.example.com"]);
    let form = format!(
        "email=root%40demo.test&password={}",
        made["password"].as_str().unwrap()
    );
    let head = "POST /form/sign-in HTTP/1.1\r\norigin: https://market.example.com\r\ncontent-type: application/x-www-form-urlencoded";
    let answer = served.send(head, &form);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let cookie = answer
        .lines()
        .find_map(|l| l.strip_prefix("set-cookie: "))
        .expect("a cookie");
    assert!(
        cookie.starts_with("__Host-guildhall=") && cookie.contains("; Secure"),
        "{cookie}"
    );
    assert!(answer.contains("strict-transport-security: "), "{answer}");
}

#[test]
fn an_address_that_is_taken_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let data = tempfile::tempdir().unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = guildhall(data.path())
        .args(["serve", "--listen", &address])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&address));
}
