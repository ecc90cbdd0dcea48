//! Where things are: the checkout, the target folder, the tools that outlive a checkout.

use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders every command works with.
#[derive(Clone)]
pub struct Paths {
    /// The checkout.
    pub root: PathBuf,
    /// Cargo's target folder (`CARGO_TARGET_DIR` or configuration honoured).
    pub target: PathBuf,
    /// Tools built or unpacked once per machine: `GUILDHALL_CACHE`, else the user's cache folder.
    pub tools: PathBuf,
    /// Output of long set-up steps.
    pub logs: PathBuf,
}

impl Paths {
    /// # Errors
    /// When `cargo metadata` fails, or neither `GUILDHALL_CACHE`, `XDG_CACHE_HOME` nor `HOME` is set.
    pub fn find() -> Result<Self> {
        let here =
            std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(std::env::current_dir, |d| Ok(d.into()))?;
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&here)
            .output()
            .context("cargo metadata")?;
        anyhow::ensure!(
            output.status.success(),
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
        let folder = |key: &str| {
            metadata[key]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata has no {key}"))
        };
        let cache = cache_folder()?;
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            tools: cache.join("tools"),
            logs: cache.join("logs"),
        })
    }

    /// What people are told to look at (screenshots, bench.json) lies in the checkout's own `target/`,
    /// even where cargo builds elsewhere.
    pub fn results(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Intermediate files of xtask itself: stamps, unhashed bindings.
    pub fn work(&self) -> PathBuf {
        self.target.join("xtask")
    }
}

fn cache_folder() -> Result<PathBuf> {
    let set = |name: &str| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    set("GUILDHALL_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|d| d.join("guildhall")))
        .or_else(|| set("HOME").map(|d| d.join(".cache/guildhall")))
        .context("no cache folder: set GUILDHALL_CACHE or HOME")
}

/// The cargo that started us, so that one toolchain does everything.
pub fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}

/// The first of `names` found on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .find_map(|name| folders.iter().map(|f| f.join(name)).find(|p| is_executable(p)))
}

/// A regular file somebody may execute.
pub fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}
