//! The `guildhall` command. Every command goes through the door as the system; none has a rule of its own.
//! Exit codes: 0 fine, 1 the thing asked about is wrong, 2 bad usage, unreadable input or refused configuration.

mod args;
mod bills;
mod fake;
mod listing;
mod logs;
mod orders;
mod out;
mod people;
mod seed;
mod show;
mod sign;

use crate::config::{self, Config};
use args::{Cli, Command};
use clap::Parser;
use guildhall_market::{Actor, Market, door::Handler};
use out::{Done, Failure, Out};
use std::process::ExitCode;

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no mistakes: clap prints them to stdout and says 0.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let json = cli.global.json;
    ExitCode::from(out::end(json, run(cli)))
}

fn run(cli: Cli) -> Done {
    let out = Out {
        json: cli.global.json,
        lang: cli.global.lang,
    };
    // What needs no data folder and no configuration.
    let command = match cli.command {
        Command::Listing(args::Listing::Check { file }) => return listing::check(out, &file),
        Command::Sign(request) => return sign::sign(out, cli.global.now, request),
        Command::Verify(verify) => return sign::verify(out, cli.global.now, verify),
        Command::FakeSeller(options) => return runtime()?.block_on(fake::seller(options)),
        Command::FakeMarketplace(options) => return runtime()?.block_on(fake::marketplace(out, options)),
        command => command,
    };
    let cli = Cli {
        global: cli.global,
        command,
    };
    let values = config::read(&cli.flags(), config::environment(), cli.global.config.as_deref())
        .map_err(Failure::unusable)?;
    let config = Config::new(values, cli.global.now).map_err(Failure::unusable)?;
    logs::start(&config.log, matches!(cli.command, Command::Serve(_)));
    runtime()?.block_on(async {
        match cli.command {
            Command::Serve(_) => crate::serve::serve(config)
                .await
                .map_err(|e| Failure::unusable(format!("{e:#}"))),
            Command::Config => out.print(
                || config::as_json(&config.values),
                || config::as_toml(&config.values),
            ),
            Command::Migrate => migrate(out, &config).await,
            command => {
                let market = Market::open(config.market).await.map_err(Failure::unusable)?;
                let console = Console { market, out };
                let done = console.run(command).await;
                console.market.close().await;
                done
            }
        }
    })
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

async fn migrate(out: Out, config: &Config) -> Done {
    std::fs::create_dir_all(&config.market.data).map_err(Failure::unusable)?;
    let db = guildhall_market::db::Db::open(&config.market.database)
        .await
        .map_err(Failure::unusable)?;
    let applied = db
        .migrate(config.market.clock.now().timestamp_micros())
        .await
        .map_err(Failure::unusable)?;
    db.close().await;
    out.print(
        || serde_json::json!({ "applied": applied }),
        || match applied.len() {
            0 => "the database is up to date".into(),
            _ => format!("applied {}", applied.join(", ")),
        },
    )
}

/// An open market and a place to print.
struct Console {
    market: Market,
    out: Out,
}

impl Console {
    async fn run(&self, command: Command) -> Done {
        match command {
            Command::Admin(args::Admin::Create {
                email,
                name,
                password_stdin,
            }) => people::create(self, email, name, password_stdin).await,
            Command::Seed(what) => seed::run(self, what).await,
            Command::Listing(what) => listing::run(self, what).await,
            Command::Offer(args::Offer::Show { id }) => show::offer(self, id).await,
            Command::Orders(args::Orders::Import { file }) => orders::import(self, &file).await,
            Command::Bills(what) => bills::run(self, what).await,
            Command::Mail(args::Mail::List { to, limit }) => show::mails(self, to, limit).await,
            // Done before there was a market.
            Command::Serve(_)
            | Command::Config
            | Command::Migrate
            | Command::Sign(_)
            | Command::Verify(_)
            | Command::FakeSeller(_)
            | Command::FakeMarketplace(_) => Ok(()),
        }
    }

    /// Does an operation as the system.
    async fn act<O: Handler>(&self, operation: O) -> Done<O::Output> {
        self.market
            .act(&Actor::System("cli"), operation)
            .await
            .map_err(|e| self.out.refused(&e))
    }
}
