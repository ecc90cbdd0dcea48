//! `/seller/bills`: a bar per period, and the bills. The table is shared with the operator's page.

use super::{
    calls,
    lists::{Place, chips, page_request, pager, param},
    words::{month, read_period, tone, words},
};
use crate::{
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::{
    listings::TradeClass,
    money::Money,
    portal::{Page, PageRequest},
    settlement::{BillRow, BillState, ListBills, ListTransactions},
    time::Period,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use std::collections::BTreeMap;

/// The seller's list.
pub(super) const SELLER: &str = "/seller/bills";
/// The operator's list.
pub(super) const OPERATOR: &str = "/ops/bills";
/// The filters of both.
const FILTERS: [&str; 3] = ["period", "class", "state"];
/// Periods in the chart.
const BARS: usize = 12;

/// What the address asks for.
pub(super) fn asked(query: &ParamsMap) -> ListBills {
    ListBills {
        period: read_period(&param(query, "period")),
        class: TradeClass::parse(&param(query, "class")),
        state: BillState::parse(&param(query, "state")),
        page: page_request(query),
    }
}

/// The list's address; a period that cannot be read filters nothing and is left out.
pub(super) fn place(base: &str, query: &ParamsMap) -> Place {
    let place = Place::read(base, query, &FILTERS);
    match read_period(place.value("period")) {
        Some(period) => place.with("period", period.to_string()),
        None => place.without("period"),
    }
}

/// The seller's bills.
#[component]
pub fn SellerBillsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| async move {
            let page = PageRequest {
                cursor: None,
                size: Some(200),
            };
            let all = calls::list_bills(ListBills {
                page,
                ..ListBills::default()
            })
            .await?;
            Ok((calls::list_bills(asked(&query)).await?, periods(&all.rows)))
        },
    );
    let t = words(session.lang);
    let to_transactions = if session.may::<ListTransactions>() {
        view! { <Button label=t.to_transactions icon="list" href="/seller/transactions" /> }.into_any()
    } else {
        ().into_any()
    };
    view! {
        <Title text=t.bills_title />
        <PageHead title=t.bills_title lead=t.bills_lead actions=to_transactions />
        {load(data, move |(page, months)| {
            let place = place(SELLER, &query.get_untracked());
            view! {
                <div class="stack-lg">
                    {chart(&session, &place, &months)}
                    {table(&session, &place, &page)}
                </div>
            }
            .into_any()
        })}
    }
}

/// Net per period, oldest first.
fn periods(rows: &[BillRow]) -> Vec<(Period, Money)> {
    let mut sums: BTreeMap<Period, Money> = BTreeMap::new();
    for row in rows {
        let sum = sums
            .entry(row.period)
            .or_insert_with(|| Money::zero(row.net.currency));
        *sum = sum.plus(row.net).unwrap_or(*sum);
    }
    sums.into_iter().collect()
}

fn chart(session: &Session, place: &Place, months: &[(Period, Money)]) -> AnyView {
    let t = words(session.lang);
    if months.is_empty() {
        return ().into_any();
    }
    let chosen = read_period(place.value("period"));
    // Twelve bars whether or not every period has a bill: a month without one is seen as such.
    let over = session.zone.period(session.now).previous();
    let newest = months
        .iter()
        .map(|(period, _)| *period)
        .max()
        .map_or(over, |p| p.max(over));
    let mut shown: Vec<Period> = std::iter::successors(Some(newest), |p| Some(p.previous()))
        .take(BARS)
        .collect();
    shown.reverse();
    let bars = shown
        .into_iter()
        .map(|period| {
            let net = months.iter().find(|(p, _)| *p == period).map(|(_, net)| *net);
            Bar {
                label: month(period),
                value: net.map_or(0, |net| net.minor),
                text: net.map_or_else(|| "—".to_owned(), Money::display),
                href: net
                    .map(|_| place.with("period", period.to_string()).href())
                    .unwrap_or_default(),
                current: chosen == Some(period),
            }
        })
        .collect();
    view! {
        <Card title=t.chart lead=t.chart_lead>
            <BarChart title=t.chart bars />
        </Card>
    }
    .into_any()
}

