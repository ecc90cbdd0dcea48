//! What the first bytes say.

use super::bytes::{find, u32_at};

/// How many first bytes are looked at.
pub(super) const HEAD: usize = 4096;

/// What a file or an entry is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A PDF from its first byte (or after a byte order mark and white space).
    Pdf,
    /// An OLE compound file: Word, PowerPoint, Excel 97–2003, an encrypted newer document.
    Ole,
    /// A zip or anything built on it.
    Zip,
    /// Something else first and `%PDF-` within the 1,024 bytes in which viewers look for it.
    HiddenPdf,
    /// An archive we do not look into.
    Foreign,
    /// Anything else.
    Other,
}

/// Reads the first [`HEAD`] bytes.
pub(super) fn content(head: &[u8]) -> Content {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Content::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Content::Ole;
    }
    let reach = &head[..head.len().min(1024)];
    let blank = reach.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(reach);
    if blank.trim_ascii_start().starts_with(b"%PDF-") {
        return Content::Pdf;
    }
    if find(reach, b"%PDF-").is_some() {
        return Content::HiddenPdf;
    }
    const FOREIGN: [&[u8]; 7] = [
        RAR,
        SEVEN,
        b"\x1F\x8B\x08",
        b"BZh",
        b"\xFD7zXZ\0",
        b"\x28\xB5\x2F\xFD",
        b"MSCF\0\0\0\0",
    ];
    if FOREIGN.iter().any(|magic| head.starts_with(magic)) || head.get(257..262) == Some(b"ustar") {
        return Content::Foreign;
    }
    Content::Other
}

/// How a RAR archive starts; its readers look for this far into a file.
pub(super) const RAR: &[u8] = b"Rar!\x1A\x07";
/// How a 7z archive starts.
pub(super) const SEVEN: &[u8] = b"7z\xBC\xAF\x27\x1C";

/// True for a Windows, Linux or macOS program, Java class, shortcut or `#!` script.
pub(super) fn is_executable(head: &[u8]) -> bool {
    // "MZ" alone also starts a text; a program has zero bytes in its DOS header.
    let dos = head.starts_with(b"MZ") && head.len() > 2 && head[..head.len().min(64)].contains(&0);
    let script = head.starts_with(b"#!") && head.get(2).is_some_and(|b| matches!(b, b'/' | b' '));
    dos || script || is_binary_program(head) || head.starts_with(b"L\0\0\0\x01\x14\x02\0")
}

/// The stricter question for bytes that may be anything, such as the samples of a picture inside a PDF.
pub(super) fn is_binary_program(head: &[u8]) -> bool {
    let pe = head.starts_with(b"MZ") && {
        let header = u32_at(head, 0x3C) as usize;
        header >= 4 && head.get(header..header + 4) == Some(b"PE\0\0")
    };
    const MAGIC: [&[u8]; 7] = [
        b"\x7FELF\x01",
        b"\x7FELF\x02",
        b"\xFE\xED\xFA\xCE",
        b"\xFE\xED\xFA\xCF",
        b"\xCE\xFA\xED\xFE",
        b"\xCF\xFA\xED\xFE",
        b"\xCA\xFE\xBA\xBE",
    ];
    pe || MAGIC.iter().any(|magic| head.starts_with(magic))
}
