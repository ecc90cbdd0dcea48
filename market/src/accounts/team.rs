//! The people of an organisation: roles, removal, leaving. Whoever changes them locks the organisation's row first, so
//! that two changes side by side cannot leave nobody in charge, or one too many.

use super::{invitation, session};
use crate::{
    Market,
    db::DbErr,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    sql,
};
use guildhall_sdk::{
    accounts::{ChangeRoles, LeaveOrganisation, ListTeam, RemoveMember, Team, TeamMember, lead_of},
    finding::{Code, Finding},
    ids::{OrganisationId, PersonId},
    portal::{AppError, OrganisationKind, Role},
};

/// Locks the organisation until the transaction ends. (SQLite has one writer; PostgreSQL locks the row.)
pub(crate) async fn lock(ctx: &Ctx<'_>, organisation: OrganisationId) -> Result<(), Refusal> {
    let locked = ctx
        .execute(ctx.query(
            ctx.everywhere("the actor's own organisation, or the one an invitation names"),
            sql!("UPDATE organisation SET created_at = created_at WHERE id = $1 AND {scope:none}"),
            [organisation.to_string().into()],
        ))
        .await?;
    if locked == 0 {
        return Err(AppError::NotFound.into());
    }
    Ok(())
}

/// The organisation whose people the actor looks after.
pub(super) fn own(ctx: &Ctx<'_>) -> Result<(OrganisationId, OrganisationKind), Refusal> {
    let signed = ctx.actor().signed().ok_or(AppError::Forbidden)?;
    Ok((signed.viewer.acting.organisation, signed.viewer.acting.kind))
}

/// The roles must be of the organisation's kind.
pub(super) fn fitting(roles: &[Role], kind: OrganisationKind) -> Result<(), AppError> {
    if roles.iter().any(|role| role.kind() != kind) {
        return Err(AppError::field("roles", Code::UnknownChoice));
    }
    Ok(())
}

/// How many people belong to the organisation, or may join it by an invitation that is still good.
async fn taken(ctx: &Ctx<'_>, organisation: OrganisationId) -> Result<u64, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("the actor's own organisation"),
            sql!(
                "SELECT (SELECT COUNT(DISTINCT person_id) FROM membership WHERE organisation_id = $1)
                      + (SELECT COUNT(*) FROM invitation WHERE organisation_id = $1 AND accepted_at IS NULL
                           AND withdrawn_at IS NULL AND expires_at > $2) AS people WHERE {scope:none}"
            ),
            [organisation.to_string().into(), ctx.now_micros()],
        ))
        .await?;
    row.map_or(Ok(0), |row| row.count("people"))
}

/// Sub-users an organisation may have besides its main account.
async fn sub_users(ctx: &Ctx<'_>) -> Result<u64, DbErr> {
    Ok(crate::settings::read(ctx).await?.settings.limits.sub_users.into())
}

/// Refuses one more person where the organisation is full: the main account and its sub-users.
///
/// # Errors
/// `Invalid` at the address.
pub(super) async fn has_room(ctx: &Ctx<'_>, organisation: OrganisationId) -> Result<(), Refusal> {
    let most = sub_users(ctx).await?;
    if taken(ctx, organisation).await? > most {
        let full = Finding::error("email", Code::TeamFull).with("max", most);
        return Err(AppError::Invalid { findings: vec![full] }.into());
    }
    Ok(())
}

/// What a member may do in the organisation; nothing when they are none.
pub(crate) async fn roles_of(
    ctx: &Ctx<'_>,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Role>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("a member of the actor's own organisation"),
            sql!("SELECT role FROM membership WHERE organisation_id = $1 AND person_id = $2 AND {scope:none} ORDER BY role"),
            [organisation.to_string().into(), person.to_string().into()],
        ))
        .await?;
    rows.iter().map(|row| row.state("role", Role::parse)).collect()
}

/// The people with the role that looks after the organisation's people.
async fn leads(
    ctx: &Ctx<'_>,
    organisation: OrganisationId,
    kind: OrganisationKind,
) -> Result<Vec<PersonId>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("the actor's own organisation"),
            sql!(
                "SELECT m.person_id AS person_id FROM membership m JOIN person p ON p.id = m.person_id
                 WHERE m.organisation_id = $1 AND m.role = $2 AND p.disabled_at IS NULL AND {scope:none}"
            ),
            [organisation.to_string().into(), lead_of(kind).as_str().into()],
        ))
        .await?;
    rows.iter().map(|row| row.id("person_id")).collect()
}

/// Refuses what would leave nobody in charge.
async fn keeps_a_lead(
    ctx: &Ctx<'_>,
    organisation: OrganisationId,
    kind: OrganisationKind,
    person: PersonId,
    field: &str,
) -> Result<(), Refusal> {
    if leads(ctx, organisation, kind).await? == [person] {
        return Err(AppError::field(field, Code::LastLead).into());
    }
    Ok(())
}

