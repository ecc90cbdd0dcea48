//! The CSV of a bill: its time against `sqlite3 -csv`, and the memory it takes.
#![expect(clippy::float_arithmetic, reason = "measurements are no money")]

use super::Lab;
use super::data::{Dataset, Served};
use crate::http::Request;
use crate::measure::{self, ROUNDS, Row, median, spread};
use crate::proc;
use anyhow::{Context, Result};
use serde_json::json;
use std::cell::RefCell;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Lines that are compared before anything is measured.
const COMPARED: usize = 1_000;
/// Exports of any size may differ by this much and are still called flat.
const FLAT_MB: f64 = 16.0;

/// Milliseconds of the large bill's CSV over HTTP against `sqlite3 -csv` of a view with the same text columns. Both
/// are read to their end by xtask through a pipe or a socket, and thrown away.
///
/// # Errors
/// When either fails, or the two do not say the same.
pub fn against_sqlite(lab: &Lab) -> Result<Row> {
    let data = lab.large()?;
    let served = RefCell::new(data.serve(&lab.built)?);
    let (mut ours, mut theirs) = (Taken::keeping(), Taken::keeping());
    export(&mut served.borrow_mut(), data, &mut ours)?;
    sqlite(data, &mut theirs)?;
    same(data, &ours, &theirs)?;
    let pairs = measure::interleaved(
        ROUNDS,
        || timed(|| export(&mut served.borrow_mut(), data, &mut Taken::default())),
        || timed(|| sqlite(data, &mut Taken::default())),
    )?;
    Ok(Row::ratio("csv-export-vs-sqlite", "ms", 2.5, &pairs))
}

fn timed(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed().as_secs_f64() * 1_000.0)
}

/// What arrived: how many lines, and the first of them where they are wanted.
#[derive(Default)]
struct Taken {
    lines: u64,
    keep: bool,
    start: Vec<u8>,
}

impl Taken {
    fn keeping() -> Self {
        Self {
            keep: true,
            ..Self::default()
        }
    }

    fn piece(&mut self, bytes: &[u8]) {
        if self.keep && self.start.len() < COMPARED * 1_000 {
            self.start.extend_from_slice(bytes);
        }
        // Two bytes of a line feed and its carriage return are all this looks at: cheap beside making them.
        self.lines += bytes.iter().map(|b| u64::from(*b == b'\n')).sum::<u64>();
    }

    /// The first data lines without quotes: the two quote by different, equally valid rules.
    fn plain(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.start).replace(['"', '\r'], "");
        text.lines().skip(1).take(COMPARED).map(str::to_owned).collect()
    }
}

fn export(served: &mut Served, data: &Dataset, taken: &mut Taken) -> Result<()> {
    let request = Request {
        method: "GET",
        path: &format!("/exports/bills/{}.csv", data.bill),
        headers: &[served.client.bearer(), ("accept-language", "en")],
        body: &[],
    };
    let answer = served.connection.stream(&request, |bytes| taken.piece(bytes))?;
    anyhow::ensure!(answer.status == 200, "the export answers {}", answer.status);
    anyhow::ensure!(
        taken.lines == data.lines + 1,
        "the export has {} lines",
        taken.lines
    );
    Ok(())
}

fn sqlite(data: &Dataset, taken: &mut Taken) -> Result<()> {
    let view = view(&data.bill);
    let mut command = Command::new("sqlite3");
    command
        .args(["-readonly", "-batch", "-header", "-csv", "-cmd", &view])
        .arg(data.database())
        .arg("SELECT * FROM lines")
        .stdout(Stdio::piped());
    let mut running = proc::Running::start("sqlite3", &mut command)?;
    let mut stdout = running.child.stdout.take().context("stdout of sqlite3")?;
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match stdout.read(&mut buffer).context("reading sqlite3")? {
            0 => break,
            read => taken.piece(&buffer[..read]),
        }
    }
    proc::ended("sqlite3", running.wait()?)?;
    anyhow::ensure!(
        taken.lines == data.lines + 1,
        "sqlite3 gives {} lines",
        taken.lines
    );
    Ok(())
}

