//! `/ops/bills/run?period=YYYYMM`: what a run would do, and the button that does it.

use super::{
    bills::{OPERATOR, amount},
    calls,
    lists::{grouped, param},
    words::{month, read_period, words},
};
use crate::{
    fault::Fault,
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    portal::AppError,
    settlement::{BillRow, BillRunReport, Condition},
    time::Period,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The report of a dry run.
#[component]
pub fn RunPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || read_period(&param(&query.read(), "period")),
        |period| async move {
            let period = period.ok_or_else(|| Fault::from(AppError::NotFound))?;
            Ok((period, calls::preview_bills(period).await?))
        },
    );
    load(data, move |(period, report)| body(&session, period, &report))
}

fn body(session: &Session, period: Period, report: &BillRunReport) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let title = fill(t.report_title, &[("period", &month(period))]);
    let crumb = vec![Crumb::new(OPERATOR, t.ops_title)];
    let skipped: u64 = report.skipped.values().sum();
    let form = use_form("bills/run");
    let refusal = form.refused().then(|| {
        let text: Vec<String> = form.all().into_iter().map(|(_, text)| text).collect();
        view! { <Callout tone=Tone::Bad title=t.refused alert=true>{text.join(" ")}</Callout> }
    });
    let made = u64::try_from(report.bills.len()).unwrap_or_default();
    let billed = report.billed;
    view! {
        <Title text=title.clone() />
        <PageHead title lead=t.report_lead breadcrumb=crumb breadcrumb_label=t.ops_title />
        <div class="stack-lg">
            {refusal}
            <Stats>
                <Stat label=t.would_bill value=grouped(billed) />
                <Stat label=t.would_skip value=grouped(skipped) />
                <Stat label=t.would_make value=grouped(made) />
            </Stats>
            {bills(session, &report.bills)}
            {skips(session, report)}
            {commit(session, period, report)}
        </div>
    }
    .into_any()
}

fn bills(session: &Session, rows: &[BillRow]) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let sign = rows.first().map_or("¥", |row| row.net.currency.sign());
    let money = |label: &str| Column::num(fill(label, &[("currency", &sign)]));
    let columns = vec![
        Column::text(t.seller),
        Column::text(t.class),
        Column::num(t.lines_column),
        money(t.gross),
        money(t.fee),
        money(t.net),
    ];
    let empty = rows
        .is_empty()
        .then(|| view! { <Empty title=t.report_none /> }.into_any());
    let rows = rows
        .iter()
        .map(|row| {
            view! {
                <tr>
                    <td>
                        <span class="row-name">{row.seller_name.get(lang).to_owned()}</span>
                    </td>
                    <td data-label=t.class>{row.class.words(lang)}</td>
                    <td class="num" data-label=t.lines_column>{grouped(row.lines)}</td>
                    <td class="num" data-label=t.gross_line>{amount(row.gross, false, String::new())}</td>
                    <td class="num" data-label=t.fee_line>{amount(row.fee, true, String::new())}</td>
                    <td class="num" data-label=t.net_line>{amount(row.net, false, String::new())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card title=t.report_bills flush=true>
            <Ledger caption=t.report_bills columns empty stack=true>
                {rows}
            </Ledger>
        </Card>
    }
    .into_any()
}

fn skips(session: &Session, report: &BillRunReport) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let rows = report
        .skipped
        .iter()
        .map(|(reason, n)| {
            let condition = Condition::ALL.iter().copied().find(|c| c.as_str() == reason);
            let (text, who) = match condition {
                Some(c) => (t.missing(lang, c).to_owned(), c.who(lang)),
                None if reason == "next_period" => (t.next_period_reason.to_owned(), "—"),
                None => (reason.clone(), "—"),
            };
            view! {
                <tr>
                    <td>
                        <span class="row-name">{text}</span>
                    </td>
                    <td class="num" data-label=t.lines_column>{grouped(*n)}</td>
                    <td data-label=t.who>{who}</td>
                </tr>
            }
        })
        .collect_view();
    let empty = report
        .skipped
        .is_empty()
        .then(|| view! { <Empty title=t.skipped_none /> }.into_any());
    let columns = vec![
        Column::text(t.reason),
        Column::num(t.lines_column),
        Column::text(t.who),
    ];
    view! {
        <Card title=t.skipped_title lead=t.skipped_lead flush=true>
            <Ledger caption=t.skipped_title columns empty stack=true>
                {rows}
            </Ledger>
        </Card>
    }
    .into_any()
}

fn commit(session: &Session, period: Period, report: &BillRunReport) -> AnyView {
    let t = words(session.lang);
    if report.billed == 0 {
        return view! { <Callout tone=Tone::Neutral>{t.run_nothing}</Callout> }.into_any();
    }
    let label = fill(t.run_now, &[("period", &month(period))]);
    view! {
        <form method="post" action="/form/bills/run">
            <input type="hidden" name="_page" value=format!("{OPERATOR}/run?period={period}") />
            <input type="hidden" name="period" value=period.to_string() />
            <Buttons stick=true>
                <Button kind=Kind::Seal label icon="stamp" />
            </Buttons>
        </form>
    }
    .into_any()
}
