//! Production interface 1.0: withdrawn for new goods, still called for old ones. GET with `authToken`; answers carry `Body-Sign`.

mod all_org_sync;
mod application_sync;
mod auth_sync;
mod expire_instance;
mod get_license;
mod instance_status;
mod new_instance;
mod query_instance;
mod refresh_instance;
mod refresh_license;
mod release_instance;
mod release_license;
mod single_org_sync;
mod tenant_sync;
mod upgrade;

pub use all_org_sync::{AllOrgSync, OrgInfoV1};
pub use application_sync::ApplicationSync;
pub use auth_sync::AuthSync;
pub use expire_instance::ExpireInstance;
pub use get_license::{GetLicense, GetLicenseAnswer};
pub use instance_status::InstanceStatus;
pub use new_instance::{NewInstance, NewInstanceAnswer};
pub use query_instance::QueryInstance;
pub use refresh_instance::RefreshInstance;
pub use refresh_license::RefreshLicense;
pub use release_instance::ReleaseInstance;
pub use release_license::ReleaseLicense;
pub use single_org_sync::SingleOrgSync;
pub use tenant_sync::TenantSync;
pub use upgrade::Upgrade;
