//! Calls of 2.0.

use super::{
    Context, Created, Refusal, Seller, Store,
    answer::{Members, fine, refused, response, with},
    run::{Once, always, once},
    server::{Incoming, Shared, unsigned},
};
use crate::protocol::{
    codes::ResultCode,
    endpoint::{self, Endpoint},
    kit::{AllOrgSync, ApplicationSync, AuthSync, SingleOrgSync, TenantSync},
    license::{GetLicenseAsync, RefreshLicenseCode, ReleaseLicenseCode, UpdateLicenseCodeStatus},
    message,
    production::{
        ChangeInstanceCheck, NewInstance, OrderNotify, QueryInstance, RefreshInstance, ReleaseInstance,
        UpdateInstanceStatus, UpgradeInstance,
    },
    sign::{ak_sk::parse_query, kit as kit_sign, v2 as query_sign},
    values,
};
use axum::{
    body::Body,
    http::{Response, StatusCode},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;

/// The production address.
pub(super) async fn production<S: Seller, T: Store>(
    shared: Arc<Shared<S, T>>,
    incoming: Incoming,
) -> Response<Body> {
    let now = shared.settings.machine.now();
    let members = match verified(&shared, &incoming, now).await {
        Ok(()) => match members(&incoming.body) {
            Ok(members) => dispatch(&shared, members, now).await,
            Err(refusal) => refused(&refusal),
        },
        Err(refusal) => refused(&refusal),
    };
    let sign_with = shared
        .settings
        .keys
        .base
        .first()
        .filter(|_| shared.settings.dialect.sign_v2_answers);
    response(StatusCode::OK, &members, sign_with)
}

/// What a body says it is, while nobody has vouched for it yet: nothing is made of the rest, which may be a stranger's.
#[derive(Deserialize)]
struct Head {
    #[serde(default, deserialize_with = "values::text")]
    activity: String,
}

/// Whether it is certain who sent it.
async fn verified<S: Seller, T: Store>(
    shared: &Shared<S, T>,
    incoming: &Incoming,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let head: Head = serde_json::from_slice(&incoming.body).map_err(|_| no_object())?;
    let keys = &shared.settings.keys;
    let keys = match head.activity.as_str() {
        OrderNotify::NAME => &keys.notify,
        RefreshLicenseCode::NAME
        | UpdateLicenseCodeStatus::NAME
        | ReleaseLicenseCode::NAME
        | GetLicenseAsync::NAME => &keys.license,
        _ => &keys.base,
    };
    let parameters = parse_query(&incoming.query);
    let find = |name: &str| {
        let mut found = parameters.iter().filter(|(n, _)| n == name);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => value.as_str(),
            _ => "",
        }
    };
    let query = query_sign::Parameters {
        signature: find("signature"),
        timestamp: find("timestamp"),
        nonce: find("nonce"),
    };
    let now_ms = now.timestamp_millis();
    let rules = &shared.settings.dialect.signing;
    let verified =
        query_sign::verify(&incoming.body, query, keys, now_ms, rules).map_err(|e| unsigned(&e))?;
    verified
        .once(&shared.store, now_ms)
        .await
        .map_err(|e| unsigned(&e))?;
    Ok(())
}

/// Kit syncs.
pub(super) async fn kit<S: Seller, T: Store>(
    shared: Arc<Shared<S, T>>,
    incoming: Incoming,
    name: &str,
) -> Response<Body> {
    let now = shared.settings.machine.now();
    let checked = async {
        let headers = kit_sign::Headers {
            sign: incoming.header("x-sign"),
            timestamp: incoming.header("x-timestamp"),
            nonce: incoming.header("x-nonce"),
        };
        let now_ms = now.timestamp_millis();
        let settings = &shared.settings;
        let keys = &settings.keys.kit;
        kit_sign::verify(&incoming.body, headers, keys, now_ms, &settings.dialect.signing)
            .map_err(|e| unsigned(&e))?
            .once(&shared.store, now_ms)
            .await
            .map_err(|e| unsigned(&e))?;
        members(&incoming.body)
    };
    let members = match checked.await {
        Ok(members) => sync(&shared, members, name, now).await,
        Err(refusal) => refused(&refusal),
    };
    response(StatusCode::OK, &members, None)
}

