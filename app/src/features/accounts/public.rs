//! `/sign-in`: plain HTML, no wasm.

use super::sign_in_words::words;
use crate::{forms::local_path, public::PublicPage, ui::*, words::common};
use axum::response::{IntoResponse, Redirect, Response};
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
    page.render(StatusCode::OK, t.sign_in_title, || {
        let c = common::words(page.session.lang);
        let form = page.form("sign-in");
        let errors: Vec<ErrorLink> = form.all().into_iter().map(|(name, text)| ErrorLink::new(name, text)).collect();
        let lead = if next.starts_with("/o/") { t.sign_in_for_offer } else { t.sign_in_lead };
        let email = form.value_or("email", "");
        // After a refusal the summary of what is wrong takes the focus.
        let first = !form.refused();
        view! {
            <div class="mx-auto w-full max-w-[440px]">
                <PageHead title=t.sign_in_title lead />
                <Card>
                    <form class="form" method="post" action="/form/sign-in">
                        <ErrorSummary title=c.mend errors />
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
                <div class="stack-sm mt-6">
                    <p class="hint">{t.no_account}</p>
                    <p class="hint">{t.what_is_this}</p>
                </div>
            </div>
        }
        .into_any()
    })
}

/// A parameter of a path and query, decoded.
fn query_value(place: &str, name: &str) -> Option<String> {
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
