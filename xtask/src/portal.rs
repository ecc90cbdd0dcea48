//! A running `guildhall`: what `run`, `bench` and `crash` start, ask and stop.

use crate::proc::{self, Running};
use crate::site::Built;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A sign-in of `guildhall seed demo --json`.
#[derive(Deserialize)]
pub struct Account {
    pub email: String,
    pub password: String,
    pub role: String,
    #[serde(default)]
    pub organisation: String,
}

/// An exclusive discount of `guildhall seed demo --json`.
#[derive(Deserialize)]
pub struct Offer {
    pub state: String,
    /// None while it waits for approval: there is no link yet.
    pub url: Option<String>,
}

/// What of `guildhall seed demo --json` xtask reads (contract.md, Demo and load data).
#[derive(Deserialize)]
pub struct Demo {
    pub accounts: Vec<Account>,
    #[serde(default)]
    pub offers: Vec<Offer>,
}

/// `guildhall <args> --data DIR`, with the site's place in the environment.
pub fn command(built: &Built, data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(&built.binary);
    command
        .args(args)
        .arg("--data")
        .arg(data)
        .env("GUILDHALL_SITE__ROOT", &built.site);
    if let Some(url) = &built.database {
        command.env("GUILDHALL_DATABASE__URL", url);
    }
    command
}

/// Fills a data folder with the demo and returns the JSON document the command printed.
///
/// # Errors
/// When the command fails.
pub fn seed_demo(built: &Built, data: &Path) -> Result<String> {
    proc::output(
        "guildhall seed demo",
        &mut command(built, data, &["seed", "demo", "--json"]),
    )
}

/// What of `guildhall seed load --json` xtask reads (contract.md, Demo and load data).
#[derive(Deserialize)]
pub struct Load {
    pub accounts: Vec<Account>,
    /// The period most lines lie in: `YYYYMM`.
    pub period: String,
}

impl Load {
    /// The first account with a role.
    ///
    /// # Errors
    /// When there is none.
    pub fn account(&self, role: &str) -> Result<&Account> {
        self.accounts
            .iter()
            .find(|a| a.role == role)
            .with_context(|| format!("the load has no {role}"))
    }
}

/// Fills a data folder with as many order lines, spread over a few sellers.
///
/// # Errors
/// When the command fails or its document does not read.
pub fn seed_load(built: &Built, data: &Path, order_lines: u64, seed: u64) -> Result<Load> {
    let (lines, seed) = (order_lines.to_string(), seed.to_string());
    let args = [
        "seed",
        "load",
        "--json",
        "--order-lines",
        &lines,
        "--listings",
        "100",
        "--sellers",
        "10",
        "--seed",
        &seed,
    ];
    let document = proc::output("guildhall seed load", &mut command(built, data, &args))?;
    serde_json::from_str(&document).context("seed load --json")
}

/// A server that is listening; dropping it stops it.
pub struct Portal {
    pub running: Running,
    /// `http://127.0.0.1:PORT`
    pub url: String,
}

impl Portal {
    /// Starts `guildhall serve` and waits for its `listening` line.
    ///
    /// # Errors
    /// When it ends or is silent for two minutes.
    pub fn start(built: &Built, data: &Path, listen: &str) -> Result<Self> {
        Self::launch(command(built, data, &["serve", "--listen", listen]))
    }

    /// Starts a `guildhall serve` put together by the caller and waits for its `listening` line.
    ///
    /// # Errors
    /// As [`Portal::start`].
    pub fn launch(mut serve: Command) -> Result<Self> {
        let mut running = Running::start("guildhall serve", serve.stdout(Stdio::piped()))?;
        let stdout = running.child.stdout.take().context("stdout of guildhall")?;
        let (announce, announced) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some(url) = line.strip_prefix("listening ") {
                    let _ = announce.send(url.trim().to_owned());
                }
            }
        });
        let until = Instant::now() + Duration::from_secs(120);
        while Instant::now() < until {
            if let Ok(url) = announced.recv_timeout(Duration::from_millis(100)) {
                return Ok(Self { running, url });
            }
            if let Some(status) = running.child.try_wait().context("waiting for guildhall")? {
                proc::ended("guildhall serve", status)?;
                bail!("guildhall serve ended before it listened");
            }
        }
        bail!("guildhall serve did not print `listening …` within two minutes")
    }
}

/// A folder for one measurement, removed when dropped.
pub struct Scratch(pub PathBuf);

impl Scratch {
    /// # Errors
    /// When it cannot be made.
    pub fn new(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("guildhall-{name}-{}", std::process::id()));
        crate::site::empty(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
