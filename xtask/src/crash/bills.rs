//! The bill run: killed again and again, it bills every line once, and every bill is the sum of its lines.

use super::journal::Journal;
use super::scenario::{Scenario, Step};
use super::stage::Stage;
use crate::api::Client;
use crate::http;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Periods a load has lines in, before the current one.
const PERIODS: usize = 13;
/// Clients that run the same period at the same time.
const RUNNERS: usize = 2;

pub struct Bills {
    finance: Client,
    /// Oldest first.
    periods: Vec<String>,
    /// Lines that hold conditions 1 to 4 by the end of the last period: all of them must be somewhere in the end.
    ready: u64,
    asked: [AtomicBool; RUNNERS],
    book: Mutex<Book>,
}

#[derive(Default)]
struct Book {
    /// The period that is being run.
    at: usize,
    /// Every bill that was ever shown: from then on it may not change.
    bills: BTreeMap<String, Value>,
    /// Bills whose lines were added up.
    summed: HashSet<String>,
    /// Order lines that are in a bill.
    lines: HashSet<String>,
}

impl Bills {
    /// # Errors
    /// When nobody can sign in or a dry run fails.
    pub fn start(stage: &Stage) -> Result<Box<dyn Scenario>> {
        let finance = stage.sign_in("operator.finance")?;
        let last = &stage.load.period;
        let ready = left(
            &finance
                .op(
                    &stage.url(),
                    "RunBills",
                    &json!({ "period": last, "dry_run": true }),
                )?
                .ok()?,
        );
        Ok(Box::new(Self {
            finance,
            periods: periods_until(last)?,
            ready,
            asked: Default::default(),
            book: Mutex::default(),
        }))
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, url: &str, period: &str) -> Result<Value> {
        self.finance
            .op(url, "RunBills", &json!({ "period": period }))?
            .ok()
    }

    /// All bills the operator sees.
    fn listed(&self, url: &str) -> Result<Vec<Value>> {
        let mut bills = Vec::new();
        let mut cursor = None::<String>;
        loop {
            let list = json!({ "page": { "size": 200, "cursor": cursor } });
            let list = self.finance.op(url, "ListBills", &list)?.ok()?;
            bills.extend(
                list["rows"]
                    .as_array()
                    .context("a list has rows")?
                    .iter()
                    .cloned(),
            );
            match list["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return Ok(bills),
            }
        }
    }

    /// Adds the lines of a bill up from its CSV.
    fn sum(&self, url: &str, bill: &Value, lines: &mut HashSet<String>, journal: &Journal) -> Result<()> {
        let id = bill["id"].as_str().context("a bill has an id")?;
        let csv = http::get(url, &format!("/exports/bills/{id}.csv"), &[self.finance.bearer()])?;
        anyhow::ensure!(csv.status == 200, "the export of {id} answers {}", csv.status);
        let mut sums = [0_i64; 3];
        let mut count = 0_u64;
        for line in csv.text().lines().skip(1) {
            let cells = cells(line);
            count += 1;
            if cells.first().map(String::as_str) != Some(count.to_string().as_str()) {
                journal.lose(format!("bill {id}: line {count} is called {:?}", cells.first()));
                return Ok(());
            }
            for (sum, cell) in sums.iter_mut().zip(cells.iter().skip(7)) {
                *sum += cell.replace('.', "").parse::<i64>().context("an amount")?;
            }
            journal.check();
            if !lines.insert(cells.last().cloned().unwrap_or_default()) {
                journal.double(format!("line {line} of bill {id} is in a bill already"));
            }
        }
        let minor = |key: &str| bill[key]["minor"].as_i64().unwrap_or_default();
        let said = [minor("gross"), minor("fee"), minor("net")];
        if bill["lines"] != json!(count) || sums != said || sums[0] != sums[1] + sums[2] {
            journal.lose(format!(
                "bill {id}: {count} lines sum up to {sums:?}, it says {} and {said:?}",
                bill["lines"]
            ));
        }
        Ok(())
    }
}

/// Lines of a report that are, or would be, billed, and those that only wait for the sum or the next run.
fn left(report: &Value) -> u64 {
    let count = |value: &Value| value.as_u64().unwrap_or_default();
    let skipped = &report["skipped"];
    count(&report["billed"]) + count(&skipped["threshold"]) + count(&skipped["next_period"])
}

