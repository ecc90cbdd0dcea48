//! What an uploaded file really is, and whether the operator may safely open it: 附件检查.
//!
//! Kind is decided by content **and** extension together; neither is believed alone. Everything is read through
//! small fixed buffers: the bytes of a file, of an archive's entry or of a document's stream are never held whole.
//! What is refused and why, and what this check cannot see: `docs/uploads.md`.

mod archive;
mod bytes;
#[cfg(any(test, feature = "testing"))]
pub mod corpus;
mod directory;
mod inflate;
mod kind;
mod names;
mod ole;
mod ooxml;
mod pdf;
mod pdf_lexer;
mod picture;
pub mod sample;
mod sniff;
#[cfg(test)]
mod tests;

pub use kind::{Kind, Limits, UploadFault};
pub use names::extension_of;
pub use picture::{Picture, picture};

use archive::{Budget, Depth};
use bytes::Source;
use sniff::Content;
use std::io::{Read, Seek, SeekFrom};

/// Judges an upload that lies complete in a temporary file: its kind, or the first thing that is wrong with it.
///
/// `size` is what was counted while it arrived, in bytes. Blocking: call it on a blocking thread. Memory does not grow
/// with the file: 2 MiB for the largest directory of an archive, 1 MiB for each level of nested documents (at most
/// three), and small buffers.
///
/// # Errors
///
/// The [`UploadFault`] to show at the field. A temporary file that cannot be read is reported as
/// [`UploadFault::Truncated`] and logged: the user can only try again.
pub fn check(
    file: &mut (impl Read + Seek),
    file_name: &str,
    size: u64,
    limits: &Limits,
) -> Result<Kind, UploadFault> {
    let stored = file.seek(SeekFrom::End(0)).map_err(bytes::damaged)?;
    if size.max(stored) > limits.max_bytes {
        return Err(UploadFault::TooLarge {
            max: limits.max_bytes,
        });
    }
    if size.max(stored) == 0 {
        return Err(UploadFault::Empty);
    }
    if stored < size {
        return Err(UploadFault::Truncated);
    }
    judge(file, file_name, stored, limits)
}

fn judge(source: &mut dyn Source, file_name: &str, size: u64, limits: &Limits) -> Result<Kind, UploadFault> {
    let head = bytes::head(source, 0, sniff::HEAD)?;
    let Some(kind) = extension_of(file_name) else {
        let runs = names::is_executable(file_name.as_bytes()) || sniff::is_executable(&head);
        return Err(if runs {
            UploadFault::Executable
        } else {
            UploadFault::Unsupported
        });
    };
    if sniff::is_executable(&head) {
        return Err(UploadFault::Executable);
    }

    let mut budget = Budget::new(limits, size);
    match sniff::content(&head) {
        Content::Pdf => {
            if directory::ends_as_archive(source, size, false)? {
                return Err(UploadFault::Polyglot);
            }
            if kind != Kind::Pdf {
                return Err(UploadFault::Mismatch);
            }
            pdf::check(source, size, &mut budget)?;
            Ok(Kind::Pdf)
        }
        Content::Ole => {
            if directory::ends_as_archive(source, size, true)? {
                return Err(UploadFault::Polyglot);
            }
            // An encrypted .docx is a compound file too, so the look inside comes before the extension's word.
            if matches!(kind, Kind::Pdf | Kind::Zip) {
                return Err(UploadFault::Mismatch);
            }
            let found = ole::inspect(source, size, &budget)?;
            if found == Some(kind) {
                Ok(kind)
            } else {
                Err(UploadFault::Mismatch)
            }
        }
        Content::Zip => {
            if !matches!(kind, Kind::Zip | Kind::Docx | Kind::Pptx) {
                return Err(UploadFault::Mismatch);
            }
            let entries = directory::read(source, size, limits)?;
            let document = archive::inspect(source, &entries, &mut budget, Depth::default())?;
            // A .docx named .zip is a zip all the same; a zip named .docx is not a document.
            if kind == Kind::Zip || document == Some(kind) {
                Ok(kind)
            } else {
                Err(UploadFault::Mismatch)
            }
        }
        Content::HiddenPdf => Err(UploadFault::Polyglot),
        Content::Foreign | Content::Other => Err(match directory::ends_as_archive(source, size, false)? {
            true => UploadFault::Polyglot,
            false => UploadFault::Mismatch,
        }),
    }
}
