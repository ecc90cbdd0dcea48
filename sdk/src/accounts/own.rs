//! One's own account: name and language, password, and the devices that are signed in.

use super::{PASSWORD_MAX, PASSWORD_MIN, PERSON_NAME_MAX, SignedIn};
use crate::{
    finding::{Code, Finding},
    ids::SessionId,
    lang::Lang,
    operation,
    portal::Who,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is wrong with a new password, at a field.
pub fn password_findings(path: &str, password: &str) -> Vec<Finding> {
    let length = password.chars().count();
    if password.is_empty() {
        vec![Finding::error(path, Code::Required)]
    } else if length < PASSWORD_MIN {
        vec![Finding::error(path, Code::PasswordTooShort).with("min", PASSWORD_MIN)]
    } else if length > PASSWORD_MAX {
        vec![Finding::error(path, Code::PasswordTooLong).with("max", PASSWORD_MAX)]
    } else {
        Vec::new()
    }
}

/// What is wrong with a person's name, at a field.
pub fn person_name_findings(path: &str, name: &str) -> Vec<Finding> {
    let length = name.trim().chars().count();
    if length == 0 {
        vec![Finding::error(path, Code::Required)]
    } else if length > PERSON_NAME_MAX {
        vec![
            Finding::error(path, Code::TooLong)
                .with("max", PERSON_NAME_MAX)
                .with("actual", length),
        ]
    } else if name.chars().any(char::is_control) {
        vec![Finding::error(path, Code::ControlCharacters)]
    } else {
        Vec::new()
    }
}

/// A device that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// What the browser or program called itself; empty when it said nothing.
    pub device: String,
    /// The network address it signed in from; empty when unknown.
    pub address: String,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
    /// This is the one that asks.
    pub current: bool,
}

/// The devices that are signed in with one's own account, the last used first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListSessions {}
operation!(
    ListSessions,
    Read,
    Who::SignedIn,
    Vec<SessionRow>,
    "The devices signed in with one's own account."
);

/// Signs one of one's own devices out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndSession {
    /// Which.
    pub session: SessionId,
}
operation!(
    EndSession,
    Write,
    Who::SignedIn,
    (),
    "Sign one of one's own devices out."
);

/// Signs out every device but this one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndOtherSessions {}
operation!(
    EndOtherSessions,
    Write,
    Who::SignedIn,
    u64,
    "Sign out every device but this one."
);

/// Changes one's own password. Every other session ends; this one goes on under a new token.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangePassword {
    /// The password that holds now.
    pub old_password: String,
    /// The one that shall hold.
    pub new_password: String,
}
operation!(
    ChangePassword,
    Write,
    Who::SignedIn,
    SignedIn,
    "Change one's own password.",
    |r| {
        let mut findings = Vec::new();
        if r.old_password.is_empty() {
            findings.push(Finding::error("old_password", Code::Required));
        }
        findings.extend(password_findings("new_password", &r.new_password));
        if findings.is_empty() && r.old_password == r.new_password {
            findings.push(Finding::error("new_password", Code::PasswordSame));
        }
        findings
    }
);

/// Changes one's own name and the language of one's mails.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UpdateProfile {
    /// The name colleagues see.
    pub name: String,
    /// The language of mails.
    pub lang: Lang,
}
operation!(
    UpdateProfile,
    Write,
    Who::SignedIn,
    (),
    "Change one's own name and the language of mails.",
    |r| person_name_findings("name", &r.name)
);

/// Proves again who is signed in, by the password or by a code of two-step sign-in. The session goes on under a new
/// token and may touch money and keys for [`super::PROOF_MINUTES`].
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ConfirmIdentity {
    /// The account's password, or empty when a code is given.
    pub password: String,
    /// A code of two-step sign-in, or empty when the password is given.
    pub code: String,
}
operation!(
    ConfirmIdentity,
    Write,
    Who::SignedIn,
    SignedIn,
    "Prove again who is signed in.",
    |r| {
        if r.password.is_empty() && r.code.trim().is_empty() {
            vec![Finding::error("password", Code::Required)]
        } else {
            Vec::new()
        }
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_is_long_enough_and_has_an_end() {
        for (password, code) in [
            ("", Some(Code::Required)),
            ("123456789", Some(Code::PasswordTooShort)),
            ("密码密码密码密码密码", None),
            (&"x".repeat(200), None),
            (&"x".repeat(201), Some(Code::PasswordTooLong)),
        ] {
            let found = password_findings("p", password).first().map(|f| f.code);
            assert_eq!(found, code, "{password}");
        }
    }
}
