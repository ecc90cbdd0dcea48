//! What a seller's server has to pass before it goes on sale: every activity, repeated, malformed, and signed wrongly.

use crate::{
    client::{ClientError, Production, Settings},
    machine::{Machine, System},
    protocol::{
        AccessKey, Dialect,
        codes::ResultCode,
        endpoint::{Auth, Common, Endpoint, Method, Repeat},
        kit, license,
        message::{Field, Message},
        production::{self, Outcome as Answer, QueryInstance},
        sign::secret::{Cipher, decrypt},
        v1,
        values::{Role, Scene, SpacedStamp, Stamp, Status, StatusV1},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// What a seller offers, and is tried on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Group {
    /// The base activities of 2.0, and order notices.
    Base,
    /// Kit syncs of 2.0.
    Kit,
    /// License 2.0 and online License.
    License,
    /// The base activities and kit syncs of 1.0.
    V1,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 4] = [Group::Base, Group::Kit, Group::License, Group::V1];
}

/// How one scenario went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Of which group.
    pub group: Group,
    /// What was tried.
    pub name: &'static str,
    /// Why it failed; nothing when it passed.
    pub failure: Option<String>,
}

/// Tries the groups on the server at this production address, which knows all kinds of calls by one key.
pub async fn run(url: &str, key: &AccessKey, groups: &[Group]) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for group in groups {
        let mut tour = Tour::new(url, key, *group, &mut outcomes);
        match group {
            Group::Base => tour.base().await,
            Group::Kit => tour.kit().await,
            Group::License => tour.license().await,
            Group::V1 => tour.v1().await,
        }
    }
    outcomes
}

type Tried<T = ()> = Result<T, String>;

struct Tour<'a> {
    url: &'a str,
    key: &'a AccessKey,
    group: Group,
    outcomes: &'a mut Vec<Outcome>,
    now: DateTime<Utc>,
    /// Nobody else's orders and instances.
    run: String,
}

/// A machine that is wrong on purpose.
#[derive(Debug, Clone)]
struct Wrong {
    late: TimeDelta,
    nonce: Option<String>,
}

impl Machine for Wrong {
    fn now(&self) -> DateTime<Utc> {
        System.now() - self.late
    }

    fn nonce(&self, length: usize) -> String {
        self.nonce.clone().unwrap_or_else(|| System.nonce(length))
    }
}

const RIGHT: Wrong = Wrong {
    late: TimeDelta::zero(),
    nonce: None,
};

