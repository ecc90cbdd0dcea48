//! `/ops/organisations`: every organisation by kind, and the forms that create one and add a person.

use super::{
    calls,
    member::member_form,
    words::{Words, words},
};
use crate::{
    features::settlement::lists::{Place, chips, page_request, pager, param},
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common},
};
use guildhall_sdk::{
    accounts::{AddMember, CreateOrganisation, ListOrganisations, OrganisationRow},
    portal::{OrganisationKind, Page},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

pub(super) const PATH: &str = "/ops/organisations";
const KINDS: [OrganisationKind; 3] = [
    OrganisationKind::Seller,
    OrganisationKind::Customer,
    OrganisationKind::Operator,
];

/// Organisations and people.
#[component]
pub fn OrganisationsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| async move {
            let kind = OrganisationKind::parse(&param(&query, "kind"));
            let page = calls::list_organisations(ListOrganisations {
                kind,
                search: param(&query, "q"),
                page: page_request(&query),
            })
            .await?;
            Ok((page, calls::form_key().await?))
        },
    );
    let t = words(session.lang);
    let may_create = session.may::<CreateOrganisation>();
    let act = if may_create {
        view! {
            <Button label=t.find_person icon="search" href="/ops/people" />
            <Button kind=Kind::Primary label=t.create_title icon="plus" href="#create" />
        }
        .into_any()
    } else {
        ().into_any()
    };
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead actions=act />
        {load(data, move |(page, key)| {
            let query = query.get_untracked();
            let place = Place::read(PATH, &query, &["kind", "q"]);
            body(&session, &place, &param(&query, "done"), &param(&query, "organisation"), page, &key)
        })}
    }
}

fn body(
    session: &Arc<Session>,
    place: &Place,
    done: &str,
    chosen: &str,
    page: Page<OrganisationRow>,
    key: &str,
) -> AnyView {
    let t = words(session.lang);
    let c = common::words(session.lang);
    let tab = |kind: &str, label: &str| {
        Tab::new(place.with("kind", kind).href(), label).current(place.value("kind") == kind)
    };
    let mut tabs = vec![tab("", t.all)];
    tabs.extend(KINDS.map(|kind| tab(kind.as_str(), t.kind_name(kind))));
    let flash = match done {
        "created" => Some(t.created_done),
        "added" => Some(t.added_done),
        _ => None,
    }
    .map(|text| view! { <Callout tone=Tone::Done title=text /> });
    // A refused member form names its organisation itself; the address may not.
    let form = use_form("accounts/add-member");
    let chosen = form.value("organisation").unwrap_or_else(|| chosen.to_owned());
    let target = page.rows.iter().find(|row| row.id.to_string() == chosen).cloned();
    let member = target
        .filter(|_| session.may::<AddMember>())
        .map(|row| member_form(session, &form, &row, place, key));
    let create = session
        .may::<CreateOrganisation>()
        .then(|| create_form(t, c, place, key));
    let rows = page
        .rows
        .iter()
        .map(|row| list_row(session, t, place, row, &chosen))
        .collect_view();
    let (kind, search) = (place.value("kind").to_owned(), place.value("q").to_owned());
    let empty = page.rows.is_empty().then(|| {
        if search.is_empty() {
            view! { <Empty drawing=Drawing::Gate title=t.empty text=t.empty_text /> }.into_any()
        } else {
            let clear = place.without("q").href();
            view! {
                <Empty drawing=Drawing::Search title=t.none_so_called>
                    <Button label=c.clear href=clear />
                </Empty>
            }
            .into_any()
        }
    });
    let columns = vec![
        Column::text(t.organisation),
        Column::text(t.kind),
        Column::num(t.people),
        Column::text(t.since),
        Column::act(t.add_people),
    ];
    view! {
        <div class="stack-lg">
            {flash}
            {member}
            <div>
                <Tabs label=t.views items=tabs />
                <FilterBar action=PATH label=c.filter submit_label=c.filter>
                    {(!kind.is_empty()).then(|| view! { <input type="hidden" name="kind" value=kind /> })}
                    <Field label=t.organisation name="q">
                        <TextInput kind="search" value=search />
                    </Field>
                </FilterBar>
                {chips(session.lang, place, vec![("q", c.search, place.value("q").to_owned())])}
                <Ledger caption=t.list columns empty stack=true>
                    {rows}
                </Ledger>
                {pager(session.lang, place, &page)}
            </div>
            {create}
        </div>
    }
    .into_any()
}

