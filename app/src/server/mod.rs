//! The pages as an Axum router: console pages through Leptos, public pages as plain HTML. Session, layers and the other
//! routes are the server's.

mod session;
mod shell;

use crate::{Console, door::AppState, features, public};
use axum::{Router, middleware, routing::get};
use guildhall_market::Market;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};

/// Where the client's files are, as the page names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteAssets {
    /// The JavaScript that loads the wasm.
    pub js: String,
    /// The wasm of the islands that any page may have.
    pub wasm: String,
    /// The same two for the page of the listing editor.
    pub editor_js: String,
    /// With the editor.
    pub editor_wasm: String,
    /// The style sheet.
    pub css: String,
}

/// The pages and server functions. Expects `Actor` and `RequestInfo` in the request's extensions, and a `FormState`
/// when a refused form is shown again; sets no status of its own for that: the caller does.
pub fn router(market: Market, site: SiteAssets) -> Router {
    let state = AppState { market, site };
    // Renders the app once: it must not need a request.
    let routes = generate_route_list(Console);
    let context = {
        let state = state.clone();
        move || provide_context(state.clone())
    };
    let shell = {
        let site = state.site.clone();
        move || shell::console(&site)
    };
    let open = Router::new();
    #[cfg(debug_assertions)]
    let open = open
        .route("/ui", get(public::gallery))
        .route("/ui/counter", get(public::counter_gallery));
    Router::new()
        .leptos_routes_with_context(&LeptosState(state.clone()), routes, context, shell)
        .with_state(LeptosState(state.clone()))
        .merge(
            open.route("/", get(public::home))
                .route("/sign-in", get(features::accounts::public::sign_in))
                .route("/reset-password", get(features::accounts::password::ask))
                .route("/reset-password/{token}", get(features::accounts::password::set))
                .route("/sign-up", get(features::accounts::sign_up::ask))
                .route("/sign-up/{token}", get(features::accounts::sign_up::confirm))
                .route(
                    "/invitation/{token}",
                    get(features::accounts::invitation::invitation),
                )
                .route(
                    features::accounts::prove::PATH,
                    get(features::accounts::prove::prove),
                )
                .route("/o/{token}", get(features::offers::public::offer))
                .route("/p/{listing}", get(features::listings::public::product))
                .route("/s/{seller}", get(features::sellers::store_public::store))
                .fallback(public::not_found)
                .with_state(state.clone()),
        )
        .layer(middleware::from_fn_with_state(state, session::attach))
}

/// The state leptos_axum keeps: its options are ours, never read from the environment.
#[derive(Clone)]
struct LeptosState(AppState);

impl axum::extract::FromRef<LeptosState> for LeptosOptions {
    fn from_ref(_: &LeptosState) -> LeptosOptions {
        LeptosOptions::builder().output_name("guildhall").build()
    }
}

impl axum::extract::FromRef<LeptosState> for AppState {
    fn from_ref(state: &LeptosState) -> AppState {
        state.0.clone()
    }
}
