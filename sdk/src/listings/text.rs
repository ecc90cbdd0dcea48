//! How long a text is, what it may hold at all, and the forms of mail addresses and phone numbers.

use super::fold::{is_bidi_control, is_invisible};
use unicode_normalization::UnicodeNormalization;

/// Length in characters: Unicode scalar values of the trimmed text in NFC. 中 and A are one each.
pub fn length(text: &str) -> usize {
    text.trim().nfc().count()
}

/// Length without white space of any kind, zero-width and control characters.
pub fn length_without_space(text: &str) -> usize {
    text.nfc()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c) && *c != '\u{2800}')
        .count()
}

/// Whether a one-line text has characters nobody can see: controls, line breaks, zero-width, bidirectional ones.
/// The selectors that make ❤ a picture are let through.
pub fn has_invisible_characters(line: &str) -> bool {
    line.trim().chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}')
            || is_invisible(c) && !matches!(c, '\u{fe0e}' | '\u{fe0f}')
    })
}

/// Whether a text of several lines has control characters that a database or a page cannot hold, or that change the
/// order in which it is read. Line breaks, tabs and pasted zero-width spaces are let through.
pub fn has_unsafe_characters(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || is_bidi_control(c))
}

/// Whether a text is one mail address: something before the @, a domain with a dot after it.
pub fn is_mail(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let part = |s: &str, extra: &[char]| {
        !s.is_empty() && s.chars().all(|c| c.is_alphanumeric() || extra.contains(&c))
    };
    text.len() <= 254
        && part(
            local,
            &['.', '_', '+', '-', '\'', '%', '&', '=', '/', '~', '#', '!'],
        )
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain
            .split('.')
            .all(|label| part(label, &['-']) && !label.starts_with('-') && !label.ends_with('-'))
        && domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.chars().count() >= 2 && top.chars().all(char::is_alphabetic))
}

/// Whether a text is one phone number, with an extension or without: `400-123-4567`, `+86 138 0000 0000`, `95588`,
/// `(0755) 1234 5678 转 801`.
pub fn is_phone(text: &str) -> bool {
    let plain: String = text.trim().nfkc().collect::<String>().to_lowercase();
    let (number, extension) = ["转", "轉", "ext.", "ext", "x", "#"]
        .iter()
        .find_map(|mark| plain.split_once(mark))
        .map_or((plain.as_str(), None), |(number, rest)| {
            (number.trim(), Some(rest.trim()))
        });
    let number = number.trim_end_matches([',', '，', ' ']);
    let rest = number.strip_prefix('+').unwrap_or(number);
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let opened = rest.matches('(').count();
    (5..=15).contains(&digits)
        && rest.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && rest.ends_with(|c: char| c.is_ascii_digit())
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '‐' | '–'))
        && opened == rest.matches(')').count()
        && opened <= 1
        && !["--", "..", "- -"].iter().any(|twice| rest.contains(twice))
        && extension.is_none_or(|e| (1..=6).contains(&e.len()) && e.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_the_documentation_says() {
        for (text, expected) in [
            ("  基础版 50 用户 ", 9),
            ("e\u{301}", 1),
            ("👍", 1),
            ("Ａ", 1),
            ("", 0),
        ] {
            assert_eq!(length(text), expected, "{text}");
        }
        assert_eq!(
            length_without_space("a \t\n\u{3000}\u{a0}\u{200b}\u{feff}\u{2003}b"),
            2
        );
    }

    #[test]
    fn phone_numbers_and_mail_addresses_are_told_from_other_text() {
        for good in [
            "400-123-4567",
            "+86 138 0000 0000",
            "95588",
            "010-12345678",
            "(0755) 1234 5678",
            "021-12345678转801",
            "0755-12345678 ext. 12",
            "４００－１２３－４５６７",
            "+1 (415) 555-0100",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in [
            "",
            "1234",
            "call me",
            "400-123-4567a",
            "400--1234567",
            "+",
            "1234567890123456",
            "(0755 12345678",
        ] {
            assert!(!is_phone(bad), "{bad}");
        }
        for good in ["a@b.cn", "first.last+tag@sub.example.com", "service@例子.公司"] {
            assert!(is_mail(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.cn",
            "a@.cn",
            "a b@c.cn",
            "a@b.cn, c@d.cn",
            "a..b@c.cn",
            "a@b.c",
            "a@@b.cn",
        ] {
            assert!(!is_mail(bad), "{bad}");
        }
    }
}
