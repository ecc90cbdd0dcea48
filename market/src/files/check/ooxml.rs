//! What makes an archive an office document (ECMA-376 part 2), and what makes that document dangerous.

use super::directory::Entry;
use super::{Kind, UploadFault};

const CONTENT_TYPES: &[u8] = b"[Content_Types].xml";

/// What has been seen of a document's parts so far.
#[derive(Debug, Default)]
pub(super) struct Parts {
    typed: bool,
    word: Main,
    slides: Main,
    window: Vec<u8>,
}

#[derive(Debug, Default)]
struct Main {
    declared: bool,
    present: bool,
}

impl Parts {
    /// True when the archive declares content types, as only such documents do.
    pub(super) fn is_document(entries: &[Entry]) -> bool {
        entries
            .iter()
            .any(|entry| entry.name.eq_ignore_ascii_case(CONTENT_TYPES))
    }

    /// Meets an entry by name.
    pub(super) fn meet(&mut self, name: &[u8]) -> Result<(), UploadFault> {
        let name = name.to_ascii_lowercase();
        let base = name.rsplit(|b| *b == b'/').next().unwrap_or_default();
        if base == b"vbaproject.bin" || base == b"vbadata.xml" {
            return Err(UploadFault::Macro);
        }
        self.window.clear();
        self.typed |= name.eq_ignore_ascii_case(CONTENT_TYPES);
        // Word on the web writes document2.xml, so the number is free.
        self.word.present |= name.starts_with(b"word/document") && name.ends_with(b".xml");
        self.slides.present |= name.starts_with(b"ppt/presentation") && name.ends_with(b".xml");
        Ok(())
    }

    /// Reads the next bytes of the entry met last.
    pub(super) fn read(&mut self, name: &[u8], bytes: &[u8], first: bool) -> Result<(), UploadFault> {
        let types = name.eq_ignore_ascii_case(CONTENT_TYPES);
        let relations = name.to_ascii_lowercase().ends_with(b".rels");
        if !types && !relations {
            return Ok(());
        }
        if first && (bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")) {
            return Err(UploadFault::Mismatch); // no office program writes these two in UTF-16
        }
        // Element by element; one element is far shorter than the window.
        for byte in bytes {
            match byte {
                b'<' => self.window.clear(),
                b'>' if types => self.content_type()?,
                b'>' => self.relation()?,
                _ if self.window.len() < 16 * 1024 => self.window.push(byte.to_ascii_lowercase()),
                _ => {}
            }
        }
        Ok(())
    }

    fn holds(&self, text: &str) -> bool {
        self.window.len() >= text.len() && super::bytes::find(&self.window, text.as_bytes()).is_some()
    }

    fn content_type(&mut self) -> Result<(), UploadFault> {
        if self.holds("macroenabled") || self.holds("ms-office.vbaproject") {
            return Err(UploadFault::Macro);
        }
        self.word.declared |= self.holds("wordprocessingml.document.main+xml");
        self.slides.declared |= self.holds("presentationml.presentation.main+xml");
        Ok(())
    }

    /// A template or object fetched from the net when the document opens can bring macros the document itself lacks.
    fn relation(&mut self) -> Result<(), UploadFault> {
        let loaded =
            self.holds("/attachedtemplate\"") || self.holds("/oleobject\"") || self.holds("/frame\"");
        let remote =
            self.holds("target=\"http") || self.holds("target=\"ftp") || self.holds("target=\"mhtml");
        if loaded && remote && self.holds("targetmode=\"external\"") {
            return Err(UploadFault::Macro);
        }
        Ok(())
    }

    /// Which document this is, once all entries were read.
    pub(super) fn document(&self) -> Option<Kind> {
        let is = |main: &Main| self.typed && main.declared && main.present;
        match (is(&self.word), is(&self.slides)) {
            (true, false) => Some(Kind::Docx),
            (false, true) => Some(Kind::Pptx),
            _ => None,
        }
    }
}