fn list_row(
    session: &Session,
    t: &'static Words,
    place: &Place,
    row: &OrganisationRow,
    chosen: &str,
) -> AnyView {
    let id = row.id.to_string();
    let add = session.may::<AddMember>().then(|| {
        let href = format!("{}#member", place.with("organisation", id.clone()).href());
        view! { <Button size=Size::Small label=t.add_people icon="users" href /> }
    });
    let here = session
        .viewer
        .as_ref()
        .is_some_and(|v| v.acting.organisation == row.id)
        .then(|| view! { " " <Badge tone=Tone::Info label=t.acting /> });
    let (name, other) = (row.name.get(session.lang).to_owned(), other_name(session, row));
    view! {
        <tr aria-selected=(id == chosen).then_some("true")>
            <td>
                <span class="row-name">{name}</span>
                {here}
                <span class="row-sub">{other}</span>
            </td>
            <td data-label=t.kind>{t.kind_name(row.kind)}</td>
            <td class="num" data-label=t.people>{row.people.to_string()}</td>
            <td data-label=t.since>
                <When
                    rfc3339=row.created_at.to_rfc3339()
                    absolute=session.zone.minute(row.created_at)
                    relative=ago(session.lang, row.created_at, session.now)
                />
            </td>
            <td class="act">{add}</td>
        </tr>
    }
    .into_any()
}

/// The name in the language that is not shown: people of both languages look for it.
fn other_name(session: &Session, row: &OrganisationRow) -> String {
    let shown = row.name.get(session.lang);
    let other = if shown == row.name.zh {
        &row.name.en
    } else {
        &row.name.zh
    };
    if other == shown {
        String::new()
    } else {
        other.clone()
    }
}

fn create_form(t: &'static Words, c: &'static common::Words, place: &Place, key: &str) -> AnyView {
    let form = use_form("accounts/create-organisation");
    let options = KINDS
        .map(|kind| RadioOption::new(kind.as_str(), t.kind_name(kind)).hint(t.kind_hint(kind)))
        .to_vec();
    let preset = if place.value("kind").is_empty() {
        "seller"
    } else {
        place.value("kind")
    };
    let kind = form.value_or("kind", preset);
    let kind_errors = form.errors("kind");
    let fields = [
        line(&form, "name_zh", t.name_zh, t.name_help.to_owned(), "", "text"),
        line(&form, "name_en", t.name_en, String::new(), "", "text"),
        line(
            &form,
            "contact_mail",
            t.contact_mail,
            t.contact_mail_help.to_owned(),
            c.optional,
            "email",
        ),
        line(
            &form,
            "contact_phone",
            t.contact_phone,
            String::new(),
            c.optional,
            "tel",
        ),
    ];
    let summary = summary(c, &form);
    let (page, key) = (place.href(), format!("organisation-{key}"));
    view! {
        <Card title=t.create_title lead=t.create_lead id="create">
            <form class="form" method="post" novalidate=true action="/form/accounts/create-organisation">
                {summary}
                <input type="hidden" name="_page" value=page />
                <input type="hidden" name="_key" value=key />
                <RadioGroup legend=t.kind name="kind" options value=kind errors=kind_errors />
                {fields.into_iter().collect_view()}
                <Buttons>
                    <Button kind=Kind::Primary label=t.create icon="plus" />
                </Buttons>
            </form>
        </Card>
    }
    .into_any()
}

/// A line of one of the forms, as it came back.
pub(super) fn line(
    form: &FormView,
    name: &'static str,
    label: &'static str,
    help: String,
    optional: &'static str,
    kind: &'static str,
) -> AnyView {
    let (value, errors) = (form.value_or(name, ""), form.errors(name));
    view! {
        <Field label name help optional_label=optional errors>
            <TextInput value kind autocomplete="off" />
        </Field>
    }
    .into_any()
}

/// The findings of a refused form.
pub(super) fn summary(c: &'static common::Words, form: &FormView) -> AnyView {
    let errors: Vec<ErrorLink> = form
        .all()
        .into_iter()
        .map(|(name, text)| ErrorLink::new(name, text))
        .collect();
    view! { <ErrorSummary title=c.mend errors /> }.into_any()
}
