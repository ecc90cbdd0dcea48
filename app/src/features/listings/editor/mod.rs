//! `/seller/listings/:id/edit`: the form of a listing, checked and saved while it is typed.
//!
//! One page, all parts in sight, the steps beside it. What is typed goes from the [`form`] (signals) into [`typed`] (a plain
//! value, with all rules over it) and from there to the [`saver`]. Without JavaScript the page shows the content and says
//! that editing needs it.

mod browser;
mod certificate;
mod check;
mod conflict;
mod context;
mod form;
mod parts;
mod saver;
mod sections;
mod specs;
mod state;
mod typed;
mod words;

pub(super) use parts::{field_at, label_of, part_of};

use super::{
    calls::{self, EditorStart},
    content_view::{ContentView, certificate_view},
    detail::{listing_of_address, revision_badge},
    words::words as listing_words,
};
use crate::{
    fault::Fault,
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{common, fill},
};
use context::Editor;
use guildhall_sdk::{
    lang::Lang,
    listings::{ListingView, RevisionState, SaveDraft},
    portal::AppError,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use parts::{Part, state_of};
use saver::Saver;
use std::sync::Arc;
use typed::Typed;

/// The page.
#[component]
pub fn EditPage() -> impl IntoView {
    let session = use_session();
    let id = listing_of_address();
    let data = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => calls::open_editor(id).await,
                None => Err(Fault::from(AppError::NotFound)),
            }
        },
    );
    view! {
        <Title text=words::words(session.lang).title />
        {load(data, move |start| page(&session, start))}
    }
    .into_any()
}

fn page(session: &Arc<Session>, start: EditorStart) -> AnyView {
    let lang = session.lang;
    let (t, l) = (words::words(lang), listing_words(lang));
    let view = &start.view;
    let path = format!("/seller/listings/{}", view.id);
    let name = match view.content.name.get(lang) {
        "" => l.unnamed.to_owned(),
        name => name.to_owned(),
    };
    let crumbs = vec![
        Crumb::new("/seller/listings", l.my_listings),
        Crumb::new(path.clone(), name),
    ];
    let body = if view.revision_state.is_editable() && session.may::<SaveDraft>() {
        view! {
            <div class="needs-no-js">
                <div class="stack">
                    <Callout tone=Tone::Wait title=common::words(lang).needs_script>
                        {t.no_script_text}
                    </Callout>
                    {read_only(view, lang)}
                </div>
            </div>
            <div class="needs-js">{editor(session, start.clone())}</div>
        }
        .into_any()
    } else {
        let back = view! { <Button label=t.to_listing icon="arrow-left" href=path /> }.into_any();
        view! {
            <div class="stack">
                <Callout tone=Tone::Info title=t.not_editable_title actions=back>
                    {t.not_editable_text}
                </Callout>
                {read_only(view, lang)}
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead
            title=t.title
            lead=t.lead
            breadcrumb=crumbs
            breadcrumb_label=l.crumbs
            badge=revision_badge(view.revision_state, lang)
        />
        {body}
    }
    .into_any()
}

fn read_only(view: &ListingView, lang: Lang) -> AnyView {
    let path = format!("/seller/listings/{}", view.id);
    let certificate = certificate_view(view.content.certificate.as_ref(), &path, lang);
    let content = view.content.clone();
    let title = fill(listing_words(lang).content_of, &[("n", &view.number)]);
    view! {
        <Card title>
            <ContentView content lang certificate />
        </Card>
    }
    .into_any()
}

fn editor(session: &Session, start: EditorStart) -> AnyView {
    let lang = session.lang;
    let t = words::words(lang);
    let EditorStart { view, released } = start;
    let refused = use_form("listings/submit");
    let saver = Saver::new(&view, session);
    let editor = Editor {
        saver,
        findings: Memo::new(move |_| saver.findings()),
        left: RwSignal::new(std::collections::BTreeSet::new()),
        // Whoever was told that something is missing sees where.
        all: RwSignal::new(refused.refused() || view.revision_state == RevisionState::Rejected),
        current: RwSignal::new(Part::Basics),
        uploading: RwSignal::new(false),
        comments: StoredValue::new(view.comments.clone()),
        released: StoredValue::new(released),
        lang,
    };
    saver.start();
    go_to_the_field_of_the_address();
    let errors: Vec<ErrorLink> = refused
        .all()
        .into_iter()
        .map(|(_, text)| ErrorLink::new("", text))
        .collect();
    let errors = if refused.error().is_some_and(|e| !e.findings().is_empty()) {
        // Each stands at its field and in the list at the end; here one sentence is enough.
        refused
            .error()
            .map(|e| vec![ErrorLink::new("", e.message(lang))])
            .unwrap_or_default()
    } else {
        errors
    };
    let opened = Typed::of(&view.content);
    let whole = editor.comments("");
    view! {
        <div class="stack">
            <ErrorSummary title=common::words(lang).mend errors />
            {state::panels(saver, lang)}
            {conflict::panel(saver, lang)}
            {whole}
            <div class="with-steps">
                <SideSteps label=t.steps items=steps(editor, opened) />
                <div
                    class="form"
                    on:focusin=move |event| {
                        let section = browser::section_of(&event);
                        if let Some(part) = Part::ALL.into_iter().find(|p| section.as_deref() == Some(p.anchor())) {
                            editor.current.set(part);
                        }
                    }
                >
                    {sections::basics(editor)}
                    {sections::introduction(editor)}
                    {sections::support(editor)}
                    {certificate::certificate(editor)}
                    {specs::specs(editor)}
                    {check::check(editor)}
                    <SaveBar status=state::save_words(saver, lang)>
                        <Button label=t.to_listing href=format!("/seller/listings/{}", view.id) />
                    </SaveBar>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The steps with how far each is.
fn steps(editor: Editor, opened: Typed) -> Signal<Vec<Step>> {
    let t = words::words(editor.lang);
    let steps = Memo::new(move |_| {
        let (findings, typed) = (editor.findings.get(), editor.saver.typed.get());
        let (current, all) = (editor.current.get(), editor.all.get());
        let comments = editor.comments.get_value();
        Part::ALL
            .into_iter()
            .map(|part| {
                let state = state_of(part, &typed, &opened, &findings, &comments, all);
                let state_label = match state {
                    // It is complete only once it was handed in.
                    StepState::Complete if part == Part::Check => t.ready,
                    StepState::NotStarted => t.not_started,
                    StepState::InProgress => t.in_progress,
                    StepState::NeedsYou => t.needs_you,
                    StepState::Complete => t.complete,
                };
                Step {
                    href: format!("#{}", part.anchor()),
                    label: part.label(editor.lang).to_owned(),
                    state,
                    state_label: state_label.to_owned(),
                    current: part == current,
                }
            })
            .collect::<Vec<_>>()
    });
    steps.into()
}

/// A link from another page names a field (`…/edit#f-name-zh`): once the form is there, the cursor goes to it.
fn go_to_the_field_of_the_address() {
    let hash = use_location().hash;
    Effect::new(move |_| {
        let target = hash.get_untracked();
        let id = target.trim_start_matches('#').to_owned();
        if id.starts_with("f-") {
            request_animation_frame(move || browser::go_to(&id));
        }
    });
}
