//! `/seller/listings/:id`: one page for a listing's whole life — where it stands, what the reviewer said, what to do
//! next, and its content.

use super::{
    calls,
    content_view::ContentView,
    parts::certificate_view,
    words::{Words, words},
};
use crate::{
    fault::Fault,
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::ListingId,
    lang::Lang,
    listings::{ListingState, ListingView, RevisionState, SubmitListing, field_label},
    offers::CreateOffer,
    portal::AppError,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::sync::Arc;

/// Draft, on sale, discontinued: word and shape.
pub fn listing_badge(state: ListingState, lang: Lang) -> AnyView {
    let tone = match state {
        ListingState::Draft => Tone::Neutral,
        ListingState::OnSale => Tone::Done,
        ListingState::Discontinued => Tone::Bad,
    };
    view! { <Badge tone label=state.words(lang) /> }.into_any()
}

/// Where a revision stands: word and shape.
pub fn revision_badge(state: RevisionState, lang: Lang) -> AnyView {
    let tone = match state {
        RevisionState::Draft | RevisionState::Superseded => Tone::Neutral,
        RevisionState::Pending => Tone::Wait,
        RevisionState::Rejected => Tone::Bad,
        RevisionState::Approved => Tone::Done,
    };
    view! { <Badge tone label=state.words(lang) /> }.into_any()
}

/// The listing that the address names.
pub(super) fn listing_of_address() -> Memo<Option<ListingId>> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("id").and_then(|id| id.parse().ok()))
}

/// The page.
#[component]
pub fn ListingPage() -> impl IntoView {
    let session = use_session();
    let id = listing_of_address();
    let query = use_query_map();
    let done = Memo::new(move |_| query.read().get("done").unwrap_or_default());
    let data = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => calls::get_listing(id).await,
                None => Err(Fault::from(AppError::NotFound)),
            }
        },
    );
    load(data, move |view| body(&session, &done.get_untracked(), view))
}

fn body(session: &Arc<Session>, done: &str, listing: ListingView) -> AnyView {
    let t = words(session.lang);
    let lang = session.lang;
    let name = match listing.content.name.get(lang) {
        "" => t.unnamed.to_owned(),
        name => name.to_owned(),
    };
    let path = format!("/seller/listings/{}", listing.id);
    let badge = view! {
        {listing_badge(listing.state, lang)}
        {(listing.revision_state != RevisionState::Approved).then(|| revision_badge(listing.revision_state, lang))}
        <span class="hint">{fill(t.revision_n, &[("n", &listing.number)])}</span>
    }
    .into_any();
    let flash = match done {
        "submitted" => Some(t.done_submitted),
        "withdrawn" => Some(t.done_withdrawn),
        _ => None,
    };
    let certificate = certificate_view(listing.content.certificate.as_ref(), &path, lang);
    let may_edit = session.may::<SubmitListing>();
    let actions = acts(session, t, &listing, &path);
    let comments = comments(t, &listing, &path, may_edit, lang);
    let missing = missing(t, &listing, &path, lang);
    let history = history(session, t, &listing);
    let next = (listing.revision_state == RevisionState::Pending).then(|| next_steps(t));
    let deletion = may_edit.then(|| deletion(t, &listing, &path));
    let title = fill(t.content_of, &[("n", &listing.number)]);
    let content = listing.content;
    view! {
        <Title text=name.clone() />
        <PageHead
            title=name
            lead=t.listing_lead
            breadcrumb=vec![Crumb::new("/seller/listings", t.my_listings)]
            breadcrumb_label=t.crumbs
            badge
            actions
        />
        <div class="stack">
            {refusals(lang)}
            {flash.map(|text| view! { <Callout tone=Tone::Done title=text /> })}
            {comments}
            {missing}
            <div class="split">
                <Card title>
                    <ContentView content lang certificate />
                </Card>
                <aside class="stack">
                    <Card title=t.history>{history}</Card>
                    {next}
                    {deletion}
                </aside>
            </div>
        </div>
    }
    .into_any()
}

