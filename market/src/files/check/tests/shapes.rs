//! How archives are laid out: bombs, paths, two formats at once.

use super::*;

#[test]
fn bombs() {
    let deep = zip(&[("c.zip", &zip(&[("d.zip", &valid(Kind::Zip))]))]);
    let many: Vec<String> = (0..2001).map(|n| format!("{n}.txt")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let swelling = pdf_stream("/Type /ObjStm /Filter /FlateDecode", &zlib(&vec![b' '; 3 << 20]));
    refused(&[
        ("300 MiB of zeros", "x.zip", zip_of_zeros(300 << 20), Bomb),
        ("a bad ratio", "x.zip", zip_of_zeros(2 << 20), Bomb),
        (
            "a bad ratio inside",
            "x.zip",
            zip(&[("b.zip", &zip_of_zeros(2 << 20))]),
            Bomb,
        ),
        (
            "in a document",
            "x.docx",
            docx_with(&[("word/media/a.bmp", &vec![0; 3 << 20])]),
            Bomb,
        ),
        ("three levels", "x.zip", deep, Bomb),
        ("too many entries", "x.zip", zip(&many), Bomb),
        ("the same bytes twice", "x.zip", overlapping(), Bomb),
        ("object stream", "x.pdf", pdf_with(&[swelling], ""), Bomb),
    ]);
}

#[test]
fn the_total_is_counted_whatever_the_ratio() {
    let limits = Limits {
        max_unpacked: 100_000,
        ..Limits::default()
    };
    let file = zip(&[("a", &noise(60_000)), ("b", &noise(60_000))]);
    assert_eq!(
        check(&mut Cursor::new(&file), "x.zip", file.len() as u64, &limits),
        Err(Bomb)
    );
    let nested = zip(&[("a.zip", &zip(&[("a", &noise(60_000))]))]);
    assert_eq!(
        check(&mut Cursor::new(&nested), "x.zip", nested.len() as u64, &limits),
        Err(Bomb)
    );
}

/// An entry whose data is another entry, header and all, with both of them in the directory.
fn overlapping() -> Vec<u8> {
    let find = |file: &[u8], mark: &[u8]| bytes::rfind(file, mark).expect("it is there");
    let inner = stored(&[("b", b"x")]);
    let (inner_directory, inner_end) = (find(&inner, b"PK\x01\x02"), find(&inner, b"PK\x05\x06"));
    let outer = stored(&[("a", &inner[..inner_directory])]);
    let (place, end) = (find(&outer, b"PK\x03\x04"), find(&outer, b"PK\x05\x06"));
    let directory = find(&outer, b"PK\x01\x02");
    let mut second = inner[inner_directory..inner_end].to_vec();
    second[42] = u8::try_from(place).expect("a short header");
    let mut tail = outer[end..].to_vec();
    (tail[8], tail[10]) = (2, 2);
    tail[12] = u8::try_from(end - directory + second.len()).expect("a short directory");
    [&outer[..end], &second, &tail].concat()
}

#[test]
fn paths_that_leave_the_folder() {
    let twice = renamed(zip(&[("a.txt", b"1"), ("b.txt", b"2")]), b"b.txt", b"a.txt");
    let mut differing = stored(&[("good.txt", b"1")]);
    differing[30..34].copy_from_slice(b"evil");
    refused(&[
        ("climbing", "x.zip", zip(&[("../a.txt", b"x")]), UnsafePath),
        (
            "climbing later",
            "x.zip",
            zip(&[("a/b/../../../c.txt", b"x")]),
            UnsafePath,
        ),
        ("absolute", "x.zip", zip(&[("/etc/passwd", b"x")]), UnsafePath),
        (
            "backslash",
            "x.zip",
            renamed(zip(&[("a_b.txt", b"x")]), b"a_b.txt", b"a\\b.txt"),
            UnsafePath,
        ),
        ("drive", "x.zip", zip(&[("C:/a.txt", b"x")]), UnsafePath),
        (
            "zero byte",
            "x.zip",
            renamed(zip(&[("a_b.txt", b"x")]), b"a_b.txt", b"a\0b.txt"),
            UnsafePath,
        ),
        ("link", "x.zip", zip_with_link("/etc/passwd"), UnsafePath),
        ("one name twice", "x.zip", twice, UnsafePath),
        ("two names for one entry", "x.zip", differing, UnsafePath),
        (
            "nested",
            "x.zip",
            zip(&[("b.zip", &zip(&[("../a.txt", b"x")]))]),
            UnsafePath,
        ),
    ]);
}

#[test]
fn two_formats_at_once() {
    let (document, archive) = (pdf("x"), valid(Kind::Zip));
    let both = [&document[..], &archive].concat();
    let picture = [b"GIF89a", &archive[..]].concat();
    let late = [b"GIF89a    ", &document[..]].concat();
    let mut rar = document.clone();
    rar.splice(15..15, *b"%Rar!\x1A\x07\n");
    refused(&[
        ("PDF then zip, as PDF", "x.pdf", both.clone(), Polyglot),
        ("PDF then zip, as zip", "x.zip", both.clone(), Polyglot),
        (
            "and a PDF end behind it",
            "x.pdf",
            [&both[..], b"\n%%EOF\n"].concat(),
            Polyglot,
        ),
        (
            "zip then PDF",
            "x.zip",
            [&archive[..], &document].concat(),
            Polyglot,
        ),
        (
            "zip then PDF, as PDF",
            "x.pdf",
            [&stored(&[])[..], &document].concat(),
            Mismatch,
        ),
        ("picture then zip", "x.zip", picture, Polyglot),
        ("picture then PDF", "x.pdf", late, Polyglot),
        (
            "two zips",
            "x.zip",
            [&archive[..], &zip(&[("b", b"x")])].concat(),
            Polyglot,
        ),
        (
            "old Word then zip",
            "x.doc",
            [doc(), archive.clone()].concat(),
            Polyglot,
        ),
        ("PDF with a RAR header", "x.pdf", rar, Polyglot),
    ]);
}
