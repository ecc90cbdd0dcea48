//! What a handler has in its hands.

use super::{Actor, Refusal, RequestInfo};
use crate::{
    Market,
    db::{Conn, DbErr, Micros, Query, Row, Scope, Sql, Value},
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::{OrganisationId, PersonId},
    portal::AppError,
};
use serde::Serialize;
use uuid::Uuid;

/// What a handler has in its hands: the actor, the instant, the open connection, and scopes for its queries.
///
/// A handler of a Write runs in one open transaction; domain functions take `&Ctx` (or `&mut Ctx`), never `run`.
pub struct Ctx<'a> {
    pub(super) market: &'a Market,
    pub(super) actor: &'a Actor,
    pub(super) request: &'a RequestInfo,
    pub(super) conn: Conn<'a>,
    pub(super) now: DateTime<Utc>,
    pub(super) trail: Trail,
}

/// What the audit row of this act says of its object.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    pub object: String,
    pub before: Option<serde_json::Value>,
    pub after: Option<serde_json::Value>,
}

impl<'a> Ctx<'a> {
    /// The market.
    pub fn market(&self) -> &'a Market {
        self.market
    }

    /// Who acts.
    pub fn actor(&self) -> &'a Actor {
        self.actor
    }

    /// The request.
    pub fn request(&self) -> &'a RequestInfo {
        self.request
    }

    /// Now; the same through the whole act.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Now as it is stored.
    pub fn now_micros(&self) -> Value {
        self.now.micros()
    }

    /// The connection queries run on.
    pub fn conn(&self) -> Conn<'a> {
        self.conn
    }

    /// A new id, later than every one before it.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        T::from(Uuid::now_v7())
    }

    /// The acting organisation.
    ///
    /// # Errors
    /// `NotSignedIn` when nobody is; `Forbidden` for the system, which acts for none.
    pub fn organisation(&self) -> Result<OrganisationId, AppError> {
        match self.actor {
            Actor::Person(signed) => Ok(signed.viewer.acting.organisation),
            Actor::Anonymous => Err(AppError::NotSignedIn),
            Actor::System(_) => Err(AppError::Forbidden),
        }
    }

    /// The acting person.
    ///
    /// # Errors
    /// As [`Ctx::organisation`].
    pub fn person(&self) -> Result<PersonId, AppError> {
        self.actor.person().ok_or(AppError::NotSignedIn)
    }

    /// Money and keys are touched only by somebody who proved a moment ago who they are: a session that was left open,
    /// or was stolen, is not enough.
    ///
    /// # Errors
    /// `ProofNeeded` when the last proof is too old, `NotSignedIn` for nobody.
    pub fn proved(&self) -> Result<(), AppError> {
        self.actor.proved(self.now)
    }

    /// The acting organisation's own rows; of its products only the chosen ones, for somebody who is limited to them.
    ///
    /// # Errors
    /// As [`Ctx::organisation`].
    pub fn own(&self) -> Result<Scope, AppError> {
        let organisation = self.organisation()?;
        Ok(match self.actor.signed() {
            Some(signed) if signed.limited => Scope::Limited(organisation, signed.viewer.person),
            _ => Scope::Tenant(organisation),
        })
    }

    /// The acting organisation's own rows; everybody's for the operator's people and the system.
    ///
    /// # Errors
    /// `NotSignedIn` when nobody is.
    pub fn own_or_operator(&self) -> Result<Scope, AppError> {
        if self.actor.is_operator() || matches!(self.actor, Actor::System(_)) {
            Ok(Scope::Everywhere)
        } else {
            self.own()
        }
    }

    /// Everybody's rows, for the operator's people and the system.
    ///
    /// # Errors
    /// `Forbidden` for anybody else.
    pub fn operator(&self) -> Result<Scope, AppError> {
        if self.actor.is_operator() || matches!(self.actor, Actor::System(_)) {
            Ok(Scope::Everywhere)
        } else {
            Err(AppError::Forbidden)
        }
    }

    /// Everybody's rows for a reason that stands in the code: the row is named by an unguessable token, or is public,
    /// or was reached from a row whose scope was checked.
    pub fn everywhere(&self, _reason: &'static str) -> Scope {
        Scope::Everywhere
    }

    /// Starts a query.
    pub fn query(&self, scope: Scope, sql: Sql, values: impl IntoIterator<Item = Value>) -> Query {
        Query::new(scope, sql, values)
    }

    /// Every row of a query.
    pub async fn all(&self, query: Query) -> Result<Vec<Row>, DbErr> {
        query.all(self.conn).await
    }

    /// The first row of a query.
    pub async fn one(&self, query: Query) -> Result<Option<Row>, DbErr> {
        query.one(self.conn).await
    }

    /// The row of a query, or `NotFound`: unknown and foreign look the same.
    ///
    /// # Errors
    /// `NotFound`, or a fault of the database.
    pub async fn find(&self, query: Query) -> Result<Row, Refusal> {
        query
            .one(self.conn)
            .await?
            .ok_or(Refusal::Error(AppError::NotFound))
    }

    /// Runs a statement and says how many rows it changed.
    pub async fn execute(&self, query: Query) -> Result<u64, DbErr> {
        query.execute(self.conn).await
    }

    /// Names the object of this act for the audit row.
    pub fn audit_object(&mut self, object: impl ToString) {
        self.trail.object = object.to_string();
    }

    /// The row before and after, for the audit row. Never pass secrets.
    pub fn audit_change(&mut self, before: Option<&impl Serialize>, after: Option<&impl Serialize>) {
        self.trail.before = before.and_then(|b| serde_json::to_value(b).ok());
        self.trail.after = after.and_then(|a| serde_json::to_value(a).ok());
    }
}
