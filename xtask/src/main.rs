//! `cargo xtask`: set-up, build, run, test, bench, crash. Nothing else has to be installed by hand.
#![expect(clippy::print_stdout, reason = "a command line tool speaks on stdout")]
#![expect(
    clippy::disallowed_methods,
    reason = "xtask is configured by the environment and times real work"
)]

mod api;
mod bench;
mod crash;
mod fuzz;
mod http;
mod measure;
mod paths;
mod portal;
mod postgres;
mod proc;
mod run;
mod setup;
mod site;
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Set up, build, run, test and measure Guildhall"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the portal, fill it with the demo and serve it until Ctrl-C
    Run(run::Args),
    /// Run every test: Rust on both databases, wasm, and the browser
    Test(test::Args),
    /// Build the server and the site it serves
    Build {
        /// Optimised, with content-hashed file names and precompressed siblings
        #[arg(long)]
        release: bool,
    },
    /// Install whatever building and testing needs; what is there is left alone
    Setup,
    /// Measure, print a table and write a JSON file
    Bench(bench::Args),
    /// Kill the server at random moments and look for anything lost or doubled
    Crash(crash::Args),
    /// Feed the protocol's parsers for long
    Fuzz(fuzz::Args),
    /// Check licences, bans and sources of every dependency (installs cargo-deny when absent)
    Deny,
}

fn main() -> ExitCode {
    let outcome = proc::watch_signals().and_then(|()| dispatch(Cli::parse().command));
    match outcome {
        _ if proc::interrupted() => ExitCode::from(130),
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// True when the command did all it was asked to; false when it ran but something in it failed.
fn dispatch(command: Command) -> Result<bool> {
    let paths = paths::Paths::find()?;
    match command {
        Command::Run(args) => run::run(&paths, &args),
        Command::Test(args) => test::test(&paths, &args),
        Command::Build { release } => {
            setup::ensure(&paths, setup::BUILD)?;
            let built = site::build(&paths, release)?;
            println!(
                "server {}\nsite   {}",
                built.binary.display(),
                built.site.display()
            );
            Ok(true)
        }
        Command::Setup => setup::all(&paths),
        Command::Bench(args) => bench::bench(&paths, &args),
        Command::Crash(args) => crash::crash(&paths, &args),
        Command::Fuzz(args) => fuzz::fuzz(&paths, &args),
        Command::Deny => setup::deny(&paths),
    }
}
