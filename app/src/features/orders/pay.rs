//! Paying an order with the sandbox provider: three buttons, each says what it simulates.

use super::{calls::MyOrder, mine::pending, words::words};
use crate::{
    session::Session,
    ui::{Button, Buttons, Callout, Card, Kind, Tone},
    words::fill,
};
use guildhall_sdk::orders::{OrderState, PayOrder, PaymentState};
use leptos::prelude::*;

/// What can be done about the payment now; nothing once it is paid or cancelled.
pub(super) fn panel(session: &Session, mine: &MyOrder) -> Option<AnyView> {
    let order = &mine.order;
    let t = words(session.lang);
    let page = format!("/my/orders/{}", order.id);
    if order.state != OrderState::Unpaid {
        return None;
    }
    if pending(order) {
        // A whole load, not a step of the router: the same address is no new page to it.
        let again = view! { <a class="btn btn-quiet" href=page>{t.refresh}</a> }.into_any();
        return Some(
            view! {
                <Callout tone=Tone::Wait title=t.pay_pending actions=again>{t.pay_pending_text}</Callout>
            }
            .into_any(),
        );
    }
    if !session.may::<PayOrder>() {
        return None;
    }
    let total = order.total.display();
    let failed = (order.payment == Some(PaymentState::Failed)).then(|| {
        view! { <Callout tone=Tone::Bad title=t.pay_failed alert=true>{t.pay_failed_text}</Callout> }
            .into_any()
    });
    let (id, key) = (order.id.to_string(), mine.key.clone());
    Some(
        view! {
            <Card title=fill(t.pay_title, &[("total", &total)])>
                <div class="stack">
                    {failed}
                    <Callout tone=Tone::Info title=t.sandbox>{t.sandbox_text}</Callout>
                    <form method="post" action="/form/orders/pay">
                        <input type="hidden" name="_page" value=page />
                        <input type="hidden" name="_key" value=key />
                        <input type="hidden" name="order" value=id />
                        <Buttons>
                            <Button
                                kind=Kind::Seal
                                label=fill(t.pay_succeed, &[("total", &total)])
                                icon="banknote"
                                name="outcome"
                                value="succeed"
                            />
                            <Button label=t.pay_fail name="outcome" value="fail" />
                            <Button label=t.pay_later name="outcome" value="later" />
                        </Buttons>
                    </form>
                </div>
            </Card>
        }
        .into_any(),
    )
}
