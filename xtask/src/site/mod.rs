//! Builds the server and the folder of static files it serves: wasm, bindings, style sheet, public files.

mod pack;

pub use pack::{empty, fingerprint};

use crate::paths::{Paths, cargo};
use crate::{proc, setup};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// wasm features rustc 1.95 emits by default; wasm-opt must be told.
const WASM_OPT: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What [`build`] made.
#[derive(Clone)]
pub struct Built {
    /// The `guildhall` program.
    pub binary: PathBuf,
    /// Given to it as `GUILDHALL_SITE__ROOT`.
    pub site: PathBuf,
    /// Given to it as `GUILDHALL_DATABASE__URL`; none for the one in the data folder.
    pub database: Option<String>,
}

/// Builds both halves.
///
/// # Errors
/// When a step fails; cargo's own words are on stderr.
pub fn build(paths: &Paths, release: bool) -> Result<Built> {
    let site = timed("site", || build_site(paths, release))?;
    let binary = timed("server", || build_server(paths, release))?;
    Ok(Built {
        binary,
        site,
        database: None,
    })
}

/// Builds the server alone, for work that opens no page. The site is the one that was built last, if any.
///
/// # Errors
/// As [`build`].
pub fn build_server_only(paths: &Paths, release: bool) -> Result<Built> {
    Ok(Built {
        binary: timed("server", || build_server(paths, release))?,
        site: paths.target.join(if release { "site-release" } else { "site" }),
        database: None,
    })
}

/// A program that was built elsewhere, with the site that was built last.
///
/// # Errors
/// When there is no such file.
pub fn already(paths: &Paths, binary: &Path, release: bool) -> Result<Built> {
    Ok(Built {
        binary: binary
            .canonicalize()
            .with_context(|| format!("there is no {}", binary.display()))?,
        site: paths.target.join(if release { "site-release" } else { "site" }),
        database: None,
    })
}

fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    let result = work().with_context(|| format!("building the {what}"))?;
    println!("→ {what} … built ({:.1} s)", started.elapsed().as_secs_f32());
    Ok(result)
}

/// The whole workspace is selected although one program is built, and for development with the features that tests turn
/// on: what `cargo test --workspace` has compiled is then taken as it is.
fn build_server(paths: &Paths, release: bool) -> Result<PathBuf> {
    let mut command = Command::new(cargo());
    command.args([
        "build",
        "--workspace",
        "--exclude",
        "guildhall-frontend",
        "--bin",
        "guildhall",
    ]);
    if release {
        command.arg("--release");
    } else {
        command.args([
            "--features",
            "guildhall-market/testing,guildhall-sdk/seller-sqlite",
        ]);
    }
    command.current_dir(&paths.root);
    proc::run("cargo build", &mut command)?;
    Ok(paths
        .target
        .join(if release { "release" } else { "debug" })
        .join("guildhall"))
}

/// The browser's half comes in two: what any console page has, and that with the listing editor.
struct Bundle {
    name: &'static str,
    features: &'static [&'static str],
}

const BUNDLES: &[Bundle] = &[
    Bundle {
        name: "guildhall",
        features: &["--no-default-features"],
    },
    Bundle {
        name: "editor",
        features: &[],
    },
];

fn build_site(paths: &Paths, release: bool) -> Result<PathBuf> {
    let profile = if release { "wasm-release" } else { "browser" };
    let site = paths.target.join(if release { "site-release" } else { "site" });
    let fresh = paths.work().join(format!("site-{profile}"));
    pack::empty(&fresh)?;
    pack::copy_tree(&paths.root.join("public"), &fresh)?;
    for bundle in BUNDLES {
        let wasm = compile(paths, profile, bundle)?;
        let bindings = bind(paths, profile, bundle.name, &wasm, release)?;
        pack::copy_tree(&bindings, &fresh.join("pkg"))?;
    }
    style(paths, &fresh.join("pkg/guildhall.css"))?;
    pack::name_files(&fresh.join("pkg"), release)?;
    if release {
        pack::precompress(&fresh)?;
    }
    pack::replace(&fresh, &site)?;
    Ok(site)
}

fn compile(paths: &Paths, profile: &str, bundle: &Bundle) -> Result<PathBuf> {
    let mut command = Command::new(cargo());
    command.args([
        "build",
        "-p",
        "guildhall-frontend",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]);
    command.args(bundle.features).current_dir(&paths.root);
    proc::run("cargo build (wasm)", &mut command)?;
    Ok(paths
        .target
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join("guildhall_frontend.wasm"))
}

/// JavaScript bindings, and in release the optimiser's half minute: only when the wasm is another one.
fn bind(paths: &Paths, profile: &str, name: &str, wasm: &Path, release: bool) -> Result<PathBuf> {
    let out = paths.work().join(format!("bindings-{profile}-{name}"));
    let stamp = paths.work().join(format!("bindings-{profile}-{name}.stamp"));
    let bytes = std::fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let key = format!("{} {}", setup::wasm_bindgen_version(paths)?, fingerprint(&bytes));
    if std::fs::read_to_string(&stamp).is_ok_and(|known| known == key) && out.is_dir() {
        return Ok(out);
    }
    pack::empty(&out)?;
    let mut bindgen = Command::new(setup::wasm_bindgen_bin(paths)?.join("wasm-bindgen"));
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            name,
            "--out-dir",
        ])
        .arg(&out)
        .arg(wasm);
    proc::run(
        "wasm-bindgen",
        bindgen.args(release.then_some("--remove-name-section")),
    )?;
    if release {
        let bound = out.join(format!("{name}_bg.wasm"));
        let mut opt = Command::new(paths.root.join("style/node_modules/.bin/wasm-opt"));
        proc::run("wasm-opt", opt.args(WASM_OPT).arg(&bound).arg("-o").arg(&bound))?;
    }
    std::fs::write(&stamp, key).context("writing the stamp")?;
    Ok(out)
}

fn style(paths: &Paths, out: &Path) -> Result<()> {
    let folder = paths.root.join("style");
    let mut tailwind = Command::new(folder.join("node_modules/.bin/tailwindcss"));
    tailwind
        .args(["--input", "tailwind.css", "--minify", "--output"])
        .arg(out)
        .current_dir(&folder);
    // it reports versions and times even when all is well: kept back unless something is wrong
    let output = tailwind.output().context("cannot start Tailwind")?;
    anyhow::ensure!(
        output.status.success(),
        "Tailwind: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}