/// What a form of this page was refused for.
fn refusals(lang: Lang) -> AnyView {
    let names = ["submit", "withdraw", "revise", "delete"];
    let errors: Vec<ErrorLink> = names
        .iter()
        .flat_map(|name| use_form(&format!("listings/{name}")).all())
        .map(|(_, text)| ErrorLink::new("", text))
        .collect();
    view! { <ErrorSummary title=common::words(lang).mend errors /> }.into_any()
}

/// A form with one button.
fn act(action: &'static str, listing: &ListingView, path: &str, button: AnyView) -> AnyView {
    view! {
        <form method="post" action=action>
            <input type="hidden" name="_page" value=path.to_owned() />
            <input type="hidden" name="listing" value=listing.id.to_string() />
            <input type="hidden" name="version" value=listing.version.to_string() />
            {button}
        </form>
    }
    .into_any()
}

/// What can be done now; the next step is the loud one.
fn acts(session: &Session, t: &'static Words, listing: &ListingView, path: &str) -> AnyView {
    let may_edit = session.may::<SubmitListing>();
    let on_sale = listing.state == ListingState::OnSale;
    let editable = listing.revision_state.is_editable();
    // What came back is mended before it is handed in again, in the editor.
    let ready = listing.findings.is_empty() && listing.revision_state == RevisionState::Draft;
    let public = on_sale.then(|| {
        let href = format!("/p/{}", listing.id);
        view! {
            <a class="btn btn-quiet" href=href>
                <Icon name="eye" />
                <span>{t.act_public}</span>
            </a>
        }
    });
    let offer = (on_sale && session.may::<CreateOffer>()).then(|| {
        let href = format!("/seller/offers/new?listing={}", listing.id);
        view! { <Button kind=Kind::Primary label=t.act_offer icon="plus" href /> }
    });
    let edit = (may_edit && editable).then(|| {
        let kind = if ready { Kind::Quiet } else { Kind::Primary };
        view! { <Button kind label=t.act_edit icon="square-pen" href=format!("{path}/edit") /> }
    });
    let submit = (may_edit && editable && ready).then(|| {
        let button = view! { <Button kind=Kind::Seal label=t.act_submit icon="send" /> }.into_any();
        act("/form/listings/submit", listing, path, button)
    });
    let revise = (may_edit && on_sale && listing.revision_state == RevisionState::Approved).then(|| {
        let button = view! { <Button label=t.act_revise icon="square-pen" /> }.into_any();
        act("/form/listings/revise", listing, path, button)
    });
    let withdraw = (may_edit && listing.revision_state == RevisionState::Pending).then(|| {
        let button = view! { <Button kind=Kind::Danger label=t.act_withdraw icon="undo-2" /> }.into_any();
        let form = act("/form/listings/withdraw", listing, path, button);
        view! {
            <Confirm label=t.act_withdraw icon="undo-2" title=t.withdraw_title text=t.withdraw_text>
                {form}
            </Confirm>
        }
    });
    view! { {public} {withdraw} {revise} {edit} {submit} {offer} }.into_any()
}

/// The reviewer's words, each with its field.
fn comments(t: &'static Words, listing: &ListingView, path: &str, may_edit: bool, lang: Lang) -> AnyView {
    if listing.revision_state != RevisionState::Rejected || listing.comments.is_empty() {
        return ().into_any();
    }
    // In the order of the form.
    let mut comments: Vec<_> = listing.comments.iter().collect();
    comments.sort_by_key(|comment| super::editor::part_of(&comment.path));
    let items = comments
        .into_iter()
        .map(|comment| {
            let field = field_label(&comment.path, lang).unwrap_or_else(|| t.comment_whole.to_owned());
            let target = super::editor::field_at(&comment.path);
            let place = if may_edit && !target.is_empty() {
                // The editor needs the script, and with it scrolls to the field.
                view! { <a href=format!("{path}/edit#{}", field_id(&target))>{field}</a> }.into_any()
            } else {
                view! { <span>{field}</span> }.into_any()
            };
            view! { <li><strong>{place}</strong> {t.colon} {comment.text.clone()}</li> }
        })
        .collect_view();
    view! {
        <Callout tone=Tone::Bad title=t.comments_title>
            <p>{t.comments_text}</p>
            <ul>{items}</ul>
        </Callout>
    }
    .into_any()
}

