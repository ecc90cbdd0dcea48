//! A submission field by field: what it says, what it said before, what the rules find, and the reviewer's reason.

use super::{
    comments::{CORNER, Desk, finding_list, reason},
    diff::compare,
};
use crate::{ui::*, words::fill};
use guildhall_sdk::ids::FileId;
use leptos::prelude::*;

/// What a field was in what is on sale now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Was {
    /// There is nothing to compare with.
    Unknown,
    /// It was not there.
    Absent,
    /// It said this.
    Text(String),
    /// It was there and is no more.
    Gone,
}

/// A field of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRow {
    /// Its path, as in findings.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// What it says.
    pub text: String,
    /// What it said.
    pub was: Was,
    /// A file behind it.
    pub file: Option<FileId>,
}

impl FieldRow {
    /// A field without a file and without a past.
    pub fn new(path: impl Into<String>, label: impl Into<String>, text: impl Into<String>) -> FieldRow {
        FieldRow {
            path: path.into(),
            label: label.into(),
            text: text.into(),
            was: Was::Unknown,
            file: None,
        }
    }

    /// Adds what it was.
    #[must_use]
    pub fn was(mut self, was: Was) -> FieldRow {
        self.was = was;
        self
    }

    /// True when it differs from what is on sale.
    pub fn changed(&self) -> bool {
        match &self.was {
            Was::Unknown => false,
            Was::Absent => !self.text.is_empty(),
            Was::Text(old) => *old != self.text,
            Was::Gone => true,
        }
    }
}

/// A part of a submission: changed fields in sight, unchanged ones folded away.
pub fn part(desk: &Desk, title: &str, rows: Vec<FieldRow>) -> AnyView {
    let t = desk.t();
    let compared = rows.iter().any(|row| row.was != Was::Unknown);
    // A finding or a reason keeps a field in sight, whether it changed or not.
    let in_sight = |row: &FieldRow| {
        !compared
            || row.changed()
            || !desk.findings_at(&row.path).is_empty()
            || desk.comments.iter().any(|c| c.path == row.path)
            || desk
                .form
                .value(&format!("comment:{}", row.path))
                .is_some_and(|v| !v.is_empty())
    };
    let (shown, folded): (Vec<_>, Vec<_>) = rows.into_iter().partition(in_sight);
    let count = folded.len();
    let shown = shown.iter().map(|row| field(desk, row)).collect_view();
    let folded = (count > 0).then(|| {
        view! {
            <details>
                <summary class="flex items-center gap-2 px-4 md:px-6 py-3 muted">
                    <Icon name="chevron-right" />
                    <span>{fill(t.unchanged_fold, &[("n", &count)])}</span>
                </summary>
                {folded.iter().map(|row| field(desk, row)).collect_view()}
            </details>
        }
    });
    view! {
        <Card title flush=true>
            {shown}
            {folded}
        </Card>
    }
    .into_any()
}

fn field(desk: &Desk, row: &FieldRow) -> AnyView {
    let t = desk.t();
    let changed = row.changed();
    let state_label = match &row.was {
        Was::Unknown => "",
        Was::Absent if changed => t.added,
        Was::Gone => t.removed,
        _ if changed => t.changed,
        _ => t.unchanged,
    };
    let body = match &row.was {
        Was::Text(old) if changed => {
            view! { <Diff parts=compare(old, &row.text) old_label=t.before new_label=t.after /> }.into_any()
        }
        Was::Gone => {
            view! { <Diff parts=vec![DiffPart::Old(row.text.clone())] old_label=t.before new_label=t.after /> }.into_any()
        }
        _ if row.text.is_empty() => view! { <p class="muted">{t.blank}</p> }.into_any(),
        _ => view! { <p class="diff">{row.text.clone()}</p> }.into_any(),
    };
    let file = row.file.map(|file| {
        view! {
            <form class="mt-2" method="post" action="/form/files/open">
                <input type="hidden" name="file" value=file.to_string() />
                <input type="hidden" name="_page" value=desk.page.clone() />
                <Button size=Size::Small label=t.download icon="download" />
            </form>
        }
    });
    let findings = finding_list(desk, desk.findings_at(&row.path));
    let reason = (row.was != Was::Gone).then(|| reason(desk, &row.path, &row.label, CORNER));
    view! {
        <div class="relative">
            <ChangedField label=row.label.clone() state_label changed>
                {body}
                {file}
                {findings}
                {reason}
            </ChangedField>
        </div>
    }
    .into_any()
}

/// The reasons and findings that belong to no field in sight, above all others.
pub fn elsewhere(desk: &Desk, rows: &[&str]) -> AnyView {
    let left = desk.findings_elsewhere(rows);
    if left.is_empty() {
        return ().into_any();
    }
    let left = finding_list(desk, left);
    view! { <Callout tone=Tone::Wait>{left}</Callout> }.into_any()
}
