//! The kinds we accept, the limits, and the ways a file can be wrong.

use guildhall_sdk::finding::{Code, Finding};

/// How much one upload may cost us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that may arrive.
    pub max_bytes: u64,
    /// Bytes that everything inside may unpack to, nested archives included; counted while unpacking.
    pub max_unpacked: u64,
    /// Entries of one archive, or streams of one compound file.
    pub max_entries: usize,
    /// Unpacked bytes per packed byte; judged only above 1 MiB unpacked, since small texts shrink well.
    pub max_ratio: u64,
    /// Archives within archives that are looked into; one deeper is refused. An office document and an object
    /// embedded in it do not count as archives, see `docs/uploads.md`.
    pub max_depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_bytes: 20_971_520,
            max_unpacked: 200 * 1024 * 1024,
            max_entries: 2_000,
            max_ratio: 200,
            max_depth: 1,
        }
    }
}

/// What an accepted file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An archive.
    Zip,
    /// Word 97–2003.
    Doc,
    /// Word since 2007.
    Docx,
    /// PDF.
    Pdf,
    /// PowerPoint 97–2003.
    Ppt,
    /// PowerPoint since 2007.
    Pptx,
}

impl Kind {
    /// Every kind, in the order shown to the seller.
    pub const ALL: [Kind; 6] = [Kind::Zip, Kind::Doc, Kind::Docx, Kind::Pdf, Kind::Ppt, Kind::Pptx];

    /// The extension without its dot, lower case; also the `kind` of the upload's answer.
    pub const fn extension(self) -> &'static str {
        match self {
            Kind::Zip => "zip",
            Kind::Doc => "doc",
            Kind::Docx => "docx",
            Kind::Pdf => "pdf",
            Kind::Ppt => "ppt",
            Kind::Pptx => "pptx",
        }
    }

    /// The media type a download is sent with.
    pub const fn media_type(self) -> &'static str {
        match self {
            Kind::Zip => "application/zip",
            Kind::Doc => "application/msword",
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Pdf => "application/pdf",
            Kind::Ppt => "application/vnd.ms-powerpoint",
            Kind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        }
    }

    /// Reads back [`Kind::extension`], in any case.
    pub fn from_extension(extension: &str) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.extension().eq_ignore_ascii_case(extension))
    }

    /// All extensions as the seller reads them: `.zip / .doc / …`.
    pub fn list() -> String {
        Kind::ALL.map(|kind| format!(".{}", kind.extension())).join(" / ")
    }
}

/// Why an upload is refused. The first fault found is the one reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum UploadFault {
    /// More bytes than allowed.
    #[error("larger than {max} bytes")]
    TooLarge {
        /// The limit, in bytes.
        max: u64,
    },
    /// No bytes, or an archive without a file in it.
    #[error("empty")]
    Empty,
    /// The end is missing, or what is there is damaged.
    #[error("cut short or damaged")]
    Truncated,
    /// An extension, a packing method, or an archive inside the archive that is not accepted.
    #[error("not an accepted kind")]
    Unsupported,
    /// The content is something else than the extension says.
    #[error("content does not match the extension")]
    Mismatch,
    /// Needs a password.
    #[error("encrypted")]
    Encrypted,
    /// Unpacks to too much, has too many parts, or is nested too deep.
    #[error("unpacks to too much")]
    Bomb,
    /// An entry that would leave the folder it is unpacked in, or hides its name.
    #[error("unsafe path inside")]
    UnsafePath,
    /// Readable as two formats.
    #[error("two formats at once")]
    Polyglot,
    /// A document that runs something when opened.
    #[error("contains macros or scripts")]
    Macro,
    /// A program, or one inside.
    #[error("executable")]
    Executable,
    /// A picture with too many pixels.
    #[error("more than {max} pixels in a direction")]
    TooManyPixels {
        /// The limit.
        max: u32,
    },
}

impl UploadFault {
    /// The rule's code.
    pub const fn code(&self) -> Code {
        match self {
            UploadFault::TooLarge { .. } => Code::UploadTooLarge,
            UploadFault::Empty => Code::UploadEmpty,
            UploadFault::Truncated => Code::UploadTruncated,
            UploadFault::Unsupported => Code::UploadUnsupported,
            UploadFault::Mismatch => Code::UploadMismatch,
            UploadFault::Encrypted => Code::UploadEncrypted,
            UploadFault::Bomb => Code::UploadBomb,
            UploadFault::UnsafePath => Code::UploadUnsafePath,
            UploadFault::Polyglot => Code::UploadPolyglot,
            UploadFault::Macro => Code::UploadMacro,
            UploadFault::Executable => Code::UploadExecutable,
            UploadFault::TooManyPixels { .. } => Code::UploadPictureSize,
        }
    }

    /// The finding to show at a field, with the numbers and words its message needs.
    pub fn finding(&self, path: &str) -> Finding {
        let finding = Finding::error(path, self.code());
        match self {
            UploadFault::TooLarge { max } => finding.with("max", readable(*max)),
            UploadFault::Unsupported => finding.with("kinds", Kind::list()),
            UploadFault::TooManyPixels { max } => finding.with("max", max),
            _ => finding,
        }
    }

    /// The HTTP status: 413 for the size, 415 when the kind itself is not accepted, 422 for what is inside.
    pub const fn status(&self) -> u16 {
        match self {
            UploadFault::TooLarge { .. } => 413,
            UploadFault::Unsupported | UploadFault::Mismatch | UploadFault::Executable => 415,
            _ => 422,
        }
    }
}

/// Whole mebibytes as people write them, anything else in bytes.
fn readable(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if bytes >= MIB && bytes.is_multiple_of(MIB) {
        format!("{} MB", bytes / MIB)
    } else {
        format!("{bytes} B")
    }
}
