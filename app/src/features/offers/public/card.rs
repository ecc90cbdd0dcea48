//! The offer as its customer reads it: what, from whom, how much less, until when, what happens next, and one act.

use super::words::words;
use crate::{
    features::{
        offers::parts::last_minute,
        orders::{
            Contact,
            forms::{choice, read_choice},
            full,
        },
    },
    forms::FormView,
    session::Session,
    ui::{
        Button, Callout, Checkbox, ErrorLink, ErrorSummary, Field, Kind, Kv, KvList, NextStep, NextSteps,
        OfferCard, OfferPrice, RadioGroup, RadioOption, Size, TextInput, Tone, ViewerTime,
    },
    words::{fill, less, per, with_term},
};
use guildhall_sdk::{
    lang::Lang,
    offers::{OfferPrice as Price, OfferStatus, OfferViewer, OpenedOffer},
    orders::PlaceOrder,
    portal::AppError,
};
use leptos::prelude::*;

/// What the card is made from.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// Who looks.
    pub session: &'a Session,
    /// The offer.
    pub opened: &'a OpenedOffer,
    /// The link's token.
    pub token: &'a str,
    /// The order form's idempotency key.
    pub key: &'a str,
    /// The order form, when it was refused.
    pub form: &'a FormView,
}

impl Shown<'_> {
    /// True when the viewer can order now.
    fn orderable(&self) -> bool {
        self.opened.you == OfferViewer::Named
            && self.opened.terms.status == OfferStatus::Live
            && self.session.may::<PlaceOrder>()
    }

    /// True for the seller's own people.
    fn own(&self) -> bool {
        self.session
            .viewer
            .as_ref()
            .is_some_and(|v| v.acting.organisation == self.opened.terms.seller)
    }

    fn seller(&self) -> String {
        self.opened.terms.seller_name.get(self.session.lang).to_owned()
    }

    /// The price that is chosen: what was chosen before a refusal, else the first.
    fn chosen(&self) -> Option<&Price> {
        let prices = &self.opened.terms.prices;
        let before = self.form.value("choice").and_then(|text| read_choice(&text));
        before
            .and_then(|(spec, term, _)| prices.iter().find(|p| p.spec == spec && p.term == term))
            .or_else(|| prices.first())
    }
}

/// The card; a form as a whole for whoever can order.
pub fn card(shown: Shown<'_>) -> AnyView {
    let t = words(shown.session.lang);
    let terms = &shown.opened.terms;
    let act = act(shown);
    let body = view! {
        {notes(shown)}
        {errors(shown)}
        {prices(shown)}
        {facts(shown)}
        {shown.orderable().then(|| quantity(shown))}
        {next(shown)}
        {contact(shown)}
    }
    .into_any();
    let card = view! {
        <OfferCard eyebrow=t.for_you title=terms.name.clone() seller=shown.seller() act>
            {body}
        </OfferCard>
    }
    .into_any();
    let card = if shown.orderable() {
        let (token, key) = (shown.token.to_owned(), shown.key.to_owned());
        view! {
            <form method="post" action="/form/orders/place">
                <input type="hidden" name="token" value=token />
                <input type="hidden" name="_key" value=key />
                {card}
            </form>
        }
        .into_any()
    } else {
        card
    };
    view! { <div class="public-narrow mx-auto">{card}</div> }.into_any()
}

/// What the viewer has to know before everything else.
fn notes(shown: Shown<'_>) -> AnyView {
    let t = words(shown.session.lang);
    let upcoming = (shown.opened.terms.status == OfferStatus::Upcoming)
        .then(|| view! { <Callout tone=Tone::Info title=t.upcoming>{t.upcoming_text}</Callout> });
    let other = match shown.opened.you {
        _ if shown.own() => Some((Tone::Info, t.own, t.own_text)),
        OfferViewer::Other => Some((Tone::Wait, t.other, t.other_text)),
        OfferViewer::Anonymous | OfferViewer::Named => None,
    };
    let other = other.map(|(tone, title, text)| view! { <Callout tone title>{text}</Callout> });
    view! { {other} {upcoming} }.into_any()
}

