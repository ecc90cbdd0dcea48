//! The order lists: the seller's and the customer's are one list seen from two sides.

use super::{
    address::{Address, pager},
    calls, parts,
    words::words,
};
use crate::{
    load::load,
    session::{Session, use_session},
    ui::{
        Amount, Button, Chips, Column, DateInput, Drawing, Empty, Field, FilterBar, FilterChip, Kind, Ledger,
        PageHead, Size, Tab, Tabs, TextInput,
    },
    words::common,
};
use guildhall_sdk::{
    lang::Lang,
    offers::CreateOffer,
    orders::{ConfirmProvisioning, ListMyOrders, ListOrders, OrderFilter, OrderRow, OrderState, PayOrder},
    portal::{Page, PageRequest},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// Whose list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Seller,
    Customer,
}

impl Side {
    const fn path(self) -> &'static str {
        match self {
            Side::Seller => "/seller/orders",
            Side::Customer => "/my/orders",
        }
    }
}

/// `/seller/orders`.
#[component]
pub fn SellerOrdersPage() -> impl IntoView {
    orders(Side::Seller)
}

/// `/my/orders`.
#[component]
pub fn MyOrdersPage() -> impl IntoView {
    orders(Side::Customer)
}

fn orders(side: Side) -> AnyView {
    let session = use_session();
    let query = use_query_map();
    let page = Resource::new(
        move || query.with(wanted),
        move |(filter, page)| async move {
            match side {
                Side::Seller => calls::list_orders(ListOrders { filter, page }).await,
                Side::Customer => calls::list_my_orders(ListMyOrders { filter, page }).await,
            }
        },
    );
    load(page, move |page| {
        let (filter, _) = query.with_untracked(wanted);
        body(side, &session, &filter, &page)
    })
}

/// What the URL asks for. A date that is none filters nothing.
fn wanted(query: &ParamsMap) -> (OrderFilter, PageRequest) {
    let text = |name: &str| query.get(name).unwrap_or_default().trim().to_owned();
    let filter = OrderFilter {
        number: text("number"),
        product: text("product"),
        state: OrderState::parse(&text("state")),
        from: text("from").parse().ok(),
        to: text("to").parse().ok(),
    };
    let cursor = Some(text("cursor")).filter(|c| !c.is_empty());
    (filter, PageRequest { cursor, size: None })
}

/// The list's address with its filters.
fn address(side: Side, filter: &OrderFilter) -> Address {
    Address::new(side.path())
        .with("state", filter.state.map(OrderState::as_str).unwrap_or_default())
        .with("number", filter.number.clone())
        .with("product", filter.product.clone())
        .with("from", filter.from.map(|d| d.to_string()).unwrap_or_default())
        .with("to", filter.to.map(|d| d.to_string()).unwrap_or_default())
}

fn body(side: Side, session: &Session, filter: &OrderFilter, page: &Page<OrderRow>) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let here = address(side, filter);
    let (title, lead, other) = match side {
        Side::Seller => (t.orders, t.orders_lead, t.customer),
        Side::Customer => (t.my_orders, t.my_orders_lead, t.seller),
    };
    let code = page.rows.first().map_or("CNY", |row| row.total.currency.code());
    let total = format!("{} ({code})", t.total);
    let columns = vec![
        Column::text(t.number),
        Column::text(other),
        Column::num(total.clone()),
        Column::text(c.state),
        Column::text(t.placed),
        Column::act(t.acts),
    ];
    let rows = page
        .rows
        .iter()
        .map(|row| order_row(side, session, row, other, &total))
        .collect_view();
    let nothing = page
        .rows
        .is_empty()
        .then(|| empty(side, session, *filter != OrderFilter::default()));
    let mut tabs = vec![Tab::new(here.without("state").href(), c.all).current(filter.state.is_none())];
    tabs.extend(OrderState::ALL.iter().map(|state| {
        Tab::new(here.with("state", state.as_str()).href(), state.words(lang))
            .current(filter.state == Some(*state))
    }));
    view! {
        <Title text=title />
        <PageHead title lead />
        <Tabs label=c.state items=tabs />
        {filters(side, filter, lang)}
        {chips(&here, filter, lang)}
        <Ledger caption=title columns stack=true empty=nothing>
            {rows}
        </Ledger>
        {(!page.rows.is_empty()).then(|| pager(page, &here, lang))}
    }
    .into_any()
}

