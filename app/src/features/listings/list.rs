//! `/seller/listings`: the seller's products, last changed first.

use super::{
    calls::{self, ListingsPage as Loaded},
    detail::{listing_badge, revision_badge},
    words::{Words, words},
};
use crate::{
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::{
    listings::{CreateListing, ListListings, ListingRow, ListingState, RevisionState},
    portal::{Count, PageRequest},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const PATH: &str = "/seller/listings";

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Asked {
    state: Option<ListingState>,
    revision: Option<RevisionState>,
    search: String,
    cursor: Option<String>,
}

impl Asked {
    /// The address of the same list with another wish; paging starts anew unless a cursor is given.
    fn href(&self) -> String {
        let pairs = [
            ("revision", self.revision.map(|s| s.as_str().to_owned())),
            ("state", self.state.map(|s| s.as_str().to_owned())),
            ("q", (!self.search.is_empty()).then(|| self.search.clone())),
            ("cursor", self.cursor.clone()),
        ];
        let query: Vec<String> = pairs
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| format!("{name}={}", encode(&value))))
            .collect();
        if query.is_empty() {
            PATH.to_owned()
        } else {
            format!("{PATH}?{}", query.join("&"))
        }
    }

    fn is_filtered(&self) -> bool {
        self.state.is_some() || self.revision.is_some() || !self.search.is_empty()
    }

    fn first_page(&self) -> Asked {
        Asked {
            cursor: None,
            ..self.clone()
        }
    }

    fn query(&self) -> ListListings {
        ListListings {
            state: self.state,
            revision_state: self.revision,
            search: self.search.clone(),
            page: PageRequest {
                cursor: self.cursor.clone(),
                size: None,
            },
        }
    }
}

/// Everything but letters, digits and `-_.~`, percent-encoded.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The page.
#[component]
pub fn ListingsPage() -> impl IntoView {
    let session = use_session();
    let t = words(session.lang);
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        Asked {
            state: query.get_str("state").and_then(ListingState::parse),
            revision: query.get_str("revision").and_then(RevisionState::parse),
            search: query.get("q").unwrap_or_default().trim().to_owned(),
            cursor: query.get("cursor").filter(|c| !c.is_empty()),
        }
    });
    let deleted = Memo::new(move |_| query.read().get_str("done") == Some("deleted"));
    let data = Resource::new(move || asked.get(), |asked| calls::listings_page(asked.query()));
    view! {
        <Title text=t.my_listings />
        {load(data, move |loaded| body(&session, t, &asked.get_untracked(), deleted.get_untracked(), loaded))}
    }
    .into_any()
}

fn body(session: &Session, t: &'static Words, asked: &Asked, deleted: bool, loaded: Loaded) -> AnyView {
    let c = common::words(session.lang);
    let Loaded { page, key } = loaded;
    let (next, previous, count) = (page.next, page.previous, page.count);
    let publish = move |key: String| {
        view! {
            <form method="post" action="/form/listings/create">
                <input type="hidden" name="_page" value=PATH />
                <input type="hidden" name="_key" value=key />
                <Button kind=Kind::Primary label=t.publish icon="plus" />
            </form>
        }
        .into_any()
    };
    let may_create = session.may::<CreateListing>();
    let head_key = key.clone();
    let empty = page.rows.is_empty().then(|| {
        if asked.is_filtered() || asked.cursor.is_some() {
            view! {
                <Empty drawing=Drawing::Search title=t.listings_none_found text=t.listings_none_found_text>
                    <Button label=c.clear href=PATH />
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty drawing=Drawing::Ledger title=t.listings_empty text=t.listings_empty_text>
                    {may_create.then(|| publish(key))}
                </Empty>
            }
            .into_any()
        }
    });
    let columns = vec![
        Column::text(t.product),
        Column::text(t.product_state),
        Column::text(t.submission),
        Column::num(t.specs_count),
        Column::text(t.updated),
        Column::act(t.act),
    ];
    let rows = page
        .rows
        .into_iter()
        .map(|row| listing_row(session, t, row))
        .collect_view();
    let at = |cursor: Option<String>| {
        cursor
            .map(|cursor| {
                Asked {
                    cursor: Some(cursor),
                    ..asked.clone()
                }
                .href()
            })
            .unwrap_or_default()
    };
    view! {
        <PageHead
            title=t.my_listings
            lead=t.list_lead
            actions=may_create.then(|| publish(head_key)).into_any()
        />
        <div class="stack">
            {deleted.then(|| view! { <Callout tone=Tone::Done title=t.deleted /> })}
            {tabs(session, t, asked)}
            {filters(session, t, asked)}
            <Card flush=true>
                <Ledger caption=t.my_listings columns empty stack=true>
                    {rows}
                </Ledger>
            </Card>
            <Pager
                label=c.pages
                summary=summary(session, count)
                newer_label=c.newer
                newer_href=at(previous)
                older_label=c.older
                older_href=at(next)
            />
        </div>
    }
    .into_any()
}

