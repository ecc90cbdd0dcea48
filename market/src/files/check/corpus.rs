//! Files for tests, built from nothing: one valid file of each kind, and the ways one can be bad. Builders panic on
//! failure; they never run in the portal itself.

use super::Kind;
use super::sample::from_objects;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A small valid PDF.
pub fn pdf(title: &str) -> Vec<u8> {
    super::sample::pdf(title)
}

/// A small valid file of a kind.
pub fn valid(kind: Kind) -> Vec<u8> {
    match kind {
        Kind::Zip => zip(&[
            ("证书.pdf", &pdf("certificate")),
            ("folder/readme.txt", b"read me"),
        ]),
        Kind::Doc => doc(),
        Kind::Docx => docx(),
        Kind::Pdf => pdf("certificate"),
        Kind::Ppt => ppt(),
        Kind::Pptx => pptx(),
    }
}

/// A valid PDF of exactly `len` bytes: one stream of noise fills it up.
pub fn pdf_of_len(len: usize) -> Vec<u8> {
    let build = |fill: usize| {
        let mut object = format!("<< /Length {fill} >>\nstream\n").into_bytes();
        object.extend(noise(fill));
        object.extend_from_slice(b"\nendstream");
        pdf_with(&[object], "")
    };
    let first = build(len - len / 10);
    let fill = len - len / 10 + len - first.len();
    let second = build(fill);
    // The length's own digits may have grown by one.
    build(fill + len - second.len())
}

/// A PDF whose objects 3 and following are `objects`, and whose trailer has more keys.
pub fn pdf_with(objects: &[impl AsRef<[u8]>], trailer: &str) -> Vec<u8> {
    let mut all: Vec<&[u8]> = vec![
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 3 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
    ];
    all.extend(objects.iter().map(AsRef::as_ref));
    from_objects(&all, &format!("/Root 1 0 R {trailer}"))
}

/// A stream object: its dictionary's entries and its bytes.
pub fn pdf_stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\r\n", bytes.len()).into_bytes();
    object.extend_from_slice(bytes);
    object.extend_from_slice(b"\nendstream");
    object
}

/// The bytes in zlib's frame, as `/FlateDecode` wants them. The checksum is left zero: no reader insists on it.
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let file = zip(&[("x", bytes)]);
    let start = 30 + usize::from(file[26]) + usize::from(file[28]);
    let directory = rfind(&file, b"PK\x01\x02");
    let len = u32::from_le_bytes(
        file[directory + 20..directory + 24]
            .try_into()
            .expect("four bytes"),
    ) as usize;
    [&[0x78, 0x9C], &file[start..start + len], &[0; 4]].concat()
}

/// An archive, deflated.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    zip_by(CompressionMethod::Deflated, entries)
}

/// An archive, not compressed.
pub fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    zip_by(CompressionMethod::Stored, entries)
}

fn zip_by(method: CompressionMethod, entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in entries {
        writer.start_file(*name, options).expect("a new entry");
        writer.write_all(bytes).expect("written to memory");
    }
    writer.finish().expect("finished in memory").into_inner()
}

/// An archive written to a pipe: sizes and checksums follow the data instead of leading it.
pub fn streamed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in entries {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("a new entry");
        writer.write_all(bytes).expect("written to memory");
    }
    writer.finish().expect("finished in memory").into_inner()
}

/// An archive with one entry of `len` zero bytes: a thousandth of that packed.
pub fn zip_of_zeros(len: usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("zeros.txt", SimpleFileOptions::default())
        .expect("a new entry");
    let block = vec![0; 64 * 1024];
    for _ in 0..len / block.len() {
        writer.write_all(&block).expect("written to memory");
    }
    writer.finish().expect("finished in memory").into_inner()
}

/// An archive whose one entry is a symbolic link.
pub fn zip_with_link(target: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_symlink("link", target, SimpleFileOptions::default())
        .expect("a new link");
    writer.finish().expect("finished in memory").into_inner()
}

/// The same archive with another name in place of one of equal length, in both headers.
pub fn renamed(mut file: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    while let Some(at) = file.windows(from.len()).position(|window| window == from) {
        file[at..at + to.len()].copy_from_slice(to);
    }
    file
}

