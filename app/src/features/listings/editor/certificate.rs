//! The part Certificate: chosen or dropped, sent with progress, cancelled, tried again.

use super::{
    browser::{self, PickedFile, UploadEvent, UploadFailure},
    context::{Editor, error_lines},
    words::{Words, words},
};
use crate::{
    features::listings::{
        parts::{certificate_view, size},
        words::words as listing_words,
    },
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    files::{DOCUMENT_EXTENSIONS, DOCUMENT_MAX_BYTES},
    finding::Finding,
    lang::Lang,
    listings::Certificate,
};
use leptos::prelude::*;

/// Where files are sent.
const UPLOADS: &str = "/uploads?purpose=copyright";

/// An upload as the reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Going {
    Sending { name: String, sent: u64, total: u64 },
    Failed { name: String, failure: UploadFailure },
}

/// One upload at a time; what the browser holds for it stays in [`browser`].
#[derive(Clone, Copy)]
struct Sender {
    editor: Editor,
    going: RwSignal<Option<Going>>,
}

impl Sender {
    fn send(self, file: PickedFile) {
        self.cancel();
        let name = file.name();
        self.going.set(Some(Going::Sending {
            name: name.clone(),
            sent: 0,
            total: 0,
        }));
        self.editor.uploading.set(true);
        let words = name.clone();
        if !browser::upload(UPLOADS, file, move |event| self.said(&words, event)) {
            self.said(&name, UploadEvent::Failed(UploadFailure::Offline));
        }
    }

    fn said(self, name: &str, event: UploadEvent) {
        // The page may have been left meanwhile.
        if self.going.try_get_untracked().is_none() {
            return;
        }
        match event {
            UploadEvent::Progress { sent, total } => {
                self.going.set(Some(Going::Sending {
                    name: name.to_owned(),
                    sent,
                    total,
                }));
            }
            UploadEvent::Stored(stored) => {
                self.editor.uploading.set(false);
                self.going.set(None);
                self.editor.saver.form.certificate.set(Some(Certificate {
                    file: stored.id,
                    name: stored.name,
                    sha256: stored.sha256,
                    size: stored.size,
                }));
            }
            UploadEvent::Failed(failure) => {
                self.editor.uploading.set(false);
                self.going.set(Some(Going::Failed {
                    name: name.to_owned(),
                    failure,
                }));
            }
        }
    }

    fn cancel(self) {
        browser::cancel_upload();
        self.going.set(None);
        self.editor.uploading.set(false);
    }

    fn again(self) {
        if let Some(file) = browser::last_picked() {
            self.send(file);
        }
    }
}

/// The part.
pub fn certificate(editor: Editor) -> AnyView {
    let (t, l) = (words(editor.lang), listing_words(editor.lang));
    let sender = Sender {
        editor,
        going: RwSignal::new(None),
    };
    // Whoever leaves the page leaves the upload too; in the browser only, where effects run.
    Effect::new(|_| on_cleanup(browser::cancel_upload));
    let form = editor.saver.form;
    let lang = editor.lang;
    let page = format!("/seller/listings/{}/edit", editor.saver.listing);
    let present = move || {
        form.certificate.get().map(|certificate| {
            view! {
                <div class="row row-between">
                    {certificate_view(Some(&certificate), &page, lang)}
                    <Button
                        kind=Kind::Ghost
                        size=Size::Small
                        icon="trash-2"
                        label=t.remove_file
                        on_click=move || {
                            form.certificate.set(None);
                            editor.leave("certificate");
                        }
                    />
                </div>
            }
        })
    };
    let going = move || sender.going.get().map(|going| progress(sender, going, t, lang));
    let over = RwSignal::new(false);
    let accept = DOCUMENT_EXTENSIONS
        .iter()
        .map(|e| format!(".{e}"))
        .collect::<Vec<_>>()
        .join(",");
    let id = field_id("certificate");
    let limits_id = format!("{id}-help");
    view! {
        <FormSection title=l.step_certificate lead=t.certificate_lead id="certificate">
            {editor.comments("certificate")}
            {present}
            <div
                class="drop"
                class:is-over=move || over.get()
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| {
                    event.prevent_default();
                    over.set(false);
                    if let Some(file) = browser::dropped(&event) {
                        sender.send(file);
                    }
                }
            >
                <label class="btn btn-quiet" for=id.clone()>
                    <Icon name="upload" />
                    <span>
                        {move || if form.certificate.with(Option::is_some) { t.replace_file } else { t.choose_file }}
                    </span>
                </label>
                <input
                    class="sr-only"
                    type="file"
                    id=id
                    accept=accept
                    aria-label=l.certificate
                    aria-describedby=limits_id.clone()
                    on:change=move |event| {
                        if let Some(file) = browser::picked(&event) {
                            sender.send(file);
                        }
                    }
                    on:blur=move |_| editor.leave("certificate")
                />
                <span>{t.drop_here}</span>
                <p class="hint" id=limits_id>{t.certificate_limits}</p>
            </div>
            <div aria-live="polite">{going}</div>
            {error_lines(editor.errors("certificate"))}
        </FormSection>
    }
    .into_any()
}

fn progress(sender: Sender, going: Going, t: &'static Words, lang: Lang) -> AnyView {
    match going {
        Going::Sending { name, sent, total } => {
            let text = if total > 0 && sent >= total {
                t.upload_checking.to_owned()
            } else {
                fill(t.upload_of, &[("sent", &size(sent)), ("total", &size(total))])
            };
            let value = (total > 0).then_some(sent);
            view! {
                <div class="stack-sm">
                    <Progress
                        label=fill(t.uploading, &[("name", &name)])
                        value=Signal::stored(value)
                        max=Signal::stored(total.max(1))
                        text=Signal::stored(text)
                    />
                    <Buttons>
                        <Button
                            size=Size::Small
                            icon="x"
                            label=t.cancel_upload
                            on_click=move || sender.cancel()
                        />
                    </Buttons>
                </div>
            }
            .into_any()
        }
        Going::Failed { name, failure } => {
            let why = failure_words(&failure, t, lang);
            let again = view! {
                <Button size=Size::Small icon="rotate-ccw" label=t.upload_again on_click=move || sender.again() />
            }
            .into_any();
            view! {
                <Callout
                    tone=Tone::Bad
                    alert=true
                    title=fill(t.upload_failed, &[("name", &name), ("why", &why)])
                    actions=again
                />
            }
            .into_any()
        }
    }
}

fn failure_words(failure: &UploadFailure, t: &'static Words, lang: Lang) -> String {
    match failure {
        UploadFailure::Offline => t.upload_offline.to_owned(),
        UploadFailure::SignedOut => t.upload_signed_out.to_owned(),
        UploadFailure::Other(status) => fill(t.upload_other, &[("status", status)]),
        UploadFailure::Rule(code) => Finding::error("file", *code)
            .with("max", size(DOCUMENT_MAX_BYTES))
            .with("kinds", t.document_kinds)
            .message(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_sdk::finding::Code;

    #[test]
    fn a_failure_is_said_in_the_readers_language_without_gaps() {
        for lang in [Lang::Zh, Lang::En] {
            for failure in [
                UploadFailure::Offline,
                UploadFailure::SignedOut,
                UploadFailure::Other(502),
                UploadFailure::Rule(Code::UploadTooLarge),
                UploadFailure::Rule(Code::UploadUnsupported),
            ] {
                let text = failure_words(&failure, words(lang), lang);
                assert!(!text.is_empty() && !text.contains('{'), "{text}");
            }
        }
    }
}
