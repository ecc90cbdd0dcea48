//! Sign-in at a provider by OpenID Connect: authorisation code with PKCE, state and nonce. Why it is as it is stands in
//! `docs/decisions/sign-in-providers.md`.

mod linked;
mod provider;

pub use provider::is_safe;

use super::{guard, memberships, own, sign_in, two_step};
use crate::{
    Market,
    config::OidcProvider,
    db::{Conn, DbErr, Query, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    notices::Letter,
    secrets::{self, Purpose, Secrets},
    sql,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    accounts::{
        BeginOidcLink, BeginOidcSignIn, FinishOidc, ListSignInProviders, OIDC_MINUTES, OidcFinished,
        OidcStart, SignInProvider, normal_email,
    },
    finding::Code,
    ids::{LinkedSignInId, OrganisationId, PersonId, SessionId},
    portal::AppError,
};
use provider::{Failed, Identity, Proofs};

/// A finding of the sign-in as a whole.
fn refused(code: Code) -> AppError {
    AppError::field("", code)
}

fn configured<'a>(market: &'a Market, id: &str) -> Option<&'a OidcProvider> {
    market.config().sign_in_providers.iter().find(|p| p.id == id)
}

fn configured_by_issuer<'a>(market: &'a Market, issuer: &str) -> Option<&'a OidcProvider> {
    market
        .config()
        .sign_in_providers
        .iter()
        .find(|p| p.issuer == issuer)
}

fn redirect(market: &Market, provider: &OidcProvider) -> String {
    market.url(&format!("/oidc/{}/callback", provider.id))
}

fn shown(provider: &OidcProvider) -> SignInProvider {
    SignInProvider {
        id: provider.id.clone(),
        name: provider.name.clone(),
    }
}

/// Nonce and verifier follow from the state and the installation key: they are stored nowhere.
fn proofs(secrets: &Secrets, state: String) -> Proofs {
    let of = |purpose| secrets.token(purpose, &[state.as_bytes()]);
    Proofs {
        nonce: of(Purpose::OidcNonce),
        verifier: of(Purpose::OidcVerifier),
        state,
    }
}

/// Says why in the log; the reader gets the code.
fn told(provider: &OidcProvider, failed: Failed) -> AppError {
    tracing::warn!(
        provider = provider.id,
        cause = failed.cause,
        "no sign-in by a provider"
    );
    refused(failed.code)
}

impl Handler for ListSignInProviders {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Vec<SignInProvider>, Refusal> {
        Ok(ctx
            .market()
            .config()
            .sign_in_providers
            .iter()
            .map(shown)
            .collect())
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListSignInProviders {})
    }
}

/// What the slow work of a beginning found: where to go, and with which state.
pub struct Way {
    url: String,
    state: String,
}

async fn way(market: &Market, provider: &str) -> Result<Way, AppError> {
    let provider = configured(market, provider).ok_or(AppError::field("provider", Code::UnknownChoice))?;
    let proofs = proofs(market.secrets(), secrets::random_token());
    let url = provider::page(provider, redirect(market, provider), &proofs)
        .await
        .map_err(|failed| told(provider, failed))?;
    Ok(Way {
        url,
        state: proofs.state,
    })
}

/// Keeps that a sign-in is under way. The browser's secret is new each time: one that was planted is worth nothing.
async fn begin(
    ctx: &mut Ctx<'_>,
    provider: &str,
    way: Way,
    link: Option<(PersonId, SessionId)>,
) -> Result<OidcStart, Refusal> {
    let browser = secrets::random_token();
    let expires_at = ctx.now() + TimeDelta::minutes(OIDC_MINUTES);
    ctx.execute(ctx.query(
        ctx.everywhere("a new sign-in under way"),
        sql!(
            "INSERT INTO oidc_login (state_hash, provider, browser_hash, person_id, session_id, created_at, expires_at)
             SELECT $1, $2, $3, $4, $5, $6, $7 WHERE {scope:none}"
        ),
        [
            secrets::hash_token(&way.state).into(),
            provider.to_owned().into(),
            secrets::hash_token(&browser).into(),
            link.map(|(person, _)| person.to_string()).into(),
            link.map(|(_, session)| session.to_string()).into(),
            ctx.now_micros(),
            expires_at.timestamp_micros().into(),
        ],
    ))
    .await?;
    ctx.audit_object(provider);
    Ok(OidcStart {
        url: way.url,
        browser,
        expires_at,
    })
}

impl Handler for BeginOidcSignIn {
    type Prepared = Way;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, _: &Actor) -> Result<Way, AppError> {
        way(market, &self.provider).await
    }
    async fn handle(self, ctx: &mut Ctx<'_>, found: Way) -> Result<OidcStart, Refusal> {
        begin(ctx, &self.provider, found, None).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(BeginOidcSignIn {
            provider: "nobody's".into(),
        })
    }
}

