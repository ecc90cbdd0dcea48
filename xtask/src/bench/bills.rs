//! A page of a bill's lines, whatever the size of the bill.
#![expect(clippy::float_arithmetic, reason = "measurements are no money")]

use super::Lab;
use super::data::{Dataset, Served};
use crate::http::Request;
use crate::measure::{self, Row, median};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::time::Instant;

/// Rounds per kind of page: more than the least, the pages are quick.
const ROUNDS: usize = 9;
/// Requests whose median is one sample.
const REQUESTS: usize = 25;

/// Milliseconds of `ListBillLines` over the large bill against the small one: the first page, one from the middle, and
/// one of every filter. The row is the kind that grows most; `samples` has all of them.
///
/// # Errors
/// When a portal does not start or refuses.
pub fn growth(lab: &Lab) -> Result<Row> {
    let (large, small) = (lab.large()?, lab.small()?);
    let (a, b) = (Side::of(lab, large)?, Side::of(lab, small)?);
    let mut samples = Map::new();
    let mut worst: Option<Row> = None;
    for (kind, _) in &a.pages {
        a.sample(kind)?;
        b.sample(kind)?;
        let pairs = measure::interleaved(ROUNDS, || a.sample(kind), || b.sample(kind))?;
        samples.insert((*kind).to_owned(), json!(pairs));
        let row = Row::ratio("bill-lines-growth", "ms", 1.5, &pairs);
        println!(
            "  {kind:9} {:7.2} ms of {} lines, {:7.2} ms of {}",
            row.value,
            large.lines,
            row.baseline.unwrap_or_default(),
            small.lines
        );
        if worst.as_ref().is_none_or(|w| row.ratio > w.ratio) {
            worst = Some(row);
        }
    }
    let worst = worst.context("no page was measured")?;
    Ok(Row {
        samples: Value::Object(samples),
        ..worst
    })
}

/// One of the two bills, served.
struct Side {
    served: RefCell<Served>,
    /// Kind and request.
    pages: Vec<(&'static str, Value)>,
}

impl Side {
    /// The pages of a bill are chosen from what is in its middle.
    fn of(lab: &Lab, data: &Dataset) -> Result<Self> {
        let served = data.serve(&lab.built)?;
        let page = |filter: Value, cursor: Option<String>| {
            let page = cursor.map_or_else(|| json!({}), |cursor| json!({ "cursor": cursor }));
            json!({ "bill": data.bill, "filter": filter, "page": page })
        };
        let middle = page(json!({}), Some(format!("a.{}.", data.lines / 2)));
        let list = served
            .client
            .op(&served.portal.url, "ListBillLines", &middle)?
            .ok()?;
        let line = &list["page"]["rows"][0];
        let text = |value: &Value| value.as_str().map(str::to_owned).context("a line of the middle");
        let day = text(&line["paid_at"])?.chars().take(10).collect::<String>();
        let pages = vec![
            ("first", page(json!({}), None)),
            ("middle", middle.clone()),
            (
                "order",
                page(json!({ "order_number": text(&line["order_number"])? }), None),
            ),
            (
                "product",
                page(json!({ "product": text(&line["product"]["zh"])? }), None),
            ),
            ("day", page(json!({ "paid_from": day, "paid_to": day }), None)),
            (
                "nothing",
                page(json!({ "product": "no product is called this" }), None),
            ),
        ];
        Ok(Self {
            served: RefCell::new(served),
            pages,
        })
    }

    /// The median of a few requests over one connection, in milliseconds.
    fn sample(&self, kind: &str) -> Result<f64> {
        let (_, page) = self
            .pages
            .iter()
            .find(|(k, _)| *k == kind)
            .context("an unknown kind of page")?;
        let body = page.to_string();
        let served = &mut *self.served.borrow_mut();
        let headers = [served.client.bearer(), ("content-type", "application/json")];
        let request = Request {
            method: "POST",
            path: "/api/v1/op/ListBillLines",
            headers: &headers,
            body: body.as_bytes(),
        };
        let mut times = Vec::with_capacity(REQUESTS);
        for _ in 0..REQUESTS {
            let started = Instant::now();
            let answer = served.connection.send(&request)?;
            times.push(started.elapsed().as_secs_f64() * 1_000.0);
            anyhow::ensure!(
                answer.status == 200,
                "ListBillLines answers {}: {}",
                answer.status,
                answer.text()
            );
        }
        Ok(median(&times))
    }
}