/// The periods of a load, oldest first: `202510` … `202610`.
fn periods_until(last: &str) -> Result<Vec<String>> {
    let (year, month) = last.split_at_checked(4).context("a period is YYYYMM")?;
    let last = year.parse::<usize>()? * 12 + month.parse::<usize>()? - 1;
    Ok((last + 1 - PERIODS..=last)
        .map(|m| format!("{:04}{:02}", m / 12, m % 12 + 1))
        .collect())
}

/// The cells of a CSV line whose texts have no line breaks.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
    }
    cells
}

impl Scenario for Bills {
    fn name(&self) -> &'static str {
        "bill run"
    }

    fn attempt(&self, url: &str, client: usize, journal: &Journal) -> Result<Step> {
        let at = self.book().at;
        let (Some(asked), Some(period)) = (self.asked.get(client), self.periods.get(at)) else {
            return Ok(Step::Idle);
        };
        if asked.swap(true, Ordering::Relaxed) {
            journal.retry();
        }
        let answer = self.finance.op(url, "RunBills", &json!({ "period": period }))?;
        asked.store(false, Ordering::Relaxed);
        if answer.status != 200 {
            journal.wonder(answer.told());
            return Ok(Step::Done);
        }
        journal.acknowledge();
        let book = &mut *self.book();
        for bill in answer.body["bills"].as_array().context("a report has bills")? {
            let id = bill["id"].as_str().context("a bill has an id")?;
            book.bills.entry(id.to_owned()).or_insert_with(|| bill.clone());
        }
        book.at = book.at.max(at + 1);
        Ok(Step::Done)
    }

    /// The next attempt is the retry: a killed run goes on where it stopped, and may be killed there again.
    fn recover(&self, _: &str, _: &Journal) -> Result<()> {
        Ok(())
    }

    fn verify(&self, url: &str, journal: &Journal) -> Result<()> {
        let listed = self.listed(url)?;
        let book = &mut *self.book();
        let mut once = HashSet::new();
        let mut seen = HashSet::new();
        for bill in &listed {
            let id = bill["id"].as_str().context("a bill has an id")?;
            seen.insert(id.to_owned());
            if !once.insert(format!("{} {} {}", bill["seller"], bill["period"], bill["class"])) {
                journal.double(format!(
                    "bill {id}: a second one of {} {}",
                    bill["seller"], bill["period"]
                ));
            }
            let known = book.bills.entry(id.to_owned()).or_insert_with(|| bill.clone());
            if known != bill {
                journal.lose(format!("bill {id} was {known} and is {bill}"));
            }
            if !book.summed.contains(id) {
                self.sum(url, bill, &mut book.lines, journal)?;
                book.summed.insert(id.to_owned());
            }
        }
        for id in book.bills.keys().filter(|id| !seen.contains(*id)) {
            journal.lose(format!("bill {id}"));
        }
        Ok(())
    }

    fn finish(&self, url: &str, journal: &Journal) -> Result<()> {
        // What was killed last is completed; after that there is nothing more to bill.
        for period in &self.periods {
            self.run(url, period)?;
        }
        for period in &self.periods {
            let again = self.run(url, period)?;
            if again["billed"] != json!(0) {
                journal.double(format!(
                    "{period} was run to its end, and again bills {}",
                    again["billed"]
                ));
            }
        }
        let last = self.periods.last().context("there are periods")?;
        let report = self
            .finance
            .op(url, "RunBills", &json!({ "period": last, "dry_run": true }))?
            .ok()?;
        {
            let book = &mut *self.book();
            book.at = self.periods.len();
            book.summed.clear();
            book.lines.clear();
        }
        self.verify(url, journal)?;
        let found = self.book().lines.len() as u64 + left(&report);
        if found < self.ready {
            journal.lose(format!(
                "{found} lines are billed or wait, {} were ready",
                self.ready
            ));
        } else if found > self.ready {
            journal.double(format!(
                "{found} lines are billed or wait, {} were ready",
                self.ready
            ));
        }
        Ok(())
    }

    fn exhausted(&self) -> bool {
        self.book().at >= self.periods.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_periods_of_a_load_pass_the_end_of_a_year() {
        let periods = periods_until("202602").expect("a period");
        assert_eq!(periods.len(), PERIODS);
        assert_eq!((periods[0].as_str(), periods[11].as_str()), ("202502", "202601"));
        assert_eq!(periods[12], "202602");
    }

    #[test]
    fn quoted_cells_keep_their_commas() {
        assert_eq!(
            cells("1,\"Basic, 50 users\",\"say \"\"hi\"\"\",2.00"),
            ["1", "Basic, 50 users", "say hi", "2.00"]
        );
    }
}
