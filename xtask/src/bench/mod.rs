//! `cargo xtask bench`: measures a release build, prints a table, writes JSON (contract.md, Bench).
mod bills;
mod data;
mod export;
mod navigation;
mod pages;
mod signing;

use crate::measure::Row;
use crate::paths::Paths;
use crate::site::Built;
use crate::{setup, site};
use anyhow::{Context, Result, bail};
use data::Dataset;
use serde_json::json;
use std::cell::OnceCell;
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
    /// Measures this program instead of building one
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
}

/// What a measurement may use.
pub struct Lab {
    pub paths: Paths,
    pub built: Built,
    pub full: bool,
    small: OnceCell<Dataset>,
    large: OnceCell<Dataset>,
}

impl Lab {
    /// One bill of ten thousand lines. Made when it is first wanted.
    ///
    /// # Errors
    /// When the data cannot be made.
    pub fn small(&self) -> Result<&Dataset> {
        made(&self.small, || {
            Dataset::with_a_bill_of(&self.built, "small", 10_000)
        })
    }

    /// One bill of a million lines; of a hundred thousand without `--full`.
    ///
    /// # Errors
    /// When the data cannot be made.
    pub fn large(&self) -> Result<&Dataset> {
        let lines = if self.full { 1_000_000 } else { 100_000 };
        made(&self.large, || {
            Dataset::with_a_bill_of(&self.built, "large", lines)
        })
    }
}

fn made(cell: &OnceCell<Dataset>, make: impl FnOnce() -> Result<Dataset>) -> Result<&Dataset> {
    match cell.get() {
        Some(data) => Ok(data),
        None => make().map(|data| cell.get_or_init(|| data)),
    }
}

/// A measurement: its id in contract.md and how it is taken.
struct Bench {
    id: &'static str,
    run: fn(&Lab) -> Result<Row>,
    /// Whether it opens pages: without any, no wasm is built.
    pages: bool,
}

const BENCHES: &[Bench] = &[
    Bench {
        id: "bill-lines-growth",
        run: bills::growth,
        pages: false,
    },
    Bench {
        id: "csv-export-vs-sqlite",
        run: export::against_sqlite,
        pages: false,
    },
    Bench {
        id: "csv-export-memory-mb",
        run: export::memory,
        pages: false,
    },
    Bench {
        id: "seed-lines-per-second",
        run: data::seed_speed,
        pages: false,
    },
    Bench {
        id: "offer-page-wasm-kb",
        run: pages::offer_page_wasm,
        pages: true,
    },
    Bench {
        id: "first-seller-page-brotli-kb",
        run: pages::first_seller_page,
        pages: true,
    },
    Bench {
        id: "console-nav-ms",
        run: navigation::console,
        pages: true,
    },
    Bench {
        id: "v2-verify-vs-hmac",
        run: signing::verify_against_hmac,
        pages: false,
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
    let chosen: Vec<&Bench> = BENCHES
        .iter()
        .filter(|b| args.ids.is_empty() || args.ids.iter().any(|id| id == b.id))
        .collect();
    setup::ensure(paths, setup::BENCH)?;
    let built = match &args.binary {
        Some(binary) => site::already(paths, binary, true)?,
        None if chosen.iter().any(|b| b.pages) => {
            setup::ensure(paths, setup::BUILD)?;
            site::build(paths, true)?
        }
        None => site::build_server_only(paths, true)?,
    };
    let lab = Lab {
        paths: paths.clone(),
        built,
        full: args.full,
        small: OnceCell::new(),
        large: OnceCell::new(),
    };
    let mut rows = Vec::new();
    for bench in chosen {
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
