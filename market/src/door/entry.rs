//! The list of operations, and what is derived from it: the REST door, permission table, OpenAPI, the derived test.

use super::{Actor, Handler, RequestInfo, Sample, World};
use crate::Market;
use futures::future::BoxFuture;
use guildhall_sdk::portal::{AppError, Kind, Needs, Who};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

/// One operation, its types forgotten.
pub struct Entry {
    /// The name on the wire.
    pub name: &'static str,
    /// Read, write or job.
    pub kind: Kind,
    /// Who may.
    pub who: Who,
    /// What a seller must have come to.
    pub needs: Needs,
    /// What for.
    pub about: &'static str,
    /// Runs it on JSON.
    pub run: RunJson,
    /// Schemas of the request and the answer.
    pub schemas: fn(&mut SchemaGenerator) -> (Schema, Schema),
    /// A call for the derived test.
    pub sample: fn(&World) -> JsonSample,
}

type RunJson = fn(Market, Actor, RequestInfo, Vec<u8>) -> BoxFuture<'static, Result<Value, AppError>>;

/// A sample with its types forgotten.
pub enum JsonSample {
    /// Names no object.
    NoObject(Value),
    /// Names an object.
    Object {
        /// Makes the request.
        call: Box<dyn Fn(&str) -> Value + Send + Sync>,
        /// One that may be named.
        own: String,
        /// Another tenant's.
        foreign: Option<String>,
    },
    /// Not over the wire.
    Internal(Value),
}

impl Entry {
    /// The entry of an operation.
    pub const fn of<O: Handler + JsonSchema>() -> Entry
    where
        O::Output: JsonSchema,
    {
        Entry {
            name: O::NAME,
            kind: O::KIND,
            who: O::WHO,
            needs: O::NEEDS,
            about: O::ABOUT,
            run: |market, actor, request, body| {
                Box::pin(async move {
                    let body: &[u8] = if body.is_empty() { b"{}" } else { &body };
                    // Nobody learns the shape of a request they may not make.
                    if let Err(error) = actor.authorise(O::WHO, O::NEEDS) {
                        if super::run::is_kept(&error) && O::KIND != Kind::Read {
                            market
                                .record_refusal(&actor, &request, O::NAME, error.code())
                                .await;
                        }
                        return Err(error);
                    }
                    let mut reader = serde_json::Deserializer::from_slice(body);
                    let operation: O = serde_path_to_error::deserialize(&mut reader)
                        .map_err(|e| AppError::malformed(format!("{}: {}", e.path(), e.inner())))?;
                    reader.end().map_err(|e| AppError::malformed(e.to_string()))?;
                    let output = market.run(&actor, &request, operation).await?;
                    serde_json::to_value(output).map_err(|_| AppError::Internal)
                })
            },
            schemas: |g| (g.subschema_for::<O>(), g.subschema_for::<O::Output>()),
            sample: |world| match O::sample(world) {
                Sample::NoObject(o) => JsonSample::NoObject(serde_json::to_value(o).unwrap_or_default()),
                Sample::Internal(o) => JsonSample::Internal(serde_json::to_value(o).unwrap_or_default()),
                Sample::Object { call, own, foreign } => JsonSample::Object {
                    call: Box::new(move |id| serde_json::to_value(call(id)).unwrap_or_default()),
                    own,
                    foreign,
                },
            },
        }
    }
}

/// Every operation there is, domain by domain.
pub fn operations() -> impl Iterator<Item = &'static Entry> {
    [
        crate::accounts::OPERATIONS,
        crate::audit::OPERATIONS,
        crate::settings::OPERATIONS,
        crate::notices::OPERATIONS,
        crate::files::OPERATIONS,
        crate::reviews::OPERATIONS,
        crate::sellers::OPERATIONS,
        crate::listings::OPERATIONS,
        crate::offers::OPERATIONS,
        crate::orders::OPERATIONS,
        crate::settlement::OPERATIONS,
    ]
    .into_iter()
    .flatten()
}
