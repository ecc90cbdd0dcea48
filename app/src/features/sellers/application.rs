//! `/seller/application`: the joining application (入驻申请), and the seller information (商家信息) it becomes.

use super::{
    coming_in_words::{Words, words},
    parts::{Filled, Standing, blocked, file_row, flash, refusal, take_back, tone},
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
};
use guildhall_sdk::{
    lang::Lang,
    sellers::{
        ApplicationContent, ApplicationView, FilingState, GetApplication, Prerequisite, SubmitApplication,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const PAGE: &str = "/seller/application";
const FIELDS: &[&str] = &[
    "website",
    "introduction_zh",
    "introduction_en",
    "founded_on",
    "employees",
    "staff",
    "capital",
    "contact_name",
    "contact_phone",
    "contact_mail",
    "country",
    "province",
    "city",
    "street",
    "zip",
    "service_phone",
    "service_mail",
    "service_days",
    "service_hours",
    "licence",
    "rights",
    "tax_residency",
    "tin",
    "account_identifier",
    "no_other_plan",
    "accepted",
];

/// The page.
#[component]
pub fn ApplicationPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| crate::door::run(GetApplication {}));
    load(data, move |view| {
        body(
            &session,
            &query.get_untracked().get("done").unwrap_or_default(),
            &view,
        )
    })
}

fn body(session: &Session, done: &str, application: &ApplicationView) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let view = &application.filing;
    let (title, lead) = if view.live.is_some() {
        (t.information, t.information_lead)
    } else {
        (t.application, t.application_lead)
    };
    let form = use_form("sellers/application");
    let may = session.may::<SubmitApplication>();
    let badge = view! { <Badge tone=tone(view.state) label=view.state.words(lang) /> }.into_any();
    let standing = Standing {
        state: view.state,
        since: view.since,
        due_at: view.due_at,
        in_force: view.live.is_some(),
        comments: &view.comments,
        fields: FIELDS,
        approved: t.approved_application,
    }
    .show(session);
    let waits = !view.blocked_by.is_empty();
    let content = match view.state {
        FilingState::Pending => {
            let back = may.then(|| take_back(lang, "application", PAGE));
            view! {
                {summary(t, application)}
                {back}
            }
            .into_any()
        }
        FilingState::Approved => {
            let change = may.then(|| {
                view! {
                    <details open=form.refused()>
                        <summary class="btn btn-quiet">
                            <Icon name="pencil" />
                            <span>{t.change}</span>
                        </summary>
                        <div class="stack mt-4">
                            <Callout tone=Tone::Wait title=t.change_title>{t.change_text}</Callout>
                            {fields(lang, application, &form)}
                        </div>
                    </details>
                }
            });
            view! {
                {summary(t, application)}
                {change}
            }
            .into_any()
        }
        // Blocked: what is missing and where to go; what was written already can still be kept as a draft.
        FilingState::None if waits => conditions(lang, application),
        _ if may => view! {
            {conditions(lang, application)}
            {fields(lang, application, &form)}
        }
        .into_any(),
        _ => view! { <Callout tone=Tone::Info title=t.only_owner /> }.into_any(),
    };
    view! {
        <Title text=title />
        <PageHead title lead badge />
        <div class="stack">
            {flash(t, done)}
            {refusal(session, &form)}
            {waits.then(|| blocked(lang, &view.blocked_by))}
            {standing}
            {content}
        </div>
    }
    .into_any()
}

/// Each condition of joining, and whether it holds by what is written.
fn conditions(lang: Lang, application: &ApplicationView) -> AnyView {
    let t = words(lang);
    let untouched = application.filing.version == 0;
    let rows = application
        .prerequisites
        .iter()
        .map(|(condition, holds)| {
            // Before anything was written nothing is missing yet; the authentication is a step of its own.
            let open = if untouched && *condition != Prerequisite::Identity {
                Tone::Neutral
            } else {
                Tone::Wait
            };
            let (tone, label) = if *holds {
                (Tone::Done, t.holds)
            } else {
                (open, t.open)
            };
            view! {
                <Kv label=condition.words(lang)>
                    <Badge tone label />
                </Kv>
            }
        })
        .collect_view();
    view! {
        <Card title=t.conditions lead=t.conditions_lead>
            <KvList>{rows}</KvList>
        </Card>
    }
    .into_any()
}

