//! `/seller/offers`: every offer with what it is now.

use super::{calls, parts, words::words};
use crate::{
    features::orders::{Address, pager, when},
    load::load,
    session::{Session, use_session},
    ui::{
        Button, Chips, Choice, Column, Drawing, Empty, Field, FilterBar, FilterChip, Kind, Ledger, PageHead,
        Select, Size, Tab, Tabs, TextInput,
    },
    words::{common, fill, less},
};
use guildhall_sdk::{
    ids::ListingId,
    lang::Bilingual,
    offers::{CreateOffer, ListOfferable, ListOffers, OfferRow, OfferStatus},
    portal::{Page, PageRequest},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use serde::{Deserialize, Serialize};

const PATH: &str = "/seller/offers";

/// What the URL asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    status: Option<OfferStatus>,
    search: String,
    listing: Option<ListingId>,
    cursor: Option<String>,
}

impl Wanted {
    fn read(query: &ParamsMap) -> Wanted {
        let text = |name: &str| query.get(name).unwrap_or_default().trim().to_owned();
        Wanted {
            status: OfferStatus::parse(&text("status")),
            search: text("search"),
            listing: text("listing").parse().ok(),
            cursor: Some(text("cursor")).filter(|c| !c.is_empty()),
        }
    }

    fn address(&self) -> Address {
        Address::new(PATH)
            .with("status", self.status.map(OfferStatus::as_str).unwrap_or_default())
            .with("search", self.search.clone())
            .with("listing", self.listing.map(|l| l.to_string()).unwrap_or_default())
    }

    fn filtered(&self) -> bool {
        self.status.is_some() || !self.search.is_empty() || self.listing.is_some()
    }
}

/// The list, and the products that can be filtered by.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Shown {
    page: Page<OfferRow>,
    products: Vec<(ListingId, Bilingual)>,
}

/// The page.
#[component]
pub fn OffersPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let shown = Resource::new(
        move || query.with(Wanted::read),
        |wanted| async move {
            let Wanted {
                status,
                search,
                listing,
                cursor,
            } = wanted;
            let page = PageRequest { cursor, size: None };
            let page = calls::list_offers(ListOffers {
                status,
                search,
                listing,
                page,
            })
            .await?;
            let form = calls::list_offerable(ListOfferable {}).await?;
            let products = form
                .offerable
                .products
                .into_iter()
                .map(|p| (p.listing, p.name))
                .collect();
            Ok(Shown { page, products })
        },
    );
    load(shown, move |shown: Shown| {
        body(&session, &query.with_untracked(Wanted::read), &shown)
    })
}

fn body(session: &Session, wanted: &Wanted, shown: &Shown) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let here = wanted.address();
    let create = || {
        session.may::<CreateOffer>().then(
            || view! { <Button kind=Kind::Primary label=t.create icon="plus" href="/seller/offers/new" /> },
        )
    };
    let mut tabs = vec![Tab::new(here.without("status").href(), c.all).current(wanted.status.is_none())];
    // What a seller looks for first comes first.
    for status in [
        OfferStatus::Live,
        OfferStatus::Reviewing,
        OfferStatus::Upcoming,
        OfferStatus::UsedUp,
        OfferStatus::Expired,
        OfferStatus::Rejected,
        OfferStatus::Revoked,
        OfferStatus::Discontinued,
    ] {
        let tab = Tab::new(here.with("status", status.as_str()).href(), status.words(lang));
        tabs.push(tab.current(wanted.status == Some(status)));
    }
    let columns = vec![
        Column::text(t.name),
        Column::text(t.product),
        Column::text(t.customer),
        Column::num(t.discount),
        Column::text(t.validity),
        Column::num(t.used),
        Column::text(c.state),
        Column::act(t.acts),
    ];
    let rows = shown
        .page
        .rows
        .iter()
        .map(|row| offer_row(session, row))
        .collect_view();
    let nothing = shown.page.rows.is_empty().then(|| {
        if wanted.filtered() {
            view! {
                <Empty drawing=Drawing::Search title=t.none_filtered text=t.none_filtered_text>
                    <Button label=c.clear href=PATH />
                </Empty>
            }
            .into_any()
        } else {
            let create = create();
            view! { <Empty drawing=Drawing::Seal title=t.none text=t.none_text>{create}</Empty> }.into_any()
        }
    });
    let head = match create() {
        Some(create) => {
            view! { <PageHead title=t.offers lead=t.offers_lead actions=create.into_any() /> }.into_any()
        }
        None => view! { <PageHead title=t.offers lead=t.offers_lead /> }.into_any(),
    };
    view! {
        <Title text=t.offers />
        {head}
        <Tabs label=c.state items=tabs />
        {filters(wanted, shown, session)}
        {chips(wanted, shown, session)}
        <Ledger caption=t.offers columns stack=true empty=nothing>
            {rows}
        </Ledger>
        {(!shown.page.rows.is_empty()).then(|| pager(&shown.page, &here, lang))}
    }
    .into_any()
}

