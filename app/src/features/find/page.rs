//! `/find`: the search as a plain page, for whoever has no JavaScript, and as an address to keep.

use super::{
    calls::{Hit, find},
    words::words,
};
use crate::{
    fault::Fault,
    load::load,
    session::{Session, use_session},
    ui::{Card, Drawing, Empty, Field, FilterBar, Icon, PageHead, TextInput},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    MatchNestedRoutes, SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route,
    hooks::use_query_map, path,
};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/find") view=FindPage ssr=SsrMode::Async /> }
        .into_inner()
        .into_any_nested_route()
}

/// The page.
#[component]
pub fn FindPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let wanted = move || query.with(|q| q.get("q").unwrap_or_default().trim().to_owned());
    let data = Resource::new(wanted, |text| async move {
        let hits = find(text.clone()).await?;
        Ok::<_, Fault>((text, hits))
    });
    load(data, move |(text, hits)| page(&session, &text, &hits))
}

fn page(session: &Session, text: &str, hits: &[Hit]) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let found = if text.is_empty() {
        view! { <Empty drawing=Drawing::Search title=t.begin /> }.into_any()
    } else if hits.is_empty() {
        view! { <Empty drawing=Drawing::Search title=t.nothing /> }.into_any()
    } else {
        let mut kinds = Vec::new();
        for hit in hits {
            if !kinds.contains(&hit.kind) {
                kinds.push(hit.kind);
            }
        }
        kinds
            .into_iter()
            .map(|kind| {
                let rows = hits
                    .iter()
                    .filter(|hit| hit.kind == kind)
                    .map(|hit| {
                        view! {
                            <li>
                                <a class="found" href=hit.href.clone()>
                                    <Icon name=kind.icon() />
                                    <span class="palette-title">{hit.title.get(lang).to_owned()}</span>
                                    <span class="palette-note">{hit.note.get(lang).to_owned()}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view();
                view! {
                    <Card title=kind.words(lang) flush=true>
                        <ul>{rows}</ul>
                    </Card>
                }
            })
            .collect_view()
            .into_any()
    };
    let value = text.to_owned();
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead />
        <div class="stack">
            <FilterBar action="/find" label=t.title submit_label=t.act>
                <Field label=t.label name="q">
                    <TextInput kind="search" value autofocus=true />
                </Field>
            </FilterBar>
            {found}
        </div>
    }
    .into_any()
}
