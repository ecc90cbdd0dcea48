//! 字符串或文件流上传 — D:0070649351, SC:0114

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Fault, Field, Form, Message},
    openapi::ApiOutcome,
    values::{self, UploadKind},
};
use serde::{Deserialize, Serialize};

/// Deliver a License, as text or as file: the JSON part of a multipart body. `{event_id}` is that of `getLicenseAsync`.
///
/// ```
/// use guildhall_sdk::protocol::{message, openapi::Upload, values::UploadKind};
/// let mut call = Upload {
///     kind: UploadKind::Characters,
///     sha256: None,
///     characters: None,
///     file_name: None,
/// };
/// assert_eq!(message::write(&call).unwrap_err().to_string(), "characters: missing");
/// call.characters = Some("the license".into());
/// let json: serde_json::Value = serde_json::from_slice(&message::write(&call).unwrap()).unwrap();
/// assert_eq!(json, serde_json::json!({ "type": "CHARACTERS", "characters": "the license" }));
/// assert_eq!(message::read::<Upload>(json.to_string().as_bytes()).unwrap(), call);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Upload {
    /// Text or file.
    #[serde(rename = "type")]
    pub kind: UploadKind,
    /// Of the file, in hexadecimal; needed with it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub sha256: Option<String>,
    /// The text.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub characters: Option<String>,
    /// The file's name; needed with it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub file_name: Option<String>,
}

impl Message for Upload {
    const FIELDS: &'static [Field] = &[
        Field::must("type", Form::Text(10)),
        Field::may("sha256", Form::Text(64)),
        Field::may("characters", Form::Text(1024)),
        Field::may("file_name", Form::AnyText),
    ];

    fn further(&self, faults: &mut Vec<Fault>) {
        super::upload_faults(self, faults);
    }
}

impl Endpoint for Upload {
    const NAME: &'static str = "market-event/file";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/mkp-openapi-public/global/v1/market-event/{event_id}/file";
    const AUTH: Auth = Auth::AkSk;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::None;
    type Answer = ApiOutcome;
}
