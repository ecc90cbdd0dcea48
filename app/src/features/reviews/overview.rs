//! `/ops`: what waits for the operator. Every number leads to what it counts.

use super::{
    calls, clock,
    queue::{PATH, item_href},
    words::{Words, words},
};
use crate::{
    features::settlement::lists::{Place, grouped},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::common,
};
use guildhall_sdk::{
    portal::PageRequest,
    reviews::{ListReviews, OperatorOverview, ReviewKind, ReviewRow},
    settlement::ListBills,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::params::ParamsMap;

/// Items shown of the queue.
const SHOWN: u32 = 8;

/// The overview.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let session = use_session();
    let data = Resource::new(
        || (),
        |()| async move {
            let overview = calls::get_operator_overview().await?;
            let page = PageRequest {
                cursor: None,
                size: Some(SHOWN),
            };
            let oldest = calls::list_reviews(ListReviews {
                page,
                ..ListReviews::default()
            })
            .await?;
            Ok((overview, oldest.rows))
        },
    );
    let t = words(session.lang);
    let act = view! { <Button kind=Kind::Primary label=t.whole_queue icon="inbox" href=PATH /> }.into_any();
    view! {
        <Title text=t.overview_title />
        <PageHead title=t.overview_title lead=t.overview_lead actions=act />
        {load(data, move |(overview, oldest)| body(&session, overview, oldest))}
    }
}

fn body(session: &Session, overview: OperatorOverview, oldest: Vec<ReviewRow>) -> AnyView {
    let t = words(session.lang);
    let of = |kind: ReviewKind| format!("{PATH}?kind={}", kind.as_str());
    let late = overview.overdue > 0;
    let bills = session.may::<ListBills>().then(|| {
        view! { <Stat label=t.waiting_bills value=grouped(overview.bills) href="/ops/bills" /> }
    });
    let dead = (overview.dead_jobs > 0).then(|| {
        view! { <Stat label=t.dead_jobs value=grouped(overview.dead_jobs) hint=t.dead_jobs_hint /> }
    });
    let waiting = waiting(session, t, &oldest);
    view! {
        <div class="stack-lg">
            <Stats>
                <Stat
                    label=t.overdue
                    value=grouped(overview.overdue)
                    hint=if late { t.overdue_hint } else { t.none_overdue }
                    href=if late { PATH } else { "" }
                />
                <Stat label=t.open_listings value=grouped(overview.listings) href=of(ReviewKind::Listing) />
                <Stat label=t.open_offers value=grouped(overview.offers) href=of(ReviewKind::Offer) />
                <Stat
                    label=t.open_certifications
                    value=grouped(overview.certifications)
                    href=of(ReviewKind::Certification)
                />
                <Stat
                    label=t.open_identities
                    value=grouped(overview.identities)
                    href=of(ReviewKind::Identity)
                />
                <Stat
                    label=t.open_applications
                    value=grouped(overview.applications)
                    href=of(ReviewKind::Application)
                />
                <Stat label=t.open_stores value=grouped(overview.stores) href=of(ReviewKind::Store) />
                {bills}
                {dead}
            </Stats>
            <Card title=t.oldest lead=t.oldest_lead flush=true>
                {waiting}
            </Card>
        </div>
    }
    .into_any()
}

fn waiting(session: &Session, t: &'static Words, oldest: &[ReviewRow]) -> AnyView {
    let lang = session.lang;
    let c = common::words(lang);
    let place = Place::read(PATH, &ParamsMap::new(), &[]);
    let empty = oldest.is_empty().then(|| {
        view! { <Empty drawing=Drawing::Seal title=t.empty_open text=t.empty_open_text /> }.into_any()
    });
    let rows = oldest
        .iter()
        .map(|row| {
            let href = item_href(&place, row);
            let (title, seller) = (
                row.title.get(lang).to_owned(),
                row.seller_name.get(lang).to_owned(),
            );
            view! {
                <tr>
                    <td>
                        <a class="row-name" href=href.clone()>{title}</a>
                        <span class="row-sub">{seller}</span>
                    </td>
                    <td data-label=t.kind>{row.kind.words(lang)}</td>
                    <td data-label=t.submitted>{clock::when(session, row.submitted_at)}</td>
                    <td data-label=t.due>{clock::badge(session, row)}</td>
                    <td class="act">
                        <Button size=Size::Small label=c.open href />
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text(t.item),
        Column::text(t.kind),
        Column::text(t.submitted),
        Column::text(t.due),
        Column::act(c.open),
    ];
    view! {
        <Ledger caption=t.oldest columns empty stack=true>
            {rows}
        </Ledger>
    }
    .into_any()
}
