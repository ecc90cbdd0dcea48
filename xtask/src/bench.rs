//! `cargo xtask bench`: measures a release build, prints a table, writes JSON (contract.md, Bench).
#![expect(clippy::float_arithmetic, reason = "measurements are no money")]

use crate::http::{self, Request};
use crate::measure::Row;
use crate::paths::Paths;
use crate::portal::{self, Demo, Portal, Scratch};
use crate::site::Built;
use crate::{setup, site};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

#[derive(clap::Args)]
pub struct Args {
    /// Only these rows
    ids: Vec<String>,
    /// Where the JSON goes [default: target/bench.json]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The sizes the targets are stated for (a million rows); minutes instead of seconds
    #[arg(long)]
    full: bool,
}

/// What a measurement may use.
pub struct Lab {
    pub built: Built,
    #[expect(
        dead_code,
        reason = "for the rows over large data, which come with their pages"
    )]
    pub full: bool,
}

/// A measurement: its id in contract.md and how it is taken.
struct Bench {
    id: &'static str,
    run: fn(&Lab) -> Result<Row>,
}

const BENCHES: &[Bench] = &[
    Bench {
        id: "offer-page-wasm-kb",
        run: offer_page_wasm,
    },
    Bench {
        id: "first-seller-page-brotli-kb",
        run: first_seller_page,
    },
];

/// # Errors
/// When an id is unknown, or set-up, build or a measurement fails.
pub fn bench(paths: &Paths, args: &Args) -> Result<bool> {
    if let Some(unknown) = args.ids.iter().find(|id| BENCHES.iter().all(|b| b.id != **id)) {
        bail!(
            "no row {unknown}; there are: {}",
            BENCHES.iter().map(|b| b.id).collect::<Vec<_>>().join(", ")
        );
    }
    setup::ensure(paths, setup::BUILD)?;
    let lab = Lab {
        built: site::build(paths, true)?,
        full: args.full,
    };
    let mut rows = Vec::new();
    for bench in BENCHES
        .iter()
        .filter(|b| args.ids.is_empty() || args.ids.iter().any(|id| id == b.id))
    {
        let started = Instant::now();
        let row = (bench.run)(&lab).with_context(|| bench.id)?;
        println!(
            "→ {} … measured ({:.1} s)",
            bench.id,
            started.elapsed().as_secs_f32()
        );
        rows.push(row);
    }
    println!("\n{}", table(&rows));
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| paths.results().join("bench.json"));
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let document = json!({ "machine": machine(), "full": args.full, "rows": rows });
    std::fs::write(&out, format!("{document:#}\n"))
        .with_context(|| format!("cannot write {}", out.display()))?;
    println!("written to {}", out.display());
    Ok(rows.iter().all(|r| r.pass))
}

fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:32} {:>12} {:>12} {:>8} {:>8} {:>8}\n",
        "id", "value", "baseline", "ratio", "target", "±"
    );
    for row in rows {
        let shown = |n: Option<f64>| n.map_or_else(|| "-".to_owned(), |n| format!("{n:.2}"));
        text += &format!(
            "{:32} {:>12} {:>12} {:>8} {:>8.2} {:>8.2} {}\n",
            row.id,
            format!("{:.1} {}", row.value, row.unit),
            shown(row.baseline),
            shown(row.ratio),
            row.target,
            row.spread,
            if row.pass { "ok" } else { "MISSED" },
        );
    }
    text
}

/// What a reader must know to compare two files.
fn machine() -> serde_json::Value {
    let file = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, key: &str| {
        let line = text.lines().find(|l| l.starts_with(key)).unwrap_or_default();
        line.split_once(':')
            .map(|(_, v)| v.trim().to_owned())
            .unwrap_or_default()
    };
    let rustc = Command::new("rustc")
        .arg("--version")
        .output()
        .map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
    json!({
        "cpus": std::thread::available_parallelism().map_or(1, usize::from),
        "cpu": field(&file("/proc/cpuinfo"), "model name"),
        "memory": field(&file("/proc/meminfo"), "MemTotal"),
        "kernel": file("/proc/sys/kernel/osrelease").trim(),
        "rustc": rustc.unwrap_or_default(),
    })
}

