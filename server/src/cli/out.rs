//! What a command prints: text for people, or one JSON document, on stdout; nothing else ever goes there.

use guildhall_sdk::{finding::Finding, lang::Lang, portal::AppError};
use serde_json::{Value, json};
use std::io::{self, Write};

/// How a command answers.
#[derive(Debug, Clone, Copy)]
pub struct Out {
    /// One JSON document instead of text.
    pub json: bool,
    /// The language of texts.
    pub lang: Lang,
}

/// How a command ended that did not end well.
#[derive(Debug)]
pub struct Failure {
    /// 1: the thing asked about is wrong. 2: bad usage, unreadable input, refused configuration.
    pub exit: u8,
    /// For stderr.
    pub message: String,
    /// For stdout with `--json`.
    pub document: Option<Value>,
}

/// What a command comes back with.
pub type Done<T = ()> = Result<T, Failure>;

impl Failure {
    /// Input that does not read, a configuration that is refused.
    pub fn unusable(message: impl ToString) -> Failure {
        let message = message.to_string();
        let document = json!({ "error": { "code": "unreadable", "message": message } });
        Failure {
            exit: 2,
            message,
            document: Some(document),
        }
    }

    /// The thing asked about is wrong, and that was printed already.
    pub fn said() -> Failure {
        Failure {
            exit: 1,
            message: String::new(),
            document: None,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        // Whoever read our output has seen enough.
        let broken = error.kind() == io::ErrorKind::BrokenPipe;
        Failure {
            exit: u8::from(!broken) * 2,
            message: if broken { String::new() } else { error.to_string() },
            document: None,
        }
    }
}

impl Out {
    /// Prints the document with `--json`, else the text.
    ///
    /// # Errors
    /// Stdout does not take it.
    pub fn print(&self, document: impl FnOnce() -> Value, text: impl FnOnce() -> String) -> Done {
        let mut printed = if self.json {
            format!("{:#}", document())
        } else {
            text()
        };
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push('\n');
        }
        raw(printed.as_bytes())
    }

    /// What an operation refused with, as a failure of the command.
    pub fn refused(&self, error: &AppError) -> Failure {
        let mut message = error.message(self.lang);
        for finding in error.findings() {
            message += &format!("\n  {}", self.finding(finding));
        }
        let fields: Vec<Value> = error.findings().iter().map(finding_document).collect();
        let document = json!({ "error": { "code": error.code(), "message": error.message(self.lang), "fields": fields } });
        let exit = if matches!(error, AppError::Malformed { .. }) {
            2
        } else {
            1
        };
        Failure {
            exit,
            message,
            document: Some(document),
        }
    }

    /// A finding as one line.
    pub fn finding(&self, finding: &Finding) -> String {
        let path = if finding.path.is_empty() {
            "·"
        } else {
            &finding.path
        };
        format!(
            "{path}: {} [{}]",
            finding.message(self.lang),
            finding.code.as_str()
        )
    }
}

/// A finding as contract.md has it.
pub fn finding_document(finding: &Finding) -> Value {
    json!({
        "path": finding.path,
        "code": finding.code.as_str(),
        "severity": finding.severity,
        "message": { "zh-CN": finding.message(Lang::Zh), "en": finding.message(Lang::En) },
    })
}

/// Bytes to stdout as they are.
///
/// # Errors
/// Stdout does not take them.
pub fn raw(bytes: &[u8]) -> Done {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()?;
    Ok(())
}

/// Ends a command: says what went wrong and gives the exit code.
pub fn end(json: bool, done: Done) -> u8 {
    let Err(failure) = done else { return 0 };
    if let Some(document) = failure.document.filter(|_| json) {
        let _ = raw(format!("{document:#}\n").as_bytes());
    }
    if !failure.message.is_empty() {
        let _ = writeln!(io::stderr(), "guildhall: {}", failure.message);
    }
    failure.exit
}

/// Aligned columns; wide characters count two.
pub fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = head.map(width);
    for row in rows {
        for (max, cell) in widths.iter_mut().zip(row) {
            *max = (*max).max(width(cell));
        }
    }
    let head = head.map(str::to_owned);
    let mut text = String::new();
    for row in std::iter::once(&head).chain(rows) {
        let mut line = String::new();
        for (cell, max) in row.iter().zip(widths) {
            line += cell;
            line += &" ".repeat(max - width(cell) + 2);
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn width(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffe6}') {
                2
            } else {
                1
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_with_chinese_in_them() {
        let rows = [
            ["云帆".to_owned(), "1".to_owned()],
            ["Sail".to_owned(), "20".to_owned()],
        ];
        assert_eq!(table(["name", "n"], &rows), "name  n\n云帆  1\nSail  20\n");
    }
}
