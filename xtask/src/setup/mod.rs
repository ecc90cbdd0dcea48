//! Everything a fresh machine lacks, one line per step; a step that is done already is skipped.

mod debian;
mod npm;
mod tools;

pub use debian::{chromium, unprivileged_user};
pub use tools::{interop_python_path, wasm_bindgen_bin, wasm_bindgen_version};

use crate::paths::Paths;
use crate::proc;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Now,
    Already,
}

/// One step: what it is called in the progress line, and how it is done.
pub struct Step {
    name: &'static str,
    run: fn(&Paths) -> Result<Done>,
}

const WASM_TARGET: Step = Step {
    name: "wasm target",
    run: tools::wasm_target,
};
const WASM_BINDGEN: Step = Step {
    name: "wasm-bindgen (minutes, the first time)",
    run: tools::wasm_bindgen,
};
const STYLE: Step = Step {
    name: "npm packages of style/",
    run: |p| npm::install(p, "style"),
};
const END2END: Step = Step {
    name: "npm packages of end2end/",
    run: |p| npm::install(p, "end2end"),
};
const CHROMIUM: Step = Step {
    name: "chromium",
    run: debian::install_chromium,
};
const FONT: Step = Step {
    name: "Chinese font",
    run: debian::install_font,
};
const POSTGRES: Step = Step {
    name: "postgresql",
    run: debian::install_postgres,
};
const SQLITE: Step = Step {
    name: "sqlite3",
    run: debian::install_sqlite,
};
const CARGO_DENY: Step = Step {
    name: "cargo-deny (minutes, the first time)",
    run: tools::cargo_deny,
};

const INTEROP: Step = Step {
    name: "the official signer (PyPI huaweicloudsdkcore)",
    run: tools::interop_python,
};

/// For building the server and its site.
pub const BUILD: &[Step] = &[WASM_TARGET, WASM_BINDGEN, STYLE];
/// For the Rust tests on both databases.
pub const RUST: &[Step] = &[POSTGRES];
/// For the test beside the official signer; without it that test has nothing to say.
pub const SIGNER: &[Step] = &[INTEROP];
/// For the wasm tests.
pub const WASM: &[Step] = &[WASM_TARGET, WASM_BINDGEN];
/// For the measurements, besides [`BUILD`].
pub const BENCH: &[Step] = &[SQLITE];
/// For the browser tests, besides [`BUILD`] and [`RUST`].
pub const BROWSER: &[Step] = &[END2END, CHROMIUM, FONT];

/// `cargo xtask setup`: every step, going on past the ones that cannot work.
///
/// # Errors
/// Only when interrupted.
pub fn all(paths: &Paths) -> Result<bool> {
    let mut good = true;
    for step in [BUILD, RUST, BROWSER, BENCH].into_iter().flatten() {
        good &= one(paths, step).is_ok();
        if proc::interrupted() {
            bail!("interrupted");
        }
    }
    Ok(good)
}

/// Does `steps`, stopping at the first that cannot work.
///
/// # Errors
/// With the line that says what to install.
pub fn ensure(paths: &Paths, steps: &[Step]) -> Result<()> {
    steps.iter().try_for_each(|step| one(paths, step))
}

/// `cargo xtask deny`.
///
/// # Errors
/// When cargo-deny cannot be installed or started.
pub fn deny(paths: &Paths) -> Result<bool> {
    ensure(paths, &[CARGO_DENY])?;
    let mut command = Command::new(tools::cargo_deny_bin(paths));
    command
        .args(["--all-features", "check", "licenses", "bans", "sources"])
        .current_dir(&paths.root);
    Ok(proc::Running::start("cargo deny", &mut command)?
        .wait()?
        .success())
}

fn one(paths: &Paths, step: &Step) -> Result<()> {
    print!("→ {} … ", step.name);
    std::io::stdout().flush().ok();
    let started = Instant::now();
    match (step.run)(paths) {
        Ok(Done::Already) => println!("skipped"),
        Ok(Done::Now) => println!("ok ({:.1} s)", started.elapsed().as_secs_f32()),
        Err(error) => {
            println!("cannot: {error:#}");
            return Err(error.context(format!("set-up of {}", step.name)));
        }
    }
    Ok(())
}

/// Runs a quiet, possibly long command; its output goes to a log that is quoted when it fails.
///
/// # Errors
/// When the command ends badly: its last words and the log's path.
fn logged(paths: &Paths, log: &str, command: &mut Command) -> Result<()> {
    std::fs::create_dir_all(&paths.logs)
        .with_context(|| format!("cannot create {}", paths.logs.display()))?;
    let path = paths.logs.join(format!("{log}.log"));
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    command.stdout(file.try_clone()?).stderr(file);
    proc::run(log, command).with_context(|| format!("{} ({})", last_words(&path), path.display()))
}

/// The last line that says something.
fn last_words(log: &Path) -> String {
    let text = std::fs::read(log)
        .map(|b| String::from_utf8_lossy(&b).into_owned())
        .unwrap_or_default();
    let lines = || text.lines().map(str::trim).filter(|l| !l.is_empty());
    let telling =
        lines().rfind(|l| l.starts_with("error") || l.starts_with("E:") || l.starts_with("npm error"));
    telling
        .or_else(|| lines().next_back())
        .unwrap_or("no output")
        .to_owned()
}

/// A folder inside the tools folder.
fn tool(paths: &Paths, name: &str) -> PathBuf {
    paths.tools.join(name)
}
