//! Signing in and out, and the people and organisations behind it.

use super::{PASSWORD_MIN, is_email};
use crate::{
    finding::{Code, Finding},
    ids::{OrganisationId, PersonId},
    lang::{Bilingual, Lang},
    operation,
    portal::{OrganisationKind, Page, PageRequest, Role, Viewer, ViewerMembership, Who},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who may look after people and organisations.
pub const ADMINISTRATORS: &[Role] = &[Role::Administrator];

/// Starts a session. The answer takes the same time and reads the same whether the account exists.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignIn {
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: String,
    /// What the session list calls the device.
    #[serde(default)]
    pub device: String,
    /// The code of two-step sign-in, for programs that have it at hand; people are asked for it afterwards.
    #[serde(default)]
    pub code: String,
}

/// A started session.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedIn {
    /// 256 random bits, base64url; shown once, stored as a hash.
    pub token: String,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// Who signed in.
    pub viewer: Viewer,
}

operation!(SignIn, Write, Who::Public, SignedIn, "Start a session.", |r| {
    let mut findings = Vec::new();
    if r.email.trim().is_empty() {
        findings.push(Finding::error("email", Code::Required));
    } else if !is_email(r.email.trim()) {
        findings.push(Finding::error("email", Code::NotAnEmail));
    }
    if r.password.is_empty() {
        findings.push(Finding::error("password", Code::Required));
    }
    findings
});

/// Ends the session it is called with.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignOut {}
operation!(SignOut, Write, Who::SignedIn, (), "End this session.");

/// Who am I.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetViewer {}
operation!(
    GetViewer,
    Read,
    Who::SignedIn,
    Viewer,
    "Who is signed in, and for which organisation."
);

/// Acts for another of one's organisations from now on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SwitchOrganisation {
    /// One of the person's own.
    pub organisation: OrganisationId,
}
operation!(
    SwitchOrganisation,
    Write,
    Who::SignedIn,
    Viewer,
    "Act for another of one's organisations."
);

/// Creates an organisation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreateOrganisation {
    /// Seller, customer or operator.
    pub kind: OrganisationKind,
    /// Its name in both languages.
    pub name: Bilingual,
    /// Where buyers can write to; shown on offers and products.
    #[serde(default)]
    pub contact_mail: String,
    /// Where buyers can call.
    #[serde(default)]
    pub contact_phone: String,
}
operation!(
    CreateOrganisation,
    Write,
    Who::Roles(ADMINISTRATORS),
    OrganisationId,
    "Create an organisation.",
    |r| {
        let mut findings = Vec::new();
        for (path, text) in [("name.zh", &r.name.zh), ("name.en", &r.name.en)] {
            let length = text.trim().chars().count();
            if length == 0 {
                findings.push(Finding::error(path, Code::Required));
            } else if length > 100 {
                findings.push(
                    Finding::error(path, Code::TooLong)
                        .with("max", 100)
                        .with("actual", length),
                );
            }
        }
        if !r.contact_mail.is_empty() && !is_email(&r.contact_mail) {
            findings.push(Finding::error("contact_mail", Code::NotAnEmail));
        }
        findings
    }
);

/// Adds a person to an organisation, creating the account when the address is new.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AddMember {
    /// Where to.
    pub organisation: OrganisationId,
    /// The person's address.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// Roles, all of the organisation's kind.
    pub roles: Vec<Role>,
    /// The first password of a new account. Ignored when the account exists.
    #[serde(default)]
    pub password: String,
}
operation!(
    AddMember,
    Write,
    Who::Roles(ADMINISTRATORS),
    PersonId,
    "Add a person to an organisation.",
    |r| {
        let mut findings = Vec::new();
        if !is_email(r.email.trim()) {
            findings.push(Finding::error("email", Code::NotAnEmail));
        }
        if r.name.trim().is_empty() {
            findings.push(Finding::error("name", Code::Required));
        }
        if r.roles.is_empty() {
            findings.push(Finding::error("roles", Code::Required));
        }
        if !r.password.is_empty() && r.password.chars().count() < PASSWORD_MIN {
            findings.push(Finding::error("password", Code::PasswordTooShort).with("min", PASSWORD_MIN));
        }
        findings
    }
);

/// A row of the organisation list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrganisationRow {
    /// Its id.
    pub id: OrganisationId,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: Bilingual,
    /// How many people belong to it.
    pub people: u64,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// Organisations of the marketplace, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListOrganisations {
    /// Only this kind.
    pub kind: Option<OrganisationKind>,
    /// Only where this stands in the name; all for an empty one.
    pub search: String,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListOrganisations,
    Read,
    Who::Roles(ADMINISTRATORS),
    Page<OrganisationRow>,
    "Organisations, newest first."
);

/// Keeps the language mails are written in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetLanguage {
    /// zh-CN or en.
    pub lang: Lang,
}
operation!(
    SetLanguage,
    Write,
    Who::SignedIn,
    (),
    "Choose the language of mails."
);

/// An account as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonView {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Since when there is the account.
    pub created_at: DateTime<Utc>,
    /// Since when two-step sign-in is on; none when it is off.
    pub two_step_since: Option<DateTime<Utc>>,
    /// What they may act for.
    pub memberships: Vec<ViewerMembership>,
}

/// An account by its address; none when there is none.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindPerson {
    /// The address.
    pub email: String,
}
operation!(
    FindPerson,
    Read,
    Who::Roles(ADMINISTRATORS),
    Option<PersonView>,
    "An account by its address."
);
