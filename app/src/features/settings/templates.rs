//! `/ops/settings/templates`: what reviewers can choose from when they reject.

use super::{
    calendar_words::words,
    parts::{ask, note, refusal, tabs, version_words},
};
use crate::{
    features::settlement::lists::param,
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    reviews::ReviewKind,
    settings::{GetReasonTemplates, ReasonTemplate, ReasonTemplates, SettingsPart, UpdateReasonTemplates},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Empty templates below those there are.
const ROOM: usize = 2;

/// The templates.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| ask(GetReasonTemplates {}));
    let t = words(session.lang);
    view! {
        <Title text=t.templates />
        <PageHead title=t.templates lead=t.templates_lead />
        {tabs(session.lang, Some(SettingsPart::Templates))}
        {load(data, move |stored| {
            let saved = param(&query.get_untracked(), "done") == "saved";
            body(&session, &stored, saved)
        })}
    }
}

fn body(session: &Session, stored: &ReasonTemplates, saved: bool) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let form = use_form("settings/templates");
    let done = saved.then(|| view! { <Callout tone=Tone::Done title=t.templates_saved /> });
    let typed = (0..)
        .take_while(|i| form.value(&format!("kind:{i}")).is_some())
        .count();
    let parts = (0..(stored.templates.len() + ROOM).max(typed))
        .map(|i| part(session, &form, stored.templates.get(i), i))
        .collect_view();
    let status = version_words(lang, stored.version);
    let save = session.may::<UpdateReasonTemplates>().then(|| {
        view! {
            <SaveBar status>
                <Button kind=Kind::Primary label=t.save_templates icon="save" />
            </SaveBar>
        }
    });
    view! {
        <form method="post" novalidate=true action="/form/settings/templates">
            <div class="stack">
                {done} {refusal(session, &form)} <p class="hint">{t.remove_hint}</p>
            </div>
            <input type="hidden" name="version" value=stored.version.to_string() />
            {parts}
            {note(session, &form)}
            {save}
        </form>
    }
    .into_any()
}

fn part(session: &Session, form: &FormView, stored: Option<&ReasonTemplate>, i: usize) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let title = match stored {
        Some(_) => fill(t.nth_template, &[("n", &(i + 1))]),
        None => t.new_template.to_owned(),
    };
    let value = |name: &str, stored: Option<&str>| {
        if form.refused() {
            form.value(name).unwrap_or_default()
        } else {
            stored.unwrap_or_default().to_owned()
        }
    };
    let kind_name = format!("kind:{i}");
    let kind = value(&kind_name, stored.and_then(|s| s.kind).map(ReviewKind::as_str));
    let options = std::iter::once(Choice::new("", t.any_kind))
        .chain(
            ReviewKind::ALL
                .iter()
                .map(|k| Choice::new(k.as_str(), k.words(lang))),
        )
        .collect();
    let line = |name: String, label: &'static str, stored: Option<&str>| {
        let (value, errors) = (value(&name, stored), form.errors(&name));
        view! { <Field label name errors><TextInput value maxlength=40 /></Field> }.into_any()
    };
    let area = |name: String, label: &'static str, stored: Option<&str>| {
        let (value, errors) = (value(&name, stored), form.errors(&name));
        view! { <Field label name errors><TextArea value rows=3 /></Field> }.into_any()
    };
    let fields = [
        line(
            format!("title_zh:{i}"),
            t.title_zh,
            stored.map(|s| s.title.zh.as_str()),
        ),
        line(
            format!("title_en:{i}"),
            t.title_en,
            stored.map(|s| s.title.en.as_str()),
        ),
        area(
            format!("text_zh:{i}"),
            t.text_zh,
            stored.map(|s| s.text.zh.as_str()),
        ),
        area(
            format!("text_en:{i}"),
            t.text_en,
            stored.map(|s| s.text.en.as_str()),
        ),
    ];
    view! {
        <FormSection title>
            <Field label=t.for_kind name=kind_name narrow=true>
                <Select options value=kind />
            </Field>
            {fields.into_iter().collect_view()}
        </FormSection>
    }
    .into_any()
}
