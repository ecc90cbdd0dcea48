//! A new password by mail. The request writes the same rows whether or not there is such an account; a job looks.

use super::{guard, own, password, session};
use crate::{
    Market,
    db::{Conn, Query, Scope},
    door::{Actor, Ctx, Handler, Refusal, RequestInfo, Sample, World},
    jobs::{self, Job},
    notices::{self, Letter},
    secrets, sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    accounts::{
        GetPasswordReset, PasswordResetView, RESET_MINUTES, RESETS_PER_HOUR, RequestPasswordReset,
        ResetPassword, normal_email,
    },
    finding::Code,
    ids::PersonId,
    lang::Lang,
    portal::AppError,
};
use uuid::Uuid;

impl Handler for RequestPasswordReset {
    type Prepared = ();
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let email = normal_email(&self.email);
        ctx.audit_object(&email);
        if few_enough(ctx, &email).await? {
            let reset: Uuid = ctx.new_id();
            let job = Job::SendPasswordReset { reset, email };
            jobs::enqueue(ctx, &job, ctx.now(), None).await?;
        }
        Ok(())
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(RequestPasswordReset {
            email: "nobody@demo.test".into(),
        })
    }
}

/// Counts the request; false when the address asked too often this hour. Nobody is told.
async fn few_enough(ctx: &Ctx<'_>, email: &str) -> Result<bool, Refusal> {
    let everyone = ctx.everywhere("the guard is found by the address that was typed");
    let key = guard::key(ctx, email);
    let hour_ago = (ctx.now() - TimeDelta::hours(1)).timestamp_micros();
    ctx.execute(ctx.query(
        everyone,
        sql!(
            "INSERT INTO reset_guard (email_hash, window_start, requests) SELECT $1, $2, 1 WHERE {scope:none}
             ON CONFLICT (email_hash) DO UPDATE SET
               requests = CASE WHEN reset_guard.window_start <= $3 THEN 1 ELSE reset_guard.requests + 1 END,
               window_start = CASE WHEN reset_guard.window_start <= $3 THEN $2 ELSE reset_guard.window_start END"
        ),
        [key.clone().into(), ctx.now_micros(), hour_ago.into()],
    ))
    .await?;
    let row = ctx
        .find(ctx.query(
            everyone,
            sql!("SELECT requests FROM reset_guard WHERE email_hash = $1 AND {scope:none}"),
            [key.into()],
        ))
        .await?;
    Ok(row.int("requests")? <= RESETS_PER_HOUR)
}

/// The job: writes the mail when there is such an account. Done twice it writes one.
pub(crate) async fn send(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    reset: Uuid,
    email: &str,
) -> Result<(), String> {
    market
        .chunk(actor, request, async |ctx| write(ctx, reset, email).await)
        .await
        .map_err(|refusal| format!("{refusal:?}"))
}

async fn write(ctx: &Ctx<'_>, reset: Uuid, email: &str) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("an account is named by its address");
    let found = ctx
        .one(ctx.query(
            everyone,
            sql!(
                "SELECT id, email, lang FROM person WHERE email = $1 AND disabled_at IS NULL AND {scope:none}"
            ),
            [email.to_owned().into()],
        ))
        .await?;
    let Some(row) = found else { return Ok(()) };
    let person: PersonId = row.id("id")?;
    // The newest link is the one that works.
    ctx.execute(ctx.query(
        everyone,
        sql!("UPDATE password_reset SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL AND id <> $3 AND {scope:none}"),
        [person.to_string().into(), ctx.now_micros(), reset.to_string().into()],
    ))
    .await?;
    let token = ctx.market().secrets().reset_token(reset);
    let until = ctx.now() + TimeDelta::minutes(RESET_MINUTES);
    let inserted = ctx
        .execute(ctx.query(
            everyone,
            sql!(
                "INSERT INTO password_reset (id, person_id, token_hash, created_at, expires_at) SELECT $1, $2, $3, $4, $5 WHERE {scope:none}
                 ON CONFLICT DO NOTHING"
            ),
            [
                reset.to_string().into(),
                person.to_string().into(),
                secrets::hash_token(&token).into(),
                ctx.now_micros(),
                until.timestamp_micros().into(),
            ],
        ))
        .await?;
    if inserted == 0 {
        return Ok(());
    }
    let to = notices::Recipient {
        email: row.text("email")?,
        lang: row.state("lang", Lang::from_tag)?,
        inbox: None,
    };
    let letter = Letter::PasswordReset {
        path: notices::sealed_reset_path(reset),
    };
    notices::write(ctx, &to, &letter, &format!("reset {reset}")).await?;
    Ok(())
}

/// Whose link this is, while it is good.
fn live(token: &str, now: i64) -> Query {
    Query::new(
        Scope::Everywhere,
        sql!(
            "SELECT person_id FROM password_reset WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND {scope:none}"
        ),
        [secrets::hash_token(token).into(), now.into()],
    )
}

impl Handler for GetPasswordReset {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<PasswordResetView, Refusal> {
        let row = ctx.one(live(&self.token, ctx.now().timestamp_micros())).await?;
        Ok(PasswordResetView { valid: row.is_some() })
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetPasswordReset {
            token: "nobody's".into(),
        })
    }
}

impl Handler for ResetPassword {
    /// The hash of the new password; none when the link is over: nobody makes us hash for nothing.
    type Prepared = Option<String>;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, _: &Actor) -> Result<Option<String>, AppError> {
        let row = live(&self.token, market.now().timestamp_micros())
            .one(Conn::Reader(&market.db().reader))
            .await
            .map_err(|_| AppError::Unavailable)?;
        match row {
            Some(_) => password::hash(market, &self.password).await.map(Some),
            None => Ok(None),
        }
    }

    async fn handle(self, ctx: &mut Ctx<'_>, hash: Option<String>) -> Result<(), Refusal> {
        let over = || Refusal::from(AppError::field("token", Code::LinkOver));
        let hash = hash.ok_or_else(over)?;
        let everyone = ctx.everywhere("a link is named by its unguessable token");
        let row = ctx
            .one(live(&self.token, ctx.now().timestamp_micros()))
            .await?
            .ok_or_else(over)?;
        let person: PersonId = row.id("person_id")?;
        // Used up by a condition of the database: of two at once one is told that it is over.
        let used = ctx
            .execute(ctx.query(
                everyone,
                sql!("UPDATE password_reset SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND {scope:none}"),
                [secrets::hash_token(&self.token).into(), ctx.now_micros()],
            ))
            .await?;
        if used == 0 {
            return Err(over());
        }
        let email = ctx
            .find(ctx.query(
                everyone,
                sql!("SELECT email FROM person WHERE id = $1 AND disabled_at IS NULL AND {scope:none}"),
                [person.to_string().into()],
            ))
            .await?
            .text("email")?;
        ctx.audit_object(person);
        own::store_password(ctx, person, hash).await?;
        session::end_all(ctx, person, None).await?;
        guard::clear(ctx, &email).await?;
        own::tell(ctx, person, &Letter::PasswordWasReset).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ResetPassword {
            token: "nobody's".into(),
            password: "a long enough one".into(),
        })
    }
}
