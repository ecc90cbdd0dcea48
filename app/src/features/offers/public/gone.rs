//! A link that is dead, for the account it was made for: 410 with the cause and what to do.

use super::words::words;
use crate::{
    public::PublicPage,
    ui::{Button, Drawing, Empty, Kind},
};
use axum::response::Response;
use guildhall_sdk::{offers::OfferStatus, orders::ListMyOrders};
use http::StatusCode;
use leptos::prelude::*;

/// The page.
pub fn page(page: &PublicPage, cause: OfferStatus) -> Response {
    let t = words(page.session.lang);
    let (title, text) = t.cause(cause);
    // The tab says no more than that of a living offer.
    page.render(StatusCode::GONE, t.title, || {
        let orders = page
            .session
            .may::<ListMyOrders>()
            .then(|| view! { <Button kind=Kind::Primary label=t.my_orders href="/my/orders" /> });
        view! {
            <h1 class="sr-only">{title}</h1>
            <Empty drawing=Drawing::Seal title text>
                {orders}
            </Empty>
        }
        .into_any()
    })
}