/// Why the order was refused. That the account is another one is said by its note.
fn errors(shown: Shown<'_>) -> Option<AnyView> {
    let t = words(shown.session.lang);
    match shown.form.error() {
        None | Some(AppError::Forbidden | AppError::NotSignedIn) => return None,
        Some(_) => {}
    }
    let several = shown.opened.terms.prices.len() > 1;
    let links: Vec<ErrorLink> = shown
        .form
        .all()
        .into_iter()
        // A single price is no field to jump to.
        .map(|(name, text)| {
            ErrorLink::new(
                if name == "choice" && !several {
                    String::new()
                } else {
                    name
                },
                text,
            )
        })
        .collect();
    Some(view! { <ErrorSummary title=t.not_ordered errors=links /> }.into_any())
}

/// One price large; several as a choice, or as a list for whoever cannot choose.
fn prices(shown: Shown<'_>) -> AnyView {
    let lang = shown.session.lang;
    let t = words(lang);
    let terms = &shown.opened.terms;
    let product = terms.product.get(lang).to_owned();
    let page = format!("/p/{}", terms.listing);
    let overview = shown.opened.overview.get(lang).to_owned();
    let about = view! {
        <div class="stack-sm">
            {(!overview.trim().is_empty()).then(|| view! { <p class="muted">{overview}</p> })}
            <p><a href=page>{t.product_page}</a></p>
        </div>
    }
    .into_any();
    if terms.prices.len() > 1 && shown.orderable() {
        let chosen = shown
            .chosen()
            .map(|p| choice(p.spec, p.term, p.deal))
            .unwrap_or_default();
        let options = terms.prices.iter().map(|p| option(p, shown)).collect::<Vec<_>>();
        return view! {
            <div class="stack-sm">
                <p class="offer-product">{product}</p>
                {about}
            </div>
            <RadioGroup legend=t.choose name="choice" options value=chosen errors=shown.form.errors("choice") />
        }
        .into_any();
    }
    let cards = terms
        .prices
        .iter()
        .map(|price| {
            view! {
                <OfferPrice
                    product=product.clone()
                    spec=spec_and_term(price, lang)
                    price=price.deal.display()
                    per=per(price.term, lang)
                    was=price.list.display()
                    was_label=t.list_price
                    less=less(price.percent, lang)
                />
            }
        })
        .collect_view();
    let only = terms
        .prices
        .first()
        .filter(|_| shown.orderable())
        .map(|p| view! { <input type="hidden" name="choice" value=choice(p.spec, p.term, p.deal) /> });
    view! { {only} {cards} {about} }.into_any()
}

fn option(price: &Price, shown: Shown<'_>) -> RadioOption {
    let lang = shown.session.lang;
    let t = words(lang);
    let (what, deal) = (
        spec_and_term(price, lang),
        with_term(&price.deal.display(), price.term, lang),
    );
    let label = fill(t.choice, &[("what", &what), ("deal", &deal)]);
    let (list, less) = (price.list.display(), less(price.percent, lang));
    let hint = fill(t.choice_hint, &[("list", &list), ("less", &less)]);
    RadioOption::new(choice(price.spec, price.term, price.deal), label).hint(hint)
}

/// A spec for a term, as people say it: "标准版 50 用户 · 包年".
fn spec_and_term(price: &Price, lang: Lang) -> String {
    format!("{} · {}", price.spec_name.get(lang), price.term.words(lang))
}

/// Until when, in the contract's zone and the reader's own; what is left.
fn facts(shown: Shown<'_>) -> AnyView {
    let session = shown.session;
    let t = words(session.lang);
    let terms = &shown.opened.terms;
    let time = move |label: &'static str, at: chrono::DateTime<chrono::Utc>| {
        let text = full(session, at);
        let rfc3339 = at.to_rfc3339();
        view! {
            <Kv label num=true>
                <ViewerTime rfc3339 text viewer_label=t.your_time />
            </Kv>
        }
    };
    let from = (terms.status == OfferStatus::Upcoming).then(|| time(t.from, terms.starts_at));
    let left = (shown.opened.you == OfferViewer::Named).then(|| {
        let n = fill(t.times, &[("n", &terms.max_orders.saturating_sub(terms.used))]);
        view! { <Kv label=t.orders_left value=n num=true /> }
    });
    let until = time(t.until, last_minute(terms.ends_at));
    view! { <KvList>{from} {until} {left}</KvList> }.into_any()
}

