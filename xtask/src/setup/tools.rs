//! Build tools that come as crates, and the wasm target.

use super::{Done, logged, tool};
use crate::paths::{Paths, cargo, is_executable, on_path};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const WASM: &str = "wasm32-unknown-unknown";
const SIGNER: &str = "huaweicloudsdkcore";
const SIGNER_VERSION: &str = "3.1.219";
const CARGO_DENY: &str = "0.20.2";

/// # Errors
/// When the target is absent and rustup cannot add it.
pub fn wasm_target(paths: &Paths) -> Result<Done> {
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--print", "target-libdir", "--target", WASM])
        .current_dir(&paths.root);
    let libdir = rustc.output().context("install Rust through rustup")?;
    if libdir.status.success() && Path::new(String::from_utf8_lossy(&libdir.stdout).trim()).is_dir() {
        return Ok(Done::Already);
    }
    if on_path(&["rustup"]).is_none() {
        bail!("install rustup, or the {WASM} target of this Rust");
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", WASM]).current_dir(&paths.root);
    logged(paths, "wasm-target", &mut rustup).context("run: rustup target add wasm32-unknown-unknown")?;
    Ok(Done::Now)
}

/// The library's version in Cargo.lock: the command line tool must be exactly the same, they share a private format.
///
/// # Errors
/// When Cargo.lock cannot be read or does not hold wasm-bindgen.
pub fn wasm_bindgen_version(paths: &Paths) -> Result<String> {
    let lock = std::fs::read_to_string(paths.root.join("Cargo.lock")).context("reading Cargo.lock")?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not hold wasm-bindgen")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|l| *l != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

/// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner` of the lockfile's version.
///
/// # Errors
/// As [`wasm_bindgen_version`].
pub fn wasm_bindgen_bin(paths: &Paths) -> Result<PathBuf> {
    Ok(tool(paths, &format!("wasm-bindgen-{}", wasm_bindgen_version(paths)?)).join("bin"))
}

/// The Python that has the official signer.
pub fn interop_python_path(paths: &Paths) -> PathBuf {
    tool(paths, &format!("{SIGNER}-{SIGNER_VERSION}")).join("bin/python")
}

/// # Errors
/// When there is no Python that can make a virtual environment, or the package cannot be had.
pub fn interop_python(paths: &Paths) -> Result<Done> {
    let folder = tool(paths, &format!("{SIGNER}-{SIGNER_VERSION}"));
    // Its last file: a set-up that was cut off is begun again.
    let complete = folder.join("complete");
    if complete.is_file() {
        return Ok(Done::Already);
    }
    let mut venv = Command::new("python3");
    logged(
        paths,
        "signer-venv",
        venv.args(["-m", "venv", "--clear"]).arg(&folder),
    )?;
    let mut pip = Command::new(interop_python_path(paths));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        &format!("{SIGNER}=={SIGNER_VERSION}"),
    ]);
    logged(paths, "signer-pip", &mut pip)?;
    std::fs::write(&complete, "").with_context(|| format!("cannot write {}", complete.display()))?;
    Ok(Done::Now)
}

/// # Errors
/// When it cannot be built.
pub fn wasm_bindgen(paths: &Paths) -> Result<Done> {
    let bin = wasm_bindgen_bin(paths)?;
    let version = wasm_bindgen_version(paths)?;
    install(
        paths,
        "wasm-bindgen-cli",
        &version,
        &bin,
        &["wasm-bindgen", "wasm-bindgen-test-runner"],
    )
}

/// Where [`cargo_deny`] puts it.
pub fn cargo_deny_bin(paths: &Paths) -> PathBuf {
    tool(paths, &format!("cargo-deny-{CARGO_DENY}")).join("bin/cargo-deny")
}

/// # Errors
/// When it cannot be built.
pub fn cargo_deny(paths: &Paths) -> Result<Done> {
    let bin = tool(paths, &format!("cargo-deny-{CARGO_DENY}")).join("bin");
    install(paths, "cargo-deny", CARGO_DENY, &bin, &["cargo-deny"])
}

/// `cargo install` into the tools folder: with the crate's own lockfile, or without it where a version named there
/// is not to be had. LTO is off because it triples the minutes and buys nothing here.
fn install(paths: &Paths, package: &str, version: &str, bin: &Path, programs: &[&str]) -> Result<Done> {
    if programs.iter().all(|p| is_executable(&bin.join(p))) {
        return Ok(Done::Already);
    }
    let root = bin.parent().context("tools folder")?;
    let scratch = root.with_extension("build");
    let attempt = |locked: bool| {
        let mut command = Command::new(cargo());
        command
            .args(["install", package, "--version", version])
            .args(locked.then_some("--locked"));
        command
            .args(["--config", "profile.release.lto=false", "--root"])
            .arg(root);
        command.env("CARGO_TARGET_DIR", &scratch).current_dir(&paths.root);
        logged(paths, package, &mut command)
    };
    let outcome = attempt(true).or_else(|error| {
        if crate::proc::interrupted() {
            Err(error)
        } else {
            attempt(false)
        }
    });
    let _ = std::fs::remove_dir_all(&scratch);
    outcome.with_context(|| format!("run: cargo install {package} --version {version}"))?;
    Ok(Done::Now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lockfile_version_is_of_the_package_of_exactly_that_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
