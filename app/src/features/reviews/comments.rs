//! Reasons at fields: the box a reviewer writes in, and what was written.

use super::words::{Words, words};
use crate::{
    forms::FormView,
    session::Session,
    ui::{Icon, field_id},
    words::fill,
};
use guildhall_sdk::{
    finding::{Finding, Severity},
    reviews::FieldComment,
    settings::ReasonTemplate,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The id of the form that decides: reasons stand outside of it, beside their fields.
pub const FORM: &str = "decide";

/// How the button that opens a reason looks: in the upper corner of its field, or on a line of its own.
pub const CORNER: &str = "btn btn-text btn-small absolute right-3 top-2.5";
/// See [`CORNER`].
pub const LINE: &str = "btn btn-text btn-small";

/// What every part of the page needs to show a field and take a reason for it.
#[derive(Clone)]
pub struct Desk {
    /// Who looks.
    pub session: Arc<Session>,
    /// The form that decides, as it came back.
    pub form: FormView,
    /// True when reasons can be written now.
    pub deciding: bool,
    /// What the rules say about the submission.
    pub findings: Vec<Finding>,
    /// Reasons of a decision that was made.
    pub comments: Vec<FieldComment>,
    /// Where the page is, for forms that come back to it.
    pub page: String,
    /// Reasons that can be chosen.
    pub templates: Vec<ReasonTemplate>,
}

impl Desk {
    /// The words.
    pub fn t(&self) -> &'static Words {
        words(self.session.lang)
    }

    /// What the rules say about a field, and about what is in it.
    pub fn findings_at(&self, path: &str) -> Vec<Finding> {
        self.findings
            .iter()
            .filter(|f| within(&f.path, path))
            .cloned()
            .collect()
    }

    /// Findings that belong to none of the fields that are shown.
    pub fn findings_elsewhere(&self, paths: &[&str]) -> Vec<Finding> {
        self.findings
            .iter()
            .filter(|f| !paths.iter().any(|path| within(&f.path, path)))
            .cloned()
            .collect()
    }
}

/// True for the field itself and what is below it.
fn within(path: &str, field: &str) -> bool {
    path.strip_prefix(field)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Findings as the seller would read them.
pub fn finding_list(desk: &Desk, findings: Vec<Finding>) -> AnyView {
    let lang = desk.session.lang;
    findings
        .into_iter()
        .map(|finding| match finding.severity {
            Severity::Error => view! {
                <p class="field-error mt-2">
                    <Icon name="circle-alert" />
                    <span>{finding.message(lang)}</span>
                </p>
            }
            .into_any(),
            Severity::Warning => view! {
                <p class="hint mt-2">
                    <Icon name="triangle-alert" />
                    " "
                    <span>{finding.message(lang)}</span>
                </p>
            }
            .into_any(),
        })
        .collect_view()
        .into_any()
}

/// Under a field: the reason that was given, or the box to write one.
pub fn reason(desk: &Desk, path: &str, label: &str, place: &'static str) -> AnyView {
    let t = desk.t();
    let given = desk
        .comments
        .iter()
        .filter(|c| c.path == path)
        .map(|c| {
            view! {
                <div class="timeline-note">
                    <p class="small muted">{t.comment_at}</p>
                    <p class="diff">{c.text.clone()}</p>
                </div>
            }
        })
        .collect_view();
    let writing = desk.deciding.then(|| {
        let name = format!("comment:{path}");
        let open =
            desk.form.value(&name).is_some_and(|v| !v.is_empty()) || !desk.form.errors(&name).is_empty();
        let spoken = fill(t.comment_label, &[("field", &label)]);
        view! {
            <details open=open>
                <summary class=place>
                    <Icon name="message-square" />
                    <span>{t.comment_on}</span>
                    <span class="sr-only">{label.to_owned()}</span>
                </summary>
                {area(desk, &name, &spoken, 2)}
            </details>
        }
    });
    view! { {given} {writing} }.into_any()
}

/// A box of the deciding form that stands outside of it.
pub fn area(desk: &Desk, name: &str, label: &str, rows: u32) -> AnyView {
    let id = field_id(name);
    let error_id = format!("{id}-errors");
    let errors = desk.form.errors(name);
    let bad = !errors.is_empty();
    let described_by = bad.then(|| error_id.clone());
    let errors = errors
        .into_iter()
        .map(|text| {
            view! {
                <p class="field-error">
                    <Icon name="circle-alert" />
                    <span>{text}</span>
                </p>
            }
        })
        .collect_view();
    view! {
        <div class="field mt-2" class:field-bad=bad>
            <span class="control control-area">
                <textarea
                    id=id
                    name=name.to_owned()
                    form=FORM
                    rows=rows.to_string()
                    maxlength="1000"
                    aria-label=label.to_owned()
                    aria-describedby=described_by
                    aria-invalid=bad.then_some("true")
                >
                    {desk.form.value_or(name, "")}
                </textarea>
            </span>
            <div class="field-errors" id=error_id>
                {errors}
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_finding_stands_at_its_field_or_at_what_holds_it() {
        for (path, field, expected) in [
            ("name.zh", "name.zh", true),
            ("specs.0.prices.1.amount", "specs.0.prices", true),
            ("specs.10.name.zh", "specs.1", false),
            ("name", "name.zh", false),
        ] {
            assert_eq!(within(path, field), expected, "{path} at {field}");
        }
    }
}