/// The columns of docs/formats/bill-lines.md as texts, in the business zone of the load.
fn view(bill: &str) -> String {
    let major = |column: &str| format!("printf('%d.%02d', {column} / 100, {column} % 100) AS {column}");
    let at = |column: &str| format!("datetime({column} / 1000000, 'unixepoch', '+8 hours') AS {column}");
    let columns = [
        "seq".to_owned(),
        "order_number".to_owned(),
        "line_number".to_owned(),
        "product_en".to_owned(),
        "spec_en".to_owned(),
        "customer_en".to_owned(),
        "quantity".to_owned(),
        major("gross"),
        major("fee"),
        major("net"),
        major("rate"),
        "rule".to_owned(),
        at("paid_at"),
        at("effective_at"),
        "order_line_id".to_owned(),
    ];
    format!(
        "CREATE TEMP VIEW lines AS SELECT {} FROM bill_line WHERE bill_id = '{bill}' ORDER BY seq",
        columns.join(", ")
    )
}

fn same(data: &Dataset, ours: &Taken, theirs: &Taken) -> Result<()> {
    let (ours, theirs) = (ours.plain(), theirs.plain());
    let compared = usize::try_from(data.lines).unwrap_or(COMPARED).min(COMPARED);
    anyhow::ensure!(ours.len() == compared, "{} lines to compare", ours.len());
    match ours.iter().zip(&theirs).find(|(a, b)| a != b) {
        None => Ok(()),
        Some((a, b)) => anyhow::bail!("the two do not say the same:\n  {a}\n  {b}"),
    }
}

/// Megabytes a fresh portal takes above idle at the peak of an export, large bill and (as baseline) small one. Passes
/// when the large one fits the target and is not more than [`FLAT_MB`] above the small one.
///
/// # Errors
/// When a portal or an export fails, or the system does not say what a process takes.
pub fn memory(lab: &Lab) -> Result<Row> {
    let pairs = measure::interleaved(
        ROUNDS,
        || above_idle(lab, lab.large()?),
        || above_idle(lab, lab.small()?),
    )?;
    let (large, small): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let row = Row::absolute("csv-export-memory-mb", "MB", 64.0, &large);
    let flat = row.value - median(&small) <= FLAT_MB + spread(&small).max(row.spread);
    Ok(Row {
        baseline: Some(median(&small)),
        pass: row.pass && flat,
        samples: json!(pairs),
        ..row
    })
}

/// A portal of its own each time: what an earlier export left behind would be counted as idle.
fn above_idle(lab: &Lab, data: &Dataset) -> Result<f64> {
    let mut served = data.serve(&lab.built)?;
    let list = json!({ "bill": data.bill });
    served
        .client
        .op(&served.portal.url, "ListBillLines", &list)?
        .ok()?;
    let pid = served.portal.running.pid();
    let idle = resident(pid)?;
    let done = AtomicBool::new(false);
    let peak = std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut peak = idle;
            while !done.load(Ordering::Relaxed) {
                peak = resident(pid)?.max(peak);
                std::thread::sleep(Duration::from_millis(2));
            }
            Ok::<_, anyhow::Error>(peak)
        });
        let exported = export(&mut served, data, &mut Taken::default());
        done.store(true, Ordering::Relaxed);
        let peak = watch
            .join()
            .map_err(|_| anyhow::anyhow!("the watcher panicked"))?;
        exported.and(peak)
    })?;
    Ok(peak - idle)
}

/// `VmRSS` in MB (10^6): anonymous memory and the mapped pages of files alike.
fn resident(pid: u32) -> Result<f64> {
    let path = format!("/proc/{pid}/status");
    let status = std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
    let line = status.lines().find(|l| l.starts_with("VmRSS:"));
    let kib: f64 = line
        .and_then(|l| l.split_whitespace().nth(1))
        .and_then(|n| n.parse().ok())
        .with_context(|| format!("{path} has no VmRSS"))?;
    Ok(kib * 1024.0 / 1_000_000.0)
}
