//! `/ops/transfers`: small transfers to send, and locked certifications.

use super::{
    certification_words::{Words, words},
    conduct_parts::area,
    parts::refusal,
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
};
use guildhall_sdk::sellers::{
    CertificationState, ListTransfers, RecordTransfer, TransferRow, UnlockCertification,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn TransfersPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get().get("done"),
        |_| crate::door::run(ListTransfers {}),
    );
    let t = words(session.lang);
    view! {
        <Title text=t.transfers />
        <PageHead title=t.transfers lead=t.transfers_lead />
        {load(data, move |rows| {
            body(&session, t, &query.get_untracked().get("done").unwrap_or_default(), &rows)
        })}
    }
}

fn body(session: &Session, t: &'static Words, said: &str, rows: &[TransferRow]) -> AnyView {
    let (record, unlock) = (
        use_form("sellers/record-transfer"),
        use_form("sellers/unlock-certification"),
    );
    let refused = [&record, &unlock]
        .into_iter()
        .filter(|form| form.refused())
        .map(|form| refusal(session, form))
        .collect_view();
    let said = match said {
        "recorded" => Some(t.recorded),
        "unlocked" => Some(t.unlocked),
        _ => None,
    };
    let columns = vec![
        Column::text(t.seller),
        Column::text(t.state),
        Column::text(t.account),
        Column::num(t.to_send),
        Column::num(t.failures),
        Column::text(t.acts),
    ];
    let empty = rows
        .is_empty()
        .then(|| view! { <Empty drawing=Drawing::Gate title=t.empty text=t.empty_text /> }.into_any());
    let rows = rows
        .iter()
        .map(|row| line(session, t, row, &unlock))
        .collect_view();
    view! {
        <div class="stack">
            {said.map(|title| view! { <Callout tone=Tone::Done title /> })}
            {refused}
            <Ledger caption=t.list columns empty stack=true>
                {rows}
            </Ledger>
        </div>
    }
    .into_any()
}

fn line(session: &Session, t: &'static Words, row: &TransferRow, form: &FormView) -> AnyView {
    let lang = session.lang;
    let (name, seller) = (row.name.get(lang).to_owned(), row.seller.to_string());
    let amount = row.amount.map(|amount| amount.display()).unwrap_or_default();
    let tone = if row.state == CertificationState::Locked {
        Tone::Bad
    } else {
        Tone::Wait
    };
    let acts = match row.state {
        CertificationState::Transferring if row.by_hand && session.may::<RecordTransfer>() => {
            let (seller, transfer) = (seller, row.transfer.map(|id| id.to_string()).unwrap_or_default());
            view! {
                <form method="post" novalidate=true action="/form/sellers/record-transfer">
                    <input type="hidden" name="seller" value=seller />
                    <input type="hidden" name="transfer" value=transfer />
                    <Buttons>
                        <Button kind=Kind::Primary label=t.record_sent name="act" value="sent" />
                        <Button label=t.record_failed name="act" value="failed" />
                    </Buttons>
                </form>
            }
            .into_any()
        }
        CertificationState::Locked if session.may::<UnlockCertification>() => {
            let mine = form.value("seller").is_some_and(|sent| sent == seller);
            let reason = area(form, mine, "reason", &seller, t.reason, t.reason_help);
            view! {
                <form class="form" method="post" novalidate=true action="/form/sellers/unlock-certification">
                    <input type="hidden" name="seller" value=seller />
                    {reason}
                    <Button kind=Kind::Primary label=t.unlock />
                </form>
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    let label = row.state.words(lang);
    let (bank, account_name, account_number) = (
        row.bank.clone(),
        row.account_name.clone(),
        row.account_number.clone(),
    );
    view! {
        <tr>
            <td>
                <span class="row-name">{name}</span>
            </td>
            <td data-label=t.state>
                <Badge tone label />
            </td>
            <td data-label=t.account>
                <div>{account_name}</div>
                <div class="hint">{bank}</div>
                <div class="num">{account_number}</div>
            </td>
            <td class="num" data-label=t.to_send>{amount}</td>
            <td class="num" data-label=t.failures>{row.failures.to_string()}</td>
            <td data-label=t.acts>{acts}</td>
        </tr>
    }
    .into_any()
}
