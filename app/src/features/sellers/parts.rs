//! What the pages of coming in share: fields with the reviewer's reasons, files, where a filing stands.

use super::coming_in_words::{Words, words};
use crate::{
    forms::FormView,
    session::Session,
    ui::*,
    words::{ago, common, fill},
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::FileId,
    lang::Lang,
    portal::{AppError, Conflict},
    reviews::FieldComment,
    sellers::{Evidence, FilingState, JoiningStep},
};
use leptos::prelude::*;

/// A form's name for a field of an operation: `content.introduction.zh` is `introduction_zh`.
pub fn field_name(path: &str) -> String {
    path.strip_prefix("content.").unwrap_or(path).replace('.', "_")
}

/// A form, with what it was last, and the reasons it came back for.
pub struct Filled<'a> {
    pub t: &'static Words,
    pub form: &'a FormView,
    pub comments: &'a [FieldComment],
}

impl Filled<'_> {
    /// The reviewer's reasons at a field.
    pub fn reasons(&self, name: &str) -> AnyView {
        let says = self.t.reviewer_says;
        self.comments
            .iter()
            .filter(|comment| field_name(&comment.path) == name)
            .map(|comment| {
                let text = comment.text.clone();
                view! {
                    <Callout tone=Tone::Wait>
                        <strong>{says}</strong>
                        {text}
                    </Callout>
                }
            })
            .collect_view()
            .into_any()
    }

    /// A line of text.
    pub fn text(
        &self,
        name: &'static str,
        label: &'static str,
        help: &'static str,
        kind: &'static str,
        value: &str,
    ) -> AnyView {
        let value = self.form.value_or(name, value);
        view! {
            {self.reasons(name)}
            <Field label name help errors=self.form.errors(name)>
                <TextInput kind value />
            </Field>
        }
        .into_any()
    }

    /// A line that may stay empty.
    pub fn optional(
        &self,
        lang: Lang,
        name: &'static str,
        label: &'static str,
        help: &'static str,
        kind: &'static str,
        value: &str,
    ) -> AnyView {
        let value = self.form.value_or(name, value);
        let optional_label = common::words(lang).optional;
        view! {
            {self.reasons(name)}
            <Field label name help optional_label errors=self.form.errors(name)>
                <TextInput kind value />
            </Field>
        }
        .into_any()
    }

    /// A whole number.
    pub fn number(
        &self,
        name: &'static str,
        label: &'static str,
        help: &'static str,
        value: Option<u32>,
    ) -> AnyView {
        let value = self
            .form
            .value_or(name, value.map(|n| n.to_string()).unwrap_or_default());
        view! {
            {self.reasons(name)}
            <Field label name help errors=self.form.errors(name) narrow=true>
                <TextInput value inputmode="numeric" maxlength=9 />
            </Field>
        }
        .into_any()
    }

    /// Longer text.
    pub fn area(&self, name: &'static str, label: &'static str, help: &'static str, value: &str) -> AnyView {
        let value = self.form.value_or(name, value);
        view! {
            {self.reasons(name)}
            <Field label name help errors=self.form.errors(name)>
                <TextArea value rows=5 />
            </Field>
        }
        .into_any()
    }

    /// A box that must be ticked.
    pub fn tick(&self, name: &'static str, label: &'static str, ticked: bool) -> AnyView {
        let checked = self.form.ticked_or(name, ticked);
        view! {
            {self.reasons(name)}
            <Checkbox name label checked errors=self.form.errors(name) />
        }
        .into_any()
    }

    /// A file. One that was taken in before the form was refused is not asked for again.
    pub fn file(
        &self,
        name: &'static str,
        label: &'static str,
        help: &str,
        optional_label: &str,
        stored: Option<&Evidence>,
    ) -> AnyView {
        let t = self.t;
        let id = self
            .form
            .value(name)
            .filter(|id| !id.is_empty())
            .or_else(|| stored.map(|e| e.file.to_string()))
            .unwrap_or_default();
        let shown = self
            .form
            .value(&format!("{name}:name"))
            .or_else(|| stored.map(|e| e.name.clone()))
            .unwrap_or_default();
        let kept = (!id.is_empty()).then(|| {
            let text = fill(t.file_kept, &[("name", &shown)]);
            view! { <p class="hint">{text}</p> }
        });
        let help = if help.is_empty() {
            t.file_help.to_owned()
        } else {
            format!("{help}{}", t.file_help)
        };
        let input = field_id(name);
        let described_by = format!("{input}-errors {input}-help");
        view! {
            {self.reasons(name)}
            <Field label name help optional_label errors=self.form.errors(name)>
                <input type="hidden" name=name value=id.clone() />
                <input type="hidden" name=format!("{name}:name") value=shown.clone() />
                {kept}
                <input
                    class="file-input"
                    type="file"
                    id=input
                    name=format!("upload:{name}")
                    accept=".pdf,.doc,.docx,.ppt,.pptx,.zip"
                    aria-describedby=described_by
                />
            </Field>
        }
        .into_any()
    }
}

/// A file of a filing, with a button that opens it.
pub fn file_row(
    t: &'static Words,
    label: &'static str,
    file: Option<&Evidence>,
    page: &'static str,
) -> AnyView {
    let Some(file) = file else {
        return view! { <Kv label value=t.no_file /> }.into_any();
    };
    let (id, name): (FileId, String) = (file.file, file.name.clone());
    view! {
        <Kv label value=name>
            <form class="inline" method="post" novalidate=true action="/form/files/open">
                <input type="hidden" name="file" value=id.to_string() />
                <input type="hidden" name="_page" value=page />
                <Button size=Size::Small kind=Kind::Link label=t.download icon="download" />
            </form>
        </Kv>
    }
    .into_any()
}

