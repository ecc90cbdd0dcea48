//! From a server function to the market's door: the actor and the request come from the Axum layers.

use crate::fault::Fault;
use guildhall_market::{Actor, Market, RequestInfo, door::Handler};
use guildhall_sdk::portal::{AppError, Viewer};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// What every page and server function needs of the server.
#[derive(Clone)]
pub struct AppState {
    /// The open market.
    pub market: Market,
    /// Where the client's files are.
    pub site: crate::server::SiteAssets,
}

/// Who is asking; none when nobody is signed in.
pub fn viewer() -> Option<Viewer> {
    let parts = use_context::<http::request::Parts>()?;
    let actor = parts.extensions.get::<Actor>()?;
    actor.signed().map(|signed| signed.viewer.clone())
}

/// Runs an operation for whoever is asking.
///
/// # Errors
/// What the door refused, with the request's id.
pub async fn run<O: Handler>(operation: O) -> Result<O::Output, Fault> {
    let state = use_context::<AppState>().ok_or(AppError::Internal)?;
    let (actor, request, function) = match use_context::<http::request::Parts>() {
        Some(parts) => (
            parts
                .extensions
                .get::<Actor>()
                .cloned()
                .unwrap_or(Actor::Anonymous),
            parts.extensions.get::<RequestInfo>().cloned().unwrap_or_default(),
            parts.uri.path().starts_with("/api/"),
        ),
        None => (Actor::Anonymous, RequestInfo::default(), false),
    };
    let options = use_context::<ResponseOptions>();
    state
        .market
        .run(&actor, &request, operation)
        .await
        .map_err(|error| {
            // A page sets its own status where it shows the error; a server function has no page.
            if let (true, Some(options)) = (function, options)
                && let Ok(status) = http::StatusCode::from_u16(error.status())
            {
                options.set_status(status);
            }
            Fault {
                error,
                request_id: request.id.clone(),
            }
        })
}
