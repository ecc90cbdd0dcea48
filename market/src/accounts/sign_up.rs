//! Signing up as a seller. The request writes the same rows whether or not the address has an account; a job looks.

use super::{guard, password, session, viewer};
use crate::{
    Market,
    db::{Conn, Micros, Query, Scope},
    door::{Actor, Ctx, Handler, Refusal, RequestInfo, Sample, World},
    jobs::{self, Job},
    notices::{self, Letter},
    secrets, settings, sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    accounts::{
        ConfirmSignUp, GetSignUp, GetSignUpOpen, RequestSignUp, SIGN_UP_ATTEMPTS, SIGN_UP_HOURS,
        SIGN_UPS_PER_CLIENT, SIGN_UPS_PER_HOUR, SignUpView, SignedIn, normal_email,
    },
    finding::Code,
    ids::{OrganisationId, PersonId},
    lang::{Bilingual, Lang},
    portal::{AppError, Role, Standing},
};
use uuid::Uuid;

impl Handler for GetSignUpOpen {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<bool, Refusal> {
        Ok(settings::read(ctx).await?.settings.open_sign_up)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetSignUpOpen {})
    }
}

impl Handler for RequestSignUp {
    /// The hash, made for everybody alike: the time tells nothing.
    type Prepared = String;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, _: &Actor) -> Result<String, AppError> {
        password::hash(market, &self.password).await
    }

    async fn handle(self, ctx: &mut Ctx<'_>, hash: String) -> Result<(), Refusal> {
        if !settings::read(ctx).await?.settings.open_sign_up {
            return Err(AppError::field("", Code::SignUpClosed).into());
        }
        let email = normal_email(&self.email);
        ctx.audit_object(&email);
        // Who sends too many is told, for it says nothing of any account; whose address is written to too often is not.
        let client = ctx.request().address.clone();
        if !client.is_empty() && counted(ctx, &format!("client {client}")).await? > SIGN_UPS_PER_CLIENT {
            return Err(Refusal::Keep(AppError::TooManyRequests { retry_after: 3_600 }));
        }
        if counted(ctx, &format!("sign-up {email}")).await? > SIGN_UPS_PER_HOUR {
            return Ok(());
        }
        let id: Uuid = ctx.new_id();
        let token = ctx.market().secrets().sign_up_token(id);
        ctx.execute(ctx.query(
            ctx.everywhere("a sign-up belongs to nobody yet"),
            sql!(
                "INSERT INTO sign_up (id, email, person, name_zh, name_en, password_hash, lang, token_hash, created_at, expires_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 WHERE {scope:none}"
            ),
            [
                id.to_string().into(),
                email.into(),
                self.person.trim().to_owned().into(),
                self.organisation.zh.trim().to_owned().into(),
                self.organisation.en.trim().to_owned().into(),
                hash.into(),
                self.lang.tag().into(),
                secrets::hash_token(&token).into(),
                ctx.now_micros(),
                (ctx.now() + TimeDelta::hours(SIGN_UP_HOURS)).micros(),
            ],
        ))
        .await?;
        jobs::enqueue(ctx, &Job::SendSignUp { sign_up: id }, ctx.now(), None).await?;
        Ok(())
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(RequestSignUp {
            organisation: Bilingual::new("新来软件", "Newcomer Software"),
            person: "新来".into(),
            email: "newcomer@demo.test".into(),
            password: "a long enough one".into(),
            lang: Lang::Zh,
        })
    }
}

