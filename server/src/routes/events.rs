//! `GET /events`: says how many notices are unread, at once and whenever it changes, as server-sent events.
//!
//! ```text
//! event: unread
//! data: {"unread":3}
//! ```
//!
//! It is for one person and the organisation they act for, and ends with their session: watching does not keep a session
//! alive. A comment every twenty seconds keeps proxies from closing it. Whoever cannot watch asks `CountNotices`.

use crate::{error::Asker, layers::origin, state::Web};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, stream};
use guildhall_market::{Actor, RequestInfo, news::Watch};
use guildhall_sdk::{ids::PersonId, notices::CountNotices, portal::AppError};
use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Streams one person may have open: a few windows on a few devices.
const PER_PERSON: usize = 6;
/// Streams of everybody in this process.
const ALL: usize = 5_000;
/// At most one look a second, however much is written.
const PAUSE: Duration = Duration::from_secs(1);
/// What another process wrote, or that the session ran out, is seen after this long.
const LOOK: Duration = Duration::from_secs(15);
/// Proxies close what says nothing.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Who watches.
#[derive(Debug, Clone, Default)]
pub struct Watchers(Arc<Mutex<HashMap<PersonId, usize>>>);

/// A place among them, given back when it is dropped.
struct Place {
    watchers: Watchers,
    person: PersonId,
}

impl Watchers {
    /// Takes a place.
    ///
    /// # Errors
    /// `TooManyRequests` when there is none.
    fn enter(&self, person: PersonId) -> Result<Place, AppError> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = open.values().sum();
        let own = open.entry(person).or_insert(0);
        if *own >= PER_PERSON || all >= ALL {
            return Err(AppError::TooManyRequests { retry_after: 60 });
        }
        *own += 1;
        Ok(Place {
            watchers: self.clone(),
            person,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.watchers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.person) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.person);
            }
        }
    }
}

/// A stream under way.
struct Watching {
    web: Web,
    token: String,
    watch: Watch,
    said: Option<u64>,
    _place: Place,
}

/// Opens the stream.
pub async fn events(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    headers: HeaderMap,
) -> Response {
    // A page of another site could hold streams open with somebody's cookie.
    if !origin::allowed(&headers, &web.market.config().public_url) {
        return asker.cross_site();
    }
    let (Some(signed), Some(token)) = (actor.signed(), web.token_of(&headers)) else {
        // Not 401, which a browser reports as an error of the page: this tells it to stop connecting.
        return StatusCode::NO_CONTENT.into_response();
    };
    let place = match web.watchers.enter(signed.viewer.person) {
        Ok(place) => place,
        Err(error) => return asker.refuse(&error),
    };
    let watching = Watching {
        watch: web.market.news().watch(),
        web,
        token,
        said: None,
        _place: place,
    };
    let mut response = Sse::new(follow(watching))
        .keep_alive(KeepAlive::new().interval(HEARTBEAT))
        .into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx would keep the events until it has a buffer full.
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
}

/// The events of a stream until the session is over or the process stops.
fn follow(watching: Watching) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(watching, |mut watching| async move {
        loop {
            if watching.said.is_some() && !watching.wait().await {
                return None;
            }
            let unread = watching.unread().await?;
            if watching.said != Some(unread) {
                watching.said = Some(unread);
                let data = serde_json::json!({ "unread": unread });
                let event = Event::default().event("unread").data(data.to_string());
                return Some((Ok(event), watching));
            }
        }
    })
}

impl Watching {
    /// Waits until it is worth looking again; false when it is time to go.
    async fn wait(&mut self) -> bool {
        // Whoever is told to go goes within the pause; the process waits for longer than that.
        tokio::time::sleep(PAUSE).await;
        match tokio::time::timeout(LOOK, self.watch.next()).await {
            Ok(go_on) => go_on,
            Err(_) => !self.watch.closing(),
        }
    }

    /// How many are unread; none when the session is over, or cannot be asked: the browser tries again by itself.
    async fn unread(&self) -> Option<u64> {
        let market = &self.web.market;
        let signed = market.still_signed_in(&self.token).await.ok()??;
        let actor = Actor::Person(Box::new(signed));
        let counted = market.run(&actor, &RequestInfo::default(), CountNotices {}).await;
        counted.ok().map(|count| count.unread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bounded_and_given_back() {
        let watchers = Watchers::default();
        let (one, other) = (
            PersonId(uuid::Uuid::from_u128(1)),
            PersonId(uuid::Uuid::from_u128(2)),
        );
        let mut places: Vec<Place> = (0..PER_PERSON)
            .map(|_| watchers.enter(one).expect("a place"))
            .collect();
        assert_eq!(
            watchers.enter(one).err(),
            Some(AppError::TooManyRequests { retry_after: 60 })
        );
        drop(watchers.enter(other).expect("somebody else has their own"));
        places.pop();
        drop(watchers.enter(one).expect("one was given back"));
        places.clear();
        assert!(watchers.0.lock().expect("a lock").is_empty());
    }
}
