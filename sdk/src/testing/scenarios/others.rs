//! The scenarios of kit syncs, of licenses and of 1.0.

use super::{
    RIGHT, Tour, Tried,
    messages::{application, auth, new_v1},
};
use crate::{
    client::ClientError,
    protocol::{
        AccessKey,
        codes::ResultCode,
        kit, license,
        sign::secret::{Cipher, decrypt},
        v1,
        values::{Scene, SpacedStamp, Stamp, Status, StatusV1},
    },
};
use chrono::TimeDelta;

impl Tour<'_> {
    pub(super) async fn kit(&mut self) {
        let tenant = kit::TenantSync {
            instance_id: format!("i-{}", self.run),
            order_id: self.order(0).0,
            tenant_id: "t-1".into(),
            tenant_code: "code".into(),
            name: "云帆科技".into(),
            domain_name: "https://tenant.example".into(),
            flag: 1,
        };
        self.fine("tenantSync", &tenant).await;
        self.fine("tenantSync repeated", &tenant).await;
        self.fine("applicationSync", &application(&self.run)).await;
        self.fine("authSync", &auth(&self.run)).await;
        let org = kit::SingleOrgSync {
            instance_id: format!("i-{}", self.run),
            tenant_id: "t-1".into(),
            org_code: "c-1".into(),
            org_name: "研发部".into(),
            parent_code: None,
            flag: 1,
        };
        self.fine("singleOrgSync", &org).await;
        let orgs = kit::AllOrgSync {
            instance_id: format!("i-{}", self.run),
            tenant_id: "t-1".into(),
            org_info_list: vec![kit::OrgInfo {
                org_code: "c-1".into(),
                org_name: "研发部".into(),
                parent_code: None,
            }],
            flag: None,
        };
        self.fine("allOrgSync", &orgs).await;
        self.fine(
            "tenantSync, deleted",
            &kit::TenantSync {
                flag: 0,
                ..tenant.clone()
            },
        )
        .await;
        let other = AccessKey::new("a key the seller does not have");
        self.refused(
            "a wrong x-sign",
            &tenant,
            RIGHT,
            &other,
            &ResultCode::Unauthenticated,
        )
        .await;
    }

    pub(super) async fn license(&mut self) {
        let code = format!("PL{}", self.run);
        let (order_id, order_line_id) = self.order(1);
        let refresh = license::RefreshLicenseCode {
            scene: Scene::Renewal,
            order_id,
            order_line_id,
            license: code.clone(),
            product_id: None,
            expire_time: Stamp(self.now + TimeDelta::days(60)),
        };
        self.fine("refreshLicenseCode", &refresh).await;
        let freeze = license::UpdateLicenseCodeStatus {
            license: code.clone(),
            status: Status::Freeze,
        };
        self.fine("updateLicenseCodeStatus", &freeze).await;
        let release = license::ReleaseLicenseCode {
            license: code,
            order_id: None,
            order_line_id: None,
        };
        self.fine("releaseLicenseCode", &release).await;
        self.fine("releaseLicenseCode repeated", &release).await;
        let apply = license::GetLicenseAsync {
            instance_id: format!("i-{}", self.run),
            effective_time: SpacedStamp(self.now),
            expire_time: Some(SpacedStamp(self.now + TimeDelta::days(365))),
            event_id: self.run.clone(),
            device_fingerprint: Some("00:00:5e:00:53:01".into()),
        };
        self.fine("getLicenseAsync", &apply).await;
        self.fine("getLicenseAsync repeated", &apply).await;
    }

    pub(super) async fn v1(&mut self) {
        let call = new_v1(&self.run, &self.order(0).0);
        let created = self.call(&call).await.map_err(|e| e.to_string());
        let id = created
            .as_ref()
            .ok()
            .and_then(|a| a.instance_id.clone())
            .unwrap_or_default();
        self.note(
            "1.0 newInstance",
            created.clone().and_then(|answer| self.readable(&answer)),
        );
        let again = v1::NewInstance {
            business_id: format!("again-{}", self.run),
            ..call
        };
        let again = self.call(&again).await.map_err(|e| e.to_string());
        let same = again.and_then(|again| match created {
            Ok(first) if first == again => Ok(()),
            _ => Err("the answer is another one".into()),
        });
        self.note("1.0 newInstance repeated gives the stored answer", same);
        self.fine(
            "1.0 queryInstance",
            &v1::QueryInstance {
                instance_id: id.clone(),
            },
        )
        .await;
        let refresh = v1::RefreshInstance {
            order_id: self.order(1).0,
            instance_id: id.clone(),
            product_id: None,
            expire_time: Stamp(self.now + TimeDelta::days(60)),
            trial_to_formal: None,
            period_type: Some("month".into()),
            period_number: Some(1),
            order_amount: None,
        };
        self.fine("1.0 refreshInstance", &refresh).await;
        let expire = v1::ExpireInstance {
            instance_id: id.clone(),
            order_id: self.order(0).0,
        };
        self.fine("1.0 expireInstance", &expire).await;
        self.fine("1.0 expireInstance repeated", &expire).await;
        let normal = v1::InstanceStatus {
            instance_id: id.clone(),
            instance_status: StatusV1::Normal,
        };
        self.fine("1.0 instanceStatus", &normal).await;
        let upgrade = v1::Upgrade {
            instance_id: id.clone(),
            order_id: self.order(2).0,
            sku_code: "sku-2".into(),
            product_id: "p-2".into(),
            amount: None,
            disk_size: None,
            band_width: None,
            saas_extend_params: None,
        };
        self.fine("1.0 upgrade", &upgrade).await;
        let release = v1::ReleaseInstance {
            instance_id: id,
            order_id: self.order(0).0,
            order_amount: None,
        };
        self.fine("1.0 releaseInstance", &release).await;
        self.fine("1.0 releaseInstance repeated", &release).await;
        let other = AccessKey::new("a key the seller does not have");
        let stolen = self.call_as(&release, RIGHT, &other).await;
        let tried = match stolen {
            // It is answered under the seller's own key, which the stranger cannot check.
            Err(ClientError::Unsigned(_)) => Ok(()),
            other => Err(format!("a stranger's call ended in {other:?}")),
        };
        self.note("1.0 a wrong authToken", tried);
    }

    fn readable(&self, answer: &v1::NewInstanceAnswer) -> Tried {
        let Some(app) = &answer.app_info else {
            return Ok(());
        };
        let cipher =
            Cipher::from_code(answer.encrypt_type.as_deref()).ok_or("there is no such encryptType")?;
        for text in [&app.user_name, &app.password].into_iter().flatten() {
            decrypt(text, self.key, cipher).map_err(|e| e.to_string())?;
        }
        Ok(())
    }
}