/// Counts a request under a key, and says how many there were this hour.
async fn counted(ctx: &Ctx<'_>, what: &str) -> Result<i64, Refusal> {
    let everyone = ctx.everywhere("the guard is found by what was typed, or by where it came from");
    let key = guard::key(ctx, what);
    let hour_ago = (ctx.now() - TimeDelta::hours(1)).timestamp_micros();
    ctx.execute(ctx.query(
        everyone,
        sql!(
            "INSERT INTO sign_up_guard (guard_key, window_start, requests) SELECT $1, $2, 1 WHERE {scope:none}
             ON CONFLICT (guard_key) DO UPDATE SET
               requests = CASE WHEN sign_up_guard.window_start <= $3 THEN 1 ELSE sign_up_guard.requests + 1 END,
               window_start = CASE WHEN sign_up_guard.window_start <= $3 THEN $2 ELSE sign_up_guard.window_start END"
        ),
        [key.clone().into(), ctx.now_micros(), hour_ago.into()],
    ))
    .await?;
    let row = ctx
        .find(ctx.query(
            everyone,
            sql!("SELECT requests FROM sign_up_guard WHERE guard_key = $1 AND {scope:none}"),
            [key.into()],
        ))
        .await?;
    Ok(row.int("requests")?)
}

/// The job: the link, or a mail that says there is an account. Done twice it writes one.
pub(crate) async fn send(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    sign_up: Uuid,
) -> Result<(), String> {
    market
        .chunk(actor, request, async |ctx| write(ctx, sign_up).await)
        .await
        .map_err(|refusal| format!("{refusal:?}"))
}

async fn write(ctx: &Ctx<'_>, sign_up: Uuid) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("a sign-up belongs to nobody yet");
    let found = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT email, name_zh, name_en, lang FROM sign_up WHERE id = $1 AND used_at IS NULL AND {scope:none}"),
            [sign_up.to_string().into()],
        ))
        .await?;
    let Some(row) = found else { return Ok(()) };
    let email = row.text("email")?;
    let known = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT lang FROM person WHERE email = $1 AND {scope:none}"),
            [email.clone().into()],
        ))
        .await?;
    let (letter, lang) = match known {
        Some(person) => {
            end(ctx, sign_up).await?;
            (Letter::SignUpKnown, person.state("lang", Lang::from_tag)?)
        }
        None => {
            let path = notices::sealed_sign_up_path(sign_up);
            let organisation = row.bilingual("name")?;
            (
                Letter::SignUp { organisation, path },
                row.state("lang", Lang::from_tag)?,
            )
        }
    };
    let to = notices::Recipient {
        email,
        lang,
        inbox: None,
    };
    notices::write(ctx, &to, &letter, &format!("sign-up {sign_up}")).await?;
    Ok(())
}

/// Uses a sign-up up; false when somebody else did.
async fn end(ctx: &Ctx<'_>, sign_up: Uuid) -> Result<bool, Refusal> {
    let changed = ctx
        .execute(ctx.query(
            ctx.everywhere("a sign-up belongs to nobody yet"),
            sql!("UPDATE sign_up SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND {scope:none}"),
            [sign_up.to_string().into(), ctx.now_micros()],
        ))
        .await?;
    Ok(changed == 1)
}

/// The sign-up of a link, while it is good.
fn live(token: &str, now: i64) -> Query {
    Query::new(
        Scope::Everywhere,
        sql!(
            "SELECT id, email, person, name_zh, name_en, password_hash, lang, expires_at FROM sign_up
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND attempts < $3 AND {scope:none}"
        ),
        [
            secrets::hash_token(token).into(),
            now.into(),
            SIGN_UP_ATTEMPTS.into(),
        ],
    )
}

impl Handler for GetSignUp {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Option<SignUpView>, Refusal> {
        let row = ctx.one(live(&self.token, ctx.now().timestamp_micros())).await?;
        row.map(|row| {
            Ok(SignUpView {
                organisation: row.bilingual("name")?,
                email: row.text("email")?,
                expires_at: row.time("expires_at")?,
            })
        })
        .transpose()
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetSignUp {
            token: "nobody's".into(),
        })
    }
}

