//! The part Check and submit: what is still open, and the act itself as a plain form.

use super::{browser, context::Editor, parts::field_at, words::words};
use crate::{features::listings::words::words as listing_words, ui::*, words::fill};
use guildhall_sdk::listings::field_label;
use leptos::{ev, prelude::*};

/// The part.
pub fn check(editor: Editor) -> AnyView {
    let (t, l) = (words(editor.lang), listing_words(editor.lang));
    let saver = editor.saver;
    let page = format!("/seller/listings/{}/edit", saver.listing);
    let open = move || {
        let findings = editor.findings.get();
        if findings.is_empty() {
            return view! { <Callout tone=Tone::Done title=t.check_ready /> }.into_any();
        }
        let title = fill(t.check_open, &[("n", &findings.len())]);
        let items = findings
            .iter()
            .map(|finding| {
                let field = field_at(&finding.path);
                let id = field_id(&field);
                let label = field_label(&finding.path, editor.lang).unwrap_or_default();
                let text = format!("{label}{}{}", l.colon, finding.message(editor.lang));
                let target = id.clone();
                let go = move |event: ev::MouseEvent| {
                    event.prevent_default();
                    editor.leave(&field);
                    browser::go_to(&target);
                };
                view! { <li><a href=format!("#{id}") on:click=go>{text}</a></li> }
            })
            .collect_view();
        view! {
            <Callout tone=Tone::Wait title>
                <ul>{items}</ul>
            </Callout>
        }
        .into_any()
    };
    let why = Memo::new(move |_| {
        if editor.uploading.get() {
            t.submit_uploading
        } else if !editor.findings.with(Vec::is_empty) {
            t.submit_gaps
        } else if saver.is_dirty() {
            t.submit_saving
        } else {
            t.submit_ready
        }
    });
    let blocked = Signal::derive(move || why.get() != t.submit_ready);
    view! {
        <FormSection title=l.step_check lead=t.check_lead id="check">
            {open}
            <form method="post" action="/form/listings/submit" class="row">
                <input type="hidden" name="_page" value=page />
                <input type="hidden" name="listing" value=saver.listing.to_string() />
                <input type="hidden" name="version" value=move || saver.version.get().to_string() />
                <Button kind=Kind::Seal size=Size::Large icon="send" label=t.submit disabled=blocked />
                <p class="hint" role="status">{move || why.get()}</p>
            </form>
        </FormSection>
    }
    .into_any()
}
