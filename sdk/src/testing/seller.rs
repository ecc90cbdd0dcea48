//! A seller that sells everything and keeps it in memory.

use super::faults::{self, Fault, FaultQueue};
use crate::{
    protocol::{
        codes::ResultCode,
        kit::{AllOrgSync, ApplicationSync, AuthSync, SingleOrgSync, TenantSync},
        license::{GetLicenseAsync, RefreshLicenseCode, ReleaseLicenseCode, UpdateLicenseCodeStatus},
        production::{
            AppInfo, ChangeInstanceCheck, InstanceInfo, NewInstance, OrderNotify, RefreshInstance,
            ReleaseInstance, UpdateInstanceStatus, UpgradeInstance,
        },
        v1,
    },
    seller::{
        Context, Created, CreatedV1, Keys, License, MemoryStore, Refusal, Seller, Server, Settings, serve,
    },
};
use axum::middleware::from_fn;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// What the fake seller knows of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Instance {
    order: String,
    frozen: bool,
    released: bool,
    /// How often it was extended.
    renewals: u32,
    /// Questions left until it is ready.
    wait: u32,
}

#[derive(Debug, Default)]
struct Shop {
    instances: Mutex<BTreeMap<String, Instance>>,
    /// Creations answer `000004` first, and are ready at the second question.
    slow: bool,
}

type Done = Result<(), Refusal>;

impl Shop {
    fn add(&self, id: &str, order: &str, wait: u32) {
        let mut instances = self.instances.lock().unwrap_or_else(PoisonError::into_inner);
        let order = order.to_owned();
        instances.insert(
            id.to_owned(),
            Instance {
                order,
                frozen: false,
                released: false,
                renewals: 0,
                wait,
            },
        );
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Instance)) -> Done {
        let mut instances = self.instances.lock().unwrap_or_else(PoisonError::into_inner);
        instances
            .get_mut(id)
            .map(change)
            .ok_or_else(Refusal::no_such_instance)
    }

    fn show(&self, ids: &[String]) -> Result<Vec<InstanceInfo>, Refusal> {
        let mut instances = self.instances.lock().unwrap_or_else(PoisonError::into_inner);
        if !ids.iter().any(|id| instances.contains_key(id)) {
            return Err(Refusal::no_such_instance());
        }
        let mut found = Vec::new();
        for id in ids {
            let Some(instance) = instances.get_mut(id).filter(|i| !i.released) else {
                continue;
            };
            if instance.wait > 0 {
                instance.wait -= 1;
                continue;
            }
            let app_info = Some(app(id));
            found.push(InstanceInfo {
                instance_id: id.clone(),
                app_info,
                usage_info: Vec::new(),
            });
        }
        Ok(found)
    }
}

fn app(id: &str) -> AppInfo {
    AppInfo {
        front_end_url: format!("https://seller.example/{id}"),
        admin_url: Some("https://seller.example/admin".into()),
        user_name: Some("first-user".into()),
        password: Some("change me".into()),
        memo: Some("一切就绪".into()),
    }
}

/// The shop, shared with whoever looks into it.
struct Shared(Arc<Shop>);

