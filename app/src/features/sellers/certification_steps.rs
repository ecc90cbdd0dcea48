//! The three groups of a business certification as steps of one flow, and its start.

use super::{
    certification::summary,
    certification_words as more,
    words::{Words, words},
};
use crate::{
    forms::{FormView, use_form},
    session::Session,
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    lang::Lang,
    sellers::{CertificationContent, CertificationGroup, CertificationView, StepProgress, tax_rates},
};
use leptos::prelude::*;

const CHECK: &str = "check";

/// The steps, and the one that is open.
pub(super) fn steps(session: &Session, view: &CertificationView, step: &str) -> AnyView {
    let lang = session.lang;
    let m = more::words(lang);
    let ready = CertificationGroup::ALL
        .iter()
        .all(|group| view.content.progress(*group) == StepProgress::Done);
    let first = CertificationGroup::ALL
        .into_iter()
        .find(|group| view.content.progress(*group) != StepProgress::Done);
    let open = match (CertificationGroup::parse(step), step) {
        (Some(group), _) => Some(group),
        (None, CHECK) => None,
        (None, _) => first,
    };
    let mut items: Vec<Step> = CertificationGroup::ALL
        .into_iter()
        .map(|group| {
            let (state, state_label) = match view.content.progress(group) {
                StepProgress::NotStarted if open == Some(group) => (StepState::InProgress, m.in_progress),
                StepProgress::NotStarted => (StepState::NotStarted, m.not_started),
                StepProgress::InProgress => (StepState::InProgress, m.in_progress),
                StepProgress::NeedsYou => (StepState::NeedsYou, m.needs_you),
                StepProgress::Done => (StepState::Complete, m.done),
            };
            Step {
                href: href(group.as_str()),
                label: group.words(lang).into(),
                state,
                state_label: state_label.into(),
                current: open == Some(group),
            }
        })
        .collect();
    let (state, state_label) = if open.is_none() {
        (StepState::InProgress, m.in_progress)
    } else {
        (StepState::NotStarted, m.not_started)
    };
    items.push(Step {
        href: href(CHECK),
        label: m.step_check.into(),
        state,
        state_label: state_label.into(),
        current: open.is_none(),
    });
    let content = match open {
        Some(group) => group_form(session, view, group),
        None => start(session, view, ready),
    };
    view! {
        <div class="with-steps">
            <SideSteps label=m.groups items />
            <div class="stack">{content}</div>
        </div>
    }
    .into_any()
}

fn href(step: &str) -> String {
    format!("/seller/certification?step={step}")
}

fn group_form(session: &Session, view: &CertificationView, group: CertificationGroup) -> AnyView {
    let t = words(session.lang);
    let m = more::words(session.lang);
    let form = use_form("sellers/certification");
    let fields = Fields { t, view, form: &form };
    let c = &view.content;
    let (title, lead) = match group {
        CertificationGroup::Company => (t.group_company, t.group_company_lead),
        CertificationGroup::Bank => (t.group_bank, t.group_bank_lead),
        CertificationGroup::Contact => (t.group_contact, t.group_contact_lead),
    };
    // The authenticated company's name is the one to write.
    let company = if c.company.is_empty() {
        &view.company
    } else {
        &c.company
    };
    let account_name = if c.account_name.is_empty() {
        company
    } else {
        &c.account_name
    };
    let inputs = match group {
        CertificationGroup::Company => view! {
            {fields.text("company", t.company, t.company_help, "text", company)}
            {fields.text("tax_number", t.tax_number, t.tax_help, "text", &c.tax_number)}
            {fields.tax(session.lang)}
        }
        .into_any(),
        CertificationGroup::Bank => view! {
            {fields.text("bank", t.bank, t.bank_help, "text", &c.bank)}
            {fields.text("account_name", t.account_name, "", "text", account_name)}
            {fields.text("account_number", t.account_number, t.account_help, "text", &c.account_number)}
        }
        .into_any(),
        CertificationGroup::Contact => view! {
            {fields.text("contact_name", t.contact_name, "", "text", &c.contact_name)}
            {fields.text("contact_phone", t.contact_phone, t.contact_phone_help, "tel", &c.contact_phone)}
            {fields.text("contact_mail", t.contact_mail, "", "email", &c.contact_mail)}
        }
        .into_any(),
    };
    let version = view.version.to_string();
    view! {
        <Card>
            <form method="post" action="/form/sellers/certification" novalidate=true>
                <FormSection title lead>
                    <input type="hidden" name="group" value=group.as_str() />
                    <input type="hidden" name="version" value=version />
                    {inputs}
                </FormSection>
                <SaveBar status=m.save_hint.to_owned()>
                    <Button kind=Kind::Primary label=m.save_next icon_after="arrow-right" />
                </SaveBar>
            </form>
        </Card>
    }
    .into_any()
}

