//! Plain forms: they post to `/form/…`, work with JavaScript off, and come back with what was typed when refused.

use crate::session::use_session;
use guildhall_sdk::{lang::Lang, portal::AppError};
use serde::{Deserialize, Serialize};

/// A form that was refused: shown again with what was typed and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState {
    /// Which form, as in its address: `offers/create`.
    pub form: String,
    /// What was typed. Passwords are left out.
    pub values: Vec<(String, String)>,
    /// Why it was refused; its findings' paths are field names of the form.
    pub error: AppError,
    /// The request's id.
    pub request_id: String,
}

/// A form as a page shows it: empty at first, with values and errors after a refusal.
#[derive(Debug, Clone)]
pub struct FormView {
    state: Option<FormState>,
    lang: Lang,
}

/// The form of this page, by its address.
pub fn use_form(form: &str) -> FormView {
    let session = use_session();
    FormView::new(form, session.form.clone(), session.lang)
}

impl FormView {
    /// As [`use_form`], for pages that are no console pages.
    pub fn new(form: &str, state: Option<FormState>, lang: Lang) -> FormView {
        FormView {
            state: state.filter(|s| s.form == form),
            lang,
        }
    }

    /// What an island needs to make this view again in the browser.
    pub fn state(&self) -> Option<FormState> {
        self.state.clone()
    }

    /// True after a refusal.
    pub fn refused(&self) -> bool {
        self.state.is_some()
    }

    /// What was typed in a field.
    pub fn value(&self, name: &str) -> Option<String> {
        let state = self.state.as_ref()?;
        state
            .values
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.clone())
    }

    /// What was typed, or what the field starts with.
    pub fn value_or(&self, name: &str, default: impl Into<String>) -> String {
        self.value(name).unwrap_or_else(|| default.into())
    }

    /// True when a box was ticked, or is by default.
    pub fn ticked_or(&self, name: &str, default: bool) -> bool {
        match &self.state {
            Some(state) => state.values.iter().any(|(n, _)| n == name),
            None => default,
        }
    }

    /// What is wrong with a field.
    pub fn errors(&self, name: &str) -> Vec<String> {
        let Some(state) = &self.state else {
            return Vec::new();
        };
        state
            .error
            .findings()
            .iter()
            .filter(|f| f.path == name)
            .map(|f| f.message(self.lang))
            .collect()
    }

    /// Everything that is wrong, field by field, for the summary; a refusal without fields is one entry without a field.
    pub fn all(&self) -> Vec<(String, String)> {
        let Some(state) = &self.state else {
            return Vec::new();
        };
        match state.error.findings() {
            [] => vec![(String::new(), state.error.message(self.lang))],
            findings => findings
                .iter()
                .map(|f| (f.path.clone(), f.message(self.lang)))
                .collect(),
        }
    }

    /// The refusal itself.
    pub fn error(&self) -> Option<&AppError> {
        self.state.as_ref().map(|s| &s.error)
    }
}

#[cfg(feature = "ssr")]
pub use posted::{Fields, Outcome, Posted, Refused, submit};

#[cfg(feature = "ssr")]
mod posted {
    use guildhall_market::{Actor, Market, RequestInfo, door::Handler};
    use guildhall_sdk::{finding::Finding, lang::Lang, portal::AppError};

    /// What a form sent.
    #[derive(Debug, Clone, Default)]
    pub struct Fields(pub Vec<(String, String)>);

    impl Fields {
        /// A field's text; empty when it was not sent.
        pub fn text(&self, name: &str) -> &str {
            self.0
                .iter()
                .find(|(n, _)| n == name)
                .map_or("", |(_, v)| v.as_str())
        }

        /// True when a box was ticked.
        pub fn ticked(&self, name: &str) -> bool {
            self.0.iter().any(|(n, _)| n == name)
        }

