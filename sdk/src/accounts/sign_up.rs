//! Signing up as a seller (`domain/business.md` §1.1, step 1). Every answer is the same whether or not the address has an
//! account; whoever confirms proves two things: that the mail reached them, and that it was they who typed the form.

use super::{SignedIn, is_email, own::password_findings, own::person_name_findings};
use crate::{
    finding::{Code, Finding},
    lang::{Bilingual, Lang},
    operation,
    portal::Who,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Most characters of an organisation's name.
pub const ORGANISATION_NAME_MAX: usize = 100;

/// Asks to come in. The answer never tells whether the address has an account, or asked too often.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestSignUp {
    /// The company's name in both languages.
    pub organisation: Bilingual,
    /// Who comes in.
    pub person: String,
    /// Their address; a link is sent there.
    pub email: String,
    /// The password they will sign in with, and confirm the link with.
    pub password: String,
    /// The language of their mails.
    #[serde(default)]
    pub lang: Lang,
}
operation!(
    RequestSignUp,
    Write,
    Who::Public,
    (),
    "Ask to come in as a seller.",
    |r| {
        let mut findings = Vec::new();
        for (path, name) in [
            ("organisation.zh", &r.organisation.zh),
            ("organisation.en", &r.organisation.en),
        ] {
            let length = name.trim().chars().count();
            if length == 0 {
                findings.push(Finding::error(path, Code::Required));
            } else if length > ORGANISATION_NAME_MAX {
                findings.push(
                    Finding::error(path, Code::TooLong)
                        .with("max", ORGANISATION_NAME_MAX)
                        .with("actual", length),
                );
            } else if name.chars().any(char::is_control) {
                findings.push(Finding::error(path, Code::ControlCharacters));
            }
        }
        findings.extend(person_name_findings("person", &r.person));
        if r.email.trim().is_empty() {
            findings.push(Finding::error("email", Code::Required));
        } else if !is_email(r.email.trim()) {
            findings.push(Finding::error("email", Code::NotAnEmail));
        }
        findings.extend(password_findings("password", &r.password));
        findings
    }
);

/// Whether anybody may sign up, and how the sign-in page should say so.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetSignUpOpen {}
operation!(
    GetSignUpOpen,
    Read,
    Who::Public,
    bool,
    "Whether sellers may sign up by themselves."
);

/// A sign-up as the holder of its link sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignUpView {
    /// The company.
    pub organisation: Bilingual,
    /// The address it was sent to.
    pub email: String,
    /// Until when it can be confirmed.
    pub expires_at: DateTime<Utc>,
}

/// Looks at a sign-up by its link without using it up; none when it is over or never was.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetSignUp {
    /// The token of the link.
    pub token: String,
}
operation!(
    GetSignUp,
    Read,
    Who::Public,
    Option<SignUpView>,
    "A sign-up, by its link."
);

/// Confirms a sign-up, once: a seller that is joining comes to be, with the person as its owner, who is signed in.
///
/// The password is asked again: somebody whose address was typed by a stranger follows the link and does not know it, so
/// that no account with a stranger's password comes to be behind their address.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmSignUp {
    /// The token of the link.
    pub token: String,
    /// The password that was typed when signing up.
    pub password: String,
}
operation!(
    ConfirmSignUp,
    Write,
    Who::Public,
    SignedIn,
    "Confirm a sign-up by the link that was sent.",
    |r| {
        if r.password.is_empty() {
            vec![Finding::error("password", Code::Required)]
        } else {
            Vec::new()
        }
    }
);
