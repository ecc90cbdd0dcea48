//! Uploads are reserve → plain route → attach; downloads are links that expire.

use super::Purpose;
use crate::{
    finding::{Code, Finding},
    ids::FileId,
    operation,
    portal::{Role, Who},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who may upload: sellers what belongs to their products, administrators the marketplace's logo.
pub const UPLOADERS: &[Role] = &[Role::Owner, Role::ProductManager, Role::Administrator];
/// Who may download: the owning organisation's people and the desk.
pub const FILE_READERS: &[Role] = &[
    Role::Owner,
    Role::ProductManager,
    Role::Reviewer,
    Role::OperatorFinance,
    Role::Administrator,
];

/// Announces an upload, before its bytes are taken.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReserveUpload {
    /// What for.
    pub purpose: Purpose,
    /// The name it has on the sender's machine; only shown, never used as a path.
    pub file_name: String,
}
operation!(
    needs Nothing: ReserveUpload,
    Write,
    Who::Roles(UPLOADERS),
    FileId,
    "Announce an upload (then send it to /uploads).",
    |r| {
        let length = r.file_name.trim().chars().count();
        if length == 0 {
            vec![Finding::error("file", Code::UploadMissing)]
        } else if length > 255 {
            vec![
                Finding::error("file", Code::TooLong)
                    .with("max", 255)
                    .with("actual", length),
            ]
        } else {
            Vec::new()
        }
    }
);

/// Keeps an upload whose bytes are checked and stored. Not over the wire: the upload route vouches for the hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachUpload {
    /// The reserved id.
    pub file: FileId,
    /// Lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The kind its content was found to be: an extension.
    pub kind: String,
    /// Width and height of a picture.
    #[serde(default)]
    pub pixels: Option<(u32, u32)>,
}
operation!(
    AttachUpload,
    Write,
    Who::System,
    StoredFile,
    "Keep a checked upload."
);

/// A stored file, as the upload route answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredFile {
    /// Its id.
    pub id: FileId,
    /// The name it came with.
    pub name: String,
    /// Lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The kind its content was found to be: an extension.
    pub kind: String,
    /// Width and height of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pixels: Option<(u32, u32)>,
}

/// Asks for a link a file can be fetched with for a few minutes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetFileLink {
    /// Which.
    pub file: FileId,
}
operation!(
    needs Nothing: GetFileLink,
    Read,
    Who::Roles(FILE_READERS),
    FileLink,
    "A link a file can be fetched with for a few minutes."
);

/// An expiring link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileLink {
    /// Path and query on this host.
    pub url: String,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
    /// The file.
    pub file: StoredFile,
}
