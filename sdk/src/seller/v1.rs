//! Calls of 1.0: parameters with a token in, answers with `Body-Sign` out.

use super::{
    Context, Refusal, Seller, Store,
    answer::{Members, fine, refused, response, with},
    run::{Once, always, once},
    server::{Incoming, Shared, unsigned},
    v2::{activity, ids, key, members, read, sync},
};
use crate::protocol::{
    AccessKey,
    codes::ResultCode,
    endpoint::{self, Endpoint},
    production::AppInfo,
    sign::{ak_sk::parse_query, auth_token, secret},
    v1,
};
use axum::{
    body::Body,
    http::{Response, StatusCode},
};
use serde_json::Value;
use std::sync::Arc;

/// The production address.
pub(super) async fn production<S: Seller, T: Store>(
    shared: Arc<Shared<S, T>>,
    incoming: Incoming,
) -> Response<Body> {
    let parameters = parse_query(&incoming.query);
    let token = parameters
        .iter()
        .find(|(name, _)| name == "authToken")
        .map_or("", |(_, value)| value);
    let settings = &shared.settings;
    let keys = &settings.keys.base;
    match auth_token::verify(&parameters, token, keys, &settings.dialect.signing) {
        Ok(which) => {
            let members = dispatch(&shared, &parameters, &keys[which]).await;
            response(StatusCode::OK, &members, Some(&keys[which]))
        }
        // Signed as well, so that the platform reads the code instead of a missing signature.
        Err(error) => response(StatusCode::OK, &refused(&unsigned(&error)), keys.first()),
    }
}

/// Kit syncs: the body's members are the parameters, the token is a header.
pub(super) async fn kit<S: Seller, T: Store>(
    shared: Arc<Shared<S, T>>,
    incoming: Incoming,
    name: &str,
) -> Response<Body> {
    let settings = &shared.settings;
    let keys = &settings.keys.kit;
    let checked = auth_token::parameters(&incoming.body)
        .map_err(|e| unsigned(&e.into()))
        .and_then(|parameters| {
            let token = incoming.header("authtoken");
            auth_token::verify(&parameters, token, keys, &settings.dialect.signing).map_err(|e| unsigned(&e))
        })
        .and_then(|which| Ok((which, members(&incoming.body)?)));
    match checked {
        Ok((which, mut members)) => {
            if name == v1::AllOrgSync::NAME {
                all_org_as_v2(&mut members);
            }
            let members = sync(&shared, members, name, settings.machine.now()).await;
            response(StatusCode::OK, &members, Some(&keys[which]))
        }
        Err(refusal) => response(StatusCode::OK, &refused(&refusal), keys.first()),
    }
}

/// `orgInfo` of `name`s is what 2.0 calls `orgInfoList` of `orgName`s.
fn all_org_as_v2(members: &mut Members) {
    let Some(list) = members.remove("orgInfo") else {
        return;
    };
    let list = match list {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::Null),
        list => list,
    };
    let renamed = |entry: &Value| {
        let mut entry = entry.clone();
        if let Some(entry) = entry.as_object_mut()
            && let Some(name) = entry.remove("name")
        {
            entry.entry("orgName").or_insert(name);
        }
        entry
    };
    let list: Option<Vec<Value>> = list.as_array().map(|list| list.iter().map(renamed).collect());
    members.insert("orgInfoList".into(), list.into());
}

