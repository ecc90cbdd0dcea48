//! A complete seller's server: `cargo run -p guildhall-sdk --features seller --example seller -- KEY 127.0.0.1:8080`.
//!
//! It sells a SaaS with sign-in by the buyer's enterprise (2.0, kit syncs). Instances are created in the background, as
//! anything that takes longer than a moment should be. Replace the map by your database and [`MemoryStore`] by one that
//! survives a restart (`SqliteStore`, or your own), and put TLS in front.

use guildhall_sdk::protocol::kit::{AllOrgSync, ApplicationSync, AuthSync, SingleOrgSync, TenantSync};
use guildhall_sdk::protocol::production::{
    AppInfo, ChangeInstanceCheck, InstanceInfo, NewInstance, OrderNotify,
};
use guildhall_sdk::protocol::production::{
    RefreshInstance, ReleaseInstance, UpdateInstanceStatus, UpgradeInstance,
};
use guildhall_sdk::protocol::values::Status;
use guildhall_sdk::seller::{Context, Created, Keys, MemoryStore, Refusal, Seller, Server, Settings, serve};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Mutex};

/// What is kept of an instance; `app` is there once it is ready.
#[derive(Default)]
struct Instance {
    app: Option<AppInfo>,
    frozen: bool,
}

#[derive(Default)]
pub struct Shop(Arc<Mutex<HashMap<String, Instance>>>);

type Done = Result<(), Refusal>;

impl Shop {
    async fn change(&self, id: &str, change: impl FnOnce(&mut Instance) + Send) -> Done {
        let mut instances = self.0.lock().await;
        let instance = instances.get_mut(id).ok_or_else(Refusal::no_such_instance)?;
        change(instance);
        Ok(())
    }
}

impl Seller for Shop {
    async fn new_instance(&self, _: NewInstance, cx: Context) -> Result<Created, Refusal> {
        let (shop, id) = (Shop(self.0.clone()), cx.instance_id);
        shop.0.lock().await.insert(id.clone(), Instance::default());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(200)).await; // here the work is done
            let app = AppInfo::at(format!("https://saas.example/{id}"));
            shop.change(&id, |i| i.app = Some(app)).await
        });
        Ok(Created::Later)
    }
    async fn query_instance(&self, ids: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> {
        let instances = self.0.lock().await;
        if !ids.iter().any(|id| instances.contains_key(id)) {
            return Err(Refusal::no_such_instance());
        }
        let ready = |id: String| Some(InstanceInfo::new(&id, Some(instances.get(&id)?.app.clone()?)));
        Ok(ids.into_iter().filter_map(ready).collect())
    }
    async fn refresh_instance(&self, call: RefreshInstance, _: Context) -> Done {
        self.change(&call.instance_id, |i| i.frozen = false).await
    }
    async fn update_instance_status(&self, call: UpdateInstanceStatus, _: Context) -> Done {
        self.change(&call.instance_id, |i| i.frozen = call.status == Status::Freeze)
            .await
    }
    async fn release_instance(&self, call: ReleaseInstance, _: Context) -> Done {
        self.change(&call.instance_id, |i| i.app = None).await
    }
    async fn upgrade_instance(&self, call: UpgradeInstance, _: Context) -> Done {
        self.change(&call.instance_id, |_| ()).await
    }
    async fn change_instance_check(&self, call: ChangeInstanceCheck, _: Context) -> Done {
        self.change(&call.instance_id, |_| ()).await
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
}

pub async fn run(listener: TcpListener, key: String) {
    let settings = Settings::new("/produce", Keys::one(key));
    let server = Server::new(Shop::default(), MemoryStore::default(), settings);
    serve(listener, server.router(), std::future::pending()).await;
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let (key, listen) = (std::env::args().nth(1), std::env::args().nth(2));
    let (Some(key), Some(listen)) = (key, listen) else {
        return Err(std::io::Error::other("KEY ADDRESS"));
    };
    run(TcpListener::bind(listen).await?, key).await;
    Ok(())
}
