//! The open API: what a seller calls at the marketplace.

mod activate_license;
mod activate_licenses;
mod heartbeat;
mod push_usage;
mod push_usage_old;
mod query_order;
mod report_software_usage;
mod upload;

pub use activate_license::{ActivateData, ActivateLicense, ActivateLicenseAnswer};
pub use activate_licenses::ActivateLicenses;
pub use heartbeat::{Heartbeat, HeartbeatAnswer, HeartbeatInfo, LicenseInfo};
pub use push_usage::{PushUsage, UsageRecord};
pub use push_usage_old::{OldUsageRecord, PushUsageOld};
pub use query_order::{
    BuyerInfo, ExtendParam, OrderInfo, OrderLine, ProductInfo, QueryOrder, QueryOrderAnswer,
};
pub use report_software_usage::{LicenseUsage, ReportSoftwareUsage, SoftwareUsage};
pub use upload::Upload;

use super::{
    codes::{ApiCode, LicenseCode},
    message::{Fault, Field, Form, Message, Wrong},
    values::{self, LicenseStatus, UploadKind},
};
use serde::{Deserialize, Serialize};

/// The orders that are there for debugging; each has one line, `…-000001`. The spelling "MONTY" is the platform's.
///
/// ```
/// use guildhall_sdk::protocol::openapi::{MOCK_ORDERS, QueryOrder};
/// let query = QueryOrder { order_id: MOCK_ORDERS[2].into(), order_line_id: None };
/// assert_eq!(query.order_id, "MOCKONDEMAND");
/// ```
pub const MOCK_ORDERS: [&str; 9] = [
    "MOCKPERIODYEARNEW",
    "MOCKONETIMENEW",
    "MOCKONDEMAND",
    "MOCKONDEMANDPKG",
    "MOCKPERIODDAYTRIAL",
    "MOCKMONTYTRIALTOFORMAL",
    "MOCKMONTYUNSUBSCRIBE",
    "MOCKMONTYRENEW",
    "MOCKMONTYCHANGE",
];

/// What usage pushes and uploads are answered with.
///
/// ```
/// use guildhall_sdk::protocol::{codes::ApiCode, message, openapi::ApiOutcome};
/// let outcome: ApiOutcome = message::read(br#"{"error_code":"CBC.0000","error_msg":"success"}"#).unwrap();
/// assert_eq!(outcome.code(), ApiCode::Success);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApiOutcome {
    /// [`ApiCode::read`] reads it. Its documented length of 6 is less than `MKT.0000` has, and is not minded.
    #[serde(deserialize_with = "values::text")]
    pub error_code: String,
    /// In words.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub error_msg: Option<String>,
}

impl ApiOutcome {
    /// The code, with either prefix.
    pub fn code(&self) -> ApiCode {
        ApiCode::read(&self.error_code)
    }
}

impl Message for ApiOutcome {
    const FIELDS: &'static [Field] = &[
        Field::must("error_code", Form::Text(16)),
        Field::may("error_msg", Form::Text(1024)),
    ];
}

/// What license calls are answered with.
///
/// ```
/// use guildhall_sdk::protocol::{codes::LicenseCode, message, openapi::LicenseOutcome};
/// let outcome: LicenseOutcome = message::read(br#"{"error_code":"92020003"}"#).unwrap();
/// assert_eq!(outcome.error_code, LicenseCode::IllegalState);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LicenseOutcome {
    /// How it went.
    pub error_code: LicenseCode,
    /// In words.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub error_msg: Option<String>,
}

impl Message for LicenseOutcome {
    const FIELDS: &'static [Field] = &[
        Field::must("error_code", Form::Text(16)),
        Field::may("error_msg", Form::Text(1024)),
    ];
}

/// What [`ActivateData::license_code_info`] holds.
///
/// ```
/// use guildhall_sdk::protocol::openapi::{ActivateData, LicenseCodeInfo};
/// let data = ActivateData { license_code_info: Some(r#"{"status":"ALIVE","order_id":"CS 123"}"#.into()) };
/// let info: LicenseCodeInfo = data.info().unwrap().unwrap();
/// assert_eq!(info.order_id.as_deref(), Some("CS 123"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LicenseCodeInfo {
    /// What the code is.
    pub status: LicenseStatus,
    /// When it ends; an estimate.
    #[serde(default, deserialize_with = "values::maybe_text")]
    pub expire_time: Option<String>,
    /// The product.
    #[serde(default, deserialize_with = "values::maybe_text")]
    pub product_id: Option<String>,
    /// The order.
    #[serde(default, deserialize_with = "values::maybe_text")]
    pub order_id: Option<String>,
    /// How many.
    #[serde(default, deserialize_with = "values::maybe_whole")]
    pub amount: Option<i64>,
}

impl ActivateData {
    /// The JSON in the text.
    ///
    /// # Errors
    /// The place in it that does not read.
    pub fn info(&self) -> Option<Result<LicenseCodeInfo, super::message::Unreadable>> {
        let text = self.license_code_info.as_ref()?;
        let mut reader = serde_json::Deserializer::from_str(text);
        Some(
            serde_path_to_error::deserialize(&mut reader).map_err(|e| super::message::Unreadable {
                path: format!("data.license_code_info:{}", e.path()),
                message: e.inner().to_string(),
            }),
        )
    }
}

/// What the fields' table cannot say of an upload: which of the others each kind needs.
pub(super) fn upload_faults(upload: &Upload, faults: &mut Vec<Fault>) {
    let mut need = |name: &str, there: bool| {
        if !there {
            faults.push(Fault {
                path: name.to_owned(),
                wrong: Wrong::Missing,
            });
        }
    };
    let filled = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.is_empty());
    match upload.kind {
        UploadKind::Characters => need("characters", filled(&upload.characters)),
        UploadKind::File => {
            need("file_name", filled(&upload.file_name));
            need("sha256", filled(&upload.sha256));
        }
        UploadKind::Unknown(_) => {}
    }
}