/// The same archive with the encryption flag set on every entry.
pub fn encrypted_zip(mut file: Vec<u8>) -> Vec<u8> {
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in 0..file.len() - 8 {
            if file[at..].starts_with(mark) {
                file[at + flags] |= 1;
            }
        }
    }
    file
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="PART" ContentType="TYPE"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="PART"/></Relationships>"#;
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
const WORD_XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Guide</w:t></w:r></w:p></w:body></w:document>"#;
const SLIDES_XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>"#;

fn ooxml(part: &str, kind: &str, xml: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = TYPES.replace("PART", &format!("/{part}")).replace("TYPE", kind);
    let rels = RELS.replace("PART", part);
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        (part, xml.as_bytes()),
    ];
    entries.extend_from_slice(more);
    zip(&entries)
}

/// A small valid Word document.
pub fn docx() -> Vec<u8> {
    docx_with(&[])
}

/// A Word document with more parts.
pub fn docx_with(parts: &[(&str, &[u8])]) -> Vec<u8> {
    ooxml("word/document.xml", WORD, WORD_XML, parts)
}

/// A small valid presentation.
pub fn pptx() -> Vec<u8> {
    ooxml("ppt/presentation.xml", SLIDES, SLIDES_XML, &[])
}

/// A Word document that declares macros but names none of its parts so.
pub fn docm() -> Vec<u8> {
    ooxml(
        "word/document.xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        WORD_XML,
        &[],
    )
}

/// A compound file with these streams; folders on the way are made.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    // Office writes version 3, with sectors of 512 bytes.
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
        .expect("created in memory");
    for (path, bytes) in streams {
        if let Some(folder) = std::path::Path::new(path).parent() {
            file.create_storage_all(folder).expect("a new folder");
        }
        file.create_stream(path)
            .expect("a new stream")
            .write_all(bytes)
            .expect("written to memory");
    }
    file.flush().expect("flushed in memory");
    file.into_inner().into_inner()
}

/// The main stream of a Word 97 document; `flags` is the word at offset 0x0A of its information block.
pub fn word_stream(flags: u16) -> Vec<u8> {
    let mut stream = vec![0; 12 * 512];
    stream[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0x00]);
    stream[0x0A..0x0C].copy_from_slice(&flags.to_le_bytes());
    stream
}

/// A small Word 97 document.
pub fn doc() -> Vec<u8> {
    doc_with(&[])
}

/// A Word 97 document with more streams.
pub fn doc_with(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let main = word_stream(0x0200);
    let mut all: Vec<(&str, &[u8])> = vec![("/WordDocument", &main), ("/1Table", &[7; 10 * 512])];
    all.extend_from_slice(streams);
    compound(&all)
}

/// One record of a PowerPoint stream.
fn record(version: u8, kind: u16, body: &[u8]) -> Vec<u8> {
    let len = u32::try_from(body.len()).expect("a short record");
    [&[version, 0][..], &kind.to_le_bytes(), &len.to_le_bytes(), body].concat()
}

/// A PowerPoint 97 presentation with this header token and macro flag.
pub fn ppt_with(token: u32, macros: u32) -> Vec<u8> {
    let user = record(
        0,
        0x0FF6,
        &[&20_u32.to_le_bytes()[..], &token.to_le_bytes(), &[0; 12]].concat(),
    );
    let vba = record(2, 0x0400, &[1_u32, macros, 2].map(u32::to_le_bytes).concat());
    let list = record(0x0F, 0x07D0, &record(0x0F, 0x03FF, &vba));
    let text = record(0, 0x0FA8, &[b'x'; 5068]);
    // 5,120 bytes in all: whole sectors, so that no cut loses only padding.
    let document = record(0x0F, 0x03E8, &[text, list].concat());
    compound(&[("/Current User", &user), ("/PowerPoint Document", &document)])
}

/// A small PowerPoint 97 presentation.
pub fn ppt() -> Vec<u8> {
    ppt_with(0xE391_C05F, 0)
}

/// The start of a Windows program.
pub fn exe() -> Vec<u8> {
    let mut file = vec![0; 512];
    file[..2].copy_from_slice(b"MZ");
    file[0x3C] = 0x80;
    file[0x80..0x84].copy_from_slice(b"PE\0\0");
    file
}

/// Bytes without a pattern that could pass for anything.
pub fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..len).map(|_| next()).collect()
}

fn rfind(hay: &[u8], needle: &[u8]) -> usize {
    hay.windows(needle.len())
        .rposition(|window| window == needle)
        .expect("it is there")
}
