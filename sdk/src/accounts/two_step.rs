//! Two-step sign-in: a password and a code that changes every thirty seconds (TOTP, RFC 6238), with recovery codes.

use super::SignedIn;
use crate::{
    finding::{Code, Finding},
    ids::PersonId,
    operation,
    portal::{Role, Who},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Roles that touch money: they need two-step sign-in when the operator says so.
pub const MONEY_ROLES: &[Role] = &[
    Role::Owner,
    Role::SellerFinance,
    Role::Administrator,
    Role::OperatorFinance,
];

/// What an authenticator is set up with. Shown until the set-up is confirmed, and never again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TwoStepSetup {
    /// The secret in base32, to be typed where no camera is at hand.
    pub secret: String,
    /// `otpauth://…` as a QR code, an `<svg>` element.
    pub qr_svg: String,
    /// Each replaces a code once.
    pub recovery_codes: Vec<String>,
}

/// Where one's own two-step sign-in stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TwoStepView {
    /// Since when a code is asked for; none when it is off.
    pub on_since: Option<DateTime<Utc>>,
    /// The role one acts with needs it.
    pub required: bool,
    /// Recovery codes that were not used yet.
    pub codes_left: u64,
    /// A set-up that waits to be confirmed.
    pub setup: Option<TwoStepSetup>,
    /// New recovery codes, until they are put away; shown to whoever proved a moment ago who they are.
    #[serde(default)]
    pub new_codes: Vec<String>,
}

/// Where one's own two-step sign-in stands.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetTwoStep {}
operation!(
    GetTwoStep,
    Read,
    Who::SignedIn,
    TwoStepView,
    "Where one's own two-step sign-in stands."
);

/// Begins to set two-step sign-in up. Needs a fresh proof of who it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BeginTwoStep {}
operation!(
    BeginTwoStep,
    Write,
    Who::SignedIn,
    (),
    "Begin to set two-step sign-in up."
);

/// Confirms the set-up by a first code: from now on it is asked for. Every other session ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmTwoStep {
    /// The six digits the authenticator shows.
    pub code: String,
}
operation!(
    ConfirmTwoStep,
    Write,
    Who::SignedIn,
    SignedIn,
    "Turn two-step sign-in on, by a first code.",
    |r| code_findings(&r.code)
);

/// Turns two-step sign-in off.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndTwoStep {
    /// A code, or a recovery code.
    pub code: String,
}
operation!(
    EndTwoStep,
    Write,
    Who::SignedIn,
    SignedIn,
    "Turn two-step sign-in off, by a code.",
    |r| code_findings(&r.code)
);

/// Replaces one's recovery codes: the old ones are over at once. Needs a fresh proof of who it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RenewRecoveryCodes {}
operation!(
    RenewRecoveryCodes,
    Write,
    Who::SignedIn,
    (),
    "Replace one's recovery codes by new ones."
);

/// Puts new recovery codes away: they are shown no more.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeepRecoveryCodes {}
operation!(
    KeepRecoveryCodes,
    Write,
    Who::SignedIn,
    (),
    "Put new recovery codes away: they are shown no more."
);

/// Who helps somebody that lost both phone and recovery codes.
pub const TWO_STEP_HELPERS: &[Role] = &[Role::Owner, Role::Administrator];

/// Turns somebody else's two-step sign-in off, because they lost both phone and recovery codes. An administrator helps
/// anybody, an owner the sub-users that belong to nobody else. Needs a fresh proof; all their sessions end, and they are told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResetTwoStep {
    /// Whose.
    pub person: PersonId,
}
operation!(
    ResetTwoStep,
    Write,
    Who::Roles(TWO_STEP_HELPERS),
    (),
    "Turn somebody's two-step sign-in off, who lost phone and recovery codes."
);

/// What of a person an owner may be asked about before their two-step sign-in is turned off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Helped {
    /// Whoever helps is the operator's administrator.
    pub by_operator: bool,
    /// It is whoever helps.
    pub own: bool,
    /// They are an owner too.
    pub lead: bool,
    /// They belong to another organisation as well: its safety is not this owner's to lower.
    pub elsewhere: bool,
}

/// Why somebody is not helped by this person; none when they are.
pub fn help_finding(helped: Helped) -> Option<Finding> {
    let code = match helped {
        Helped { own: true, .. } => Code::NotYourself,
        Helped {
            by_operator: true, ..
        } => return None,
        Helped {
            lead: false,
            elsewhere: false,
            ..
        } => return None,
        _ => Code::AskOperator,
    };
    Some(Finding::error("", code))
}

/// The second step: the code, for a sign-in whose password was right.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInWithCode {
    /// What the first step answered.
    pub challenge: String,
    /// A code, or a recovery code.
    pub code: String,
}
operation!(
    SignInWithCode,
    Write,
    Who::Public,
    SignedIn,
    "Finish a sign-in with the code of the second step.",
    |r| code_findings(&r.code)
);

fn code_findings(code: &str) -> Vec<Finding> {
    if code.trim().is_empty() {
        vec![Finding::error("code", Code::Required)]
    } else if code.len() > 64 {
        vec![Finding::error("code", Code::CodeWrong)]
    } else {
        Vec::new()
    }
}

/// A recovery code as it is compared: letters and digits only, in capitals.
pub fn normal_code(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_helps_their_own_people_and_the_operator_everybody_else() {
        let rule = |by_operator, own, lead, elsewhere| {
            help_finding(Helped {
                by_operator,
                own,
                lead,
                elsewhere,
            })
            .map(|f| f.code)
        };
        for (by_operator, own, lead, elsewhere, refused) in [
            (false, false, false, false, None),
            (false, false, true, false, Some(Code::AskOperator)),
            (false, false, false, true, Some(Code::AskOperator)),
            (false, true, true, false, Some(Code::NotYourself)),
            (true, false, true, true, None),
            (true, true, true, false, Some(Code::NotYourself)),
        ] {
            assert_eq!(
                rule(by_operator, own, lead, elsewhere),
                refused,
                "{by_operator} {own} {lead} {elsewhere}"
            );
        }
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(normal_code(" abcd-ef12 "), "ABCDEF12");
        assert_eq!(normal_code("123 456"), "123456");
    }
}
