//! Files that an office program (LibreOffice 7.4) wrote, not we.

use super::*;
use std::io::Read;

/// The presentation of 1997, packed: it is half a megabyte of almost nothing.
fn slides() -> Vec<u8> {
    let mut archive =
        ::zip::ZipArchive::new(Cursor::new(include_bytes!("office/slides.zip"))).expect("a zip");
    let mut bytes = Vec::new();
    archive
        .by_name("slides.ppt")
        .expect("the slides")
        .read_to_end(&mut bytes)
        .expect("whole");
    bytes
}

#[test]
fn what_an_office_program_writes_is_accepted_under_its_own_extension_only() {
    let files = [
        (Kind::Doc, include_bytes!("office/cert.doc").to_vec()),
        (Kind::Docx, include_bytes!("office/cert.docx").to_vec()),
        (Kind::Pdf, include_bytes!("office/cert.pdf").to_vec()),
        (Kind::Ppt, slides()),
        (Kind::Pptx, include_bytes!("office/slides.pptx").to_vec()),
        (Kind::Zip, include_bytes!("office/slides.zip").to_vec()),
    ];
    for (kind, bytes) in &files {
        for claimed in Kind::ALL {
            let expected = match (*kind, claimed) {
                (a, b) if a == b => Ok(claimed),
                (Kind::Docx | Kind::Pptx, Kind::Zip) => Ok(Kind::Zip),
                _ => Err(Mismatch),
            };
            assert_eq!(
                judged(&name_of(claimed), bytes),
                expected,
                "{kind:?} as {claimed:?}"
            );
        }
        let cut = judged(&name_of(*kind), &bytes[..bytes.len() / 2]);
        assert_eq!(cut, Err(Truncated), "{kind:?} cut in half");
    }
}