/// Filters, table and pager, for the seller and the operator.
pub(super) fn table(session: &Session, place: &Place, page: &Page<BillRow>) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let operator = place.href().starts_with(OPERATOR);
    let sign = page.rows.first().map_or("¥", |row| row.net.currency.sign());
    let money = |label: &str| Column::num(fill(label, &[("currency", &sign)]));
    let mut columns = vec![Column::text(t.period)];
    if operator {
        columns.push(Column::text(t.seller));
    }
    columns.extend([
        Column::text(t.class),
        Column::text(c.state),
        Column::num(t.lines_column),
        money(t.gross),
        money(t.fee),
        money(t.net),
        Column::text(t.made),
        Column::act(t.open_bill),
    ]);
    let base = if operator { OPERATOR } else { SELLER };
    let rows = page
        .rows
        .iter()
        .map(|row| table_row(session, base, operator, row))
        .collect_view();
    let empty = page.rows.is_empty().then(|| {
        let filtered = FILTERS.iter().any(|name| !place.value(name).is_empty());
        if filtered {
            let clear = FILTERS
                .iter()
                .fold(place.clone(), |p, name| p.without(name))
                .href();
            view! { <Empty title=t.bills_none><Button label=c.clear href=clear /></Empty> }.into_any()
        } else {
            view! { <Empty title=t.bills_empty text=t.bills_empty_text /> }.into_any()
        }
    });
    view! {
        <div>
            {filters(session, place, base)}
            <Ledger caption=t.bills_list columns empty stack=true>
                {rows}
            </Ledger>
            {pager(lang, place, page)}
        </div>
    }
    .into_any()
}

fn table_row(session: &Session, base: &str, operator: bool, row: &BillRow) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let href = format!("{base}/{}", row.id);
    let seller =
        operator.then(|| view! { <td data-label=t.seller>{row.seller_name.get(lang).to_owned()}</td> });
    view! {
        <tr>
            <td>
                <a class="row-name num" href=href.clone()>{month(row.period)}</a>
            </td>
            {seller}
            <td data-label=t.class>{row.class.words(lang)}</td>
            <td data-label=c.state>
                <Badge tone=tone(row.state) label=row.state.words(lang) />
            </td>
            <td class="num" data-label=t.lines_column>{super::lists::grouped(row.lines)}</td>
            <td class="num" data-label=t.gross_line>{amount(row.gross, false, String::new())}</td>
            <td class="num" data-label=t.fee_line>{amount(row.fee, true, String::new())}</td>
            <td class="num" data-label=t.net_line>{amount(row.net, false, String::new())}</td>
            <td data-label=t.made>
                <When
                    rfc3339=row.created_at.to_rfc3339()
                    absolute=session.zone.minute(row.created_at)
                    relative=ago(lang, row.created_at, session.now)
                />
            </td>
            <td class="act">
                <Button size=Size::Small label=t.open_bill href />
            </td>
        </tr>
    }
    .into_any()
}

/// An amount as figures; what is taken off has its minus sign.
pub(super) fn amount(money: Money, taken_off: bool, explain: String) -> AnyView {
    let negative = (money.minor < 0) != (taken_off && money.minor != 0);
    let figures = money.figures().trim_start_matches('\u{2212}').to_owned();
    view! { <Amount figures negative explain /> }.into_any()
}

fn filters(session: &Session, place: &Place, base: &str) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let mut classes = vec![Choice::new("", t.any_class)];
    classes.extend(
        TradeClass::ALL
            .iter()
            .map(|x| Choice::new(x.as_str(), x.words(lang))),
    );
    let mut states = vec![Choice::new("", t.any_state)];
    states.extend(
        BillState::ALL
            .iter()
            .map(|s| Choice::new(s.as_str(), s.words(lang))),
    );
    let in_force = vec![
        ("period", t.period, place.value("period").to_owned()),
        (
            "class",
            t.class,
            TradeClass::parse(place.value("class"))
                .map(|x| x.words(lang).to_owned())
                .unwrap_or_default(),
        ),
        (
            "state",
            c.state,
            BillState::parse(place.value("state"))
                .map(|s| s.words(lang).to_owned())
                .unwrap_or_default(),
        ),
    ];
    let [period, class, state] = FILTERS.map(|name| place.value(name).to_owned());
    view! {
        <FilterBar action=base label=c.filter submit_label=c.filter>
            <Field label=t.period name="period">
                <TextInput value=period placeholder="202611" inputmode="numeric" />
            </Field>
            <Field label=t.class name="class">
                <Select options=classes value=class />
            </Field>
            <Field label=c.state name="state">
                <Select options=states value=state />
            </Field>
        </FilterBar>
        {chips(lang, place, in_force)}
    }
    .into_any()
}
