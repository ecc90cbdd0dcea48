//! `/s/{seller}`: a seller's public page. HTML from the server, no script needed.

use super::store_words::words;
use crate::{public::PublicPage, ui::*, words::fill};
use axum::{extract::Path, response::Response};
use guildhall_sdk::{
    ids::OrganisationId,
    lang::Lang,
    portal::AppError,
    sellers::{GetStorePage, Slide, StoreCard, StorePage, StorePicture},
};
use http::StatusCode;
use leptos::prelude::*;

/// The page.
pub async fn store(Path(seller): Path<String>, page: PublicPage) -> Response {
    let Ok(seller) = seller.parse::<OrganisationId>() else {
        return page.refuse(&AppError::NotFound);
    };
    match page.run(GetStorePage { seller }).await {
        Ok(store) => {
            let lang = page.session.lang;
            let title = store.name.get(lang).to_owned();
            page.render(StatusCode::OK, &title, || body(&store, lang))
        }
        Err(error) => page.refuse(&error),
    }
}

fn body(store: &StorePage, lang: Lang) -> AnyView {
    let t = words(lang);
    let name = store.name.get(lang).to_owned();
    let c = &store.content;
    let carousel = (!c.carousel.is_empty()).then(|| {
        let label = t.carousel;
        // What scrolls can be reached by keyboard.
        view! {
            <section class="store-carousel" aria-label=label tabindex="0">
                {c.carousel.iter().filter_map(|s| slide(s, lang, &name)).collect_view()}
            </section>
        }
    });
    let brand = c
        .brand
        .as_ref()
        .map(|p| image(p, &fill(t.of_seller, &[("seller", &name)]), "store-brand"));
    let story_text = c.story.get(lang).trim().to_owned();
    let story = (!story_text.is_empty() || brand.is_some()).then(|| {
        let paragraphs = story_text
            .split("\n\n")
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .map(|p| view! { <p class="whitespace-pre-line">{p.to_owned()}</p> })
            .collect_view();
        let pictures = c
            .story_pictures
            .iter()
            .map(|p| image(p, &fill(t.of_seller, &[("seller", &name)]), "store-story-picture"))
            .collect_view();
        view! {
            <Card title=t.story>
                <div class="store-story">
                    {brand}
                    <div class="prose">{paragraphs}</div>
                </div>
                <div class="stack mt-4">{pictures}</div>
            </Card>
        }
    });
    let (none, all) = (
        store.featured.is_empty() && store.products.is_empty(),
        if store.featured.is_empty() {
            t.all_products
        } else {
            t.other_products
        },
    );
    let avatar = name.clone();
    view! {
        <div class="stack-lg">
            <header class="row">
                <Avatar name=avatar square=true />
                <h1>{name.clone()}</h1>
            </header>
            {carousel}
            {shelf(t.featured, &store.featured, lang)}
            {story}
            {shelf(all, &store.products, lang)}
            {none.then(|| view! { <Empty drawing=Drawing::Search title=t.empty_title text=t.empty_text /> })}
        </div>
    }
    .into_any()
}

fn image(picture: &StorePicture, alt: &str, class: &'static str) -> AnyView {
    view! {
        <img
            class=class
            src=picture.path()
            alt=alt.to_owned()
            width=picture.width
            height=picture.height
            loading="lazy"
        />
    }
    .into_any()
}

/// A picture of the carousel. Where it leads was checked when it was approved; the address says whose host it is.
fn slide(slide: &Slide, lang: Lang, seller: &str) -> Option<AnyView> {
    let t = words(lang);
    let picture = slide.picture.as_ref()?;
    if slide.link.is_empty() {
        return Some(image(
            picture,
            &fill(t.of_seller, &[("seller", &seller)]),
            "store-slide",
        ));
    }
    let host = slide.link.get(8..).unwrap_or_default();
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let shown = image(picture, &fill(t.goes_to, &[("host", &host)]), "store-slide");
    Some(
        view! {
            <a href=slide.link.clone() rel="noopener noreferrer nofollow">
                {shown}
            </a>
        }
        .into_any(),
    )
}

fn shelf(title: &'static str, cards: &[StoreCard], lang: Lang) -> Option<AnyView> {
    if cards.is_empty() {
        return None;
    }
    let cards = cards
        .iter()
        .map(|card| {
            let t = words(lang);
            let price = match card.from {
                Some(price) => fill(t.from_price, &[("price", &price.display())]),
                None => t.ask_seller.to_owned(),
            };
            view! {
                <li class="store-product">
                    <h3>
                        <a href=format!("/p/{}", card.listing)>{card.name.get(lang).to_owned()}</a>
                    </h3>
                    <p class="muted">{card.overview.get(lang).to_owned()}</p>
                    <strong class="num">{price}</strong>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="stack">
                <h2>{title}</h2>
                <ul class="grid-3">{cards}</ul>
            </section>
        }
        .into_any(),
    )
}
