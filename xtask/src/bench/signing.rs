//! What a signature costs above what it must cost.

use super::Lab;
use crate::measure::Row;
use crate::paths::cargo;
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// Nanoseconds of verifying a 300-byte body over those of the two bare HMAC-SHA256, measured by one program in turn.
///
/// # Errors
/// When the program does not build or run.
pub fn verify_against_hmac(_: &Lab) -> Result<Row> {
    let output = Command::new(cargo())
        .args(["run", "--release", "--quiet", "-p", "guildhall-sdk"])
        .args(["--features", "measure", "--bin", "v2_verify"])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        bail!("the measuring program failed");
    }
    let pairs: Vec<(f64, f64)> = serde_json::from_slice(&output.stdout).context("no pairs")?;
    Ok(Row::ratio("v2-verify-vs-hmac", "ns", 3.0, &pairs))
}
