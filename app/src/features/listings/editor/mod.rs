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
mod signed_out;
mod specs;
mod state;
mod typed;
mod words;

#[cfg(feature = "ssr")]
pub(super) mod page;

#[cfg(feature = "ssr")]
pub(super) use parts::{field_at, part_of};

use super::calls::EditorStart;
use crate::{
    forms::{FormState, FormView},
    ui::*,
    words::common,
};
use context::Editor;
use guildhall_sdk::{lang::Lang, listings::RevisionState, time::Zone};
use leptos::prelude::*;
use parts::{Part, state_of};
use saver::Saver;
use typed::Typed;

/// The form; an island.
#[island]
pub fn ListingEditor(
    /// The listing and what of it is on sale.
    start: EditorStart,
    /// The submission when it was refused.
    refused: Option<FormState>,
    /// Whose unsaved text this device may keep.
    person: String,
    /// The account to sign in with when the session is over.
    email: String,
    /// The marketplace's zone.
    zone: Zone,
    /// The reader's language.
    lang: Lang,
) -> impl IntoView {
    let t = words::words(lang);
    let EditorStart { view, released } = start;
    let refused = FormView::new("listings/submit", refused, lang);
    let saver = Saver::new(&view, &person, zone, lang);
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
            {state::panels(saver, email, lang)}
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
    Effect::new(move |_| {
        let id = browser::fragment();
        if id.starts_with("f-") {
            request_animation_frame(move || browser::go_to(&id));
        }
    });
}
