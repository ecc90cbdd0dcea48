//! `/seller/bills/:id` and `/ops/bills/:id`: the bill as a statement, where it stands, and its lines.

use super::{
    advance::steps,
    bills::{OPERATOR, SELLER},
    calls,
    lines::{self, lines_card},
    lists::{Place, grouped, page_request, param},
    words::{month, tone, words},
};
use crate::{
    fault::Fault,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, fill},
};
use guildhall_sdk::{
    ids::BillId,
    lang::Lang,
    money::Money,
    portal::AppError,
    settlement::{BillEvent, BillLines, BillState, BillView, GetBill, ListBillLines},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The seller's page.
#[component]
pub fn SellerBillPage() -> impl IntoView {
    page(SELLER)
}

/// The operator's page: the same, with the steps.
#[component]
pub fn OperatorBillPage() -> impl IntoView {
    page(OPERATOR)
}

fn page(base: &'static str) -> AnyView {
    let session = use_session();
    let params = use_params_map();
    let query = use_query_map();
    let wanted = move || {
        (
            params.read().get("id").and_then(|id| id.parse::<BillId>().ok()),
            query.get(),
        )
    };
    let data = Resource::new(wanted, |(bill, query)| async move {
        let bill = bill.ok_or_else(|| Fault::from(AppError::NotFound))?;
        let view = calls::get_bill(GetBill { bill }).await?;
        let wanted = ListBillLines {
            bill,
            filter: lines::asked(&query),
            page: page_request(&query),
        };
        Ok((view, calls::list_bill_lines(wanted).await?))
    });
    load(data, move |(bill, found)| {
        let query = query.get_untracked();
        let place = Place::read(format!("{base}/{}", bill.row.id), &query, &lines::FILTERS);
        body(&session, base, &place, &param(&query, "done"), bill, found)
    })
}

fn body(
    session: &Session,
    base: &'static str,
    place: &Place,
    done: &str,
    bill: BillView,
    found: BillLines,
) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let row = &bill.row;
    let operator = base == OPERATOR;
    let title = fill(
        t.bill_title,
        &[("period", &month(row.period)), ("class", &row.class.words(lang))],
    );
    let crumb = vec![Crumb::new(base, t.bills_title)];
    let badge = view! { <Badge tone=tone(row.state) label=row.state.words(lang) /> }.into_any();
    let export = lines::export_href(place, row.id);
    let actions = view! {
        <span class="needs-js">
            <Button
                label=t.print
                icon="file-text"
                on_click=move || {
                    let _ = window().print();
                }
            />
        </span>
        <Button kind=Kind::Primary label=t.export icon="download" href=export download=true />
    }
    .into_any();
    let flash = (done == "advanced").then(|| view! { <Callout tone=Tone::Done title=t.advance_done /> });
    let steps = operator.then(|| steps(session, &bill));
    view! {
        <Title text=title.clone() />
        <PageHead title lead=t.bill_lead breadcrumb=crumb breadcrumb_label=t.bills_title badge actions />
        <div class="stack-lg">
            {flash}
            <div class="split">
                <div class="stack">
                    {statement(lang, &bill)}
                    {steps}
                </div>
                <aside class="stack">{progress(session, &bill, operator)}</aside>
            </div>
            {lines_card(session, place, row, &found, operator)}
        </div>
    }
    .into_any()
}

fn statement(lang: Lang, bill: &BillView) -> AnyView {
    let t = words(lang);
    let row = &bill.row;
    let sign = row.net.currency.sign();
    let line = |money: Money, negative: bool| {
        let figures = money.figures().trim_start_matches('\u{2212}').to_owned();
        view! { <Amount figures currency=sign negative /> }
    };
    let gross = line(row.gross, row.gross.minor < 0);
    let fee = line(row.fee, row.fee.minor > 0);
    let net = line(row.net, row.net.minor < 0);
    let lead = fill(
        t.statement_lead,
        &[
            ("seller", &row.seller_name.get(lang)),
            ("period", &month(row.period)),
        ],
    );
    let gross_note = fill(t.gross_note, &[("n", &grouped(row.lines))]);
    let fee_text = if bill.mixed_rates {
        t.fee_note_mixed
    } else {
        t.fee_note
    };
    let fee_note = fill(fee_text, &[("rate", &bill.rate.percent()), ("rule", &bill.rule)]);
    view! {
        <Card title=t.statement lead>
            <Statement caption=t.statement>
                <StatementLine label=t.gross_line note=gross_note href="#lines">
                    {gross}
                </StatementLine>
                <StatementLine label=t.fee_line note=fee_note>
                    {fee}
                </StatementLine>
                <StatementTotal label=t.net_line>
                    {net}
                </StatementTotal>
            </Statement>
        </Card>
    }
    .into_any()
}

/// Where the bill stands and how it came there.
fn progress(session: &Session, bill: &BillView, operator: bool) -> AnyView {
    let t = words(session.lang);
    let lang = session.lang;
    let state = bill.row.state;
    let hint = (!operator).then(|| {
        if state == BillState::Paid {
            return view! { <Callout tone=tone(state) title=state.words(lang) /> }.into_any();
        }
        view! { <Callout tone=tone(state) title=t.next_step>{state.hint(lang)}</Callout> }.into_any()
    });
    let events = bill
        .events
        .iter()
        .rev()
        .map(|event| event_item(session, event))
        .collect_view();
    view! {
        {hint}
        <Card title=t.history>
            <Timeline label=t.history>{events}</Timeline>
        </Card>
    }
    .into_any()
}

fn event_item(session: &Session, event: &BillEvent) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let title = match event.from {
        None => t.event_made.to_owned(),
        Some(_) => event.to.words(lang).to_owned(),
    };
    let who = if event.by.starts_with("system:") {
        t.system.to_owned()
    } else {
        event.by.clone()
    };
    let when = view! {
        <When
            rfc3339=event.at.to_rfc3339()
            absolute=session.zone.minute(event.at)
            relative=ago(lang, event.at, session.now)
        />
    }
    .into_any();
    let note = event.note.clone();
    if note.is_empty() {
        view! { <TimelineItem tone=tone(event.to) title who when /> }.into_any()
    } else {
        view! {
            <TimelineItem tone=tone(event.to) title who when>
                <span class="muted">{t.note} ": "</span>
                {note}
            </TimelineItem>
        }
        .into_any()
    }
}
