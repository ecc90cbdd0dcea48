//! `cargo xtask run`: from a checkout to a portal with the demo in it.

use crate::paths::Paths;
use crate::portal::{self, Demo, Portal};
use crate::{proc, setup, site};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    /// Optimised build
    #[arg(long)]
    release: bool,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:3000", value_name = "ADDR")]
    listen: String,
    /// Data folder; filled with the demo when it is new
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// The sign-ins of a demo folder, kept beside its data for the next run.
const DEMO: &str = "demo.json";

/// # Errors
/// When set-up, build, seed or server fail.
pub fn run(paths: &Paths, args: &Args) -> Result<bool> {
    setup::ensure(paths, setup::BUILD)?;
    let built = site::build(paths, args.release)?;
    let data = args.data.clone().unwrap_or_else(|| paths.target.join("demo"));
    let demo = demo(&built, &data)?;
    let mut portal = Portal::start(&built, &data, &args.listen)?;
    println!("\nGuildhall is at {}\n", portal.url);
    if let Some(demo) = demo {
        println!("{}", sign_ins(&demo));
    }
    println!("data in {} · Ctrl-C stops", data.display());
    let status = portal.running.child.wait().context("waiting for guildhall")?;
    if proc::interrupted() {
        println!("stopped");
        return Ok(true);
    }
    proc::ended("guildhall serve", status)?;
    Ok(true)
}

/// Seeds a new folder; a folder somebody filled otherwise has no sign-ins to show. A half-filled one is not left behind.
fn demo(built: &site::Built, data: &Path) -> Result<Option<Demo>> {
    let kept = data.join(DEMO);
    let new = std::fs::read_dir(data).map_or(true, |mut entries| entries.next().is_none());
    if new {
        println!("→ demo data in {} …", data.display());
        let seeded = portal::seed_demo(built, data).and_then(|document| {
            std::fs::write(&kept, document).with_context(|| format!("cannot write {}", kept.display()))
        });
        if let Err(error) = seeded {
            let _ = std::fs::remove_dir_all(data);
            return Err(error);
        }
    }
    let Ok(document) = std::fs::read(&kept) else {
        return Ok(None);
    };
    serde_json::from_slice(&document)
        .with_context(|| format!("reading {}", kept.display()))
        .map(Some)
}

/// The organisation stands last: its Chinese characters are two columns wide and would bend what follows.
fn sign_ins(demo: &Demo) -> String {
    let width =
        |field: fn(&portal::Account) -> &str| demo.accounts.iter().map(|a| field(a).len()).max().unwrap_or(0);
    let (email, password, role) = (width(|a| &a.email), width(|a| &a.password), width(|a| &a.role));
    let mut table = String::new();
    for account in &demo.accounts {
        table += &format!(
            "  {:email$}  {:password$}  {:role$}  {}\n",
            account.email, account.password, account.role, account.organisation
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_sign_ins_is_aligned() {
        let demo: Demo = serde_json::from_str(
            r#"{"accounts":[{"email":"seller@demo.test","password":"pw","role":"owner","organisation":"云帆"},
                {"email":"admin@demo.test","password":"pw","role":"administrator","organisation":"Guildhall"}],"listings":[]}"#,
        )
        .expect("the contract's shape");
        assert_eq!(
            sign_ins(&demo),
            "  seller@demo.test  pw  owner          云帆\n  admin@demo.test   pw  administrator  Guildhall\n"
        );
    }
}
