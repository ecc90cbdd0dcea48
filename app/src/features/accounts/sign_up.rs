//! `/sign-up`: coming in as a seller, and the link that confirms it. Plain HTML, no wasm.

use super::{
    password::{mend, over},
    public::query_value,
    sign_in_words::words,
};
use crate::{public::PublicPage, ui::*, words::fill};
use axum::{
    extract::{Path, rejection::PathRejection},
    response::Response,
};
use guildhall_sdk::{
    accounts::{GetSignUp, GetSignUpOpen, PASSWORD_MIN},
    portal::AppError,
};
use http::StatusCode;
use leptos::prelude::*;

/// Asking to come in. The page after it says the same whether or not the address has an account.
pub async fn ask(page: PublicPage) -> Response {
    let lang = page.session.lang;
    let t = words(lang);
    let open = match page.run(GetSignUpOpen {}).await {
        Ok(open) => open,
        Err(error) => return page.refuse(&error),
    };
    let sent = query_value(&page.place, "done").is_some_and(|done| done == "sent");
    page.render(StatusCode::OK, t.sign_up_title, || {
        let content = match (sent, open) {
            (true, _) => view! {
                <PageHead title=t.sent_title />
                <Card>
                    <p>{t.sign_up_sent}</p>
                </Card>
            }
            .into_any(),
            (false, false) => view! {
                <PageHead title=t.sign_up_title />
                <Callout tone=Tone::Info title=t.sign_up_closed>{t.sign_up_closed_text}</Callout>
            }
            .into_any(),
            (false, true) => form(&page),
        };
        view! {
            <div class="mx-auto w-full max-w-[480px]">
                {content}
                <p class="hint mt-6"><a href="/sign-in">{t.back_to_sign_in}</a></p>
            </div>
        }
        .into_any()
    })
}

fn form(page: &PublicPage) -> AnyView {
    let lang = page.session.lang;
    let t = words(lang);
    let form = page.form("accounts/sign-up");
    let wrong = mend(lang, &form);
    let first = !form.refused();
    let value = |name: &str| form.value_or(name, "");
    let password_help = fill(t.new_password_help, &[("min", &PASSWORD_MIN)]);
    let (zh, en, person, email) = (
        value("organisation_zh"),
        value("organisation_en"),
        value("person"),
        value("email"),
    );
    view! {
        <PageHead title=t.sign_up_title lead=t.sign_up_lead />
        <Card>
            <form class="form" method="post" action="/form/accounts/sign-up" novalidate=true>
                {wrong}
                <Field
                    label=t.company_zh
                    name="organisation_zh"
                    help=t.company_zh_help
                    errors=form.errors("organisation_zh")
                >
                    <TextInput value=zh autocomplete="organization" required=true autofocus=first maxlength=100 />
                </Field>
                <Field label=t.company_en name="organisation_en" errors=form.errors("organisation_en")>
                    <TextInput value=en required=true maxlength=100 />
                </Field>
                <Field label=t.your_name name="person" errors=form.errors("person")>
                    <TextInput value=person autocomplete="name" required=true maxlength=60 />
                </Field>
                <Field label=t.email name="email" help=t.sign_up_email_help errors=form.errors("email")>
                    <TextInput value=email kind="email" autocomplete="username" required=true />
                </Field>
                <Field
                    label=t.choose_password
                    name="password"
                    help=password_help
                    errors=form.errors("password")
                >
                    <TextInput kind="password" autocomplete="new-password" required=true />
                </Field>
                <Field
                    label=t.repeat_password
                    name="repeat_password"
                    errors=form.errors("repeat_password")
                >
                    <TextInput kind="password" autocomplete="new-password" required=true />
                </Field>
                <Button kind=Kind::Primary size=Size::Block label=t.sign_up icon="send" />
            </form>
        </Card>
    }
    .into_any()
}

/// Following the link: the password once more, or that the link is over.
pub async fn confirm(page: PublicPage, path: Result<Path<String>, PathRejection>) -> Response {
    let Ok(Path(token)) = path else {
        return page.refuse(&AppError::NotFound);
    };
    let lang = page.session.lang;
    let t = words(lang);
    let found = match page.run(GetSignUp { token: token.clone() }).await {
        Ok(found) => found,
        Err(error) => return page.refuse(&error),
    };
    let Some(sign_up) = found else {
        return page.render(StatusCode::GONE, t.link_over, || {
            over(t.link_over, t.sign_up_over_text, "/sign-up", t.sign_up_again)
        });
    };
    page.render(StatusCode::OK, t.confirm_title, || {
        let form = page.form("accounts/sign-up-confirm");
        let wrong = mend(lang, &form);
        let until = page.session.zone.minute(sign_up.expires_at);
        let company = sign_up.organisation.get(lang).to_owned();
        let first = !form.refused();
        view! {
            <div class="mx-auto w-full max-w-[480px]">
                <PageHead title=t.confirm_title lead=t.confirm_lead />
                <Card>
                    <div class="stack">
                        <KvList>
                            <Kv label=t.organisation value=company />
                            <Kv label=t.email value=sign_up.email.clone() />
                            <Kv label=t.good_until value=until />
                        </KvList>
                        <form class="form" method="post" novalidate=true action="/form/accounts/sign-up-confirm">
                            {wrong}
                            <input type="hidden" name="token" value=token />
                            <Field
                                label=t.password
                                name="password"
                                help=t.confirm_password_help
                                errors=form.errors("password")
                            >
                                <TextInput
                                    kind="password"
                                    autocomplete="current-password"
                                    required=true
                                    autofocus=first
                                />
                            </Field>
                            <Button kind=Kind::Primary size=Size::Block label=t.confirm icon="check" />
                        </form>
                    </div>
                </Card>
                <p class="hint mt-6">{t.confirm_not_you}</p>
            </div>
        }
        .into_any()
    })
}
