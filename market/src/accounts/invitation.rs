//! Invitations: a link by mail, good for seven days and once, for the address it was sent to and nobody else.

use super::{password, session, team, viewer};
use crate::{
    Market,
    db::{Conn, DbErr, Query, Row, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    notices::{self, Letter},
    secrets, settings, sql,
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{
    accounts::{
        AcceptInvitation, GetInvitation, INVITATION_DAYS, InvitationRow, InvitationView, InviteMember,
        ResendInvitation, SignedIn, WithdrawInvitation, normal_email,
    },
    finding::{Code, Finding},
    ids::{InvitationId, OrganisationId, PersonId},
    lang::Lang,
    portal::{AppError, OrganisationKind, Role},
};

/// Open invitations of an organisation, newest first; expired ones too, until they are withdrawn or sent again.
pub(super) async fn open(ctx: &Ctx<'_>, organisation: OrganisationId) -> Result<Vec<InvitationRow>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("the actor's own organisation"),
            sql!(
                "SELECT id, email, roles, sent_at, expires_at FROM invitation
                 WHERE organisation_id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND {scope:none} ORDER BY id DESC"
            ),
            [organisation.to_string().into()],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let expires_at = row.time("expires_at")?;
            Ok(InvitationRow {
                id: row.id("id")?,
                email: row.text("email")?,
                roles: row.json("roles")?,
                sent_at: row.time("sent_at")?,
                expires_at,
                expired: expires_at <= ctx.now(),
            })
        })
        .collect()
}

/// Somebody's account by their address: id, language, and whether it is disabled.
async fn account(ctx: &Ctx<'_>, email: &str) -> Result<Option<(PersonId, Lang, bool)>, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("an account is named by its address"),
            sql!("SELECT id, lang, disabled_at FROM person WHERE email = $1 AND {scope:none}"),
            [email.to_owned().into()],
        ))
        .await?;
    row.map(|row| {
        Ok((
            row.id("id")?,
            row.state("lang", Lang::from_tag)?,
            row.int_or_none("disabled_at")?.is_some(),
        ))
    })
    .transpose()
}

/// Writes the mail of an invitation's issue.
async fn send(
    ctx: &Ctx<'_>,
    id: InvitationId,
    version: u32,
    email: &str,
    roles: &[Role],
    lang: Lang,
    expires_at: DateTime<Utc>,
) -> Result<(), Refusal> {
    let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
    let zone = settings::read(ctx).await?.settings.zone;
    let letter = Letter::Invitation {
        organisation: signed.viewer.acting.name.clone(),
        by: signed.viewer.name.clone(),
        roles: roles.to_vec(),
        until: zone.minute(expires_at),
        path: notices::sealed_invitation_path(id, version),
    };
    let to = notices::Recipient {
        email: email.to_owned(),
        lang,
        inbox: None,
    };
    notices::write(ctx, &to, &letter, &format!("invitation {id} {version}")).await?;
    Ok(())
}

impl Handler for InviteMember {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<InvitationId, Refusal> {
        let (organisation, kind) = team::own(ctx)?;
        let by = ctx.person()?;
        team::fitting(&self.roles, kind)?;
        team::lock(ctx, organisation).await?;
        let email = normal_email(&self.email);
        let known = account(ctx, &email).await?;
        if let Some((person, ..)) = known
            && !team::roles_of(ctx, organisation, person).await?.is_empty()
        {
            return Err(AppError::field("email", Code::AlreadyMember).into());
        }
        if open(ctx, organisation).await?.iter().any(|i| i.email == email) {
            return Err(AppError::field("email", Code::AlreadyInvited).into());
        }
        team::has_room(ctx, organisation).await?;
        let id: InvitationId = ctx.new_id();
        let expires_at = ctx.now() + TimeDelta::days(INVITATION_DAYS);
        let token = ctx.market().secrets().invitation_token(id, 1);
        ctx.execute(ctx.query(
            ctx.everywhere("the actor's own organisation"),
            sql!(
                "INSERT INTO invitation (id, organisation_id, email, roles, token_hash, invited_by, created_at, sent_at, expires_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $7, $8 WHERE {scope:none}"
            ),
            [
                id.to_string().into(),
                organisation.to_string().into(),
                email.clone().into(),
                serde_json::to_string(&self.roles)?.into(),
                secrets::hash_token(&token).into(),
                by.to_string().into(),
                ctx.now_micros(),
                expires_at.timestamp_micros().into(),
            ],
        ))
        .await?;
        let lang = known.map_or(self.lang, |(_, lang, _)| lang);
        send(ctx, id, 1, &email, &self.roles, lang, expires_at).await?;
        ctx.audit_object(id);
        ctx.audit_change(None::<&()>, Some(&(&email, &self.roles)));
        Ok(id)
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(InviteMember {
            email: "invited.later@demo.test".into(),
            roles: vec![Role::Developer],
            lang: Lang::Zh,
        })
    }
}