fn order_row(side: Side, session: &Session, row: &OrderRow, other: &'static str, total: &str) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let href = format!("{}/{}", side.path(), row.id);
    let act = match (side, row.state) {
        (Side::Seller, OrderState::Processing) if session.may::<ConfirmProvisioning>() => t.provision_now,
        (Side::Customer, OrderState::Unpaid) if session.may::<PayOrder>() => t.pay_now,
        _ => t.view_order,
    };
    view! {
        <tr>
            <td>
                <a class="row-name num" href=href.clone()>{row.number.clone()}</a>
                <span class="row-sub">{row.product.get(lang).to_owned()}</span>
            </td>
            <td data-label=other>{row.other.get(lang).to_owned()}</td>
            <td class="num" data-label=total.to_owned()><Amount figures=row.total.figures() /></td>
            <td data-label=c.state>{parts::badge(row.state, lang)}</td>
            <td data-label=t.placed>{parts::when(session, row.created_at)}</td>
            <td class="act"><Button size=Size::Small label=act href /></td>
        </tr>
    }
    .into_any()
}

fn filters(side: Side, filter: &OrderFilter, lang: Lang) -> AnyView {
    let (t, c) = (words(lang), common::words(lang));
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let state = filter
        .state
        .map(|s| view! { <input type="hidden" name="state" value=s.as_str() /> });
    let (number, product) = (filter.number.clone(), filter.product.clone());
    let (from, to) = (day(filter.from), day(filter.to));
    view! {
        <FilterBar action=side.path() label=t.filter_orders submit_label=c.filter>
            {state}
            <Field label=t.number name="number"><TextInput kind="search" value=number /></Field>
            <Field label=t.product name="product"><TextInput kind="search" value=product /></Field>
            <Field label=t.from name="from"><DateInput value=from /></Field>
            <Field label=t.to name="to"><DateInput value=to /></Field>
        </FilterBar>
    }
    .into_any()
}

fn chips(here: &Address, filter: &OrderFilter, lang: Lang) -> Option<AnyView> {
    let (t, c) = (words(lang), common::words(lang));
    let set = [
        ("number", t.number, filter.number.clone()),
        ("product", t.product, filter.product.clone()),
        (
            "from",
            t.from,
            filter.from.map(|d| d.to_string()).unwrap_or_default(),
        ),
        ("to", t.to, filter.to.map(|d| d.to_string()).unwrap_or_default()),
    ];
    let mut clear = here.clone();
    let chips: Vec<AnyView> = set
        .into_iter()
        .filter(|(.., value)| !value.is_empty())
        .map(|(name, label, value)| {
            clear = clear.without(name);
            let (remove_href, remove_label) =
                (here.without(name).href(), format!("{} {label}", c.remove_filter));
            view! { <FilterChip label value remove_href remove_label /> }.into_any()
        })
        .collect();
    (!chips.is_empty()).then(|| {
        view! { <Chips label=t.filters clear_href=clear.href() clear_label=c.clear>{chips}</Chips> }
            .into_any()
    })
}

fn empty(side: Side, session: &Session, filtered: bool) -> AnyView {
    let (t, c) = (words(session.lang), common::words(session.lang));
    if filtered {
        return view! {
            <Empty drawing=Drawing::Search title=t.none_filtered text=t.none_filtered_text>
                <Button label=c.clear href=side.path() />
            </Empty>
        }
        .into_any();
    }
    match side {
        Side::Seller => {
            let offer = session
                .may::<CreateOffer>()
                .then(|| view! { <Button kind=Kind::Primary label=t.make_offer icon="plus" href="/seller/offers/new" /> });
            view! { <Empty drawing=Drawing::Counter title=t.none text=t.none_seller>{offer}</Empty> }
                .into_any()
        }
        Side::Customer => {
            view! { <Empty drawing=Drawing::Counter title=t.none text=t.none_mine /> }.into_any()
        }
    }
}
