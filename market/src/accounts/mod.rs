//! People, organisations, sessions (账号).

mod guard;
mod help;
mod invitation;
mod oidc;
mod own;
mod password;
mod people;
mod reset;
mod session;
mod sign_in;
mod sign_up;
mod team;
mod two_step;

pub use oidc::is_safe as is_safe_provider_address;
pub(crate) use password::hash as hash_password;
pub use people::{NewAdministrator, create_administrator};
pub(crate) use reset::send as send_password_reset;
pub use session::actor_of;
pub(crate) use sign_up::send as send_sign_up;
pub(crate) use team::{lock as lock_organisation, roles_of};

use crate::{
    db::DbErr,
    door::{Ctx, Entry},
    sql,
};
use guildhall_sdk::{
    accounts::{
        AcceptInvitation, AddMember, BeginOidcLink, BeginOidcSignIn, BeginTwoStep, ChangePassword,
        ChangeRoles, ConfirmIdentity, ConfirmSignUp, ConfirmTwoStep, CreateOrganisation, EndOtherSessions,
        EndSession, EndTwoStep, FindPerson, FinishOidc, GetInvitation, GetPasswordReset, GetSignUp,
        GetSignUpOpen, GetTwoStep, GetViewer, InviteMember, KeepRecoveryCodes, LeaveOrganisation,
        ListLinkedSignIns, ListOrganisations, ListSessions, ListSignInProviders, ListTeam, RemoveMember,
        RenewRecoveryCodes, RequestPasswordReset, RequestSignUp, ResendInvitation, ResetPassword,
        ResetTwoStep, SetLanguage, SignIn, SignInWithCode, SignOut, SwitchOrganisation, UnlinkSignIn,
        UpdateProfile, WithdrawInvitation,
    },
    ids::{OrganisationId, PersonId},
    lang::Bilingual,
    portal::{OrganisationKind, Role, Standing, Viewer, ViewerMembership},
};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<SignIn>(),
    Entry::of::<SignInWithCode>(),
    Entry::of::<ListSignInProviders>(),
    Entry::of::<BeginOidcSignIn>(),
    Entry::of::<FinishOidc>(),
    Entry::of::<SignOut>(),
    Entry::of::<GetViewer>(),
    Entry::of::<SwitchOrganisation>(),
    Entry::of::<SetLanguage>(),
    Entry::of::<UpdateProfile>(),
    Entry::of::<ChangePassword>(),
    Entry::of::<ConfirmIdentity>(),
    Entry::of::<ListSessions>(),
    Entry::of::<EndSession>(),
    Entry::of::<EndOtherSessions>(),
    Entry::of::<GetTwoStep>(),
    Entry::of::<BeginTwoStep>(),
    Entry::of::<ConfirmTwoStep>(),
    Entry::of::<EndTwoStep>(),
    Entry::of::<RenewRecoveryCodes>(),
    Entry::of::<KeepRecoveryCodes>(),
    Entry::of::<ResetTwoStep>(),
    Entry::of::<ListLinkedSignIns>(),
    Entry::of::<BeginOidcLink>(),
    Entry::of::<UnlinkSignIn>(),
    Entry::of::<RequestPasswordReset>(),
    Entry::of::<GetPasswordReset>(),
    Entry::of::<ResetPassword>(),
    Entry::of::<GetSignUpOpen>(),
    Entry::of::<RequestSignUp>(),
    Entry::of::<GetSignUp>(),
    Entry::of::<ConfirmSignUp>(),
    Entry::of::<ListTeam>(),
    Entry::of::<InviteMember>(),
    Entry::of::<ResendInvitation>(),
    Entry::of::<WithdrawInvitation>(),
    Entry::of::<GetInvitation>(),
    Entry::of::<AcceptInvitation>(),
    Entry::of::<ChangeRoles>(),
    Entry::of::<RemoveMember>(),
    Entry::of::<LeaveOrganisation>(),
    Entry::of::<CreateOrganisation>(),
    Entry::of::<AddMember>(),
    Entry::of::<ListOrganisations>(),
    Entry::of::<FindPerson>(),
];

