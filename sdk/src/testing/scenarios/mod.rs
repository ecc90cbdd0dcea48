//! What a seller's server has to pass before it goes on sale: every activity, repeated, malformed, and signed wrongly.

mod messages;
mod others;
mod withdrawn;

use crate::{
    client::{ClientError, Production, Settings},
    machine::{Machine, System},
    protocol::{
        AccessKey, Dialect,
        codes::ResultCode,
        endpoint::{Auth, Common, Endpoint, Method, Repeat},
        message::{Field, Message},
        production::{self, Outcome as Answer, QueryInstance},
        values::{Scene, Stamp, Status},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// What a seller offers, and is tried on.
///
/// ```
/// use guildhall_sdk::testing::Group;
/// assert!(Group::ALL.contains(&Group::License));
/// ```
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
    /// License 1.0.
    LicenseV1,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 5] = [
        Group::Base,
        Group::Kit,
        Group::License,
        Group::V1,
        Group::LicenseV1,
    ];
}

/// How one scenario went.
///
/// ```
/// use guildhall_sdk::testing::{Group, scenarios::Outcome};
/// let outcome = Outcome { group: Group::Kit, name: "tenantSync", failure: None };
/// assert_eq!(serde_json::to_string(&outcome).unwrap(), r#"{"group":"Kit","name":"tenantSync","failure":null}"#);
/// ```
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
///
/// ```
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
/// use guildhall_sdk::testing::{FakeSeller, Group, scenarios};
/// let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
/// let outcomes = scenarios::run(&seller.url(), &"another key".into(), &[Group::Kit]).await;
/// assert!(outcomes[0].failure.as_ref().unwrap().contains("000001"), "the keys must be the same");
/// # });
/// ```
pub async fn run(url: &str, key: &AccessKey, groups: &[Group]) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for group in groups {
        let mut tour = Tour::new(url, key, *group, &mut outcomes);
        match group {
            Group::Base => tour.base().await,
            Group::Kit => tour.kit().await,
            Group::License => tour.license().await,
            Group::V1 => {
                tour.v1().await;
                tour.kit_v1().await;
            }
            Group::LicenseV1 => tour.license_v1().await,
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