impl<'a> Tour<'a> {
    fn new(url: &'a str, key: &'a AccessKey, group: Group, outcomes: &'a mut Vec<Outcome>) -> Tour<'a> {
        Tour {
            url,
            key,
            group,
            outcomes,
            now: System.now(),
            run: System.nonce(10),
        }
    }

    fn note(&mut self, name: &'static str, tried: Tried) {
        self.outcomes.push(Outcome {
            group: self.group,
            name,
            failure: tried.err(),
        });
    }

    async fn call<E: Endpoint>(&self, call: &E) -> Result<E::Answer, ClientError> {
        self.call_as(call, RIGHT, self.key).await
    }

    async fn call_as<E: Endpoint>(
        &self,
        call: &E,
        machine: Wrong,
        key: &AccessKey,
    ) -> Result<E::Answer, ClientError> {
        let settings = Settings {
            machine: Arc::new(machine),
            ..Settings::default()
        };
        Production::new(settings, Dialect::default())?
            .call(self.url, key, call, true)
            .await
    }

    async fn fine<E: Endpoint>(&mut self, name: &'static str, call: &E) {
        let tried = self.call(call).await.map(drop).map_err(|e| e.to_string());
        self.note(name, tried);
    }

    async fn refused<E: Endpoint>(
        &mut self,
        name: &'static str,
        call: &E,
        machine: Wrong,
        key: &AccessKey,
        wanted: &ResultCode,
    ) {
        let tried = match self.call_as(call, machine, key).await {
            Err(ClientError::Refused { code, .. }) if code == wanted.as_str() => Ok(()),
            Err(error) => Err(format!("wanted {wanted}: {error}")),
            Ok(_) => Err(format!("wanted {wanted}, and it was accepted")),
        };
        self.note(name, tried);
    }

    fn order(&self, n: u32) -> (String, String) {
        (format!("CS{}{n}", self.run), format!("CS{}{n}-000001", self.run))
    }

    fn refresh(&self, n: u32, instance: &str, scene: Scene) -> production::RefreshInstance {
        let (order_id, order_line_id) = self.order(n);
        production::RefreshInstance {
            scene,
            order_id,
            order_line_id,
            instance_id: instance.into(),
            product_id: None,
            expire_time: Stamp(self.now + TimeDelta::days(60)),
        }
    }

    /// Creates, and asks until the instance is there. The name is given even when it never comes.
    async fn create(&self) -> (String, Tried) {
        let (order_id, order_line_id) = self.order(0);
        let business_id = format!("b-{}-{}", self.run, System.nonce(6));
        let call = production::NewInstance {
            order_id,
            order_line_id,
            business_id,
        };
        match self.call(&call).await {
            Err(error) => (String::new(), Err(error.to_string())),
            Ok(answer) => {
                let id = answer.instance_id.unwrap_or_default();
                let there = self
                    .is_there(&id, answer.result_code == ResultCode::Processing)
                    .await;
                (id, there)
            }
        }
    }

    async fn is_there(&self, id: &str, later: bool) -> Tried {
        for _ in 0..50 {
            let asked = self
                .call(&QueryInstance {
                    instance_id: id.into(),
                })
                .await;
            if asked
                .map_err(|e| e.to_string())?
                .info
                .iter()
                .any(|i| i.instance_id == id)
            {
                return Ok(());
            }
            if !later {
                return Err(format!("queryInstance does not know {id}"));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(format!("queryInstance never gave {id}, which was to come later"))
    }

    async fn base(&mut self) {
        let (id, created) = self.create().await;
        self.note("newInstance, then queryInstance", created);
        let same = match self.create().await {
            (again, _) if again == id && !id.is_empty() => Ok(()),
            (again, _) => Err(format!("{again:?} is another instance than {id:?}")),
        };
        self.note("newInstance repeated is the same instance", same);
        let renewal = self.refresh(1, &id, Scene::Renewal);
        self.fine("refreshInstance RENEWAL", &renewal).await;
        self.fine("refreshInstance repeated", &renewal).await;
        self.fine(
            "refreshInstance TRIAL_TO_FORMAL",
            &self.refresh(2, &id, Scene::TrialToFormal),
        )
        .await;
        let unsubscribe = self.refresh(3, &id, Scene::UnsubscribeRenewalPeriod);
        self.fine("refreshInstance UNSUBSCRIBE_RENEWAL_PERIOD", &unsubscribe)
            .await;
        let product = production::TargetProduct {
            product_id: Some("OFFI000000000000000002".into()),
            sku_code: Some("sku-2".into()),
            linear_value: None,
        };
        let check = production::ChangeInstanceCheck {
            instance_id: id.clone(),
            product_info: product,
        };
        self.fine("changeInstanceCheck", &check).await;
        self.fine(
            "refreshInstance RENEWAL_CHANGE",
            &self.refresh(4, &id, Scene::RenewalChange),
        )
        .await;
        for (name, status) in [
            ("updateInstanceStatus FREEZE", Status::Freeze),
            ("updateInstanceStatus UNFREEZE", Status::Unfreeze),
            ("updateInstanceStatus FREEZE again", Status::Freeze),
        ] {
            self.fine(
                name,
                &production::UpdateInstanceStatus {
                    instance_id: id.clone(),
                    status,
                },
            )
            .await;
        }
        let (order_id, order_line_id) = self.order(5);
        let upgrade = production::UpgradeInstance {
            instance_id: id.clone(),
            order_id,
            order_line_id,
        };
        self.fine("upgradeInstance", &upgrade).await;
        let (order_id, order_line_id) = self.order(6);
        self.fine(
            "orderNotify",
            &production::OrderNotify {
                order_id,
                order_line_id,
            },
        )
        .await;
        self.wrongs(&id).await;
        let release = production::ReleaseInstance {
            instance_id: id,
            order_id: None,
            order_line_id: None,
        };
        self.fine("releaseInstance", &release).await;
        self.fine("releaseInstance repeated", &release).await;
    }

    /// What must be refused, with the documented code.
    async fn wrongs(&mut self, id: &str) {
        let query = QueryInstance {
            instance_id: id.into(),
        };
        let key = self.key.clone();
        let other = AccessKey::new("a key the seller does not have");
        self.refused(
            "a wrong signature",
            &query,
            RIGHT,
            &other,
            &ResultCode::Unauthenticated,
        )
        .await;
        let late = Wrong {
            late: TimeDelta::seconds(120),
            nonce: None,
        };
        self.refused(
            "a call two minutes old",
            &query,
            late,
            &key,
            &ResultCode::InvalidParameter,
        )
        .await;
        let early = Wrong {
            late: TimeDelta::seconds(-120),
            nonce: None,
        };
        self.refused(
            "a call from the future",
            &query,
            early,
            &key,
            &ResultCode::InvalidParameter,
        )
        .await;
        let same = Wrong {
            late: TimeDelta::zero(),
            nonce: Some(System.nonce(32)),
        };
        let first = self
            .call_as(&query, same.clone(), &key)
            .await
            .map(drop)
            .map_err(|e| e.to_string());
        self.note("a nonce", first);
        self.refused(
            "a nonce used before",
            &query,
            same,
            &key,
            &ResultCode::Unauthenticated,
        )
        .await;
        let empty = Bare::<NEW> {};
        self.refused(
            "a call without its fields",
            &empty,
            RIGHT,
            &key,
            &ResultCode::InvalidParameter,
        )
        .await;
        let unknown = Bare::<NOTHING> {};
        self.refused(
            "an activity there is not",
            &unknown,
            RIGHT,
            &key,
            &ResultCode::InvalidParameter,
        )
        .await;
        let nobody = self.refresh(7, &format!("nobody-{}", self.run), Scene::Renewal);
        self.refused(
            "an instance there is not",
            &nobody,
            RIGHT,
            &key,
            &ResultCode::NoSuchInstance,
        )
        .await;
    }

    async fn kit(&mut self) {
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

    async fn license(&mut self) {
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

    async fn v1(&mut self) {
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
        let orgs = v1::AllOrgSync {
            instance_id: format!("i-{}", self.run),
            tenant_id: "t-1".into(),
            org_info: vec![v1::OrgInfoV1 {
                org_code: "c-1".into(),
                name: "研发部".into(),
                parent_code: None,
            }],
        };
        self.fine("1.0 allOrgSync", &orgs).await;
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

fn application(run: &str) -> kit::ApplicationSync {
    kit::ApplicationSync {
        instance_id: format!("i-{run}"),
        tenant_id: "t-1".into(),
        app_id: "a-1".into(),
        client_id: "c-1".into(),
        client_secret: "encrypted with the seller's public key".into(),
        flag: 1,
    }
}

fn auth(run: &str) -> kit::AuthSync {
    let user = kit::User {
        user_name: "zhang".into(),
        name: "张三".into(),
        org_code: "c-1".into(),
        position: None,
        employee_code: None,
        employee_type: Some(1),
        role: Role::User,
        enable: "true".into(),
        mobile: None,
        email: None,
        work_place: None,
        entry_date: None,
    };
    kit::AuthSync {
        instance_id: format!("i-{run}"),
        tenant_id: "t-1".into(),
        app_id: "a-1".into(),
        user_list: vec![user],
        current_sync_time: "20261122000000000".into(),
        flag: 1,
    }
}

fn new_v1(run: &str, order: &str) -> v1::NewInstance {
    v1::NewInstance {
        customer_id: "00000000000000000000000000000001".into(),
        customer_name: Some("debugging".into()),
        user_id: None,
        user_name: None,
        mobile_phone: None,
        email: None,
        business_id: format!("b-{run}"),
        order_id: order.into(),
        sku_code: Some("sku-1".into()),
        product_id: "00301-666666-0--0".into(),
        trial_flag: None,
        expire_time: None,
        charging_mode: Some(1),
        period_type: Some("month".into()),
        period_number: Some(1),
        order_amount: None,
        amount: None,
        disk_size: None,
        band_width: None,
        provision_type: None,
        saas_extend_params: None,
    }
}

const NEW: bool = true;
const NOTHING: bool = false;

/// A call that says its activity and nothing else.
#[derive(Debug, Serialize, Deserialize)]
struct Bare<const IS_NEW: bool> {}

impl<const IS_NEW: bool> Message for Bare<IS_NEW> {
    const FIELDS: &'static [Field] = &[];
}

impl<const IS_NEW: bool> Endpoint for Bare<IS_NEW> {
    const NAME: &'static str = if IS_NEW { "newInstance" } else { "danceInstance" };
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Unsent;
    const COMMON: Common = Common::Activity;
    type Answer = Answer;
}