/// A kit sync of either version: the fields are the same.
pub(super) async fn sync<S: Seller, T: Store>(
    shared: &Arc<Shared<S, T>>,
    members: Members,
    name: &str,
    now: DateTime<Utc>,
) -> Members {
    let cx = Context {
        test: endpoint::is_test(&members),
        now,
        instance_id: String::new(),
    };
    let s = shared.clone();
    match name {
        TenantSync::NAME => {
            plain(shared, members, |call| async move {
                s.seller.tenant_sync(call, cx).await
            })
            .await
        }
        ApplicationSync::NAME => {
            plain(shared, members, |call| async move {
                s.seller.application_sync(call, cx).await
            })
            .await
        }
        AuthSync::NAME => {
            plain(shared, members, |call| async move {
                s.seller.auth_sync(call, cx).await
            })
            .await
        }
        SingleOrgSync::NAME => {
            plain(shared, members, |call| async move {
                s.seller.single_org_sync(call, cx).await
            })
            .await
        }
        AllOrgSync::NAME => {
            plain(shared, members, |call| async move {
                s.seller.all_org_sync(call, cx).await
            })
            .await
        }
        _ => refused(&Refusal::new(
            ResultCode::InvalidParameter,
            "there is no such sync",
        )),
    }
}

async fn dispatch<S: Seller, T: Store>(
    shared: &Arc<Shared<S, T>>,
    members: Members,
    now: DateTime<Utc>,
) -> Members {
    let test = endpoint::is_test(&members);
    let cx = Context {
        test,
        now,
        instance_id: String::new(),
    };
    let s = shared.clone();
    let key = |parts: &[&str]| key(test, &activity(&members), parts);
    macro_rules! read {
        ($type:ty) => {
            match read::<$type>(members.clone()) {
                Ok(call) => call,
                Err(refusal) => return refused(&refusal),
            }
        };
    }
    macro_rules! done_once {
        ($type:ty, $method:ident, $($field:ident),+) => {{
            let call = read!($type);
            let once_only = Once { key: key(&[$(&call.$field),+]), proposal: String::new() };
            once(shared, once_only, now.timestamp_millis(), move |_| async move {
                s.seller.$method(call, cx).await.map(|()| fine(&ResultCode::Success, Members::new()))
            })
            .await
        }};
    }
    match activity(&members).as_str() {
        NewInstance::NAME => {
            let call = read!(NewInstance);
            let once_only = Once {
                key: key(&[&call.order_id, &call.order_line_id]),
                proposal: call.business_id.clone(),
            };
            once(
                shared,
                once_only,
                now.timestamp_millis(),
                move |name| async move {
                    let cx = Context {
                        instance_id: name.clone(),
                        ..cx
                    };
                    let created = s.seller.new_instance(call, cx).await?;
                    Ok(with(fine(&code_of(created), Members::new()), "instanceId", name))
                },
            )
            .await
        }
        QueryInstance::NAME => {
            let call = read!(QueryInstance);
            always(shared, async move {
                let found = s.seller.query_instance(ids(&call.instance_id)?, cx).await?;
                Ok(with(fine(&ResultCode::Success, Members::new()), "info", found))
            })
            .await
        }
        RefreshInstance::NAME => {
            done_once!(
                RefreshInstance,
                refresh_instance,
                order_id,
                order_line_id,
                instance_id
            )
        }
        UpgradeInstance::NAME => {
            done_once!(
                UpgradeInstance,
                upgrade_instance,
                order_id,
                order_line_id,
                instance_id
            )
        }
        ReleaseInstance::NAME => done_once!(ReleaseInstance, release_instance, instance_id),
        OrderNotify::NAME => done_once!(OrderNotify, order_notify, order_id, order_line_id),
        RefreshLicenseCode::NAME => {
            done_once!(
                RefreshLicenseCode,
                refresh_license_code,
                order_id,
                order_line_id,
                license
            )
        }
        ReleaseLicenseCode::NAME => done_once!(ReleaseLicenseCode, release_license_code, license),
        // Freezing, unfreezing and freezing again are three different things with the same words.
        UpdateInstanceStatus::NAME => {
            plain(shared, members, |call| async move {
                s.seller.update_instance_status(call, cx).await
            })
            .await
        }
        UpdateLicenseCodeStatus::NAME => {
            plain(shared, members, |call| async move {
                s.seller.update_license_code_status(call, cx).await
            })
            .await
        }
        ChangeInstanceCheck::NAME => {
            plain(shared, members, |call| async move {
                s.seller.change_instance_check(call, cx).await
            })
            .await
        }
        GetLicenseAsync::NAME => {
            let call = read!(GetLicenseAsync);
            let fingerprint = call.device_fingerprint.clone().unwrap_or_default();
            let once_only = Once {
                key: key(&[&call.event_id, &fingerprint]),
                proposal: String::new(),
            };
            once(shared, once_only, now.timestamp_millis(), move |_| async move {
                let created = s.seller.get_license_async(call, cx).await?;
                Ok(fine(&code_of(created), Members::new()))
            })
            .await
        }
        "" => refused(&Refusal::new(ResultCode::InvalidParameter, "activity: missing")),
        _ => refused(&Refusal::new(
            ResultCode::InvalidParameter,
            "activity: there is no such activity",
        )),
    }
}

