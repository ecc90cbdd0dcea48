//! The one production address and the paths below it.

use super::{
    Refusal, Seller, Store,
    answer::{refused, response},
    v1, v2,
};
use crate::{
    machine::{self, Machine},
    protocol::{AccessKey, Dialect, codes::ResultCode, sign::Refused},
};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, Method, Response, StatusCode},
};
use std::sync::Arc;

/// The keys of one seller, by class of interface (D:0000002091917709). Of each there may be two while one is exchanged.
///
/// ```
/// use guildhall_sdk::seller::Keys;
/// let keys = Keys { base: vec!["the next one".into(), "the old one".into()], ..Keys::one("all others") };
/// assert_eq!((keys.base.len(), keys.kit.len()), (2, 1));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// Base activities, of 1.0 too.
    pub base: Vec<AccessKey>,
    /// Kit syncs.
    pub kit: Vec<AccessKey>,
    /// License calls.
    pub license: Vec<AccessKey>,
    /// Order notices.
    pub notify: Vec<AccessKey>,
}

impl Keys {
    /// One key for everything.
    ///
    /// ```
    /// assert_eq!(guildhall_sdk::seller::Keys::one("k").license, ["k".into()]);
    /// ```
    pub fn one(key: impl Into<AccessKey>) -> Keys {
        let key = vec![key.into()];
        Keys {
            base: key.clone(),
            kit: key.clone(),
            license: key.clone(),
            notify: key,
        }
    }
}

/// How the kit answers.
///
/// ```
/// use guildhall_sdk::seller::{Keys, Settings};
/// let settings = Settings { answer_within_ms: 2_000, ..Settings::new("/produce", Keys::one("the key")) };
/// assert_eq!(settings.path, "/produce");
/// ```
#[derive(Debug, Clone)]
pub struct Settings {
    /// The path of the production address: `/` or `/produce`.
    pub path: String,
    /// The keys.
    pub keys: Keys,
    /// Signatures and their contradictions.
    pub dialect: Dialect,
    /// An answer is sent after so many milliseconds, done or not: the requirements page allows five seconds.
    pub answer_within_ms: u64,
    /// After so many milliseconds, work that was begun and never ended may be begun again.
    pub lease_ms: u64,
    /// Largest body read, in bytes. `allOrgSync` of a large enterprise is the largest there is.
    pub most_bytes: usize,
    /// How 1.0's user names and passwords are encrypted.
    pub cipher: crate::protocol::sign::secret::Cipher,
    /// Clock and random source.
    pub machine: Arc<dyn Machine>,
}

impl Settings {
    /// The documents' values.
    ///
    /// ```
    /// use guildhall_sdk::seller::{Keys, Settings};
    /// assert_eq!(Settings::new("/", Keys::default()).most_bytes, 8 * 1024 * 1024);
    /// ```
    pub fn new(path: impl Into<String>, keys: Keys) -> Settings {
        Settings {
            path: path.into(),
            keys,
            dialect: Dialect::default(),
            answer_within_ms: 4_000,
            lease_ms: 10 * 60_000,
            most_bytes: 8 * 1024 * 1024,
            cipher: Default::default(),
            machine: machine::system(),
        }
    }
}

/// What every request sees.
pub(super) struct Shared<S, T> {
    pub seller: S,
    pub store: T,
    pub settings: Settings,
}

/// A seller behind the protocol.
///
/// ```
/// use guildhall_sdk::seller::prelude::*;
/// # struct Shop;
/// # impl Seller for Shop {
/// #     async fn new_instance(&self, _: NewInstance, _: Context) -> Result<Created, Refusal> { Ok(Created::Ready) }
/// #     async fn query_instance(&self, _: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> { Ok(Vec::new()) }
/// # }
/// let server = Server::new(Shop, MemoryStore::default(), Settings::new("/produce", Keys::one("the key")));
/// let routes = server.router(); // to serve, or to merge into your own
/// # let _: axum::Router = routes;
/// ```
pub struct Server<S, T> {
    shared: Arc<Shared<S, T>>,
}

