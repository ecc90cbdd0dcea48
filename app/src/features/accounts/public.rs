//! `/sign-in`: plain HTML, no wasm.

use super::{
    password::mend,
    sign_in_words::{Words, words},
};
use crate::{forms::local_path, public::PublicPage, ui::*, words::fill};
use axum::response::{IntoResponse, Redirect, Response};
use guildhall_sdk::{
    accounts::{GetSignUpOpen, ListSignInProviders, SignInProvider},
    finding::Code,
    lang::Lang,
    portal::AppError,
};
use http::StatusCode;
use leptos::prelude::*;

/// The page. Whoever is signed in already is sent on.
pub async fn sign_in(page: PublicPage) -> Response {
    let next = query_value(&page.place, "next")
        .and_then(|n| local_path(&n).map(str::to_owned))
        .unwrap_or_default();
    if let Some(viewer) = &page.session.viewer {
        let path = if next.is_empty() {
            viewer.acting.kind.home()
        } else {
            &next
        };
        return Redirect::to(path).into_response();
    }
    let t = words(page.session.lang);
    if let Some(challenge) = challenge(&page) {
        return code_page(&page, t, &challenge, &next);
    }
    let done = query_value(&page.place, "done");
    let may_sign_up = page.run(GetSignUpOpen {}).await.unwrap_or_default();
    let providers = page.run(ListSignInProviders {}).await.unwrap_or_default();
    page.render(StatusCode::OK, t.sign_in_title, || {
        // A second step that took too long starts again with the first: its message stands above the form.
        let form = page.form("sign-in");
        let late = page.form("sign-in/code");
        let wrong = mend(page.session.lang, if late.refused() { &late } else { &form });
        let lead = match &next {
            next if next.starts_with("/o/") => t.sign_in_for_offer,
            next if next.starts_with("/invitation/") => t.sign_in_for_invitation,
            _ => t.sign_in_lead,
        };
        let email = form.value_or("email", "");
        let flash = match done.as_deref() {
            Some("reset") => Some(t.reset_done),
            Some("left") => Some(t.left_done),
            _ => None,
        }
        .map(|text| view! { <Callout tone=Tone::Done title=text /> });
        // A sign-in at a provider that came to nothing: every way in is still here.
        let provider = page.form("sign-in/oidc");
        let not_there: Vec<String> = provider.all().into_iter().map(|(_, text)| text).collect();
        let not_there = (!not_there.is_empty()).then(|| {
            view! {
                <Callout tone=Tone::Bad title=t.provider_failed alert=true>
                    {not_there.join(" ")}
                </Callout>
            }
        });
        let elsewhere = providers_card(page.session.lang, t, &providers, &next);
        // After a refusal the summary of what is wrong takes the focus.
        let first = !form.refused();
        view! {
            <div class="mx-auto w-full max-w-[440px]">
                <PageHead title=t.sign_in_title lead />
                {flash}
                {not_there}
                <Card>
                    <form class="form" method="post" novalidate=true action="/form/sign-in">
                        {wrong}
                        <input type="hidden" name="next" value=next />
                        <Field label=t.email name="email" errors=form.errors("email")>
                            <TextInput value=email kind="email" autocomplete="username" required=true autofocus=first />
                        </Field>
                        <Field label=t.password name="password" errors=form.errors("password")>
                            <TextInput kind="password" autocomplete="current-password" required=true />
                        </Field>
                        <Button kind=Kind::Primary size=Size::Block label=t.sign_in icon="log-in" />
                    </form>
                </Card>
                {elsewhere}
                <div class="stack-sm mt-6">
                    <p class="hint"><a href="/reset-password">{t.forgot}</a></p>
                    <p class="hint">{t.no_account}</p>
                    {may_sign_up
                        .then(|| {
                            view! {
                                <p class="hint">
                                    {t.new_here} " " <a href="/sign-up">{t.sign_up_link}</a>
                                </p>
                            }
                        })}
                    <p class="hint">{t.what_is_this}</p>
                </div>
            </div>
        }
        .into_any()
    })
}

/// A button for each provider; nothing where there is none.
fn providers_card(lang: Lang, t: &'static Words, providers: &[SignInProvider], next: &str) -> AnyView {
    if providers.is_empty() {
        return ().into_any();
    }
    let buttons = providers
        .iter()
        .map(|provider| {
            let label = fill(t.sign_in_with, &[("name", &provider.name.get(lang))]);
            let (id, next) = (provider.id.clone(), next.to_owned());
            view! {
                <form method="post" novalidate=true action="/form/sign-in/oidc">
                    <input type="hidden" name="provider" value=id />
                    <input type="hidden" name="next" value=next />
                    <Button size=Size::Block label icon="key" />
                </form>
            }
        })
        .collect_view();
    view! {
        <section class="mt-6" aria-labelledby="providers">
            <h2 id="providers" class="hint">
                {t.or_with}
            </h2>
            <div class="stack-sm mt-2">{buttons}</div>
        </section>
    }
    .into_any()
}

/// What the second step names, when the first one was right: just now, or before a code that was refused.
fn challenge(page: &PublicPage) -> Option<String> {
    let state = page.session.form.as_ref()?;
    if let AppError::CodeNeeded { challenge } = &state.error {
        return Some(challenge.clone());
    }
    let over = |code: Code| code == Code::SignInOver;
    if state.form != "sign-in/code" || state.error.findings().iter().any(|f| over(f.code)) {
        return None;
    }
    page.form("sign-in/code").value("challenge")
}

/// The second step.
fn code_page(page: &PublicPage, t: &'static Words, challenge: &str, next: &str) -> Response {
    page.render(StatusCode::OK, t.code_title, || {
        let form = page.form("sign-in/code");
        let wrong = mend(page.session.lang, &form);
        let errors = form.errors("code");
        let first = !form.refused();
        let (challenge, next) = (challenge.to_owned(), next.to_owned());
        view! {
            <div class="mx-auto w-full max-w-[440px]">
                <PageHead title=t.code_title lead=t.code_lead />
                <Card>
                    <form class="form" method="post" novalidate=true action="/form/sign-in/code">
                        {wrong}
                        <input type="hidden" name="challenge" value=challenge />
                        <input type="hidden" name="next" value=next />
                        <Field label=t.code name="code" help=t.code_help errors>
                            <TextInput autocomplete="one-time-code" required=true autofocus=first />
                        </Field>
                        <Button kind=Kind::Primary size=Size::Block label=t.sign_in icon="log-in" />
                    </form>
                </Card>
                <p class="hint mt-6"><a href="/sign-in">{t.start_again}</a></p>
            </div>
        }
        .into_any()
    })
}

/// A parameter of a path and query, decoded.
pub(super) fn query_value(place: &str, name: &str) -> Option<String> {
    let (_, query) = place.split_once('?')?;
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = |i: usize| {
            tail.get(i)
                .and_then(|b| char::from(*b).to_digit(16))
                .and_then(|d| u8::try_from(d).ok())
        };
        rest = match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                &tail[2..]
            }
            (first, ..) => {
                bytes.push(*first);
                tail
            }
        };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_read_from_the_query() {
        for (place, next) in [
            ("/sign-in", None),
            ("/sign-in?next=/ops/reviews", Some("/ops/reviews")),
            (
                "/sign-in?a=b&next=/seller/bills%3Fstate%3Dpaid",
                Some("/seller/bills?state=paid"),
            ),
            ("/sign-in?next=100%", Some("100%")),
            ("/sign-in?next=%FF", None),
        ] {
            assert_eq!(query_value(place, "next").as_deref(), next, "{place}");
        }
    }
}
