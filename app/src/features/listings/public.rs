//! `/p/{product}`: a product as anyone may see it. HTML from the server, no script needed, never the certificate.

use super::{
    content_view::{paragraphs, specs_table, support_time},
    public_words,
    words::{Words, words},
};
use crate::{public::PublicPage, ui::*, words::fill};
use axum::{extract::Path, response::Response};
use guildhall_sdk::{
    ids::ListingId,
    lang::Lang,
    listings::{GetProduct, ProductView, Support},
    money::Money,
    portal::AppError,
};
use http::StatusCode;
use leptos::prelude::*;

/// The page.
pub async fn product(Path(listing): Path<String>, page: PublicPage) -> Response {
    let Ok(listing) = listing.parse::<ListingId>() else {
        return page.refuse(&AppError::NotFound);
    };
    match page.run(GetProduct { listing }).await {
        Ok(product) => {
            let lang = page.session.lang;
            let title = product.content.name.get(lang).to_owned();
            let since = page.session.zone.date(product.live_since).to_string();
            page.render(StatusCode::OK, &title, || body(&product, &since, lang))
        }
        Err(error) => page.refuse(&error),
    }
}

fn body(product: &ProductView, since: &str, lang: Lang) -> AnyView {
    let t = words(lang);
    let content = &product.content;
    let seller = product.seller_name.get(lang).to_owned();
    let name = content.name.get(lang).to_owned();
    let overview = content.overview.get(lang).to_owned();
    let category = content.category.map_or("", |c| c.words(lang)).to_owned();
    let from = lowest(product).map(|price| {
        fill(
            public_words::words(lang).from_price,
            &[("price", &price.display())],
        )
    });
    let introduction = content.introduction.get(lang).to_owned();
    let avatar = seller.clone();
    let store = format!("/s/{}", product.seller);
    let specs = specs_table(&content.specs, lang);
    let (introduction, help) = (paragraphs(&introduction, lang), help(&content.support, t, lang));
    let access = content.access_type.words(lang);
    let since = since.to_owned();
    let p = public_words::words(lang);
    view! {
        <div class="stack-lg">
            <header class="stack">
                <div class="row">
                    <Avatar name=avatar square=true />
                    <a class="muted" href=store>{fill(p.sold_by, &[("seller", &seller)])}</a>
                </div>
                <h1>{name}</h1>
                <div class="row">
                    {(!category.is_empty()).then(|| view! { <Badge tone=Tone::Neutral icon="tag" label=category /> })}
                    <Badge tone=Tone::Info icon="package" label=access />
                    {from.map(|from| view! { <strong class="num">{from}</strong> })}
                </div>
                {(!overview.is_empty()).then(|| view! { <p class="prose">{overview}</p> })}
            </header>
            <Card title=t.step_specs flush=true>{specs}</Card>
            <div class="split">
                <Card title=p.about>{introduction}</Card>
                <aside class="stack">
                    <Card title=p.get_help>{help}</Card>
                    <Card>
                        <KvList>
                            <Kv label=p.on_sale_since value=since num=true />
                        </KvList>
                        <p class="hint">{p.how_to_buy}</p>
                    </Card>
                </aside>
            </div>
        </div>
    }
    .into_any()
}

/// Hotline and mail as links that dial and write.
fn help(support: &Support, t: &'static Words, lang: Lang) -> AnyView {
    let dial: String = support
        .hotline
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    let hotline = (!dial.is_empty()).then(|| {
        let (href, hotline) = (format!("tel:{dial}"), support.hotline.clone());
        view! {
            <Kv label=t.hotline>
                <a class="num" href=href>{hotline}</a>
            </Kv>
        }
    });
    let mail = (!support.mail.is_empty()).then(|| {
        let (href, mail) = (format!("mailto:{}", support.mail), support.mail.clone());
        view! {
            <Kv label=t.support_mail>
                <a href=href>{mail}</a>
            </Kv>
        }
    });
    let (time, hours) = (support_time(support, lang), support.hours.clone());
    view! {
        <KvList>
            <Kv label=t.support_time value=time />
            <Kv label=t.support_hours value=hours />
            {hotline}
            {mail}
        </KvList>
    }
    .into_any()
}

fn lowest(product: &ProductView) -> Option<Money> {
    let prices = product
        .content
        .specs
        .iter()
        .flat_map(|spec| spec.prices.iter().map(|price| price.amount));
    prices.min_by_key(|amount| amount.minor)
}
