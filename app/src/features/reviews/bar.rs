//! The decision bar: always in reach, with the way to the neighbours in the queue.

use super::{
    comments::{Desk, FORM},
    keys,
};
use crate::ui::*;
use guildhall_sdk::reviews::{ReviewState, ReviewView};
use leptos::prelude::*;

/// The bar at the bottom.
pub fn bar(desk: &Desk, view: &ReviewView, (previous, next): (String, String)) -> AnyView {
    let t = desk.t();
    let open = view.row.state == ReviewState::Open;
    let step = |id: &'static str, href: String, label: &'static str, icon: &'static str| {
        (!href.is_empty()).then(|| view! { <Button id label icon href /> })
    };
    let decide = (open && view.may_decide).then(|| {
        let off = !desk.deciding;
        view! {
            <Button
                form=FORM
                name="decision"
                value="reject"
                label=t.reject
                icon="undo-2"
                disabled=off
            />
            <Button
                kind=Kind::Seal
                id=keys::APPROVE
                form=FORM
                name="decision"
                value="approve"
                label=t.approve
                icon="stamp"
                disabled=off
                shortcut="a"
            />
        }
    });
    view! {
        <div class="decision-bar">
            <div class="row">
                <Buttons>
                    {step(keys::PREVIOUS, previous, t.previous, "chevron-left")}
                    {step(keys::NEXT, next, t.next, "chevron-right")}
                </Buttons>
                <span class="hint needs-js max-lg:hidden">
                    {if decide.is_some() { t.keys } else { t.keys_to_read }}
                </span>
            </div>
            <Buttons end=true>{decide}</Buttons>
        </div>
    }
    .into_any()
}
