//! `cargo xtask test`: every runner once, one count at the end.

use crate::paths::{Paths, cargo};
use crate::postgres::Postgres;
use crate::{proc, setup, site};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::process::{Command, ExitStatus};
use std::time::Instant;

#[derive(clap::Args)]
pub struct Args {
    /// One of the three runners
    #[arg(long, value_enum)]
    only: Option<Stage>,
    /// Only tests whose name contains this
    filter: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Stage {
    /// Every crate natively, on SQLite and PostgreSQL
    Rust,
    /// The rules as the browser runs them
    Wasm,
    /// Journeys in Chromium
    Browser,
}

/// What a runner counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// A runner that ended badly without naming a failed test (it did not compile, it crashed) counts as one failure,
    /// and so does one that ran nothing although nothing was filtered out: a green run must mean something ran.
    fn judged(mut self, status: ExitStatus, filtered: bool) -> Self {
        let silent = !status.success() && self.failed == 0;
        let idle = !filtered && self.passed + self.failed == 0;
        if silent || idle {
            self.failed += 1;
        }
        self
    }
}

/// # Errors
/// Only when interrupted: a stage that cannot run is counted as failed.
pub fn test(paths: &Paths, args: &Args) -> Result<bool> {
    let filter = args.filter.as_deref();
    let wanted = |stage| args.only.is_none_or(|only| only == stage);
    let mut total = Tally::default();

    let postgres = if wanted(Stage::Rust) || wanted(Stage::Browser) {
        start_postgres(paths)
    } else {
        Ok(None)
    };
    if proc::interrupted() {
        bail!("interrupted");
    }
    let postgres = postgres.unwrap_or_else(|error| {
        println!("PostgreSQL tests cannot run: {error:#}");
        total.failed += 1;
        None
    });
    type Runner = fn(&Paths, Option<&Postgres>, Option<&str>) -> Result<Tally>;
    let stages: [(Stage, Runner); 3] = [
        (Stage::Rust, rust),
        (Stage::Wasm, wasm),
        (Stage::Browser, browser),
    ];
    for (stage, run) in stages {
        if !wanted(stage) {
            continue;
        }
        let started = Instant::now();
        println!("\n=== {stage:?} tests");
        let tally = run(paths, postgres.as_ref(), filter);
        if proc::interrupted() {
            bail!("interrupted");
        }
        let tally = tally.unwrap_or_else(|error| {
            println!("{stage:?} tests cannot run: {error:#}");
            Tally {
                failed: 1,
                ..Tally::default()
            }
        });
        let Tally {
            passed,
            failed,
            skipped,
        } = tally;
        println!(
            "=== {stage:?}: {passed} passed, {failed} failed, {skipped} skipped ({:.0} s)",
            started.elapsed().as_secs_f32()
        );
        total.add(tally);
    }
    drop(postgres);
    println!("\n{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

fn start_postgres(paths: &Paths) -> Result<Option<Postgres>> {
    setup::ensure(paths, setup::RUST)?;
    let started = Instant::now();
    let postgres = Postgres::start()?;
    println!(
        "→ private PostgreSQL … {} ({:.1} s)",
        postgres.url(),
        started.elapsed().as_secs_f32()
    );
    Ok(Some(postgres))
}

/// The crates of the workspace in one build. The browser's half is left to the wasm and browser stages.
fn rust(paths: &Paths, postgres: Option<&Postgres>, filter: Option<&str>) -> Result<Tally> {
    let mut command = Command::new(cargo());
    command
        .args([
            "test",
            "--workspace",
            "--exclude",
            "guildhall-frontend",
            "--no-fail-fast",
        ])
        .args(filter);
    match postgres {
        Some(postgres) => command.env("GUILDHALL_TEST_POSTGRES", postgres.url()),
        None => command.env_remove("GUILDHALL_TEST_POSTGRES"),
    };
    // Optional: a machine without Python loses one comparison, not its tests.
    match setup::ensure(paths, setup::SIGNER) {
        Ok(()) => command.env("GUILDHALL_TEST_PYTHON", setup::interop_python_path(paths)),
        Err(error) => {
            println!("left out: the comparison with the official signer: {error:#}");
            command.env_remove("GUILDHALL_TEST_PYTHON")
        }
    };
    cargo_test(paths, "cargo test", command, filter)
}

/// The rules run in the browser as they run on the server: same tests' subjects, other target, in Node.
fn wasm(paths: &Paths, _: Option<&Postgres>, filter: Option<&str>) -> Result<Tally> {
    setup::ensure(paths, setup::WASM)?;
    let runner = setup::wasm_bindgen_bin(paths)?.join("wasm-bindgen-test-runner");
    let mut command = Command::new(cargo());
    command.args([
        "test",
        "-p",
        "guildhall-sdk",
        "--features",
        "portal",
        "--lib",
        "--tests",
        "--no-fail-fast",
    ]);
    command.args(["--target", "wasm32-unknown-unknown"]).args(filter);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo_test(paths, "cargo test (wasm)", command, filter)
}

fn cargo_test(paths: &Paths, name: &str, mut command: Command, filter: Option<&str>) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = proc::lines(name, command.current_dir(&paths.root), |line| {
        tally.add(counts(line).unwrap_or_default());
        if !is_noise(line) {
            println!("{line}");
        }
    })?;
    Ok(tally.judged(status, filter.is_some()))
}

/// Thousands of lines say nothing but that all is well.
fn is_noise(line: &str) -> bool {
    line.is_empty()
        || line.starts_with("running ")
        || (line.starts_with("test ") && line.ends_with(" ... ok"))
        || line.starts_with("test result: ok. 0 passed; 0 failed; 0 ignored")
}

/// Reads `test result: ok. 12 passed; 0 failed; 1 ignored; …`, the last line of every Rust test program.
fn counts(line: &str) -> Option<Tally> {
    let rest = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let mut tally = Tally::default();
    for part in rest.split("; ") {
        let Some((number, what)) = part.split_once(' ') else {
            continue;
        };
        match what {
            "passed" => tally.passed = number.parse().ok()?,
            "failed" => tally.failed = number.parse().ok()?,
            "ignored" => tally.skipped = number.parse().ok()?,
            _ => {}
        }
    }
    Some(tally)
}

/// Playwright against the development build, which starts a portal of its own per worker (end2end/support).
fn browser(paths: &Paths, postgres: Option<&Postgres>, filter: Option<&str>) -> Result<Tally> {
    setup::ensure(paths, setup::BUILD)?;
    setup::ensure(paths, setup::BROWSER)?;
    let built = site::build(paths, false)?;
    let folder = paths.root.join("end2end");
    let report = paths.work().join("playwright.json");
    let _ = std::fs::remove_file(&report);
    let mut command = Command::new(folder.join("node_modules/.bin/playwright"));
    command.arg("test").current_dir(&folder);
    if let Some(filter) = filter {
        command.args(["--pass-with-no-tests", "-g", filter]);
    }
    command
        .env("GUILDHALL_BIN", &built.binary)
        .env("GUILDHALL_SITE__ROOT", &built.site);
    command
        .env("GUILDHALL_PLAYWRIGHT_JSON", &report)
        .env("GUILDHALL_SHOTS", paths.results().join("screenshots"));
    if let Some(chromium) = setup::chromium() {
        command.env("GUILDHALL_CHROMIUM", chromium);
    }
    if let Some(postgres) = postgres {
        command
            .env("GUILDHALL_TEST_POSTGRES", postgres.url())
            .env("GUILDHALL_PSQL", postgres.psql());
    }
    let status = proc::Running::start("playwright", &mut command)?.wait()?;
    let text = std::fs::read(&report).context("Playwright wrote no report")?;
    let report: Value = serde_json::from_slice(&text).context("reading Playwright's report")?;
    Ok(playwright(&report).judged(status, filter.is_some()))
}

/// Playwright's own totals; a test that passed only at the second try counts as failed.
fn playwright(report: &Value) -> Tally {
    let count = |key: &str| report["stats"][key].as_u64().unwrap_or(0);
    Tally {
        passed: count("expected"),
        failed: count("unexpected") + count("flaky"),
        skipped: count("skipped"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    #[test]
    fn result_lines_of_both_runners_are_read() {
        for (line, passed, failed, skipped) in [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.05s",
                12,
                0,
                1,
            ),
            (
                "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
                4,
                2,
                0,
            ),
            (
                "test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out",
                7,
                0,
                0,
            ),
        ] {
            assert_eq!(
                counts(line),
                Some(Tally {
                    passed,
                    failed,
                    skipped
                }),
                "{line}"
            );
        }
        assert_eq!(counts("test settlement::fee_is_rounded ... ok"), None);
    }

    #[test]
    fn a_runner_that_dies_or_runs_nothing_is_a_failure() {
        let (good, bad) = (ExitStatus::from_raw(0), ExitStatus::from_raw(101 << 8));
        let tally = |passed, failed| Tally {
            passed,
            failed,
            skipped: 0,
        };
        for (counted, status, filtered, failed) in [
            (tally(3, 0), good, false, 0),
            (tally(3, 1), bad, false, 1),
            (tally(3, 0), bad, false, 1),
            (tally(0, 0), good, false, 1),
            (tally(0, 0), good, true, 0),
            (tally(0, 0), bad, true, 1),
        ] {
            assert_eq!(
                counted.judged(status, filtered).failed,
                failed,
                "{counted:?} {status:?} {filtered}"
            );
        }
    }

    #[test]
    fn playwright_totals_are_read() {
        let report =
            serde_json::json!({"stats": {"expected": 20, "unexpected": 2, "flaky": 1, "skipped": 3}});
        assert_eq!(
            playwright(&report),
            Tally {
                passed: 20,
                failed: 3,
                skipped: 3
            }
        );
    }
}
