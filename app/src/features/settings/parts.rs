//! What the pages of the settings share: the tabs, how a refusal is shown, a field.

use super::words::words;
use crate::{
    fault::Fault,
    forms::FormView,
    session::Session,
    ui::*,
    words::{common, fill},
};
use guildhall_market::door::Handler;
use guildhall_sdk::{
    lang::Lang,
    portal::{AppError, Conflict},
    settings::SettingsPart,
};
use leptos::prelude::*;

/// Where a part is edited.
pub const fn path(part: SettingsPart) -> &'static str {
    match part {
        SettingsPart::Marketplace => "/ops/settings",
        SettingsPart::Rules => "/ops/settings/rules",
        SettingsPart::Calendar => "/ops/settings/calendar",
        SettingsPart::Templates => "/ops/settings/templates",
    }
}

/// Where the history is.
pub const HISTORY: &str = "/ops/settings/history";

/// Asks the door for a page.
pub async fn ask<O: Handler>(operation: O) -> Result<O::Output, Fault> {
    crate::door::run(operation).await
}

/// The parts of the settings, each with an address of its own.
pub fn tabs(lang: Lang, current: Option<SettingsPart>) -> AnyView {
    let t = words(lang);
    let mut items: Vec<Tab> = SettingsPart::ALL
        .iter()
        .map(|part| Tab::new(path(*part), part.words(lang)).current(current == Some(*part)))
        .collect();
    items.push(Tab::new(HISTORY, t.history).current(current.is_none()));
    view! { <Tabs label=t.parts items /> }.into_any()
}

/// True when the form came back because somebody else had saved.
pub fn in_conflict(form: &FormView) -> bool {
    matches!(
        form.error(),
        Some(AppError::Conflict {
            reason: Conflict::StaleVersion { .. }
        })
    )
}

/// Why a form came back: a conflict, something at its fields, or as a whole.
pub fn refusal(session: &Session, form: &FormView) -> AnyView {
    let t = words(session.lang);
    let c = common::words(session.lang);
    let all = form.all();
    if in_conflict(form) {
        return view! { <Callout tone=Tone::Wait title=t.conflict alert=true>{t.conflict_text}</Callout> }
            .into_any();
    }
    if form.error().is_some_and(|e| e.findings().is_empty()) {
        let text: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
        return view! { <Callout tone=Tone::Bad title=t.not_saved alert=true>{text.join(" ")}</Callout> }
            .into_any();
    }
    let errors: Vec<ErrorLink> = all
        .into_iter()
        .map(|(name, text)| ErrorLink::new(name, text))
        .collect();
    view! { <ErrorSummary title=c.mend errors /> }.into_any()
}

/// The findings of a control that stands in a table's cell.
pub fn cell_errors(form: &FormView, name: &str) -> AnyView {
    form.errors(name)
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
        .into_any()
}

/// Why it is changed: kept in the history.
pub fn note(session: &Session, form: &FormView) -> AnyView {
    let (t, c) = (words(session.lang), common::words(session.lang));
    let (value, errors) = (form.value_or("note", ""), form.errors("note"));
    view! {
        <Field label=t.note name="note" help=t.note_help errors optional_label=c.optional>
            <TextInput value maxlength=500 />
        </Field>
    }
    .into_any()
}

/// "Version 4".
pub fn version_words(lang: Lang, version: i64) -> String {
    if version > 0 {
        fill(words(lang).version, &[("n", &version)])
    } else {
        String::new()
    }
}
