//! The offer's link: to copy, to scan, to send anew.

use super::words::words;
use crate::{
    session::Session,
    ui::{Button, Card, Confirm, CopyField, Kind, Qr},
    words::{common, fill},
};
use guildhall_sdk::offers::{OfferStatus, OfferView, ReissueOfferLink};
use leptos::prelude::*;

/// True while the link shows the offer to whoever holds it.
pub fn alive(status: OfferStatus) -> bool {
    matches!(status, OfferStatus::Live | OfferStatus::Upcoming)
}

/// The link with its QR code; a sentence instead where there is none, or none that works.
pub fn card(session: &Session, offer: &OfferView) -> Option<AnyView> {
    let t = words(session.lang);
    let status = offer.terms.status;
    match &offer.url {
        None if status == OfferStatus::Reviewing => {
            Some(view! { <Card title=t.link><p class="muted">{t.link_later}</p></Card> }.into_any())
        }
        None => None,
        Some(_) if !alive(status) => {
            Some(view! { <Card title=t.link><p class="muted">{t.link_dead}</p></Card> }.into_any())
        }
        Some(path) => Some(living(session, offer, path)),
    }
}

fn living(session: &Session, offer: &OfferView, path: &str) -> AnyView {
    let (t, c) = (words(session.lang), common::words(session.lang));
    let url = format!("{}{path}", session.origin);
    let lead = fill(t.link_lead, &[("email", &offer.customer_email)]);
    let qr = offer.qr_svg.clone().map(|svg| {
        view! {
            <div class="stack-sm">
                <Qr svg label=t.qr_label />
                <p class="hint">{t.qr_help}</p>
            </div>
        }
    });
    let reissue = reissue(session, offer);
    view! {
        <Card title=t.link lead>
            <div class="stack">
                <CopyField
                    label=t.link_label
                    name="offer-link"
                    value=url
                    copy_label=t.copy_link
                    copied_label=c.copied
                    selected_label=t.copy_by_hand
                    help=t.link_help
                />
                {qr}
                {reissue}
            </div>
        </Card>
    }
    .into_any()
}

/// A new link instead of this one.
fn reissue(session: &Session, offer: &OfferView) -> Option<AnyView> {
    let t = words(session.lang);
    let id = offer.terms.id.to_string();
    // Each issue can be replaced once: a click that is sent twice makes one new link.
    let key = format!("reissue-{id}-{}", offer.link_version);
    let page = format!("/seller/offers/{id}");
    session.may::<ReissueOfferLink>().then(|| {
        view! {
            <Confirm label=t.reissue icon="refresh-cw" title=t.reissue_title text=t.reissue_text>
                <form method="post" action="/form/offers/reissue">
                    <input type="hidden" name="_page" value=page />
                    <input type="hidden" name="_key" value=key />
                    <input type="hidden" name="offer" value=id />
                    <Button kind=Kind::Danger label=t.reissue_act />
                </form>
            </Confirm>
        }
        .into_any()
    })
}
