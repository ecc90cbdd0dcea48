//! `/seller/offers/new`: first the product (`?listing=…`), then who, how long, how much less. Works without
//! JavaScript; with it the prices and what submitting leads to are shown while typing.

use super::{
    calls::{self, OfferForm},
    percents::{FORM, Percents, field},
    words::words,
};
use crate::{
    forms::FormView,
    load::load,
    session::{Session, use_session},
    ui::{
        Button, Choice, Crumb, DateInput, Drawing, Empty, ErrorLink, ErrorSummary, Field, FormSection, Kind,
        PageHead, SaveBar, Select, TextInput,
    },
    words::{common, fill},
};
use chrono::Days;
use guildhall_sdk::{
    ids::ListingId,
    lang::Lang,
    offers::{ListOfferable, OFFER_MAX_ORDERS, OFFER_NAME_MAX, Offerable, OfferableProduct},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const PATH: &str = "/seller/offers/new";

/// How long an offer is valid unless its seller says otherwise.
const USUAL_DAYS: u32 = 30;

/// The page.
#[component]
pub fn NewOfferPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let form = Resource::new(|| (), |()| calls::list_offerable(ListOfferable {}));
    let listing = move || query.with(|q| q.get("listing").and_then(|id| id.parse::<ListingId>().ok()));
    load(form, move |data: OfferForm| {
        let session = session.clone();
        // The step follows the address, also when the router changes it without a load.
        (move || page(&session, &data, listing())).into_any()
    })
}

fn page(session: &Session, data: &OfferForm, listing: Option<ListingId>) -> AnyView {
    let t = words(session.lang);
    let products = &data.offerable.products;
    let chosen = match listing {
        Some(id) => products.iter().find(|p| p.listing == id),
        // Nothing to choose from.
        None if products.len() == 1 => products.first(),
        None => None,
    };
    let content = match chosen {
        _ if products.is_empty() => view! {
            <Empty drawing=Drawing::Seal title=t.no_products text=t.no_products_text>
                <Button label=t.to_listings href="/seller/listings" />
            </Empty>
        }
        .into_any(),
        Some(product) => form(session, data, product),
        None => choose(session, products),
    };
    view! {
        <Title text=t.new_title />
        <PageHead
            title=t.new_title
            lead=t.new_lead
            breadcrumb=vec![Crumb::new("/seller/offers", t.offers)]
            breadcrumb_label=t.offers
        />
        {content}
    }
    .into_any()
}

/// The first step: which product.
fn choose(session: &Session, products: &[OfferableProduct]) -> AnyView {
    let t = words(session.lang);
    let options = products
        .iter()
        .map(|p| Choice::new(p.listing.to_string(), p.name.get(session.lang)))
        .collect::<Vec<_>>();
    view! {
        <form class="form" method="get" action=PATH>
            <FormSection title=t.choose_product lead=t.choose_product_lead>
                <Field label=t.product name="listing"><Select options /></Field>
                <div><Button kind=Kind::Primary label=t.choose_act icon_after="arrow-right" /></div>
            </FormSection>
        </form>
    }
    .into_any()
}

/// The second step: the offer.
fn form(session: &Session, data: &OfferForm, product: &OfferableProduct) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let form = FormView::new(FORM, session.form.clone(), lang);
    let offerable = &data.offerable;
    let summary = summary(&form, product, lang);
    let (listing, page) = (
        product.listing.to_string(),
        format!("{PATH}?listing={}", product.listing),
    );
    let several = offerable.products.len() > 1;
    view! {
        <form method="post" action="/form/offers/create">
            <input type="hidden" name="_page" value=page />
            <input type="hidden" name="_key" value=data.key.clone() />
            <input type="hidden" name="listing" value=listing />
            <div class="stack-lg">
                <ErrorSummary title=c.mend errors=summary />
                {who(&form, product, several, lang)}
                <Percents
                    refused=session.form.clone()
                    prices=product.prices.clone()
                    exempt=product.exempt
                    max=offerable.max
                    lang
                />
                {limits(&form, offerable, lang)}
            </div>
            <SaveBar>
                <Button label=c.cancel href="/seller/offers" />
                <Button kind=Kind::Seal label=t.create_act icon="stamp" />
            </SaveBar>
        </form>
    }
    .into_any()
}

