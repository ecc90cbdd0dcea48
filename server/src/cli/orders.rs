//! `guildhall orders import FILE.jsonl`: orders paid elsewhere. The same file twice adds nothing.

use super::{Console, Done, Failure, out::finding_document};
use guildhall_sdk::{
    finding::Finding,
    orders::{ImportOrders, ImportReport, ImportedOrder},
    portal::Operation,
};
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

/// Lines per transaction.
const BATCH: usize = 500;
/// Longest line; an order has nowhere near as much to say.
const MAX_LINE: usize = 4 * 1024 * 1024;

/// Something refused, by the line it stands in.
struct Refused {
    line: usize,
    finding: Finding,
}

/// Reads the whole file once before anything is taken in: a malformed line leaves nothing half done.
pub async fn import(console: &Console, file: &Path) -> Done {
    for order in lines(file)? {
        order?;
    }
    let mut report = ImportReport::default();
    let mut refused = Vec::new();
    let mut batch = Vec::new();
    let mut orders = lines(file)?.peekable();
    while let Some(order) = orders.next() {
        batch.push(order?);
        if batch.len() == BATCH || orders.peek().is_none() {
            take_in(console, std::mem::take(&mut batch), &mut report, &mut refused).await?;
        }
    }
    console.out.print(
        || {
            let refused: Vec<Value> = refused
                .iter()
                .map(|r| {
                    let mut document = finding_document(&r.finding);
                    document["line"] = r.line.into();
                    document
                })
                .collect();
            json!({ "added": report.added, "unchanged": report.unchanged, "refused": refused })
        },
        || {
            let lines: String = refused
                .iter()
                .map(|r| format!("line {}: {}\n", r.line, console.out.finding(&r.finding)))
                .collect();
            format!(
                "{lines}{} added, {} unchanged, {} refused",
                report.added,
                report.unchanged,
                refused.len()
            )
        },
    )?;
    if refused.is_empty() {
        Ok(())
    } else {
        Err(Failure::said())
    }
}

async fn take_in(
    console: &Console,
    batch: Vec<(usize, ImportedOrder)>,
    report: &mut ImportReport,
    refused: &mut Vec<Refused>,
) -> Done {
    // One bad order must not keep its 499 neighbours out.
    let (mut numbers, mut orders) = (Vec::new(), Vec::new());
    for (line, order) in batch {
        let alone = ImportOrders { orders: vec![order] };
        let findings = alone.validate();
        if findings.is_empty() {
            numbers.push(line);
            orders.extend(alone.orders);
        } else {
            refused.extend(findings.into_iter().map(|f| Refused {
                line,
                finding: within(f).1,
            }));
        }
    }
    if orders.is_empty() {
        return Ok(());
    }
    let done = console.act(ImportOrders { orders }).await?;
    report.added += done.added;
    report.unchanged += done.unchanged;
    for finding in done.refused {
        let (place, finding) = within(finding);
        let line = place.and_then(|i| numbers.get(i).copied()).unwrap_or_default();
        refused.push(Refused { line, finding });
    }
    Ok(())
}

/// `orders.3.lines.0.gross` → the fourth order, `lines.0.gross`.
fn within(mut finding: Finding) -> (Option<usize>, Finding) {
    let mut parts = finding.path.splitn(3, '.');
    let place = match (parts.next(), parts.next()) {
        (Some("orders"), Some(index)) => index.parse().ok(),
        _ => None,
    };
    if place.is_some() {
        finding.path = parts.next().unwrap_or_default().to_owned();
    }
    (place, finding)
}

/// The orders of a file with the numbers of their lines, from 1. Empty lines are left out.
fn lines(file: &Path) -> Done<impl Iterator<Item = Done<(usize, ImportedOrder)>>> {
    let name = file.display().to_string();
    let mut reader = BufReader::new(File::open(file).map_err(|e| Failure::unusable(format!("{name}: {e}")))?);
    let mut number = 0;
    let mut buffer = Vec::new();
    Ok(std::iter::from_fn(move || {
        loop {
            number += 1;
            buffer.clear();
            let at =
                |what: &dyn std::fmt::Display| Failure::unusable(format!("{name}: line {number}: {what}"));
            match std::io::Read::take(&mut reader, MAX_LINE as u64 + 1).read_until(b'\n', &mut buffer) {
                Ok(0) => return None,
                Ok(n) if n > MAX_LINE => return Some(Err(at(&"longer than 4 MiB"))),
                Ok(_) => {}
                Err(e) => return Some(Err(at(&e))),
            }
            let line = if number == 1 {
                buffer.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&buffer)
            } else {
                &buffer
            };
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let mut json = serde_json::Deserializer::from_slice(line);
            let order = serde_path_to_error::deserialize(&mut json)
                .map_err(|e| match e.path().to_string().as_str() {
                    "." => at(e.inner()),
                    path => at(&format!("{path}: {}", e.inner())),
                })
                .and_then(|order| json.end().map_err(|e| at(&e)).map(|()| (number, order)));
            return Some(order);
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_sdk::finding::Code;

    #[test]
    fn a_finding_is_brought_home_to_its_line() {
        let (place, finding) = within(Finding::error("orders.3.lines.0.gross", Code::PriceZero));
        assert_eq!((place, finding.path.as_str()), (Some(3), "lines.0.gross"));
        let (place, finding) = within(Finding::error("orders.7", Code::NotUnique));
        assert_eq!((place, finding.path.as_str()), (Some(7), ""));
    }

    #[test]
    fn a_malformed_line_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "\n\n{\"number\": 5}\n").unwrap();
        let failure = lines(file.path()).unwrap().next().unwrap().unwrap_err();
        assert_eq!(failure.exit, 2);
        assert!(
            failure.message.contains("line 3: number: "),
            "{}",
            failure.message
        );
    }
}
