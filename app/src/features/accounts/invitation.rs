//! `/invitation/{token}`: what an invitation's link opens. Plain HTML, no wasm.

use super::{
    password::{mend, new_password, over},
    sign_in_words::{Words, words},
};
use crate::{forms::FormView, public::PublicPage, ui::*, words::fill};
use axum::{
    extract::{Path, rejection::PathRejection},
    response::Response,
};
use guildhall_sdk::{
    accounts::{GetInvitation, InvitationView},
    lang::Lang,
    portal::AppError,
};
use http::StatusCode;
use leptos::prelude::*;

/// The page.
pub async fn invitation(page: PublicPage, path: Result<Path<String>, PathRejection>) -> Response {
    let Ok(Path(token)) = path else {
        return page.refuse(&AppError::NotFound);
    };
    let lang = page.session.lang;
    let t = words(lang);
    let look = GetInvitation { token: token.clone() };
    let found = match page.run(look).await {
        Ok(found) => found,
        Err(error) => return page.refuse(&error),
    };
    let Some(invitation) = found else {
        return page.render(StatusCode::GONE, t.link_over, || {
            over(t.link_over, t.invitation_over_text, "/sign-in", t.back_to_sign_in)
        });
    };
    // The tab and the history name the marketplace and nothing of the organisation.
    page.render(StatusCode::OK, t.accept, || {
        let form = page.form("accounts/accept");
        let title = fill(
            t.invitation_title,
            &[("name", &invitation.organisation.get(lang))],
        );
        let lead = fill(
            t.invitation_lead,
            &[("by", &invitation.invited_by), ("email", &invitation.email)],
        );
        let separator = if lang == Lang::Zh { "、" } else { ", " };
        let roles: Vec<&str> = invitation.roles.iter().map(|role| role.words(lang)).collect();
        let roles = roles.join(separator);
        let until = page.session.zone.minute(invitation.expires_at);
        let act = act(&page, t, &form, &invitation, &token);
        view! {
            <div class="mx-auto w-full max-w-[480px]">
                <PageHead title lead />
                <Card>
                    <div class="stack">
                        <KvList>
                            <Kv label=t.organisation value=invitation.organisation.get(lang).to_owned() />
                            <Kv label=t.roles value=roles />
                            <Kv label=t.good_until value=until />
                        </KvList>
                        {act}
                    </div>
                </Card>
            </div>
        }
        .into_any()
    })
}

/// What whoever looks can do: accept as who they are, sign in first, sign out first, or come in as somebody new.
fn act(
    page: &PublicPage,
    t: &'static Words,
    form: &FormView,
    invitation: &InvitationView,
    token: &str,
) -> AnyView {
    let lang = page.session.lang;
    let wrong = mend(lang, form);
    let token = token.to_owned();
    match (&page.session.viewer, invitation.has_account) {
        (Some(viewer), _) if viewer.email != invitation.email => {
            let title = fill(
                t.wrong_person,
                &[("me", &viewer.email), ("email", &invitation.email)],
            );
            view! {
                {wrong}
                <Callout tone=Tone::Wait title>{t.wrong_person_text}</Callout>
                <form method="post" novalidate=true action="/form/sign-out">
                    <Button size=Size::Block label=t.sign_out icon="log-out" />
                </form>
            }
            .into_any()
        }
        (Some(viewer), _) => {
            let me = fill(t.accept_as, &[("me", &viewer.email)]);
            view! {
                <form class="form" method="post" novalidate=true action="/form/accounts/accept">
                    {wrong}
                    <p>{me}</p>
                    <input type="hidden" name="token" value=token />
                    <Button kind=Kind::Primary size=Size::Block label=t.accept icon="check" />
                </form>
            }
            .into_any()
        }
        (None, true) => {
            let href = format!("/sign-in?next=/invitation/{token}");
            view! {
                <p>{t.has_account}</p>
                <Button kind=Kind::Primary size=Size::Block label=t.sign_in_to_accept icon="log-in" href />
            }
            .into_any()
        }
        (None, false) => {
            let (value, errors) = (form.value_or("name", ""), form.errors("name"));
            let fields = new_password(lang, form, t.choose_password);
            view! {
                <form class="form" method="post" novalidate=true action="/form/accounts/accept">
                    {wrong}
                    <input type="hidden" name="token" value=token />
                    <Field label=t.your_name name="name" help=t.your_name_help errors>
                        <TextInput value autocomplete="name" required=true />
                    </Field>
                    {fields}
                    <Button kind=Kind::Primary size=Size::Block label=t.accept icon="check" />
                </form>
            }
            .into_any()
        }
    }
}
