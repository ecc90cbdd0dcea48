//! What a click costs whoever works in the console all day.

use super::{Lab, pages};
use crate::measure::Row;
use crate::setup;
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// The most a click may take until the next page is painted, in a warm browser on a processor four times slower.
const TARGET_MS: f64 = 150.0;

/// Milliseconds from a click in the menu to the first paint of the next page, every page of the seller's menu in turn.
///
/// # Errors
/// When there is no browser, or a page does not come.
pub fn console(lab: &Lab) -> Result<Row> {
    setup::ensure(&lab.paths, setup::BROWSER)?;
    let chromium = setup::chromium().context("no Chromium")?;
    let (_data, portal, demo) = pages::demo_portal(lab, "bench-nav")?;
    let seller = demo
        .accounts
        .iter()
        .find(|a| a.email == "seller@demo.test")
        .context("the demo has no seller")?;
    let output = Command::new("node")
        .arg("bench/console-nav.mjs")
        .args([&portal.url, &seller.email, &seller.password])
        .arg(chromium)
        .current_dir(lab.paths.root.join("end2end"))
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start node")?;
    if !output.status.success() {
        bail!("the browser did not get through the menu");
    }
    let samples: Vec<f64> = serde_json::from_slice(&output.stdout).context("no samples")?;
    Ok(Row::absolute("console-nav-ms", "ms", TARGET_MS, &samples))
}
