//! OLE compound files ([MS-CFB]): Word and PowerPoint 97–2003, and encrypted documents of any age.

use super::archive::Budget;
use super::bytes::{Metered, SPENT, Source, damaged, fill, find, u16_at, u32_at};
use super::{Kind, UploadFault, names, sniff};
use std::cell::Cell;
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What opening may read, in bytes, since all of it is held in memory: the allocation table of a 20 MiB file is
/// 160 KiB, 2,000 directory entries are 250 KiB, and the table of small streams is about as much.
const OPENING: u64 = 1024 * 1024;

type Compound<'a> = cfb::CompoundFile<Metered<'a>>;

/// Looks through every stream. Says which document it is, if it is one.
pub(super) fn inspect(
    source: &mut dyn Source,
    size: u64,
    budget: &Budget<'_>,
) -> Result<Option<Kind>, UploadFault> {
    source.seek(SeekFrom::Start(0)).map_err(damaged)?;
    let allowance = Rc::new(Cell::new(OPENING));
    let metered = Metered::new(source, Rc::clone(&allowance));
    let mut file = cfb::OpenOptions::new()
        .max_buffer_size(32 * 1024)
        .open_with(metered)
        .map_err(fault)?;
    // Every stream is read about once from here on, in whole sectors.
    allowance.set(OPENING + 4 * size);
    let streams = list(&file, size, budget)?;
    let mut kind = None;
    for (path, len) in &streams {
        match path.to_str() {
            Some("/WordDocument") => {
                check_word(&mut file)?;
                kind = Some(Kind::Doc);
            }
            Some("/PowerPoint Document") => {
                check_slides(&mut file, *len)?;
                kind = Some(Kind::Ppt);
            }
            _ => {}
        }
        read_stream(&mut file, path, *len)?;
    }
    Ok(kind)
}

fn fault(error: io::Error) -> UploadFault {
    if error.kind() == SPENT {
        UploadFault::Bomb
    } else {
        damaged(error)
    }
}

/// The streams, with their lengths; names alone tell of macros and encryption.
fn list(file: &Compound<'_>, size: u64, budget: &Budget<'_>) -> Result<Vec<(PathBuf, u64)>, UploadFault> {
    let mut streams = Vec::new();
    let (mut total, mut has_macro) = (0_u64, false);
    for (index, entry) in file.walk().enumerate() {
        if index > budget.limits.max_entries {
            return Err(UploadFault::Bomb);
        }
        let name = entry.name().to_ascii_lowercase();
        if matches!(
            name.as_str(),
            "encryptedpackage" | "encryptioninfo" | "encryption"
        ) {
            return Err(UploadFault::Encrypted);
        }
        has_macro |= matches!(
            name.as_str(),
            "macros" | "_vba_project_cur" | "vba" | "_vba_project"
        );
        if entry.is_stream() {
            total = total.saturating_add(entry.len());
            streams.push((entry.path().to_owned(), entry.len()));
        }
    }
    if has_macro {
        return Err(UploadFault::Macro);
    }
    if total > size {
        return Err(UploadFault::Truncated); // more in the streams than in the file
    }
    Ok(streams)
}

fn start_of(file: &mut Compound<'_>, path: &str, len: usize) -> Result<Vec<u8>, UploadFault> {
    let mut stream = file.open_stream(path).map_err(fault)?;
    let mut buffer = vec![0; len];
    let filled = fill(&mut stream, &mut buffer).map_err(fault)?;
    buffer.truncate(filled);
    Ok(buffer)
}

/// The file information block ([MS-DOC] 2.5.1): its mark, and the flag fEncrypted.
fn check_word(file: &mut Compound<'_>) -> Result<(), UploadFault> {
    let fib = start_of(file, "/WordDocument", 32)?;
    if fib.len() < 32 {
        return Err(UploadFault::Truncated);
    }
    if !matches!(u16_at(&fib, 0), 0xA5EC | 0xA5DC) {
        return Err(UploadFault::Mismatch);
    }
    if u16_at(&fib, 0x0A) & 0x0100 != 0 {
        Err(UploadFault::Encrypted)
    } else {
        Ok(())
    }
}

/// The header token of "Current User" ([MS-PPT] 2.3.2), and the macro flag among the records (2.4.11): PowerPoint keeps
/// its macros inside the document stream, where no storage's name betrays them.
fn check_slides(file: &mut Compound<'_>, len: u64) -> Result<(), UploadFault> {
    if file.is_stream("/Current User") && u32_at(&start_of(file, "/Current User", 16)?, 12) == 0xF3D1_C4DF {
        return Err(UploadFault::Encrypted);
    }
    let mut stream = file.open_stream("/PowerPoint Document").map_err(fault)?;
    let mut at = 0;
    while at + 8 <= len {
        stream.seek(SeekFrom::Start(at)).map_err(fault)?;
        let mut record = [0; 20];
        let filled = fill(&mut stream, &mut record).map_err(fault)?;
        let (version, kind, body) = (
            record[0] & 0x0F,
            u16_at(&record, 2),
            u64::from(u32_at(&record, 4)),
        );
        if kind == 0x0400 && filled >= 16 && u32_at(&record, 12) != 0 {
            return Err(UploadFault::Macro);
        }
        // A container's records follow its header; anything else is stepped over.
        at += if version == 0x0F { 8 } else { 8 + body };
    }
    Ok(())
}

/// Reads a stream to its end, so that a missing sector shows, and looks at how it starts.
fn read_stream(file: &mut Compound<'_>, path: &Path, len: u64) -> Result<(), UploadFault> {
    let mut stream = file.open_stream(path).map_err(fault)?;
    let mut head = vec![0; sniff::HEAD];
    let filled = fill(&mut stream, &mut head).map_err(fault)?;
    head.truncate(filled);
    let packaged = path.file_name().is_some_and(|name| name == "\u{1}Ole10Native");
    if sniff::is_binary_program(&head) || (packaged && holds_program(&head)) {
        return Err(UploadFault::Executable);
    }
    let rest = io::copy(&mut stream, &mut io::sink()).map_err(fault)?;
    if filled as u64 + rest == len {
        Ok(())
    } else {
        Err(UploadFault::Truncated)
    }
}

/// A file packed into a document: size, flags, its label and its path as zero-ended texts, then its bytes.
fn holds_program(head: &[u8]) -> bool {
    let texts = head.get(6..).unwrap_or_default().splitn(3, |b| *b == 0).take(2);
    let named = texts.into_iter().any(names::is_executable);
    let program = (0..head.len().min(1024)).any(|at| sniff::is_binary_program(&head[at..]));
    named || program || find(head, b"This program cannot be run in DOS mode").is_some()
}
