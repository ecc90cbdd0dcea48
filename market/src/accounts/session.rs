//! Sessions as rows: idle and absolute expiry, ended on sign-out and on the next sign-in of the same browser.

use super::viewer;
use crate::{
    Market,
    db::{Conn, Micros, Query, Scope},
    door::{Actor, Ctx, Handler, Refusal, RequestInfo, Sample, Signed, World},
    secrets, sql,
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{
    accounts::{GetViewer, SetLanguage, SignOut, SignedIn, SwitchOrganisation, may_be_limited},
    ids::{OrganisationId, PersonId, SessionId},
    lang::Lang,
    portal::{AppError, OrganisationKind, Viewer},
};

/// What the list of sessions calls a device: the name it was given, else what the browser calls itself.
pub(super) fn device(ctx: &Ctx<'_>, given: &str) -> String {
    let name = if given.trim().is_empty() {
        &ctx.request().device
    } else {
        given
    };
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Starts a session and gives its token: the only time it is seen. `proved_at`: when the person proved who they are.
pub(super) async fn start(
    ctx: &Ctx<'_>,
    person: PersonId,
    acting: OrganisationId,
    device: &str,
    proved_at: DateTime<Utc>,
) -> Result<(String, DateTime<Utc>), Refusal> {
    let token = secrets::random_token();
    let expires_at = ctx.now() + TimeDelta::hours(ctx.market().config().sessions.absolute_hours);
    let id: SessionId = ctx.new_id();
    let everyone = ctx.everywhere("a new session of the person who just proved who they are");
    ctx.execute(ctx.query(
        everyone,
        sql!(
            "INSERT INTO session (id, token_hash, person_id, organisation_id, device, created_at, seen_at, expires_at, address, proved_at)
             SELECT $1, $2, $3, $4, $5, $6, $6, $7, $8, $9 WHERE {scope:none}"
        ),
        [
            id.to_string().into(),
            secrets::hash_token(&token).into(),
            person.to_string().into(),
            acting.to_string().into(),
            self::device(ctx, device).into(),
            ctx.now_micros(),
            expires_at.micros(),
            ctx.request().address.clone().into(),
            proved_at.micros(),
        ],
    ))
    .await?;
    Ok((token, expires_at))
}

/// Notes that the provider somebody signed in at asked for a second step, and is believed.
pub(super) async fn second_step_by_provider(ctx: &Ctx<'_>, token: &str) -> Result<(), Refusal> {
    ctx.execute(ctx.query(
        ctx.everywhere("the session that was started just now"),
        sql!("UPDATE session SET provider_step = 1 WHERE token_hash = $1 AND {scope:none}"),
        [secrets::hash_token(token).into()],
    ))
    .await?;
    Ok(())
}

/// Ends a session.
pub(super) async fn end(ctx: &Ctx<'_>, session: SessionId) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("the actor's own session");
    ctx.execute(ctx.query(
        everyone,
        sql!("UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND {scope:none}"),
        [session.to_string().into(), ctx.now_micros()],
    ))
    .await?;
    Ok(())
}

/// Gives the actor's session a new token: what was known of it before the person proved who they are, or before what
/// they may do changed, opens nothing any more.
pub(super) async fn rotate(ctx: &Ctx<'_>) -> Result<SignedIn, Refusal> {
    let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
    let everyone = ctx.everywhere("the actor's own session");
    let token = secrets::random_token();
    let changed = ctx
        .execute(ctx.query(
            everyone,
            sql!("UPDATE session SET token_hash = $2, proved_at = $3 WHERE id = $1 AND ended_at IS NULL AND {scope:none}"),
            [
                signed.session.to_string().into(),
                secrets::hash_token(&token).into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
    if changed == 0 {
        return Err(AppError::NotSignedIn.into());
    }
    let row = ctx
        .find(ctx.query(
            everyone,
            sql!("SELECT expires_at FROM session WHERE id = $1 AND {scope:none}"),
            [signed.session.to_string().into()],
        ))
        .await?;
    Ok(SignedIn {
        token,
        expires_at: row.time("expires_at")?,
        viewer: signed.viewer.clone(),
    })
}

/// Ends every session of a person but one, and says how many there were.
pub(super) async fn end_all(ctx: &Ctx<'_>, person: PersonId, but: Option<SessionId>) -> Result<u64, Refusal> {
    let everyone = ctx.everywhere("the sessions of a person who proved who they are");
    let ended = ctx
        .execute(ctx.query(
            everyone,
            sql!(
                "UPDATE session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2 AND id <> $3 AND {scope:none}"
            ),
            [
                person.to_string().into(),
                ctx.now_micros(),
                but.map(|id| id.to_string()).unwrap_or_default().into(),
            ],
        ))
        .await?;
    Ok(ended)
}

/// A sign-in that waits for its second step does not go on.
pub(super) async fn forget_challenges(ctx: &Ctx<'_>, person: PersonId) -> Result<(), Refusal> {
    ctx.execute(ctx.query(
        ctx.everywhere("the account of a person who proved who they are, or is being helped"),
        sql!("DELETE FROM sign_in_challenge WHERE person_id = $1 AND {scope:none}"),
        [person.to_string().into()],
    ))
    .await?;
    Ok(())
}

/// Ends the sessions of a person that act for an organisation they do not belong to any more.
pub(super) async fn end_acting(
    ctx: &Ctx<'_>,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("the sessions of a member who was just taken out");
    ctx.execute(ctx.query(
        everyone,
        sql!("UPDATE session SET ended_at = $3 WHERE person_id = $1 AND organisation_id = $2 AND ended_at IS NULL AND {scope:none}"),
        [person.to_string().into(), organisation.to_string().into(), ctx.now_micros()],
    ))
    .await?;
    Ok(())
}

/// A limit holds for product managers; an owner sees everything whatever else they are.
fn is_limited(viewer: &Viewer) -> bool {
    may_be_limited(&viewer.acting.roles)
}

/// Whether a person does something with the session, or a page only watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Yes,
    No,
}

impl Market {
    /// Who a session's token belongs to; none when it is unknown, ended, expired, or the person lost the membership.
    /// Roles are read afresh: a change takes effect with the next request.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn authenticate(&self, token: &str) -> Result<Option<Signed>, AppError> {
        if token.len() != 43 {
            return Ok(None);
        }
        let (actor, request) = (Actor::System("session"), RequestInfo::default());
        let ctx = self.reading(&actor, &request);
        self.authenticated(&ctx, token, Use::Yes).await.map_err(|e| {
            tracing::error!(cause = %e, "sessions cannot be read");
            AppError::Unavailable
        })
    }

    /// As [`Market::authenticate`], for what goes on by itself: looking does not keep a session from running out.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn still_signed_in(&self, token: &str) -> Result<Option<Signed>, AppError> {
        let (actor, request) = (Actor::System("session"), RequestInfo::default());
        let ctx = self.reading(&actor, &request);
        self.authenticated(&ctx, token, Use::No).await.map_err(|e| {
            tracing::error!(cause = %e, "sessions cannot be read");
            AppError::Unavailable
        })
    }

    async fn authenticated(
        &self,
        ctx: &Ctx<'_>,
        token: &str,
        used: Use,
    ) -> Result<Option<Signed>, crate::db::DbErr> {
        let everyone = ctx.everywhere("a session is named by its unguessable token");
        let row = ctx
            .one(ctx.query(
                everyone,
                sql!(
                    "SELECT s.id AS id, s.person_id AS person_id, s.organisation_id AS organisation_id, s.seen_at AS seen_at,
                       s.expires_at AS expires_at, s.proved_at AS proved_at, s.provider_step AS provider_step, p.lang AS lang,
                       (SELECT COUNT(*) FROM two_step t WHERE t.person_id = p.id AND t.confirmed_at IS NOT NULL) AS two_step,
                       (SELECT COUNT(*) FROM membership_limit x WHERE x.person_id = s.person_id AND x.organisation_id = s.organisation_id) AS limited
                     FROM session s JOIN person p ON p.id = s.person_id
                     WHERE s.token_hash = $1 AND s.ended_at IS NULL AND {scope:none}"
                ),
                [secrets::hash_token(token).into()],
            ))
            .await?;
        let Some(row) = row else { return Ok(None) };
        let now = ctx.now();
        let seen = row.time("seen_at")?;
        let idle = TimeDelta::minutes(self.config().sessions.idle_minutes);
        if now >= row.time("expires_at")? || now - seen >= idle {
            return Ok(None);
        }
        let session: SessionId = row.id("id")?;
        // Not on every request: the writer is one.
        if used == Use::Yes && now - seen >= TimeDelta::seconds(60) {
            Query::new(
                Scope::Everywhere,
                sql!("UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2 AND {scope:none}"),
                [session.to_string().into(), now.micros()],
            )
            .execute(Conn::Reader(&self.db().writer))
            .await?;
        }
        let Some(viewer) = viewer(ctx, row.id("person_id")?, row.id("organisation_id")?).await? else {
            return Ok(None);
        };
        let two_step_missing = row.int("two_step")? == 0
            && row.int("provider_step")? == 0
            && crate::settings::read(ctx)
                .await?
                .settings
                .wants_two_step(&viewer.acting.roles);
        let limited = row.int("limited")? > 0 && is_limited(&viewer);
        Ok(Some(Signed {
            session,
            lang: row.state("lang", Lang::from_tag)?,
            proved_at: Some(row.time("proved_at")?),
            unsigned: unsigned(ctx, &viewer).await?,
            viewer,
            two_step_missing,
            limited,
        }))
    }
}

impl Handler for SignOut {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        if let Some(signed) = ctx.actor().signed() {
            end(ctx, signed.session).await?;
        }
        Ok(())
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SignOut {})
    }
}

