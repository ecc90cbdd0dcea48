//! `/prove`: asks whoever is signed in to prove it, before a form that touches money or keys goes on; and whoever was
//! signed in to sign in again. What was typed in the form that waits travels along as hidden fields.

use super::{password::mend, sign_in_words::words};
use crate::{public::PublicPage, ui::*};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use leptos::prelude::*;

/// The page's address.
pub const PATH: &str = "/prove";
/// The form that proves.
pub const FORM: &str = "prove";
/// The hidden field that names the form which waits.
pub const WAITING: &str = "_waiting";
/// What the names of its fields start with while it waits.
pub const KEPT: &str = "kept:";

/// The page. Opened by hand there is nothing to prove.
pub async fn prove(page: PublicPage) -> Response {
    let t = words(page.session.lang);
    let Some(state) = page.session.form.clone() else {
        return Redirect::to("/").into_response();
    };
    let (title, lead) = if page.session.viewer.is_some() {
        (t.prove_title, t.prove_lead)
    } else {
        (t.again_title, t.again_lead)
    };
    // Refused a moment ago for want of a proof: its fields are kept. Refused proof: they are kept already.
    let hidden: Vec<(String, String)> = if state.form == FORM {
        let ours = |name: &str| name == WAITING || name.starts_with(KEPT);
        state.values.into_iter().filter(|(name, _)| ours(name)).collect()
    } else {
        let kept = state
            .values
            .into_iter()
            .map(|(name, value)| (format!("{KEPT}{name}"), value));
        std::iter::once((WAITING.to_owned(), state.form))
            .chain(kept)
            .collect()
    };
    page.render(StatusCode::OK, title, || {
        let form = page.form(FORM);
        let wrong = mend(page.session.lang, &form);
        let (errors, code_errors) = (form.errors("password"), form.errors("code"));
        let first = !form.refused();
        let anonymous = page.session.viewer.is_none();
        let (code, code_help, label) = if anonymous {
            (t.and_code, t.and_code_help, t.again)
        } else {
            (t.or_code, t.or_code_help, t.prove)
        };
        let email = anonymous.then(|| {
            let (value, errors) = (form.value_or("email", ""), form.errors("email"));
            view! {
                <Field label=t.email name="email" errors>
                    <TextInput value kind="email" autocomplete="username" required=true autofocus=first />
                </Field>
            }
        });
        let hidden = hidden
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view();
        view! {
            <div class="mx-auto w-full max-w-[440px]">
                <PageHead title lead />
                <Card>
                    <form class="form" method="post" novalidate=true action="/form/prove">
                        {wrong}
                        {hidden}
                        {email}
                        <Field label=t.password name="password" errors>
                            <TextInput kind="password" autocomplete="current-password" autofocus=first && !anonymous />
                        </Field>
                        <Field label=code name="code" help=code_help errors=code_errors narrow=true>
                            <TextInput autocomplete="one-time-code" />
                        </Field>
                        <Button kind=Kind::Primary size=Size::Block label icon="shield-check" />
                    </form>
                </Card>
                <p class="hint mt-6"><a href="/">{t.cancel}</a></p>
            </div>
        }
        .into_any()
    })
}
