//! `/ops/mails/:id`: one mail with its delivery. Its links are masked until they are opened, which is logged.

use super::{
    mails::{PATH, badge},
    words::words,
};
use crate::{
    fault::Fault,
    features::settlement::lists::param,
    forms::use_form,
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    ids::MailId,
    notices::{GetMail, MailState, MailView, OpenMail, ResendMail},
    portal::AppError,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A mail.
#[component]
pub fn MailPage() -> impl IntoView {
    let session = use_session();
    let (params, query) = (use_params_map(), use_query_map());
    let data = Resource::new(
        move || params.read().get("id").and_then(|id| id.parse::<MailId>().ok()),
        |mail| async move {
            let mail = mail.ok_or_else(|| Fault::from(AppError::NotFound))?;
            crate::door::run(GetMail { mail }).await
        },
    );
    load(data, move |view| {
        let done = param(&query.get_untracked(), "done");
        body(&session, &view, &done)
    })
}

fn body(session: &Session, view: &MailView, done: &str) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let row = &view.row;
    let title = row.subject.clone();
    let crumbs = vec![Crumb::new(PATH, t.title)];
    let flash = (done == "resent").then(|| view! { <Callout tone=Tone::Done title=t.resent /> });
    let refused = ["notices/resend", "notices/open-mail"]
        .into_iter()
        .flat_map(|name| use_form(name).all())
        .map(|(_, text)| view! { <Callout tone=Tone::Bad title=t.not_done alert=true>{text}</Callout> })
        .collect_view();
    let when = |at: chrono::DateTime<chrono::Utc>| session.zone.minute(at);
    let sent = row
        .sent_at
        .map(|at| view! { <Kv label=t.sent_at value=when(at) /> });
    let attempts =
        (row.attempts > 0).then(|| view! { <Kv label=t.attempts value=row.attempts.to_string() num=true /> });
    let error = row
        .last_error
        .clone()
        .map(|cause| view! { <Kv label=t.last_error value=cause /> });
    let kept =
        (!view.delivers && row.state == MailState::Kept).then(|| view! { <p class="hint">{t.no_server}</p> });
    let (to, written, text) = (row.to.clone(), when(row.created_at), row.text.clone());
    let (resend, links) = (resend(session, view), links(session, view));
    view! {
        <Title text=title.clone() />
        <PageHead title lead=t.mail_lead breadcrumb=crumbs breadcrumb_label=t.title badge=badge(lang, row.state) />
        <div class="stack-lg">
            {flash}
            {refused}
            <Card title=t.state>
                <div class="stack">
                    <KvList>
                        <Kv label=t.to value=to />
                        <Kv label=t.written value=written />
                        {sent}
                        {attempts}
                        {error}
                    </KvList>
                    {kept}
                    {resend}
                </div>
            </Card>
            <Card title=t.text>
                <div class="stack">
                    {links}
                    <Well>
                        <p class="diff">{text}</p>
                    </Well>
                </div>
            </Card>
        </div>
    }
    .into_any()
}

fn resend(session: &Session, view: &MailView) -> AnyView {
    let t = words(session.lang);
    if !view.delivers || !view.row.state.can_be_sent() || !session.may::<ResendMail>() {
        return ().into_any();
    }
    let label = if view.row.state == MailState::Failed {
        t.resend
    } else {
        t.send
    };
    view! {
        <form method="post" novalidate=true action="/form/notices/resend">
            <input type="hidden" name="mail" value=view.row.id.to_string() />
            <Button label icon="send" />
        </form>
    }
    .into_any()
}

/// That the links are masked and how to see them, or until when they are seen.
fn links(session: &Session, view: &MailView) -> AnyView {
    let t = words(session.lang);
    if !view.has_secrets || !session.may::<OpenMail>() {
        return ().into_any();
    }
    match view.opened_until {
        Some(until) => {
            let title = fill(t.opened, &[("time", &session.zone.minute(until))]);
            view! { <Callout tone=Tone::Wait title>{t.opened_text}</Callout> }.into_any()
        }
        None => {
            let act = view! {
                <form method="post" novalidate=true action="/form/notices/open-mail">
                    <input type="hidden" name="mail" value=view.row.id.to_string() />
                    <Button kind=Kind::Seal label=t.open icon="eye" />
                </form>
            }
            .into_any();
            view! { <Callout tone=Tone::Info title=t.masked actions=act>{t.masked_text}</Callout> }.into_any()
        }
    }
}
