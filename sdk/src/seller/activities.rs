//! What a seller implements: one method per activity.

use crate::protocol::{
    codes::ResultCode,
    kit::{AllOrgSync, ApplicationSync, AuthSync, SingleOrgSync, TenantSync},
    license::{GetLicenseAsync, RefreshLicenseCode, ReleaseLicenseCode, UpdateLicenseCodeStatus},
    production::{
        AppInfo, ChangeInstanceCheck, InstanceInfo, NewInstance, OrderNotify, RefreshInstance,
        ReleaseInstance, UpdateInstanceStatus, UpgradeInstance,
    },
    v1,
};
use chrono::{DateTime, Utc};
use std::future::{Future, ready};

/// What a call is besides its own fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// A call of the debugging console: nobody has paid.
    pub test: bool,
    /// When it came.
    pub now: DateTime<Utc>,
    /// Of new instances: the name it is to have, the `businessId` of the first request for this order line (D:0070649427).
    /// It stays the same however often the call is repeated. Of other calls: empty.
    pub instance_id: String,
}

/// How a creation went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// The instance is there.
    Ready,
    /// It is on its way (`000004`): the marketplace asks with `queryInstance` until there is an answer.
    Later,
}

/// How a creation of 1.0 went.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreatedV1 {
    /// How the instance is used; the kit encrypts user name and password.
    pub app_info: Option<AppInfo>,
}

/// A license of License 1.0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct License {
    /// The license.
    pub license: String,
}

/// Why a call is refused: a code of the documents, and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: ResultCode,
    /// At most 255 characters are sent.
    pub message: String,
}

impl Refusal {
    /// Any refusal.
    pub fn new(code: ResultCode, message: impl Into<String>) -> Refusal {
        Refusal {
            code,
            message: message.into(),
        }
    }

    /// There is no such instance, or license code (`000003`).
    pub fn no_such_instance() -> Refusal {
        Refusal::new(ResultCode::NoSuchInstance, "no such instance")
    }

    /// Our own fault (`000005`): the marketplace tries again.
    pub fn internal(error: impl std::fmt::Display) -> Refusal {
        Refusal::new(ResultCode::Internal, error.to_string())
    }
}

/// A seller: what each call of the marketplace does. What is not implemented is refused with `000002`.
///
/// Methods are called once at a time for the same order line, change or release, and not again once they succeeded.
/// Freezing, kit syncs and questions are called as often as they come and have to bear it. A method that takes longer
/// than the kit waits goes on; the marketplace is told `000004` and hears of the end when it asks again.
pub trait Seller: Send + Sync + 'static {
    /// Create an instance (新购). Its name is [`Context::instance_id`].
    fn new_instance(
        &self,
        call: NewInstance,
        cx: Context,
    ) -> impl Future<Output = Result<Created, Refusal>> + Send;

    /// What is known of these instances. One that is still being created is left out; `000003` when none is known at all.
    fn query_instance(
        &self,
        instances: Vec<String>,
        cx: Context,
    ) -> impl Future<Output = Result<Vec<InstanceInfo>, Refusal>> + Send;

    /// An instance's term changes (续费, 退续费, 试用转正).
    fn refresh_instance(
        &self,
        call: RefreshInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Freeze an instance, or serve it again.
    fn update_instance_status(
        &self,
        call: UpdateInstanceStatus,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Give an instance up for good.
    fn release_instance(
        &self,
        call: ReleaseInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Change an instance's specification to the one in the order.
    fn upgrade_instance(
        &self,
        call: UpgradeInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// May an instance be renewed as another product?
    fn change_instance_check(
        &self,
        call: ChangeInstanceCheck,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// An order was paid.
    fn order_notify(
        &self,
        call: OrderNotify,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// An enterprise comes, changes or goes. Of 1.0 as well.
    fn tenant_sync(&self, call: TenantSync, cx: Context) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// An application comes, changes or goes. Of 1.0 as well.
    fn application_sync(
        &self,
        call: ApplicationSync,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// People may use an application, or may no more. Of 1.0 as well.
    fn auth_sync(&self, call: AuthSync, cx: Context) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// A department comes, changes or goes. Of 1.0 as well.
    fn single_org_sync(
        &self,
        call: SingleOrgSync,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// All departments at once. Of 1.0 as well.
    fn all_org_sync(
        &self,
        call: AllOrgSync,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// A license code's term changes.
    fn refresh_license_code(
        &self,
        call: RefreshLicenseCode,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Freeze a license code, or let it be used again.
    fn update_license_code_status(
        &self,
        call: UpdateLicenseCodeStatus,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Give a license code up for good.
    fn release_license_code(
        &self,
        call: ReleaseLicenseCode,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Apply for a License: `Ready` when it was delivered, `Later` when it will be.
    fn get_license_async(
        &self,
        call: GetLicenseAsync,
        cx: Context,
    ) -> impl Future<Output = Result<Created, Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Create an instance (1.0). What is answered is kept and given again whenever the buyer opens the page.
    fn new_instance_v1(
        &self,
        call: v1::NewInstance,
        cx: Context,
    ) -> impl Future<Output = Result<CreatedV1, Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// What is known of these instances (1.0); the kit encrypts user name and password.
    fn query_instance_v1(
        &self,
        instances: Vec<String>,
        cx: Context,
    ) -> impl Future<Output = Result<Vec<InstanceInfo>, Refusal>> + Send {
        let _ = (instances, cx);
        not_offered()
    }

    /// An instance's term changes (1.0).
    fn refresh_instance_v1(
        &self,
        call: v1::RefreshInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// An instance's time is over (1.0): freeze it.
    fn expire_instance_v1(
        &self,
        call: v1::ExpireInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Give an instance up for good (1.0).
    fn release_instance_v1(
        &self,
        call: v1::ReleaseInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Change an instance's specification (1.0).
    fn upgrade_v1(&self, call: v1::Upgrade, cx: Context) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Freeze an instance charged by use, or serve it again (1.0).
    fn instance_status_v1(
        &self,
        call: v1::InstanceStatus,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Issue a license (License 1.0).
    fn get_license_v1(
        &self,
        call: v1::GetLicense,
        cx: Context,
    ) -> impl Future<Output = Result<License, Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// A license's term changes (License 1.0).
    fn refresh_license_v1(
        &self,
        call: v1::RefreshLicense,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }

    /// Give a license up for good (License 1.0).
    fn release_license_v1(
        &self,
        call: v1::ReleaseLicense,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        let _ = (call, cx);
        not_offered()
    }
}

fn not_offered<T: Send>() -> impl Future<Output = Result<T, Refusal>> + Send {
    ready(Err(Refusal::new(
        ResultCode::InvalidParameter,
        "this activity is not offered",
    )))
}