/// A call that is carried out every time and has nothing to say but that it was.
async fn plain<S, T, E, W, F>(shared: &Arc<Shared<S, T>>, members: Members, work: W) -> Members
where
    S: Seller,
    T: Store,
    E: Endpoint,
    W: FnOnce(E) -> F + Send + 'static,
    F: Future<Output = Result<(), Refusal>> + Send + 'static,
{
    match read::<E>(members) {
        Ok(call) => {
            let work = work(call);
            always(shared, async move {
                work.await.map(|()| fine(&ResultCode::Success, Members::new()))
            })
            .await
        }
        Err(refusal) => refused(&refusal),
    }
}

/// A body's members.
pub(super) fn members(body: &[u8]) -> Result<Members, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(no_object()),
    }
}

fn no_object() -> Refusal {
    Refusal::new(ResultCode::InvalidParameter, "the body is no JSON object")
}

/// A request, with every mandatory field there.
pub(super) fn read<E: Endpoint>(members: Members) -> Result<E, Refusal> {
    let no = |what: String| Refusal::new(ResultCode::InvalidParameter, what);
    let call: E = message::read_members(members).map_err(|e| no(e.to_string()))?;
    match message::empty_fields(&call).first() {
        Some(fault) => Err(no(fault.to_string())),
        None => Ok(call),
    }
}

/// The ids of a question, at most a hundred.
pub(super) fn ids(text: &str) -> Result<Vec<String>, Refusal> {
    let ids: Vec<String> = text
        .split(',')
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    if ids.is_empty() || ids.len() > 100 {
        return Err(Refusal::new(
            ResultCode::InvalidParameter,
            "instanceId: one to a hundred are asked for",
        ));
    }
    Ok(ids)
}

/// What a call is remembered by. Debugging calls are remembered apart from real ones.
pub(super) fn key(test: bool, activity: &str, parts: &[&str]) -> String {
    serde_json::json!([if test { "test" } else { "live" }, activity, parts]).to_string()
}

pub(super) fn activity(members: &Members) -> String {
    members
        .get("activity")
        .and_then(endpoint::plain)
        .unwrap_or_default()
}

fn code_of(created: Created) -> ResultCode {
    match created {
        Created::Ready => ResultCode::Success,
        Created::Later => ResultCode::Processing,
    }
}
