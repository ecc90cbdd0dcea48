//! What comes from the distribution: a browser, a Chinese font, PostgreSQL.

use super::{Done, logged};
use crate::paths::{Paths, is_executable, on_path};
use crate::postgres;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The browser the tests drive: `GUILDHALL_CHROMIUM`, else what PATH has.
pub fn chromium() -> Option<PathBuf> {
    std::env::var_os("GUILDHALL_CHROMIUM")
        .map(PathBuf::from)
        .filter(|p| is_executable(p))
        .or_else(|| on_path(&["chromium", "chromium-browser", "google-chrome"]))
}

/// # Errors
/// When there is none and it cannot be installed.
pub fn install_chromium(paths: &Paths) -> Result<Done> {
    install_unless(paths, || chromium().is_some(), "chromium")
}

/// Screenshots and the axe audit need Chinese glyphs.
///
/// # Errors
/// When there is none and it cannot be installed.
pub fn install_font(paths: &Paths) -> Result<Done> {
    install_unless(paths, has_chinese_font, "fonts-noto-cjk")
}

fn has_chinese_font() -> bool {
    let listed = Command::new("fc-list")
        .arg(":lang=zh")
        .stderr(Stdio::null())
        .output();
    listed.is_ok_and(|o| !o.stdout.trim_ascii().is_empty())
}

/// # Errors
/// When there is none and it cannot be installed.
pub fn install_postgres(paths: &Paths) -> Result<Done> {
    install_unless(paths, || postgres::programs().is_some(), "postgresql")
}

/// The command line tool: what an export is measured against.
///
/// # Errors
/// When there is none and it cannot be installed.
pub fn install_sqlite(paths: &Paths) -> Result<Done> {
    install_unless(paths, || on_path(&["sqlite3"]).is_some(), "sqlite3")
}

fn install_unless(paths: &Paths, present: impl Fn() -> bool, package: &str) -> Result<Done> {
    if present() {
        return Ok(Done::Already);
    }
    apt(paths, package).with_context(|| format!("install it yourself: apt-get install {package}"))?;
    if !present() {
        bail!("{package} is installed but was not found afterwards");
    }
    Ok(Done::Now)
}

/// As root or through a sudo that asks for nothing; a second time after refreshing the lists, which a fresh image lacks.
fn apt(paths: &Paths, package: &str) -> Result<()> {
    if on_path(&["apt-get"]).is_none() {
        bail!("no apt-get here");
    }
    let root = is_root();
    if !root && on_path(&["sudo"]).is_none() {
        bail!("neither root nor sudo");
    }
    let apt_get = |args: &[&str]| {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        logged(paths, &format!("apt-{package}"), &mut command)
    };
    let install = || apt_get(&["install", "-y", "--no-install-recommends", package]);
    install().or_else(|_| apt_get(&["update"]).and_then(|()| install()))
}

/// Whether we run as root (the owner of our own /proc entry).
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

/// Whom to run PostgreSQL as, which refuses root: nobody needs asking unless we are root.
pub fn unprivileged_user() -> Option<(u32, u32)> {
    if !is_root() {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    Some(find_user(&users, &["postgres", "nobody"]).unwrap_or((65534, 65534)))
}

fn find_user(passwd: &str, names: &[&str]) -> Option<(u32, u32)> {
    names.iter().find_map(|name| {
        let fields: Vec<&str> = passwd
            .lines()
            .map(|l| l.split(':').collect())
            .find(|f: &Vec<&str>| f[0] == *name)?;
        Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_user_wins_and_names_match_whole() {
        let passwd =
            "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\npostgresql:x:7:7::/:/bin/false\n";
        assert_eq!(find_user(passwd, &["postgres", "nobody"]), Some((65534, 65533)));
        assert_eq!(find_user(passwd, &["mallory"]), None);
    }
}
