//! Signing in at a provider (OpenID Connect), and linking such a sign-in to one's account.

use super::SignedIn;
use crate::{
    ids::{LinkedSignInId, OrganisationId},
    lang::Bilingual,
    operation,
    portal::Who,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Somewhere people can sign in besides here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInProvider {
    /// Its name in addresses.
    pub id: String,
    /// Its name for people.
    pub name: Bilingual,
}

/// Where people can sign in besides here.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListSignInProviders {}
operation!(
    ListSignInProviders,
    Read,
    Who::Public,
    Vec<SignInProvider>,
    "Where people can sign in besides here."
);

/// A sign-in under way at a provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OidcStart {
    /// The provider's page.
    pub url: String,
    /// What this browser keeps in a cookie: without it the answer is worth nothing.
    pub browser: String,
    /// Until when the answer is waited for.
    pub expires_at: DateTime<Utc>,
}

/// Begins a sign-in at a provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BeginOidcSignIn {
    /// Which provider.
    pub provider: String,
}
operation!(
    BeginOidcSignIn,
    Write,
    Who::Public,
    OidcStart,
    "Begin a sign-in at a provider."
);

/// Begins to link a sign-in at a provider to one's own account. Needs a fresh proof of who it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BeginOidcLink {
    /// Which provider.
    pub provider: String,
}
operation!(
    BeginOidcLink,
    Write,
    Who::SignedIn,
    OidcStart,
    "Begin to link a sign-in at a provider to one's own account."
);

/// What the provider sent the browser back with.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FinishOidc {
    /// Which provider.
    pub provider: String,
    /// What the browser kept.
    pub browser: String,
    /// The state it was sent with.
    pub state: String,
    /// The code that is exchanged for who it is; empty when there is none.
    pub code: String,
    /// Why there is none.
    pub error: String,
    /// Who answers, where the provider says so (RFC 9207).
    pub issuer: String,
}

/// What became of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum OidcFinished {
    /// Somebody is signed in.
    SignedIn {
        /// The session.
        signed: Box<SignedIn>,
    },
    /// The sign-in is linked to the account of whoever is signed in.
    Linked,
}
operation!(
    FinishOidc,
    Write,
    Who::Public,
    OidcFinished,
    "Finish a sign-in at a provider with its answer."
);

/// A sign-in at a provider that opens one's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkedSignIn {
    /// Its id.
    pub id: LinkedSignInId,
    /// The provider's name; its address when it is not configured any more.
    pub provider: Bilingual,
    /// The address the provider knew when it was linked; empty when it told none.
    pub email: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub used_at: Option<DateTime<Utc>>,
}

/// The sign-ins linked to one's own account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkedSignIns {
    /// The oldest first.
    pub linked: Vec<LinkedSignIn>,
    /// Providers without one yet.
    pub open: Vec<SignInProvider>,
    /// The only one is the only way in: it cannot be unlinked.
    pub last_way_in: bool,
}

/// The sign-ins linked to one's own account.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListLinkedSignIns {}
operation!(
    ListLinkedSignIns,
    Read,
    Who::SignedIn,
    LinkedSignIns,
    "The sign-ins at providers that open one's own account."
);

/// Unlinks a sign-in from one's own account. Needs a fresh proof; the last way in stays.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnlinkSignIn {
    /// Which.
    pub linked: LinkedSignInId,
}
operation!(
    UnlinkSignIn,
    Write,
    Who::SignedIn,
    (),
    "Unlink a sign-in at a provider from one's own account."
);

/// Which existing accounts a verified address may open the first time, without a link made before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmailLinking {
    /// Only addresses of these domains; `*` for any.
    pub domains: Vec<String>,
    /// Only members of these organisations; anybody's when empty.
    pub organisations: Vec<OrganisationId>,
}

impl EmailLinking {
    /// True when the address is of one of the domains. A domain stands for itself, not for what is below it.
    pub fn takes(&self, email: &str) -> bool {
        let Some((_, domain)) = email.rsplit_once('@') else {
            return false;
        };
        let same = |d: &String| d == "*" || d.eq_ignore_ascii_case(domain);
        self.domains.iter().any(same) || (self.domains.is_empty() && !self.organisations.is_empty())
    }

