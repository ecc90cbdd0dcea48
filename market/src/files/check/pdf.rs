//! PDF (ISO 32000-1): whole, readable without a password, and running nothing.

use super::UploadFault;
use super::archive::Budget;
use super::bytes::{Source, damaged, fill, find, find_in, head, rfind, tail};
use super::inflate::{self, Method, Packed};
use super::pdf_lexer::{Lexer, Token};
use super::sniff;
use std::io::{Read, SeekFrom};

/// Viewers look for the end mark in the last kilobyte; some writers add a little behind it.
const TAIL: u64 = 2048;
/// Streams that are looked into. A long book has some thousands; a file of nothing else would cost seconds.
const MAX_STREAMS: usize = 100_000;

/// What the whole file said. Judged at the end, since the dictionary that tells of encryption comes last, and nothing
/// inside an encrypted file can be trusted to read as what it is.
#[derive(Debug, Default)]
struct Seen {
    encrypted: bool,
    active: bool,
    program: bool,
    damaged: bool,
    objects: bool,
    trailer: bool,
}

/// What the current object's dictionary said.
#[derive(Debug, Default)]
struct Dictionary {
    trailer: bool,
    encrypt: bool,
    object_stream: bool,
    flate: bool,
    other_filter: bool,
    length: Option<u64>,
    since_length: u8,
}

/// Checks a PDF.
///
/// # Errors
///
/// Truncated without end mark and cross-reference; Encrypted with `/Encrypt` in a trailer; Macro for script and launch
/// actions; Executable for an embedded program; Polyglot for an archive inside; Bomb for object streams that swell.
pub(super) fn check(source: &mut dyn Source, size: u64, budget: &mut Budget<'_>) -> Result<(), UploadFault> {
    check_end(source, size)?;
    if find_in(source, 0, &[sniff::RAR, sniff::SEVEN])?.is_some() {
        return Err(UploadFault::Polyglot);
    }
    let seen = scan(source, size, budget)?;
    match seen {
        Seen { encrypted: true, .. } => Err(UploadFault::Encrypted),
        Seen { program: true, .. } => Err(UploadFault::Executable),
        Seen { active: true, .. } => Err(UploadFault::Macro),
        Seen { damaged: true, .. } | Seen { objects: false, .. } | Seen { trailer: false, .. } => {
            Err(UploadFault::Truncated)
        }
        _ => Ok(()),
    }
}

/// `startxref`, a place within the file, `%%EOF`.
fn check_end(source: &mut dyn Source, size: u64) -> Result<(), UploadFault> {
    let tail = tail(source, size, TAIL)?;
    let end = rfind(&tail, b"%%EOF").ok_or(UploadFault::Truncated)?;
    let start = rfind(&tail[..end], b"startxref").ok_or(UploadFault::Truncated)?;
    let place = tail[start + 9..end].trim_ascii();
    let place = std::str::from_utf8(place)
        .ok()
        .and_then(|text| text.parse::<u64>().ok());
    if place.is_some_and(|place| place < size) {
        Ok(())
    } else {
        Err(UploadFault::Truncated)
    }
}

fn scan(source: &mut dyn Source, size: u64, budget: &mut Budget<'_>) -> Result<Seen, UploadFault> {
    let mut seen = Seen::default();
    let mut at = 0;
    // One round per stream: read syntax up to it, look into it, go on behind it.
    for _ in 0..MAX_STREAMS {
        source.seek(SeekFrom::Start(at)).map_err(damaged)?;
        let mut reader: &mut dyn Source = source;
        let mut lexer = Lexer::new(&mut reader, at);
        let Some(dictionary) = to_stream(&mut lexer, &mut seen)? else {
            return Ok(seen);
        };
        let start = lexer.position();
        let end = stream_end(source, start, size, dictionary.length)?;
        look_into(source, start, end - start, &dictionary, &mut seen, budget)?;
        at = end + b"endstream".len() as u64;
    }
    Err(UploadFault::Bomb)
}

/// Reads on to the next stream and gives its dictionary; `None` at the end.
fn to_stream(lexer: &mut Lexer<'_>, seen: &mut Seen) -> Result<Option<Dictionary>, UploadFault> {
    let mut dictionary = Dictionary::default();
    let mut after_dictionary = false;
    while let Some(token) = lexer.token()? {
        match &token {
            Token::Name(name) => dictionary.meet(name, seen),
            Token::Word(word) => match word.as_slice() {
                b"obj" => {
                    dictionary = Dictionary::default();
                    seen.objects = true;
                }
                b"trailer" => {
                    dictionary = Dictionary {
                        trailer: true,
                        ..Dictionary::default()
                    }
                }
                b"stream" if after_dictionary => {
                    dictionary.settle(seen);
                    lexer.skip_line_end()?;
                    return Ok(Some(dictionary));
                }
                b"endobj" | b"startxref" => dictionary.settle(seen),
                word => dictionary.number(word),
            },
            _ => {}
        }
        after_dictionary = token == Token::DictionaryEnd;
        dictionary.since_length = dictionary.since_length.saturating_add(1);
    }
    dictionary.settle(seen);
    Ok(None)
}

