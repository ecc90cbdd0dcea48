//! The derived test: every operation × every role × an own, a foreign and an unknown object. A new operation is in it
//! as soon as it is in its domain's list.

use crate::support::{Portal, on_both};
use guildhall_market::door::{Entry, JsonSample, World, operations};
use guildhall_sdk::portal::{Kind, OrganisationKind, Role, Who};
use serde_json::Value;
use std::collections::BTreeMap;

/// Somebody with exactly this role, in the first tenant of their kind.
const PEOPLE: &[(Role, &str)] = &[
    (Role::Owner, "seller@demo.test"),
    (Role::ProductManager, "product@demo.test"),
    (Role::SellerFinance, "money@demo.test"),
    (Role::Developer, "developer@demo.test"),
    (Role::Administrator, "admin@demo.test"),
    (Role::Reviewer, "reviewer@demo.test"),
    (Role::OperatorFinance, "finance@demo.test"),
    (Role::Buyer, "customer@demo.test"),
];

/// An id that nobody has.
const UNKNOWN: &str = "0193aaaa-0000-7000-8000-000000000000";

#[test]
fn every_role_has_somebody() {
    for role in Role::ALL {
        assert!(PEOPLE.iter().any(|(r, _)| r == role), "{role:?}");
    }
}

#[test]
fn every_operation_refuses_whoever_may_not_and_finds_only_ones_own() {
    on_both(async |p| {
        let world = p.fixture.world().await;
        let tokens = sign_in(&p).await;
        let mut wrong = Vec::new();
        // Refusals change nothing, so all of them are asked in one world; then every read, which does not either.
        for entry in operations() {
            refusals(&p, entry, &world, &tokens, &mut wrong).await;
        }
        for entry in operations().filter(|e| e.kind == Kind::Read) {
            reads(&p, entry, &world, &tokens, &mut wrong).await;
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    });
}

/// A write may use its object up: each has a world of its own. Of its roles one at least must be let in; another may
/// still be told that this one object is not theirs to decide (a certification is the finance desk's, a listing the
/// reviewers').
#[test]
fn every_write_is_open_to_its_roles() {
    for entry in operations().filter(|e| e.kind != Kind::Read && e.who != Who::System) {
        on_both(async |p| {
            let world = p.fixture.world().await;
            let sample = (entry.sample)(&world);
            let body = call(&sample, &own_id(&sample));
            let may = entry.who.roles();
            let mut answers = Vec::new();
            for (role, email) in PEOPLE.iter().filter(|(role, _)| may.contains(role)) {
                let token = p.sign_in(email).await;
                let (status, text) = ask(&p, Some((*role, &token)), entry, &body).await;
                if matches!(status, 200 | 409 | 422) {
                    return;
                }
                answers.push(format!("{}: {status} {text}", role.as_str()));
            }
            panic!("{} lets nobody in: {}", entry.name, answers.join("; "));
        });
    }
}

async fn sign_in(p: &Portal) -> BTreeMap<Role, String> {
    let mut tokens = BTreeMap::new();
    for (role, email) in PEOPLE {
        tokens.insert(*role, p.sign_in(email).await);
    }
    tokens
}

/// A request of the sample for an object, and the ids it may be asked with.
fn call(sample: &JsonSample, id: &str) -> Value {
    match sample {
        JsonSample::NoObject(body) | JsonSample::Internal(body) => body.clone(),
        JsonSample::Object { call, .. } => call(id),
    }
}

fn own_id(sample: &JsonSample) -> String {
    match sample {
        JsonSample::Object { own, .. } => own.clone(),
        _ => String::new(),
    }
}

async fn refusals(
    p: &Portal,
    entry: &Entry,
    world: &World,
    tokens: &BTreeMap<Role, String>,
    wrong: &mut Vec<String>,
) {
    let sample = (entry.sample)(world);
    let body = call(&sample, &own_id(&sample));
    let may = entry.who.roles();
    if entry.who != Who::Public {
        expect(p, None, entry, &body, 401, wrong).await;
    }
    for (role, token) in tokens {
        if !may.contains(role) {
            expect(p, Some((*role, token)), entry, &body, 403, wrong).await;
            continue;
        }
        let JsonSample::Object { foreign, .. } = &sample else {
            continue;
        };
        // 404 for what nobody has, and the very same for what somebody else has.
        let unknown = ask(p, Some((*role, token)), entry, &call(&sample, UNKNOWN)).await;
        if unknown.0 != 404 {
            wrong.push(format!(
                "{} as {} of an unknown object: {} {}",
                entry.name,
                role.as_str(),
                unknown.0,
                unknown.1
            ));
        }
        let tenant = role.kind() != OrganisationKind::Operator;
        if let Some(foreign) = foreign.as_ref().filter(|_| tenant) {
            let refused = ask(p, Some((*role, token)), entry, &call(&sample, foreign)).await;
            if refused != unknown {
                wrong.push(format!(
                    "{} as {} of a foreign object: {} {}, unknown: {} {}",
                    entry.name,
                    role.as_str(),
                    refused.0,
                    refused.1,
                    unknown.0,
                    unknown.1
                ));
            }
        }
    }
}

async fn reads(
    p: &Portal,
    entry: &Entry,
    world: &World,
    tokens: &BTreeMap<Role, String>,
    wrong: &mut Vec<String>,
) {
    let sample = (entry.sample)(world);
    let body = call(&sample, &own_id(&sample));
    let may = entry.who.roles();
    for (role, token) in tokens.iter().filter(|(role, _)| may.contains(role)) {
        expect(p, Some((*role, token)), entry, &body, 200, wrong).await;
    }
}

async fn expect(
    p: &Portal,
    who: Option<(Role, &String)>,
    entry: &Entry,
    body: &Value,
    status: u16,
    wrong: &mut Vec<String>,
) {
    let (got, text) = ask(p, who, entry, body).await;
    if got != status {
        let who = who.map_or("nobody", |(role, _)| role.as_str());
        wrong.push(format!(
            "{} as {who}: {got} instead of {status}: {text}",
            entry.name
        ));
    }
}

/// Status and body, the request's id left out.
async fn ask(p: &Portal, who: Option<(Role, &String)>, entry: &Entry, body: &Value) -> (u16, String) {
    let answer = p
        .operate(who.map(|(_, token)| token.as_str()), entry.name, body)
        .await;
    let mut document = answer.json();
    if let Some(document) = document.as_object_mut() {
        document.remove("request_id");
    }
    (answer.status.as_u16(), document.to_string())
}
