//! The words of the command line (contract.md, Process and Commands over the domain).

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};
use guildhall_sdk::{
    ids::{BillId, ListingId, OfferId, OrderLineId},
    lang::Lang,
    time::Period,
};
use std::path::PathBuf;

/// Guildhall, an open seller portal for cloud marketplaces.
#[derive(Debug, Parser)]
#[command(name = "guildhall", version, arg_required_else_help = true)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// The data folder
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A TOML file of the configuration
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Any key of the configuration: --set session.idle_minutes=30
    #[arg(long, global = true, value_name = "KEY=VALUE", value_parser = assignment)]
    pub set: Vec<(String, String)>,
    /// Act as if it were this instant
    #[arg(long, global = true, value_name = "RFC3339", value_parser = instant)]
    pub now: Option<DateTime<Utc>>,
    /// One JSON document on stdout instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of texts
    #[arg(long, global = true, default_value = "en", value_parser = language)]
    pub lang: Lang,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal
    Serve(Serve),
    /// Bring the database up to date
    Migrate,
    /// Print the effective configuration, secrets masked
    Config,
    /// Administrators of the marketplace
    #[command(subcommand)]
    Admin(Admin),
    /// Data to look at, or to measure with
    #[command(subcommand)]
    Seed(Seed),
    /// Listings
    #[command(subcommand)]
    Listing(Listing),
    /// Exclusive discounts
    #[command(subcommand)]
    Offer(Offer),
    /// Orders
    #[command(subcommand)]
    Orders(Orders),
    /// Bills
    #[command(subcommand)]
    Bills(Bills),
    /// Mails
    #[command(subcommand)]
    Mail(Mail),
    /// Sign a request of the integration protocol and print every step
    Sign(super::sign::Request),
    /// Check a signature of the integration protocol and print every step
    Verify(super::sign::Verify),
    /// A seller's server to test against
    FakeSeller(super::fake::Seller),
    /// A marketplace to test against, and its scenarios for a seller's server
    FakeMarketplace(super::fake::Marketplace),
}

/// Options of `serve`; each is also a key of the configuration.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// The address people reach the portal at
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Serve plain http to other machines
    #[arg(long)]
    pub insecure_http: bool,
    /// Read the time from this file; loopback only
    #[arg(long, value_name = "FILE")]
    pub test_clock: Option<PathBuf>,
    /// Leave jobs to other processes
    #[arg(long)]
    pub no_worker: bool,
}

/// Administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Create an administrator, and the operator's organisation when there is none
    Create {
        /// Their address
        #[arg(long)]
        email: String,
        /// Their name; the part before the @ when none
        #[arg(long)]
        name: Option<String>,
        /// Read the password from the first line of stdin; else one is made up and printed
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Data to look at, or to measure with.
#[derive(Debug, Subcommand)]
pub enum Seed {
    /// A small marketplace to look at
    Demo,
    /// Much data, the same for the same seed; into an empty data folder only
    Load {
        /// Order lines
        #[arg(long, default_value_t = 10_000)]
        order_lines: u64,
        /// Listings
        #[arg(long, default_value_t = 100)]
        listings: u64,
        /// Sellers
        #[arg(long, default_value_t = 10)]
        sellers: u64,
        /// What randomness starts from
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// Listings.
#[derive(Debug, Subcommand)]
pub enum Listing {
    /// Run every rule over a file; needs no database
    Check {
        /// A listing document; - for stdin
        file: PathBuf,
    },
    /// Print a listing as a document
    Export {
        /// Which
        id: ListingId,
    },
    /// Start a draft from a document
    Import {
        /// A listing document; - for stdin
        file: PathBuf,
        /// Address of somebody of the seller it is for
        #[arg(long, value_name = "EMAIL")]
        seller: String,
    },
}

/// Exclusive discounts.
#[derive(Debug, Subcommand)]
pub enum Offer {
    /// Show one, with its link
    Show {
        /// Which
        id: OfferId,
    },
}

/// Orders.
#[derive(Debug, Subcommand)]
pub enum Orders {
    /// Take in orders paid elsewhere, one JSON document per line
    Import {
        /// The file
        file: PathBuf,
    },
}

/// The format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Comma-separated values
    Csv,
}

/// Bills.
#[derive(Debug, Subcommand)]
pub enum Bills {
    /// Make the bills of a period
    Run {
        /// YYYYMM
        #[arg(long)]
        period: Period,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
    },
    /// List bills, newest period first
    List {
        /// Only this period
        #[arg(long)]
        period: Option<Period>,
    },
    /// Show one
    Show {
        /// Which
        id: BillId,
    },
    /// List a bill's lines
    Lines {
        /// Which
        id: BillId,
        /// At most this many
        #[arg(long, default_value_t = 1_000)]
        limit: usize,
    },
    /// Print a bill's lines
    Export {
        /// Which
        id: BillId,
        /// As what
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
    },
    /// Say which of the five conditions hold for an order line, and who can clear the others
    Explain {
        /// Which
        #[arg(long, value_name = "ID")]
        order_line: OrderLineId,
    },
}

/// Mails.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// List mails, newest first
    List {
        /// Only to this address
        #[arg(long, value_name = "ADDRESS")]
        to: Option<String>,
        /// At most this many
        #[arg(long, default_value_t = 200)]
        limit: usize,
    },
}

fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.with_timezone(&Utc))
        .map_err(|e| format!("an instant like 2026-11-22T09:00:00Z is needed: {e}"))
}

fn assignment(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("KEY=VALUE is needed")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}

fn language(text: &str) -> Result<Lang, String> {
    Lang::from_tag(text).ok_or_else(|| "zh-CN or en is needed".to_owned())
}

impl Cli {
    /// What the flags say of the configuration; `--set` first, so that a flag of its own name wins.
    pub fn flags(&self) -> crate::config::Flags {
        let mut flags = self.global.set.clone();
        let mut push = |key: &str, value: Option<String>| flags.extend(value.map(|v| (key.to_owned(), v)));
        let path = |path: &Option<PathBuf>| path.as_ref().map(|p| p.display().to_string());
        push("data", path(&self.global.data));
        if let Command::Serve(serve) = &self.command {
            push("listen", serve.listen.clone());
            push("public_url", serve.public_url.clone());
            push("insecure_http", serve.insecure_http.then(|| "true".into()));
            push("test_clock", path(&serve.test_clock));
            push("worker", serve.no_worker.then(|| "false".into()));
        }
        flags
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        super::Cli::command().debug_assert();
    }
}
