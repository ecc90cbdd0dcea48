//! Production interface 2.0 (生产接口): what the platform calls at a seller's one address, dispatched by `activity`.

mod change_instance_check;
mod new_instance;
mod order_notify;
mod query_instance;
mod refresh_instance;
mod release_instance;
mod update_instance_status;
mod upgrade_instance;

pub use change_instance_check::{ChangeInstanceCheck, TargetProduct};
pub use new_instance::{NewInstance, NewInstanceAnswer};
pub use order_notify::OrderNotify;
pub use query_instance::{AppInfo, InstanceInfo, QueryInstance, QueryInstanceAnswer, UsageInfo};
pub use refresh_instance::RefreshInstance;
pub use release_instance::ReleaseInstance;
pub use update_instance_status::UpdateInstanceStatus;
pub use upgrade_instance::UpgradeInstance;

use super::{
    codes::ResultCode,
    message::{Field, Form, Message},
    values,
};
use serde::{Deserialize, Serialize};

/// What most calls are answered with.
///
/// ```
/// use guildhall_sdk::protocol::{message, production::Outcome};
/// let json = message::write(&Outcome::success()).unwrap();
/// assert_eq!(message::read::<Outcome>(&json).unwrap(), Outcome::success());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// How it went.
    pub result_code: ResultCode,
    /// In words.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub result_msg: Option<String>,
}

impl Outcome {
    /// Done.
    pub fn success() -> Outcome {
        Outcome {
            result_code: ResultCode::Success,
            result_msg: Some("success".into()),
        }
    }
}

impl Message for Outcome {
    const FIELDS: &'static [Field] = &[
        Field::must("resultCode", Form::Text(6)),
        Field::may("resultMsg", Form::Text(255)),
    ];
}

impl AppInfo {
    /// An application at this address; everything else is optional.
    ///
    /// ```
    /// use guildhall_sdk::protocol::production::AppInfo;
    /// assert_eq!(AppInfo::at("https://saas.example").admin_url, None);
    /// ```
    pub fn at(front_end_url: impl Into<String>) -> AppInfo {
        AppInfo {
            front_end_url: front_end_url.into(),
            admin_url: None,
            user_name: None,
            password: None,
            memo: None,
        }
    }
}

impl InstanceInfo {
    /// An instance that is used like this.
    ///
    /// ```
    /// use guildhall_sdk::protocol::production::InstanceInfo;
    /// assert!(InstanceInfo::new("i-1", None).usage_info.is_empty());
    /// ```
    pub fn new(instance_id: impl Into<String>, app_info: Option<AppInfo>) -> InstanceInfo {
        InstanceInfo {
            instance_id: instance_id.into(),
            app_info,
            usage_info: Vec::new(),
        }
    }
}
