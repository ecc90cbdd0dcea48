//! The rules of `docs/uploads.md`: here size, messages and damage; what is inside in `contents`, how archives are laid
//! out in `shapes`, memory and random damage in `robust`.

mod contents;
mod office;
mod robust;
mod shapes;

use super::corpus::*;
use super::*;
use UploadFault::*;
use guildhall_sdk::lang::Lang;
use std::io::Cursor;

fn judged(name: &str, bytes: &[u8]) -> Result<Kind, UploadFault> {
    let size = bytes.len() as u64;
    check(&mut Cursor::new(bytes), name, size, &Limits::default())
}

fn name_of(kind: Kind) -> String {
    format!("文件.{}", kind.extension())
}

fn refused(cases: &[(&str, &str, Vec<u8>, UploadFault)]) {
    for (what, name, bytes, fault) in cases {
        assert_eq!(judged(name, bytes), Err(*fault), "{what}");
    }
}

fn accepted(cases: &[(&str, &str, Vec<u8>, Kind)]) {
    for (what, name, bytes, kind) in cases {
        assert_eq!(judged(name, bytes), Ok(*kind), "{what}");
    }
}

#[test]
fn cut_anywhere_is_not_accepted() {
    for kind in Kind::ALL {
        let whole = valid(kind);
        // The last line end of a PDF, and nothing else anywhere, may be missing.
        let cuts = [
            whole.len() / 4,
            whole.len() / 2,
            whole.len() * 3 / 4,
            whole.len() * 9 / 10,
            whole.len() - 2,
        ];
        for cut in cuts {
            let result = judged(&name_of(kind), &whole[..cut]);
            assert_eq!(result, Err(Truncated), "{kind:?} cut to {cut} of {}", whole.len());
        }
        assert_eq!(judged(&name_of(kind), b""), Err(Empty));
    }
    assert_eq!(judged("x.zip", &zip(&[])), Err(Empty), "nothing in it");
}

#[test]
fn damage_is_seen() {
    let mut file = stored(&[("a.txt", b"some words that are long enough")]);
    file[40] ^= 1;
    assert_eq!(judged("x.zip", &file), Err(Truncated), "checksum");
    let whole = pdf("x");
    let size = whole.len() as u64 + 1;
    let counted = check(&mut Cursor::new(&whole), "x.pdf", size, &Limits::default());
    assert_eq!(counted, Err(Truncated), "less on disk than counted");
    assert_eq!(
        judged("x.pdf", b"%PDF-1.4\nstartxref\n0\n%%EOF\n"),
        Err(Truncated),
        "no objects"
    );
}

#[test]
fn the_size_limit_is_exact() {
    let limit = 20_971_520;
    let full = pdf_of_len(limit);
    assert_eq!(full.len(), limit);
    assert_eq!(judged("x.pdf", &full), Ok(Kind::Pdf));
    let fault = judged("x.pdf", &pdf_of_len(limit + 1)).expect_err("one byte more");
    assert_eq!(fault, TooLarge { max: 20_971_520 });
    assert_eq!(
        judged("x.exe", &vec![0; limit + 1]),
        Err(fault),
        "before anything else"
    );
    assert!(fault.finding("file").message(Lang::En).contains("20 MB"));
}

#[test]
fn messages_are_filled() {
    let all = [
        TooLarge { max: 1000 },
        Empty,
        Truncated,
        Unsupported,
        Mismatch,
        Encrypted,
        Bomb,
        UnsafePath,
        Polyglot,
        Macro,
        Executable,
    ];
    for fault in all {
        for lang in [Lang::Zh, Lang::En] {
            let finding = fault.finding("certificate");
            assert_eq!(finding.path, "certificate");
            assert!(finding.code.as_str().starts_with("upload."), "{fault:?}");
            assert!(!finding.message(lang).contains('{'), "{fault:?}");
        }
        assert!([413, 415, 422].contains(&fault.status()));
    }
    assert!(
        Unsupported
            .finding("")
            .message(Lang::Zh)
            .contains(".zip / .doc / .docx / .pdf / .ppt / .pptx")
    );
    assert!(
        TooLarge { max: 1000 }
            .finding("")
            .message(Lang::En)
            .contains("1000 B")
    );
}
