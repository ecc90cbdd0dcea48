//! `/my/orders/:id`: one order as its customer sees it: where it stands, what happens next, what can be done.

use super::{
    calls::{self, MyOrder},
    parts::{self, Contact},
    pay,
    words::words,
};
use crate::{
    fault::Fault,
    forms::FormView,
    load::load,
    session::{Session, use_session},
    ui::{Button, Card, Confirm, Crumb, Kind, Kv, KvList, NextStep, NextSteps, PageHead},
    words::fill,
};
use guildhall_sdk::{
    ids::OrderId,
    orders::{CancelOrder, GetMyOrder, OrderState, OrderView, PaymentState},
    portal::AppError,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn MyOrderPage() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let order = Resource::new(
        move || params.with(|p| p.get("id").and_then(|id| id.parse::<OrderId>().ok())),
        |id| async move {
            match id {
                Some(order) => calls::get_my_order(GetMyOrder { order }).await,
                None => Err(Fault::from(AppError::NotFound)),
            }
        },
    );
    load(order, move |mine: MyOrder| page(&session, &mine))
}

/// True while the provider has not answered.
pub(super) fn pending(order: &OrderView) -> bool {
    order.state == OrderState::Unpaid && order.payment == Some(PaymentState::Pending)
}

fn page(session: &Session, mine: &MyOrder) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let order = &mine.order;
    let title = fill(t.order, &[("number", &order.number)]);
    let lead = match order.state {
        OrderState::Unpaid if pending(order) => t.sub_pending_mine,
        OrderState::Unpaid => t.sub_unpaid_mine,
        OrderState::Processing => t.sub_processing_mine,
        OrderState::Completed => t.sub_completed_mine,
        OrderState::Cancelled => t.sub_cancelled_mine,
    };
    let seller = order.seller_name.get(lang).to_owned();
    let (mail, phone) = (order.seller_mail.clone(), order.seller_phone.clone());
    let form = |name: &str| FormView::new(name, session.form.clone(), lang);
    view! {
        <Title text=title.clone() />
        <PageHead
            title
            lead
            breadcrumb=vec![Crumb::new("/my/orders", t.my_orders)]
            breadcrumb_label=t.my_orders
            badge=parts::badge(order.state, lang)
        />
        <div class="split">
            <div class="stack-lg">
                {parts::refusal(&form("orders/pay"), t.pay_refused)}
                {parts::refusal(&form("orders/cancel"), t.cancel_refused)}
                {pay::panel(session, mine)}
                {next(session, order)}
                {parts::lines(order, lang)}
                {cancel(session, order)}
            </div>
            <aside class="stack">
                <Card title=t.contact_seller lead=t.contact_lead>
                    <KvList><Kv label=t.seller value=seller /></KvList>
                    <Contact mail phone lang />
                </Card>
                {facts(session, order)}
                {parts::history(session, order)}
            </aside>
        </div>
    }
    .into_any()
}

/// "What happens next", from where the order stands.
fn next(session: &Session, order: &OrderView) -> Option<AnyView> {
    let lang = session.lang;
    let t = words(lang);
    let seller = order.seller_name.get(lang).to_owned();
    let provision = fill(t.next_provision, &[("seller", &seller)]);
    let steps: Vec<(String, &'static str)> = match order.state {
        OrderState::Unpaid if pending(order) => vec![
            (t.next_wait_payment.to_owned(), t.next_wait_payment_text),
            (provision, t.next_provision_text),
            (t.next_use.to_owned(), t.next_use_text),
        ],
        OrderState::Unpaid => vec![
            (
                fill(t.next_pay, &[("total", &order.total.display())]),
                t.next_pay_text,
            ),
            (provision, t.next_provision_text),
            (t.next_use.to_owned(), t.next_use_text),
        ],
        OrderState::Processing => {
            vec![
                (provision, t.next_provision_text),
                (t.next_use.to_owned(), t.next_use_text),
            ]
        }
        OrderState::Completed => vec![(fill(t.next_help, &[("seller", &seller)]), t.next_help_text)],
        OrderState::Cancelled => Vec::new(),
    };
    (!steps.is_empty()).then(|| {
        let steps = steps
            .into_iter()
            .map(|(title, text)| view! { <NextStep title text /> })
            .collect_view();
        view! {
            <Card>
                <NextSteps title=t.next>{steps}</NextSteps>
            </Card>
        }
        .into_any()
    })
}

/// Only what was not paid, and is not being paid, can be cancelled.
fn cancel(session: &Session, order: &OrderView) -> Option<AnyView> {
    let wanted = order.state == OrderState::Unpaid && !pending(order) && session.may::<CancelOrder>();
    let t = words(session.lang);
    let id = order.id.to_string();
    let (page, key) = (format!("/my/orders/{id}"), format!("cancel-{id}"));
    wanted.then(|| {
        view! {
            <Confirm label=t.cancel icon="x" title=fill(t.cancel_title, &[("number", &order.number)]) text=t.cancel_text>
                <form method="post" action="/form/orders/cancel">
                    <input type="hidden" name="_page" value=page />
                    <input type="hidden" name="_key" value=key />
                    <input type="hidden" name="order" value=id />
                    <Button kind=Kind::Danger label=t.cancel_act />
                </form>
            </Confirm>
        }
        .into_any()
    })
}

fn facts(session: &Session, order: &OrderView) -> AnyView {
    let t = words(session.lang);
    let offer = order
        .offer_name
        .clone()
        .map(|name| view! { <Kv label=t.offer value=name /> });
    let (number, total) = (order.number.clone(), order.total.display());
    let placed = parts::full(session, order.created_at);
    view! {
        <Card title=t.facts>
            <KvList>
                <Kv label=t.number value=number num=true />
                <Kv label=t.total value=total num=true />
                {offer}
                <Kv label=t.placed value=placed num=true />
            </KvList>
        </Card>
    }
    .into_any()
}
