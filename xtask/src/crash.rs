//! `cargo xtask crash`: kills the server at random moments while it works, starts it again, and looks for anything
//! acknowledged that is lost or there twice.

use crate::http::{self, Request};
use crate::paths::Paths;
use crate::portal::{self, Demo, Portal, Scratch};
use crate::{proc, setup, site};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(clap::Args)]
pub struct Args {
    /// Kills per scenario
    #[arg(long, default_value_t = 50)]
    rounds: u32,
    /// Repeats a run's moments [default: the clock]
    #[arg(long)]
    seed: Option<u64>,
}

/// What the clients were told. Filled by [`Scenario::attempt`], read after the restart.
#[derive(Default)]
pub struct Journal {
    attempts: AtomicU64,
    acknowledged: Mutex<Vec<String>>,
}

impl Journal {
    /// Notes that the server said yes to what `key` names.
    pub fn acknowledge(&self, key: String) {
        self.acknowledged().push(key);
    }

    fn acknowledged(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.acknowledged
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// What the restarted server no longer has, or has more than once.
#[derive(Default)]
pub struct Verdict {
    pub lost: u64,
    pub twice: u64,
}

/// One kind of work that must survive a kill.
pub trait Scenario: Sync {
    fn name(&self) -> &'static str;

    /// Does the thing once and notes what the server acknowledged.
    ///
    /// # Errors
    /// When the server cannot be reached any more: the client stops.
    fn attempt(&self, url: &str, journal: &Journal) -> Result<()>;

    /// Looks for everything acknowledged so far.
    ///
    /// # Errors
    /// When the restarted server does not answer.
    fn verify(&self, url: &str, acknowledged: &[String]) -> Result<Verdict>;
}

fn scenarios(demo: &Demo) -> Result<Vec<Box<dyn Scenario>>> {
    let seller = demo
        .accounts
        .iter()
        .find(|a| a.email == "seller@demo.test")
        .context("the demo has no seller")?;
    Ok(vec![Box::new(Sessions {
        email: seller.email.clone(),
        password: seller.password.clone(),
    })])
}

/// # Errors
/// When set-up, build or a restart fails: a server that does not come up again is the worst result there is.
pub fn crash(paths: &Paths, args: &Args) -> Result<bool> {
    setup::ensure(paths, setup::BUILD)?;
    let built = site::build(paths, false)?;
    let data = Scratch::new("crash")?;
    let demo = serde_json::from_str(&portal::seed_demo(&built, &data.0)?).context("seed demo --json")?;
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seed = args.seed.unwrap_or(clock.as_secs());
    let mut random = Random(seed | 1);
    println!("seed {seed}");
    let mut good = true;
    for scenario in scenarios(&demo)? {
        let journal = Journal::default();
        let mut verdict = Verdict::default();
        let mut portal = Portal::start(&built, &data.0, "127.0.0.1:0")?;
        for round in 0..args.rounds {
            if proc::interrupted() {
                bail!("interrupted");
            }
            work_until_killed(
                &mut portal,
                scenario.as_ref(),
                &journal,
                Duration::from_millis(random.below(1500)),
            )?;
            portal = Portal::start(&built, &data.0, "127.0.0.1:0")
                .with_context(|| format!("restart after kill {round}"))?;
            verdict = scenario.verify(&portal.url, &journal.acknowledged())?;
            if verdict.lost + verdict.twice > 0 {
                break;
            }
        }
        println!(
            "{:20} {} kills, {} attempts, {} acknowledged, {} lost, {} twice",
            scenario.name(),
            args.rounds,
            journal.attempts.load(Ordering::Relaxed),
            journal.acknowledged().len(),
            verdict.lost,
            verdict.twice
        );
        good &= verdict.lost + verdict.twice == 0;
    }
    Ok(good)
}

/// Four clients work as fast as they can until the server is gone from under them.
fn work_until_killed(
    portal: &mut Portal,
    scenario: &dyn Scenario,
    journal: &Journal,
    moment: Duration,
) -> Result<()> {
    let stop = AtomicBool::new(false);
    let url = portal.url.clone();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    journal.attempts.fetch_add(1, Ordering::Relaxed);
                    if scenario.attempt(&url, journal).is_err() {
                        break;
                    }
                }
            });
        }
        std::thread::sleep(moment);
        let killed = portal
            .running
            .child
            .kill()
            .and_then(|()| portal.running.child.wait());
        stop.store(true, Ordering::Relaxed);
        killed.map(drop).context("killing guildhall")
    })
}

/// A session that was handed out keeps working.
struct Sessions {
    email: String,
    password: String,
}

impl Scenario for Sessions {
    fn name(&self) -> &'static str {
        "sessions"
    }

    fn attempt(&self, url: &str, journal: &Journal) -> Result<()> {
        let body = serde_json::json!({ "email": self.email, "password": self.password }).to_string();
        let headers = [("content-type", "application/json")];
        let request = Request {
            method: "POST",
            path: "/api/v1/session",
            headers: &headers,
            body: body.as_bytes(),
        };
        let answer = http::send(url, &request)?;
        if answer.status == 429 {
            std::thread::sleep(Duration::from_millis(200));
            return Ok(());
        }
        let document: Value = serde_json::from_slice(&answer.body)?;
        if let Some(token) = document["token"].as_str() {
            journal.acknowledge(token.to_owned());
        }
        Ok(())
    }

    fn verify(&self, url: &str, acknowledged: &[String]) -> Result<Verdict> {
        let mut verdict = Verdict::default();
        for token in acknowledged {
            let bearer = format!("Bearer {token}");
            let answer = http::get(url, "/api/v1/operations", &[("authorization", &bearer)])?;
            match answer.status {
                200 | 429 => {}
                401 => verdict.lost += 1,
                status => bail!("a session asks for its operations and gets {status}"),
            }
        }
        Ok(verdict)
    }
}

/// xorshift64: the moments need no quality, only to be repeatable.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
