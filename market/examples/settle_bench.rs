use futures::TryStreamExt as _;
use guildhall_market::*;
use guildhall_sdk::{lang::Lang, portal::PageRequest, settlement::*};
use std::time::Instant;
#[tokio::main]
async fn main() {
    let n: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let dir = tempfile::tempdir_in("/tmp").unwrap();
    if std::env::var("KEEP").is_ok() {
        println!("{}", dir.path().display());
    }
    let mut c = config::MarketConfig::embedded(dir.path().to_owned());
    if let Some(url) = std::env::args().nth(2) {
        c.database = db::DbConfig::Postgres(url);
    }
    let m = Market::open(c).await.unwrap();
    let t = Instant::now();
    let r = seed::load(&m, n, 100, 20, 7).await.unwrap();
    let s = t.elapsed().as_secs_f64();
    println!("load {n} in {s:.2}s = {:.0}/s", n as f64 / s);
    if std::env::var("LOAD").is_ok() {
        return;
    }
    let sys = Actor::System("b");
    let t = Instant::now();
    let dry = m
        .act(
            &sys,
            RunBills {
                period: r.period,
                dry_run: true,
            },
        )
        .await
        .unwrap();
    println!("dry {} {:.2}s", dry.billed, t.elapsed().as_secs_f64());
    let t = Instant::now();
    let run = m
        .act(
            &sys,
            RunBills {
                period: r.period,
                dry_run: false,
            },
        )
        .await
        .unwrap();
    let s = t.elapsed().as_secs_f64();
    println!("run {} in {s:.2}s = {:.0}/s", run.billed, run.billed as f64 / s);
    let bill = run.bills.iter().max_by_key(|b| b.lines).unwrap().clone();
    let owner = accounts::actor_of(&m, "seller1@load.test").await.unwrap();
    let number = {
        let l = m
            .act(
                &owner,
                ListBillLines {
                    bill: bill.id,
                    filter: Default::default(),
                    page: PageRequest {
                        cursor: Some(format!("a.{}.", bill.lines / 2)),
                        size: Some(50),
                    },
                },
            )
            .await
            .unwrap();
        l.page.rows[0].order_number.clone()
    };
    for (what, filter, cursor) in [
        ("first", BillLineFilter::default(), None),
        (
            "deep",
            BillLineFilter::default(),
            Some(format!("a.{}.", bill.lines - 60)),
        ),
        (
            "order",
            BillLineFilter {
                order_number: number.clone(),
                ..Default::default()
            },
            None,
        ),
        (
            "prefix8",
            BillLineFilter {
                order_number: number[..8].into(),
                ..Default::default()
            },
            None,
        ),
        (
            "product",
            BillLineFilter {
                product: "SaaS".into(),
                ..Default::default()
            },
            None,
        ),
        (
            "none",
            BillLineFilter {
                product: "nothing like it".into(),
                ..Default::default()
            },
            None,
        ),
        (
            "paid",
            BillLineFilter {
                paid_from: Some("2026-10-30".parse().unwrap()),
                ..Default::default()
            },
            None,
        ),
    ] {
        let mut times = vec![];
        let mut rows = 0;
        for _ in 0..15 {
            let t = Instant::now();
            let l = m
                .act(
                    &owner,
                    ListBillLines {
                        bill: bill.id,
                        filter: filter.clone(),
                        page: PageRequest {
                            cursor: cursor.clone(),
                            size: Some(50),
                        },
                    },
                )
                .await
                .unwrap();
            rows = l.page.count.rows;
            times.push(t.elapsed().as_micros());
        }
        times.sort();
        println!("page {what}: {} us, count {rows}", times[7]);
    }
    for (what, l) in [
        ("tx", ListTransactions::default()),
        (
            "tx open",
            ListTransactions {
                billed: Some(false),
                ..Default::default()
            },
        ),
        (
            "tx number",
            ListTransactions {
                number: number.clone(),
                ..Default::default()
            },
        ),
    ] {
        let mut times = vec![];
        for _ in 0..9 {
            let t = Instant::now();
            m.act(&owner, l.clone()).await.unwrap();
            times.push(t.elapsed().as_micros());
        }
        times.sort();
        println!("{what}: {} us", times[4]);
    }
    for _ in 0..3 {
        let t = Instant::now();
        let (_, s) = settlement::export_bill_lines(
            &m,
            &owner,
            &RequestInfo::default(),
            bill.id,
            Default::default(),
            Lang::Zh,
        )
        .await
        .unwrap();
        let bytes = s
            .try_fold(0, |a, b| async move { Ok(a + b.len()) })
            .await
            .unwrap();
        println!(
            "export {} lines {bytes} B in {:.3}s",
            bill.lines,
            t.elapsed().as_secs_f64()
        );
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    println!(
        "{}",
        status
            .lines()
            .filter(|l| l.starts_with("VmHWM") || l.starts_with("VmRSS") || l.starts_with("RssAnon"))
            .collect::<Vec<_>>()
            .join(" ")
    );
    if std::env::var("KEEP").is_ok() {
        std::mem::forget(dir);
        return;
    }
    if std::env::args().nth(2).is_none() {
        let p = dir.path().join("guildhall.db");
        std::fs::write("/tmp/q.sql", format!("CREATE TEMP VIEW v AS SELECT seq, order_number, line_number, product_zh, spec_zh, customer_zh, quantity, printf('%d.%02d', gross/100, gross%100) g, printf('%d.%02d', fee/100, fee%100) f, printf('%d.%02d', net/100, net%100) n, printf('%d.%02d', rate/100, rate%100) r, rule, datetime(paid_at/1000000, 'unixepoch', '+8 hours') p, datetime(effective_at/1000000, 'unixepoch', '+8 hours') e, order_line_id FROM bill_line WHERE bill_id = '{}' ORDER BY seq;\n.headers on\nSELECT * FROM v;\n", bill.id)).unwrap();
        std::fs::write("/tmp/q2.sql", format!(".headers on\nSELECT seq, order_number, line_number, product_zh, spec_zh, customer_zh, quantity, gross,fee,net,rate, rule, paid_at,effective_at,order_line_id FROM bill_line WHERE bill_id = '{}' ORDER BY seq;\n", bill.id)).unwrap();
        for q in ["/tmp/q.sql", "/tmp/q2.sql"] {
            for _ in 0..3 {
                let t = Instant::now();
                std::process::Command::new("sh")
                    .arg("-c")
                    .arg(format!("sqlite3 -csv {} < {q} > /tmp/out.csv", p.display()))
                    .status()
                    .unwrap();
                println!("sqlite3 {q} {:.3}s", t.elapsed().as_secs_f64());
            }
        }
    }
}
