//! The API describes itself: `GET /api/v1/operations` and `GET /api/v1/openapi.json`, both derived from the operations.

use crate::state::Web;
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use guildhall_market::door::{Entry, operations as entries};
use guildhall_sdk::portal::{Kind, Needs, OrganisationKind, Who};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// Both documents, written once.
pub struct Description {
    operations: Bytes,
    openapi: Bytes,
}

impl Description {
    /// Describes a portal that is reached at an address.
    pub fn new(server: &str) -> Description {
        let list: Vec<Value> = entries().map(listed).collect();
        Description {
            operations: bytes(&list.into()),
            openapi: bytes(&document(server)),
        }
    }
}

fn bytes(value: &Value) -> Bytes {
    value.to_string().into()
}

/// `GET /api/v1/operations`.
pub async fn operations(State(web): State<Web>) -> Response {
    send(&web.description.operations)
}

/// `GET /api/v1/openapi.json`.
pub async fn openapi(State(web): State<Web>) -> Response {
    send(&web.description.openapi)
}

fn send(document: &Bytes) -> Response {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))],
        document.clone(),
    )
        .into_response()
}

fn listed(entry: &Entry) -> Value {
    let roles: Vec<&str> = entry.who.roles().into_iter().map(|r| r.as_str()).collect();
    json!({ "name": entry.name, "kind": entry.kind, "access": access(entry.who), "roles": roles, "about": entry.about, "needs": needs(entry) })
}

/// What a seller must have come to before the operation is open to it; nothing where sellers have no part in it.
fn needs(entry: &Entry) -> Option<&'static str> {
    let sellers =
        matches!(entry.who, Who::Roles(roles) if roles.iter().any(|r| r.kind() == OrganisationKind::Seller));
    match entry.needs {
        Needs::Joined if sellers => Some("joined"),
        Needs::Signed if sellers => Some("signed"),
        _ => None,
    }
}

fn access(who: Who) -> &'static str {
    match who {
        Who::Public => "public",
        Who::SignedIn => "signed_in",
        Who::Roles(_) => "roles",
        Who::System => "system",
    }
}

fn document(server: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for entry in entries().filter(|e| e.who != Who::System) {
        let (request, answer) = (entry.schemas)(&mut generator);
        paths.insert(
            format!("/api/v1/op/{}", entry.name),
            json!({ "post": operation(entry, &json!(request), &json!(answer)) }),
        );
    }
    paths.insert("/api/v1/session".into(), session());
    let schemas = with_own(generator.take_definitions(true));
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Guildhall",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Everything that can be done in the portal is an operation: a POST with its JSON. Amounts are \
                integers of minor units, instants RFC 3339 in UTC, periods YYYYMM.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": server }],
        "security": [{ "bearer": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer", "description": "The token of POST /api/v1/session." } },
            "responses": responses(),
            "parameters": { "IdempotencyKey": {
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "The same key with the same request gives the same answer; with another request it is a conflict.",
                "schema": { "type": "string", "minLength": 1, "maxLength": 200 },
            } },
        },
    })
}

fn operation(entry: &Entry, request: &Value, answer: &Value) -> Value {
    let roles: Vec<&str> = entry.who.roles().into_iter().map(|r| r.as_str()).collect();
    let mut operation = json!({
        "operationId": entry.name,
        "summary": entry.about,
        "description": match entry.who {
            Who::Roles(_) => format!("Kind: {}. Roles: {}.", kind(entry.kind), roles.join(", ")),
            who => format!("Kind: {}. Access: {}.", kind(entry.kind), access(who)),
        },
        "requestBody": { "required": false, "content": { "application/json": { "schema": request } } },
        "responses": { "200": { "description": "Done.", "content": { "application/json": { "schema": answer } } } },
    });
    let mut refused = vec![
        "400", "401", "403", "404", "413", "415", "422", "429", "500", "503",
    ];
    if entry.kind != Kind::Read {
        refused.extend(["409", "410"]);
    }
    for status in refused {
        operation["responses"][status] = json!({ "$ref": format!("#/components/responses/{status}") });
    }
    if entry.who == Who::Public {
        operation["security"] = json!([]);
    } else if entry.kind == Kind::Write {
        operation["parameters"] = json!([{ "$ref": "#/components/parameters/IdempotencyKey" }]);
    }
    operation
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Read => "read",
        Kind::Write => "write",
        Kind::Job => "job",
    }
}

fn session() -> Value {
    let refused = |status: &str| json!({ "$ref": format!("#/components/responses/{status}") });
    let answer = json!({
        "type": "object", "required": ["token", "expires_at"],
        "properties": { "token": { "type": "string" }, "expires_at": { "type": "string", "format": "date-time" } },
    });
    json!({
        "post": {
            "operationId": "startSession",
            "summary": "Start a session.",
            "security": [],
            "requestBody": { "required": true, "content": { "application/json": { "schema": {
                "type": "object", "required": ["email", "password"],
                "properties": { "email": { "type": "string" }, "password": { "type": "string" }, "device": { "type": "string" } },
            } } } },
            "responses": {
                "200": { "description": "The token, shown once.", "content": { "application/json": { "schema": answer } } },
                "400": refused("400"), "413": refused("413"), "415": refused("415"), "422": refused("422"), "429": refused("429"),
            },
        },
        "delete": {
            "operationId": "endSession",
            "summary": "End this session.",
            "responses": { "204": { "description": "It is over." }, "401": refused("401") },
        },
    })
}

/// The statuses of contract.md, all with the same body.
const STATUSES: &[(&str, &str)] = &[
    ("400", "The request could not be read."),
    ("401", "Nobody is signed in."),
    ("403", "The role does not allow it."),
    (
        "404",
        "Unknown, or another organisation's: the two look the same.",
    ),
    (
        "409",
        "Something else came first: a stale version, a reused key, a state that does not allow it.",
    ),
    ("410", "It was there and is no more."),
    ("413", "Too large."),
    ("415", "Not a content type that is taken here."),
    ("422", "Rules were broken; each at its field."),
    ("429", "Too many requests; Retry-After says when."),
    ("500", "Our fault; it was recorded under the request's id."),
    ("503", "Not available at the moment."),
];

fn responses() -> Value {
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } });
    let one = |(status, text): &(&str, &str)| {
        let mut response = json!({ "description": text, "content": content.clone() });
        if *status == "429" {
            let seconds = json!({ "description": "Seconds to wait.", "schema": { "type": "integer" } });
            response["headers"] = json!({ "Retry-After": seconds });
        }
        ((*status).to_owned(), response)
    };
    Value::Object(STATUSES.iter().map(one).collect())
}

/// The error's shape beside the operations' own.
fn with_own(mut schemas: Map<String, Value>) -> Map<String, Value> {
    let field = json!({
        "type": "object", "required": ["path", "code", "message"],
        "properties": {
            "path": { "type": "string", "description": "Dotted: specs.0.name.zh" },
            "code": { "type": "string" },
            "message": { "type": "string" },
        },
    });
    let error = json!({
        "type": "object", "required": ["error", "request_id"],
        "properties": {
            "error": {
                "type": "object", "required": ["code", "message", "fields"],
                "properties": {
                    "code": { "type": "string" },
                    "message": { "type": "string", "description": "In the language of Accept-Language." },
                    "fields": { "type": "array", "items": field },
                },
            },
            "request_id": { "type": "string" },
        },
    });
    schemas.insert("Error".into(), error);
    schemas
}