    /// True when somebody who belongs to these organisations may be found by their address.
    pub fn takes_member_of(&self, mine: &[OrganisationId]) -> bool {
        self.organisations.is_empty() || mine.iter().any(|o| self.organisations.contains(o))
    }
}

/// How a provider says that it asked for a second step, where its word is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecondStep {
    /// Any of these in `amr`.
    pub amr: Vec<String>,
    /// Any of these as `acr`.
    pub acr: Vec<String>,
}

impl SecondStep {
    /// True when the provider's answer says so.
    pub fn given(&self, amr: &[String], acr: Option<&str>) -> bool {
        amr.iter().any(|a| self.amr.contains(a)) || acr.is_some_and(|a| self.acr.iter().any(|x| x == a))
    }
}

/// True for what can be a provider's name in addresses and configuration keys.
pub fn is_provider_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=30).contains(&id.len())
        && id.as_bytes()[0].is_ascii_lowercase()
        && id.bytes().all(plain)
        && !id.contains("__")
        && !id.ends_with('_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_verified_address_opens_accounts_of_the_named_domains_only() {
        let rule = |domains: &[&str], organisations: usize| EmailLinking {
            domains: domains.iter().map(|d| (*d).to_owned()).collect(),
            organisations: (0..organisations)
                .map(|_| OrganisationId(Uuid::from_u128(1)))
                .collect(),
        };
        for (domains, organisations, email, takes) in [
            (&["corp.test"][..], 0, "a@corp.test", true),
            (&["corp.test"], 0, "a@CORP.test", true),
            (&["corp.test"], 0, "a@sub.corp.test", false),
            (&["corp.test"], 0, "a@corp.test.evil.test", false),
            (&["corp.test"], 0, "a@corp.test@evil.test", false),
            (&["corp.test"], 0, "corp.test", false),
            (&["*"], 0, "a@any.test", true),
            (&[], 1, "a@any.test", true),
            (&[], 0, "a@any.test", false),
        ] {
            assert_eq!(
                rule(domains, organisations).takes(email),
                takes,
                "{domains:?} {email}"
            );
        }
    }

    #[test]
    fn only_members_of_the_named_organisations_are_found_by_their_address() {
        let (a, b) = (
            OrganisationId(Uuid::from_u128(1)),
            OrganisationId(Uuid::from_u128(2)),
        );
        let any = EmailLinking::default();
        let one = EmailLinking {
            organisations: vec![a],
            ..EmailLinking::default()
        };
        for (rule, mine, takes) in [
            (&any, &[][..], true),
            (&any, &[b], true),
            (&one, &[b, a], true),
            (&one, &[b], false),
            (&one, &[], false),
        ] {
            assert_eq!(rule.takes_member_of(mine), takes, "{rule:?} {mine:?}");
        }
    }

    #[test]
    fn a_second_step_is_believed_only_where_the_operator_said_how() {
        let rule = |amr: &[&str], acr: &[&str]| SecondStep {
            amr: amr.iter().map(|a| (*a).to_owned()).collect(),
            acr: acr.iter().map(|a| (*a).to_owned()).collect(),
        };
        for (rule, amr, acr, given) in [
            (rule(&[], &[]), &["mfa"][..], Some("urn:mfa"), false),
            (rule(&["mfa"], &[]), &["pwd", "mfa"], None, true),
            (rule(&["mfa"], &[]), &["pwd"], Some("mfa"), false),
            (rule(&[], &["urn:mfa"]), &[], Some("urn:mfa"), true),
            (rule(&[], &["urn:mfa"]), &["urn:mfa"], Some("urn:pwd"), false),
        ] {
            let amr: Vec<String> = amr.iter().map(|a| (*a).to_owned()).collect();
            assert_eq!(rule.given(&amr, acr), given, "{rule:?} {amr:?} {acr:?}");
        }
    }

    #[test]
    fn a_provider_has_a_plain_name() {
        for good in ["corp", "a", "azure_ad", "idp2"] {
            assert!(is_provider_id(good), "{good}");
        }
        for bad in [
            "",
            "Corp",
            "2a",
            "_a",
            "a_",
            "a__b",
            "a-b",
            "a/b",
            "ä",
            &"a".repeat(31),
        ] {
            assert!(!is_provider_id(bad), "{bad}");
        }
    }
}
