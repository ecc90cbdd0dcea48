//! A complete seller's server: `cargo run -p guildhall-sdk --features seller --example seller -- KEY 127.0.0.1:8080`.
//!
//! It sells everything the protocol knows: a SaaS with sign-in by the buyer's enterprise, and licenses, both in 2.0 and 1.0.
//! Instances are created in the background, as anything that takes longer than a moment should be. Replace the map by your
//! database and [`MemoryStore`] by one that survives a restart (`SqliteStore`, or your own), and put TLS in front.

use guildhall_sdk::seller::prelude::*;
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Mutex};

/// What is kept of an instance; `app` is there once it is ready.
#[derive(Default)]
struct Instance {
    app: Option<AppInfo>,
    frozen: bool,
}

#[derive(Clone, Default)]
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
    const V1_AS_V2: bool = true; // what 1.0 asks for is done by the same methods

    async fn new_instance(&self, _: NewInstance, cx: Context) -> Result<Created, Refusal> {
        let (shop, id) = (self.clone(), cx.instance_id);
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
        let frozen = call.status == Status::Freeze;
        self.change(&call.instance_id, |i| i.frozen = frozen).await
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
    async fn get_license_async(&self, _: GetLicenseAsync, _: Context) -> Result<Created, Refusal> {
        Ok(Created::Later) // and deliver it with `client::OpenApi::upload`
    }
    async fn get_license_v1(&self, _: v1::GetLicense, cx: Context) -> Result<License, Refusal> {
        let license = License::new(format!("PL-{}", cx.instance_id));
        self.0.lock().await.insert(cx.instance_id, Instance::default());
        Ok(license)
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
}

pub async fn run(listener: TcpListener, key: String) {
    let settings = Settings::new("/produce", Keys::one(key));
    let server = Server::new(Shop::default(), MemoryStore::default(), settings);
    serve(listener, server.router(), std::future::pending()).await;
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let (Some(key), Some(listen)) = (std::env::args().nth(1), std::env::args().nth(2)) else {
        return Err(std::io::Error::other("KEY ADDRESS"));
    };
    run(TcpListener::bind(listen).await?, key).await;
    Ok(())
}
