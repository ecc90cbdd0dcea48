//! Uploaded files (附件): what for, how large, of which kinds.

#[cfg(feature = "portal")]
mod operations;
#[cfg(feature = "portal")]
pub use operations::*;

use serde::{Deserialize, Serialize};

/// Largest certificate, guide or proof in bytes: 20 MiB (`domain/business.md` §2.4 \[S4\]).
pub const DOCUMENT_MAX_BYTES: u64 = 20_971_520;
/// Extensions of a certificate or guide (`domain/business.md` §2.4 \[S4\]).
pub const DOCUMENT_EXTENSIONS: &[&str] = &["zip", "doc", "docx", "pdf", "ppt", "pptx"];

/// Largest logo in bytes: 1 MiB.
pub const LOGO_MAX_BYTES: u64 = 1_048_576;
/// Most pixels of a logo, in either direction.
pub const LOGO_MAX_PIXELS: u32 = 2_000;
/// Extensions of a logo. (An SVG is a program.)
pub const LOGO_EXTENSIONS: &[&str] = &["png", "jpg", "jpeg"];

/// Largest picture in bytes: 5 MiB (`domain/business.md` §1.7 \[A50\]).
pub const PICTURE_MAX_BYTES: u64 = 5_242_880;
/// Most pixels of a picture, in either direction: what each place shows is narrower (`sellers::check_store`).
pub const PICTURE_MAX_PIXELS: u32 = 8_000;

/// What an upload is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Software copyright certificate (软件著作权证书): for reviewers only, never shown to buyers.
    Copyright,
    /// User guide (使用指南).
    Guide,
    /// Proof, for example for a delisting.
    Proof,
    /// The marketplace's logo: everybody sees it.
    Logo,
    /// A picture of a seller's store front: everybody sees it once it is approved.
    Picture,
}

impl Purpose {
    /// True for what is shown: a picture and nothing else.
    pub const fn is_picture(self) -> bool {
        matches!(self, Purpose::Logo | Purpose::Picture)
    }

    /// Most bytes of one file.
    pub const fn most_bytes(self) -> u64 {
        match self {
            Purpose::Logo => LOGO_MAX_BYTES,
            Purpose::Picture => PICTURE_MAX_BYTES,
            Purpose::Copyright | Purpose::Guide | Purpose::Proof => DOCUMENT_MAX_BYTES,
        }
    }

    /// The name in storage and in `?purpose=`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Purpose::Copyright => "copyright",
            Purpose::Guide => "guide",
            Purpose::Proof => "proof",
            Purpose::Logo => "logo",
            Purpose::Picture => "picture",
        }
    }

    /// Reads the name.
    pub fn parse(text: &str) -> Option<Purpose> {
        [
            Purpose::Copyright,
            Purpose::Guide,
            Purpose::Proof,
            Purpose::Logo,
            Purpose::Picture,
        ]
        .into_iter()
        .find(|p| p.as_str() == text)
    }
}