fn quantity(shown: Shown<'_>) -> AnyView {
    let t = words(shown.session.lang);
    let help = if shown.opened.terms.prices.len() == 1 {
        t.quantity_help_one
    } else {
        t.quantity_help
    };
    let (value, errors) = (
        shown.form.value_or("quantity", "1"),
        shown.form.errors("quantity"),
    );
    view! {
        <Field label=t.quantity name="quantity" help errors narrow=true>
            <TextInput inputmode="numeric" autocomplete="off" value />
        </Field>
    }
    .into_any()
}

/// What happens next, from where the viewer stands.
fn next(shown: Shown<'_>) -> AnyView {
    let t = words(shown.session.lang);
    let mut steps: Vec<(&'static str, String)> = Vec::new();
    if shown.opened.terms.status == OfferStatus::Upcoming {
        steps.push((t.next_wait, t.next_wait_text.to_owned()));
    } else if shown.opened.you != OfferViewer::Named {
        steps.push((t.next_sign_in, t.next_sign_in_text.to_owned()));
    } else {
        steps.push((t.next_order, t.next_order_text.to_owned()));
    }
    steps.push((t.next_pay, t.next_pay_text.to_owned()));
    steps.push((t.next_use, fill(t.next_use_text, &[("seller", &shown.seller())])));
    let steps = steps
        .into_iter()
        .map(|(title, text)| view! { <NextStep title text /> })
        .collect_view();
    view! { <NextSteps title=t.next>{steps}</NextSteps> }.into_any()
}

fn contact(shown: Shown<'_>) -> AnyView {
    let terms = &shown.opened.terms;
    let lang = shown.session.lang;
    let title = fill(words(lang).questions, &[("seller", &shown.seller())]);
    view! {
        <section class="stack-sm">
            <h2 class="small muted">{title}</h2>
            <Contact mail=terms.seller_mail.clone() phone=terms.seller_phone.clone() lang />
        </section>
    }
    .into_any()
}

/// The act at the bottom: order, sign in, or sign in as somebody else.
fn act(shown: Shown<'_>) -> AnyView {
    let t = words(shown.session.lang);
    let here = format!("/o/{}", shown.token);
    if shown.orderable() {
        return order(shown);
    }
    match shown.opened.you {
        OfferViewer::Anonymous => view! {
            <div class="stack-sm">
                <Button kind=Kind::Primary size=Size::Block label=t.sign_in icon="log-in" href=format!("/sign-in?next={here}") />
                <p class="hint">{t.sign_in_hint}</p>
            </div>
        }
        .into_any(),
        _ if shown.own() => {
            let href = format!("/seller/offers/{}", shown.opened.terms.id);
            view! { <Button size=Size::Block label=t.back_to_console icon="arrow-left" href /> }.into_any()
        }
        OfferViewer::Other => view! {
            <form method="post" action="/form/sign-out">
                <input type="hidden" name="_page" value=format!("/sign-in?next={here}") />
                <Button size=Size::Block label=t.switch icon="log-out" />
            </form>
        }
        .into_any(),
        // It has not started.
        OfferViewer::Named => view! {
            <Button size=Size::Block label=t.my_orders href="/my/orders" />
        }
        .into_any(),
    }
}

/// The tick and the one committing button.
fn order(shown: Shown<'_>) -> AnyView {
    let t = words(shown.session.lang);
    let prices = &shown.opened.terms.prices;
    let label = match (prices.as_slice(), shown.chosen()) {
        ([_], Some(price)) => fill(t.order_for, &[("total", &total(price, shown.form))]),
        _ => t.order.to_owned(),
    };
    view! {
        <div class="stack-sm">
            <Checkbox
                name="terms_accepted"
                label=fill(t.terms, &[("seller", &shown.seller())])
                checked=shown.form.ticked_or("terms_accepted", false)
                errors=shown.form.errors("terms_accepted")
            />
            <Button kind=Kind::Seal size=Size::Block label icon="stamp" />
            <p class="hint">{t.order_hint}</p>
        </div>
    }
    .into_any()
}

/// The price of the quantity that came back with a refused form; of one otherwise.
fn total(price: &Price, form: &FormView) -> String {
    let quantity = form
        .value("quantity")
        .and_then(|q| q.trim().parse::<u32>().ok())
        .unwrap_or(1);
    price
        .deal
        .times(i64::from(quantity.max(1)))
        .unwrap_or(price.deal)
        .display()
}