/// What still stops a submission; or that nothing does.
fn missing(t: &'static Words, listing: &ListingView, path: &str, lang: Lang) -> AnyView {
    const SHOWN: usize = 6;
    if !listing.revision_state.is_editable() {
        return ().into_any();
    }
    if listing.findings.is_empty() && !listing.comments.is_empty() {
        return ().into_any();
    }
    if listing.findings.is_empty() {
        return view! { <Callout tone=Tone::Done title=t.ready_title /> }.into_any();
    }
    let items = listing
        .findings
        .iter()
        .take(SHOWN)
        .map(|finding| {
            let label = field_label(&finding.path, lang).unwrap_or_default();
            let href = format!(
                "{path}/edit#{}",
                field_id(&super::editor::field_at(&finding.path))
            );
            view! { <li><a href=href>{label}</a> {t.colon} {finding.message(lang)}</li> }
        })
        .collect_view();
    let more = listing.findings.len().saturating_sub(SHOWN);
    view! {
        <Callout tone=Tone::Wait title=fill(t.missing_title, &[("n", &listing.findings.len())])>
            <ul>{items}</ul>
            {(more > 0).then(|| view! { <p>{fill(t.missing_more, &[("n", &more)])}</p> })}
        </Callout>
    }
    .into_any()
}

fn history(session: &Session, t: &'static Words, listing: &ListingView) -> AnyView {
    let when = |at: DateTime<Utc>| {
        let (absolute, relative) = (session.zone.minute(at), ago(session.lang, at, session.now));
        view! { <When rfc3339=at.to_rfc3339() absolute relative /> }.into_any()
    };
    let due = listing.due_at.map(|at| {
        view! {
            <TimelineItem tone=Tone::Wait title=t.when_due when=when(at)>
                {t.due_note}
            </TimelineItem>
        }
    });
    let (state, tone) = match listing.revision_state {
        RevisionState::Rejected => (Some(t.when_rejected), Tone::Bad),
        RevisionState::Approved => (Some(t.when_approved), Tone::Done),
        RevisionState::Superseded => (Some(t.when_superseded), Tone::Neutral),
        RevisionState::Draft | RevisionState::Pending => (None, Tone::Neutral),
    };
    let discontinued = (listing.state == ListingState::Discontinued)
        .then(|| view! { <TimelineItem tone=Tone::Bad title=t.when_discontinued /> });
    let state = state.map(|title| view! { <TimelineItem tone title /> });
    let submitted = listing.submitted_at.map(|at| {
        view! { <TimelineItem tone=Tone::Info icon="send" title=t.when_submitted when=when(at) /> }
    });
    let hint = match (listing.state, listing.revision_state) {
        (ListingState::OnSale, RevisionState::Approved) => Some(t.revise_hint),
        _ => listing.live.then_some(t.live_meanwhile),
    };
    let hint = hint.map(|text| view! { <p class="hint">{text}</p> });
    let saved = when(listing.saved_at);
    view! {
        <div class="stack">
            <Timeline label=t.history>
                {discontinued} {due} {state} {submitted}
                <TimelineItem icon="save" title=t.when_saved when=saved />
            </Timeline>
            {hint}
        </div>
    }
    .into_any()
}

fn next_steps(t: &'static Words) -> AnyView {
    view! {
        <Card>
            <NextSteps title=t.next_title>
                <NextStep title=t.next_review text=t.next_review_text />
                <NextStep title=t.next_answer text=t.next_answer_text />
                <NextStep title=t.next_live text=t.next_live_text />
            </NextSteps>
        </Card>
    }
    .into_any()
}

/// Only a draft that was never on sale can be deleted; it stands away from the other acts.
fn deletion(t: &'static Words, listing: &ListingView, path: &str) -> AnyView {
    if listing.state != ListingState::Draft || !listing.revision_state.is_editable() {
        return ().into_any();
    }
    let button = view! { <Button kind=Kind::Danger label=t.act_delete icon="trash-2" /> }.into_any();
    let form = act("/form/listings/delete", listing, path, button);
    view! {
        <Confirm kind=Kind::Ghost label=t.act_delete icon="trash-2" title=t.delete_title text=t.delete_text>
            {form}
        </Confirm>
    }
    .into_any()
}
