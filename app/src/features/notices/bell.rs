//! The bell in the top bar: how many notices are unread, live. The server tells (`GET /events`, docs/api.md); where that
//! fails, the browser asks now and then.

use super::inbox_words::words;
use crate::{ui::Icon, words::fill};
use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

/// The bell; an island.
#[island]
pub fn Bell(
    /// Unread when the page was made.
    unread: u32,
    /// Where the inbox is.
    href: String,
    /// The reader's language.
    lang: Lang,
) -> impl IntoView {
    let t = words(lang);
    let unread = RwSignal::new(unread);
    Effect::new(move |_| browser::watch(unread));
    let said = move || match unread.get() {
        0 => t.bell_none.to_owned(),
        n => fill(t.bell_some, &[("n", &n)]),
    };
    view! {
        <a class="btn btn-plain btn-icon bell" href=href title=t.title>
            <Icon name="bell" />
            <span class="bell-count num" aria-hidden="true" hidden=move || unread.get() == 0>
                {move || shown(unread.get())}
            </span>
            <span class="sr-only" role="status">{said}</span>
        </a>
    }
}

/// What fits on a bell.
fn shown(unread: u32) -> String {
    if unread > 99 {
        "99+".to_owned()
    } else {
        unread.to_string()
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::features::notices::calls::count_unread;
    use futures::StreamExt;
    use gloo_net::eventsource::futures::EventSource;
    use guildhall_sdk::portal::AppError;
    use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
    use serde::Deserialize;
    use std::{cell::RefCell, time::Duration};

    /// Where the server tells it, and what the event is called.
    const EVENTS: (&str, &str) = ("/events", "unread");
    /// How often is asked where nothing tells.
    const ASK_EVERY: Duration = Duration::from_secs(60);

    #[derive(Deserialize)]
    struct Unread {
        unread: u32,
    }

    thread_local! {
        // The connection of this page; dropping it closes it.
        static SOURCE: RefCell<Option<EventSource>> = const { RefCell::new(None) };
        static ASKING: RefCell<Option<IntervalHandle>> = const { RefCell::new(None) };
    }

    /// Follows the count while the page is looked at: a browser has few connections to a server, and a hidden tab needs none.
    pub fn watch(unread: RwSignal<u32>) {
        let visible = || document().visibility_state() != web_sys::VisibilityState::Hidden;
        let follow = move || {
            stop();
            if visible() {
                start(unread);
            }
        };
        follow();
        let seen = window_event_listener_untyped("visibilitychange", move |_| follow());
        let gone = window_event_listener_untyped("pagehide", |_| stop());
        on_cleanup(move || {
            seen.remove();
            gone.remove();
            stop();
        });
    }

    fn stop() {
        SOURCE.take();
        if let Some(asking) = ASKING.take() {
            asking.clear();
        }
    }

    fn start(unread: RwSignal<u32>) {
        let Ok(mut source) = EventSource::new(EVENTS.0) else {
            return ask(unread);
        };
        let Ok(mut told) = source.subscribe(EVENTS.1) else {
            return ask(unread);
        };
        SOURCE.set(Some(source));
        spawn_local(async move {
            while let Some(event) = told.next().await {
                match event {
                    Ok((_, message)) => {
                        let text = message.data().as_string().unwrap_or_default();
                        if let Ok(now) = serde_json::from_str::<Unread>(&text) {
                            unread.set(now.unread);
                        }
                    }
                    // The browser connects again by itself; only where it gave up somebody has to ask.
                    Err(_) if SOURCE.with_borrow(|s| s.as_ref().is_some_and(gave_up)) => {
                        SOURCE.take();
                        ask(unread);
                        break;
                    }
                    Err(_) => {}
                }
            }
        });
    }

    fn gave_up(source: &EventSource) -> bool {
        source.state() == gloo_net::eventsource::State::Closed
    }

    fn ask(unread: RwSignal<u32>) {
        let once = move || {
            spawn_local(async move {
                match count_unread().await {
                    Ok(n) => unread.set(n),
                    // Whoever is signed out here signs in on a page of their own.
                    Err(fault) if fault.error == AppError::NotSignedIn => stop(),
                    Err(_) => {}
                }
            });
        };
        if let Ok(handle) = set_interval_with_handle(once, ASK_EVERY) {
            ASKING.set(Some(handle));
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::prelude::RwSignal;

    pub fn watch(_: RwSignal<u32>) {}
}
