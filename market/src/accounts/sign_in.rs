//! Signing in: the same time and the same answer whether or not the account exists, and a lock that survives refusal.

use super::{memberships, password, session, viewer};
use crate::{
    Market,
    db::{Conn, Query, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    secrets::Purpose,
    sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    accounts::{SignIn, SignedIn, normal_email},
    finding::{Code, Finding},
    ids::PersonId,
    portal::AppError,
};

/// What the slow work found: whose password it was.
pub struct Verified {
    person: Option<PersonId>,
}

impl Handler for SignIn {
    type Prepared = Verified;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, _: &Actor) -> Result<Verified, AppError> {
        let row = Query::new(
            Scope::Everywhere,
            sql!("SELECT id, password_hash FROM person WHERE email = $1 AND disabled_at IS NULL AND {scope:none}"),
            [normal_email(&self.email).into()],
        )
        .one(Conn::Reader(&market.db().reader))
        .await
        .map_err(|_| AppError::Unavailable)?;
        let (person, stored) = match row {
            Some(row) => (
                Some(row.id("id").map_err(|_| AppError::Internal)?),
                Some(row.text("password_hash").map_err(|_| AppError::Internal)?),
            ),
            None => (None, None),
        };
        let right = password::verify(market, &self.password, stored).await?;
        Ok(Verified {
            person: person.filter(|_| right),
        })
    }

    async fn handle(self, ctx: &mut Ctx<'_>, verified: Verified) -> Result<SignedIn, Refusal> {
        let email = normal_email(&self.email);
        ctx.audit_object(&email);
        let rules = &ctx.market().config().sessions;
        let guard = hex::encode(
            ctx.market()
                .secrets()
                .sign(Purpose::SignInGuard, &[email.as_bytes()]),
        );
        let everyone = ctx.everywhere("the guard is found by the address that was typed");
        let row = ctx
            .one(ctx.query(
                everyone,
                sql!("SELECT locked_until FROM sign_in_guard WHERE email_hash = $1 AND {scope:none}"),
                [guard.clone().into()],
            ))
            .await?;
        let locked_until = row.map(|r| r.time("locked_until")).transpose()?;
        if let Some(until) = locked_until.filter(|until| *until > ctx.now()) {
            let minutes = (until - ctx.now()).num_minutes() + 1;
            let finding = Finding::error("password", Code::SignInLocked).with("minutes", minutes);
            return Err(AppError::Invalid {
                findings: vec![finding],
            }
            .into());
        }
        let Some(person) = verified.person else {
            // One statement, so that attempts side by side are all counted.
            let lock = (ctx.now() + TimeDelta::minutes(rules.lock_minutes)).timestamp_micros();
            ctx.execute(ctx.query(
                everyone,
                sql!(
                    "INSERT INTO sign_in_guard (email_hash, failures, locked_until, updated_at) SELECT $1, 1, 0, $2 WHERE {scope:none}
                     ON CONFLICT (email_hash) DO UPDATE SET failures = CASE WHEN sign_in_guard.failures + 1 >= $3 THEN 0 ELSE sign_in_guard.failures + 1 END,
                       locked_until = CASE WHEN sign_in_guard.failures + 1 >= $3 THEN $4 ELSE 0 END, updated_at = $2"
                ),
                [guard.into(), ctx.now_micros(), rules.lock_after.into(), lock.into()],
            ))
            .await?;
            return Err(Refusal::Keep(AppError::field("password", Code::SignInFailed)));
        };
        ctx.execute(ctx.query(
            everyone,
            sql!("DELETE FROM sign_in_guard WHERE email_hash = $1 AND {scope:none}"),
            [guard.into()],
        ))
        .await?;
        let Some(acting) = memberships(ctx, person).await?.first().map(|m| m.organisation) else {
            // An account without an organisation can do nothing; it is told what a wrong password is told.
            return Err(Refusal::Keep(AppError::field("password", Code::SignInFailed)));
        };
        // Rotation: the session this browser came with ends.
        if let Some(signed) = ctx.actor().signed() {
            session::end(ctx, signed.session).await?;
        }
        let (token, expires_at) = session::start(ctx, person, acting, &self.device).await?;
        let viewer = viewer(ctx, person, acting)
            .await?
            .ok_or_else(|| Refusal::fault("the signed-in person is gone"))?;
        Ok(SignedIn {
            token,
            expires_at,
            viewer,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SignIn {
            email: "nobody@demo.test".into(),
            password: "not the password".into(),
            device: String::new(),
        })
    }
}
