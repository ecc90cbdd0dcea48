//! `/ops/mails`: the list, with each text folded.

use super::words::{Words, words};
use crate::{
    fault::Fault,
    features::settlement::lists::{Place, chips, page_request, pager, param},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common},
};
use guildhall_sdk::{
    notices::{ListMails, MailRow},
    portal::Page,
};
use leptos::{prelude::*, server_fn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const PATH: &str = "/ops/mails";

/// See [`ListMails`].
#[server(name = ListMailsCall, endpoint = "list_mails", input = server_fn::codec::Json)]
pub async fn list_mails(query: ListMails) -> Result<Page<MailRow>, Fault> {
    crate::door::run(query).await
}

/// The mails.
#[component]
pub fn MailsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| async move {
            list_mails(ListMails {
                to: param(&query, "to"),
                page: page_request(&query),
            })
            .await
        },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead />
        {load(data, move |page| {
            let place = Place::read(PATH, &query.get_untracked(), &["to"]);
            body(&session, t, &place, &page)
        })}
    }
}

fn body(session: &Session, t: &'static Words, place: &Place, page: &Page<MailRow>) -> AnyView {
    let lang = session.lang;
    let c = common::words(lang);
    let to = place.value("to").to_owned();
    let columns = vec![
        Column::text(t.subject),
        Column::text(t.to),
        Column::text(t.written),
        Column::text(c.state),
    ];
    let rows = page
        .rows
        .iter()
        .map(|row| list_row(session, t, row))
        .collect_view();
    let empty = page.rows.is_empty().then(|| {
        if to.is_empty() {
            view! { <Empty title=t.empty text=t.empty_text /> }.into_any()
        } else {
            view! { <Empty drawing=Drawing::Search title=t.none><Button label=c.clear href=PATH /></Empty> }
                .into_any()
        }
    });
    let in_force = vec![("to", t.to, to.clone())];
    view! {
        <FilterBar action=PATH label=c.filter submit_label=c.filter>
            <Field label=t.to name="to">
                <TextInput value=to placeholder=t.to_help />
            </Field>
        </FilterBar>
        {chips(lang, place, in_force)}
        <Ledger caption=t.list columns empty stack=true>
            {rows}
        </Ledger>
        {pager(lang, place, page)}
    }
    .into_any()
}

fn list_row(session: &Session, t: &'static Words, row: &MailRow) -> AnyView {
    let lang = session.lang;
    let c = common::words(lang);
    let state = match row.sent_at {
        Some(_) => view! { <Badge tone=Tone::Done label=t.sent /> }.into_any(),
        None => view! { <Badge tone=Tone::Neutral label=t.kept /> }.into_any(),
    };
    view! {
        <tr>
            <td>
                <span class="row-name">{row.subject.clone()}</span>
                <details>
                    <summary class="row-sub">
                        <Icon name="chevron-right" />
                        {t.text}
                    </summary>
                    <div class="well mt-2">
                        <p class="diff">{row.text.clone()}</p>
                    </div>
                </details>
            </td>
            <td data-label=t.to>{row.to.clone()}</td>
            <td data-label=t.written>
                <When
                    rfc3339=row.created_at.to_rfc3339()
                    absolute=session.zone.minute(row.created_at)
                    relative=ago(lang, row.created_at, session.now)
                />
            </td>
            <td data-label=c.state>{state}</td>
        </tr>
    }
    .into_any()
}
