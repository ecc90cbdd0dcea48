//! Cuts PDF syntax (ISO 32000-1 §7.2) into tokens, from any reader, in constant memory.

use super::UploadFault;
use super::bytes::{damaged, fill};
use std::io::Read;

/// Names and words longer than this are cut; every one that matters is shorter.
const LONGEST: usize = 64;

/// A piece of syntax; values that no rule asks for come without their content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `/Name`, its `#xx` escapes resolved.
    Name(Vec<u8>),
    /// A keyword or a number.
    Word(Vec<u8>),
    /// `>>`
    DictionaryEnd,
    /// Texts, brackets, `<<`.
    Other,
}

/// Reads tokens and knows where it is.
pub(super) struct Lexer<'a> {
    input: &'a mut dyn Read,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    base: u64,
}

impl<'a> Lexer<'a> {
    /// `base`: the position of the reader, in bytes from the file's start.
    pub(super) fn new(input: &'a mut dyn Read, base: u64) -> Lexer<'a> {
        Lexer {
            input,
            buffer: vec![0; 8 * 1024],
            at: 0,
            filled: 0,
            base,
        }
    }

    /// The position of the next unread byte.
    pub(super) fn position(&self) -> u64 {
        self.base + self.at as u64
    }

    fn peek(&mut self) -> Result<Option<u8>, UploadFault> {
        if self.at == self.filled {
            self.base += self.filled as u64;
            self.at = 0;
            self.filled = 0; // should the read fail, nothing old is read again
            self.filled = fill(self.input, &mut self.buffer).map_err(damaged)?;
        }
        Ok(self.buffer[..self.filled].get(self.at).copied())
    }

    fn next(&mut self) -> Result<Option<u8>, UploadFault> {
        let byte = self.peek()?;
        self.at += usize::from(byte.is_some());
        Ok(byte)
    }

    fn take_if(&mut self, wanted: u8) -> Result<bool, UploadFault> {
        let there = self.peek()? == Some(wanted);
        self.at += usize::from(there);
        Ok(there)
    }

    /// Steps over the end of line behind the word `stream`.
    pub(super) fn skip_line_end(&mut self) -> Result<(), UploadFault> {
        self.take_if(b'\r')?;
        self.take_if(b'\n').map(drop)
    }

    /// The next token; `None` at the end.
    pub(super) fn token(&mut self) -> Result<Option<Token>, UploadFault> {
        loop {
            let Some(byte) = self.next()? else { return Ok(None) };
            return Ok(Some(match byte {
                b if is_space(b) => continue,
                b'%' => {
                    while !matches!(self.next()?, None | Some(b'\r' | b'\n')) {}
                    continue;
                }
                b'/' => Token::Name(unescape(&self.regular(None)?)),
                b'(' => self.text()?,
                b'<' if self.take_if(b'<')? => Token::Other,
                b'<' => self.hex_text()?,
                b'>' if self.take_if(b'>')? => Token::DictionaryEnd,
                b if is_delimiter(b) => Token::Other,
                b => Token::Word(self.regular(Some(b))?),
            }));
        }
    }

    fn regular(&mut self, first: Option<u8>) -> Result<Vec<u8>, UploadFault> {
        let mut word: Vec<u8> = first.into_iter().collect();
        while let Some(byte) = self.peek()? {
            if is_space(byte) || is_delimiter(byte) {
                break;
            }
            if word.len() < LONGEST {
                word.push(byte);
            }
            self.at += 1;
        }
        Ok(word)
    }

    fn text(&mut self) -> Result<Token, UploadFault> {
        let mut depth = 1_u64;
        while depth > 0 {
            match self.next()?.ok_or(UploadFault::Truncated)? {
                b'\\' => drop(self.next()?),
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
        }
        Ok(Token::Other)
    }

    fn hex_text(&mut self) -> Result<Token, UploadFault> {
        while self.next()?.ok_or(UploadFault::Truncated)? != b'>' {}
        Ok(Token::Other)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

/// `/J#61vaScript` is `/JavaScript`.
fn unescape(name: &[u8]) -> Vec<u8> {
    let digit = |at: usize| name.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut plain = Vec::with_capacity(name.len());
    let mut at = 0;
    while at < name.len() {
        match (name[at], digit(at + 1), digit(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                plain.push(u8::try_from(high * 16 + low).unwrap_or_default());
                at += 3;
            }
            (byte, ..) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &[u8]) -> Vec<String> {
        let mut input = text;
        let mut lexer = Lexer::new(&mut input, 0);
        let mut names = Vec::new();
        while let Some(token) = lexer.token().expect("whole") {
            if let Token::Name(name) = token {
                names.push(String::from_utf8_lossy(&name).into_owned());
            }
        }
        names
    }

    #[test]
    fn names_are_found_only_where_they_are_names() {
        assert_eq!(names(b"<</S/J#61vaScript/JS(x)>>"), ["S", "JavaScript", "JS"]);
        assert_eq!(names(b"(/Encrypt \\) ( /Launch ) /JS) /A"), ["A"]);
        assert_eq!(names(b"% /Encrypt\n/B"), ["B"]);
        assert_eq!(names(b"<2F4A53> [/C]"), ["C"]);
        assert_eq!(names(b"/A#2"), ["A#2"]);
    }

    #[test]
    fn an_open_text_is_damage() {
        let mut input: &[u8] = b"(never closed";
        assert_eq!(Lexer::new(&mut input, 0).token(), Err(UploadFault::Truncated));
    }
}
