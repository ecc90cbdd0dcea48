//! `/ops/reviews/:id`: the queue, the whole submission, the decision.

use super::{
    bar::bar,
    calls, clock,
    comments::Desk,
    decision::{banner, column, neighbours, refusal, side},
    joining,
    keys::Keys,
    listing,
    queue::{PATH, flash},
    store, terms,
    words::words,
};
use crate::{
    fault::Fault,
    features::settlement::lists::{Place, param},
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
};
use guildhall_sdk::{
    finding::Finding,
    ids::ReviewId,
    portal::AppError,
    reviews::{GetReview, ListReviews, ReviewKind, ReviewRow, ReviewState, ReviewSubject, ReviewView},
    settings::ReasonTemplate,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::sync::Arc;

/// A review.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let query = use_query_map();
    let wanted = move || {
        (
            params.read().get("id").and_then(|id| id.parse::<ReviewId>().ok()),
            query.get(),
        )
    };
    let data = Resource::new(wanted, |(review, query)| async move {
        let review = review.ok_or_else(|| Fault::from(AppError::NotFound))?;
        let view = calls::get_review(GetReview { review }).await?;
        let list = ListReviews {
            kind: ReviewKind::parse(&param(&query, "kind")),
            mine: !param(&query, "mine").is_empty(),
            ..ListReviews::default()
        };
        let templates = calls::get_reason_templates().await?.templates;
        Ok((view, calls::list_reviews(list).await?.rows, templates))
    });
    let shown = load(data, move |(view, queue, templates)| {
        let query = query.get_untracked();
        let place = Place::read(PATH, &query, &["kind", "mine"]);
        body(&session, &place, &param(&query, "done"), view, &queue, templates)
    });
    view! {
        <Keys />
        {shown}
    }
    .into_any()
}

fn body(
    session: &Arc<Session>,
    place: &Place,
    done: &str,
    view: ReviewView,
    queue: &[ReviewRow],
    templates: Vec<ReasonTemplate>,
) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let row = view.row.clone();
    let held = row.claimed_by.is_some() && !view.mine;
    let mut form = use_form("reviews/decide");
    if !form.refused() {
        form = use_form("reviews/claim");
    }
    let desk = Desk {
        session: session.clone(),
        form,
        deciding: row.state == ReviewState::Open && view.may_decide && !held,
        findings: findings(&view.subject),
        comments: view.comments.clone(),
        page: place.href_at(&format!("{PATH}/{}", row.id)),
        templates: templates
            .into_iter()
            .filter(|t| t.kind.is_none_or(|kind| kind == row.kind))
            .collect(),
    };
    let lead = match row.kind {
        ReviewKind::Listing => t.lead_listing,
        ReviewKind::Offer => t.lead_offer,
        ReviewKind::Certification => t.lead_certification,
        ReviewKind::Identity => t.lead_identity,
        ReviewKind::Application => t.lead_application,
        ReviewKind::Store => t.lead_store,
    };
    let title = row.title.get(lang).to_owned();
    let crumbs = vec![Crumb::new(place.href(), t.queue_title)];
    let decided = matches!(done, "approved" | "rejected");
    let flash = flash(t, done).map(|text| {
        view! { <Callout tone=Tone::Done title=text>{decided.then_some(t.done_next)}</Callout> }
    });
    let submission = match &view.subject {
        ReviewSubject::Listing { content, live, .. } => listing::submission(&desk, content, live.as_deref()),
        ReviewSubject::Offer { terms, customer } => terms::offer(&desk, terms, customer),
        ReviewSubject::Certification { content } => terms::certification(&desk, content),
        ReviewSubject::Identity { content, live, .. } => joining::identity(&desk, content, live.as_deref()),
        ReviewSubject::Application {
            content,
            live,
            company,
            ..
        } => joining::application(&desk, content, live.as_deref(), company),
        ReviewSubject::Store {
            content,
            live,
            products,
            ..
        } => store::submission(&desk, content, live.as_deref(), products),
    };
    let badge = clock::badge(session, &row);
    view! {
        <Title text=title.clone() />
        <PageHead title lead breadcrumb=crumbs breadcrumb_label=t.queue_title badge />
        <div class="stack">
            {flash}
            {refusal(&desk)}
            {banner(&desk, &view)}
            <div class="review">
                {side(&desk, queue, &row, place)}
                <section class="stack min-w-0" aria-label=t.submission>
                    {submission}
                </section>
                {column(&desk, &view, place)}
            </div>
            {bar(&desk, &view, neighbours(queue, &row, place))}
        </div>
    }
    .into_any()
}

fn findings(subject: &ReviewSubject) -> Vec<Finding> {
    match subject {
        ReviewSubject::Listing { findings, .. }
        | ReviewSubject::Identity { findings, .. }
        | ReviewSubject::Application { findings, .. }
        | ReviewSubject::Store { findings, .. } => findings.clone(),
        ReviewSubject::Offer { .. } | ReviewSubject::Certification { .. } => Vec::new(),
    }
}