/// Everything that is wrong, in the order of the form, each with its field's name.
fn summary(form: &FormView, product: &OfferableProduct, lang: Lang) -> Vec<ErrorLink> {
    let t = words(lang);
    let mut labels = vec![
        (String::new(), String::new()),
        ("customer_email".to_owned(), t.customer_email.to_owned()),
        ("name".to_owned(), t.name.to_owned()),
    ];
    labels.extend(
        product
            .prices
            .iter()
            .map(|p| (field(p.spec), p.spec_name.get(lang).to_owned())),
    );
    labels.extend(
        [
            ("starts_on", t.starts_on),
            ("ends_on", t.ends_on),
            ("max_orders", t.max_orders),
        ]
        .map(|(name, label)| (name.to_owned(), label.to_owned())),
    );
    let place = |name: &str| labels.iter().position(|(n, _)| n == name);
    let mut all = form.all();
    all.sort_by_key(|(name, _)| place(name));
    all.into_iter()
        .map(|(name, text)| match place(&name).map(|i| labels[i].1.as_str()) {
            None | Some("") => ErrorLink::new(name, text),
            Some(label) => {
                let text = fill(t.error_line, &[("field", &label), ("text", &text)]);
                ErrorLink::new(name, text)
            }
        })
        .collect()
}

/// For whom it is, and what it is called.
fn who(form: &FormView, product: &OfferableProduct, several: bool, lang: Lang) -> AnyView {
    let t = words(lang);
    let product = product.name.get(lang).to_owned();
    let name_help = fill(t.name_help, &[("product", &product), ("max", &OFFER_NAME_MAX)]);
    let other = several.then(|| view! { <p><a href=PATH>{t.other_product_link}</a></p> });
    let (email, email_errors) = (form.value_or("customer_email", ""), form.errors("customer_email"));
    let (name, name_errors) = (form.value_or("name", ""), form.errors("name"));
    view! {
        <FormSection title=t.section_who lead=t.section_who_lead>
            <div>
                <p class="muted">{t.product}</p>
                <p><strong>{product}</strong></p>
                {other}
            </div>
            <Field label=t.customer_email name="customer_email" help=t.customer_email_help errors=email_errors>
                <TextInput kind="email" autocomplete="off" value=email required=true />
            </Field>
            <Field label=t.name name="name" help=name_help errors=name_errors>
                <TextInput autocomplete="off" value=name required=true />
            </Field>
        </FormSection>
    }
    .into_any()
}

/// From when until when, and how many orders.
fn limits(form: &FormView, offerable: &Offerable, lang: Lang) -> AnyView {
    let (t, c) = (words(lang), common::words(lang));
    let today = offerable.today;
    let days = USUAL_DAYS.min(offerable.max_days.saturating_sub(1));
    let usual_end = today.checked_add_days(Days::new(days.into())).unwrap_or(today);
    let (min, zone) = (today.to_string(), offerable.zone.clone());
    let ends_help = fill(t.ends_on_help, &[("max", &offerable.max_days)]);
    let orders_help = fill(t.max_orders_help, &[("max", &OFFER_MAX_ORDERS)]);
    let (start, start_errors) = (form.value_or("starts_on", ""), form.errors("starts_on"));
    let (end, end_errors) = (
        form.value_or("ends_on", usual_end.to_string()),
        form.errors("ends_on"),
    );
    let (orders, orders_errors) = (form.value_or("max_orders", "1"), form.errors("max_orders"));
    let starts = {
        let (min, zone) = (min.clone(), zone.clone());
        view! {
            <Field
                label=t.starts_on
                name="starts_on"
                help=t.starts_on_help
                optional_label=c.optional
                errors=start_errors
            >
                <DateInput value=start min zone />
            </Field>
        }
    };
    let ends = view! {
        <Field label=t.ends_on name="ends_on" help=ends_help errors=end_errors>
            <DateInput value=end min zone />
        </Field>
    };
    view! {
        <FormSection title=t.section_when lead=t.section_when_lead>
            <div class="grid-2">{starts} {ends}</div>
            <Field label=t.max_orders name="max_orders" help=orders_help errors=orders_errors narrow=true>
                <TextInput inputmode="numeric" autocomplete="off" value=orders />
            </Field>
        </FormSection>
    }
    .into_any()
}
