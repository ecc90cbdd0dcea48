//! The lines of a bill: filters, figures with their reasons, sums, export.

use super::{
    bills::amount,
    lists::{Place, chips, encode, pager, param},
    words::words,
};
use crate::{
    session::Session,
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::{
    ids::BillId,
    settlement::{BillLineFilter, BillLineRow, BillLines, BillRow},
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// The filters; the export takes the same names.
pub(super) const FILTERS: [&str; 4] = ["order_number", "product", "paid_from", "paid_to"];

/// What the address asks for. A day that cannot be read filters nothing.
pub(super) fn asked(query: &ParamsMap) -> BillLineFilter {
    BillLineFilter {
        order_number: param(query, "order_number"),
        product: param(query, "product"),
        paid_from: param(query, "paid_from").parse().ok(),
        paid_to: param(query, "paid_to").parse().ok(),
    }
}

/// The same lines as a file.
pub(super) fn export_href(place: &Place, bill: BillId) -> String {
    // A day that filters nothing here must not stop the export.
    let readable = ["paid_from", "paid_to"]
        .into_iter()
        .filter(|name| place.value(name).parse::<chrono::NaiveDate>().is_err())
        .fold(place.clone(), |place, name| place.without(name));
    readable.href_at(&format!("/exports/bills/{}.csv", encode(&bill.to_string())))
}

/// The card with the lines.
pub(super) fn lines_card(
    session: &Session,
    place: &Place,
    bill: &BillRow,
    found: &BillLines,
    operator: bool,
) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let sign = bill.gross.currency.sign();
    let money = |label: &str| Column::num(fill(label, &[("currency", &sign)]));
    let mut columns = vec![
        Column::text(t.product),
        Column::text(t.order_number),
        Column::text(t.customer),
        Column::num(t.quantity),
        Column::text(t.paid),
        money(t.gross),
        money(t.fee),
        money(t.net),
    ];
    if !operator {
        columns.push(Column::act(t.why));
    }
    let rows = found
        .page
        .rows
        .iter()
        .map(|row| line(session, row, operator))
        .collect_view();
    let empty = found.page.rows.is_empty().then(|| {
        let clear = FILTERS.iter().fold(place.clone(), |p, name| p.without(name)).href();
        view! { <Empty drawing=Drawing::Search title=t.lines_none><Button label=c.clear href=clear /></Empty> }.into_any()
    });
    let foot = found.sums.map(|(gross, fee, net)| {
        view! {
            <tr>
                <th scope="row" colspan="5">{t.sums}</th>
                <td class="num" data-label=t.gross_line>{amount(gross, false, String::new())}</td>
                <td class="num" data-label=t.fee_line>{amount(fee, true, String::new())}</td>
                <td class="num" data-label=t.net_line>{amount(net, false, String::new())}</td>
                {(!operator).then(|| view! { <td class="act"></td> })}
            </tr>
        }
        .into_any()
    });
    let no_sums = found
        .sums
        .is_none()
        .then(|| view! { <p class="hint px-4 md:px-6 pt-3">{t.no_sums}</p> });
    let table = match foot {
        Some(foot) => view! {
            <Ledger caption=t.lines_title columns empty foot compact=true stack=true>
                {rows}
            </Ledger>
        }
        .into_any(),
        None => view! {
            <Ledger caption=t.lines_title columns empty compact=true stack=true>
                {rows}
            </Ledger>
        }
        .into_any(),
    };
    let filters = filters(session, place);
    let pager = pager(lang, place, &found.page);
    view! {
        <Card title=t.lines_title lead=t.lines_lead flush=true id="lines">
            <div class="px-4 md:px-6 pt-3 no-print">{filters}</div>
            {table}
            {no_sums}
            {pager}
        </Card>
    }
    .into_any()
}

fn line(session: &Session, row: &BillLineRow, operator: bool) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let fee_explained = fill(
        t.fee_explained,
        &[
            ("gross", &row.gross.display()),
            ("rate", &row.rate.percent()),
            ("fee", &row.fee.display()),
            ("rule", &row.rule),
        ],
    );
    let net_explained = fill(
        t.net_explained,
        &[
            ("gross", &row.gross.display()),
            ("fee", &row.fee.display()),
            ("net", &row.net.display()),
        ],
    );
    let rate = format!("× {}% · {}", row.rate.percent(), row.rule);
    let why = (!operator).then(|| {
        let href = format!("/seller/transactions/{}", row.order_line);
        view! {
            <td class="act">
                <Button size=Size::Small kind=Kind::Ghost label=t.why href />
            </td>
        }
    });
    view! {
        <tr>
            <td>
                <span class="row-name">{row.product.get(lang).to_owned()}</span>
                <span class="row-sub">{row.spec_name.get(lang).to_owned()}</span>
            </td>
            <td class="mono small" data-label=t.order_number>{row.line_number.clone()}</td>
            <td data-label=t.customer>{row.customer_name.get(lang).to_owned()}</td>
            <td class="num" data-label=t.quantity>{row.quantity.to_string()}</td>
            <td data-label=t.paid>
                <When rfc3339=row.paid_at.to_rfc3339() absolute=session.zone.minute(row.paid_at) />
            </td>
            <td class="num" data-label=t.gross_line>{amount(row.gross, false, String::new())}</td>
            <td class="num" data-label=t.fee_line>
                <div>
                    {amount(row.fee, true, fee_explained)}
                    <span class="row-sub">{rate}</span>
                </div>
            </td>
            <td class="num" data-label=t.net_line>{amount(row.net, false, net_explained)}</td>
            {why}
        </tr>
    }
    .into_any()
}

fn filters(session: &Session, place: &Place) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let value = |name: &str| place.value(name).to_owned();
    let in_force = vec![
        ("order_number", t.order_number, value("order_number")),
        ("product", t.product, value("product")),
        ("paid_from", t.paid_from, value("paid_from")),
        ("paid_to", t.paid_to, value("paid_to")),
    ];
    let action = FILTERS
        .iter()
        .fold(place.clone(), |p, name| p.without(name))
        .href();
    let [order_number, product, paid_from, paid_to] = FILTERS.map(value);
    view! {
        <FilterBar action label=c.filter submit_label=c.filter>
            <Field label=t.order_number name="order_number">
                <TextInput value=order_number placeholder=t.order_number_help />
            </Field>
            <Field label=t.product name="product">
                <TextInput value=product />
            </Field>
            <Field label=t.paid_from name="paid_from">
                <DateInput value=paid_from />
            </Field>
            <Field label=t.paid_to name="paid_to">
                <DateInput value=paid_to />
            </Field>
        </FilterBar>
        {chips(lang, place, in_force)}
    }
    .into_any()
}