fn offer_row(session: &Session, row: &OfferRow) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let href = format!("{PATH}/{}", row.id);
    let days = fill(
        t.days,
        &[
            ("from", &session.zone.date(row.starts_at)),
            ("to", &session.zone.date(parts::last_minute(row.ends_at))),
        ],
    );
    view! {
        <tr>
            <td>
                <a class="row-name" href=href.clone()>{row.name.clone()}</a>
                <span class="row-sub">{t.made} " " {when(session, row.created_at)}</span>
            </td>
            <td data-label=t.product>{row.product.get(lang).to_owned()}</td>
            <td data-label=t.customer>{row.customer_name.get(lang).to_owned()}</td>
            <td class="num" data-label=t.discount>{less(row.percent, lang)}</td>
            <td class="nowrap" data-label=t.validity>{days}</td>
            <td class="num" data-label=t.used>{format!("{} / {}", row.used, row.max_orders)}</td>
            <td data-label=c.state>{parts::badge(row.status, lang)}</td>
            <td class="act"><Button size=Size::Small label=c.view href /></td>
        </tr>
    }
    .into_any()
}

fn filters(wanted: &Wanted, shown: &Shown, session: &Session) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let mut products = vec![Choice::new("", t.any_product)];
    products.extend(
        shown
            .products
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), name.get(lang))),
    );
    let listing = wanted.listing.map(|l| l.to_string()).unwrap_or_default();
    // A product that is no longer on sale can still be the filter of a shared address.
    if !listing.is_empty() && !products.iter().any(|p| p.value == listing) {
        products.push(Choice::new(listing.clone(), t.other_product));
    }
    let status = wanted
        .status
        .map(|s| view! { <input type="hidden" name="status" value=s.as_str() /> });
    let search = wanted.search.clone();
    view! {
        <FilterBar action=PATH label=t.filter_offers submit_label=c.filter>
            {status}
            <Field label=t.name name="search"><TextInput kind="search" value=search /></Field>
            <Field label=t.product name="listing"><Select options=products value=listing /></Field>
        </FilterBar>
    }
    .into_any()
}

fn chips(wanted: &Wanted, shown: &Shown, session: &Session) -> Option<AnyView> {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let here = wanted.address();
    let product = wanted.listing.map(|listing| {
        let known = shown.products.iter().find(|(id, _)| *id == listing);
        known.map_or_else(
            || t.other_product.to_owned(),
            |(_, name)| name.get(lang).to_owned(),
        )
    });
    let set = [
        ("search", t.name, wanted.search.clone()),
        ("listing", t.product, product.unwrap_or_default()),
    ];
    let chips: Vec<AnyView> = set
        .into_iter()
        .filter(|(.., value)| !value.is_empty())
        .map(|(name, label, value)| {
            let (remove_href, remove_label) =
                (here.without(name).href(), format!("{} {label}", c.remove_filter));
            view! { <FilterChip label value remove_href remove_label /> }.into_any()
        })
        .collect();
    let clear_href = here.without("search").without("listing").href();
    (!chips.is_empty())
        .then(|| view! { <Chips label=t.filters clear_href clear_label=c.clear>{chips}</Chips> }.into_any())
}
