//! Signing in: the same time and the same answer whether or not the account exists, and a lock that survives refusal.

use super::{guard, memberships, password, session, two_step, viewer};
use crate::{
    Market,
    db::{Conn, Query, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    secrets, sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    accounts::{CHALLENGE_ATTEMPTS, CHALLENGE_MINUTES, SignIn, SignInWithCode, SignedIn, normal_email},
    finding::Code,
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
        guard::check(ctx, &email, "password").await?;
        let Some(person) = verified.person else {
            guard::failed(ctx, &email).await?;
            return Err(Refusal::Keep(AppError::field("password", Code::SignInFailed)));
        };
        if two_step::is_on(ctx, person).await? {
            // The failures are forgotten only after the second step: who knows the password may not guess for ever.
            if self.code.trim().is_empty() {
                let challenge = challenge(ctx, person, &self.device).await?;
                return Err(Refusal::Keep(AppError::CodeNeeded { challenge }));
            }
            if let Some(code) = two_step::check(ctx, person, &self.code).await?.refused() {
                guard::failed(ctx, &email).await?;
                return Err(Refusal::Keep(AppError::field("code", code)));
            }
        }
        guard::clear(ctx, &email).await?;
        finish(
            ctx,
            person,
            &self.device,
            AppError::field("password", Code::SignInFailed),
            false,
        )
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SignIn {
            email: "nobody@demo.test".into(),
            password: "not the password".into(),
            device: String::new(),
            code: String::new(),
        })
    }
}

/// Remembers that the password was right; gives what the second step names. Only its hash is stored.
pub(super) async fn challenge(ctx: &Ctx<'_>, person: PersonId, device: &str) -> Result<String, Refusal> {
    let token = secrets::random_token();
    let until = ctx.now() + TimeDelta::minutes(CHALLENGE_MINUTES);
    let everyone = ctx.everywhere("a new challenge of the person whose password was right");
    ctx.execute(ctx.query(
        everyone,
        sql!("INSERT INTO sign_in_challenge (token_hash, person_id, device, expires_at) SELECT $1, $2, $3, $4 WHERE {scope:none}"),
        [
            secrets::hash_token(&token).into(),
            person.to_string().into(),
            session::device(ctx, device).into(),
            until.timestamp_micros().into(),
        ],
    ))
    .await?;
    Ok(token)
}

/// Both steps are done: a fresh session in the first organisation, and the one this browser came with ends.
/// `nowhere`: what somebody is told who belongs to no organisation. `by_provider`: a provider asked for the second step.
pub(super) async fn finish(
    ctx: &Ctx<'_>,
    person: PersonId,
    device: &str,
    nowhere: AppError,
    by_provider: bool,
) -> Result<SignedIn, Refusal> {
    let Some(acting) = memberships(ctx, person).await?.first().map(|m| m.organisation) else {
        // An account without an organisation can do nothing; it is told what a wrong password is told.
        return Err(Refusal::Keep(nowhere));
    };
    if let Some(signed) = ctx.actor().signed() {
        session::end(ctx, signed.session).await?;
    }
    let (token, expires_at) = session::start(ctx, person, acting, device, ctx.now()).await?;
    if by_provider {
        session::second_step_by_provider(ctx, &token).await?;
    }
    let viewer = viewer(ctx, person, acting)
        .await?
        .ok_or_else(|| Refusal::fault("the signed-in person is gone"))?;
    Ok(SignedIn {
        token,
        expires_at,
        viewer,
    })
}

impl Handler for SignInWithCode {
    type Prepared = ();
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<SignedIn, Refusal> {
        let hash = secrets::hash_token(&self.challenge);
        let everyone = ctx.everywhere("a challenge is named by its unguessable token");
        // Counted before it is looked at, so that attempts side by side cannot be more than allowed.
        let taken = ctx
            .execute(ctx.query(
                everyone,
                sql!(
                    "UPDATE sign_in_challenge SET attempts = attempts + 1
                     WHERE token_hash = $1 AND expires_at > $2 AND attempts < $3 AND {scope:none}"
                ),
                [hash.clone().into(), ctx.now_micros(), CHALLENGE_ATTEMPTS.into()],
            ))
            .await?;
        if taken == 0 {
            return Err(AppError::field("code", Code::SignInOver).into());
        }
        let row = ctx
            .find(ctx.query(
                everyone,
                sql!(
                    "SELECT c.device AS device, p.id AS id, p.email AS email FROM sign_in_challenge c JOIN person p ON p.id = c.person_id
                     WHERE c.token_hash = $1 AND p.disabled_at IS NULL AND {scope:none}"
                ),
                [hash.clone().into()],
            ))
            .await?;
        let (person, email): (PersonId, String) = (row.id("id")?, row.text("email")?);
        let device = row.text("device")?;
        ctx.audit_object(&email);
        guard::check(ctx, &email, "code").await?;
        if let Some(code) = two_step::check(ctx, person, &self.code).await?.refused() {
            guard::failed(ctx, &email).await?;
            return Err(Refusal::Keep(AppError::field("code", code)));
        }
        ctx.execute(ctx.query(
            everyone,
            sql!("DELETE FROM sign_in_challenge WHERE token_hash = $1 AND {scope:none}"),
            [hash.into()],
        ))
        .await?;
        guard::clear(ctx, &email).await?;
        finish(
            ctx,
            person,
            &device,
            AppError::field("code", Code::SignInFailed),
            false,
        )
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SignInWithCode {
            challenge: "nobody's".into(),
            code: "123456".into(),
        })
    }
}
