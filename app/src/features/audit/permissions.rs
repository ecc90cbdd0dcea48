//! `/ops/permissions`: role × operation, made from the operations themselves.

use super::{
    calls::{self, Access, PermissionRow},
    operations::{PARTS, called},
    words::{Words, words},
};
use crate::{
    load::load,
    session::{Session, use_session},
    ui::*,
};
use guildhall_sdk::portal::Role;
use leptos::prelude::*;
use leptos_meta::Title;

/// The permission table.
#[component]
pub fn PermissionsPage() -> impl IntoView {
    let session = use_session();
    let data = Resource::new(|| (), |()| calls::permissions());
    let t = words(session.lang);
    view! {
        <Title text=t.table_title />
        <PageHead title=t.table_title lead=t.table_lead />
        {load(data, move |rows| body(&session, &rows))}
    }
}

fn body(session: &Session, rows: &[PermissionRow]) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let known: Vec<&str> = PARTS.iter().flat_map(|part| part.names()).collect();
    let mut parts: Vec<(&str, Vec<&PermissionRow>)> = PARTS
        .iter()
        .map(|part| {
            (
                part.title(lang),
                part.names()
                    .filter_map(|n| rows.iter().find(|row| row.name == n))
                    .collect(),
            )
        })
        .collect();
    // An operation nobody has words for yet is shown all the same.
    parts.push((
        t.others,
        rows.iter()
            .filter(|row| !known.contains(&row.name.as_str()))
            .collect(),
    ));
    let mut columns = vec![Column::text(t.table)];
    columns.extend(Role::ALL.iter().map(|role| Column::text(role.words(lang))));
    let body = parts
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(title, rows)| {
            let span = (Role::ALL.len() + 1).to_string();
            let rows = rows
                .into_iter()
                .map(|row| operation(session, t, row))
                .collect_view();
            view! {
                <tr>
                    <th scope="rowgroup" colspan=span class="bg-sunken">{title}</th>
                </tr>
                {rows}
            }
        })
        .collect_view();
    view! {
        <div class="stack">
            <p class="hint">{t.legend}</p>
            <Ledger caption=t.table columns compact=true>
                {body}
            </Ledger>
        </div>
    }
    .into_any()
}

fn operation(session: &Session, t: &'static Words, row: &PermissionRow) -> AnyView {
    let lang = session.lang;
    let kind = match row.kind.as_str() {
        "read" => t.reads,
        "write" => t.writes,
        _ => t.jobs,
    };
    let whole = match row.access {
        Access::Roles => None,
        Access::Public => Some(t.everybody),
        Access::SignedIn => Some(t.signed_in),
        Access::System => Some(t.system),
    };
    let cells = match whole {
        Some(text) => view! { <td colspan=Role::ALL.len().to_string() class="muted">{text}</td> }.into_any(),
        None => Role::ALL
            .iter()
            .map(|role| cell(t, row.roles.contains(role)))
            .collect_view()
            .into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="font-normal">
                <span class="row-name" title=row.about.clone()>{called(lang, &row.name)}</span>
                <span class="row-sub">{kind} " · " <code class="mono">{row.name.clone()}</code></span>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(t: &'static Words, may: bool) -> AnyView {
    if may {
        view! {
            <td class="relative">
                <span class="text-leaf">
                    <Icon name="check" />
                </span>
                <span class="sr-only">{t.may}</span>
            </td>
        }
        .into_any()
    } else {
        view! {
            <td class="relative">
                <span class="muted" aria-hidden="true">"–"</span>
                <span class="sr-only">{t.may_not}</span>
            </td>
        }
        .into_any()
    }
}
