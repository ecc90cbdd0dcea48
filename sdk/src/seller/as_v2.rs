//! Calls of 1.0 in the words of 2.0 (protocol notes §10, "event → call map").

use super::{Context, CreatedV1, Refusal, Seller};
use crate::protocol::{
    codes::ResultCode,
    production::{NewInstance, RefreshInstance, ReleaseInstance, UpdateInstanceStatus, UpgradeInstance},
    v1,
    values::{Scene, Stamp, Status, StatusV1},
};
use std::time::Duration;

/// Between two questions whether an instance is ready.
const PAUSE: Duration = Duration::from_millis(100);
/// Questions until a creation is given up and may be begun again: ten minutes of them.
const QUESTIONS: u32 = 6_000;

pub(super) fn created(call: v1::NewInstance) -> NewInstance {
    NewInstance {
        order_id: call.order_id,
        order_line_id: String::new(),
        business_id: call.business_id,
    }
}

/// How the new instance is used, as soon as the seller knows: 1.0 wants it in the answer to the creation. The kit says
/// `000004` in the meantime.
pub(super) async fn app_info<S: Seller + ?Sized>(seller: &S, cx: Context) -> Result<CreatedV1, Refusal> {
    let id = cx.instance_id.clone();
    for _ in 0..QUESTIONS {
        let found = seller.query_instance(vec![id.clone()], cx.clone()).await?;
        let app_info = found
            .into_iter()
            .find(|i| i.instance_id == id)
            .and_then(|i| i.app_info);
        if app_info.is_some() {
            return Ok(CreatedV1 { app_info });
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Refusal::internal("the instance did not become ready"))
}

pub(super) fn refreshed(call: v1::RefreshInstance) -> RefreshInstance {
    let refunded = call
        .order_amount
        .is_some_and(|amount| amount.0.is_sign_negative());
    let scene = match call.trial_to_formal.as_deref() {
        Some("1") => Scene::TrialToFormal,
        _ if refunded => Scene::UnsubscribeRenewalPeriod,
        _ => Scene::Renewal,
    };
    renewal(
        scene,
        call.order_id,
        call.instance_id,
        call.product_id,
        call.expire_time,
    )
}

pub(super) fn license_refreshed(call: v1::RefreshLicense) -> Result<RefreshInstance, Refusal> {
    let until = call
        .expire_time
        .ok_or_else(|| Refusal::new(ResultCode::InvalidParameter, "expireTime: missing"))?;
    Ok(renewal(
        Scene::Renewal,
        call.order_id,
        call.instance_id,
        call.product_id,
        until,
    ))
}

fn renewal(
    scene: Scene,
    order_id: String,
    instance_id: String,
    product_id: Option<String>,
    expire_time: Stamp,
) -> RefreshInstance {
    RefreshInstance {
        scene,
        order_id,
        order_line_id: String::new(),
        instance_id,
        product_id,
        expire_time,
    }
}

/// Without an order: 1.0 names the original one, 2.0 only a refund's.
pub(super) fn released(instance_id: String) -> ReleaseInstance {
    ReleaseInstance {
        instance_id,
        order_id: None,
        order_line_id: None,
    }
}

pub(super) fn upgraded(call: v1::Upgrade) -> UpgradeInstance {
    UpgradeInstance {
        instance_id: call.instance_id,
        order_id: call.order_id,
        order_line_id: String::new(),
    }
}

pub(super) fn expired(call: v1::ExpireInstance) -> UpdateInstanceStatus {
    UpdateInstanceStatus {
        instance_id: call.instance_id,
        status: Status::Freeze,
    }
}

pub(super) fn changed(call: v1::InstanceStatus) -> UpdateInstanceStatus {
    let status = match call.instance_status {
        StatusV1::Freeze => Status::Freeze,
        StatusV1::Normal => Status::Unfreeze,
        StatusV1::Unknown(text) => Status::Unknown(text),
    };
    UpdateInstanceStatus {
        instance_id: call.instance_id,
        status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::message;

    #[test]
    fn a_refresh_of_1_0_has_its_scene() {
        for (more, scene) in [
            ("", Scene::Renewal),
            (r#","orderAmount":"12.5""#, Scene::Renewal),
            (r#","orderAmount":"-12.5""#, Scene::UnsubscribeRenewalPeriod),
            (r#","trialToFormal":"0""#, Scene::Renewal),
            (
                r#","trialToFormal":"1","orderAmount":"12.5""#,
                Scene::TrialToFormal,
            ),
        ] {
            let text = format!(
                r#"{{"orderId":"o","instanceId":"i","productId":"p","expireTime":"20261122010203"{more}}}"#
            );
            let call: v1::RefreshInstance = message::read(text.as_bytes()).expect("it reads");
            let until = call.expire_time;
            let refreshed = refreshed(call);
            assert_eq!(refreshed.scene, scene, "{more}");
            assert_eq!(
                (refreshed.order_id.as_str(), refreshed.instance_id.as_str()),
                ("o", "i")
            );
            assert_eq!(
                (refreshed.product_id.as_deref(), refreshed.expire_time),
                (Some("p"), until)
            );
        }
    }

    #[test]
    fn a_license_is_not_renewed_without_a_time() {
        let read = |text: &str| message::read(text.as_bytes()).expect("it reads");
        let refused = license_refreshed(read(r#"{"orderId":"o","instanceId":"i"}"#)).expect_err("no time");
        assert_eq!(
            (refused.code, refused.message.as_str()),
            (ResultCode::InvalidParameter, "expireTime: missing")
        );
        let renewed = license_refreshed(read(
            r#"{"orderId":"o","instanceId":"i","expireTime":"20261122010203"}"#,
        ));
        assert_eq!(renewed.expect("a time").scene, Scene::Renewal);
    }

    #[test]
    fn states_of_1_0_are_those_of_2_0() {
        for (old, new) in [
            (StatusV1::Freeze, "FREEZE"),
            (StatusV1::Normal, "UNFREEZE"),
            (StatusV1::Unknown("LOST".into()), "LOST"),
        ] {
            let call = v1::InstanceStatus {
                instance_id: "i".into(),
                instance_status: old,
            };
            assert_eq!(changed(call).status.as_str(), new);
        }
        let over = v1::ExpireInstance {
            instance_id: "i".into(),
            order_id: "o".into(),
        };
        assert_eq!(expired(over).status, Status::Freeze);
    }
}
