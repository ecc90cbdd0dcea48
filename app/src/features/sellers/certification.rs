//! `/seller/certification`: the business certification (商业信息认证).

use super::{
    calls,
    words::{Words, words},
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::sellers::{CertificationContent, CertificationState, CertificationView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const PAGE: &str = "/seller/certification";
const FORM: &str = "sellers/certification";

/// The page.
#[component]
pub fn CertificationPage() -> impl IntoView {
    let session = use_session();
    let t = words(session.lang);
    let query = use_query_map();
    let done = Memo::new(move |_| query.read().get_str("done") == Some("submitted"));
    let data = Resource::new(|| (), |()| calls::get_certification());
    view! {
        <Title text=t.certification />
        {load(data, move |view| body(&session, t, done.get_untracked(), &view))}
    }
    .into_any()
}

fn body(session: &Session, t: &'static Words, done: bool, view: &CertificationView) -> AnyView {
    let lang = session.lang;
    let tone = match view.state {
        CertificationState::None => Tone::Neutral,
        CertificationState::Pending => Tone::Wait,
        CertificationState::Rejected => Tone::Bad,
        CertificationState::Certified => Tone::Done,
    };
    let form = use_form(FORM);
    let errors: Vec<ErrorLink> = form
        .all()
        .into_iter()
        .map(|(field, text)| ErrorLink::new(field, text))
        .collect();
    let since = view.since.map(|at| {
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
    let content = match view.state {
        CertificationState::None | CertificationState::Rejected => fields(t, view, &form, t.submit),
        CertificationState::Pending => summary(t, &view.content),
        CertificationState::Certified => {
            let refused = form.refused();
            let fields = fields(t, view, &form, t.submit_change);
            view! {
                {summary(t, &view.content)}
                <details open=refused>
                    <summary class="btn btn-quiet">
                        <Icon name="pencil" />
                        <span>{t.change}</span>
                    </summary>
                    <div class="stack mt-4">
                        <Callout tone=Tone::Wait title=t.change_warning />
                        {fields}
                    </div>
                </details>
            }
            .into_any()
        }
    };
    view! {
        <PageHead
            title=t.certification
            lead=t.certification_lead
            badge=view! { <Badge tone label=view.state.words(lang) /> }.into_any()
        />
        <div class="stack">
            <ErrorSummary title=common::words(lang).mend errors />
            {(done && view.state == CertificationState::Pending)
                .then(|| view! { <Callout tone=Tone::Done title=t.submitted /> })}
            {standing(t, view)}
            {since}
            {content}
        </div>
    }
    .into_any()
}

/// Where it stands, and what that means for the bills.
fn standing(t: &'static Words, view: &CertificationView) -> AnyView {
    match view.state {
        CertificationState::None => view! {
            <Callout tone=Tone::Info title=t.state_none>
                {t.state_none_text}
            </Callout>
        }
        .into_any(),
        CertificationState::Pending => view! {
            <Callout tone=Tone::Wait title=t.state_pending>
                {t.state_pending_text}
            </Callout>
        }
        .into_any(),
        CertificationState::Rejected => {
            // What was said of no field in particular stands here; the rest at its field.
            let whole = view
                .comments
                .iter()
                .filter(|c| field_of(&c.path).is_empty())
                .map(|c| view! { <p>{t.reviewer_says} {c.text.clone()}</p> })
                .collect_view();
            view! {
                <Callout tone=Tone::Bad title=t.state_rejected>
                    {whole}
                </Callout>
            }
            .into_any()
        }
        CertificationState::Certified => {
            view! { <Callout tone=Tone::Done title=t.state_certified /> }.into_any()
        }
    }
}

/// The form's fields.
const FIELDS: &[&str] = &[
    "company",
    "tax_number",
    "taxpayer",
    "bank",
    "account_name",
    "account_number",
    "contact_name",
    "contact_phone",
    "contact_mail",
];

/// The form's field that a comment's path means; empty for the whole.
fn field_of(path: &str) -> &str {
    let name = path.strip_prefix("content.").unwrap_or(path);
    let name = if name == "general_taxpayer" {
        "taxpayer"
    } else {
        name
    };
    FIELDS
        .iter()
        .find(|field| **field == name)
        .copied()
        .unwrap_or_default()
}

fn fields(t: &'static Words, view: &CertificationView, form: &FormView, submit: &'static str) -> AnyView {
    let c = &view.content;
    let comment = |name: &str| {
        view.comments
            .iter()
            .filter(|comment| view.state == CertificationState::Rejected && field_of(&comment.path) == name)
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
    };
    let text =
        |name: &'static str, label: &'static str, help: &'static str, kind: &'static str, value: &str| {
            let value = form.value_or(name, value);
            view! {
                {comment(name)}
                <Field label name help errors=form.errors(name)>
                    <TextInput kind value />
                </Field>
            }
            .into_any()
        };
    let taxpayer = match (view.version, c.general_taxpayer) {
        (0, _) => "",
        (_, true) => "general",
        (_, false) => "small",
    };
    let company = [
        text("company", t.company, t.company_help, "text", &c.company),
        text("tax_number", t.tax_number, t.tax_help, "text", &c.tax_number),
        comment("taxpayer"),
    ];
    let bank = [
        text("bank", t.bank, t.bank_help, "text", &c.bank),
        text("account_name", t.account_name, "", "text", &c.account_name),
        text(
            "account_number",
            t.account_number,
            t.account_help,
            "text",
            &c.account_number,
        ),
    ];
    let contact = [
        text("contact_name", t.contact_name, "", "text", &c.contact_name),
        text(
            "contact_phone",
            t.contact_phone,
            t.contact_phone_help,
            "tel",
            &c.contact_phone,
        ),
        text("contact_mail", t.contact_mail, "", "email", &c.contact_mail),
    ];
    let chosen = form.value_or("taxpayer", taxpayer);
    let errors = form.errors("taxpayer");
    // Inside the first part: it must be the form's first child, or it is drawn with a line above it.
    let hidden = view! {
        <input type="hidden" name="_page" value=PAGE />
        <input type="hidden" name="version" value=view.version.to_string() />
    }
    .into_any();
    view! {
        <Card>
            <form method="post" action="/form/sellers/certification" novalidate=true>
                <FormSection title=t.group_company lead=t.group_company_lead>
                    {hidden}
                    {company.into_iter().collect_view()}
                    <RadioGroup
                        legend=t.taxpayer
                        name="taxpayer"
                        options=vec![RadioOption::new("general", t.general), RadioOption::new("small", t.small)]
                        value=chosen
                        errors
                    />
                </FormSection>
                <FormSection title=t.group_bank lead=t.group_bank_lead>{bank.into_iter().collect_view()}</FormSection>
                <FormSection title=t.group_contact lead=t.group_contact_lead>
                    {contact.into_iter().collect_view()}
                </FormSection>
                <SaveBar status=t.submit_hint.to_owned()>
                    <Button kind=Kind::Seal icon="stamp" label=submit />
                </SaveBar>
            </form>
        </Card>
    }
    .into_any()
}

/// What is certified, or being checked; of the account only its end.
fn summary(t: &'static Words, c: &CertificationContent) -> AnyView {
    let account = fill(t.ending, &[("end", &end_of(&c.account_number))]);
    let kind = if c.general_taxpayer { t.general } else { t.small };
    let c = c.clone();
    view! {
        <div class="grid-3">
            <Card title=t.group_company>
                <KvList>
                    <Kv label=t.company value=c.company />
                    <Kv label=t.tax_number value=c.tax_number num=true />
                    <Kv label=t.taxpayer value=kind />
                </KvList>
            </Card>
            <Card title=t.group_bank>
                <KvList>
                    <Kv label=t.bank value=c.bank />
                    <Kv label=t.account_name value=c.account_name />
                    <Kv label=t.account_number value=account num=true />
                </KvList>
            </Card>
            <Card title=t.group_contact>
                <KvList>
                    <Kv label=t.contact_name value=c.contact_name />
                    <Kv label=t.contact_phone value=c.contact_phone num=true />
                    <Kv label=t.contact_mail value=c.contact_mail />
                </KvList>
            </Card>
        </div>
    }
    .into_any()
}

/// The last four digits.
fn end_of(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(|c| !c.is_whitespace()).collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_find_their_fields() {
        for (path, field) in [
            ("content.bank", "bank"),
            ("tax_number", "tax_number"),
            ("general_taxpayer", "taxpayer"),
            ("", ""),
            ("content.unknown", ""),
        ] {
            assert_eq!(field_of(path), field);
        }
    }

    #[test]
    fn only_the_end_of_an_account_is_shown() {
        assert_eq!(end_of("7559 1234 5678 901"), "8901");
        assert_eq!(end_of("12"), "12");
        assert_eq!(end_of(""), "");
    }
}
