//! Node packages, exactly as the committed lockfiles name them.

use super::{Done, logged};
use crate::paths::{Paths, on_path};
use crate::site::fingerprint;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Installs the packages of `folder` when its lockfile is not the one installed last.
///
/// # Errors
/// When Node is missing, or npm fails.
pub fn install(paths: &Paths, folder: &str) -> Result<Done> {
    let folder_path = paths.root.join(folder);
    let lock = folder_path.join("package-lock.json");
    let hash = fingerprint(&std::fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?);
    let stamp = folder_path.join("node_modules/.installed-lock");
    if std::fs::read_to_string(&stamp).is_ok_and(|known| known == hash) {
        return Ok(Done::Already);
    }
    if on_path(&["node"]).is_none() || on_path(&["npm"]).is_none() {
        bail!("install Node.js 20 or newer with npm (apt-get install nodejs npm)");
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--loglevel=error"])
        .current_dir(&folder_path)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    logged(paths, &format!("npm-{folder}"), &mut npm).with_context(|| format!("run: npm ci in {folder}/"))?;
    std::fs::write(&stamp, hash).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(Done::Now)
}