/// An organisation's name and contacts, for pages of other domains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: Bilingual,
    /// Where it is written to.
    pub contact_mail: String,
    /// Where it is called.
    pub contact_phone: String,
}

/// Reads an organisation that a row whose scope was checked refers to.
pub(crate) async fn organisation(ctx: &Ctx<'_>, id: OrganisationId) -> Result<Option<Organisation>, DbErr> {
    let everyone = ctx.everywhere("the organisation a checked row refers to");
    let row = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT kind, name_zh, name_en, contact_mail, contact_phone FROM organisation WHERE id = $1 AND {scope:none}"),
            [id.to_string().into()],
        ))
        .await?;
    row.map(|row| {
        Ok(Organisation {
            id,
            kind: row.state("kind", OrganisationKind::parse)?,
            name: row.bilingual("name")?,
            contact_mail: row.text("contact_mail")?,
            contact_phone: row.text("contact_phone")?,
        })
    })
    .transpose()
}

/// The organisation of a kind that the person with this address belongs to; the first one joined when there are several.
pub(crate) async fn organisation_of_email(
    ctx: &Ctx<'_>,
    email: &str,
    kind: OrganisationKind,
) -> Result<Option<OrganisationId>, DbErr> {
    let everyone = ctx.everywhere("an account is named by its address");
    let row = ctx
        .one(ctx.query(
            everyone,
            sql!(
                "SELECT o.id AS id FROM person p JOIN membership m ON m.person_id = p.id JOIN organisation o ON o.id = m.organisation_id
                 WHERE p.email = $1 AND o.kind = $2 AND p.disabled_at IS NULL AND {scope:none} ORDER BY m.created_at, o.id LIMIT 1"
            ),
            [guildhall_sdk::accounts::normal_email(email).into(), kind.as_str().into()],
        ))
        .await?;
    row.map(|row| row.id("id")).transpose()
}

/// Everything a person may act for.
async fn memberships(ctx: &Ctx<'_>, person: PersonId) -> Result<Vec<ViewerMembership>, DbErr> {
    let everyone = ctx.everywhere("a person's own memberships");
    let rows = ctx
        .all(ctx.query(
            everyone,
            sql!(
                "SELECT o.id AS id, o.kind AS kind, o.name_zh AS name_zh, o.name_en AS name_en, o.standing AS standing, m.role AS role
                 FROM membership m JOIN organisation o ON o.id = m.organisation_id
                 WHERE m.person_id = $1 AND {scope:none} ORDER BY m.created_at, o.id, m.role"
            ),
            [person.to_string().into()],
        ))
        .await?;
    let mut all: Vec<ViewerMembership> = Vec::new();
    for row in rows {
        let organisation = row.id("id")?;
        let role = row.state("role", Role::parse)?;
        match all.iter_mut().find(|m| m.organisation == organisation) {
            Some(m) => m.roles.push(role),
            None => all.push(ViewerMembership {
                organisation,
                name: row.bilingual("name")?,
                kind: row.state("kind", OrganisationKind::parse)?,
                roles: vec![role],
                standing: row.state("standing", Standing::parse)?,
            }),
        }
    }
    Ok(all)
}

/// The viewer a person is when acting for an organisation; none when they do not belong to it (any more).
async fn viewer(ctx: &Ctx<'_>, person: PersonId, acting: OrganisationId) -> Result<Option<Viewer>, DbErr> {
    let everyone = ctx.everywhere("a person's own account");
    let row = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT name, email FROM person WHERE id = $1 AND disabled_at IS NULL AND {scope:none}"),
            [person.to_string().into()],
        ))
        .await?;
    let Some(row) = row else { return Ok(None) };
    let memberships = memberships(ctx, person).await?;
    let Some(acting) = memberships.iter().find(|m| m.organisation == acting).cloned() else {
        return Ok(None);
    };
    Ok(Some(Viewer {
        person,
        name: row.text("name")?,
        email: row.text("email")?,
        acting,
        memberships,
    }))
}
