//! What a seller implements: one method per activity.

use super::{Context, Created, CreatedV1, License, Refusal, as_v2};
use crate::protocol::{
    codes::ResultCode,
    kit::{AllOrgSync, ApplicationSync, AuthSync, SingleOrgSync, TenantSync},
    license::{GetLicenseAsync, RefreshLicenseCode, ReleaseLicenseCode, UpdateLicenseCodeStatus},
    production::{
        ChangeInstanceCheck, InstanceInfo, NewInstance, OrderNotify, RefreshInstance, ReleaseInstance,
        UpdateInstanceStatus, UpgradeInstance,
    },
    v1,
};
use std::future::{Future, ready};

/// A seller: what each call of the marketplace does. What is not implemented is refused with `000002`.
///
/// Methods are called once at a time for the same order line, change or release, and not again once they succeeded.
/// Freezing, kit syncs and questions are called as often as they come and have to bear it. A method that takes longer
/// than the kit waits goes on; the marketplace is told `000004` and hears of the end when it asks again.
///
/// ```
/// use guildhall_sdk::seller::prelude::*;
///
/// struct Shop;
///
/// impl Seller for Shop {
///     async fn new_instance(&self, call: NewInstance, cx: Context) -> Result<Created, Refusal> {
///         match call.order_id.as_str() {
///             "the last one" => Err(Refusal::new(ResultCode::SoldOut, "none left")),
///             _ => Ok(if cx.test { Created::Ready } else { Created::Later }),
///         }
///     }
///     async fn query_instance(&self, ids: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> {
///         Ok(ids.iter().map(|id| InstanceInfo::new(id, Some(AppInfo::at("https://saas.example")))).collect())
///     }
/// }
/// ```
pub trait Seller: Send + Sync + 'static {
    /// Serve version 1.0 with the methods of 2.0, so that each thing is written once. Off by default: 1.0 has no
    /// freshness and no nonces, so only who still sells under it should answer it.
    ///
    /// | 1.0 | becomes |
    /// | --- | --- |
    /// | `newInstance` | [`Seller::new_instance`], then [`Seller::query_instance`] until there is an `appInfo`, as 1.0 answers with it |
    /// | `refreshInstance`, `refreshLicense` | [`Seller::refresh_instance`]; the scene by `trialToFormal` and the amount's sign |
    /// | `expireInstance`, `instanceStatus` | [`Seller::update_instance_status`] |
    /// | `upgrade`, `releaseInstance`, `releaseLicense`, `queryInstance` | their namesakes |
    ///
    /// What 1.0 does not say is empty there: `orderLineId`, and of a release the refund's order. `getLicense` has
    /// nothing like it in 2.0 and stays a method of its own.
    const V1_AS_V2: bool = false;

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
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.new_instance(as_v2::created(call), cx.clone()).await?;
            as_v2::app_info(self, cx).await
        }
    }

    /// What is known of these instances (1.0); the kit encrypts user name and password.
    fn query_instance_v1(
        &self,
        instances: Vec<String>,
        cx: Context,
    ) -> impl Future<Output = Result<Vec<InstanceInfo>, Refusal>> + Send {
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.query_instance(instances, cx).await
        }
    }

    /// An instance's term changes (1.0).
    fn refresh_instance_v1(
        &self,
        call: v1::RefreshInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.refresh_instance(as_v2::refreshed(call), cx).await
        }
    }

    /// An instance's time is over (1.0): freeze it.
    fn expire_instance_v1(
        &self,
        call: v1::ExpireInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.update_instance_status(as_v2::expired(call), cx).await
        }
    }

    /// Give an instance up for good (1.0).
    fn release_instance_v1(
        &self,
        call: v1::ReleaseInstance,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.release_instance(as_v2::released(call.instance_id), cx).await
        }
    }

    /// Change an instance's specification (1.0).
    fn upgrade_v1(&self, call: v1::Upgrade, cx: Context) -> impl Future<Output = Result<(), Refusal>> + Send {
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.upgrade_instance(as_v2::upgraded(call), cx).await
        }
    }

    /// Freeze an instance charged by use, or serve it again (1.0).
    fn instance_status_v1(
        &self,
        call: v1::InstanceStatus,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.update_instance_status(as_v2::changed(call), cx).await
        }
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
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.refresh_instance(as_v2::license_refreshed(call)?, cx).await
        }
    }

    /// Give a license up for good (License 1.0).
    fn release_license_v1(
        &self,
        call: v1::ReleaseLicense,
        cx: Context,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        async move {
            if !Self::V1_AS_V2 {
                return not_offered().await;
            }
            self.release_instance(as_v2::released(call.instance_id), cx).await
        }
    }
}

fn not_offered<T: Send>() -> impl Future<Output = Result<T, Refusal>> + Send {
    ready(Err(Refusal::new(
        ResultCode::InvalidParameter,
        "this activity is not offered",
    )))
}