        /// Fields whose names start with a prefix: the rest of the name, and the text.
        pub fn starting<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
            self.0
                .iter()
                .filter_map(move |(n, v)| n.strip_prefix(prefix).map(|rest| (rest, v.as_str())))
        }
    }

    /// A form that was sent, and who sent it.
    pub struct Posted {
        /// The market.
        pub market: Market,
        /// Who.
        pub actor: Actor,
        /// The request; its idempotency key comes from the hidden field `_key`.
        pub request: RequestInfo,
        /// What.
        pub fields: Fields,
        /// The language of the page it came from.
        pub lang: Lang,
    }

    impl Posted {
        /// Runs an operation; a refusal leads back to a page.
        ///
        /// # Errors
        /// The refusal, with the page.
        pub async fn run<O: Handler>(&self, operation: O, page: &str) -> Result<O::Output, Refused> {
            self.market
                .run(&self.actor, &self.request, operation)
                .await
                .map_err(|error| Refused {
                    error,
                    page: page.to_owned(),
                })
        }

        /// The id in a hidden field.
        ///
        /// # Errors
        /// `NotFound` when it is none.
        pub fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, Refused> {
            self.fields.text(name).parse().map_err(|_| Refused {
                error: AppError::NotFound,
                page: "/".into(),
            })
        }

        /// The page to go back to, from the hidden field `_page`; only paths of this host.
        pub fn page_or(&self, default: &str) -> String {
            local_path(self.fields.text("_page"))
                .unwrap_or(default)
                .to_owned()
        }
    }

    /// A path of this host, or nothing: never an address of somebody else's.
    pub fn local_path(path: &str) -> Option<&str> {
        let local = path.starts_with('/')
            && !path.starts_with("//")
            && !path.starts_with("/\\")
            && path.len() <= 2_000
            && path.bytes().all(|b| (0x21..0x7f).contains(&b));
        local.then_some(path)
    }

    /// What a form that was taken leads to.
    #[derive(Debug, Clone)]
    pub enum Outcome {
        /// Another page.
        Redirect(String),
        /// A session, then another page.
        SignedIn {
            /// The session's token.
            token: String,
            /// When it ends.
            expires_at: chrono::DateTime<chrono::Utc>,
            /// The page.
            path: String,
        },
        /// A provider's sign-in page, and back to the page `next`; empty for one's own first page.
        Provider {
            /// Where it is, and what the browser keeps meanwhile.
            start: guildhall_sdk::accounts::OidcStart,
            /// The page.
            next: String,
        },
        /// The session is over.
        SignedOut {
            /// The page.
            path: String,
        },
        /// A cookie without a secret (language, theme), then another page.
        Preference {
            /// The cookie's name.
            name: &'static str,
            /// Its value.
            value: String,
            /// The page.
            path: String,
        },
    }

    /// A form that was refused, and the page it is shown on again.
    #[derive(Debug, Clone)]
    pub struct Refused {
        /// Why.
        pub error: AppError,
        /// Which page.
        pub page: String,
    }

    impl Refused {
        /// Renames the findings' paths from the operation's fields to the form's.
        #[must_use]
        pub fn rename(mut self, name: impl Fn(&str) -> String) -> Refused {
            if let AppError::Invalid { findings } = &mut self.error {
                for finding in findings {
                    finding.path = name(&finding.path);
                }
            }
            self
        }

        /// Refused by the form's own reading of the fields.
        pub fn fields(findings: Vec<Finding>, page: &str) -> Refused {
            Refused {
                error: AppError::Invalid { findings },
                page: page.to_owned(),
            }
        }
    }

    /// Takes a form. `name` is its address after `/form/`; none when there is no such form.
    pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
        use crate::features;
        let (part, rest) = name.split_once('/').unwrap_or((name, ""));
        match part {
            "sign-in" | "sign-out" | "language" | "theme" | "organisation" | "accounts" => {
                features::accounts::forms::submit(part, rest, posted).await
            }
            "listings" => features::listings::forms::submit(rest, posted).await,
            "reviews" => features::reviews::forms::submit(rest, posted).await,
            "offers" => features::offers::forms::submit(rest, posted).await,
            "orders" => features::orders::forms::submit(rest, posted).await,
            "sellers" => features::sellers::forms::submit(rest, posted).await,
            "bills" => features::settlement::forms::submit(rest, posted).await,
            "settings" => features::settings::forms::submit(rest, posted).await,
            "notices" => features::notices::forms::submit(rest, posted).await,
            "files" => features::files::forms::submit(rest, posted).await,
            _ => None,
        }
    }
}

#[cfg(feature = "ssr")]
pub use posted::local_path;
