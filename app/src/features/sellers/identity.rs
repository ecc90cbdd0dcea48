//! `/seller/identity`: the company's real-name authentication (企业实名认证).

use super::{
    coming_in_words::{Words, words},
    parts::{Filled, Standing, file_row, flash, refusal, take_back, tone},
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
};
use guildhall_sdk::sellers::{FilingState, FilingView, GetIdentity, IdentityContent, SubmitIdentity};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const PAGE: &str = "/seller/identity";
const FIELDS: &[&str] = &[
    "company",
    "credit_code",
    "representative",
    "agent",
    "licence",
    "authorisation",
];

/// The page.
#[component]
pub fn IdentityPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| crate::door::run(GetIdentity {}));
    let t = words(session.lang);
    view! {
        <Title text=t.identity />
        {load(data, move |view| {
            body(&session, &query.get_untracked().get("done").unwrap_or_default(), &view)
        })}
    }
}

fn body(session: &Session, done: &str, view: &FilingView<IdentityContent>) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let form = use_form("sellers/identity");
    let may = session.may::<SubmitIdentity>();
    let badge = view! { <Badge tone=tone(view.state) label=view.state.words(lang) /> }.into_any();
    let standing = Standing {
        state: view.state,
        since: view.since,
        due_at: view.due_at,
        in_force: view.live.is_some(),
        comments: &view.comments,
        fields: FIELDS,
        approved: t.approved_identity,
    }
    .show(session);
    let content = match view.state {
        FilingState::Pending => {
            let back = may.then(|| take_back(lang, "identity", PAGE));
            view! {
                {summary(t, &view.content)}
                {back}
            }
            .into_any()
        }
        FilingState::Approved => {
            let fields = may.then(|| {
                view! {
                    <details open=form.refused()>
                        <summary class="btn btn-quiet">
                            <Icon name="pencil" />
                            <span>{t.change}</span>
                        </summary>
                        <div class="stack mt-4">
                            <Callout tone=Tone::Wait title=t.change_title>{t.change_text}</Callout>
                            {fields(t, view, &form, t.submit_change)}
                        </div>
                    </details>
                }
            });
            view! {
                {summary(t, &view.content)}
                {fields}
            }
            .into_any()
        }
        _ if may => fields(t, view, &form, t.submit),
        _ => view! { <Callout tone=Tone::Info title=t.only_owner /> }.into_any(),
    };
    view! {
        <PageHead title=t.identity lead=t.identity_lead badge />
        <div class="stack">
            {flash(t, done)}
            {refusal(session, &form)}
            {standing}
            {content}
        </div>
    }
    .into_any()
}

fn fields(
    t: &'static Words,
    view: &FilingView<IdentityContent>,
    form: &FormView,
    submit: &'static str,
) -> AnyView {
    let c = &view.content;
    let none = Vec::new();
    let filled = Filled {
        t,
        form,
        comments: if view.state == FilingState::Rejected {
            &view.comments
        } else {
            &none
        },
    };
    let company = [
        filled.text("company", t.company, t.company_help, "text", &c.company),
        filled.text(
            "credit_code",
            t.credit_code,
            t.credit_code_help,
            "text",
            &c.credit_code,
        ),
        filled.text("representative", t.representative, "", "text", &c.representative),
        filled.file("licence", t.licence, "", "", c.licence.as_ref()),
    ];
    let agent = [
        filled.text("agent", t.agent, t.agent_help, "text", &c.agent),
        filled.file(
            "authorisation",
            t.authorisation,
            t.authorisation_help,
            t.authorisation_optional,
            c.authorisation.as_ref(),
        ),
    ];
    let hidden = view! {
        <input type="hidden" name="_page" value=PAGE />
        <input type="hidden" name="version" value=view.version.to_string() />
    }
    .into_any();
    view! {
        <Card>
            <form
                method="post" novalidate=true
                action="/form/sellers/identity"
                enctype="multipart/form-data"
            >
                <FormSection title=t.group_company lead=t.group_company_lead>
                    {hidden}
                    {company.into_iter().collect_view()}
                </FormSection>
                <FormSection title=t.group_agent lead=t.group_agent_lead>
                    {agent.into_iter().collect_view()}
                </FormSection>
                <SaveBar status=t.submit_hint.to_owned()>
                    <Button kind=Kind::Seal icon="stamp" label=submit />
                </SaveBar>
            </form>
        </Card>
    }
    .into_any()
}

fn summary(t: &'static Words, c: &IdentityContent) -> AnyView {
    let (licence, authorisation) = (
        file_row(t, t.licence, c.licence.as_ref(), PAGE),
        c.needs_authorisation()
            .then(|| file_row(t, t.authorisation, c.authorisation.as_ref(), PAGE)),
    );
    let c = c.clone();
    view! {
        <Card>
            <KvList>
                <Kv label=t.company value=c.company />
                <Kv label=t.credit_code value=c.credit_code num=true />
                <Kv label=t.representative value=c.representative />
                {licence}
                <Kv label=t.agent value=c.agent />
                {authorisation}
            </KvList>
        </Card>
    }
    .into_any()
}