fn fields(lang: Lang, application: &ApplicationView, form: &FormView) -> AnyView {
    let t = words(lang);
    let view = &application.filing;
    let c = &view.content;
    let none = Vec::new();
    let f = Filled {
        t,
        form,
        comments: if view.state == FilingState::Rejected {
            &view.comments
        } else {
            &none
        },
    };
    let about = about(lang, &f, c);
    let contact = [
        f.text("contact_name", t.contact_name, "", "text", &c.contact_name),
        f.text("contact_phone", t.phone, t.phone_help, "tel", &c.contact_phone),
        f.text("contact_mail", t.mail, "", "email", &c.contact_mail),
    ];
    let address = [
        f.text("country", t.country, t.country_help, "text", &c.country),
        f.text("province", t.province, "", "text", &c.province),
        f.text("city", t.city, "", "text", &c.city),
        f.text("street", t.street, "", "text", &c.street),
        f.text("zip", t.zip, "", "text", &c.zip),
    ];
    let service = [
        f.text("service_phone", t.phone, t.phone_help, "tel", &c.service_phone),
        f.text("service_mail", t.mail, "", "email", &c.service_mail),
        f.number("service_days", t.service_days, t.service_help, c.service_days),
        f.number("service_hours", t.service_hours, "", c.service_hours),
    ];
    let files = [
        f.file("licence", t.licence, t.licence_help, "", c.licence.as_ref()),
        f.file("rights", t.rights, "", "", c.rights.as_ref()),
    ];
    let eu = [
        f.optional(
            lang,
            "tax_residency",
            t.tax_residency,
            t.country_help,
            "text",
            &c.tax_residency,
        ),
        f.optional(lang, "tin", t.tin, "", "text", &c.tin),
        f.optional(
            lang,
            "account_identifier",
            t.account_identifier,
            "",
            "text",
            &c.account_identifier,
        ),
    ];
    let declare = [
        f.tick("no_other_plan", t.no_other_plan, c.no_other_plan),
        f.tick("accepted", t.accepted, c.accepted),
    ];
    let hidden = view! {
        <input type="hidden" name="_page" value=PAGE />
        <input type="hidden" name="version" value=view.version.to_string() />
    }
    .into_any();
    let submit = if view.live.is_some() {
        t.submit_change
    } else {
        t.submit
    };
    view! {
        <Card>
            <form
                method="post" novalidate=true
                action="/form/sellers/application"
                enctype="multipart/form-data"
            >
                <FormSection title=t.group_about>
                    {hidden}
                    {about}
                </FormSection>
                <FormSection title=t.group_contact lead=t.group_contact_lead>
                    {contact.into_iter().collect_view()}
                </FormSection>
                <FormSection title=t.group_address lead=t.group_address_lead>
                    {address.into_iter().collect_view()}
                </FormSection>
                <FormSection title=t.group_service lead=t.group_service_lead>
                    {service.into_iter().collect_view()}
                </FormSection>
                <FormSection title=t.group_files lead=t.group_files_lead>
                    {files.into_iter().collect_view()}
                </FormSection>
                <FormSection title=t.group_eu lead=t.group_eu_lead>{eu.into_iter().collect_view()}</FormSection>
                <FormSection title=t.group_declare>{declare.into_iter().collect_view()}</FormSection>
                <SaveBar status=t.submit_hint.to_owned()>
                    <Button icon="save" label=t.save_draft name="act" value="save" />
                    <Button kind=Kind::Seal icon="stamp" label=submit name="act" value="submit" />
                </SaveBar>
            </form>
        </Card>
    }
    .into_any()
}

fn about(lang: Lang, f: &Filled<'_>, c: &ApplicationContent) -> AnyView {
    let t = f.t;
    let founded = f.form.value_or(
        "founded_on",
        c.founded_on.map(|day| day.to_string()).unwrap_or_default(),
    );
    let lines = [
        f.optional(lang, "website", t.website, t.website_help, "url", &c.website),
        f.area(
            "introduction_zh",
            t.introduction_zh,
            t.introduction_help,
            &c.introduction.zh,
        ),
        f.area(
            "introduction_en",
            t.introduction_en,
            t.introduction_help,
            &c.introduction.en,
        ),
        f.reasons("founded_on"),
    ];
    let numbers = [
        f.number("employees", t.employees, "", c.employees),
        f.number("staff", t.staff, t.staff_help, c.staff),
        f.number("capital", t.capital, t.capital_help, c.capital),
    ];
    view! {
        {lines.into_iter().collect_view()}
        <Field
            label=t.founded_on
            name="founded_on"
            help=t.founded_help
            errors=f.form.errors("founded_on")
            narrow=true
        >
            <DateInput value=founded />
        </Field>
        {numbers.into_iter().collect_view()}
    }
    .into_any()
}

/// What was handed in.
fn summary(t: &'static Words, application: &ApplicationView) -> AnyView {
    let company = application.company.clone();
    let c = application.filing.content.clone();
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let address = [&c.country, &c.province, &c.city, &c.street, &c.zip]
        .into_iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    let (licence, rights) = (
        file_row(t, t.licence, c.licence.as_ref(), PAGE),
        file_row(t, t.rights, c.rights.as_ref(), PAGE),
    );
    let founded = c.founded_on.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <div class="grid-3">
            <Card title=t.group_about>
                <KvList>
                    <Kv label=t.company value=company />
                    <Kv label=t.website value=c.website />
                    <Kv label=t.founded_on value=founded num=true />
                    <Kv label=t.employees value=number(c.employees) num=true />
                    <Kv label=t.staff value=number(c.staff) num=true />
                    <Kv label=t.capital value=number(c.capital) num=true />
                </KvList>
            </Card>
            <Card title=t.group_contact>
                <KvList>
                    <Kv label=t.contact_name value=c.contact_name />
                    <Kv label=t.phone value=c.contact_phone num=true />
                    <Kv label=t.mail value=c.contact_mail />
                    <Kv label=t.group_address value=address />
                </KvList>
            </Card>
            <Card title=t.group_service>
                <KvList>
                    <Kv label=t.phone value=c.service_phone num=true />
                    <Kv label=t.mail value=c.service_mail />
                    <Kv label=t.service_days value=number(c.service_days) num=true />
                    <Kv label=t.service_hours value=number(c.service_hours) num=true />
                    {licence}
                    {rights}
                </KvList>
            </Card>
        </div>
        <Card title=t.introduction_zh>
            <p class="prose whitespace-pre-line">{c.introduction.zh}</p>
        </Card>
        <Card title=t.introduction_en>
            <p class="prose whitespace-pre-line" lang="en">{c.introduction.en}</p>
        </Card>
    }
    .into_any()
}
