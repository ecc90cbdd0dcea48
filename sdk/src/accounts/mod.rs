//! People, organisations, sessions (账号).

#[cfg(feature = "portal")]
mod oidc;
#[cfg(feature = "portal")]
mod operations;
#[cfg(feature = "portal")]
mod own;
#[cfg(feature = "portal")]
mod reset;
#[cfg(feature = "portal")]
mod sign_up;
#[cfg(feature = "portal")]
mod team;
#[cfg(feature = "portal")]
mod two_step;
#[cfg(feature = "portal")]
pub use {oidc::*, operations::*, own::*, reset::*, sign_up::*, team::*, two_step::*};

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 10;

/// Most characters of a password: what is hashed has an end.
pub const PASSWORD_MAX: usize = 200;

/// Most characters of a person's name.
pub const PERSON_NAME_MAX: usize = 60;

/// Minutes after which somebody who is signed in must prove who they are again before money and keys are touched.
pub const PROOF_MINUTES: i64 = 15;

/// Minutes a link to a new password is good for.
pub const RESET_MINUTES: i64 = 30;

/// Links to a new password that one address may ask for in an hour.
pub const RESETS_PER_HOUR: i64 = 3;

/// Hours a link that confirms a sign-up is good for.
pub const SIGN_UP_HOURS: i64 = 24;

/// Sign-ups that one address may ask for in an hour.
pub const SIGN_UPS_PER_HOUR: i64 = 3;

/// Sign-ups that may come from one network address in an hour: a company behind one address, not a machine.
pub const SIGN_UPS_PER_CLIENT: i64 = 20;

/// Wrong passwords after which a sign-up's link is over.
pub const SIGN_UP_ATTEMPTS: i64 = 5;

/// Days an invitation is good for.
pub const INVITATION_DAYS: i64 = 7;

/// Sub-users beside the main account (`domain/business.md` §7.5 \[A57\]).
pub const SUB_USERS_MAX: u64 = 50;

/// Recovery codes handed out with two-step sign-in.
pub const RECOVERY_CODES: usize = 10;

/// Minutes between the password and the code of the second step.
pub const CHALLENGE_MINUTES: i64 = 5;

/// Wrong codes after which the password is asked for again.
pub const CHALLENGE_ATTEMPTS: i64 = 5;

/// Minutes a sign-in at a provider may take.
pub const OIDC_MINUTES: i64 = 10;

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
