//! Unpacking one run of packed bytes, wherever it lies.

use super::UploadFault;
use super::bytes::{Source, damaged};
use std::io::{Read, SeekFrom};
use zip::read::{ZipReadOptions, read_zipfile_from_stream_with_options};

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// Not at all.
    Stored,
    /// Raw deflate.
    Deflated,
}

/// A run of packed bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    /// Where it starts in the file.
    pub start: u64,
    /// How long it is.
    pub len: u64,
    /// How it is packed.
    pub method: Method,
    /// The checksum of the unpacked bytes, where one is known; a wrong one fails the read that meets the end.
    pub crc: Option<u32>,
}

/// Hands the unpacked bytes to `each`.
///
/// Only `zip`'s decoder is used, behind a header of our own: its archive reader would be a second opinion about
/// where entries lie and how long they are, and two opinions are what hidden entries live on.
pub(super) fn unpack<T>(
    source: &mut dyn Source,
    packed: Packed,
    each: impl FnOnce(&mut dyn Read) -> Result<T, UploadFault>,
) -> Result<T, UploadFault> {
    source.seek(SeekFrom::Start(packed.start)).map_err(damaged)?;
    let mut input = (&LOCAL_HEADERS[usize::from(packed.method == Method::Deflated)][..]).chain(source);
    let options = ZipReadOptions::new().override_compressed_size(packed.len);
    let options = match packed.crc {
        Some(crc) => options.override_crc(crc),
        None => options.ignore_crc32(true),
    };
    match read_zipfile_from_stream_with_options(&mut input, options) {
        Ok(Some(mut file)) => each(&mut file),
        _ => Err(UploadFault::Truncated),
    }
}

/// Local headers "sizes follow later", stored and deflated, with a name of one letter.
const LOCAL_HEADERS: [[u8; 31]; 2] = [local_header(0), local_header(8)];

const fn local_header(method: u8) -> [u8; 31] {
    let mut header = [0; 31];
    (header[0], header[1], header[2], header[3]) = (b'P', b'K', 3, 4);
    (header[4], header[6], header[8]) = (20, 8, method);
    header[12] = 0x21; // 1 January 1980
    header[26] = 1;
    header[30] = b'x';
    header
}
