//! A new password for somebody who forgot theirs. Every answer is the same whether or not the account exists.

use super::{is_email, own::password_findings};
use crate::{
    finding::{Code, Finding},
    operation,
    portal::Who,
};
use serde::{Deserialize, Serialize};

/// Asks for a link to a new password. The answer never tells whether there is such an account, or whether the address
/// asked too often.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestPasswordReset {
    /// The account's address.
    pub email: String,
}
operation!(
    RequestPasswordReset,
    Write,
    Who::Public,
    (),
    "Ask for a link to a new password.",
    |r| {
        if r.email.trim().is_empty() {
            vec![Finding::error("email", Code::Required)]
        } else if !is_email(r.email.trim()) {
            vec![Finding::error("email", Code::NotAnEmail)]
        } else {
            Vec::new()
        }
    }
);

/// Whether a link to a new password is (still) good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasswordResetView {
    /// False when it was used, has expired, was replaced, or never was.
    pub valid: bool,
}

/// Looks at a link to a new password without using it up.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetPasswordReset {
    /// The token of the link.
    pub token: String,
}
operation!(
    GetPasswordReset,
    Read,
    Who::Public,
    PasswordResetView,
    "Whether a link to a new password is still good."
);

/// Sets a new password by the link. Once; every session of the account ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResetPassword {
    /// The token of the link.
    pub token: String,
    /// The password that shall hold.
    pub password: String,
}
operation!(
    ResetPassword,
    Write,
    Who::Public,
    (),
    "Set a new password by the link that was sent.",
    |r| password_findings("password", &r.password)
);
