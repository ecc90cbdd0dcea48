//! The directory of a zip, read by the letter: every byte of the archive belongs to exactly one thing.
//!
//! Readers differ in which of two directories, names or sizes they believe. Where two readers could disagree, the
//! archive is refused, so that what was checked is what the reviewer opens.

use super::bytes::{Source, damaged, head, tail, u16_at, u32_at};
use super::inflate::{Method, Packed};
use super::{Limits, UploadFault, bytes, names};
use std::collections::HashSet;
use std::io::{BufReader, Read, SeekFrom};

const END: &[u8] = b"PK\x05\x06";
const END_LEN: usize = 22;
/// The end record lies at most its own length and a comment of 65,535 bytes before the end.
const REACH: u64 = 65_535 + END_LEN as u64;
/// Largest directory that is read. 2,000 entries with ordinary names need a fifth of it.
const MAX_DIRECTORY: u64 = 2 * 1024 * 1024;
/// Bytes between two entries that belong to neither: a data descriptor has up to 24, alignment a little more.
const MAX_GAP: u64 = 64;

/// One entry of an archive.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: Vec<u8>,
    /// Declared size, in bytes. Never believed, only compared.
    pub size: u64,
    pub packed: Packed,
    local: u64,
}

impl Entry {
    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with(b"/")
    }
}

