//! `/seller/transactions`: every order line, billed or not, and why not.

use super::{
    bills::{SELLER, amount},
    calls,
    lists::{Place, chips, page_request, pager, param},
    words::{month, words},
};
use crate::{
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::{
    listings::TradeClass,
    portal::Page,
    settlement::{ListTransactions, TransactionRow},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

pub(super) const PATH: &str = "/seller/transactions";

/// The transactions.
#[component]
pub fn TransactionsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| async move {
            let billed = match param(&query, "billed").as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let class = TradeClass::parse(&param(&query, "class"));
            let number = param(&query, "number");
            calls::list_transactions(ListTransactions {
                billed,
                number,
                class,
                page: page_request(&query),
            })
            .await
        },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.transactions_title />
        <PageHead title=t.transactions_title lead=t.transactions_lead />
        {load(data, move |page| {
            let place = Place::read(PATH, &query.get_untracked(), &["billed", "number", "class"]);
            body(&session, &place, &page)
        })}
    }
}

fn body(session: &Session, place: &Place, page: &Page<TransactionRow>) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let tab = |value: &str, label: &str| {
        Tab::new(place.with("billed", value).href(), label).current(place.value("billed") == value)
    };
    let tabs = vec![tab("", t.all), tab("no", t.unbilled), tab("yes", t.billed)];
    let sign = page.rows.first().map_or("¥", |row| row.gross.currency.sign());
    let columns = vec![
        Column::text(t.product),
        Column::text(t.number),
        Column::text(t.customer),
        Column::text(t.class),
        Column::text(t.ordered),
        Column::num(fill(t.amount, &[("currency", &sign)])),
        Column::text(t.billing),
        Column::act(t.explain),
    ];
    let rows = page.rows.iter().map(|row| list_row(session, row)).collect_view();
    let empty = page.rows.is_empty().then(|| {
        let filtered = ["billed", "number", "class"].iter().any(|name| !place.value(name).is_empty());
        if filtered {
            view! { <Empty drawing=Drawing::Search title=t.transactions_none><Button label=c.clear href=PATH /></Empty> }
                .into_any()
        } else {
            view! { <Empty title=t.transactions_empty text=t.transactions_empty_text /> }.into_any()
        }
    });
    view! {
        <Tabs label=t.views items=tabs />
        {filters(session, place)}
        <Ledger caption=t.transactions_list columns empty stack=true>
            {rows}
        </Ledger>
        {pager(lang, place, page)}
    }
    .into_any()
}

fn filters(session: &Session, place: &Place) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let mut classes = vec![Choice::new("", t.any_class)];
    classes.extend(
        TradeClass::ALL
            .iter()
            .map(|x| Choice::new(x.as_str(), x.words(lang))),
    );
    let in_force = vec![
        ("number", t.number, place.value("number").to_owned()),
        (
            "class",
            t.class,
            TradeClass::parse(place.value("class"))
                .map(|x| x.words(lang).to_owned())
                .unwrap_or_default(),
        ),
    ];
    let [billed, number, class] = ["billed", "number", "class"].map(|name| place.value(name).to_owned());
    view! {
        <FilterBar action=PATH label=c.filter submit_label=c.filter>
            {(!billed.is_empty()).then(|| view! { <input type="hidden" name="billed" value=billed /> })}
            <Field label=t.number name="number">
                <TextInput value=number placeholder="CS…" />
            </Field>
            <Field label=t.class name="class">
                <Select options=classes value=class />
            </Field>
        </FilterBar>
        {chips(lang, place, in_force)}
    }
    .into_any()
}

fn list_row(session: &Session, row: &TransactionRow) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let href = format!("{PATH}/{}", row.id);
    view! {
        <tr>
            <td>
                <a class="row-name" href=href.clone()>{row.product.get(lang).to_owned()}</a>
            </td>
            <td class="mono small" data-label=t.number>{row.number.clone()}</td>
            <td data-label=t.customer>{row.customer_name.get(lang).to_owned()}</td>
            <td data-label=t.class>{row.class.words(lang)}</td>
            <td data-label=t.ordered>
                <When
                    rfc3339=row.created_at.to_rfc3339()
                    absolute=session.zone.minute(row.created_at)
                    relative=ago(lang, row.created_at, session.now)
                />
            </td>
            <td class="num" data-label=t.line_facts>{amount(row.gross, false, String::new())}</td>
            <td data-label=t.billing>
                <div>{billing(session, row)}</div>
            </td>
            <td class="act">
                <Button size=Size::Small label=t.explain href />
            </td>
        </tr>
    }
    .into_any()
}

/// The bill it is in, or the condition it waits for.
pub(super) fn billing(session: &Session, row: &TransactionRow) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    match (row.billed_in, row.bill, row.missing) {
        (Some(period), Some(bill), _) => {
            let label = fill(t.billed_in, &[("period", &month(period))]);
            view! {
                <Badge tone=Tone::Done label=t.billed />
                " "
                <a href=format!("{SELLER}/{bill}")>{label}</a>
            }
            .into_any()
        }
        (_, _, Some(condition)) => {
            view! { <Badge tone=Tone::Wait label=t.missing(lang, condition) /> }.into_any()
        }
        _ => view! { <Badge tone=Tone::Info label=t.ready /> }.into_any(),
    }
}
