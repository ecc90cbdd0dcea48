//! Who is looking, in which language, at what time: made once per page on the server. An island is handed what it needs
//! of it as props, so that both sides render the same.

use crate::forms::FormState;
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::FileId,
    lang::{Bilingual, Lang},
    portal::{Operation, Viewer},
    time::Zone,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How the page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The value in the cookie and the form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Reads it.
    pub fn parse(text: &str) -> Theme {
        match text {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// The value of `data-theme`.
    pub const fn data(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("guildhall-light"),
            Theme::Dark => Some("guildhall-dark"),
        }
    }
}

/// What the menu counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Seller: submissions that came back.
    pub listings: u32,
    /// Seller: orders to provision.
    pub orders: u32,
    /// Operator: open reviews.
    pub reviews: u32,
    /// Operator: bills that wait.
    pub bills: u32,
    /// Unread notices.
    pub notices: u32,
}

/// Who is looking, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Who; none when nobody is signed in.
    pub viewer: Option<Viewer>,
    /// The page's language.
    pub lang: Lang,
    /// The page's look.
    pub theme: Theme,
    /// When it was made.
    pub now: DateTime<Utc>,
    /// The marketplace's zone.
    pub zone: Zone,
    /// The marketplace's name.
    pub marketplace: Bilingual,
    /// Its logo, when it has one.
    pub logo: Option<FileId>,
    /// The languages it is offered in.
    pub languages: Vec<Lang>,
    /// The address people reach the portal at.
    pub origin: String,
    /// A form that was refused and is shown again.
    pub form: Option<FormState>,
    /// What the menu counts.
    pub counts: Counts,
}

impl Session {
    /// A session of nobody, for tests and for the list of routes.
    pub fn nobody(now: DateTime<Utc>) -> Session {
        Session {
            viewer: None,
            lang: Lang::Zh,
            theme: Theme::System,
            now,
            zone: Zone::default(),
            marketplace: Bilingual::new("行会云商店", "Guildhall Marketplace"),
            logo: None,
            languages: vec![Lang::Zh, Lang::En],
            origin: String::new(),
            form: None,
            counts: Counts::default(),
        }
    }

    /// Where the marketplace's logo is; empty when it has none.
    pub fn logo_path(&self) -> String {
        self.logo
            .map(|id| format!("/brand/logo?v={id}"))
            .unwrap_or_default()
    }

    /// True when the viewer may run an operation: menus and buttons ask the table that the door asks.
    pub fn may<O: Operation>(&self) -> bool {
        self.viewer.as_ref().is_some_and(Viewer::may::<O>)
    }
}

/// Provides the session of the request to the page below.
#[cfg(feature = "ssr")]
pub fn provide() -> Arc<Session> {
    let session = use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<Arc<Session>>().cloned())
        .unwrap_or_else(|| Arc::new(Session::nobody(DateTime::UNIX_EPOCH)));
    provide_context(session.clone());
    session
}

/// The session of this page.
pub fn use_session() -> Arc<Session> {
    use_context::<Arc<Session>>().unwrap_or_else(|| Arc::new(Session::nobody(DateTime::UNIX_EPOCH)))
}

/// The page's language.
pub fn lang() -> Lang {
    use_session().lang
}