struct Fields<'a> {
    t: &'static Words,
    view: &'a CertificationView,
    form: &'a FormView,
}

impl Fields<'_> {
    /// The reviewer's reasons at a field.
    fn reasons(&self, name: &str) -> AnyView {
        let says = self.t.reviewer_says;
        self.view
            .comments
            .iter()
            .filter(|c| c.path.strip_prefix("content.").unwrap_or(&c.path) == name)
            .map(|c| {
                let text = c.text.clone();
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

    fn text(
        &self,
        name: &'static str,
        label: &'static str,
        help: &'static str,
        kind: &'static str,
        value: &str,
    ) -> AnyView {
        let (value, errors) = (self.form.value_or(name, value), self.form.errors(name));
        view! {
            {self.reasons(name)}
            <Field label name help errors>
                <TextInput kind value />
            </Field>
        }
        .into_any()
    }

    fn tax(&self, lang: Lang) -> AnyView {
        let (t, m) = (self.t, more::words(lang));
        let c = &self.view.content;
        let taxpayer = match (c.company.is_empty(), c.general_taxpayer) {
            (true, _) => "",
            (_, true) => "general",
            (_, false) => "small",
        };
        let (chosen, errors) = (
            self.form.value_or("taxpayer", taxpayer),
            self.form.errors("taxpayer"),
        );
        let stored = c.tax_rate.map(|rate| rate.to_string()).unwrap_or_default();
        let (value, rate_errors) = (
            self.form.value_or("tax_rate", &stored),
            self.form.errors("tax_rate"),
        );
        let mut options = vec![Choice::new("", m.choose)];
        options.extend(
            [true, false]
                .into_iter()
                .flat_map(tax_rates)
                .map(|n| Choice::new(n.to_string(), fill(m.rate, &[("n", n)]))),
        );
        view! {
            {self.reasons("general_taxpayer")}
            <RadioGroup
                legend=t.taxpayer
                name="taxpayer"
                options=vec![RadioOption::new("general", t.general), RadioOption::new("small", t.small)]
                value=chosen
                errors
            />
            {self.reasons("tax_rate")}
            <Field label=m.tax_rate name="tax_rate" help=m.tax_rate_help errors=rate_errors narrow=true>
                <Select options value />
            </Field>
        }
        .into_any()
    }
}

/// Everything that was kept, and the act that starts.
fn start(session: &Session, view: &CertificationView, ready: bool) -> AnyView {
    let (t, m) = (words(session.lang), more::words(session.lang));
    let what = if view.needs_transfer {
        m.start_transfer
    } else {
        m.start_no_transfer
    };
    let version = view.version.to_string();
    let act = if ready {
        view! {
            <form method="post" action="/form/sellers/certification-start" novalidate=true>
                <input type="hidden" name="version" value=version />
                <SaveBar status=t.submit_hint.to_owned()>
                    <Button kind=Kind::Seal icon="stamp" label=m.start />
                </SaveBar>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="hint">{m.start_incomplete}</p> }.into_any()
    };
    view! {
        {summary(t, session.lang, m.start_lead, &view.content)}
        <Callout tone=Tone::Info title=what />
        {act}
    }
    .into_any()
}

/// Which kind of taxpayer.
pub(super) fn content_text(t: &'static Words, c: &CertificationContent) -> &'static str {
    match (c.company.is_empty(), c.general_taxpayer) {
        (true, _) => "",
        (_, true) => t.general,
        (_, false) => t.small,
    }
}

/// The rate, as people write it.
pub(super) fn rate(lang: Lang, c: &CertificationContent) -> String {
    c.tax_rate
        .map_or_else(|| "—".to_owned(), |n| fill(more::words(lang).rate, &[("n", &n)]))
}
