//! `/ops/mails`: the list. The text of each is a page of its own.

use super::words::{Words, words};
use crate::{
    features::settlement::lists::{Place, chips, page_request, pager, param},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common},
};
use guildhall_sdk::{
    lang::Lang,
    notices::{ListMails, MailRow, MailState},
    portal::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Where the list is.
pub const PATH: &str = "/ops/mails";
/// Where the short messages are.
pub const SMS: &str = "/ops/mails/sms";

/// The mails.
#[component]
pub fn MailsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| {
            crate::door::run(ListMails {
                to: param(&query, "to"),
                state: MailState::parse(&param(&query, "state")),
                page: page_request(&query),
            })
        },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead />
        {tabs(session.lang, PATH)}
        {load(data, move |page| {
            let place = Place::read(PATH, &query.get_untracked(), &["to", "state"]);
            body(&session, t, &place, &page)
        })}
    }
}

/// Mails and short messages.
pub fn tabs(lang: Lang, current: &str) -> AnyView {
    let t = words(lang);
    let items = vec![
        Tab::new(PATH, t.mails).current(current == PATH),
        Tab::new(SMS, t.sms).current(current == SMS),
    ];
    view! { <Tabs label=t.parts items /> }.into_any()
}

/// The state as a word with a shape.
pub fn badge(lang: Lang, state: MailState) -> AnyView {
    let tone = match state {
        MailState::Sent => Tone::Done,
        MailState::Waiting => Tone::Wait,
        MailState::Failed => Tone::Bad,
        MailState::Kept => Tone::Neutral,
    };
    view! { <Badge tone label=state.words(lang) /> }.into_any()
}

fn body(session: &Session, t: &'static Words, place: &Place, page: &Page<MailRow>) -> AnyView {
    let lang = session.lang;
    let c = common::words(lang);
    let (to, state) = (place.value("to").to_owned(), place.value("state").to_owned());
    let columns = vec![
        Column::text(t.subject),
        Column::text(t.to),
        Column::text(t.written),
        Column::text(c.state),
        Column::act(t.read),
    ];
    let rows = page
        .rows
        .iter()
        .map(|row| list_row(session, t, row))
        .collect_view();
    let empty = page.rows.is_empty().then(|| {
        if to.is_empty() && state.is_empty() {
            view! { <Empty title=t.empty text=t.empty_text /> }.into_any()
        } else {
            view! { <Empty drawing=Drawing::Search title=t.none><Button label=c.clear href=PATH /></Empty> }
                .into_any()
        }
    });
    let state_words = MailState::parse(&state).map_or("", |s| s.words(lang)).to_owned();
    let in_force = vec![("to", t.to, to.clone()), ("state", c.state, state_words)];
    let options = std::iter::once(Choice::new("", c.all))
        .chain(
            MailState::ALL
                .iter()
                .map(|s| Choice::new(s.as_str(), s.words(lang))),
        )
        .collect();
    view! {
        <FilterBar action=PATH label=c.filter submit_label=c.filter>
            <Field label=t.to name="to">
                <TextInput value=to placeholder=t.to_help />
            </Field>
            <Field label=c.state name="state">
                <Select options value=state />
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
    let href = format!("{PATH}/{}", row.id);
    let error = row
        .last_error
        .clone()
        .map(|cause| view! { <span class="row-sub">{cause}</span> });
    view! {
        <tr>
            <td>
                <a class="row-name" href=href.clone()>
                    {row.subject.clone()}
                </a>
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
            <td data-label=c.state>{badge(lang, row.state)}</td>
            <td class="act">
                <Button size=Size::Small label=t.read href />
            </td>
        </tr>
    }
    .into_any()
}
