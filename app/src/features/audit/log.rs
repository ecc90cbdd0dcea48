//! `/ops/audit`: the log with its filters.

use super::{
    calls,
    changes::changes,
    operations::{PARTS, called},
    words::{Words, words},
};
use crate::{
    features::settlement::lists::{Place, chips, page_request, pager, param},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::{
    audit::{AuditFilter, AuditRow, ListAudit},
    portal::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

const PATH: &str = "/ops/audit";
const FILTERS: [&str; 6] = ["actor", "operation", "object", "outcome", "from", "to"];

fn asked(query: &ParamsMap) -> ListAudit {
    let filter = AuditFilter {
        actor: param(query, "actor"),
        operation: param(query, "operation"),
        object: param(query, "object"),
        refused: match param(query, "outcome").as_str() {
            "refused" => Some(true),
            "ok" => Some(false),
            _ => None,
        },
        from: param(query, "from").parse().ok(),
        to: param(query, "to").parse().ok(),
    };
    ListAudit {
        filter,
        page: page_request(query),
    }
}

/// The log.
#[component]
pub fn AuditPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| async move { calls::list_audit(asked(&query)).await },
    );
    let t = words(session.lang);
    let act = view! { <Button label=t.to_permissions icon="key" href="/ops/permissions" /> }.into_any();
    view! {
        <Title text=t.log_title />
        <PageHead title=t.log_title lead=t.log_lead actions=act />
        {load(data, move |page| {
            let place = Place::read(PATH, &query.get_untracked(), &FILTERS);
            body(&session, &place, &page)
        })}
    }
}

fn body(session: &Session, place: &Place, page: &Page<AuditRow>) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let columns = vec![
        Column::text(t.operation),
        Column::text(t.actor),
        Column::text(t.object),
        Column::text(t.outcome),
        Column::text(t.at),
        Column::text(t.changes),
    ];
    let rows = page
        .rows
        .iter()
        .map(|row| list_row(session, t, place, row))
        .collect_view();
    let empty = page.rows.is_empty().then(|| {
        view! {
            <Empty drawing=Drawing::Search title=t.empty text=t.empty_text>
                <Button label=c.clear href=PATH />
            </Empty>
        }
        .into_any()
    });
    view! {
        {filters(session, t, place)}
        <Ledger caption=t.log columns empty compact=true stack=true>
            {rows}
        </Ledger>
        {pager(lang, place, page)}
    }
    .into_any()
}

fn filters(session: &Session, t: &'static Words, place: &Place) -> AnyView {
    let lang = session.lang;
    let c = common::words(lang);
    let mut operations = vec![Choice::new("", t.any_operation)];
    for part in PARTS {
        operations.extend(
            part.names()
                .map(|n| Choice::new(n, format!("{} · {}", part.title(lang), called(lang, n)))),
        );
    }
    let outcomes = vec![
        Choice::new("", t.any_outcome),
        Choice::new("ok", t.succeeded),
        Choice::new("refused", t.refused),
    ];
    let value = |name: &str| place.value(name).to_owned();
    let [actor, operation, object, from, to] = ["actor", "operation", "object", "from", "to"].map(value);
    let outcome_value = value("outcome");
    let outcome = if place.value("outcome") == "refused" {
        t.refused
    } else {
        t.succeeded
    };
    let in_force = vec![
        ("actor", t.actor, value("actor")),
        ("operation", t.operation, called(lang, place.value("operation"))),
        ("object", t.object, value("object")),
        ("outcome", t.outcome, outcome.to_owned()),
        ("from", t.from, value("from")),
        ("to", t.to, value("to")),
    ];
    view! {
        <FilterBar action=PATH label=c.filter submit_label=c.filter>
            <Field label=t.actor name="actor">
                <TextInput value=actor placeholder=t.actor_help />
            </Field>
            <Field label=t.operation name="operation">
                <Select options=operations value=operation />
            </Field>
            <Field label=t.object name="object">
                <TextInput value=object placeholder=t.object_help />
            </Field>
            <Field label=t.outcome name="outcome">
                <Select options=outcomes value=outcome_value />
            </Field>
            <Field label=t.from name="from">
                <DateInput value=from />
            </Field>
            <Field label=t.to name="to">
                <DateInput value=to />
            </Field>
        </FilterBar>
        {chips(lang, place, in_force)}
    }
    .into_any()
}

fn list_row(session: &Session, t: &'static Words, place: &Place, row: &AuditRow) -> AnyView {
    let lang = session.lang;
    let ok = row.outcome == "ok";
    let outcome = if ok {
        view! { <Badge tone=Tone::Done label=t.succeeded /> }.into_any()
    } else {
        view! {
            <Badge tone=Tone::Bad label=t.refused />
            <span class="row-sub mono">{row.outcome.clone()}</span>
        }
        .into_any()
    };
    let actor = place.with("actor", row.actor.clone()).href();
    let object = (!row.object.is_empty()).then(|| {
        let href = place.with("object", row.object.clone()).href();
        view! { <a class="mono small" href=href title=t.only_this_object>{row.object.clone()}</a> }
    });
    view! {
        <tr>
            <td>
                <span class="row-name">{called(lang, &row.operation)}</span>
                <span class="row-sub mono">{row.operation.clone()}</span>
            </td>
            <td data-label=t.actor>
                <div>
                    <a href=actor title=t.only_this_actor>{row.actor.clone()}</a>
                    <span class="row-sub">{row.organisation.clone()}</span>
                </div>
            </td>
            <td data-label=t.object>{object}</td>
            <td data-label=t.outcome>
                <div>{outcome}</div>
            </td>
            <td data-label=t.at>
                <When rfc3339=row.at.to_rfc3339() absolute=session.zone.second(row.at) />
            </td>
            <td data-label=t.changes>{detail(t, row)}</td>
        </tr>
    }
    .into_any()
}

/// Before and after, folded.
fn detail(t: &'static Words, row: &AuditRow) -> AnyView {
    let request =
        view! { <p class="hint">{t.request} " " <code class="mono">{row.request_id.clone()}</code></p> };
    if row.before.is_none() && row.after.is_none() {
        return view! {
            <details>
                <summary class="btn btn-text btn-small">{t.request}</summary>
                {request}
            </details>
        }
        .into_any();
    }
    let (differing, same) = changes(row.before.as_ref(), row.after.as_ref());
    let nothing = differing
        .is_empty()
        .then(|| view! { <p class="hint">{t.same}</p> });
    let value = |text: Option<String>, was: bool| match text {
        None => view! { <span class="muted">{t.absent}</span> }.into_any(),
        Some(text) if was => view! { <del>{text}</del> }.into_any(),
        Some(text) => view! { <ins>{text}</ins> }.into_any(),
    };
    let rows = differing
        .into_iter()
        .map(|change| {
            view! {
                <div class="kv-row">
                    <dt class="mono small">{change.path}</dt>
                    <dd class="diff small">
                        <span class="sr-only">{t.before} " "</span>
                        {value(change.before, true)}
                        " → "
                        <span class="sr-only">{t.after} " "</span>
                        {value(change.after, false)}
                    </dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    let rows = (!rows.is_empty()).then(|| view! { <dl class="kv">{rows}</dl> });
    let more = (same > 0).then(|| view! { <p class="hint">{fill(t.unchanged, &[("n", &same)])}</p> });
    view! {
        <details>
            <summary class="btn btn-text btn-small">{t.changes}</summary>
            <div class="well mt-1 min-w-[280px]">
                {nothing}
                {rows}
                {more}
                {request}
            </div>
        </details>
    }
    .into_any()
}
