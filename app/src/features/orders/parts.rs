//! Parts that pages of orders and offers share: instants, discounts, contacts, the lines of an order, its history.

use super::words::words;
use crate::{
    forms::FormView,
    session::Session,
    ui::{Amount, Badge, Callout, Card, Column, Kv, KvList, Ledger, Timeline, TimelineItem, Tone, When},
    words::{ago, fill, less},
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    lang::Lang,
    offers::deal_price,
    orders::{OrderLineView, OrderState, OrderView, PaymentState},
};
use leptos::prelude::*;

/// An instant in the marketplace's zone, with the zone: `2026-11-22 17:28 (UTC+08:00)`.
pub fn full(session: &Session, at: DateTime<Utc>) -> String {
    format!("{} ({})", session.zone.minute(at), session.zone.label())
}

/// An instant: how long ago, the whole of it on hover.
pub fn when(session: &Session, at: DateTime<Utc>) -> AnyView {
    let (absolute, relative) = (full(session, at), ago(session.lang, at, session.now));
    view! { <When rfc3339=at.to_rfc3339() absolute relative /> }.into_any()
}

/// An order's state.
pub(super) fn badge(state: OrderState, lang: Lang) -> AnyView {
    let tone = match state {
        OrderState::Unpaid => Tone::Wait,
        OrderState::Processing => Tone::Info,
        OrderState::Completed => Tone::Done,
        OrderState::Cancelled => Tone::Neutral,
    };
    view! { <Badge tone label=state.words(lang) /> }.into_any()
}

/// Where somebody is written to and called.
#[component]
pub fn Contact(
    /// A mail address; may be empty.
    mail: String,
    /// A phone number; may be empty.
    phone: String,
    /// The reader's language.
    lang: Lang,
) -> impl IntoView {
    let t = words(lang);
    if mail.is_empty() && phone.is_empty() {
        return view! { <p class="muted">{t.no_contact}</p> }.into_any();
    }
    let mail = (!mail.is_empty()).then(|| {
        let href = format!("mailto:{mail}");
        view! { <Kv label=t.mail><a href=href>{mail}</a></Kv> }
    });
    let phone = (!phone.is_empty()).then(|| {
        let dial: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        let href = format!("tel:{dial}");
        view! { <Kv label=t.phone><a href=href>{phone}</a></Kv> }
    });
    view! { <KvList>{mail} {phone}</KvList> }.into_any()
}

/// What a refused form of this page said, above everything else.
pub(super) fn refusal(form: &FormView, title: &'static str) -> Option<AnyView> {
    form.refused().then(|| {
        let texts = form
            .all()
            .into_iter()
            .map(|(_, text)| view! { <p>{text}</p> })
            .collect_view();
        view! { <Callout tone=Tone::Bad title alert=true>{texts}</Callout> }.into_any()
    })
}

/// The lines of an order with how each amount came to be.
pub(super) fn lines(order: &OrderView, lang: Lang) -> AnyView {
    let t = words(lang);
    let code = order.total.currency.code();
    let with_currency = |label: &str| format!("{label} ({code})");
    let columns = vec![
        Column::text(t.item),
        Column::text(t.term),
        Column::num(t.quantity),
        Column::num(with_currency(t.list)),
        Column::num(t.discount),
        Column::num(with_currency(t.gross)),
    ];
    let rows = order.lines.iter().map(|l| line(l, lang)).collect_view();
    let foot = view! {
        <tr>
            <td class="max-sm:hidden" colspan="5">{t.sum}</td>
            <td class="num" data-label=t.sum><Amount figures=order.total.figures() currency=order.total.currency.sign() /></td>
        </tr>
    }
    .into_any();
    view! {
        <Card title=t.items lead=t.items_lead flush=true>
            <Ledger caption=t.items columns stack=true foot>
                {rows}
            </Ledger>
        </Card>
    }
    .into_any()
}

fn line(line: &OrderLineView, lang: Lang) -> AnyView {
    let t = words(lang);
    let code = line.gross.currency.code();
    let unit = deal_price(line.list, line.percent);
    // Lines of orders paid elsewhere carry only what was paid.
    let adds_up = unit
        .times(i64::from(line.quantity))
        .is_ok_and(|sum| sum == line.gross);
    let explain = if adds_up {
        fill(
            t.explain,
            &[
                ("list", &line.list.display()),
                ("percent", &line.percent.percent()),
                ("unit", &unit.display()),
                ("quantity", &line.quantity),
                ("gross", &line.gross.display()),
            ],
        )
    } else {
        String::new()
    };
    let discount = if line.percent.0 == 0 {
        "–".to_owned()
    } else {
        less(line.percent, lang)
    };
    view! {
        <tr>
            <td>
                <span class="row-name">{line.product.get(lang).to_owned()}</span>
                <span class="row-sub">{line.spec_name.get(lang).to_owned()}</span>
                <span class="row-sub num">{line.number.clone()}</span>
            </td>
            <td data-label=t.term>{line.term.words(lang)}</td>
            <td class="num" data-label=t.quantity>{line.quantity}</td>
            <td class="num" data-label=format!("{} ({code})", t.list)><Amount figures=line.list.figures() /></td>
            <td class="num" data-label=t.discount>{discount}</td>
            <td class="num" data-label=format!("{} ({code})", t.gross)>
                <Amount figures=line.gross.figures() explain />
            </td>
        </tr>
    }
    .into_any()
}

/// What happened to an order, newest first.
pub(super) fn history(session: &Session, order: &OrderView) -> AnyView {
    let t = words(session.lang);
    let mut items: Vec<AnyView> = Vec::new();
    let mut event = |at: Option<DateTime<Utc>>, tone: Tone, title: &'static str| {
        if let Some(at) = at {
            let when = when(session, at);
            items.push(view! { <TimelineItem tone title when /> }.into_any());
        }
    };
    event(order.cancelled_at, Tone::Neutral, t.happened_cancelled);
    event(order.completed_at, Tone::Done, t.happened_completed);
    event(order.paid_at, Tone::Done, t.happened_paid);
    // The newest payment's instant is not told; it is under way, or the last thing that happened.
    let open = order.state == OrderState::Unpaid;
    match order.payment {
        Some(PaymentState::Pending) if open => {
            items.push(view! { <TimelineItem tone=Tone::Wait title=t.happened_pending /> }.into_any());
        }
        Some(PaymentState::Failed) if open => {
            items.push(view! { <TimelineItem tone=Tone::Bad title=t.happened_failed /> }.into_any());
        }
        _ => {}
    }
    let placed = when(session, order.created_at);
    items.push(
        view! { <TimelineItem tone=Tone::Info icon="shopping-cart" title=t.happened_placed when=placed /> }
            .into_any(),
    );
    view! {
        <Card title=t.history>
            <Timeline label=t.history>{items}</Timeline>
        </Card>
    }
    .into_any()
}
