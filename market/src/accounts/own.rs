//! One's own account: profile, password, devices, and proving again who one is.

use super::{guard, password, session, two_step};
use crate::{
    Market,
    db::{Conn, Query, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    notices::{self, Letter},
    sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    accounts::{
        ChangePassword, ConfirmIdentity, EndOtherSessions, EndSession, ListSessions, SessionRow, SignedIn,
        UpdateProfile,
    },
    finding::Code,
    ids::PersonId,
    lang::Lang,
    portal::AppError,
};

impl Handler for ListSessions {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Vec<SessionRow>, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let idle = TimeDelta::minutes(ctx.market().config().sessions.idle_minutes);
        let rows = ctx
            .all(ctx.query(
                ctx.everywhere("the actor's own sessions"),
                sql!(
                    "SELECT id, device, address, created_at, seen_at FROM session
                     WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2 AND seen_at > $3 AND {scope:none}
                     ORDER BY seen_at DESC, id DESC"
                ),
                [
                    signed.viewer.person.to_string().into(),
                    ctx.now_micros(),
                    (ctx.now() - idle).timestamp_micros().into(),
                ],
            ))
            .await?;
        let mut sessions = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id("id")?;
            sessions.push(SessionRow {
                id,
                device: row.text("device")?,
                address: row.text("address")?,
                created_at: row.time("created_at")?,
                seen_at: row.time("seen_at")?,
                current: id == signed.session,
            });
        }
        // This one first: it is the one people look for.
        sessions.sort_by_key(|s| !s.current);
        Ok(sessions)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListSessions {})
    }
}

impl Handler for EndSession {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let person = ctx.person()?;
        ctx.audit_object(self.session);
        let ended = ctx
            .execute(ctx.query(
                ctx.everywhere("one of the actor's own sessions"),
                sql!(
                    "UPDATE session SET ended_at = $3 WHERE id = $1 AND person_id = $2 AND ended_at IS NULL AND {scope:none}"
                ),
                [
                    self.session.to_string().into(),
                    person.to_string().into(),
                    ctx.now_micros(),
                ],
            ))
            .await?;
        if ended == 0 {
            return Err(AppError::NotFound.into());
        }
        Ok(())
    }
    fn sample(world: &World) -> Sample<Self> {
        world.object("session", |id| EndSession {
            session: crate::door::id(id),
        })
    }
}

impl Handler for EndOtherSessions {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<u64, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let (person, this) = (signed.viewer.person, signed.session);
        ctx.audit_object(person);
        session::end_all(ctx, person, Some(this)).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(EndOtherSessions {})
    }
}

impl Handler for UpdateProfile {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let (person, before) = (signed.viewer.person, (signed.viewer.name.clone(), signed.lang));
        let name = self.name.trim().to_owned();
        ctx.execute(ctx.query(
            ctx.everywhere("the actor's own account"),
            sql!("UPDATE person SET name = $2, lang = $3 WHERE id = $1 AND {scope:none}"),
            [
                person.to_string().into(),
                name.clone().into(),
                self.lang.tag().into(),
            ],
        ))
        .await?;
        ctx.audit_object(person);
        ctx.audit_change(Some(&before), Some(&(name, self.lang)));
        Ok(())
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(UpdateProfile {
            name: "新名字".into(),
            lang: Lang::Zh,
        })
    }
}

/// The slow work of whoever is signed in and gives a password: is it theirs?
async fn is_own_password(market: &Market, actor: &Actor, typed: &str) -> Result<bool, AppError> {
    let person = actor.person().ok_or(AppError::NotSignedIn)?;
    let row = Query::new(
        Scope::Everywhere,
        sql!("SELECT password_hash FROM person WHERE id = $1 AND {scope:none}"),
        [person.to_string().into()],
    )
    .one(Conn::Reader(&market.db().reader))
    .await
    .map_err(|_| AppError::Unavailable)?;
    let stored = row
        .map(|row| row.text("password_hash"))
        .transpose()
        .map_err(|_| AppError::Internal)?;
    password::verify(market, typed, stored).await
}

