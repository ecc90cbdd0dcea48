//! The people of one's own organisation: invitations, roles, leaving. (`domain/business.md` §7.5)

use super::{SignedIn, is_email, own::person_name_findings};
use crate::{
    finding::{Code, Finding},
    ids::{InvitationId, PersonId},
    lang::{Bilingual, Lang},
    operation,
    portal::{OrganisationKind, Role, Who},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who looks after an organisation's people: one role of each kind of organisation.
pub const TEAM_LEADS: &[Role] = &[Role::Owner, Role::Administrator, Role::Buyer];

/// The role without which nobody could look after an organisation's people any more.
pub const fn lead_of(kind: OrganisationKind) -> Role {
    match kind {
        OrganisationKind::Seller => Role::Owner,
        OrganisationKind::Operator => Role::Administrator,
        OrganisationKind::Customer => Role::Buyer,
    }
}

/// True for whom a limit to chosen products means anything: product managers who are not owners as well.
pub fn may_be_limited(roles: &[Role]) -> bool {
    roles.contains(&Role::ProductManager) && !roles.contains(&Role::Owner)
}

/// A member of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TeamMember {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they may do here.
    pub roles: Vec<Role>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// They sign in with a second step.
    pub two_step: bool,
    /// It is whoever asks.
    pub you: bool,
    /// The only one with the role that looks after the people: cannot be removed or lose it.
    pub last_lead: bool,
}

/// An invitation that was not accepted yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationRow {
    /// Its id.
    pub id: InvitationId,
    /// To whom.
    pub email: String,
    /// What they would be able to do.
    pub roles: Vec<Role>,
    /// When its mail last went out.
    pub sent_at: DateTime<Utc>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// That is over.
    pub expired: bool,
}

/// The people of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Team {
    /// Members, in the order they joined.
    pub members: Vec<TeamMember>,
    /// Open invitations, newest first.
    pub invitations: Vec<InvitationRow>,
    /// How many more can be invited.
    pub places: u64,
}

/// The people of one's own organisation and who is invited.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListTeam {}
operation!(
    needs Nothing: ListTeam,
    Read,
    Who::Roles(TEAM_LEADS),
    Team,
    "The people of one's own organisation."
);

/// Invites somebody by mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InviteMember {
    /// Their address.
    pub email: String,
    /// What they will be able to do; roles of the organisation's kind.
    pub roles: Vec<Role>,
    /// The language of the mail, when the address has no account with one.
    #[serde(default)]
    pub lang: Lang,
}
operation!(
    needs Nothing: InviteMember,
    Write,
    Who::Roles(TEAM_LEADS),
    InvitationId,
    "Invite somebody into one's own organisation.",
    |r| {
        let mut findings = Vec::new();
        if r.email.trim().is_empty() {
            findings.push(Finding::error("email", Code::Required));
        } else if !is_email(r.email.trim()) {
            findings.push(Finding::error("email", Code::NotAnEmail));
        }
        if r.roles.is_empty() {
            findings.push(Finding::error("roles", Code::Required));
        }
        findings
    }
);

/// Sends an invitation again: a new link for another seven days, the old one is over.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResendInvitation {
    /// Which.
    pub invitation: InvitationId,
}
operation!(
    needs Nothing: ResendInvitation,
    Write,
    Who::Roles(TEAM_LEADS),
    (),
    "Send an invitation again, with a new link."
);

/// Takes an invitation back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WithdrawInvitation {
    /// Which.
    pub invitation: InvitationId,
}
operation!(
    needs Nothing: WithdrawInvitation,
    Write,
    Who::Roles(TEAM_LEADS),
    (),
    "Take an invitation back."
);

/// Gives a member other roles. It holds with their next request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeRoles {
    /// Whose.
    pub person: PersonId,
    /// All of their roles from now on.
    pub roles: Vec<Role>,
}
operation!(
    needs Nothing: ChangeRoles,
    Write,
    Who::Roles(TEAM_LEADS),
    (),
    "Change what a member may do.",
    |r| {
        if r.roles.is_empty() {
            vec![Finding::error("roles", Code::Required)]
        } else {
            Vec::new()
        }
    }
);

/// Takes a member out of the organisation. Their sessions that act for it end.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RemoveMember {
    /// Whom.
    pub person: PersonId,
}
operation!(
    needs Nothing: RemoveMember,
    Write,
    Who::Roles(TEAM_LEADS),
    (),
    "Take a member out of one's own organisation."
);

/// Leaves the organisation one acts for. Sessions that act for it end, this one too.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeaveOrganisation {}
operation!(
    LeaveOrganisation,
    Write,
    Who::SignedIn,
    (),
    "Leave the organisation one acts for."
);

/// An invitation as the invited person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationView {
    /// Into which organisation.
    pub organisation: Bilingual,
    /// What it is.
    pub kind: OrganisationKind,
    /// To whom.
    pub email: String,
    /// What they will be able to do.
    pub roles: Vec<Role>,
    /// Who invites.
    pub invited_by: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// The address has an account already: its owner signs in instead of choosing a password.
    pub has_account: bool,
}

/// Looks at an invitation by its link; none when it is over or never was.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetInvitation {
    /// The token of the link.
    pub token: String,
}
operation!(
    GetInvitation,
    Read,
    Who::Public,
    Option<InvitationView>,
    "An invitation, by its link."
);

/// Accepts an invitation and signs in for the organisation. A new person chooses name and password; somebody who has an
/// account is signed in with it first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AcceptInvitation {
    /// The token of the link.
    pub token: String,
    /// A new person's name.
    #[serde(default)]
    pub name: String,
    /// A new person's password.
    #[serde(default)]
    pub password: String,
    /// The language of a new person's mails.
    #[serde(default)]
    pub lang: Lang,
}
operation!(
    AcceptInvitation,
    Write,
    Who::Public,
    SignedIn,
    "Accept an invitation.",
    |r| {
        let mut findings = Vec::new();
        if !r.name.is_empty() {
            findings.extend(person_name_findings("name", &r.name));
        }
        if !r.password.is_empty() {
            findings.extend(super::password_findings("password", &r.password));
        }
        findings
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_for_product_managers() {
        for (roles, limited) in [
            (&[Role::ProductManager][..], true),
            (&[Role::ProductManager, Role::SellerFinance], true),
            (&[Role::Owner, Role::ProductManager], false),
            (&[Role::Owner], false),
            (&[Role::Developer], false),
            (&[], false),
        ] {
            assert_eq!(may_be_limited(roles), limited, "{roles:?}");
        }
    }
}