impl Seller for Shared {
    async fn new_instance(&self, call: NewInstance, cx: Context) -> Result<Created, Refusal> {
        self.0
            .add(&cx.instance_id, &call.order_id, u32::from(self.0.slow));
        Ok(if self.0.slow {
            Created::Later
        } else {
            Created::Ready
        })
    }
    async fn query_instance(&self, ids: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> {
        self.0.show(&ids)
    }
    async fn refresh_instance(&self, call: RefreshInstance, _: Context) -> Done {
        self.0.change(&call.instance_id, |i| i.renewals += 1)
    }
    async fn update_instance_status(&self, call: UpdateInstanceStatus, _: Context) -> Done {
        self.0
            .change(&call.instance_id, |i| i.frozen = call.status.as_str() == "FREEZE")
    }
    async fn release_instance(&self, call: ReleaseInstance, _: Context) -> Done {
        self.0.change(&call.instance_id, |i| i.released = true)
    }
    async fn upgrade_instance(&self, call: UpgradeInstance, _: Context) -> Done {
        self.0.change(&call.instance_id, |_| ())
    }
    async fn change_instance_check(&self, call: ChangeInstanceCheck, _: Context) -> Done {
        self.0.change(&call.instance_id, |_| ())
    }
    async fn order_notify(&self, _: OrderNotify, _: Context) -> Done {
        Ok(())
    }
    async fn tenant_sync(&self, _: TenantSync, _: Context) -> Done {
        Ok(())
    }
    async fn application_sync(&self, _: ApplicationSync, _: Context) -> Done {
        Ok(())
    }
    async fn auth_sync(&self, _: AuthSync, _: Context) -> Done {
        Ok(())
    }
    async fn single_org_sync(&self, _: SingleOrgSync, _: Context) -> Done {
        Ok(())
    }
    async fn all_org_sync(&self, _: AllOrgSync, _: Context) -> Done {
        Ok(())
    }
    async fn refresh_license_code(&self, _: RefreshLicenseCode, _: Context) -> Done {
        Ok(())
    }
    async fn update_license_code_status(&self, _: UpdateLicenseCodeStatus, _: Context) -> Done {
        Ok(())
    }
    async fn release_license_code(&self, _: ReleaseLicenseCode, _: Context) -> Done {
        Ok(())
    }
    async fn get_license_async(&self, call: GetLicenseAsync, _: Context) -> Result<Created, Refusal> {
        match call.device_fingerprint {
            Some(_) => Ok(Created::Later),
            None => Err(Refusal::new(
                ResultCode::FingerprintRequired,
                "which device is it for?",
            )),
        }
    }
    async fn new_instance_v1(&self, call: v1::NewInstance, cx: Context) -> Result<CreatedV1, Refusal> {
        self.0.add(&cx.instance_id, &call.order_id, 0);
        Ok(CreatedV1 {
            app_info: Some(app(&cx.instance_id)),
        })
    }
    async fn query_instance_v1(&self, ids: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> {
        self.0.show(&ids)
    }
    async fn refresh_instance_v1(&self, call: v1::RefreshInstance, _: Context) -> Done {
        self.0.change(&call.instance_id, |i| i.renewals += 1)
    }
    async fn expire_instance_v1(&self, call: v1::ExpireInstance, _: Context) -> Done {
        self.0.change(&call.instance_id, |i| i.frozen = true)
    }
    async fn release_instance_v1(&self, call: v1::ReleaseInstance, _: Context) -> Done {
        self.0.change(&call.instance_id, |i| i.released = true)
    }
    async fn upgrade_v1(&self, call: v1::Upgrade, _: Context) -> Done {
        self.0.change(&call.instance_id, |_| ())
    }
    async fn instance_status_v1(&self, call: v1::InstanceStatus, _: Context) -> Done {
        self.0.change(&call.instance_id, |i| {
            i.frozen = call.instance_status.as_str() == "FREEZE"
        })
    }
    async fn get_license_v1(&self, call: v1::GetLicense, cx: Context) -> Result<License, Refusal> {
        self.0.add(&cx.instance_id, &call.order_id, 0);
        Ok(License {
            license: format!("PL-{}", cx.instance_id),
        })
    }
    async fn refresh_license_v1(&self, call: v1::RefreshLicense, _: Context) -> Done {
        self.0.change(&call.instance_id, |i| i.renewals += 1)
    }
    async fn release_license_v1(&self, call: v1::ReleaseLicense, _: Context) -> Done {
        self.0.change(&call.instance_id, |i| i.released = true)
    }
}

/// A running fake seller. It stops when it is dropped.
///
/// ```
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
/// use guildhall_sdk::testing::FakeSeller;
/// let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
/// assert_eq!(seller.instances(), serde_json::json!({}));
/// seller.stop().await;
/// # });
/// ```
#[derive(Debug)]
pub struct FakeSeller {
    address: SocketAddr,
    shop: Arc<Shop>,
    faults: FaultQueue,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl FakeSeller {
    /// Listens; every call must be signed with this key. `POST /_faults` orders faults, as [`FakeSeller::order`] does.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeSeller;
    /// let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
    /// assert!(seller.url().starts_with("http://127.0.0.1:"));
    /// # });
    /// ```
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub async fn start(listen: &str, key: &str) -> io::Result<FakeSeller> {
        FakeSeller::with(listen, Settings::new("/", Keys::one(key)), false).await
    }

    /// Listens with settings of one's own; `slow` ones create asynchronously.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::{seller::{Keys, Settings}, testing::{FakeSeller, Group, scenarios}};
    /// let slow = FakeSeller::with("127.0.0.1:0", Settings::new("/p", Keys::one("k")), true).await.unwrap();
    /// let outcomes = scenarios::run(&format!("{}/p", slow.url()), &"k".into(), &[Group::Base]).await;
    /// assert!(outcomes.iter().all(|o| o.failure.is_none()), "{outcomes:#?}");
    /// # });
    /// ```
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub async fn with(listen: &str, settings: Settings, slow: bool) -> io::Result<FakeSeller> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let shop = Arc::new(Shop {
            slow,
            ..Shop::default()
        });
        let faults = FaultQueue::default();
        let queue = faults.clone();
        let router = Server::new(Shared(shop.clone()), MemoryStore::default(), settings)
            .router()
            .layer(from_fn(move |request, next| {
                faults::layer(queue.clone(), request, next)
            }));
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(serve(listener, router, async {
            let _ = stopped.await;
        }));
        Ok(FakeSeller {
            address,
            shop,
            faults,
            stop: Some(stop),
            task,
        })
    }

    /// Its production address.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeSeller;
    /// let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
    /// assert!(seller.url().starts_with("http://127.0.0.1:"));
    /// # });
    /// ```
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next call that has none yet ends in this fault.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeSeller;
    /// let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
    /// seller.order(guildhall_sdk::testing::Fault::Status(500));
    /// # });
    /// ```
    pub fn order(&self, fault: Fault) {
        self.faults.order(fault);
    }

    /// Its instances, as JSON: by name, what became of each.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeSeller;
    /// let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
    /// assert_eq!(seller.instances().as_object().map(|i| i.len()), Some(0));
    /// # });
    /// ```
    pub fn instances(&self) -> serde_json::Value {
        let instances = self.shop.instances.lock().unwrap_or_else(PoisonError::into_inner);
        serde_json::json!(*instances)
    }

    /// Finishes what is begun and ends.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::testing::FakeSeller;
    /// let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
    /// seller.stop().await;
    /// # });
    /// ```
    pub async fn stop(mut self) {
        drop(self.stop.take());
        let _ = (&mut self.task).await;
    }
}

impl Drop for FakeSeller {
    fn drop(&mut self) {
        self.task.abort();
    }
}