/// KB of wasm that an offer link asks a visitor to load, following every script the page names. Ours asks for none.
fn offer_page_wasm(lab: &Lab) -> Result<Row> {
    let (_data, portal, demo) = demo_portal(lab, "bench-offer")?;
    let offer = demo
        .offers
        .iter()
        .find(|o| o.state == "live")
        .context("the demo has no live offer")?;
    let path = offer
        .url
        .find("/o/")
        .map(|at| &offer.url[at..])
        .context("an offer's address has /o/")?;
    let page = http::get(&portal.url, path, &[])?;
    anyhow::ensure!(page.status == 200, "the offer page answers {}", page.status);
    let mut bytes = 0;
    for asset in assets(&portal.url, &page.text())?
        .iter()
        .filter(|a| a.ends_with(".wasm"))
    {
        bytes += http::get(&portal.url, asset, &[])?.body.len();
    }
    Ok(Row::absolute("offer-page-wasm-kb", "KB", 0.0, &[kb(bytes)]))
}

/// KB on the wire, brotli, of the first console page after signing in: the page and everything it names.
fn first_seller_page(lab: &Lab) -> Result<Row> {
    let (_data, portal, demo) = demo_portal(lab, "bench-first")?;
    let seller = demo
        .accounts
        .iter()
        .find(|a| a.email == "seller@demo.test")
        .context("the demo has no seller")?;
    let form = format!(
        "email={}&password={}",
        form_encoded(&seller.email),
        form_encoded(&seller.password)
    );
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", portal.url.as_str()),
    ];
    let request = Request {
        method: "POST",
        path: "/form/sign-in",
        headers: &headers,
        body: form.as_bytes(),
    };
    let signed_in = http::send(&portal.url, &request)?;
    anyhow::ensure!(signed_in.status == 303, "sign-in answers {}", signed_in.status);
    let cookie = signed_in
        .header("set-cookie")
        .and_then(|c| c.split(';').next())
        .context("sign-in sets no cookie")?;
    let path = signed_in.header("location").context("sign-in leads nowhere")?;

    let page = http::get(&portal.url, path, &[("cookie", cookie)])?;
    anyhow::ensure!(page.status == 200, "{path} answers {}", page.status);
    let wire = |path: &str| -> Result<usize> {
        Ok(http::get(
            &portal.url,
            path,
            &[("cookie", cookie), ("accept-encoding", "br")],
        )?
        .body
        .len())
    };
    let mut bytes = wire(path)?;
    for asset in assets(&portal.url, &page.text())? {
        bytes += wire(&asset)?;
    }
    Ok(Row::absolute(
        "first-seller-page-brotli-kb",
        "KB",
        450.0,
        &[kb(bytes)],
    ))
}

/// A release portal with the demo in it.
fn demo_portal(lab: &Lab, name: &str) -> Result<(Scratch, Portal, Demo)> {
    let data = Scratch::new(name)?;
    let demo = serde_json::from_str(&portal::seed_demo(&lab.built, &data.0)?).context("seed demo --json")?;
    let portal = Portal::start(&lab.built, &data.0, "127.0.0.1:0")?;
    Ok((data, portal, demo))
}

/// Every file of ours a page names, and every one its scripts name in turn.
fn assets(base: &str, page: &str) -> Result<BTreeSet<String>> {
    let mut found = named_in(page);
    for script in found.clone().iter().filter(|a| a.ends_with(".js")) {
        found.extend(named_in(&http::get(base, script, &[])?.text()));
    }
    Ok(found)
}

/// Addresses from the root with an asset's extension, however they are quoted.
fn named_in(text: &str) -> BTreeSet<String> {
    text.split(|c: char| c.is_whitespace() || "\"'`()<>,;\\".contains(c))
        .filter(|word| word.starts_with('/') && !word.starts_with("//"))
        .map(|word| word.split(['?', '#']).next().unwrap_or_default())
        .filter(|path| {
            [".js", ".wasm", ".css", ".svg", ".png", ".woff2"]
                .iter()
                .any(|e| path.ends_with(e))
        })
        .map(str::to_owned)
        .collect()
}

fn form_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => all + &char::from(byte).to_string(),
        _ => all + &format!("%{byte:02X}"),
    })
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_found_however_they_are_quoted() {
        let page = r#"<link rel="stylesheet" href="/pkg/a.css?v=1"><script>import('/pkg/a.js').then(m=>m.default({module_or_path:"/pkg/a.wasm"}))</script>
            <svg><use href="/icons.svg#bell"/></svg><a href="/seller/bills">x</a><a href="//elsewhere.test/x.js">y</a>"#;
        let expected = ["/icons.svg", "/pkg/a.css", "/pkg/a.js", "/pkg/a.wasm"];
        assert_eq!(named_in(page).into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn form_values_are_encoded() {
        assert_eq!(form_encoded("seller@demo.test"), "seller%40demo.test");
        assert_eq!(form_encoded("a b+é"), "a%20b%2B%C3%A9");
    }
}
