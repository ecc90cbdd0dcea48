//! Data folders to measure on, and how fast they are made.
#![expect(clippy::float_arithmetic, reason = "measurements are no money")]

use super::Lab;
use crate::api::Client;
use crate::http::Connection;
use crate::measure::{ROUNDS, Row};
use crate::portal::{self, Portal, Scratch};
use crate::proc;
use crate::site::Built;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Instant;

/// The same data every time.
const SEED: u64 = 20_261_122;

/// A data folder with one big bill in it.
pub struct Dataset {
    folder: Scratch,
    /// The bill with the most lines.
    pub bill: String,
    /// How many it has: a little more than was asked for, because `seed load` also strews lines.
    pub lines: u64,
    email: String,
    password: String,
}

#[derive(Deserialize)]
struct Run {
    bills: Vec<Bill>,
}

#[derive(Deserialize)]
struct Bill {
    id: String,
    lines: u64,
}

impl Dataset {
    /// Four fifths of what `seed load` makes are lines of one seller in one period: one bill run makes one bill of them.
    ///
    /// # Errors
    /// When a command fails, or the bill is smaller than asked for.
    pub fn with_a_bill_of(built: &Built, name: &str, lines: u64) -> Result<Self> {
        let folder = Scratch::new(&format!("bench-{name}"))?;
        let started = Instant::now();
        let load = portal::seed_load(built, &folder.0, lines / 4 * 5, SEED)?;
        let seeded = started.elapsed().as_secs_f32();
        let started = Instant::now();
        let args = ["bills", "run", "--json", "--period", &load.period];
        let document = proc::output(
            "guildhall bills run",
            &mut portal::command(built, &folder.0, &args),
        )?;
        let run: Run = serde_json::from_str(&document).context("bills run --json")?;
        let bill = run
            .bills
            .into_iter()
            .max_by_key(|b| b.lines)
            .context("the run made no bill")?;
        anyhow::ensure!(bill.lines >= lines, "the bill has {} lines", bill.lines);
        println!(
            "→ {name} data, a bill of {} lines … seeded ({seeded:.1} s), billed ({:.1} s)",
            bill.lines,
            started.elapsed().as_secs_f32()
        );
        let owner = load.account("seller.owner")?;
        Ok(Self {
            bill: bill.id,
            lines: bill.lines,
            email: owner.email.clone(),
            password: owner.password.clone(),
            folder,
        })
    }

    /// The database's file.
    pub fn database(&self) -> PathBuf {
        self.folder.0.join("guildhall.db")
    }

    /// Serves it, without jobs, rates and log lines, and signs its seller in.
    ///
    /// # Errors
    /// When it does not start or nobody can sign in.
    pub fn serve(&self, built: &Built) -> Result<Served> {
        let args = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--no-worker",
            "--set",
            "limits.requests_per_second=0",
        ];
        let mut serve = portal::command(built, &self.folder.0, &args);
        serve.stderr(Stdio::null());
        let portal = Portal::launch(serve)?;
        let client = Client::sign_in(&portal.url, &self.email, &self.password)?;
        let connection = Connection::open(&portal.url)?;
        Ok(Served {
            portal,
            client,
            connection,
        })
    }
}

/// A portal over a [`Dataset`], its seller signed in, one connection open.
pub struct Served {
    pub portal: Portal,
    pub client: Client,
    pub connection: Connection,
}

/// Lines a second of `guildhall seed load`, the process with all it does.
///
/// # Errors
/// When the command fails.
#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
pub fn seed_speed(lab: &Lab) -> Result<Row> {
    let lines: u64 = if lab.full { 1_000_000 } else { 200_000 };
    let mut speeds = Vec::new();
    for _ in 0..ROUNDS {
        let folder = Scratch::new("bench-seed")?;
        let started = Instant::now();
        portal::seed_load(&lab.built, &folder.0, lines, SEED)?;
        speeds.push(lines as f64 / started.elapsed().as_secs_f64());
    }
    Ok(Row::at_least(
        "seed-lines-per-second",
        "lines/s",
        50_000.0,
        &speeds,
    ))
}
