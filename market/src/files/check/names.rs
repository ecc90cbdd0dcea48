//! File names: of the upload itself, and of the entries inside an archive.

use super::Kind;

/// Endings that a desktop runs, mounts or installs on a double click, or that call a program to do so. Sorted.
const EXECUTABLE: [&str; 65] = [
    "apk",
    "app",
    "appimage",
    "application",
    "bash",
    "bat",
    "chm",
    "class",
    "cmd",
    "com",
    "command",
    "cpl",
    "csh",
    "deb",
    "dll",
    "dmg",
    "drv",
    "dylib",
    "elf",
    "exe",
    "gadget",
    "hta",
    "inf",
    "ins",
    "ipa",
    "iso",
    "jar",
    "jnlp",
    "js",
    "jse",
    "ksh",
    "lnk",
    "mjs",
    "msc",
    "msi",
    "msix",
    "msp",
    "mst",
    "msu",
    "ocx",
    "pif",
    "pkg",
    "ps1",
    "psd1",
    "psm1",
    "reg",
    "rpm",
    "run",
    "scf",
    "scr",
    "sct",
    "sh",
    "so",
    "sys",
    "url",
    "vb",
    "vbe",
    "vbs",
    "vhd",
    "vhdx",
    "ws",
    "wsc",
    "wsf",
    "wsh",
    "zsh",
];

/// The accepted kind a file name claims: its last extension, in any case, trailing dots and spaces dropped as
/// Windows does. `None` for anything else, for `x.pdf.exe`, and for a name that hides its ending with control or
/// right-to-left characters.
pub fn extension_of(file_name: &str) -> Option<Kind> {
    if file_name.chars().any(is_hiding) {
        return None;
    }
    let name = file_name.rsplit(['/', '\\']).next()?.trim_end_matches(['.', ' ']);
    let (stem, extension) = name.rsplit_once('.')?;
    if stem.is_empty() {
        None
    } else {
        Kind::from_extension(extension)
    }
}

/// True when the name's last extension is one that runs.
pub(super) fn is_executable(name: &[u8]) -> bool {
    let text = String::from_utf8_lossy(name).to_ascii_lowercase();
    let base = text
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .trim_end_matches(['.', ' ']);
    base.rsplit_once('.')
        .is_some_and(|(_, extension)| EXECUTABLE.binary_search(&extension).is_ok())
}

/// Longest entry name, in bytes. Together with the number of entries it bounds what a directory costs.
const LONGEST: usize = 1024;

/// True when an entry of this name could be written outside its folder, or shows another name than it has.
///
/// A backslash is a separator to some programs, so it is refused, but not as the second byte of a Chinese character:
/// archives made by older Windows tools carry GBK names, in which `5C` occurs.
pub(super) fn is_unsafe_entry(name: &[u8]) -> bool {
    if name.is_empty() || name.len() > LONGEST || name[0] == b'/' {
        return true;
    }
    let gbk = match std::str::from_utf8(name) {
        Ok(text) if text.chars().any(is_hiding) => return true,
        Ok(_) => false,
        Err(_) => true,
    };
    let (mut at, mut start) = (0, 0);
    while at <= name.len() {
        match name.get(at).copied() {
            None | Some(b'/') => {
                if is_unsafe_component(&name[start..at]) {
                    return true;
                }
                start = at + 1;
            }
            Some(b'\\' | 0..=0x1F | 0x7F) => return true,
            Some(0x81..=0xFE) if gbk && name.get(at + 1).is_some_and(|b| *b >= 0x40 && *b != 0x7F) => at += 1,
            Some(_) => {}
        }
        at += 1;
    }
    false
}

fn is_unsafe_component(component: &[u8]) -> bool {
    // Windows drops trailing dots and spaces, so ".. " and "..." may climb as well.
    let climbs = component.starts_with(b"..") && component.iter().all(|b| matches!(b, b'.' | b' '));
    let drive = component.len() >= 2 && component[0].is_ascii_alphabetic() && component[1] == b':';
    climbs || drive
}

/// Control characters, and the marks that turn the reading direction: `invoice\u{202E}fdp.exe` reads as a PDF.
fn is_hiding(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_extension_counts_in_any_case() {
        for (name, kind) in [
            ("证书.pdf", Some(Kind::Pdf)),
            ("a.PDF", Some(Kind::Pdf)),
            ("a.DocX", Some(Kind::Docx)),
            ("a.b.pptx", Some(Kind::Pptx)),
            ("a.pdf. .", Some(Kind::Pdf)),
            (r"C:\fake\a.zip", Some(Kind::Zip)),
            ("../a.doc", Some(Kind::Doc)),
            ("a.ppt", Some(Kind::Ppt)),
            ("x.pdf.exe", None),
            ("x.pdf/", None),
            ("pdf", None),
            (".pdf", None),
            ("", None),
            ("...", None),
            ("a.docm", None),
            ("a.pdf\0.exe", None),
            ("a.exe\0.pdf", None),
            ("a\u{202E}exe.pdf", None),
        ] {
            assert_eq!(extension_of(name), kind, "{name:?}");
        }
    }

    #[test]
    fn endings_that_run_are_known_through_tricks() {
        assert!(EXECUTABLE.is_sorted(), "looked up by binary search");
        for name in [
            "a.exe",
            "a.pdf.EXE",
            "dir/a.js",
            "a.bat.",
            "a.scr ",
            r"d\a.lnk",
            "\u{8bc1}.vbs",
        ] {
            assert!(is_executable(name.as_bytes()), "{name:?}");
        }
        for name in ["a.exe.pdf", "exe", "a.txt", "js/readme.md", "a.json", "a.shx"] {
            assert!(!is_executable(name.as_bytes()), "{name:?}");
        }
    }

    #[test]
    fn entries_stay_inside_their_folder() {
        for name in [
            "../a",
            "a/../b",
            "/a",
            r"a\b",
            r"..\a",
            "C:/a",
            "c:a",
            "a/d:b",
            "a\0b",
            "a\nb",
            "",
            "a/.. /b",
            "a/...",
            "x\u{202E}fdp.txt",
        ] {
            assert!(is_unsafe_entry(name.as_bytes()), "{name:?}");
        }
        for name in [
            "a",
            "a/b.txt",
            "a/",
            ".hidden",
            "a..b",
            "..a",
            "软件著作权/证书.pdf",
            "note: 1.txt",
            "./a",
        ] {
            assert!(!is_unsafe_entry(name.as_bytes()), "{name:?}");
        }
        assert!(is_unsafe_entry(&[b'a'; 1025]));
    }

    #[test]
    fn a_gbk_name_may_hold_the_byte_of_a_backslash() {
        assert!(
            !is_unsafe_entry(b"\x95\x5C/\xB1\xED.txt"),
            "the character 昞 is 95 5C"
        );
        assert!(
            is_unsafe_entry(b"\xB1\xED\\a.txt"),
            "a separator after a whole character"
        );
        assert!(is_unsafe_entry(b"\xB1\xED/../a.txt"));
    }
}