async fn members(
    ctx: &Ctx<'_>,
    organisation: OrganisationId,
    kind: OrganisationKind,
) -> Result<Vec<TeamMember>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("the actor's own organisation"),
            sql!(
                "SELECT p.id AS id, p.name AS name, p.email AS email, m.role AS role, m.created_at AS created_at,
                   (SELECT COUNT(*) FROM two_step t WHERE t.person_id = p.id AND t.confirmed_at IS NOT NULL) AS two_step
                 FROM membership m JOIN person p ON p.id = m.person_id
                 WHERE m.organisation_id = $1 AND {scope:none} ORDER BY m.created_at, p.id, m.role"
            ),
            [organisation.to_string().into()],
        ))
        .await?;
    let mut all: Vec<TeamMember> = Vec::new();
    for row in rows {
        let (person, role) = (row.id("id")?, row.state("role", Role::parse)?);
        match all.iter_mut().find(|m| m.person == person) {
            Some(member) => member.roles.push(role),
            None => all.push(TeamMember {
                person,
                name: row.text("name")?,
                email: row.text("email")?,
                roles: vec![role],
                since: row.time("created_at")?,
                two_step: row.int("two_step")? > 0,
                you: ctx.actor().person() == Some(person),
                last_lead: false,
            }),
        }
    }
    if let [last] = leads(ctx, organisation, kind).await?[..] {
        for member in &mut all {
            member.last_lead = member.person == last;
        }
    }
    for member in &mut all {
        member.roles.sort_unstable();
    }
    Ok(all)
}

impl Handler for ListTeam {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Team, Refusal> {
        let (organisation, kind) = own(ctx)?;
        Ok(Team {
            members: members(ctx, organisation, kind).await?,
            invitations: invitation::open(ctx, organisation).await?,
            places: (sub_users(ctx).await? + 1).saturating_sub(taken(ctx, organisation).await?),
        })
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListTeam {})
    }
}

/// Gives a person roles in an organisation; what they have already stays.
pub(super) async fn add_roles(
    ctx: &Ctx<'_>,
    organisation: OrganisationId,
    person: PersonId,
    roles: &[Role],
) -> Result<(), DbErr> {
    for role in roles {
        ctx.execute(ctx.query(
            ctx.everywhere("the actor's own organisation, or the one an invitation names"),
            sql!("INSERT INTO membership (person_id, organisation_id, role, created_at) SELECT $1, $2, $3, $4 WHERE {scope:none} ON CONFLICT DO NOTHING"),
            [
                person.to_string().into(),
                organisation.to_string().into(),
                role.as_str().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
    }
    Ok(())
}

impl Handler for ChangeRoles {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let (organisation, kind) = own(ctx)?;
        lock(ctx, organisation).await?;
        let before = roles_of(ctx, organisation, self.person).await?;
        if before.is_empty() {
            return Err(AppError::NotFound.into());
        }
        fitting(&self.roles, kind)?;
        if !self.roles.contains(&lead_of(kind)) {
            keeps_a_lead(ctx, organisation, kind, self.person, "roles").await?;
        }
        // Added before the others are taken away: the person never is without any.
        add_roles(ctx, organisation, self.person, &self.roles).await?;
        for role in before.iter().filter(|role| !self.roles.contains(role)) {
            ctx.execute(ctx.query(
                ctx.everywhere("a member of the actor's own organisation"),
                sql!("DELETE FROM membership WHERE organisation_id = $1 AND person_id = $2 AND role = $3 AND {scope:none}"),
                [
                    organisation.to_string().into(),
                    self.person.to_string().into(),
                    role.as_str().into(),
                ],
            ))
            .await?;
        }
        ctx.audit_object(self.person);
        ctx.audit_change(Some(&before), Some(&self.roles));
        Ok(())
    }
    fn sample(world: &World) -> Sample<Self> {
        world.object("person", |id| ChangeRoles {
            person: crate::door::id(id),
            roles: vec![Role::Developer],
        })
    }
}

/// Takes a person out of an organisation, with the sessions that act for it.
async fn take_out(
    ctx: &mut Ctx<'_>,
    organisation: OrganisationId,
    kind: OrganisationKind,
    person: PersonId,
) -> Result<(), Refusal> {
    lock(ctx, organisation).await?;
    let before = roles_of(ctx, organisation, person).await?;
    if before.is_empty() {
        return Err(AppError::NotFound.into());
    }
    keeps_a_lead(ctx, organisation, kind, person, "").await?;
    ctx.execute(ctx.query(
        ctx.everywhere("a member of the actor's own organisation"),
        sql!("DELETE FROM membership WHERE organisation_id = $1 AND person_id = $2 AND {scope:none}"),
        [organisation.to_string().into(), person.to_string().into()],
    ))
    .await?;
    // Whoever comes back comes back to what they are given then.
    for sql in [
        sql!("DELETE FROM membership_product WHERE organisation_id = $1 AND person_id = $2 AND {scope:none}"),
        sql!("DELETE FROM membership_limit WHERE organisation_id = $1 AND person_id = $2 AND {scope:none}"),
    ] {
        ctx.execute(ctx.query(
            ctx.everywhere("a member of the actor's own organisation"),
            sql,
            [organisation.to_string().into(), person.to_string().into()],
        ))
        .await?;
    }
    session::end_acting(ctx, person, organisation).await?;
    ctx.audit_object(person);
    ctx.audit_change(Some(&before), None::<&()>);
    Ok(())
}

impl Handler for RemoveMember {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let (organisation, kind) = own(ctx)?;
        take_out(ctx, organisation, kind, self.person).await
    }
    fn sample(world: &World) -> Sample<Self> {
        world.object("person", |id| RemoveMember {
            person: crate::door::id(id),
        })
    }
}

impl Handler for LeaveOrganisation {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let (organisation, kind) = own(ctx)?;
        let person = ctx.person()?;
        take_out(ctx, organisation, kind, person).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(LeaveOrganisation {})
    }
}