fn tabs(session: &Session, t: &'static Words, asked: &Asked) -> AnyView {
    let tab = |revision: Option<RevisionState>, label: &str| {
        let href = Asked {
            revision,
            ..asked.first_page()
        }
        .href();
        Tab::new(href, label).current(asked.revision == revision)
    };
    let mut rejected = tab(Some(RevisionState::Rejected), t.tab_rejected);
    if session.counts.listings > 0 {
        rejected = rejected.count(session.counts.listings);
    }
    let items = vec![
        tab(None, t.tab_all),
        tab(Some(RevisionState::Draft), t.tab_drafts),
        tab(Some(RevisionState::Pending), t.tab_pending),
        rejected,
    ];
    view! { <Tabs label=t.tabs_label items /> }.into_any()
}

fn filters(session: &Session, t: &'static Words, asked: &Asked) -> AnyView {
    let c = common::words(session.lang);
    let mut states = vec![Choice::new("", t.any_state)];
    states.extend(
        ListingState::ALL
            .iter()
            .map(|s| Choice::new(s.as_str(), s.words(session.lang))),
    );
    let revision = asked
        .revision
        .map(|r| view! { <input type="hidden" name="revision" value=r.as_str() /> });
    let state_chip = asked.state.map(|state| {
        let remove = Asked {
            state: None,
            ..asked.first_page()
        }
        .href();
        view! {
            <FilterChip
                label=t.product_state
                value=state.words(session.lang)
                remove_href=remove
                remove_label=format!("{}{}{}", c.remove_filter, t.colon, t.product_state)
            />
        }
    });
    let search_chip = (!asked.search.is_empty()).then(|| {
        let remove = Asked {
            search: String::new(),
            ..asked.first_page()
        }
        .href();
        view! {
            <FilterChip
                label=c.search
                value=asked.search.clone()
                remove_href=remove
                remove_label=format!("{}{}{}", c.remove_filter, t.colon, c.search)
            />
        }
    });
    let chips = (asked.state.is_some() || !asked.search.is_empty()).then(|| {
        let clear = Asked {
            revision: asked.revision,
            ..Asked::default()
        }
        .href();
        view! {
            <Chips label=c.filter clear_href=clear clear_label=c.clear>
                {state_chip}
                {search_chip}
            </Chips>
        }
    });
    let (search, state) = (asked.search.clone(), asked.state.map_or("", |s| s.as_str()));
    view! {
        <FilterBar action=PATH label=c.filter submit_label=c.filter>
            {revision}
            <TextInput
                name="q"
                kind="search"
                label=t.search_name
                placeholder=t.search_name
                value=search
            />
            <Select name="state" label=t.product_state options=states value=state />
        </FilterBar>
        {chips}
    }
    .into_any()
}

fn listing_row(session: &Session, t: &'static Words, row: ListingRow) -> AnyView {
    let href = format!("{PATH}/{}", row.id);
    let name = match row.name.get(session.lang) {
        "" => t.unnamed.to_owned(),
        name => name.to_owned(),
    };
    let under = [
        row.category.map(|c| c.words(session.lang)),
        Some(row.access_type.words(session.lang)),
        Some(row.trade_class.words(session.lang)),
    ];
    let under = under.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let may_edit = session.may::<CreateListing>();
    let (label, act) = match row.revision_state {
        RevisionState::Draft if may_edit => (t.edit, format!("{href}/edit")),
        RevisionState::Rejected if may_edit => (t.mend, format!("{href}/edit")),
        _ => (common::words(session.lang).view, href.clone()),
    };
    let absolute = session.zone.minute(row.updated_at);
    view! {
        <tr>
            <td data-label=t.product>
                <a class="row-name" href=href>{name}</a>
                <span class="row-sub">{under}</span>
            </td>
            <td data-label=t.product_state>{listing_badge(row.state, session.lang)}</td>
            <td data-label=t.submission>{revision_badge(row.revision_state, session.lang)}</td>
            <td class="num" data-label=t.specs_count>{row.specs}</td>
            <td data-label=t.updated>
                <When
                    rfc3339=row.updated_at.to_rfc3339()
                    absolute
                    relative=ago(session.lang, row.updated_at, session.now)
                />
            </td>
            <td class="act">
                <Button size=Size::Small label href=act />
            </td>
        </tr>
    }
    .into_any()
}

fn summary(session: &Session, count: Count) -> String {
    let c = common::words(session.lang);
    fill(
        if count.exact { c.count_exact } else { c.count_more },
        &[("n", &count.rows)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_the_filters_and_a_new_filter_starts_at_the_first_page() {
        let asked = Asked {
            state: Some(ListingState::OnSale),
            revision: Some(RevisionState::Draft),
            search: "工单 a&b".into(),
            cursor: Some("a.1.x".into()),
        };
        let filters = "/seller/listings?revision=draft&state=on_sale&q=%E5%B7%A5%E5%8D%95%20a%26b";
        assert_eq!(asked.href(), format!("{filters}&cursor=a.1.x"));
        assert_eq!(asked.first_page().href(), filters);
        assert_eq!(Asked::default().href(), PATH);
    }
}
