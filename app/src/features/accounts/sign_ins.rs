//! `/account/sign-ins`: the sign-ins at providers that open one's own account; linking another, and unlinking.

use super::{
    own::refusal,
    sign_ins_words::{Words, words},
};
use crate::{
    fault::Fault,
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, fill},
};
use guildhall_sdk::accounts::{LinkedSignIn, LinkedSignIns, ListLinkedSignIns, SignInProvider};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

/// The page's address.
pub(super) const PATH: &str = "/account/sign-ins";

async fn linked() -> Result<LinkedSignIns, Fault> {
    crate::door::run(ListLinkedSignIns {}).await
}

/// The linked sign-ins.
#[component]
pub fn SignInsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| linked());
    let t = words(session.lang);
    let breadcrumb = vec![Crumb::new("/account", t.account)];
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead breadcrumb />
        {load(data, move |data| {
            let done = query.get_untracked().get("done").unwrap_or_default();
            body(&session, &done, &data)
        })}
    }
}

fn body(session: &Arc<Session>, done: &str, data: &LinkedSignIns) -> AnyView {
    let t = words(session.lang);
    let flash = match done {
        "linked" => Some(t.done_linked),
        "unlinked" => Some(t.done_unlinked),
        _ => None,
    }
    .map(|text| view! { <Callout tone=Tone::Done title=text /> });
    let refused: Vec<AnyView> = ["accounts/sign-in-link", "accounts/sign-in-unlink"]
        .into_iter()
        .map(|form| refusal(session, &use_form(form), t.not_done))
        .collect();
    let rows = data
        .linked
        .iter()
        .map(|row| linked_row(session, t, row, data.last_way_in))
        .collect_view();
    let columns = vec![
        Column::text(t.provider),
        Column::text(t.known_as),
        Column::text(t.since),
        Column::text(t.last_used),
        Column::act(t.unlink),
    ];
    let table = if data.linked.is_empty() {
        view! { <Empty title=t.none text=t.none_text /> }.into_any()
    } else {
        view! {
            <Ledger caption=t.title columns empty=None stack=true>
                {rows}
            </Ledger>
        }
        .into_any()
    };
    let last = data
        .last_way_in
        .then(|| view! { <Callout tone=Tone::Info title=t.last_way_in /> });
    let open = data
        .open
        .iter()
        .map(|provider| link_form(session, t, provider))
        .collect_view();
    let more = (!data.open.is_empty()).then(|| {
        view! {
            <Card title=t.link_title lead=t.link_lead id="link">
                <div class="buttons">{open}</div>
            </Card>
        }
    });
    view! { <div class="stack-lg">{flash} {refused} {last} {table} {more}</div> }.into_any()
}

fn link_form(session: &Session, t: &'static Words, provider: &SignInProvider) -> AnyView {
    let label = fill(t.link, &[("name", &provider.name.get(session.lang))]);
    let id = provider.id.clone();
    view! {
        <form method="post" novalidate=true action="/form/accounts/sign-in-link">
            <input type="hidden" name="provider" value=id />
            <Button label icon="log-in" />
        </form>
    }
    .into_any()
}

fn linked_row(session: &Session, t: &'static Words, row: &LinkedSignIn, last_way_in: bool) -> AnyView {
    let when = |at: chrono::DateTime<chrono::Utc>| {
        view! {
            <When
                rfc3339=at.to_rfc3339()
                absolute=session.zone.minute(at)
                relative=ago(session.lang, at, session.now)
            />
        }
        .into_any()
    };
    let name = row.provider.get(session.lang).to_owned();
    let email = if row.email.is_empty() {
        t.unknown.to_owned()
    } else {
        row.email.clone()
    };
    let used = match row.used_at {
        Some(at) => when(at),
        None => view! { <span>{t.never}</span> }.into_any(),
    };
    let act = if last_way_in {
        ().into_any()
    } else {
        let label = fill(t.unlink_this, &[("name", &name)]);
        let id = row.id.to_string();
        view! {
            <form method="post" novalidate=true action="/form/accounts/sign-in-unlink">
                <input type="hidden" name="linked" value=id />
                <button type="submit" class="btn btn-quiet btn-small" aria-label=label>
                    <span>{t.unlink}</span>
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <td>
                <span class="row-name">{name}</span>
            </td>
            <td data-label=t.known_as>{email}</td>
            <td data-label=t.since>{when(row.created_at)}</td>
            <td data-label=t.last_used>{used}</td>
            <td class="act">{act}</td>
        </tr>
    }
    .into_any()
}