impl Handler for BeginOidcLink {
    type Prepared = Way;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, actor: &Actor) -> Result<Way, AppError> {
        // Before a provider is asked for nothing.
        actor.proved(market.now())?;
        way(market, &self.provider).await
    }
    async fn handle(self, ctx: &mut Ctx<'_>, found: Way) -> Result<OidcStart, Refusal> {
        ctx.proved()?;
        let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
        let link = (signed.viewer.person, signed.session);
        begin(ctx, &self.provider, found, Some(link)).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(BeginOidcLink {
            provider: "nobody's".into(),
        })
    }
}

/// What the slow work of the end found.
pub struct Answered {
    provider: Option<OidcProvider>,
    /// Who links it, and from which session; none for a sign-in.
    link: Option<(PersonId, SessionId)>,
    who: Result<Identity, AppError>,
}

impl Answered {
    fn nobody(code: Code) -> Answered {
        Answered {
            provider: None,
            link: None,
            who: Err(refused(code)),
        }
    }
}

/// Takes a sign-in under way, once, whatever becomes of it: before the code is exchanged, so that no answer is looked at
/// twice. It must be of this provider and have begun in this browser.
async fn take(market: &Market, finish: &FinishOidc) -> Result<bool, DbErr> {
    let now = market.now().timestamp_micros();
    let taken = Query::new(
        Scope::Everywhere,
        sql!(
            "UPDATE oidc_login SET taken_at = $4 WHERE state_hash = $1 AND provider = $2 AND browser_hash = $3
             AND taken_at IS NULL AND expires_at > $4 AND {scope:none}"
        ),
        [
            secrets::hash_token(&finish.state).into(),
            finish.provider.clone().into(),
            secrets::hash_token(&finish.browser).into(),
            now.into(),
        ],
    )
    .execute(Conn::Reader(&market.db().writer))
    .await?;
    Ok(taken == 1)
}

async fn who_links(market: &Market, state: &str) -> Result<Option<(PersonId, SessionId)>, DbErr> {
    let row = Query::new(
        Scope::Everywhere,
        sql!("SELECT person_id, session_id FROM oidc_login WHERE state_hash = $1 AND {scope:none}"),
        [secrets::hash_token(state).into()],
    )
    .one(Conn::Reader(&market.db().writer))
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(row.id_or_none("person_id")?.zip(row.id_or_none("session_id")?))
}

impl Handler for FinishOidc {
    type Prepared = Answered;
    const IDEMPOTENT: bool = false;

    async fn prepare(&self, market: &Market, _: &Actor) -> Result<Answered, AppError> {
        let Some(provider) = configured(market, &self.provider) else {
            return Ok(Answered::nobody(Code::OidcOver));
        };
        let away = |error: DbErr| {
            tracing::error!(cause = %error, "sign-ins under way cannot be read");
            AppError::Unavailable
        };
        if !take(market, self).await.map_err(away)? {
            return Ok(Answered::nobody(Code::OidcOver));
        }
        let link = who_links(market, &self.state).await.map_err(away)?;
        let who = if !self.issuer.is_empty() && self.issuer != provider.issuer {
            // Another provider's answer, sent to us under this one's name.
            Err(Failed {
                code: Code::OidcUntrusted,
                cause: "the answer names another issuer".into(),
            })
        } else if self.code.is_empty() {
            let cause: String = self.error.chars().filter(|c| !c.is_control()).take(100).collect();
            Err(Failed {
                code: Code::OidcDeclined,
                cause,
            })
        } else {
            let proofs = proofs(market.secrets(), self.state.clone());
            let redirect = redirect(market, provider);
            provider::identity(provider, redirect, &proofs, self.code.clone(), market.now()).await
        };
        Ok(Answered {
            link,
            who: who.map_err(|failed| told(provider, failed)),
            provider: Some(provider.clone()),
        })
    }

    async fn handle(self, ctx: &mut Ctx<'_>, answered: Answered) -> Result<OidcFinished, Refusal> {
        ctx.audit_object(&self.provider);
        let who = answered.who.map_err(Refusal::Keep)?;
        let Some(provider) = answered.provider else {
            return Err(Refusal::Keep(refused(Code::OidcOver)));
        };
        ctx.audit_change(None::<&()>, Some(&(&who.issuer, &who.subject, &who.email)));
        match answered.link {
            Some((person, session)) => {
                // Whoever began it is still here, in the same session: nobody links their sign-in to another's account.
                let same = ctx
                    .actor()
                    .signed()
                    .is_some_and(|s| s.viewer.person == person && s.session == session);
                if !same {
                    return Err(Refusal::Keep(refused(Code::OidcOver)));
                }
                link(ctx, person, &who).await?;
                own::tell(
                    ctx,
                    person,
                    &Letter::SignInLinked {
                        provider: provider.name,
                    },
                )
                .await?;
                Ok(OidcFinished::Linked)
            }
            None => sign_in_as(ctx, &provider, &who).await,
        }
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(FinishOidc {
            provider: "nobody's".into(),
            ..FinishOidc::default()
        })
    }
}

