//! The scenarios of what is withdrawn for new goods and still called for old ones: kit syncs of 1.0, and License 1.0.

use super::{
    RIGHT, Tour,
    messages::{application, auth, new_v1},
};
use crate::{
    client::ClientError,
    protocol::{AccessKey, v1, values::Stamp},
};
use chrono::TimeDelta;

impl Tour<'_> {
    pub(super) async fn kit_v1(&mut self) {
        let instance_id = format!("i-{}", self.run);
        let tenant_id = String::from("t-1");
        let tenant = v1::TenantSync {
            instance_id: instance_id.clone(),
            order_id: self.order(0).0,
            tenant_id: tenant_id.clone(),
            tenant_code: "code".into(),
            name: "云帆科技".into(),
            domain_name: "https://tenant.example".into(),
            flag: 1,
        };
        self.fine("1.0 tenantSync", &tenant).await;
        self.fine("1.0 tenantSync repeated", &tenant).await;
        let new = application(&self.run);
        let app = v1::ApplicationSync {
            instance_id: instance_id.clone(),
            tenant_id: tenant_id.clone(),
            app_id: new.app_id,
            client_id: new.client_id,
            client_secret: new.client_secret,
            flag: 1,
        };
        self.fine("1.0 applicationSync", &app).await;
        let new = auth(&self.run);
        let people = v1::AuthSync {
            instance_id: instance_id.clone(),
            tenant_id: tenant_id.clone(),
            app_id: new.app_id,
            user_list: new.user_list,
            current_sync_time: new.current_sync_time,
            flag: 1,
        };
        self.fine("1.0 authSync", &people).await;
        let org = v1::SingleOrgSync {
            instance_id: instance_id.clone(),
            tenant_id: tenant_id.clone(),
            org_code: "c-1".into(),
            org_name: "研发部".into(),
            parent_code: None,
            flag: 1,
        };
        self.fine("1.0 singleOrgSync", &org).await;
        let orgs = v1::AllOrgSync {
            instance_id,
            tenant_id,
            org_info: vec![v1::OrgInfoV1 {
                org_code: "c-1".into(),
                name: "研发部".into(),
                parent_code: None,
            }],
        };
        self.fine("1.0 allOrgSync", &orgs).await;
    }

    pub(super) async fn license_v1(&mut self) {
        let new = new_v1(&self.run, &self.order(0).0);
        let apply = v1::GetLicense {
            customer_id: new.customer_id,
            customer_name: new.customer_name,
            user_id: None,
            user_name: None,
            mobile_phone: None,
            email: None,
            business_id: new.business_id,
            order_id: new.order_id,
            sku_code: new.sku_code,
            product_id: new.product_id,
            trial_flag: None,
            expire_time: Some(Stamp(self.now + TimeDelta::days(30))),
            charging_mode: new.charging_mode,
            period_type: new.period_type,
            period_number: new.period_number,
            order_amount: None,
            amount: None,
            disk_size: None,
            band_width: None,
            provision_type: None,
            saas_extend_params: None,
        };
        let first = self.call(&apply).await.map_err(|e| e.to_string());
        let issued = first.clone().and_then(|answer| match answer.license.as_deref() {
            None | Some("") => Err("there is no license in the answer".into()),
            Some(_) => Ok(()),
        });
        self.note("1.0 getLicense", issued);
        let apply = v1::GetLicense {
            business_id: format!("again-{}", self.run),
            ..apply
        };
        let again = self.call(&apply).await.map_err(|e| e.to_string());
        let same = match (&first, again) {
            (_, Err(error)) => Err(error),
            (Ok(first), Ok(again)) if *first == again => Ok(()),
            _ => Err("the answer is another one".into()),
        };
        self.note("1.0 getLicense repeated gives the same license", same);
        let instance_id = first.ok().and_then(|answer| answer.instance_id);
        let instance_id = instance_id.unwrap_or_else(|| format!("i-{}", self.run));
        let refresh = v1::RefreshLicense {
            order_id: self.order(1).0,
            instance_id: instance_id.clone(),
            product_id: None,
            expire_time: Some(Stamp(self.now + TimeDelta::days(60))),
            period_type: Some("month".into()),
            period_number: Some(1),
        };
        self.fine("1.0 refreshLicense", &refresh).await;
        self.fine("1.0 refreshLicense repeated", &refresh).await;
        let expire = v1::ExpireInstance {
            instance_id: instance_id.clone(),
            order_id: self.order(0).0,
        };
        self.fine("1.0 expireInstance of a license", &expire).await;
        let release = v1::ReleaseLicense {
            instance_id,
            order_id: self.order(0).0,
        };
        self.fine("1.0 releaseLicense", &release).await;
        self.fine("1.0 releaseLicense repeated", &release).await;
        let other = AccessKey::new("a key the seller does not have");
        let stolen = self.call_as(&release, RIGHT, &other).await;
        let tried = match stolen {
            Err(ClientError::Unsigned(_)) => Ok(()),
            other => Err(format!("a stranger's call ended in {other:?}")),
        };
        self.note("1.0 a wrong authToken for a license", tried);
    }
}
