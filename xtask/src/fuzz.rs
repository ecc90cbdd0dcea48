//! `cargo xtask fuzz`: everything that reads what a stranger sends, for longer than a test may take; that none of it
//! panics, and that none holds more memory than what came is long.

use crate::paths::{Paths, cargo};
use anyhow::{Context, Result};
use std::process::Command;

#[derive(clap::Args)]
pub struct Args {
    /// Bodies for each target; a test run takes 256
    #[arg(long, default_value_t = 100_000)]
    cases: u32,
}

/// The corpus is `sdk/tests/corpus`; what fails is kept by proptest beside the test and tried first ever after.
///
/// # Errors
/// When cargo cannot be started.
pub fn fuzz(paths: &Paths, args: &Args) -> Result<bool> {
    let status = Command::new(cargo())
        .current_dir(&paths.root)
        .args([
            "test",
            "--release",
            "-p",
            "guildhall-sdk",
            "--test",
            "it",
            "--test",
            "alloc",
            "strangers::",
        ])
        .env("PROPTEST_CASES", args.cases.to_string())
        .status()
        .context("cannot start cargo")?;
    Ok(status.success())
}