/// Links a sign-in to an account. The database decides: one account per subject, one subject of a provider per account.
async fn link(ctx: &Ctx<'_>, person: PersonId, who: &Identity) -> Result<(), Refusal> {
    let id: LinkedSignInId = ctx.new_id();
    let everyone = ctx.everywhere("the account of the person who proved who they are");
    let inserted = ctx
        .execute(ctx.query(
            everyone,
            sql!(
                "INSERT INTO linked_sign_in (id, person_id, issuer, subject, email, created_at) SELECT $1, $2, $3, $4, $5, $6
                 WHERE {scope:none} ON CONFLICT DO NOTHING"
            ),
            [
                id.to_string().into(),
                person.to_string().into(),
                who.issuer.clone().into(),
                who.subject.clone().into(),
                who.email.clone().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
    if inserted == 1 {
        return Ok(());
    }
    match account_of(ctx, who).await? {
        // Linked already, to the same account: nothing is left to do.
        Some((owner, _)) if owner == person => Ok(()),
        Some(_) => Err(Refusal::Keep(refused(Code::OidcLinked))),
        None => Err(Refusal::Keep(refused(Code::OidcSecond))),
    }
}

/// The account a sign-in is linked to, and its address.
async fn account_of(ctx: &Ctx<'_>, who: &Identity) -> Result<Option<(PersonId, String)>, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("an account is named by the sign-in that was verified"),
            sql!(
                "SELECT p.id AS id, p.email AS email FROM linked_sign_in l JOIN person p ON p.id = l.person_id
                 WHERE l.issuer = $1 AND l.subject = $2 AND p.disabled_at IS NULL AND {scope:none}"
            ),
            [who.issuer.clone().into(), who.subject.clone().into()],
        ))
        .await?;
    row.map(|row| Ok((row.id("id")?, row.text("email")?))).transpose()
}

/// The account whose address the provider verified, where the operator lets it be opened that way.
async fn account_by_email(
    ctx: &Ctx<'_>,
    provider: &OidcProvider,
    who: &Identity,
) -> Result<(PersonId, String), Refusal> {
    let unknown = || Refusal::Keep(refused(Code::OidcUnknown));
    let email = normal_email(&who.email);
    let Some(rule) = provider.email_linking.as_ref().filter(|rule| rule.takes(&email)) else {
        return Err(unknown());
    };
    if !who.email_verified {
        return Err(Refusal::Keep(refused(Code::OidcUnverified)));
    }
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("an account is named by its address"),
            sql!("SELECT id FROM person WHERE email = $1 AND disabled_at IS NULL AND {scope:none}"),
            [email.clone().into()],
        ))
        .await?;
    let Some(row) = row else { return Err(unknown()) };
    let person: PersonId = row.id("id")?;
    let mine: Vec<OrganisationId> = memberships(ctx, person)
        .await?
        .into_iter()
        .map(|m| m.organisation)
        .collect();
    if !rule.takes_member_of(&mine) {
        return Err(unknown());
    }
    link(ctx, person, who).await?;
    let letter = Letter::SignInLinked {
        provider: provider.name.clone(),
    };
    own::tell(ctx, person, &letter).await?;
    Ok((person, email))
}

/// The provider has said who it is: the same rules as after a right password.
async fn sign_in_as(
    ctx: &mut Ctx<'_>,
    provider: &OidcProvider,
    who: &Identity,
) -> Result<OidcFinished, Refusal> {
    let (person, email) = match account_of(ctx, who).await? {
        Some(found) => found,
        None => account_by_email(ctx, provider, who).await?,
    };
    ctx.audit_object(&email);
    guard::check(ctx, &email, "").await?;
    ctx.execute(ctx.query(
        ctx.everywhere("the sign-in that was verified"),
        sql!("UPDATE linked_sign_in SET used_at = $3 WHERE issuer = $1 AND subject = $2 AND {scope:none}"),
        [
            who.issuer.clone().into(),
            who.subject.clone().into(),
            ctx.now_micros(),
        ],
    ))
    .await?;
    let second_step = provider.second_step.given(&who.amr, who.acr.as_deref());
    if !second_step && two_step::is_on(ctx, person).await? {
        let challenge = sign_in::challenge(ctx, person, "").await?;
        return Err(Refusal::Keep(AppError::CodeNeeded { challenge }));
    }
    guard::clear(ctx, &email).await?;
    let signed = sign_in::finish(ctx, person, "", refused(Code::OidcUnknown), second_step).await?;
    Ok(OidcFinished::SignedIn {
        signed: Box::new(signed),
    })
}
