//! `/reset-password`: asking for a link to a new password, and following it. Plain HTML, no wasm.

use super::{public::query_value, sign_in_words::words};
use crate::{
    forms::FormView,
    public::PublicPage,
    ui::*,
    words::{common, fill},
};
use axum::{
    extract::{Path, rejection::PathRejection},
    response::Response,
};
use guildhall_sdk::{
    accounts::{GetPasswordReset, PASSWORD_MIN},
    lang::Lang,
    portal::AppError,
};
use http::StatusCode;
use leptos::prelude::*;

/// The summary of what is wrong with a form; a finding about the link itself stands there too.
pub(super) fn mend(lang: Lang, form: &FormView) -> AnyView {
    let errors: Vec<ErrorLink> = form
        .all()
        .into_iter()
        .map(|(name, text)| ErrorLink::new(name, text))
        .collect();
    view! { <ErrorSummary title=common::words(lang).mend errors /> }.into_any()
}

/// Two fields for a new password.
pub(super) fn new_password(lang: Lang, form: &FormView, label: &'static str) -> AnyView {
    let t = words(lang);
    let help = fill(t.new_password_help, &[("min", &PASSWORD_MIN)]);
    let (errors, repeat_errors) = (form.errors("password"), form.errors("repeat_password"));
    view! {
        <Field label name="password" help errors>
            <TextInput kind="password" autocomplete="new-password" required=true />
        </Field>
        <Field label=t.repeat_password name="repeat_password" errors=repeat_errors>
            <TextInput kind="password" autocomplete="new-password" required=true />
        </Field>
    }
    .into_any()
}

/// Asking for a link. The page after it says the same whether or not there is such an account.
pub async fn ask(page: PublicPage) -> Response {
    let lang = page.session.lang;
    let t = words(lang);
    let sent = query_value(&page.place, "done").is_some_and(|done| done == "sent");
    page.render(StatusCode::OK, t.forgot_title, || {
        let form = page.form("accounts/reset-request");
        let content = if sent {
            view! {
                <PageHead title=t.sent_title />
                <Card>
                    <p>{t.sent_text}</p>
                </Card>
            }
            .into_any()
        } else {
            let (value, errors) = (form.value_or("email", ""), form.errors("email"));
            let first = !form.refused();
            let wrong = mend(lang, &form);
            view! {
                <PageHead title=t.forgot_title lead=t.forgot_lead />
                <Card>
                    <form class="form" method="post" novalidate=true action="/form/accounts/reset-request">
                        {wrong}
                        <Field label=t.email name="email" errors>
                            <TextInput value kind="email" autocomplete="username" required=true autofocus=first />
                        </Field>
                        <Button kind=Kind::Primary size=Size::Block label=t.send_link icon="send" />
                    </form>
                </Card>
            }
            .into_any()
        };
        view! {
            <div class="mx-auto w-full max-w-[440px]">
                {content}
                <p class="hint mt-6"><a href="/sign-in">{t.back_to_sign_in}</a></p>
            </div>
        }
        .into_any()
    })
}

/// Following the link: the new password, or that the link is over.
pub async fn set(page: PublicPage, path: Result<Path<String>, PathRejection>) -> Response {
    let Ok(Path(token)) = path else {
        return page.refuse(&AppError::NotFound);
    };
    let lang = page.session.lang;
    let t = words(lang);
    let look = GetPasswordReset { token: token.clone() };
    let valid = match page.run(look).await {
        Ok(view) => view.valid,
        Err(error) => return page.refuse(&error),
    };
    let status = if valid { StatusCode::OK } else { StatusCode::GONE };
    page.render(status, t.new_title, || {
        if !valid {
            return over(t.link_over, t.link_over_text, "/reset-password", t.ask_again);
        }
        let form = page.form("accounts/reset");
        let wrong = mend(lang, &form);
        let fields = new_password(lang, &form, t.new_password);
        view! {
            <div class="mx-auto w-full max-w-[440px]">
                <PageHead title=t.new_title lead=t.new_lead />
                <Card>
                    <form class="form" method="post" novalidate=true action="/form/accounts/reset">
                        {wrong}
                        <input type="hidden" name="token" value=token />
                        {fields}
                        <Button kind=Kind::Primary size=Size::Block label=t.set_password icon="lock" />
                    </form>
                </Card>
            </div>
        }
        .into_any()
    })
}

/// A link that is over, and what to do.
pub(super) fn over(
    title: &'static str,
    text: &'static str,
    href: &'static str,
    label: &'static str,
) -> AnyView {
    view! {
        <h1 class="sr-only">{title}</h1>
        <Empty drawing=Drawing::Gate title text>
            <Button kind=Kind::Primary label href />
        </Empty>
    }
    .into_any()
}
