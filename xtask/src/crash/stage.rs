//! The data folder and the server that is killed over it.

use crate::api::Client;
use crate::portal::{self, Load, Portal, Scratch};
use crate::postgres::Postgres;
use crate::site::Built;
use anyhow::{Context, Result};
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Lines of the load: four fifths are one bill of many chunks, the rest are small bills of thirteen periods.
const ORDER_LINES: u64 = 60_000;

/// A data folder, the server over it, and who is in it.
pub struct Stage<'a> {
    built: Built,
    postgres: Option<&'a Postgres>,
    log: PathBuf,
    pub load: Load,
    /// What the data is made from.
    pub seed: u64,
    pub slowest: Duration,
    /// Nothing is left to do in this folder: the next act begins in a new one.
    pub worn: bool,
    // Before the folder: fields are dropped in their order, and a server outlives its folder badly.
    portal: Option<Portal>,
    folder: Scratch,
}

impl<'a> Stage<'a> {
    /// # Errors
    /// When the folder cannot be filled or the server does not start.
    pub fn new(built: &Built, postgres: Option<&'a Postgres>, log: &Path, seed: u64) -> Result<Self> {
        if let Some(folder) = log.parent() {
            std::fs::create_dir_all(folder)?;
        }
        File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let folder = Scratch::new("crash")?;
        let built = over(built, postgres, seed)?;
        let load = portal::seed_load(&built, &folder.0, ORDER_LINES, seed)?;
        let mut stage = Self {
            built,
            postgres,
            log: log.to_owned(),
            load,
            seed,
            slowest: Duration::ZERO,
            worn: false,
            portal: None,
            folder,
        };
        stage.restart()?;
        stage.slowest = Duration::ZERO;
        Ok(stage)
    }

    /// The same with new data.
    ///
    /// # Errors
    /// As [`Stage::new`].
    pub fn renew(&mut self, seed: u64) -> Result<()> {
        drop(self.portal.take());
        crate::site::empty(&self.folder.0)?;
        self.built = over(&self.built, self.postgres, seed)?;
        self.load = portal::seed_load(&self.built, &self.folder.0, ORDER_LINES, seed)?;
        self.seed = seed;
        self.worn = false;
        self.restart()
    }

    /// Starts the server, without the job that would run bills by itself and without rates.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn restart(&mut self) -> Result<()> {
        drop(self.portal.take());
        let args = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--no-worker",
            "--set",
            "limits.requests_per_second=0",
            "--set",
            "limits.sign_in_per_minute=0",
        ];
        let mut serve = portal::command(&self.built, &self.folder.0, &args);
        serve.stderr(OpenOptions::new().append(true).open(&self.log)?);
        let started = Instant::now();
        self.portal = Some(Portal::launch(serve)?);
        self.slowest = self.slowest.max(started.elapsed());
        Ok(())
    }

    /// SIGKILL, and waits until the process is gone.
    ///
    /// # Errors
    /// When there is nothing to kill.
    pub fn kill(&mut self) -> Result<()> {
        let portal = self.portal.as_mut().context("no server runs")?;
        let child = &mut portal.running.child;
        child
            .kill()
            .and_then(|()| child.wait())
            .context("killing guildhall")?;
        Ok(())
    }

    /// Where the server listens now.
    pub fn url(&self) -> String {
        self.portal.as_ref().map(|p| p.url.clone()).unwrap_or_default()
    }

    /// Signs the first account with a role in.
    ///
    /// # Errors
    /// When there is none or it cannot sign in.
    pub fn sign_in(&self, role: &str) -> Result<Client> {
        let account = self.load.account(role)?;
        Client::sign_in(&self.url(), &account.email, &account.password)
    }

    /// Lines of the server's log that tell of a panic.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn panics(&self) -> Result<usize> {
        let log = std::fs::read(&self.log).context("the server's log")?;
        Ok(String::from_utf8_lossy(&log)
            .lines()
            .filter(|l| l.contains("panicked"))
            .count())
    }
}

/// The program over new data: an empty folder has an empty database.
fn over(built: &Built, postgres: Option<&Postgres>, seed: u64) -> Result<Built> {
    let database = postgres
        .map(|postgres| postgres.database(&format!("crash_{seed}")))
        .transpose()?;
    Ok(Built {
        database,
        ..built.clone()
    })
}
