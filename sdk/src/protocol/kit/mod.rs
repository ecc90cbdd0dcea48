//! Kit syncs of 2.0 (联营): enterprises, applications, people and departments of a buyer.

mod all_org_sync;
mod application_sync;
mod auth_sync;
mod single_org_sync;
mod tenant_sync;

pub use all_org_sync::{AllOrgSync, OrgInfo};
pub use application_sync::ApplicationSync;
pub use auth_sync::{AuthSync, User};
pub use single_org_sync::SingleOrgSync;
pub use tenant_sync::TenantSync;
