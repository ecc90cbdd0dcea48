//! The operator's steps: a form per state that can follow.

use super::words::{tone, words};
use crate::{
    forms::{FormView, use_form},
    session::Session,
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::settlement::{AdvanceBill, BillState, BillView};
use leptos::prelude::*;

/// True where the note says what went wrong: the market asks for it.
const fn goes_wrong(state: BillState) -> bool {
    matches!(tone(state), Tone::Bad)
}

/// The card with the steps.
pub(super) fn steps(session: &Session, bill: &BillView) -> AnyView {
    let t = words(session.lang);
    let lang = session.lang;
    let form = use_form("bills/advance");
    let refusal = form.error().is_some_and(|e| e.findings().is_empty()).then(|| {
        let text: Vec<String> = form.all().into_iter().map(|(_, text)| text).collect();
        view! { <Callout tone=Tone::Bad title=t.refused alert=true>{text.join(" ")}</Callout> }
    });
    let hint = view! { <p class="hint">{bill.row.state.hint(lang)}</p> };
    let body = if !session.may::<AdvanceBill>() {
        view! { <p>{t.advance_seller}</p> }.into_any()
    } else if bill.next.is_empty() {
        view! { <p>{t.advance_final}</p> }.into_any()
    } else {
        // The step forward is the page's committing act; the others are ways back.
        let forward = bill.next.iter().copied().find(|s| !goes_wrong(*s));
        let forms = bill
            .next
            .iter()
            .map(|to| step(session, bill, &form, *to, forward == Some(*to)))
            .collect_view();
        view! { <div class="row items-start">{forms}</div> }.into_any()
    };
    view! {
        <Card title=t.advance_title lead=t.advance_lead>
            <div class="stack no-print">
                {refusal}
                {hint}
                {body}
            </div>
        </Card>
    }
    .into_any()
}

fn step(session: &Session, bill: &BillView, form: &FormView, to: BillState, forward: bool) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let paid = to == BillState::Paid;
    let label = if paid {
        t.advance_pay.to_owned()
    } else {
        fill(t.advance_to, &[("state", &to.words(lang))])
    };
    let text = fill(t.advance_confirm, &[("state", &to.words(lang))]);
    let open = form.value("to").as_deref() == Some(to.as_str());
    let name = format!("note:{}", to.as_str());
    let errors = form.errors(&name);
    let value = if open {
        form.value_or(&name, "")
    } else {
        String::new()
    };
    let whole = if open { form.errors("to") } else { Vec::new() };
    let whole = whole
        .into_iter()
        .map(|text| view! { <p class="field-error">{text}</p> })
        .collect_view();
    let (note, help, optional) = match (paid, goes_wrong(to)) {
        (true, _) => (t.pay_note, t.pay_note_help, ""),
        (_, true) => (t.reason_note, t.reason_note_help, ""),
        _ => (t.note, t.reason_note_help, c.optional),
    };
    let (first, commit) = match (forward, goes_wrong(to)) {
        (true, _) => (Kind::Primary, Kind::Seal),
        (_, true) => (Kind::Quiet, Kind::Danger),
        _ => (Kind::Quiet, Kind::Primary),
    };
    let icon = if paid {
        "banknote"
    } else if goes_wrong(to) {
        "undo-2"
    } else {
        "arrow-right"
    };
    let (bill, version) = (bill.row.id.to_string(), bill.version.to_string());
    let page = format!("{}/{bill}", super::bills::OPERATOR);
    view! {
        <Confirm label=label.clone() kind=first icon title=label.clone() text open>
            <form class="stack" method="post" action="/form/bills/advance">
                <input type="hidden" name="bill" value=bill />
                <input type="hidden" name="version" value=version />
                <input type="hidden" name="to" value=to.as_str() />
                <input type="hidden" name="_page" value=page />
                {whole}
                <Field label=note name help optional_label=optional errors>
                    <TextInput value maxlength=200 />
                </Field>
                <Buttons>
                    <Button kind=commit label=label.clone() icon />
                </Buttons>
            </form>
        </Confirm>
    }
    .into_any()
}