/// A request with its body read.
pub(super) struct Incoming {
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Incoming {
    /// A header's text; nothing when it is not there or no text.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

impl<S: Seller, T: Store> Server<S, T> {
    /// A server of this seller.
    ///
    /// ```
    /// use guildhall_sdk::seller::prelude::*;
    /// # struct Shop;
    /// # impl Seller for Shop {
    /// #     async fn new_instance(&self, _: NewInstance, _: Context) -> Result<Created, Refusal> { Ok(Created::Ready) }
    /// #     async fn query_instance(&self, _: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> { Ok(Vec::new()) }
    /// # }
    ///
    /// let server = Server::new(Shop, MemoryStore::default(), Settings::new("/", Keys::one("the key")));
    /// # drop(server);
    /// ```
    pub fn new(seller: S, store: T, settings: Settings) -> Server<S, T> {
        Server {
            shared: Arc::new(Shared {
                seller,
                store,
                settings,
            }),
        }
    }

    /// Its routes, to serve with [`super::serve`] or to merge into a router of one's own.
    ///
    /// ```
    /// use guildhall_sdk::seller::prelude::*;
    /// # struct Shop;
    /// # impl Seller for Shop {
    /// #     async fn new_instance(&self, _: NewInstance, _: Context) -> Result<Created, Refusal> { Ok(Created::Ready) }
    /// #     async fn query_instance(&self, _: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> { Ok(Vec::new()) }
    /// # }
    ///
    /// let settings = Settings::new("/produce", Keys::one("the key"));
    /// let app = axum::Router::new()
    ///     .route("/health", axum::routing::get(|| async { "fine" }))
    ///     .merge(Server::new(Shop, MemoryStore::default(), settings).router());
    /// # drop(app);
    /// ```
    pub fn router(&self) -> Router {
        let shared = self.shared.clone();
        Router::new().fallback(move |request: Request| {
            let shared = shared.clone();
            async move { handle(shared, request).await }
        })
    }
}

async fn handle<S: Seller, T: Store>(shared: Arc<Shared<S, T>>, request: Request) -> Response<Body> {
    let no = |status, message: &str| {
        let refusal = Refusal::new(ResultCode::InvalidParameter, message);
        response(status, &refused(&refusal), None)
    };
    let base = shared.settings.path.trim_end_matches('/');
    let path = request.uri().path().trim_end_matches('/').to_owned();
    let Some(below) = path
        .strip_prefix(base)
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
    else {
        return no(StatusCode::NOT_FOUND, "nothing is here");
    };
    let query = request.uri().query().unwrap_or_default().to_owned();
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, shared.settings.most_bytes).await else {
        return no(
            StatusCode::PAYLOAD_TOO_LARGE,
            "the body is too large, or ended early",
        );
    };
    let incoming = Incoming {
        query,
        headers: head.headers,
        body,
    };
    match (head.method, below) {
        (Method::POST, "") => v2::production(shared, incoming).await,
        (Method::GET, "") => v1::production(shared, incoming).await,
        (Method::POST, below) => match below.strip_prefix("/produceAPI/") {
            Some(name) => match name.strip_prefix("v2/") {
                Some(name) => v2::kit(shared, incoming, name).await,
                None => v1::kit(shared, incoming, name).await,
            },
            None => no(StatusCode::NOT_FOUND, "nothing is here"),
        },
        _ => no(StatusCode::METHOD_NOT_ALLOWED, "POST, or GET of version 1.0"),
    }
}

/// A refused signature in the documents' code. Of what is wrong no more is said: a stranger may be asking.
pub(super) fn unsigned(refused: &Refused) -> Refusal {
    Refusal::new(ResultCode::from(refused.result_code()), refused.to_string())
}
