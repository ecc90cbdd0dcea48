//! `guildhall serve`: from an open market to answered requests, and a clean stop.

use crate::{
    config::{Config, ConfigError, WebConfig, address_of},
    routes,
    state::Web,
};
use anyhow::Context;
use axum::Router;
use guildhall_market::{Market, jobs::Worker};
use std::{
    io::Write,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, signal::unix::SignalKind, sync::watch, task::JoinHandle};

/// How long requests under way may take after a stop was asked for (contract.md).
const GRACE: Duration = Duration::from_secs(30);
/// How long database and file store may take to answer at the start.
const START: Duration = Duration::from_secs(60);

/// The whole web side of a market: pages, API, files, layers.
pub fn app(market: Market, config: WebConfig) -> Router {
    let pages = guildhall_app::server::router(market.clone(), routes::assets(&config.site));
    let web = Web::new(market, config, pages, routes::recorder());
    routes::router(&web)
}

/// Serves until SIGTERM or SIGINT, then finishes what is under way.
///
/// # Errors
/// The address is taken, the market does not open, or what serves is not allowed ([`Config::check_serving`]).
pub async fn serve(mut config: Config) -> anyhow::Result<()> {
    config
        .check_serving()
        .map_err(|ConfigError(text)| anyhow::Error::msg(text))?;
    // Bound first: links in mails need the port, and a second process stops here, before it touches the database.
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("listen: {}", config.listen))?;
    let address = listener.local_addr()?;
    if config.public_url.is_none() {
        config.market.public_url = address_of(address);
    }
    let market = Market::open(config.market).await?;
    let (stop, stopping) = watch::channel(false);
    let app = app(market.clone(), config.web);
    let serving = spawn(listener, app, stopping.clone());
    ready(&market).await?;
    let worker = config.worker.then(|| work(&market, stopping.clone()));
    let upkeep = tokio::spawn(upkeep(stopping));
    let stop_asked = asked_to_stop()?;
    announce(address)?;

    stop_asked.await;
    tracing::info!("stopping");
    let until = Instant::now() + GRACE;
    let _ = stop.send(true);
    // Streams would go on for ever: whoever watches for news goes home.
    market.news().close();
    let rest = async {
        let _ = serving.await;
        if let Some(worker) = worker {
            let _ = worker.await;
        }
        let _ = upkeep.await;
    };
    if tokio::time::timeout_at(until.into(), rest).await.is_err() {
        tracing::warn!(
            "something took longer than {} seconds and was cut off",
            GRACE.as_secs()
        );
    }
    market.close().await;
    tracing::info!("stopped");
    Ok(())
}

fn spawn(listener: TcpListener, app: Router, stopping: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let service = app.into_make_service_with_connect_info::<SocketAddr>();
        if let Err(error) = axum::serve(listener, service)
            .with_graceful_shutdown(stopped(stopping))
            .await
        {
            tracing::error!(%error, "the listener failed");
        }
    })
}

fn work(market: &Market, stopping: watch::Receiver<bool>) -> JoinHandle<()> {
    let worker = Worker::new(market.clone());
    tokio::spawn(worker.run(stopped(stopping)))
}

/// Measures keep samples until somebody looks; this keeps them bounded when nobody does.
async fn upkeep(stopping: watch::Receiver<bool>) {
    let recorder = routes::recorder();
    let stop = stopped(stopping);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(Duration::from_secs(5)) => recorder.run_upkeep(),
        }
    }
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that the sender is gone: then it is time to stop as well.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// Waits until `/readyz` would say yes.
async fn ready(market: &Market) -> anyhow::Result<()> {
    let until = Instant::now() + START;
    while !market.ready().await {
        anyhow::ensure!(
            Instant::now() < until,
            "database or file store did not answer within {} seconds",
            START.as_secs()
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// The one line on stdout that scripts wait for.
fn announce(address: SocketAddr) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "listening http://{address}")?;
    stdout.flush()?;
    Ok(())
}

/// Listens for SIGTERM and SIGINT from now on.
fn asked_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = tokio::signal::unix::signal(SignalKind::terminate())?;
    let mut interrupt = tokio::signal::unix::signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
