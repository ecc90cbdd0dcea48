//! `cargo xtask crash`: kills the server at random moments while it works, starts it again, asks again for whatever
//! was not answered, and looks for anything acknowledged that is lost or there twice.

mod bills;
mod drafts;
mod journal;
mod orders;
mod random;
mod scenario;
mod sessions;
mod stage;
mod uploads;

use crate::paths::Paths;
use crate::postgres::Postgres;
use crate::{proc, setup, site};
use anyhow::{Context, Result, bail};
use journal::{Journal, Tally};
use random::Random;
use scenario::{Scenario, Step};
use stage::Stage;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

#[derive(clap::Args)]
pub struct Args {
    /// Kills per scenario
    #[arg(long, default_value_t = 20)]
    rounds: u32,
    /// Repeats a run's moments [default: the clock]
    #[arg(long)]
    seed: Option<u64>,
    /// Only these scenarios
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Over a private PostgreSQL instead of SQLite
    #[arg(long)]
    postgres: bool,
    /// Kills this program instead of building one
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
}

/// Clients of a scenario working side by side.
const CLIENTS: usize = 4;
/// Latest moment of a kill after the clients began, in milliseconds.
const LATEST_MS: u64 = 1_500;

/// What is killed together; the last is everything at once.
const ACTS: &[(&str, &[scenario::Make])] = &[
    ("drafts", &[drafts::Drafts::start]),
    ("uploads", &[uploads::Uploads::start]),
    ("orders", &[orders::Orders::start]),
    ("bill run", &[bills::Bills::start]),
    ("sign-in", &[sessions::Sessions::start]),
    (
        "everything",
        &[
            drafts::Drafts::start,
            uploads::Uploads::start,
            orders::Orders::start,
            bills::Bills::start,
        ],
    ),
];

/// # Errors
/// When set-up, build or a restart fails: a server that does not come up again is the worst result there is.
pub fn crash(paths: &Paths, args: &Args) -> Result<bool> {
    if let Some(unknown) = args.only.iter().find(|o| ACTS.iter().all(|(name, _)| name != o)) {
        let names: Vec<&str> = ACTS.iter().map(|(name, _)| *name).collect();
        bail!("no scenario {unknown}; there are: {}", names.join(", "));
    }
    let built = match &args.binary {
        Some(binary) => site::already(paths, binary, false)?,
        None => site::build_server_only(paths, false)?,
    };
    let postgres = if args.postgres {
        setup::ensure(paths, setup::RUST)?;
        Some(Postgres::start()?)
    } else {
        None
    };
    let log = paths.results().join("crash.log");
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seed = args.seed.unwrap_or(clock.as_secs());
    let mut random = Random::new(seed);
    println!(
        "seed {seed}, {} kills each; the server's log is {}\n",
        args.rounds,
        log.display()
    );
    println!("{}", Tally::HEAD);
    let started = Instant::now();
    let mut stage = Stage::new(&built, postgres.as_ref(), &log, random.draw())?;
    let mut good = true;
    let mut kills = 0;
    for (name, makers) in ACTS {
        if !args.only.is_empty() && args.only.iter().all(|o| o != name) {
            continue;
        }
        let act = Act {
            name,
            makers,
            rounds: args.rounds,
        };
        let tallies = act
            .play(&mut stage, &mut random)
            .with_context(|| format!("{name} (seed {seed})"))?;
        kills += tallies.first().map_or(0, |t| t.kills);
        good &= tallies.iter().all(Tally::good);
    }
    let panics = stage.panics()?;
    println!(
        "\n{kills} kills in {:.0} s, slowest restart {} ms, panics in the log: {panics}",
        started.elapsed().as_secs_f32(),
        stage.slowest.as_millis(),
    );
    Ok(good && panics == 0)
}

/// Scenarios that work at the same time, and how often the server is killed under them.
struct Act<'a> {
    name: &'a str,
    makers: &'a [scenario::Make],
    rounds: u32,
}

impl Act<'_> {
    fn play(&self, stage: &mut Stage, random: &mut Random) -> Result<Vec<Tally>> {
        let mut tallies: Vec<Tally> = self.makers.iter().map(|_| Tally::default()).collect();
        let mut left = self.rounds;
        while left > 0 {
            if stage.worn {
                stage.renew(random.draw())?;
            }
            let scenarios = self
                .makers
                .iter()
                .map(|make| make(stage))
                .collect::<Result<Vec<_>>>()?;
            let journals: Vec<Journal> = scenarios.iter().map(|_| Journal::default()).collect();
            let cast: Vec<(&dyn Scenario, &Journal)> =
                scenarios.iter().map(AsRef::as_ref).zip(&journals).collect();
            // A scenario may run out of work (every period is billed): the rest is played in a new data folder.
            while left > 0 && !scenarios.iter().any(|s| s.exhausted()) {
                if proc::interrupted() {
                    bail!("interrupted");
                }
                work_until_killed(stage, &cast, Duration::from_millis(random.below(LATEST_MS)))?;
                stage
                    .restart()
                    .with_context(|| format!("restart, {left} kills before the end"))?;
                for (scenario, journal) in &cast {
                    scenario.recover(&stage.url(), journal).context(scenario.name())?;
                    scenario.verify(&stage.url(), journal).context(scenario.name())?;
                }
                left -= 1;
                for tally in &mut tallies {
                    tally.kills += 1;
                }
                if journals.iter().any(Journal::bad) {
                    left = 0;
                }
            }
            for ((scenario, journal), tally) in cast.iter().zip(&mut tallies) {
                scenario.finish(&stage.url(), journal).context(scenario.name())?;
                tally.add(journal);
            }
            stage.worn = scenarios.iter().any(|s| s.exhausted());
            for (scenario, tally) in scenarios.iter().zip(&tallies).filter(|_| left == 0) {
                let name = match self.makers.len() {
                    1 => self.name.to_owned(),
                    _ => format!("{}: {}", self.name, scenario.name()),
                };
                print!("{}", tally.line(&name));
            }
        }
        Ok(tallies)
    }
}

/// Clients work as fast as they can until the server is gone from under them.
fn work_until_killed(stage: &mut Stage, cast: &[(&dyn Scenario, &Journal)], moment: Duration) -> Result<()> {
    let stop = AtomicBool::new(false);
    let url = stage.url();
    std::thread::scope(|scope| {
        for (scenario, journal) in cast {
            for client in 0..CLIENTS {
                let (stop, url) = (&stop, &url);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        match scenario.attempt(url, client, journal) {
                            Ok(Step::Done) => {}
                            Ok(Step::Idle) => std::thread::sleep(Duration::from_millis(20)),
                            // The server is gone: what was under way stays open until it is back.
                            Err(_) => break,
                        }
                    }
                });
            }
        }
        std::thread::sleep(moment);
        let killed = stage.kill();
        stop.store(true, Ordering::Relaxed);
        killed
    })
}
