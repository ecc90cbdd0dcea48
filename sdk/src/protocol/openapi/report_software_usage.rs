//! 软件使用信息 — D:0000002290055385

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Fault, Field, Form, Message, Wrong},
    openapi::LicenseOutcome,
    values,
};
use serde::{Deserialize, Serialize};

/// Report what license codes are used for.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::{LicenseUsage, ReportSoftwareUsage, SoftwareUsage}};
/// let used = SoftwareUsage { id: Some("device-1".into()), active_num: None };
/// let call = ReportSoftwareUsage {
///     usage_info: vec![LicenseUsage { license: "PL-1".into(), software_usage: vec![used] }],
/// };
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json["usage_info"][0]["software_usage_Info"], serde_json::json!([{ "id": "device-1" }]));
/// assert_eq!(message::read::<ReportSoftwareUsage>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportSoftwareUsage {
    /// The codes.
    #[serde(deserialize_with = "values::list")]
    pub usage_info: Vec<LicenseUsage>,
}

impl Message for ReportSoftwareUsage {
    const FIELDS: &'static [Field] = &[Field::must("usage_info", Form::List(100, LicenseUsage::FIELDS))];

    fn further(&self, faults: &mut Vec<Fault>) {
        for (at, usage) in self.usage_info.iter().enumerate() {
            for (index, software) in usage.software_usage.iter().enumerate() {
                if software.id.is_some() == software.active_num.is_some() {
                    let path = format!("usage_info[{at}].software_usage_Info[{index}]");
                    faults.push(Fault {
                        path,
                        wrong: Wrong::Form("needs exactly one of id and active_num"),
                    });
                }
            }
        }
    }
}

impl Endpoint for ReportSoftwareUsage {
    const NAME: &'static str = "license/software-usage-info";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/mkp-openapi-public/global/v2/license/software-usage-info";
    const AUTH: Auth = Auth::AkSk;
    const REPEAT: Repeat = Repeat::Unsent;
    const COMMON: Common = Common::None;
    type Answer = LicenseOutcome;
}

/// Either an id or a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SoftwareUsage {
    /// Who or what uses it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub id: Option<String>,
    /// How many are active.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_whole"
    )]
    pub active_num: Option<i64>,
}

impl Message for SoftwareUsage {
    const FIELDS: &'static [Field] = &[
        Field::may("id", Form::Text(256)),
        Field::may("active_num", Form::Whole(9)),
    ];
}

/// What one code is used for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LicenseUsage {
    /// The license code.
    #[serde(deserialize_with = "values::text")]
    pub license: String,
    /// At most a hundred.
    #[serde(rename = "software_usage_Info", deserialize_with = "values::list")]
    pub software_usage: Vec<SoftwareUsage>,
}

impl Message for LicenseUsage {
    const FIELDS: &'static [Field] = &[
        Field::must("license", Form::Text(64)),
        Field::must("software_usage_Info", Form::List(100, SoftwareUsage::FIELDS)),
    ];
}