/// True when a zip reader would find a directory at the end of this file. `strict`: only if the archive's end is the
/// file's end; otherwise anything in reach that points at a directory, as lenient readers take it.
pub(super) fn ends_as_archive(source: &mut dyn Source, size: u64, strict: bool) -> Result<bool, UploadFault> {
    let tail = tail(source, size, REACH)?;
    let base = size - tail.len() as u64;
    for at in end_records(&tail) {
        let end = at + END_LEN + usize::from(u16_at(&tail, at + 20));
        if strict && end != tail.len() {
            continue;
        }
        let (len, offset) = (
            u64::from(u32_at(&tail, at + 12)),
            u64::from(u32_at(&tail, at + 16)),
        );
        let beside = (base + at as u64).checked_sub(len);
        for start in [Some(offset), beside].into_iter().flatten() {
            if head(source, start, 4)? == b"PK\x01\x02" {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Where end records start in `tail`.
fn end_records(tail: &[u8]) -> impl Iterator<Item = usize> {
    let last = tail.len().saturating_sub(END_LEN - 1);
    (0..last).filter(|at| tail[*at..].starts_with(END))
}

struct End {
    directory: u64,
    len: u64,
    count: usize,
}

fn find_end(source: &mut dyn Source, size: u64, limits: &Limits) -> Result<End, UploadFault> {
    let tail = tail(source, size, REACH)?;
    let base = size - tail.len() as u64;
    let (mut exact, mut short, mut several) = (None, false, false);
    for at in end_records(&tail) {
        let end = at + END_LEN + usize::from(u16_at(&tail, at + 20));
        if end == tail.len() {
            several |= exact.is_some();
            exact = Some(at);
        } else if end < tail.len() {
            let directory = u64::from(u32_at(&tail, at + 12)) + u64::from(u32_at(&tail, at + 16));
            short |= directory == base + at as u64;
        }
    }
    let at = match exact {
        Some(_) if several => return Err(UploadFault::Polyglot),
        Some(at) => at,
        // A whole archive with something behind it, or the front part of one.
        None => {
            return Err(if short {
                UploadFault::Polyglot
            } else {
                UploadFault::Truncated
            });
        }
    };
    if at >= 20 && tail[at - 20..].starts_with(b"PK\x06\x07") {
        // Zip64 exists for archives beyond 4 GiB; in ours it could only hide a second directory.
        return Err(UploadFault::Unsupported);
    }
    if (u16_at(&tail, at + 4), u16_at(&tail, at + 6)) != (0, 0) {
        return Err(UploadFault::Truncated); // one volume of a split archive
    }
    let count = usize::from(u16_at(&tail, at + 10));
    let (len, directory) = (
        u64::from(u32_at(&tail, at + 12)),
        u64::from(u32_at(&tail, at + 16)),
    );
    if count > limits.max_entries || (len > MAX_DIRECTORY && len < size) {
        return Err(UploadFault::Bomb);
    }
    match (base + at as u64).checked_sub(directory + len) {
        Some(0) => {}
        Some(_) => return Err(UploadFault::Polyglot), // data in front that the archive does not know of
        None => return Err(UploadFault::Truncated),
    }
    Ok(End {
        directory,
        len,
        count,
    })
}

/// Reads the directory and checks every entry's place, name and flags, without unpacking anything.
pub(super) fn read(source: &mut dyn Source, size: u64, limits: &Limits) -> Result<Vec<Entry>, UploadFault> {
    let end = find_end(source, size, limits)?;
    let mut entries = read_entries(source, &end)?;
    let mut seen = HashSet::with_capacity(entries.len());
    if entries.iter().any(|entry| !seen.insert(entry.name.as_slice())) {
        return Err(UploadFault::UnsafePath); // which of the two is written depends on the reader
    }
    for entry in &mut entries {
        read_local(source, entry, &end)?;
    }
    check_layout(&entries, &end)?;
    if entries.iter().all(Entry::is_folder) {
        return Err(UploadFault::Empty);
    }
    Ok(entries)
}

fn read_entries(source: &mut dyn Source, end: &End) -> Result<Vec<Entry>, UploadFault> {
    source.seek(SeekFrom::Start(end.directory)).map_err(damaged)?;
    let mut reader = BufReader::new(Read::take(source, end.len));
    let mut entries = Vec::with_capacity(end.count.min(256));
    for _ in 0..end.count {
        let mut fixed = [0; 46];
        reader.read_exact(&mut fixed).map_err(damaged)?;
        if !fixed.starts_with(b"PK\x01\x02") {
            return Err(UploadFault::Truncated);
        }
        let mut variable = |at| -> Result<Vec<u8>, UploadFault> {
            let mut bytes = vec![0; usize::from(u16_at(&fixed, at))];
            reader.read_exact(&mut bytes).map_err(damaged)?;
            Ok(bytes)
        };
        let (name, extra, _comment) = (variable(28)?, variable(30)?, variable(32)?);
        entries.push(entry(&fixed, name, &extra)?);
    }
    match bytes::fill(&mut reader, &mut [0]) {
        Ok(0) => Ok(entries),
        _ => Err(UploadFault::Truncated), // more directory than entries
    }
}

fn entry(fixed: &[u8; 46], name: Vec<u8>, extra: &[u8]) -> Result<Entry, UploadFault> {
    let method = method(u16_at(fixed, 8), u16_at(fixed, 10))?;
    if names::is_unsafe_entry(&name) || unicode_name(extra).is_some_and(|other| other != name.as_slice()) {
        return Err(UploadFault::UnsafePath);
    }
    // Unix mode in the upper half: only files and folders, no links, devices or pipes.
    if !matches!(u32_at(fixed, 38) >> 28, 0 | 0o04 | 0o10) {
        return Err(UploadFault::UnsafePath);
    }
    let (len, size, local) = (u32_at(fixed, 20), u32_at(fixed, 24), u32_at(fixed, 42));
    if [len, size, local].contains(&u32::MAX) {
        return Err(UploadFault::Unsupported); // zip64
    }
    let crc = Some(u32_at(fixed, 16));
    let packed = Packed {
        start: 0,
        len: u64::from(len),
        method,
        crc,
    };
    Ok(Entry {
        name,
        size: u64::from(size),
        packed,
        local: u64::from(local),
    })
}

fn method(flags: u16, method: u16) -> Result<Method, UploadFault> {
    // Encrypted, strongly encrypted, masked directory; method 99 is AES.
    if flags & (1 | 1 << 6 | 1 << 13) != 0 || method == 99 {
        return Err(UploadFault::Encrypted);
    }
    match method {
        0 => Ok(Method::Stored),
        8 => Ok(Method::Deflated),
        _ => Err(UploadFault::Unsupported),
    }
}

/// Info-ZIP's second name for the same entry (0x7075), which some readers prefer. A GBK name with a UTF-8 one beside it
/// is honest; that one is then judged in its place.
fn unicode_name(extra: &[u8]) -> Option<&[u8]> {
    let mut rest = extra;
    while rest.len() >= 4 {
        let len = usize::from(u16_at(rest, 2));
        let field = rest.get(4..4 + len)?;
        if u16_at(rest, 0) == 0x7075 {
            let name = field.get(5..)?;
            // Only an odd one is reported as "other"; a clean second name harms nobody.
            return (names::is_unsafe_entry(name) || names::is_executable(name)).then_some(name);
        }
        rest = &rest[4 + len..];
    }
    None
}

/// The header in front of the data has to agree with the directory, and says where the data starts.
fn read_local(source: &mut dyn Source, entry: &mut Entry, end: &End) -> Result<(), UploadFault> {
    let mut fixed = [0; 30];
    source.seek(SeekFrom::Start(entry.local)).map_err(damaged)?;
    source.read_exact(&mut fixed).map_err(damaged)?;
    if !fixed.starts_with(b"PK\x03\x04") {
        return Err(UploadFault::Truncated);
    }
    let mut name = vec![0; usize::from(u16_at(&fixed, 26))];
    source.read_exact(&mut name).map_err(damaged)?;
    if name != entry.name {
        return Err(UploadFault::UnsafePath);
    }
    if method(u16_at(&fixed, 6), u16_at(&fixed, 8))? != entry.packed.method {
        return Err(UploadFault::Truncated);
    }
    let extra = u64::from(u16_at(&fixed, 28));
    entry.packed.start = entry.local + 30 + name.len() as u64 + extra;
    if entry.packed.start + entry.packed.len > end.directory {
        return Err(UploadFault::Truncated);
    }
    // A PDF header in an extra field would be within the first 1,024 bytes, where viewers look for it.
    if entry.local < 1024 && extra > 0 {
        let field = head(
            source,
            entry.packed.start - extra,
            usize::try_from(extra.min(1024)).unwrap_or(0),
        )?;
        if bytes::find(&field, b"%PDF-").is_some() {
            return Err(UploadFault::Polyglot);
        }
    }
    Ok(())
}

/// Entries follow one another from the first byte to the directory: no overlap, no room for anything hidden.
fn check_layout(entries: &[Entry], end: &End) -> Result<(), UploadFault> {
    let mut places: Vec<(u64, u64)> = entries
        .iter()
        .map(|entry| (entry.local, entry.packed.start + entry.packed.len))
        .collect();
    places.sort_unstable();
    let mut reached = 0;
    for (start, stop) in places.into_iter().chain([(end.directory, end.directory)]) {
        if start < reached {
            return Err(UploadFault::Bomb); // the same bytes unpacked twice
        }
        let allowed = if reached == 0 { 0 } else { MAX_GAP };
        if start - reached > allowed {
            return Err(UploadFault::Polyglot);
        }
        reached = stop;
    }
    Ok(())
}
