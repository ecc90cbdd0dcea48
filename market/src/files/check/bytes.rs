//! Small reads: everything here uses a bounded buffer.

use super::UploadFault;
use std::cell::Cell;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::rc::Rc;

/// A file we can read anywhere in.
pub(super) trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// A read that failed: content that is cut or damaged. A failing disk ends here too, so that one is logged.
pub(super) fn damaged(error: io::Error) -> UploadFault {
    if !matches!(
        error.kind(),
        ErrorKind::UnexpectedEof
            | ErrorKind::InvalidData
            | ErrorKind::InvalidInput
            | ErrorKind::NotFound
            | ErrorKind::Other
    ) {
        tracing::error!(%error, "a temporary file of an upload could not be read or written");
    }
    UploadFault::Truncated
}

/// Fills as much of `buffer` as there is.
pub(super) fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Up to `len` bytes from `at`.
pub(super) fn head(source: &mut dyn Source, at: u64, len: usize) -> Result<Vec<u8>, UploadFault> {
    source.seek(SeekFrom::Start(at)).map_err(damaged)?;
    let mut buffer = vec![0; len];
    let filled = fill(source, &mut buffer).map_err(damaged)?;
    buffer.truncate(filled);
    Ok(buffer)
}

/// The last `len` bytes, or all of a smaller file.
pub(super) fn tail(source: &mut dyn Source, size: u64, len: u64) -> Result<Vec<u8>, UploadFault> {
    let len = len.min(size);
    head(source, size - len, usize::try_from(len).unwrap_or(usize::MAX))
}

/// Where `needle` first starts in `hay`.
pub(super) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

/// Where `needle` last starts in `hay`.
pub(super) fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).rposition(|window| window == needle)
}

/// Where one of `needles` first starts in the file, from `from` on, and which one it is.
pub(super) fn find_in(
    source: &mut dyn Source,
    from: u64,
    needles: &[&[u8]],
) -> Result<Option<(u64, usize)>, UploadFault> {
    let longest = needles.iter().map(|needle| needle.len()).max().unwrap_or(0);
    source.seek(SeekFrom::Start(from)).map_err(damaged)?;
    let mut buffer = vec![0; 16 * 1024];
    let (mut kept, mut base) = (0, from);
    loop {
        let filled = kept + fill(source, &mut buffer[kept..]).map_err(damaged)?;
        let hit = needles
            .iter()
            .enumerate()
            .filter_map(|(which, needle)| find(&buffer[..filled], needle).map(|at| (at, which)))
            .min();
        if let Some((at, which)) = hit {
            return Ok(Some((base + at as u64, which)));
        }
        if filled < buffer.len() {
            return Ok(None);
        }
        kept = longest.saturating_sub(1);
        base += (filled - kept) as u64;
        buffer.copy_within(filled - kept..filled, 0);
    }
}

/// Two little-endian bytes; 0 beyond the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..at + 2)
        .map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

/// Four little-endian bytes; 0 beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..at + 4)
        .map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// A reader that refuses to deliver more than an allowance, however often its user seeks back. The allowance can be
/// raised from outside while a library holds the reader.
pub(super) struct Metered<'a> {
    source: &'a mut dyn Source,
    left: Rc<Cell<u64>>,
}

impl<'a> Metered<'a> {
    pub(super) fn new(source: &'a mut dyn Source, allowance: Rc<Cell<u64>>) -> Metered<'a> {
        Metered {
            source,
            left: allowance,
        }
    }
}

/// What a [`Metered`] reader says when its allowance is spent.
pub(super) const SPENT: ErrorKind = ErrorKind::QuotaExceeded;

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.left
            .set(self.left.get().checked_sub(read as u64).ok_or(SPENT)?);
        Ok(read)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}
