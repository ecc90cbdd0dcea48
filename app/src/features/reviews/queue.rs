//! `/ops/reviews`: the queue.

use super::{
    calls, clock,
    words::{Words, words},
};
use crate::{
    features::settlement::lists::{Place, chips, page_request, pager, param},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::common,
};
use guildhall_sdk::{
    lang::Lang,
    portal::Page,
    reviews::{ListReviews, ReviewKind, ReviewRow, ReviewState},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

pub(super) const PATH: &str = "/ops/reviews";
const STATES: [ReviewState; 4] = [
    ReviewState::Open,
    ReviewState::Approved,
    ReviewState::Rejected,
    ReviewState::Withdrawn,
];

/// What the address asks for.
pub(super) fn asked(query: &ParamsMap) -> ListReviews {
    ListReviews {
        kind: ReviewKind::parse(&param(query, "kind")),
        state: ReviewState::parse(&param(query, "state")),
        mine: !param(query, "mine").is_empty(),
        search: param(query, "q"),
        page: page_request(query),
    }
}

/// The queue.
#[component]
pub fn QueuePage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| async move { calls::list_reviews(asked(&query)).await },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.queue_title />
        {load(data, move |page| {
            let query = query.get_untracked();
            let place = Place::read(PATH, &query, &["state", "kind", "mine", "q"]);
            body(&session, &place, &param(&query, "done"), page)
        })}
    }
}

fn body(session: &Session, place: &Place, done: &str, page: Page<ReviewRow>) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let c = common::words(lang);
    let state = ReviewState::parse(place.value("state")).unwrap_or(ReviewState::Open);
    let open = state == ReviewState::Open;
    let first = page
        .rows
        .first()
        .filter(|_| open)
        .map(|row| item_href(place, row));
    let actions = first
        .map(|href| view! { <Button kind=Kind::Primary label=t.start icon="list-checks" href /> }.into_any())
        .unwrap_or_else(|| ().into_any());
    let flash = flash(t, done).map(|text| {
        view! {
            <Callout tone=Tone::Done title=text>
                {t.done_all}
            </Callout>
        }
    });
    let tabs = STATES
        .map(|s| {
            let value = if s == ReviewState::Open { "" } else { s.as_str() };
            Tab::new(place.with("state", value).href(), s.words(lang)).current(s == state)
        })
        .to_vec();
    let rows = page
        .rows
        .iter()
        .map(|row| list_row(session, t, place, row, open))
        .collect_view();
    let empty = page.rows.is_empty().then(|| {
        let filtered = ["kind", "mine", "q"]
            .iter()
            .any(|name| !place.value(name).is_empty());
        let (title, text) = if open && !filtered {
            (t.empty_open, t.empty_open_text)
        } else {
            (t.empty_other, "")
        };
        let clear = place.without("kind").without("mine").without("q").href();
        view! {
            <Empty drawing=Drawing::Seal title text>
                {filtered.then(|| view! { <Button label=c.clear href=clear /> })}
            </Empty>
        }
        .into_any()
    });
    let last = if open { t.due } else { t.decided };
    let columns = vec![
        Column::text(t.item),
        Column::text(t.kind),
        Column::text(t.submitted),
        Column::text(last),
        Column::text(if open { t.claimed_by } else { c.state }),
        Column::act(c.open),
    ];
    view! {
        <PageHead title=t.queue_title lead=t.queue_lead actions />
        <div class="stack">
            {flash}
            <div>
                <Tabs label=t.states items=tabs />
                {filters(lang, t, place)}
                <Ledger caption=t.list columns empty stack=true>
                    {rows}
                </Ledger>
                {pager(lang, place, &page)}
            </div>
        </div>
    }
    .into_any()
}

/// What was just decided.
pub(super) fn flash(t: &'static Words, done: &str) -> Option<&'static str> {
    match done {
        "approved" => Some(t.done_approved),
        "rejected" => Some(t.done_rejected),
        "claimed" => Some(t.flash_claimed),
        "released" => Some(t.flash_released),
        _ => None,
    }
}

/// The item's page; it keeps which kind is being worked through.
pub(super) fn item_href(place: &Place, row: &ReviewRow) -> String {
    place
        .without("state")
        .without("q")
        .href_at(&format!("{PATH}/{}", row.id))
}

fn filters(lang: Lang, t: &'static Words, place: &Place) -> AnyView {
    let c = common::words(lang);
    let mut options = vec![Choice::new("", t.any_kind)];
    options.extend(
        ReviewKind::ALL
            .iter()
            .map(|k| Choice::new(k.as_str(), k.words(lang))),
    );
    let kind = ReviewKind::parse(place.value("kind"))
        .map(|k| k.words(lang).to_owned())
        .unwrap_or_default();
    let in_force = vec![
        ("kind", t.kind, kind),
        ("mine", t.mine_filter, t.mine_value.to_owned()),
        ("q", c.search, place.value("q").to_owned()),
    ];
    let search = place.value("q").to_owned();
    let (state, chosen) = (place.value("state").to_owned(), place.value("kind").to_owned());
    let mine = !place.value("mine").is_empty();
    view! {
        <FilterBar action=PATH label=c.filter submit_label=c.filter>
            {(!state.is_empty()).then(|| view! { <input type="hidden" name="state" value=state /> })}
            <Field label=t.search name="q">
                <TextInput kind="search" value=search />
            </Field>
            <Select name="kind" label=t.kind options value=chosen />
            <div class="flex min-h-9 items-center">
                <Checkbox name="mine" label=t.mine value="1" checked=mine />
            </div>
        </FilterBar>
        {chips(lang, place, in_force)}
    }
    .into_any()
}

fn list_row(session: &Session, t: &'static Words, place: &Place, row: &ReviewRow, open: bool) -> AnyView {
    let lang = session.lang;
    let c = common::words(lang);
    let href = item_href(place, row);
    let (title, seller) = (
        row.title.get(lang).to_owned(),
        row.seller_name.get(lang).to_owned(),
    );
    let (third, third_label) = if open {
        (clock::badge(session, row), t.due)
    } else {
        (
            row.decided_at
                .map_or_else(|| ().into_any(), |at| clock::when(session, at)),
            t.decided,
        )
    };
    let (fourth, fourth_label) = if open {
        let who = row.claimed_by.clone();
        let view = match who {
            Some(name) => view! { <span>{name}</span> }.into_any(),
            None => view! { <span class="muted">{t.nobody}</span> }.into_any(),
        };
        (view, t.claimed_by)
    } else {
        (clock::badge(session, row), c.state)
    };
    view! {
        <tr>
            <td>
                <a class="row-name" href=href.clone()>{title}</a>
                <span class="row-sub">{seller}</span>
            </td>
            <td data-label=t.kind>{row.kind.words(lang)}</td>
            <td data-label=t.submitted>{clock::when(session, row.submitted_at)}</td>
            <td data-label=third_label>{third}</td>
            <td data-label=fourth_label>{fourth}</td>
            <td class="act">
                <Button size=Size::Small label=c.open href />
            </td>
        </tr>
    }
    .into_any()
}
