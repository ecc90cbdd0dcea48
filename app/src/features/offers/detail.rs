//! `/seller/offers/:id`: the whole life of an offer on one screen.

use super::{calls, link, parts, words::words};
use crate::{
    fault::Fault,
    features::orders::{Address, when},
    forms::FormView,
    load::load,
    session::{Session, use_session},
    ui::{
        Amount, Button, Callout, Card, Column, Confirm, Crumb, Kind, Kv, KvList, Ledger, PageHead, Timeline,
        TimelineItem, Tone,
    },
    words::{fill, less},
};
use guildhall_sdk::{
    ids::OfferId,
    lang::Lang,
    offers::{GetOffer, OfferPrice, OfferStatus, OfferView, RevokeOffer},
    orders::ListOrders,
    portal::AppError,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// How many orders the page shows.
const NEWEST: usize = 5;

/// The page.
#[component]
pub fn OfferPage() -> impl IntoView {
    let session = use_session();
    let (params, query) = (use_params_map(), use_query_map());
    let offer = Resource::new(
        move || params.with(|p| p.get("id").and_then(|id| id.parse::<OfferId>().ok())),
        |id| async move {
            match id {
                Some(offer) => calls::get_offer(GetOffer { offer }).await,
                None => Err(Fault::from(AppError::NotFound)),
            }
        },
    );
    load(offer, move |offer: OfferView| {
        let done = query.with_untracked(|q| q.get("done").unwrap_or_default());
        page(&session, &offer, &done)
    })
}

fn page(session: &Session, offer: &OfferView, done: &str) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let terms = &offer.terms;
    let see = offer
        .url
        .clone()
        .filter(|_| link::alive(terms.status))
        .map(|href| view! { <a class="btn btn-quiet" href=href>{t.see_as_customer}</a> }.into_any());
    let (title, lead) = (terms.name.clone(), t.status_lead(terms.status));
    let breadcrumb = vec![Crumb::new("/seller/offers", t.offers)];
    let (breadcrumb_label, badge) = (t.offers, parts::badge(terms.status, lang));
    let head = match see {
        Some(actions) => {
            view! { <PageHead title lead breadcrumb breadcrumb_label badge actions /> }.into_any()
        }
        None => view! { <PageHead title lead breadcrumb breadcrumb_label badge /> }.into_any(),
    };
    view! {
        <Title text=terms.name.clone() />
        {head}
        <div class="split">
            <div class="stack-lg">
                {refusals(session)}
                {flash(offer, done, lang)}
                {comments(offer, lang)}
                {link::card(session, offer)}
                {prices(&terms.prices, lang)}
                {orders(session, offer)}
                {revoke(session, offer)}
            </div>
            <aside class="stack">
                {facts(session, offer)}
                {history(session, offer)}
            </aside>
        </div>
    }
    .into_any()
}

/// What a refused act said.
fn refusals(session: &Session) -> Option<AnyView> {
    let t = words(session.lang);
    ["offers/revoke", "offers/reissue"].into_iter().find_map(|name| {
        let form = FormView::new(name, session.form.clone(), session.lang);
        form.refused().then(|| {
            let texts = form
                .all()
                .into_iter()
                .map(|(_, text)| view! { <p>{text}</p> })
                .collect_view();
            view! { <Callout tone=Tone::Bad title=t.act_refused alert=true>{texts}</Callout> }.into_any()
        })
    })
}

/// What was just done. Said again as long as the address says it, so it describes what is true now.
fn flash(offer: &OfferView, done: &str, lang: Lang) -> Option<AnyView> {
    let t = words(lang);
    let mail = || fill(t.mail_sent, &[("email", &offer.customer_email)]);
    let (tone, title, text) = match (done, offer.terms.status) {
        ("created", OfferStatus::Reviewing) => {
            (Tone::Wait, t.done_reviewing, t.done_reviewing_text.to_owned())
        }
        ("created", OfferStatus::Live | OfferStatus::Upcoming) => (Tone::Done, t.done_created, mail()),
        ("reissued", OfferStatus::Live | OfferStatus::Upcoming) => (Tone::Done, t.done_reissued, mail()),
        ("revoked", OfferStatus::Revoked) => (Tone::Done, t.done_revoked, t.done_revoked_text.to_owned()),
        _ => return None,
    };
    Some(view! { <Callout tone title alert=true>{text}</Callout> }.into_any())
}

