//! What stands behind an operation.

use super::{Actor, Ctx};
use crate::{Market, db::DbErr};
use guildhall_sdk::portal::{AppError, Operation};
use std::future::Future;

/// Why a handler did not do what it was asked.
#[derive(Debug)]
pub enum Refusal {
    /// Refused; everything it wrote is rolled back.
    Error(AppError),
    /// Refused, and what it wrote stays (counters of failures, for example).
    Keep(AppError),
    /// Our fault: the cause is logged once, the reader gets a short text.
    Fault(String),
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Refusal::Error(error)
    }
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        Refusal::Fault(error.to_string())
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Refusal::Fault(error.to_string())
    }
}

impl Refusal {
    /// A fault of ours with its cause, for the log.
    pub fn fault(cause: impl std::fmt::Display) -> Refusal {
        Refusal::Fault(cause.to_string())
    }
}

/// Gives an operation its handler.
pub trait Handler: Operation + Clone {
    /// What the slow work before the transaction hands over (a password's hash, an answer from outside).
    type Prepared: Send;

    /// The slow work, before the transaction. Most operations have none: `async { Ok(()) }`.
    fn prepare(
        &self,
        market: &Market,
        actor: &Actor,
    ) -> impl Future<Output = Result<Self::Prepared, AppError>> + Send;

    /// The work: for a Write, inside one open transaction.
    fn handle(
        self,
        ctx: &mut Ctx<'_>,
        prepared: Self::Prepared,
    ) -> impl Future<Output = Result<Self::Output, Refusal>> + Send;

    /// A call for the test that walks every operation × every role × own, foreign and unknown objects.
    fn sample(world: &World) -> Sample<Self>;

    /// False for what must never be answered from storage: starting a session.
    const IDEMPOTENT: bool = true;

    /// Takes secrets out of an answer before it is kept under an idempotency key: tokens are stored as hashes only.
    fn seal(_output: &mut Self::Output) {}

    /// Puts them back when the answer is given again.
    fn unseal(_market: &Market, _output: &mut Self::Output) {}
}

/// What the derived test calls an operation with.
pub enum Sample<O> {
    /// It names no object; whoever has the role may call it.
    NoObject(O),
    /// It names an object. `call` makes the request for an id; `own` is one the sampled seller, customer or operator
    /// may name, `foreign` is another tenant's (none when operators may name every one).
    Object {
        /// Makes the request.
        call: Box<dyn Fn(&str) -> O + Send + Sync>,
        /// An id the operation's own kind of organisation may name.
        own: String,
        /// Another tenant's.
        foreign: Option<String>,
    },
    /// It is not reachable over the wire.
    Internal(O),
}

/// The world the derived test is run in: two sellers, two customers, one operator, one of each object.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// Ids of the first seller's and customer's objects, by kind: `listing`, `draft`, `offer`, `order`, `bill`,
    /// `order_line`, `file`, `review`, `token`, `spec`, `organisation`, `person`, `rule`, `mail`.
    pub own: std::collections::BTreeMap<&'static str, String>,
    /// Ids of the other seller's and customer's.
    pub foreign: std::collections::BTreeMap<&'static str, String>,
}

impl World {
    /// The first tenant's object of a kind; the nil id when there is none.
    pub fn own(&self, kind: &'static str) -> String {
        self.own
            .get(kind)
            .cloned()
            .unwrap_or_else(|| uuid::Uuid::nil().to_string())
    }

    /// The other tenant's object of a kind; the nil id when there is none.
    pub fn foreign(&self, kind: &'static str) -> String {
        self.foreign
            .get(kind)
            .cloned()
            .unwrap_or_else(|| uuid::Uuid::nil().to_string())
    }

    /// A sample that names an object of a kind.
    pub fn object<O>(
        &self,
        kind: &'static str,
        call: impl Fn(&str) -> O + Send + Sync + 'static,
    ) -> Sample<O> {
        Sample::Object {
            call: Box::new(call),
            own: self.own(kind),
            foreign: Some(self.foreign(kind)),
        }
    }

    /// A sample that names an object every operator may name.
    pub fn operator_object<O>(
        &self,
        kind: &'static str,
        call: impl Fn(&str) -> O + Send + Sync + 'static,
    ) -> Sample<O> {
        Sample::Object {
            call: Box::new(call),
            own: self.own(kind),
            foreign: None,
        }
    }
}

/// An id in a request from its text; the nil id when it is none.
pub fn id<T: From<uuid::Uuid>>(text: &str) -> T {
    T::from(text.parse().unwrap_or_default())
}
