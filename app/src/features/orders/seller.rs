//! `/seller/orders/:id`: one order as its seller sees it, and the confirmation that the customer has what was bought.

use super::{calls, parts, words::words};
use crate::{
    fault::Fault,
    forms::FormView,
    load::load,
    session::{Session, use_session},
    ui::{Button, Card, Crumb, Kind, Kv, KvList, PageHead},
    words::{common, fill},
};
use guildhall_sdk::{
    ids::OrderId,
    offers::GetOffer,
    orders::{ConfirmProvisioning, GetOrder, OrderState, OrderView},
    portal::AppError,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn SellerOrderPage() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let order = Resource::new(
        move || params.with(|p| p.get("id").and_then(|id| id.parse::<OrderId>().ok())),
        |id| async move {
            match id {
                Some(order) => calls::get_order(GetOrder { order }).await,
                None => Err(Fault::from(AppError::NotFound)),
            }
        },
    );
    load(order, move |order| page(&session, &order))
}

fn page(session: &Session, order: &OrderView) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let title = fill(t.order, &[("number", &order.number)]);
    let form = FormView::new("orders/provision", session.form.clone(), lang);
    view! {
        <Title text=title.clone() />
        <PageHead
            title
            lead=t.seller_lead(order.state)
            breadcrumb=vec![Crumb::new("/seller/orders", t.orders)]
            breadcrumb_label=t.orders
            badge=parts::badge(order.state, lang)
        />
        <div class="split">
            <div class="stack-lg">
                {parts::refusal(&form, t.provision_refused)}
                {provision(session, order)}
                {parts::lines(order, lang)}
            </div>
            <aside class="stack">
                {facts(session, order)}
                {parts::history(session, order)}
            </aside>
        </div>
    }
    .into_any()
}

/// The committing act, with what it leads to.
fn provision(session: &Session, order: &OrderView) -> Option<AnyView> {
    let wanted = order.state == OrderState::Processing && session.may::<ConfirmProvisioning>();
    let t = words(session.lang);
    let id = order.id.to_string();
    // The order is confirmed once: a click that is sent twice gets the same answer.
    let key = format!("provision-{id}");
    let page = format!("/seller/orders/{id}");
    wanted.then(|| {
        view! {
            <Card title=t.provision_title lead=t.provision_text>
                <form method="post" action="/form/orders/provision">
                    <input type="hidden" name="_page" value=page />
                    <input type="hidden" name="_key" value=key />
                    <input type="hidden" name="order" value=id />
                    <Button kind=Kind::Seal label=t.provision_act icon="stamp" />
                </form>
            </Card>
        }
        .into_any()
    })
}

fn facts(session: &Session, order: &OrderView) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let offer_name = order.offer_name.clone().unwrap_or_default();
    let offer = match order.offer {
        Some(id) if session.may::<GetOffer>() => {
            let href = format!("/seller/offers/{id}");
            view! { <a href=href>{offer_name}</a> }.into_any()
        }
        Some(_) => offer_name.into_any(),
        None => c.none.into_any(),
    };
    let (customer, total) = (order.customer_name.get(lang).to_owned(), order.total.display());
    let placed = parts::full(session, order.created_at);
    view! {
        <Card title=t.facts>
            <KvList>
                <Kv label=t.customer value=customer />
                <Kv label=t.total value=total num=true />
                <Kv label=t.offer>{offer}</Kv>
                <Kv label=t.placed value=placed num=true />
            </KvList>
        </Card>
    }
    .into_any()
}
