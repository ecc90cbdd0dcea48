//! What every part of the form shares: the autosave, the findings, and which of them are to be seen.

use super::{
    parts::{Part, field_at},
    saver::Saver,
    typed::is_shown,
    words::words,
};
use crate::ui::*;
use guildhall_sdk::{finding::Finding, ids::SpecId, lang::Lang, reviews::FieldComment};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The editor of a page.
#[derive(Clone, Copy)]
pub struct Editor {
    pub saver: Saver,
    /// Everything that stops a submission.
    pub findings: Memo<Vec<Finding>>,
    /// Fields the reader has been in: from then on their gaps are told too.
    pub left: RwSignal<BTreeSet<String>>,
    /// Tell every gap: a submission was refused, or came back.
    pub all: RwSignal<bool>,
    /// The part the reader is in.
    pub current: RwSignal<Part>,
    /// A certificate is on its way.
    pub uploading: RwSignal<bool>,
    pub comments: StoredValue<Vec<FieldComment>>,
    pub released: StoredValue<Vec<SpecId>>,
    pub lang: Lang,
}

impl Editor {
    /// The findings of a field that are to be seen now.
    pub fn errors(self, field: &str) -> Signal<Vec<String>> {
        let field = field.to_owned();
        let own = Memo::new(move |_| {
            let (all, left) = (self.all.get(), self.left.get());
            self.findings.with(|findings| {
                findings
                    .iter()
                    .filter(|f| field_at(&f.path) == field && is_shown(f, all, &left))
                    .map(|f| f.message(self.lang))
                    .collect::<Vec<_>>()
            })
        });
        own.into()
    }

    /// The reader left a field.
    pub fn leave(self, field: &str) {
        let known = self.left.with_untracked(|left| left.contains(field));
        if !known {
            self.left.update(|left| {
                left.insert(field.to_owned());
            });
        }
    }

    /// What the reviewer wrote at a field.
    pub fn comments(self, field: &str) -> AnyView {
        let t = words(self.lang);
        self.comments.with_value(|comments| {
            comments
                .iter()
                .filter(|comment| field_at(&comment.path) == field)
                .map(|comment| {
                    let text = comment.text.clone();
                    view! {
                        <Callout tone=Tone::Wait>
                            <strong>{t.reviewer_says}</strong>
                            {text}
                        </Callout>
                    }
                })
                .collect_view()
                .into_any()
        })
    }

    /// A line of text with everything around it. `counter` says how much there is and how much fits.
    pub fn line(
        self,
        path: &str,
        label: &str,
        help: &str,
        kind: &'static str,
        bind: RwSignal<String>,
        counter: Option<Signal<String>>,
    ) -> AnyView {
        let left = path.to_owned();
        let aside = counter.map(|counter| {
            view! { <span class="field-counter num">{move || counter.get()}</span> }.into_any()
        });
        view! {
            {self.comments(path)}
            <Field
                label=label.to_owned()
                name=path.to_owned()
                help=help.to_owned()
                errors=self.errors(path)
                aside=aside.into_any()
            >
                <TextInput kind bind on_blur=move || self.leave(&left) />
            </Field>
        }
        .into_any()
    }

    /// Several lines of text.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is one thing a reader sees at the field"
    )]
    pub fn area(
        self,
        path: &str,
        label: &str,
        help: &str,
        optional: &str,
        rows: u32,
        bind: RwSignal<String>,
        counter: Signal<String>,
    ) -> AnyView {
        let left = path.to_owned();
        view! {
            {self.comments(path)}
            <Field
                label=label.to_owned()
                name=path.to_owned()
                help=help.to_owned()
                errors=self.errors(path)
                optional_label=optional.to_owned()
            >
                <TextArea rows bind counter on_blur=move || self.leave(&left) />
            </Field>
        }
        .into_any()
    }
}

/// The findings of a group of fields, which has no control of its own.
pub fn error_lines(errors: Signal<Vec<String>>) -> AnyView {
    let lines = move || {
        errors
            .get()
            .into_iter()
            .map(|text| {
                view! {
                    <p class="field-error">
                        <Icon name="circle-alert" />
                        <span>{text}</span>
                    </p>
                }
            })
            .collect_view()
    };
    view! { <div class="field-errors">{lines}</div> }.into_any()
}
