//! Logs: lines on stderr, never on stdout. A panic is logged like everything else, once, with its request.

use crate::config::LogConfig;
use std::io::{self, IsTerminal};
use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging. Commands that answer and end are quiet unless a level was asked for.
pub fn start(config: &LogConfig, serving: bool) {
    let quiet = if serving { "info" } else { "warn" };
    let level = config.level.as_deref().unwrap_or(quiet);
    // The driver logs slow statements whole; a bulk insert's text is 200 kB. Whoever wants them names sqlx.
    let level = if level.contains("sqlx") {
        level.to_owned()
    } else {
        format!("{level},sqlx=error")
    };
    let filter = EnvFilter::try_new(&level).unwrap_or_else(|_| EnvFilter::new(quiet));
    let builder = fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_target(false);
    // A second start (a test in the same process) keeps the first.
    let _ = if config.json {
        builder
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .try_init()
    } else {
        builder.with_ansi(io::stderr().is_terminal()).try_init()
    };
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let text = info.payload_as_str().unwrap_or("no text");
        tracing::error!(place, "panic: {text}");
    }));
}