impl Handler for GetViewer {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Viewer, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        Ok(signed.viewer.clone())
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetViewer {})
    }
}

impl Handler for SwitchOrganisation {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Viewer, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let session = signed.session;
        let viewer = viewer(ctx, signed.viewer.person, self.organisation)
            .await?
            .ok_or(AppError::NotFound)?;
        let everyone = ctx.everywhere("the actor's own session");
        ctx.execute(ctx.query(
            everyone,
            sql!("UPDATE session SET organisation_id = $2 WHERE id = $1 AND {scope:none}"),
            [session.to_string().into(), self.organisation.to_string().into()],
        ))
        .await?;
        ctx.audit_object(self.organisation);
        Ok(viewer)
    }
    fn sample(world: &World) -> Sample<Self> {
        world.object("organisation", |id| SwitchOrganisation {
            organisation: crate::door::id(id),
        })
    }
}

impl Handler for SetLanguage {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let person = ctx.person()?;
        let everyone = ctx.everywhere("the actor's own account");
        ctx.execute(ctx.query(
            everyone,
            sql!("UPDATE person SET lang = $2 WHERE id = $1 AND {scope:none}"),
            [person.to_string().into(), self.lang.tag().into()],
        ))
        .await?;
        Ok(())
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SetLanguage { lang: Lang::Zh })
    }
}