/// What is wrong with the form, as a whole: a stale version says so, everything else is listed.
pub fn refusal(session: &Session, form: &FormView) -> AnyView {
    let t = words(session.lang);
    if let Some(AppError::Conflict {
        reason: Conflict::StaleVersion { .. },
    }) = form.error()
    {
        return view! { <Callout tone=Tone::Wait title=t.conflict alert=true>{t.conflict_text}</Callout> }
            .into_any();
    }
    let errors: Vec<ErrorLink> = form
        .all()
        .into_iter()
        .map(|(field, text)| ErrorLink::new(field, text))
        .collect();
    view! { <ErrorSummary title=common::words(session.lang).mend errors /> }.into_any()
}

/// How a filing's state is shown.
pub const fn tone(state: FilingState) -> Tone {
    match state {
        FilingState::None | FilingState::Draft => Tone::Neutral,
        FilingState::Pending => Tone::Wait,
        FilingState::Rejected => Tone::Bad,
        FilingState::Approved => Tone::Done,
    }
}

/// What a filing's state means for the reader. `approved`: what is said once it is in force.
pub struct Standing<'a> {
    pub state: FilingState,
    pub since: Option<DateTime<Utc>>,
    pub due_at: Option<DateTime<Utc>>,
    pub in_force: bool,
    pub comments: &'a [FieldComment],
    pub fields: &'a [&'a str],
    pub approved: &'static str,
}

impl Standing<'_> {
    /// The callout at the head of the page.
    pub fn show(&self, session: &Session) -> AnyView {
        let lang = session.lang;
        let t = words(lang);
        let since = self.since.map(|at| {
            view! {
                <p class="hint">
                    {t.since} " "
                    <When
                        rfc3339=at.to_rfc3339()
                        absolute=session.zone.minute(at)
                        relative=ago(lang, at, session.now)
                    />
                </p>
            }
        });
        let callout = match self.state {
            FilingState::None | FilingState::Draft => None,
            FilingState::Pending => {
                let due = self
                    .due_at
                    .map(|at| view! { <p>{fill(t.due, &[("time", &session.zone.minute(at))])}</p> });
                let change = self.in_force.then(|| view! { <p>{t.change_under_review}</p> });
                Some(
                    view! {
                        <Callout tone=Tone::Wait title=t.pending>
                            {due}
                            {change}
                            <p>{t.pending_text}</p>
                        </Callout>
                    }
                    .into_any(),
                )
            }
            FilingState::Rejected => {
                // What was said of no field in particular stands here; the rest at its field.
                let whole = self
                    .comments
                    .iter()
                    .filter(|c| !self.fields.contains(&field_name(&c.path).as_str()))
                    .map(|c| view! { <p>{t.reviewer_says} {c.text.clone()}</p> })
                    .collect_view();
                Some(view! { <Callout tone=Tone::Bad title=t.rejected>{whole}</Callout> }.into_any())
            }
            FilingState::Approved => {
                Some(view! { <Callout tone=Tone::Done title=self.approved /> }.into_any())
            }
        };
        view! {
            {callout}
            {since}
        }
        .into_any()
    }
}

/// A step that has to wait: for what, and where that is.
pub fn blocked(lang: Lang, by: &[JoiningStep]) -> AnyView {
    let t = words(lang);
    let separator = if lang == Lang::Zh { "、" } else { ", " };
    let names: Vec<&str> = by.iter().map(|s| s.words(lang)).collect();
    let text = fill(t.blocked, &[("steps", &names.join(separator))]);
    let act = by.first().map(|step| {
        let label = fill(t.go_there, &[("step", &step.words(lang))]);
        view! { <Button kind=Kind::Primary label href=step.path() /> }.into_any()
    });
    view! {
        <Callout tone=Tone::Wait title=t.blocked_title actions=act.unwrap_or_else(|| ().into_any())>
            {text}
        </Callout>
    }
    .into_any()
}

/// The button that takes a filing back.
pub fn take_back(lang: Lang, kind: &'static str, page: &'static str) -> AnyView {
    let t = words(lang);
    view! {
        <details>
            <summary class="btn btn-quiet">
                <Icon name="undo-2" />
                <span>{t.withdraw}</span>
            </summary>
            <form class="confirm-panel" method="post" novalidate=true action="/form/sellers/withdraw">
                <p>{t.withdraw_title}</p>
                <input type="hidden" name="kind" value=kind />
                <input type="hidden" name="_page" value=page />
                <div class="buttons">
                    <Button label=t.withdraw icon="undo-2" />
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// What was just done, said above the page.
pub fn flash(t: &'static Words, done: &str) -> Option<AnyView> {
    let text = match done {
        "submitted" => t.handed_in,
        "saved" => t.saved,
        "withdrawn" => t.taken_back,
        "signed" => t.sign_done,
        "signed-up" => t.signed_up,
        "published" => t.publish_done,
        _ => return None,
    };
    Some(view! { <Callout tone=Tone::Done title=text /> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::field_name;

    #[test]
    fn a_path_is_a_field_of_the_form() {
        for (path, name) in [
            ("content.introduction.zh", "introduction_zh"),
            ("introduction.en", "introduction_en"),
            ("licence", "licence"),
            ("", ""),
        ] {
            assert_eq!(field_name(path), name);
        }
    }
}