/// An open invitation of the actor's own organisation, its row locked with the organisation's.
async fn own_open(ctx: &Ctx<'_>, invitation: InvitationId) -> Result<(OrganisationId, Row), Refusal> {
    let (organisation, _) = team::own(ctx)?;
    team::lock(ctx, organisation).await?;
    let row = ctx
        .find(ctx.query(
            ctx.everywhere("checked by its organisation"),
            sql!(
                "SELECT email, roles, version, expires_at, accepted_at, withdrawn_at FROM invitation
                 WHERE id = $1 AND organisation_id = $2 AND {scope:none}"
            ),
            [invitation.to_string().into(), organisation.to_string().into()],
        ))
        .await?;
    for (column, state) in [("accepted_at", "accepted"), ("withdrawn_at", "withdrawn")] {
        if row.int_or_none(column)?.is_some() {
            return Err(AppError::wrong_state(state).into());
        }
    }
    Ok((organisation, row))
}

impl Handler for ResendInvitation {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let (organisation, row) = own_open(ctx, self.invitation).await?;
        // An expired one held no place any more.
        if row.time("expires_at")? <= ctx.now() {
            team::has_room(ctx, organisation).await?;
        }
        let (email, roles, version) = (
            row.text("email")?,
            row.json::<Vec<Role>>("roles")?,
            row.small("version")? + 1,
        );
        let expires_at = ctx.now() + TimeDelta::days(INVITATION_DAYS);
        let token = ctx.market().secrets().invitation_token(self.invitation, version);
        ctx.execute(ctx.query(
            ctx.everywhere("checked by its organisation"),
            sql!(
                "UPDATE invitation SET version = $2, token_hash = $3, sent_at = $4, expires_at = $5
                 WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND {scope:none}"
            ),
            [
                self.invitation.to_string().into(),
                i64::from(version).into(),
                secrets::hash_token(&token).into(),
                ctx.now_micros(),
                expires_at.timestamp_micros().into(),
            ],
        ))
        .await?;
        let known = account(ctx, &email).await?;
        let lang = known
            .map(|(_, lang, _)| lang)
            .or(ctx.actor().signed().map(|s| s.lang));
        send(
            ctx,
            self.invitation,
            version,
            &email,
            &roles,
            lang.unwrap_or_default(),
            expires_at,
        )
        .await?;
        ctx.audit_object(self.invitation);
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("invitation", |id| ResendInvitation {
            invitation: crate::door::id(id),
        })
    }
}

impl Handler for WithdrawInvitation {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        own_open(ctx, self.invitation).await?;
        ctx.execute(ctx.query(
            ctx.everywhere("checked by its organisation"),
            sql!("UPDATE invitation SET withdrawn_at = $2 WHERE id = $1 AND accepted_at IS NULL AND {scope:none}"),
            [self.invitation.to_string().into(), ctx.now_micros()],
        ))
        .await?;
        ctx.audit_object(self.invitation);
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("invitation", |id| WithdrawInvitation {
            invitation: crate::door::id(id),
        })
    }
}

/// The invitation of a link, while it is good.
fn live(token: &str, now: i64) -> Query {
    Query::new(
        Scope::Everywhere,
        sql!(
            "SELECT i.id AS id, i.organisation_id AS organisation_id, i.email AS email, i.roles AS roles, i.expires_at AS expires_at,
               o.kind AS kind, o.name_zh AS name_zh, o.name_en AS name_en, p.name AS invited_by
             FROM invitation i JOIN organisation o ON o.id = i.organisation_id JOIN person p ON p.id = i.invited_by
             WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $2 AND {scope:none}"
        ),
        [secrets::hash_token(token).into(), now.into()],
    )
}

impl Handler for GetInvitation {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Option<InvitationView>, Refusal> {
        let Some(row) = ctx.one(live(&self.token, ctx.now().timestamp_micros())).await? else {
            return Ok(None);
        };
        let email = row.text("email")?;
        Ok(Some(InvitationView {
            organisation: row.bilingual("name")?,
            kind: row.state("kind", OrganisationKind::parse)?,
            roles: row.json("roles")?,
            invited_by: row.text("invited_by")?,
            expires_at: row.time("expires_at")?,
            has_account: account(ctx, &email).await?.is_some(),
            email,
        }))
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetInvitation {
            token: "nobody's".into(),
        })
    }
}