impl Dictionary {
    fn meet(&mut self, name: &[u8], seen: &mut Seen) {
        match name {
            b"Encrypt" => self.encrypt = true,
            b"XRef" => self.trailer = true, // a cross-reference stream is its own trailer
            b"ObjStm" => self.object_stream = true,
            b"FlateDecode" | b"Fl" => self.flate = true,
            b"Length" => (self.length, self.since_length) = (None, 0),
            // `/S /JavaScript` and `/S /Launch` are actions; `/JS` also occurs in a rendition action.
            b"JavaScript" | b"JS" | b"Launch" => seen.active = true,
            other if other.ends_with(b"Decode") || other == b"Crypt" => self.other_filter = true,
            _ => {}
        }
    }

    /// `/Length 12` is a length, `/Length 12 0 R` a reference to one.
    fn number(&mut self, word: &[u8]) {
        match self.since_length {
            1 => self.length = std::str::from_utf8(word).ok().and_then(|text| text.parse().ok()),
            3 if word == b"R" => self.length = None,
            _ => {}
        }
    }

    fn settle(&self, seen: &mut Seen) {
        seen.trailer |= self.trailer;
        seen.encrypted |= self.trailer && self.encrypt;
    }
}

/// Where a stream ends: where its length says, if `endstream` is really there, else at the next `endstream`.
fn stream_end(
    source: &mut dyn Source,
    start: u64,
    size: u64,
    length: Option<u64>,
) -> Result<u64, UploadFault> {
    if let Some(end) = length
        .and_then(|length| start.checked_add(length))
        .filter(|end| *end < size)
    {
        let behind = head(source, end, 16)?;
        if let Some(gap) = find(&behind, b"endstream").filter(|gap| behind[..*gap].trim_ascii().is_empty()) {
            return Ok(end + gap as u64);
        }
    }
    find_in(source, start, &[b"endstream"])?
        .map(|(at, _)| at)
        .ok_or(UploadFault::Truncated)
}

/// Object streams are read like the rest of the file; of all other streams only the beginning matters.
fn look_into(
    source: &mut dyn Source,
    start: u64,
    len: u64,
    dictionary: &Dictionary,
    seen: &mut Seen,
    budget: &mut Budget<'_>,
) -> Result<(), UploadFault> {
    if dictionary.other_filter {
        // No writer packs objects with anything but deflate, except to hide them.
        seen.active |= dictionary.object_stream;
        return Ok(());
    }
    let packed = if dictionary.flate {
        // Two bytes of zlib header, then raw deflate.
        Packed {
            start: start + 2,
            len: len.saturating_sub(2),
            method: Method::Deflated,
            crc: None,
        }
    } else {
        Packed {
            start,
            len,
            method: Method::Stored,
            crc: None,
        }
    };
    if !dictionary.object_stream {
        let mut first = vec![0; sniff::HEAD];
        let read = inflate::unpack(source, packed, |reader| fill(reader, &mut first).map_err(damaged));
        seen.program |= read.is_ok_and(|n| sniff::is_binary_program(&first[..n]));
        return Ok(());
    }
    let result = inflate::unpack(source, packed, |reader| {
        let mut counted = Counted {
            reader,
            budget,
            packed: len,
            total: 0,
            burst: false,
        };
        let mut inner = Seen::default();
        let read = to_stream(&mut Lexer::new(&mut counted, 0), &mut inner);
        if counted.burst {
            Err(UploadFault::Bomb)
        } else {
            read.map(|_| inner.active)
        }
    });
    match result {
        Ok(active) => seen.active |= active,
        Err(UploadFault::Bomb) => return Err(UploadFault::Bomb),
        Err(_) => seen.damaged = true,
    }
    Ok(())
}

/// Counts what an object stream unpacks to.
struct Counted<'r, 'b, 'l> {
    reader: &'r mut dyn Read,
    budget: &'b mut Budget<'l>,
    packed: u64,
    total: u64,
    burst: bool,
}

impl Read for Counted<'_, '_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.total += n as u64;
        if self.budget.charge(n as u64, self.total, self.packed).is_err() {
            self.burst = true;
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        Ok(n)
    }
}