/// What the slow work of a changed password found and made.
pub struct NewPassword {
    right: bool,
    hash: String,
}

impl Handler for ChangePassword {
    type Prepared = NewPassword;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, actor: &Actor) -> Result<NewPassword, AppError> {
        let right = is_own_password(market, actor, &self.old_password).await?;
        let hash = if right {
            password::hash(market, &self.new_password).await?
        } else {
            String::new()
        };
        Ok(NewPassword { right, hash })
    }

    async fn handle(self, ctx: &mut Ctx<'_>, new: NewPassword) -> Result<SignedIn, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let (person, email) = (signed.viewer.person, signed.viewer.email.clone());
        ctx.audit_object(person);
        guard::check(ctx, &email, "old_password").await?;
        if !new.right {
            guard::failed(ctx, &email).await?;
            return Err(Refusal::Keep(AppError::field(
                "old_password",
                Code::PasswordWrong,
            )));
        }
        guard::clear(ctx, &email).await?;
        store_password(ctx, person, new.hash).await?;
        session::end_all(ctx, person, Some(signed.session)).await?;
        tell(ctx, person, &Letter::PasswordChanged).await?;
        session::rotate(ctx).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ChangePassword {
            old_password: "not the password".into(),
            new_password: "a long enough one".into(),
        })
    }
}

/// Keeps a new password; links to a new one that are still under way are over.
pub(super) async fn store_password(ctx: &Ctx<'_>, person: PersonId, hash: String) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("the account of the person who proved who they are");
    ctx.execute(ctx.query(
        everyone,
        sql!("UPDATE person SET password_hash = $2 WHERE id = $1 AND {scope:none}"),
        [person.to_string().into(), hash.into()],
    ))
    .await?;
    ctx.execute(ctx.query(
        everyone,
        sql!(
            "UPDATE password_reset SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL AND {scope:none}"
        ),
        [person.to_string().into(), ctx.now_micros()],
    ))
    .await?;
    // A sign-in that was half done with the old password does not go on.
    session::forget_challenges(ctx, person).await
}

/// Writes somebody about their own account, in their language.
pub(super) async fn tell(ctx: &Ctx<'_>, person: PersonId, letter: &Letter) -> Result<(), Refusal> {
    let row = ctx
        .find(ctx.query(
            ctx.everywhere("the account of the person who proved who they are"),
            sql!("SELECT email, lang FROM person WHERE id = $1 AND {scope:none}"),
            [person.to_string().into()],
        ))
        .await?;
    let to = notices::Recipient {
        email: row.text("email")?,
        lang: row.state("lang", Lang::from_tag)?,
        inbox: None,
    };
    // Each time it happens is worth a mail.
    let once: uuid::Uuid = ctx.new_id();
    notices::write(ctx, &to, letter, &once.to_string()).await?;
    Ok(())
}

impl Handler for ConfirmIdentity {
    /// Whether the password was right; none when a code was given.
    type Prepared = Option<bool>;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, actor: &Actor) -> Result<Option<bool>, AppError> {
        if self.password.is_empty() {
            return Ok(None);
        }
        is_own_password(market, actor, &self.password).await.map(Some)
    }

    async fn handle(self, ctx: &mut Ctx<'_>, right: Option<bool>) -> Result<SignedIn, Refusal> {
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let (person, email) = (signed.viewer.person, signed.viewer.email.clone());
        ctx.audit_object(person);
        let field = if right.is_some() { "password" } else { "code" };
        guard::check(ctx, &email, field).await?;
        let wrong = match right {
            Some(true) => None,
            Some(false) => Some(Code::PasswordWrong),
            None => two_step::check(ctx, person, &self.code).await?.refused(),
        };
        if let Some(code) = wrong {
            guard::failed(ctx, &email).await?;
            return Err(Refusal::Keep(AppError::field(field, code)));
        }
        guard::clear(ctx, &email).await?;
        session::rotate(ctx).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ConfirmIdentity {
            password: "not the password".into(),
            code: String::new(),
        })
    }
}
