//! `/o/{token}`: what an offer's link opens. HTML from the server only, phone first, no wasm, no JavaScript needed.
//!
//! Whoever holds a live link may read the offer; it names no customer. Dead: the named account learns the cause (410),
//! everybody else gets the page of an address that never was (404).

mod card;
mod gone;
mod words;

use crate::public::PublicPage;
use axum::{extract::Path, extract::rejection::PathRejection, response::Response};
use guildhall_market::offers::note_opened;
use guildhall_sdk::{
    offers::{OfferViewer, OpenOffer, OpenedOffer},
    portal::AppError,
};
use http::StatusCode;

/// The page.
pub async fn offer(page: PublicPage, path: Result<Path<String>, PathRejection>) -> Response {
    // What cannot be read as a path is an unknown link like any other.
    let Ok(Path(token)) = path else {
        return page.refuse(&AppError::NotFound);
    };
    let opened = match page.run(OpenOffer { token: token.clone() }).await {
        Ok(opened) => opened,
        Err(AppError::Gone { cause }) => return gone::page(&page, cause),
        Err(error) => return page.refuse(&error),
    };
    count(&page, &opened);
    // The tab, the history and a preview show the marketplace's name and nothing of the deal.
    let title = words::words(page.session.lang).title;
    let status = StatusCode::OK;
    let key = guildhall_market::secrets::random_token();
    let form = page.form("orders/place");
    page.render(status, title, || {
        card::card(card::Shown {
            session: &page.session,
            opened: &opened,
            token: &token,
            key: &key,
            form: &form,
        })
    })
}

/// Counts an opening beside the answer, which does not wait for it. A form shown again is no opening.
fn count(page: &PublicPage, opened: &OpenedOffer) {
    if page.session.form.is_some() || opened.you == OfferViewer::Other {
        return;
    }
    let (market, actor, offer) = (page.market.clone(), page.actor.clone(), opened.terms.id);
    leptos::task::spawn(async move { note_opened(&market, &actor, offer).await });
}