impl Handler for AcceptInvitation {
    /// The hash of a new person's password; none when the link is over: nobody makes us hash for nothing.
    type Prepared = Option<String>;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, _: &Actor) -> Result<Option<String>, AppError> {
        if self.password.is_empty() {
            return Ok(None);
        }
        let row = live(&self.token, market.now().timestamp_micros())
            .one(Conn::Reader(&market.db().reader))
            .await
            .map_err(|_| AppError::Unavailable)?;
        match row {
            Some(_) => password::hash(market, &self.password).await.map(Some),
            None => Ok(None),
        }
    }

    async fn handle(self, ctx: &mut Ctx<'_>, hash: Option<String>) -> Result<SignedIn, Refusal> {
        let over = || Refusal::from(AppError::field("token", Code::LinkOver));
        let now = ctx.now().timestamp_micros();
        let row = ctx.one(live(&self.token, now)).await?.ok_or_else(over)?;
        let (email, organisation) = (row.text("email")?, row.id("organisation_id")?);
        let roles: Vec<Role> = row.json("roles")?;
        let person = match (account(ctx, &email).await?, ctx.actor().signed()) {
            (Some((_, _, true)), _) => return Err(over()),
            (Some((person, ..)), Some(signed)) if signed.viewer.person == person => person,
            (_, Some(_)) => return Err(AppError::field("token", Code::InvitationForOther).into()),
            (Some(_), None) => return Err(AppError::NotSignedIn.into()),
            (None, None) => create(ctx, &self, &email, hash).await?,
        };
        // Used up by a condition of the database: of two at once one is told that it is over.
        let used = ctx
            .execute(ctx.query(
                ctx.everywhere("a link is named by its unguessable token"),
                sql!(
                    "UPDATE invitation SET accepted_at = $2 WHERE token_hash = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL
                       AND expires_at > $2 AND {scope:none}"
                ),
                [secrets::hash_token(&self.token).into(), now.into()],
            ))
            .await?;
        if used == 0 {
            return Err(over());
        }
        team::lock(ctx, organisation).await?;
        team::add_roles(ctx, organisation, person, &roles).await?;
        ctx.audit_object(row.id::<InvitationId>("id")?);
        ctx.audit_change(None::<&()>, Some(&(&email, &organisation, &roles)));
        // What they may do has changed: a fresh session, acting for the organisation they came for.
        let mut proved_at = ctx.now();
        if let Some(signed) = ctx.actor().signed() {
            session::end(ctx, signed.session).await?;
            proved_at = signed.proved_at.unwrap_or(proved_at);
        }
        let (token, expires_at) = session::start(ctx, person, organisation, "", proved_at).await?;
        let viewer = viewer(ctx, person, organisation)
            .await?
            .ok_or_else(|| Refusal::fault("whoever joined is gone"))?;
        Ok(SignedIn {
            token,
            expires_at,
            viewer,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(AcceptInvitation {
            token: "nobody's".into(),
            name: "新成员".into(),
            password: "a long enough one".into(),
            lang: Lang::Zh,
        })
    }
}

/// A new person, by the invitation in their hands.
async fn create(
    ctx: &Ctx<'_>,
    accept: &AcceptInvitation,
    email: &str,
    hash: Option<String>,
) -> Result<PersonId, Refusal> {
    let name = accept.name.trim();
    let mut findings = Vec::new();
    if name.is_empty() {
        findings.push(Finding::error("name", Code::Required));
    }
    if hash.is_none() {
        findings.push(Finding::error("password", Code::Required));
    }
    let Some(hash) = hash.filter(|_| findings.is_empty()) else {
        return Err(AppError::Invalid { findings }.into());
    };
    let id: PersonId = ctx.new_id();
    let inserted = ctx
        .execute(ctx.query(
            ctx.everywhere("a new account for the address the invitation was sent to"),
            sql!("INSERT INTO person (id, email, name, password_hash, lang, created_at) SELECT $1, $2, $3, $4, $5, $6 WHERE {scope:none} ON CONFLICT DO NOTHING"),
            [
                id.to_string().into(),
                email.to_owned().into(),
                name.to_owned().into(),
                hash.into(),
                accept.lang.tag().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
    if inserted == 0 {
        // Somebody made the account a moment ago: they sign in with it.
        return Err(AppError::NotSignedIn.into());
    }
    Ok(id)
}