/// Why it was rejected.
fn comments(offer: &OfferView, lang: Lang) -> Option<AnyView> {
    let t = words(lang);
    (offer.terms.status == OfferStatus::Rejected && !offer.comments.is_empty()).then(|| {
        let items = offer
            .comments
            .iter()
            .map(|comment| match t.comment_field(&comment.path) {
                "" => view! { <li>{comment.text.clone()}</li> }.into_any(),
                field => view! { <li><strong>{field}</strong> " " {comment.text.clone()}</li> }.into_any(),
            })
            .collect_view();
        view! {
            <Callout tone=Tone::Bad title=t.rejected_title>
                <ul>{items}</ul>
                <p>{t.rejected_text}</p>
            </Callout>
        }
        .into_any()
    })
}

/// What the customer pays, spec by spec and term by term.
fn prices(prices: &[OfferPrice], lang: Lang) -> AnyView {
    let t = words(lang);
    let code = prices.first().map_or("CNY", |p| p.list.currency.code());
    let (list, deal) = (
        format!("{} ({code})", t.list_price),
        format!("{} ({code})", t.deal_price),
    );
    let columns = vec![
        Column::text(t.spec),
        Column::text(t.term),
        Column::num(list.clone()),
        Column::num(t.discount),
        Column::num(deal.clone()),
    ];
    let rows = prices
        .iter()
        .map(|price| {
            let explain = fill(
                t.explain,
                &[
                    ("list", &price.list.display()),
                    ("percent", &price.percent.percent()),
                    ("deal", &price.deal.display()),
                ],
            );
            view! {
                <tr>
                    <td>{price.spec_name.get(lang).to_owned()}</td>
                    <td data-label=t.term>{price.term.words(lang)}</td>
                    <td class="num" data-label=list.clone()><Amount figures=price.list.figures() /></td>
                    <td class="num" data-label=t.discount>{less(price.percent, lang)}</td>
                    <td class="num" data-label=deal.clone()>
                        <strong><Amount figures=price.deal.figures() explain /></strong>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let nothing = prices
        .is_empty()
        .then(|| view! { <p class="muted">{t.no_prices}</p> }.into_any());
    view! {
        <Card title=t.terms lead=t.terms_lead flush=true>
            <Ledger caption=t.terms columns stack=true empty=nothing>
                {rows}
            </Ledger>
        </Card>
    }
    .into_any()
}

fn facts(session: &Session, offer: &OfferView) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let terms = &offer.terms;
    let product = format!("/p/{}", terms.listing);
    let (product_name, customer) = (
        terms.product.get(lang).to_owned(),
        offer.customer_name.get(lang).to_owned(),
    );
    let (email, by) = (offer.customer_email.clone(), offer.created_by.clone());
    let validity = parts::validity(session, terms.starts_at, terms.ends_at);
    let used = format!("{} / {}", terms.used, terms.max_orders);
    let opened = fill(t.times, &[("n", &offer.opened)]);
    view! {
        <Card title=t.facts>
            <KvList>
                <Kv label=t.product>
                    <a href=product>{product_name}</a>
                </Kv>
                <Kv label=t.customer>
                    <p>{customer}</p>
                    <p class="hint">{email}</p>
                </Kv>
                <Kv label=t.validity value=validity num=true />
                <Kv label=t.used value=used num=true />
                <Kv label=t.opened value=opened num=true />
                <Kv label=t.made_by value=by />
            </KvList>
        </Card>
    }
    .into_any()
}

/// An order's number in an event of the history.
fn ordered(event: &str) -> Option<&str> {
    event.strip_prefix("ordered:")
}

/// The newest orders placed with it, each with its place in the seller's list.
fn orders(session: &Session, offer: &OfferView) -> Option<AnyView> {
    let t = words(session.lang);
    let placed: Vec<_> = offer
        .timeline
        .iter()
        .rev()
        .filter_map(|(at, event)| ordered(event).map(|number| (*at, number)))
        .collect();
    if placed.is_empty() || !session.may::<ListOrders>() {
        return None;
    }
    let lead = if placed.len() > NEWEST {
        fill(t.newest_orders, &[("n", &NEWEST), ("all", &placed.len())])
    } else {
        String::new()
    };
    let rows = placed
        .into_iter()
        .take(NEWEST)
        .map(|(at, number)| {
            let href = Address::new("/seller/orders").with("number", number).href();
            let when = when(session, at);
            view! {
                <tr>
                    <td><a class="row-name num" href=href>{number.to_owned()}</a></td>
                    <td data-label=t.ordered>{when}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::text(t.order_number), Column::text(t.ordered)];
    Some(
        view! {
            <Card title=t.orders lead flush=true>
                <Ledger caption=t.orders columns stack=true>{rows}</Ledger>
            </Card>
        }
        .into_any(),
    )
}

/// What happened, newest first. Of the orders only the newest: an offer may have thousands.
fn history(session: &Session, offer: &OfferView) -> AnyView {
    let t = words(session.lang);
    let mut orders = 0;
    let items = offer
        .timeline
        .iter()
        .rev()
        .filter(|(_, event)| {
            orders += usize::from(ordered(event).is_some());
            ordered(event).is_none() || orders <= NEWEST
        })
        .map(|(at, event)| {
            let when = when(session, *at);
            let (tone, icon, title) = match event.as_str() {
                "created" => (Tone::Info, "percent", t.happened_created.to_owned()),
                "approved" => (Tone::Done, "", t.happened_approved.to_owned()),
                "rejected" => (Tone::Bad, "", t.happened_rejected.to_owned()),
                "reissued" => (Tone::Info, "link", t.happened_reissued.to_owned()),
                "revoked" => (Tone::Neutral, "ban", t.happened_revoked.to_owned()),
                other => match ordered(other) {
                    Some(number) => (
                        Tone::Done,
                        "shopping-cart",
                        fill(t.happened_ordered, &[("number", &number)]),
                    ),
                    None => (Tone::Neutral, "", other.to_owned()),
                },
            };
            view! { <TimelineItem tone icon title when /> }
        })
        .collect_view();
    view! {
        <Card title=t.history>
            <Timeline label=t.history>{items}</Timeline>
        </Card>
    }
    .into_any()
}

/// Ends the offer, after a second look.
fn revoke(session: &Session, offer: &OfferView) -> Option<AnyView> {
    let t = words(session.lang);
    let open = matches!(
        offer.terms.status,
        OfferStatus::Live | OfferStatus::Upcoming | OfferStatus::Reviewing
    );
    if !open || !session.may::<RevokeOffer>() {
        return None;
    }
    let text = match offer.terms.status {
        OfferStatus::Reviewing => t.revoke_reviewing_text,
        _ => t.revoke_text,
    };
    let id = offer.terms.id.to_string();
    let (page, key) = (format!("/seller/offers/{id}"), format!("revoke-{id}"));
    Some(
        view! {
            <Confirm label=t.revoke icon="ban" title=t.revoke_title text>
                <form method="post" action="/form/offers/revoke">
                    <input type="hidden" name="_page" value=page />
                    <input type="hidden" name="_key" value=key />
                    <input type="hidden" name="offer" value=id />
                    <Button kind=Kind::Danger label=t.revoke_act />
                </form>
            </Confirm>
        }
        .into_any(),
    )
}
