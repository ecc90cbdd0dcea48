//! `guildhall fake-seller` and `guildhall fake-marketplace`: the two servers to test against.

use super::{Done, Failure, Out, out::raw};
use clap::{Args, ValueEnum};
use guildhall_sdk::{
    seller::{Keys, Settings},
    testing::{FakeMarketplace, FakeSeller, Fault, Group, scenarios},
};
use serde_json::json;

/// A seller that sells everything, in memory.
#[derive(Debug, Args)]
pub struct Seller {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub listen: String,
    /// The key every call is signed with
    #[arg(long)]
    pub key: String,
    /// Create asynchronously (000004)
    #[arg(long)]
    pub slow: bool,
    /// A fault for the next call that has none yet: timeout, drop, status=N, content-type, huge, drip, code=C, duplicate,
    /// garbage, empty; more are ordered by POST /_faults
    #[arg(long = "fault", value_name = "FAULT")]
    pub faults: Vec<Fault>,
}

/// A marketplace: its open API, or with --seller its calls to a seller's server.
#[derive(Debug, Args)]
pub struct Marketplace {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub listen: String,
    /// The seller's key
    #[arg(long)]
    pub key: String,
    /// The seller's AK
    #[arg(long, default_value = "EXAMPLEAK0000000001")]
    pub access_key: String,
    /// The seller's SK
    #[arg(long, default_value = "example-sk-not-a-real-secret-0000000001")]
    pub secret_key: String,
    /// As of the fake seller
    #[arg(long = "fault", value_name = "FAULT")]
    pub faults: Vec<Fault>,
    /// Try every scenario on the server at this production address, and end: 0 when all passed, else 1
    #[arg(long, value_name = "URL")]
    pub seller: Option<String>,
    /// What that server offers
    #[arg(long = "group", value_enum, value_name = "GROUP", default_values_t = [Offered::Base])]
    pub groups: Vec<Offered>,
}

/// What a seller offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Offered {
    /// Base activities of 2.0 and order notices
    Base,
    /// Kit syncs of 2.0
    Kit,
    /// License 2.0 and online License
    License,
    /// Base activities and kit syncs of 1.0
    V1,
    /// License 1.0
    LicenseV1,
}

impl From<Offered> for Group {
    fn from(offered: Offered) -> Group {
        match offered {
            Offered::Base => Group::Base,
            Offered::Kit => Group::Kit,
            Offered::License => Group::License,
            Offered::V1 => Group::V1,
            Offered::LicenseV1 => Group::LicenseV1,
        }
    }
}

/// `guildhall fake-seller`: until it is stopped.
pub async fn seller(options: Seller) -> Done {
    let settings = Settings::new("/", Keys::one(options.key));
    let seller = FakeSeller::with(&options.listen, settings, options.slow)
        .await
        .map_err(Failure::unusable)?;
    options.faults.into_iter().for_each(|fault| seller.order(fault));
    raw(format!("listening {}\n", seller.url()).as_bytes())?;
    stopped().await;
    seller.stop().await;
    Ok(())
}

/// `guildhall fake-marketplace`: until it is stopped, or until the scenarios are through.
pub async fn marketplace(out: Out, options: Marketplace) -> Done {
    if let Some(url) = &options.seller {
        let groups: Vec<Group> = options.groups.iter().copied().map(Group::from).collect();
        return try_all(out, url, &options.key, &groups).await;
    }
    let market = FakeMarketplace::start(
        &options.listen,
        &options.access_key,
        &options.secret_key,
        &options.key,
    )
    .await;
    let market = market.map_err(Failure::unusable)?;
    options.faults.into_iter().for_each(|fault| market.order(fault));
    raw(format!("listening {}\n", market.url()).as_bytes())?;
    stopped().await;
    Ok(())
}

async fn try_all(out: Out, url: &str, key: &str, groups: &[Group]) -> Done {
    let outcomes = scenarios::run(url, &key.into(), groups).await;
    let failed = outcomes.iter().filter(|o| o.failure.is_some()).count();
    out.print(
        || json!({ "scenarios": outcomes, "passed": outcomes.len() - failed, "failed": failed }),
        || {
            let lines = outcomes.iter().map(|o| match &o.failure {
                None => format!("passed  {}\n", o.name),
                Some(why) => format!("FAILED  {}: {why}\n", o.name),
            });
            format!(
                "{}{} passed, {failed} failed",
                lines.collect::<String>(),
                outcomes.len() - failed
            )
        },
    )?;
    if failed == 0 { Ok(()) } else { Err(Failure::said()) }
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    let _ = interrupt.await;
}
