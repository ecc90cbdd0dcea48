//! The built `guildhall`: exit codes, what goes to stdout, what is refused.

use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// The program with a clean environment: what is set where the tests run must not decide them.
pub fn guildhall(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
    command.env_clear().arg("--data").arg(data).stdin(Stdio::null());
    command
}

pub fn run(data: &Path, args: &[&str]) -> Output {
    guildhall(data).args(args).output().expect("the program starts")
}

pub fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", said(output)))
}

pub fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../docs/examples")
        .join(name)
}

#[test]
fn a_listing_is_checked_without_any_data() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("never made");
    let check = |file: &Path| run(&folder, &["listing", "check", file.to_str().unwrap(), "--json"]);

    let good = check(&example("listing-saas.json"));
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
    assert_eq!(document(&good)["findings"].as_array().map(Vec::len), Some(0));

    let bad = check(&example("listing-bad-names.json"));
    assert_eq!(bad.status.code(), Some(1));
    for finding in document(&bad)["findings"].as_array().expect("findings") {
        for key in ["path", "code", "severity"] {
            assert!(finding[key].is_string(), "{finding}");
        }
        assert!(
            finding["message"]["zh-CN"].is_string() && finding["message"]["en"].is_string(),
            "{finding}"
        );
    }

    let file = data.path().join("listing.json");
    for (text, place) in [
        (
            "{\"specs\": [{\"prices\": [{\"term\": \"decade\"}]}]}",
            "specs[0].prices[0].term",
        ),
        ("{\"name\": ", "line 1"),
        ("{} {}", "trailing"),
        ("", "EOF"),
    ] {
        std::fs::write(&file, text).unwrap();
        let unreadable = check(&file);
        assert_eq!(unreadable.status.code(), Some(2), "{text}");
        assert!(
            String::from_utf8_lossy(&unreadable.stderr).contains(place),
            "{}",
            said(&unreadable)
        );
    }
    assert_eq!(check(Path::new("/no/such/file")).status.code(), Some(2));
    assert!(!folder.exists(), "checking makes nothing");
}

#[test]
fn usage_and_configuration_that_are_wrong_are_2_and_named() {
    let data = tempfile::tempdir().unwrap();
    let refused = |args: &[&str], named: &str| {
        let output = run(data.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(named),
            "{args:?}: {}",
            said(&output)
        );
    };
    refused(&["nonsense"], "nonsense");
    refused(&["bills", "run", "--period", "2026-11"], "period");
    refused(&["bills", "show", "not-an-id"], "not-an-id");
    refused(&["config", "--now", "yesterday"], "yesterday");
    refused(&["config", "--set", "no.such.key=1"], "no.such.key");
    refused(
        &["config", "--set", "session.idle_minutes=many"],
        "session.idle_minutes",
    );
    refused(
        &["config", "--config", "/no/such/file.toml"],
        "/no/such/file.toml",
    );
    refused(&["serve", "--listen", "0.0.0.0:0"], "public_url");
    refused(
        &[
            "serve",
            "--listen",
            "0.0.0.0:0",
            "--insecure-http",
            "--now",
            "2026-11-22T09:00:00Z",
        ],
        "--now",
    );

    let variable = guildhall(data.path())
        .arg("config")
        .env("GUILDHALL_LISTN", "x")
        .output()
        .unwrap();
    assert_eq!(variable.status.code(), Some(2));
    assert!(said(&variable).contains("GUILDHALL_LISTN"));
}

#[test]
fn the_effective_configuration_is_printed_with_its_secrets_masked() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("guildhall.toml");
    std::fs::write(
        &file,
        "listen = \"127.0.0.1:1\"\nsecret_key = \"file\"\n[session]\nidle_minutes = 7\n",
    )
    .unwrap();
    let key = "ab".repeat(32);
    let output = guildhall(data.path())
        .args([
            "config",
            "--json",
            "--config",
            file.to_str().unwrap(),
            "--set",
            "listen=127.0.0.1:3",
        ])
        .envs([
            ("GUILDHALL_LISTEN", "127.0.0.1:2"),
            ("GUILDHALL_SECRET_KEY", &key),
            ("GUILDHALL_DATABASE__URL", "postgres://u:hidden@h/d"),
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let config = document(&output);
    assert_eq!(
        (
            config["listen"].as_str(),
            config["session"]["idle_minutes"].as_i64()
        ),
        (Some("127.0.0.1:3"), Some(7))
    );
    assert_eq!(
        (config["secret_key"].as_str(), config["database"]["url"].as_str()),
        (Some("***"), Some("postgres://u:***@h/d"))
    );
    assert!(!said(&output).contains(&key) && !said(&output).contains("hidden"));
}

#[test]
fn an_administrator_is_made_once_and_keeps_their_password() {
    let data = tempfile::tempdir().unwrap();
    let create = &["admin", "create", "--email", "root@demo.test", "--json"];
    let first = run(data.path(), create);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    let made = document(&first);
    assert!(
        made["password"].as_str().is_some_and(|p| p.len() > 20) && made["existed"] == false,
        "{made}"
    );
    let again = document(&run(data.path(), create));
    assert!(again["password"].is_null() && again["existed"] == true, "{again}");
    assert_eq!(again["person"], made["person"]);
    assert_eq!(
        run(data.path(), &["admin", "create", "--email", "nonsense"])
            .status
            .code(),
        Some(2)
    );
    let key = std::fs::metadata(data.path().join("secret.key")).unwrap();
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&key.permissions()) & 0o777,
        0o600
    );
}

#[test]
fn what_is_not_there_is_1_and_lists_are_one_document() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(
        document(&run(data.path(), &["migrate", "--json"]))["applied"]
            .as_array()
            .map(Vec::is_empty),
        Some(false)
    );
    assert_eq!(
        document(&run(data.path(), &["migrate", "--json"]))["applied"]
            .as_array()
            .map(Vec::is_empty),
        Some(true)
    );
    let id = "0193aaaa-0000-7000-8000-000000000000";
    for args in [
        &["offer", "show", id, "--json"][..],
        &["bills", "show", id, "--json"],
        &["bills", "lines", id, "--json"],
        &["bills", "export", id, "--format", "csv", "--json"],
        &["bills", "explain", "--order-line", id, "--json"],
        &["listing", "export", id, "--json"],
    ] {
        let output = run(data.path(), args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", said(&output));
        assert_eq!(document(&output)["error"]["code"], "not_found", "{args:?}");
    }
    for (args, key) in [
        (&["bills", "list", "--json"][..], "bills"),
        (&["mail", "list", "--to", "a@b.cn", "--json"], "mails"),
    ] {
        let output = run(data.path(), args);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(document(&output)[key].as_array().map(Vec::len), Some(0));
    }
}
