//! The console's shell: the document around the app, with the script that wakes its islands.

use super::SiteAssets;
use crate::{Console, session::Session};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use std::sync::{Arc, LazyLock};

/// The document. Sets the content security policy with the nonce that Leptos gives its own scripts.
pub fn console(site: &SiteAssets) -> impl IntoView + use<> {
    let session =
        use_context::<http::request::Parts>().and_then(|p| p.extensions.get::<Arc<Session>>().cloned());
    let lang = session.as_ref().map_or("zh-CN", |s| s.lang.tag());
    let theme = session.as_ref().and_then(|s| s.theme.data());
    let nonce = use_nonce();
    if let (Some(options), Some(nonce)) = (use_context::<ResponseOptions>(), &nonce) {
        let policy = format!(
            "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        if let Ok(value) = http::HeaderValue::from_str(&policy) {
            options.insert_header(http::header::CONTENT_SECURITY_POLICY, value);
        }
    }
    // A refused form is its page under the form's address: the router must find the page's own, and a reload get it.
    let place = session
        .as_ref()
        .filter(|session| session.form.is_some())
        .and_then(|_| use_context::<http::request::Parts>())
        .and_then(|parts| serde_json::to_string(parts.uri.path_and_query()?.as_str()).ok())
        .map(|path| {
            format!(
                "history.replaceState(null, '', {});",
                path.replace('<', "\\u003c")
            )
        })
        .unwrap_or_default();
    // Outside of islands nothing is hydrated, and no data is sent along.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let editor = use_context::<http::request::Parts>().is_some_and(|parts| has_editor(parts.uri.path()));
    let (js, wasm) = if editor {
        (&site.editor_js, &site.editor_wasm)
    } else {
        (&site.js, &site.wasm)
    };
    let start = format!("{place}{}\n{}", wake(js, wasm), *TURN);
    let css = site.css.clone();
    let build = format!("{css} {js}");
    view! {
        <!DOCTYPE html>
        <html lang=lang data-theme=theme data-site=build>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=css />
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags />
            </head>
            <body>
                <Console />
            </body>
        </html>
    }
}

/// Turns pages in place where somebody clicks in the side bar. Sent without its comments.
static TURN: LazyLock<String> = LazyLock::new(|| {
    include_str!("turn.js")
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
});

/// Whether a page has the listing editor on it, which is a bundle of its own.
fn has_editor(path: &str) -> bool {
    path.strip_prefix("/seller/listings/")
        .is_some_and(|rest| rest.ends_with("/edit"))
}

/// Loads the browser's half where a page has islands, and calls each island's own function with its place on the page.
/// A page without islands loads nothing.
fn wake(js: &str, wasm: &str) -> String {
    format!(
        "const i=document.querySelectorAll('leptos-island');\
         if(i.length){{const w=fetch('{wasm}',{{credentials:'same-origin'}});\
         import('{js}').then(m=>m.default({{module_or_path:w}}).then(()=>{{\
         m.hydrate();for(const e of i)m[e.dataset.component](e);\
         document.documentElement.dataset.awake=''}}))}}"
    )
}
