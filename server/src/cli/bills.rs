//! `guildhall bills …`.

use super::{
    Console, Done, Failure,
    args::{Bills, Format},
    out::{raw, table},
    show::gather,
};
use futures::StreamExt;
use guildhall_market::{Actor, RequestInfo, settlement::export_bill_lines};
use guildhall_sdk::{
    ids::{BillId, OrderLineId},
    lang::Lang,
    settlement::{BillLineFilter, BillRow, ExplainLine, GetBill, ListBillLines, ListBills, RunBills},
};
use serde_json::json;

/// Most bills `bills list` prints.
const MOST: usize = 100_000;

/// `bills run|list|show|lines|export|explain`.
pub async fn run(console: &Console, what: Bills) -> Done {
    match what {
        Bills::Run { period, dry_run } => {
            let report = console.act(RunBills { period, dry_run }).await?;
            console.out.print(
                || json!(report),
                || {
                    let skipped: Vec<String> = report
                        .skipped
                        .iter()
                        .map(|(why, n)| format!("{n} {why}"))
                        .collect();
                    let skipped = if skipped.is_empty() {
                        "none".into()
                    } else {
                        skipped.join(", ")
                    };
                    format!(
                        "{}{} line(s) billed; left: {skipped}",
                        rows(&report.bills, console.out.lang),
                        report.billed
                    )
                },
            )
        }
        Bills::List { period } => {
            let bills = gather(MOST, async |page| {
                console
                    .act(ListBills {
                        period,
                        page,
                        ..ListBills::default()
                    })
                    .await
            })
            .await?;
            console
                .out
                .print(|| json!({ "bills": bills }), || rows(&bills, console.out.lang))
        }
        Bills::Show { id } => show(console, id).await,
        Bills::Lines { id, limit } => lines(console, id, limit).await,
        Bills::Export {
            id,
            format: Format::Csv,
        } => export(console, id).await,
        Bills::Explain { order_line } => explain(console, order_line).await,
    }
}

fn rows(bills: &[BillRow], lang: Lang) -> String {
    let rows: Vec<[String; 9]> = bills
        .iter()
        .map(|b| {
            [
                b.id.to_string(),
                b.period.to_string(),
                b.seller_name.get(lang).to_owned(),
                b.class.as_str().to_owned(),
                b.state.words(lang).to_owned(),
                b.gross.display(),
                b.fee.display(),
                b.net.display(),
                b.lines.to_string(),
            ]
        })
        .collect();
    table(
        [
            "bill", "period", "seller", "class", "state", "gross", "fee", "net", "lines",
        ],
        &rows,
    )
}

async fn show(console: &Console, id: BillId) -> Done {
    let view = console.act(GetBill { bill: id }).await?;
    let lang = console.out.lang;
    console.out.print(
        || json!(view),
        || {
            let events: String = view
                .events
                .iter()
                .map(|e| {
                    format!(
                        "{}  {}  {}  {}\n",
                        e.at.to_rfc3339(),
                        e.to.words(lang),
                        e.by,
                        e.note
                    )
                })
                .collect();
            format!("{}\n{events}", rows(std::slice::from_ref(&view.row), lang))
        },
    )
}

async fn lines(console: &Console, id: BillId, limit: usize) -> Done {
    let lines = gather(limit, async |page| {
        let list = ListBillLines {
            bill: id,
            filter: BillLineFilter::default(),
            page,
        };
        Ok(console.act(list).await?.page)
    })
    .await?;
    console.out.print(
        || json!({ "lines": lines }),
        || {
            let lang = console.out.lang;
            let rows: Vec<[String; 7]> = lines
                .iter()
                .map(|l| {
                    [
                        l.seq.to_string(),
                        l.line_number.clone(),
                        l.product.get(lang).to_owned(),
                        l.customer_name.get(lang).to_owned(),
                        l.gross.display(),
                        l.fee.display(),
                        l.net.display(),
                    ]
                })
                .collect();
            table(["#", "line", "product", "customer", "gross", "fee", "net"], &rows)
        },
    )
}

/// CSV to stdout as it is read: constant memory, whatever the bill's size.
async fn export(console: &Console, id: BillId) -> Done {
    let actor = Actor::System("cli");
    let everything = BillLineFilter::default();
    let (_, rows) = export_bill_lines(
        &console.market,
        &actor,
        &RequestInfo::default(),
        id,
        everything,
        console.out.lang,
    )
    .await
    .map_err(|e| console.out.refused(&e))?;
    let mut stream = std::pin::pin!(rows);
    while let Some(chunk) = stream.next().await {
        raw(&chunk.map_err(|e| Failure {
            exit: 1,
            message: format!("the export broke off: {e}"),
            document: None,
        })?)?;
    }
    Ok(())
}

async fn explain(console: &Console, order_line: OrderLineId) -> Done {
    let explained = console.act(ExplainLine { order_line }).await?;
    let lang = console.out.lang;
    console.out.print(
        || json!(explained),
        || {
            let rows: Vec<[String; 4]> = explained
                .conditions
                .iter()
                .map(|c| {
                    let since = c.since.map(|at| at.to_rfc3339()).unwrap_or_default();
                    [
                        if c.holds { "yes" } else { "no" }.to_owned(),
                        c.condition.words(lang).to_owned(),
                        if c.holds {
                            since
                        } else {
                            c.detail.get(lang).to_owned()
                        },
                        c.who.get(lang).to_owned(),
                    ]
                })
                .collect();
            let end = match (explained.bill, explained.next_period) {
                (Some(bill), _) => format!("in bill {bill}"),
                (None, Some(period)) => format!("can be billed in {period}"),
                (None, None) => "not billed".into(),
            };
            format!(
                "{}\n{}{end}",
                explained.line.number,
                table(["holds", "condition", "since", "who can clear it"], &rows)
            )
        },
    )
}
