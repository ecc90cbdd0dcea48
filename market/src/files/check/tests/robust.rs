//! Bounded memory, and no panic whatever arrives.

use super::*;
use proptest::prelude::*;

/// Notes the largest request, and how much was delivered in all.
struct Watched<R> {
    inner: R,
    largest: usize,
    total: usize,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.largest = self.largest.max(buffer.len());
        let read = self.inner.read(buffer)?;
        self.total += read;
        Ok(read)
    }
}

impl<R: Seek> Seek for Watched<R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}

#[test]
fn a_big_file_is_read_in_small_pieces() {
    let big = noise(8 << 20);
    let files = [
        ("x.pdf", pdf_of_len(8 << 20)),
        ("x.zip", stored(&[("a", &big)])),
        ("x.docx", docx_with(&[("word/media/a", &big)])),
        ("x.doc", doc_with(&[("/Data", &big)])),
    ];
    for (name, bytes) in files {
        let size = bytes.len() as u64;
        let mut file = Watched {
            inner: Cursor::new(bytes),
            largest: 0,
            total: 0,
        };
        assert!(check(&mut file, name, size, &Limits::default()).is_ok(), "{name}");
        assert!(
            file.largest <= 70 * 1024,
            "{name} asked for {} bytes at once",
            file.largest
        );
    }
}

#[test]
fn a_huge_directory_is_not_loaded() {
    // Scrambled, since cfb's directory tree is not balanced while it is built.
    let names: Vec<String> = (0..20_000)
        .map(|n| format!("/{:05}", n * 7_919 % 20_000))
        .collect();
    let bytes = compound(
        &names
            .iter()
            .map(|name| (name.as_str(), &b""[..]))
            .collect::<Vec<_>>(),
    );
    let size = bytes.len() as u64;
    assert!(size > 2 << 20, "otherwise this shows nothing");
    let mut file = Watched {
        inner: Cursor::new(bytes),
        largest: 0,
        total: 0,
    };
    assert_eq!(check(&mut file, "x.doc", size, &Limits::default()), Err(Bomb));
    assert!(file.total < 1200 * 1024, "read {} bytes of it", file.total);
}

#[test]
fn a_pdf_of_nothing_but_streams_is_given_up() {
    let streams = "<<>>stream\nendstream ".repeat(100_001);
    assert_eq!(judged("x.pdf", &pdf_with(&[streams], "")), Err(Bomb));
}

fn any_valid() -> impl Strategy<Value = (Kind, Vec<u8>)> {
    let all: Vec<(Kind, Vec<u8>)> = Kind::ALL.into_iter().map(|kind| (kind, valid(kind))).collect();
    prop::sample::select(all)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_truncation_panics_or_passes((kind, bytes) in any_valid(), keep in any::<prop::sample::Index>()) {
        let keep = keep.index(bytes.len() - 1); // a PDF may lose its last line end
        prop_assert!(judged(&name_of(kind), &bytes[..keep]).is_err());
    }

    #[test]
    fn no_damage_panics(
        (kind, mut bytes) in any_valid(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        claimed in 0..6_usize,
    ) {
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Ok(found) = judged(&name_of(Kind::ALL[claimed]), &bytes) {
            prop_assert!(found == kind || found == Kind::Zip);
        }
    }

    #[test]
    fn no_noise_behind_a_signature_panics(
        start in prop::sample::select(vec![
            &b"%PDF-1.7\n"[..], b"PK\x03\x04", b"PK\x05\x06", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"MZ", b"",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..2000),
        claimed in 0..6_usize,
    ) {
        let bytes = [start, &rest].concat();
        let result = judged(&name_of(Kind::ALL[claimed]), &bytes);
        prop_assert!(result.is_err());
    }
}