/// True when an agreement in force is not signed by the seller acted for.
async fn unsigned(ctx: &Ctx<'_>, viewer: &Viewer) -> Result<bool, crate::db::DbErr> {
    if viewer.acting.kind != OrganisationKind::Seller {
        return Ok(false);
    }
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("whether the organisation acted for has signed"),
            sql!(
                "SELECT 1 AS missing FROM agreement a WHERE a.replaced_at IS NULL AND {scope:none}
                 AND NOT EXISTS (SELECT 1 FROM agreement_signature s WHERE s.agreement_id = a.id AND s.seller_id = $1) LIMIT 1"
            ),
            [viewer.acting.organisation.to_string().into()],
        ))
        .await?;
    Ok(row.is_some())
}

/// Somebody by their address, acting for the first organisation they joined: the demo's seed and tests. There is no
/// session behind it.
///
/// # Errors
/// `NotFound` when there is no such account, `Unavailable` when the database does not answer.
pub async fn actor_of(market: &Market, email: &str) -> Result<Actor, AppError> {
    let (system, request) = (Actor::System("seed"), RequestInfo::default());
    let ctx = market.reading(&system, &request);
    let everyone = ctx.everywhere("an account is named by its address");
    let row = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT id, lang FROM person WHERE email = $1 AND {scope:none}"),
            [guildhall_sdk::accounts::normal_email(email).into()],
        ))
        .await
        .map_err(|_| AppError::Unavailable)?
        .ok_or(AppError::NotFound)?;
    let find = async {
        let person: PersonId = row.id("id")?;
        let Some(first) = super::memberships(&ctx, person).await?.into_iter().next() else {
            return Ok(None);
        };
        let viewer = viewer(&ctx, person, first.organisation).await?;
        let limit = ctx
            .one(ctx.query(
                everyone,
                sql!("SELECT COUNT(*) AS n FROM membership_limit WHERE person_id = $1 AND organisation_id = $2 AND {scope:none}"),
                [person.to_string().into(), first.organisation.to_string().into()],
            ))
            .await?;
        let limited = limit.map_or(Ok(0), |row| row.int("n"))? > 0 && viewer.as_ref().is_some_and(is_limited);
        let lang = row.state("lang", Lang::from_tag)?;
        let Some(viewer) = viewer else { return Ok(None) };
        Ok::<_, crate::db::DbErr>(Some(Signed {
            unsigned: unsigned(&ctx, &viewer).await?,
            viewer,
            session: ctx.new_id(),
            lang,
            proved_at: None,
            two_step_missing: false,
            limited,
        }))
    };
    let signed = find
        .await
        .map_err(|_| AppError::Unavailable)?
        .ok_or(AppError::NotFound)?;
    Ok(Actor::Person(Box::new(signed)))
}