async fn dispatch<S: Seller, T: Store>(
    shared: &Arc<Shared<S, T>>,
    parameters: &[(String, String)],
    signed_with: &AccessKey,
) -> Members {
    // A parameter without a value is one that was not sent.
    let members: Members = parameters
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.clone(), Value::String(value.clone())))
        .collect();
    let now = shared.settings.machine.now();
    let now_ms = now.timestamp_millis();
    let test = endpoint::is_test(&members);
    let cx = Context {
        test,
        now,
        instance_id: String::new(),
    };
    let s = shared.clone();
    let name = activity(&members);
    let key = |parts: &[&str]| key(test, &format!("1.0 {name}"), parts);
    let signed_with = signed_with.clone();
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
            once(shared, once_only, now_ms, move |_| async move {
                s.seller.$method(call, cx).await.map(|()| fine(&ResultCode::Success, Members::new()))
            })
            .await
        }};
    }
    match name.as_str() {
        v1::NewInstance::NAME => {
            let call = read!(v1::NewInstance);
            // Of what is charged by use, one order makes one call for each product.
            let product = if call.charging_mode == Some(0) {
                call.product_id.clone()
            } else {
                String::new()
            };
            let once_only = Once {
                key: key(&[&call.order_id, &product]),
                proposal: call.business_id.clone(),
            };
            once(shared, once_only, now_ms, move |name| async move {
                let cx = Context {
                    instance_id: name.clone(),
                    ..cx
                };
                let created = s.seller.new_instance_v1(call, cx).await?;
                let app_info = created.app_info.map(|app| encrypted(&s, app, &signed_with));
                let members = with(fine(&ResultCode::Success, Members::new()), "instanceId", name);
                let members = with(members, "encryptType", s.settings.cipher.code());
                Ok(with(members, "appInfo", app_info))
            })
            .await
        }
        v1::QueryInstance::NAME => {
            let call = read!(v1::QueryInstance);
            always(shared, async move {
                let mut found = s.seller.query_instance_v1(ids(&call.instance_id)?, cx).await?;
                for instance in &mut found {
                    instance.app_info = instance
                        .app_info
                        .take()
                        .map(|app| encrypted(&s, app, &signed_with));
                }
                let members = with(fine(&ResultCode::Success, Members::new()), "info", found);
                Ok(with(members, "encryptType", s.settings.cipher.code()))
            })
            .await
        }
        v1::GetLicense::NAME => {
            let call = read!(v1::GetLicense);
            let once_only = Once {
                key: key(&[&call.order_id]),
                proposal: call.business_id.clone(),
            };
            once(shared, once_only, now_ms, move |name| async move {
                let cx = Context {
                    instance_id: name.clone(),
                    ..cx
                };
                let license = s.seller.get_license_v1(call, cx).await?;
                let members = with(fine(&ResultCode::Success, Members::new()), "instanceId", name);
                Ok(with(members, "license", license.license))
            })
            .await
        }
        v1::RefreshInstance::NAME => {
            done_once!(v1::RefreshInstance, refresh_instance_v1, order_id, instance_id)
        }
        v1::ReleaseInstance::NAME => done_once!(v1::ReleaseInstance, release_instance_v1, instance_id),
        v1::Upgrade::NAME => done_once!(v1::Upgrade, upgrade_v1, order_id, instance_id),
        v1::RefreshLicense::NAME => done_once!(v1::RefreshLicense, refresh_license_v1, order_id, instance_id),
        v1::ReleaseLicense::NAME => done_once!(v1::ReleaseLicense, release_license_v1, instance_id),
        // An instance can expire, be renewed, and expire again.
        v1::ExpireInstance::NAME => {
            let call = read!(v1::ExpireInstance);
            always(shared, async move {
                let done = s.seller.expire_instance_v1(call, cx).await;
                done.map(|()| fine(&ResultCode::Success, Members::new()))
            })
            .await
        }
        v1::InstanceStatus::NAME => {
            let call = read!(v1::InstanceStatus);
            always(shared, async move {
                let done = s.seller.instance_status_v1(call, cx).await;
                done.map(|()| fine(&ResultCode::Success, Members::new()))
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

fn encrypted<S, T>(shared: &Shared<S, T>, mut app: AppInfo, key: &AccessKey) -> AppInfo {
    let settings = &shared.settings;
    let encrypt = |plain: String| {
        let mut iv = [b'0'; 16];
        for (place, letter) in iv.iter_mut().zip(settings.machine.nonce(16).bytes()) {
            *place = letter;
        }
        secret::encrypt(&plain, &iv, key, settings.cipher)
    };
    app.user_name = app.user_name.map(encrypt);
    app.password = app.password.map(encrypt);
    app
}
