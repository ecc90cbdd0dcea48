//! `/ops/mails/sms`: the short messages.

use super::{
    mails::{SMS, badge, tabs},
    words::{Words, words},
};
use crate::{
    features::settlement::lists::{Place, page_request, pager},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common},
};
use guildhall_sdk::{
    notices::{ListSms, SmsRow},
    portal::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The short messages.
#[component]
pub fn SmsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| {
            crate::door::run(ListSms {
                page: page_request(&query),
            })
        },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.sms_title />
        <PageHead title=t.sms_title lead=t.sms_lead />
        {tabs(session.lang, SMS)}
        {load(data, move |page| {
            let place = Place::read(SMS, &query.get_untracked(), &[]);
            body(&session, t, &place, &page)
        })}
    }
}

fn body(session: &Session, t: &'static Words, place: &Place, page: &Page<SmsRow>) -> AnyView {
    let lang = session.lang;
    let columns = vec![
        Column::text(t.sms_text),
        Column::text(t.to),
        Column::text(t.written),
        Column::text(common::words(lang).state),
    ];
    let rows = page
        .rows
        .iter()
        .map(|row| list_row(session, t, row))
        .collect_view();
    let empty = page
        .rows
        .is_empty()
        .then(|| view! { <Empty title=t.sms_empty text=t.sms_empty_text /> }.into_any());
    view! {
        <Ledger caption=t.sms_title columns empty stack=true>
            {rows}
        </Ledger>
        {pager(lang, place, page)}
    }
    .into_any()
}

fn list_row(session: &Session, t: &'static Words, row: &SmsRow) -> AnyView {
    let lang = session.lang;
    let error = row
        .last_error
        .clone()
        .map(|cause| view! { <span class="row-sub">{cause}</span> });
    view! {
        <tr>
            <td>
                <span class="row-name">{row.text.clone()}</span>
                {error}
            </td>
            <td data-label=t.to>{row.to.clone()}</td>
            <td data-label=t.written>
                <When
                    rfc3339=row.created_at.to_rfc3339()
                    absolute=session.zone.minute(row.created_at)
                    relative=ago(lang, row.created_at, session.now)
                />
            </td>
            <td data-label=common::words(lang).state>{badge(lang, row.state)}</td>
        </tr>
    }
    .into_any()
}