impl Handler for ConfirmSignUp {
    /// Whether the password is the one that was typed; none when the link is over: nobody makes us hash for nothing.
    type Prepared = Option<bool>;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, _: &Actor) -> Result<Option<bool>, AppError> {
        let row = live(&self.token, market.now().timestamp_micros())
            .one(Conn::Reader(&market.db().reader))
            .await
            .map_err(|_| AppError::Unavailable)?;
        let Some(row) = row else { return Ok(None) };
        let hash = row.text("password_hash").map_err(|_| AppError::Internal)?;
        password::verify(market, &self.password, Some(hash))
            .await
            .map(Some)
    }

    async fn handle(self, ctx: &mut Ctx<'_>, right: Option<bool>) -> Result<SignedIn, Refusal> {
        let over = || Refusal::from(AppError::field("token", Code::LinkOver));
        let right = right.ok_or_else(over)?;
        let row = ctx
            .one(live(&self.token, ctx.now().timestamp_micros()))
            .await?
            .ok_or_else(over)?;
        let id: Uuid = row.id("id")?;
        ctx.audit_object(row.text("email")?);
        if !right {
            ctx.execute(ctx.query(
                ctx.everywhere("a link is named by its unguessable token"),
                sql!("UPDATE sign_up SET attempts = attempts + 1 WHERE id = $1 AND {scope:none}"),
                [id.to_string().into()],
            ))
            .await?;
            return Err(Refusal::Keep(AppError::field("password", Code::PasswordWrong)));
        }
        // Used up by a condition of the database: of two at once one is told that it is over.
        if !end(ctx, id).await? {
            return Err(over());
        }
        let person: PersonId = ctx.new_id();
        let inserted = ctx
            .execute(ctx.query(
                ctx.everywhere("a new account for the address the link was sent to"),
                sql!("INSERT INTO person (id, email, name, password_hash, lang, created_at) SELECT $1, $2, $3, $4, $5, $6 WHERE {scope:none} ON CONFLICT DO NOTHING"),
                [
                    person.to_string().into(),
                    row.text("email")?.into(),
                    row.text("person")?.into(),
                    row.text("password_hash")?.into(),
                    row.text("lang")?.into(),
                    ctx.now_micros(),
                ],
            ))
            .await?;
        if inserted == 0 {
            // The address came to an account by another way since.
            return Err(over());
        }
        let organisation = seller(ctx, &row.bilingual("name")?, &row.text("email")?).await?;
        ctx.execute(ctx.query(
            ctx.everywhere("the first member of an organisation that was just made"),
            sql!("INSERT INTO membership (person_id, organisation_id, role, created_at) SELECT $1, $2, $3, $4 WHERE {scope:none}"),
            [
                person.to_string().into(),
                organisation.to_string().into(),
                Role::Owner.as_str().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
        ctx.audit_object(organisation);
        ctx.audit_change(None::<&()>, Some(&(row.bilingual("name")?, row.text("email")?)));
        // Whoever was signed in here is somebody else: a fresh session.
        if let Some(signed) = ctx.actor().signed() {
            session::end(ctx, signed.session).await?;
        }
        let (token, expires_at) = session::start(ctx, person, organisation, "", ctx.now()).await?;
        let viewer = viewer(ctx, person, organisation)
            .await?
            .ok_or_else(|| Refusal::fault("whoever signed up is gone"))?;
        Ok(SignedIn {
            token,
            expires_at,
            viewer,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ConfirmSignUp {
            token: "nobody's".into(),
            password: "a long enough one".into(),
        })
    }
}

/// A seller that has every step of joining before it; where the operator asks for none, it has joined.
async fn seller(ctx: &Ctx<'_>, name: &Bilingual, mail: &str) -> Result<OrganisationId, Refusal> {
    let none = settings::read(ctx).await?.settings.joining_steps.is_empty();
    let standing = if none { Standing::Joined } else { Standing::Joining };
    let id: OrganisationId = ctx.new_id();
    ctx.execute(ctx.query(
        ctx.everywhere("a new organisation"),
        sql!("INSERT INTO organisation (id, kind, name_zh, name_en, contact_mail, created_at, standing) SELECT $1, 'seller', $2, $3, $4, $5, $6 WHERE {scope:none}"),
        [
            id.to_string().into(),
            name.zh.clone().into(),
            name.en.clone().into(),
            mail.to_owned().into(),
            ctx.now_micros(),
            standing.as_str().into(),
        ],
    ))
    .await?;
    Ok(id)
}
