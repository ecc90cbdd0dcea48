//! Every name an `impl Seller` and its `main` write: `use guildhall_sdk::seller::prelude::*;`
//!
//! Calls of 1.0 have the names of 2.0; they come as `v1::NewInstance` and so on.
//!
//! ```
//! use guildhall_sdk::seller::prelude::*;
//! let settings = Settings::new("/produce", Keys::one("the key"));
//! assert_eq!(settings.answer_within_ms, 4_000);
//! ```

#[cfg(feature = "seller-sqlite")]
pub use super::SqliteStore;
pub use super::{
    Context, Created, CreatedV1, Keys, License, MemoryStore, Refusal, Seller, Server, Settings, serve,
};
pub use crate::protocol::{
    AccessKey,
    codes::ResultCode,
    kit::{AllOrgSync, ApplicationSync, AuthSync, SingleOrgSync, TenantSync},
    license::{GetLicenseAsync, RefreshLicenseCode, ReleaseLicenseCode, UpdateLicenseCodeStatus},
    production::{
        AppInfo, ChangeInstanceCheck, InstanceInfo, NewInstance, OrderNotify, RefreshInstance,
        ReleaseInstance, UpdateInstanceStatus, UpgradeInstance,
    },
    v1,
    values::{Scene, Status},
};
