//! `/seller/transactions/:id`: why a line is, or is not, in a bill.

use super::{
    bills::SELLER,
    calls,
    transactions::{PATH, billing},
    words::{month, words},
};
use crate::{
    fault::Fault,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::OrderLineId,
    portal::AppError,
    settlement::{ConditionView, ExplainLine, LineExplanation, TransactionRow},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The explanation.
#[component]
pub fn TransactionPage() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let data = Resource::new(
        move || {
            params
                .read()
                .get("id")
                .and_then(|id| id.parse::<OrderLineId>().ok())
        },
        |line| async move {
            let order_line = line.ok_or_else(|| Fault::from(AppError::NotFound))?;
            calls::explain_line(ExplainLine { order_line }).await
        },
    );
    load(data, move |found| body(&session, &found))
}

fn body(session: &Session, found: &LineExplanation) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let line = &found.line;
    let title = fill(t.explain_title, &[("number", &line.number)]);
    let crumb = vec![Crumb::new(PATH, t.transactions_title)];
    let badge = billing(session, line);
    let outcome = match (found.bill, line.billed_in, found.next_period) {
        (Some(bill), Some(period), _) => {
            let title = fill(t.in_bill, &[("period", &month(period))]);
            let act = view! { <Button size=Size::Small label=t.open_bill href=format!("{SELLER}/{bill}") /> }
                .into_any();
            view! { <Callout tone=Tone::Done title actions=act /> }.into_any()
        }
        (_, _, Some(period)) => {
            let title = fill(t.next_period, &[("period", &month(period))]);
            view! { <Callout tone=Tone::Info title /> }.into_any()
        }
        _ => view! { <Callout tone=Tone::Wait title=t.no_period /> }.into_any(),
    };
    let conditions = found
        .conditions
        .iter()
        .map(|c| condition(session, c))
        .collect_view();
    let columns = vec![
        Column::text(t.condition),
        Column::text(common::words(lang).state),
        Column::text(t.who),
    ];
    let facts = facts(session, line);
    view! {
        <Title text=title.clone() />
        <PageHead title lead=t.explain_lead breadcrumb=crumb breadcrumb_label=t.transactions_title badge />
        <div class="stack-lg">
            {outcome}
            <div class="split">
                <Card title=t.conditions flush=true>
                    <Ledger caption=t.conditions columns stack=true>
                        {conditions}
                    </Ledger>
                </Card>
                <aside>
                    {facts}
                </aside>
            </div>
        </div>
    }
    .into_any()
}

fn facts(session: &Session, line: &TransactionRow) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let when = |at: Option<DateTime<Utc>>| at.map_or_else(|| "—".to_owned(), |at| session.zone.minute(at));
    let rows = [
        (t.product, line.product.get(lang).to_owned()),
        (t.customer, line.customer_name.get(lang).to_owned()),
        (t.class, line.class.words(lang).to_owned()),
        (t.gross_line, line.gross.display()),
        (t.ordered, when(Some(line.created_at))),
        (t.paid, when(line.paid_at)),
        (t.effective, when(line.effective_at)),
    ];
    let rows = rows
        .map(|(label, value)| view! { <Kv label value num=true /> })
        .into_iter()
        .collect_view();
    view! {
        <Card title=t.line_facts>
            <KvList>{rows}</KvList>
        </Card>
    }
    .into_any()
}

fn condition(session: &Session, view: &ConditionView) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let (tone, label) = if view.holds {
        (Tone::Done, t.holds)
    } else {
        (Tone::Wait, t.misses)
    };
    let since = view.since.map(|at| {
        view! {
            <span class="row-sub">
                {fill(t.since, &[("time", &session.zone.minute(at))])}
                " · "
                {ago(lang, at, session.now)}
            </span>
        }
    });
    let detail = view.detail.get(lang).to_owned();
    let detail = (!detail.is_empty()).then(|| view! { <span class="row-sub num">{detail}</span> });
    let who = if view.holds {
        "—".to_owned()
    } else {
        view.who.get(lang).to_owned()
    };
    view! {
        <tr>
            <td>
                <span class="row-name">{view.condition.words(lang)}</span>
                {detail}
            </td>
            <td data-label=c.state>
                <div>
                    <Badge tone label />
                    {since}
                </div>
            </td>
            <td data-label=t.who>{who}</td>
        </tr>
    }
    .into_any()
}
