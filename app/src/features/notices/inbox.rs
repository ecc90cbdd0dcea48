//! `/seller/notices`, `/ops/notices`, `/my/notices`: what one was told, newest first; opening one reads it.

use super::inbox_words::{Words, words};
use crate::{
    fault::Fault,
    features::settlement::lists::{Place, page_request, pager, param},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common},
};
use guildhall_sdk::{
    notices::{ListNotices, NoticeRow},
    portal::{OrganisationKind, Page},
};
use leptos::{prelude::*, server_fn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The inbox of a kind of organisation.
pub const fn path(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Seller => "/seller/notices",
        OrganisationKind::Operator => "/ops/notices",
        OrganisationKind::Customer => "/my/notices",
    }
}

/// See [`ListNotices`].
#[server(name = ListNoticesCall, endpoint = "list_notices", input = server_fn::codec::Json)]
pub async fn list_notices(query: ListNotices) -> Result<Page<NoticeRow>, Fault> {
    crate::door::run(query).await
}

/// The inbox.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let session = use_session();
    let here = session
        .viewer
        .as_ref()
        .map_or("/", |viewer| path(viewer.acting.kind));
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| async move {
            list_notices(ListNotices {
                unread: param(&query, "unread") == "1",
                page: page_request(&query),
            })
            .await
        },
    );
    let t = words(session.lang);
    let all_read = (session.counts.notices > 0).then(|| {
        view! {
            <form method="post" novalidate=true action="/form/notices/read">
                <input type="hidden" name="_page" value=here />
                <Button label=t.read_all icon="check" />
            </form>
        }
        .into_any()
    });
    let actions = view! {
        {all_read}
        <Button label=t.settings href="/account/notices" icon="settings" />
    }
    .into_any();
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead actions />
        {load(data, move |page| {
            let place = Place::read(here, &query.get_untracked(), &["unread"]);
            body(&session, t, &place, &page)
        })}
    }
}

fn body(session: &Session, t: &'static Words, place: &Place, page: &Page<NoticeRow>) -> AnyView {
    let lang = session.lang;
    let unread = place.value("unread") == "1";
    let tabs = vec![
        Tab::new(place.without("unread").href(), t.all).current(!unread),
        Tab::new(place.with("unread", "1").href(), t.unread).current(unread),
    ];
    let columns = vec![
        Column::text(t.what),
        Column::text(t.when),
        Column::text(common::words(lang).state),
        Column::act(t.open),
    ];
    let rows = page
        .rows
        .iter()
        .map(|row| list_row(session, t, row))
        .collect_view();
    let empty = page.rows.is_empty().then(|| {
        let (title, text) = if unread {
            (t.none_unread, t.none_unread_text)
        } else {
            (t.empty, t.empty_text)
        };
        view! { <Empty title text /> }.into_any()
    });
    view! {
        <Tabs label=common::words(lang).state items=tabs />
        <Ledger caption=t.title columns empty stack=true>
            {rows}
        </Ledger>
        {pager(lang, place, page)}
    }
    .into_any()
}

fn list_row(session: &Session, t: &'static Words, row: &NoticeRow) -> AnyView {
    let lang = session.lang;
    let (tone, label) = match row.read_at {
        Some(_) => (Tone::Neutral, t.was_read),
        None => (Tone::Info, t.unread),
    };
    let lines = row
        .text
        .lines()
        .map(|line| view! { <span class="row-sub">{line.to_owned()}</span> })
        .collect_view();
    view! {
        <tr>
            <td>
                <span class="row-name">{row.subject.clone()}</span>
                {lines}
            </td>
            <td data-label=t.when>
                <When
                    rfc3339=row.created_at.to_rfc3339()
                    absolute=session.zone.minute(row.created_at)
                    relative=ago(lang, row.created_at, session.now)
                />
            </td>
            <td data-label=common::words(lang).state>
                <Badge tone label />
            </td>
            <td class="act">
                <form method="post" novalidate=true action="/form/notices/open">
                    <input type="hidden" name="notice" value=row.id.to_string() />
                    <input type="hidden" name="path" value=row.path.clone() />
                    <Button size=Size::Small label=t.open />
                </form>
            </td>
        </tr>
    }
    .into_any()
}
