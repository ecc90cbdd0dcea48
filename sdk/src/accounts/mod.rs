//! People, organisations, sessions (账号).

#[cfg(feature = "portal")]
mod operations;
#[cfg(feature = "portal")]
pub use operations::*;

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 10;

/// True for what can be a mail address: one `@`, a dotted domain, no blanks, at most 254 characters.
/// (Whether it exists only a mail can tell.)
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ',' | ';'))
        && !local.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

/// The form addresses are compared in: trimmed and lower-case.
pub fn normal_email(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in ["a@b.cn", "first.last+tag@mail.example.com", "李@例子.中国"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "", "a", "a@b", "a@@b.cn", "a b@c.de", "@b.cn", "a@.cn", "a@b.-c", "a@b..cn", "x@y.z\n",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
