//! Unpacks an archive to see what is in it: counted, one small buffer at a time, nothing kept.

use super::bytes::{Source, damaged, fill};
use super::directory::{self, Entry};
use super::inflate;
use super::ooxml::Parts;
use super::sniff::{self, Content};
use super::{Kind, Limits, UploadFault, names, ole, pdf};
use std::io::{Read, Seek, SeekFrom, Write};
use tempfile::SpooledTempFile;

/// Below this nothing is called a bomb for its ratio: a megabyte hurts nobody and small texts shrink well.
const RATIO_FROM: u64 = 1024 * 1024;
/// A nested document up to this size is held in memory, a larger one in a temporary file.
const IN_MEMORY: usize = 1024 * 1024;
/// How many times [`Limits::max_entries`] all nested archives may have together.
const ENTRIES_ALL_TOLD: usize = 5;

/// What looking into one upload has cost so far, across all nesting.
pub(super) struct Budget<'a> {
    pub limits: &'a Limits,
    outer: u64,
    unpacked: u64,
    entries: usize,
}

impl<'a> Budget<'a> {
    /// `outer`: the size of the upload, in bytes.
    pub(super) fn new(limits: &'a Limits, outer: u64) -> Budget<'a> {
        Budget {
            limits,
            outer,
            unpacked: 0,
            entries: 0,
        }
    }

    /// Counts `more` bytes out of a run that has given `so_far` (with them) for `packed` bytes.
    pub(super) fn charge(&mut self, more: u64, so_far: u64, packed: u64) -> Result<(), UploadFault> {
        self.unpacked += more;
        let swells = |unpacked: u64, packed: u64| {
            unpacked > RATIO_FROM && unpacked / packed.max(1) > self.limits.max_ratio
        };
        if self.unpacked > self.limits.max_unpacked
            || swells(so_far, packed)
            || swells(self.unpacked, self.outer)
        {
            return Err(UploadFault::Bomb);
        }
        Ok(())
    }

    fn count_entries(&mut self, more: usize) -> Result<(), UploadFault> {
        self.entries += more;
        let all_told = self.limits.max_entries.saturating_mul(ENTRIES_ALL_TOLD);
        if self.entries > all_told {
            Err(UploadFault::Bomb)
        } else {
            Ok(())
        }
    }
}

/// How deep we are. Office documents are archives too, but a document in an archive with a table embedded in it is
/// everyday, so they are counted apart.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Depth {
    archives: usize,
    documents: usize,
}

impl Depth {
    fn enter(mut self, document: bool, limits: &Limits) -> Result<Depth, UploadFault> {
        if document {
            self.documents += 1;
        } else {
            self.archives += 1;
        }
        if self.archives > limits.max_depth || self.documents > limits.max_depth + 1 {
            return Err(UploadFault::Bomb);
        }
        Ok(self)
    }
}

/// Unpacks every entry. Says which office document the archive is, if it is one.
pub(super) fn inspect(
    source: &mut dyn Source,
    entries: &[Entry],
    budget: &mut Budget<'_>,
    depth: Depth,
) -> Result<Option<Kind>, UploadFault> {
    budget.count_entries(entries.len())?;
    let mut parts = Parts::default();
    for entry in entries {
        if names::is_executable(&entry.name) && !entry.is_folder() {
            return Err(UploadFault::Executable);
        }
        parts.meet(&entry.name)?;
        let nested = inflate::unpack(source, entry.packed, |reader| {
            read_entry(reader, entry, budget, &mut parts)
        })?;
        if let Some((mut nested, size)) = nested {
            inspect_nested(&mut nested, size, budget, depth)?;
        }
    }
    Ok(parts.document())
}

/// Reads one entry to its end; gives it back, spooled, when there is more to see inside.
fn read_entry(
    reader: &mut dyn Read,
    entry: &Entry,
    budget: &mut Budget<'_>,
    parts: &mut Parts,
) -> Result<Option<(SpooledTempFile, u64)>, UploadFault> {
    let mut buffer = vec![0; 32 * 1024];
    let mut spool = None;
    let mut total = 0;
    loop {
        let n = fill(reader, &mut buffer).map_err(damaged)?;
        let first = total == 0;
        total += n as u64;
        budget.charge(n as u64, total, entry.packed.len)?;
        if first && is_container(&buffer[..n.min(sniff::HEAD)], &entry.name)? {
            spool = Some(SpooledTempFile::new(IN_MEMORY));
        }
        if let Some(spool) = &mut spool {
            if total > budget.limits.max_bytes {
                return Err(UploadFault::Bomb);
            }
            spool.write_all(&buffer[..n]).map_err(damaged)?;
        }
        parts.read(&entry.name, &buffer[..n], first)?;
        if n < buffer.len() {
            break;
        }
    }
    if total != entry.size {
        return Err(UploadFault::Truncated);
    }
    Ok(spool.map(|spool| (spool, total)))
}

/// True when an entry has an inside of its own.
fn is_container(head: &[u8], name: &[u8]) -> Result<bool, UploadFault> {
    if sniff::is_executable(head) {
        return Err(UploadFault::Executable);
    }
    match sniff::content(head) {
        Content::Pdf | Content::Ole | Content::Zip => Ok(true),
        // Compressed pictures of Office are gzip streams and hold one picture.
        Content::Foreign if ["emz", "wmz", "svgz"].iter().any(|end| ends_with(name, end)) => Ok(false),
        Content::Foreign => Err(UploadFault::Unsupported),
        Content::HiddenPdf | Content::Other => Ok(false),
    }
}

fn ends_with(name: &[u8], extension: &str) -> bool {
    name.to_ascii_lowercase().ends_with(extension.as_bytes())
}

fn inspect_nested(
    nested: &mut SpooledTempFile,
    size: u64,
    budget: &mut Budget<'_>,
    depth: Depth,
) -> Result<(), UploadFault> {
    nested.seek(SeekFrom::Start(0)).map_err(damaged)?;
    let mut head = [0; 8];
    let n = fill(nested, &mut head).map_err(damaged)?;
    match sniff::content(&head[..n]) {
        Content::Zip => {
            let entries = match directory::read(nested, size, budget.limits) {
                Err(UploadFault::Empty) => return Ok(()),
                other => other?,
            };
            let depth = depth.enter(Parts::is_document(&entries), budget.limits)?;
            inspect(nested, &entries, budget, depth).map(drop)
        }
        Content::Ole => ole::inspect(nested, size, budget).map(drop),
        _ => pdf::check(nested, size, budget),
    }
}
