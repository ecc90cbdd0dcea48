//! Management rules and cooperation agreement: published by the operator as versions, signed by sellers with name, time
//! and the hash of the text. A new version is in force at once; until it is signed the door hides the bills.

use super::joining;
use crate::{
    Market,
    db::{DbErr, Row, Scope},
    door::{Actor, Ctx, Handler, Refusal, RequestInfo, Sample, World, id},
    jobs::{self, Job},
    notices::{self, Letter},
    sql,
};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{AgreementId, OrganisationId},
    lang::Bilingual,
    portal::{AppError, Conflict},
    sellers::{
        AgreementKind, AgreementText, GetMyAgreements, JOINERS, JoiningStep, ListAgreements, MyAgreement,
        MyAgreements, PublishAgreement, PublishedAgreement, SignAgreement, Signature, hash_of,
    },
};

/// The columns [`read`] reads.
macro_rules! texts {
    ($tail:literal) => {
        sql!(concat!(
            "SELECT a.id AS id, a.kind AS kind, a.version AS version, a.title_zh AS title_zh, a.title_en AS title_en,
                    a.body_zh AS body_zh, a.body_en AS body_en, a.sha256 AS sha256, a.published_at AS published_at,
                    a.published_by AS published_by, a.replaced_at AS replaced_at ",
            $tail
        ))
    };
}

fn read(row: &Row) -> Result<AgreementText, DbErr> {
    Ok(AgreementText {
        id: row.id("id")?,
        kind: row.state("kind", AgreementKind::parse)?,
        version: row.int("version")?,
        title: row.bilingual("title")?,
        body: row.bilingual("body")?,
        sha256: row.text("sha256")?,
        published_at: row.time("published_at")?,
        published_by: row.text("published_by")?,
        replaced_at: row.time_or_none("replaced_at")?,
    })
}

/// The versions in force, rules before the agreement that rests on them.
async fn in_force(ctx: &Ctx<'_>) -> Result<Vec<AgreementText>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            ctx.everywhere("agreements belong to no tenant"),
            texts!("FROM agreement a WHERE a.replaced_at IS NULL AND {scope:none} ORDER BY a.kind DESC"),
            [],
        ))
        .await?;
    rows.iter().map(read).collect()
}

impl Handler for ListAgreements {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Vec<PublishedAgreement>, Refusal> {
        let rows = ctx
            .all(ctx.query(
                ctx.operator()?,
                texts!(
                    ", (SELECT COUNT(*) FROM agreement_signature s WHERE s.agreement_id = a.id) AS signed
                     FROM agreement a WHERE {scope:none} ORDER BY a.published_at DESC, a.id DESC"
                ),
                [],
            ))
            .await?;
        rows.iter()
            .map(|row| {
                Ok(PublishedAgreement {
                    text: read(row)?,
                    signed: row.count("signed")?,
                })
            })
            .collect()
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListAgreements {})
    }
}

/// As it is kept and hashed: line feeds only, no blanks around.
fn tidied(text: Bilingual) -> Bilingual {
    let tidy = |text: String| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    Bilingual::new(tidy(text.zh), tidy(text.en))
}

impl Handler for PublishAgreement {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<AgreementText, Refusal> {
        let everyone = ctx.operator()?;
        let by = ctx.actor().label();
        let (title, body) = (tidied(self.title), tidied(self.body));
        let before = in_force(ctx)
            .await?
            .into_iter()
            .find(|text| text.kind == self.kind);
        let current = before.as_ref().map_or(0, |text| text.version);
        let stale = |current| Refusal::from(AppError::conflict(Conflict::StaleVersion { current }));
        if current != self.replaces {
            return Err(stale(current));
        }
        if before
            .as_ref()
            .is_some_and(|text| (&text.title, &text.body) == (&title, &body))
        {
            return Err(AppError::field("body.zh", Code::AgreementSame).into());
        }
        // What binds every seller is published only by somebody who proved a moment ago who they are.
        ctx.proved()?;
        if let Some(before) = &before {
            let replaced = ctx
                .execute(ctx.query(
                    everyone,
                    sql!("UPDATE agreement SET replaced_at = $2 WHERE id = $1 AND replaced_at IS NULL AND {scope:none}"),
                    [before.id.to_string().into(), ctx.now_micros()],
                ))
                .await?;
            if replaced == 0 {
                return Err(stale(current + 1));
            }
        }
        let id: AgreementId = ctx.new_id();
        let version = current + 1;
        let sha256 = hash_of(self.kind, version, &title, &body);
        let inserted = ctx
            .execute(ctx.query(
                everyone,
                sql!(
                    "INSERT INTO agreement (id, kind, version, title_zh, title_en, body_zh, body_en, sha256, published_at, published_by)
                     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 WHERE {scope:none} ON CONFLICT DO NOTHING"
                ),
                [
                    id.to_string().into(),
                    self.kind.as_str().into(),
                    version.into(),
                    title.zh.clone().into(),
                    title.en.clone().into(),
                    body.zh.clone().into(),
                    body.en.clone().into(),
                    sha256.clone().into(),
                    ctx.now_micros(),
                    by.clone().into(),
                ],
            ))
            .await?;
        if inserted == 0 {
            return Err(stale(version));
        }
        jobs::enqueue(ctx, &Job::TellAgreement { agreement: id }, ctx.now(), None).await?;
        ctx.audit_object(id);
        ctx.audit_change(
            before
                .as_ref()
                .map(|text| (text.kind, text.version, &text.sha256))
                .as_ref(),
            Some(&(self.kind, version, &sha256)),
        );
        Ok(AgreementText {
            id,
            kind: self.kind,
            version,
            title,
            body,
            sha256,
            published_at: ctx.now(),
            published_by: by,
            replaced_at: None,
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(PublishAgreement {
            kind: AgreementKind::Cooperation,
            replaces: 0,
            title: Bilingual::new("商家合作协议", "Cooperation agreement"),
            body: Bilingual::new("一、合作内容……", "1. What this is about …"),
        })
    }
}

/// Sellers told in one transaction.
const CHUNK: i64 = 200;

/// The job: tells the owners of every seller that has not signed yet. Done twice it tells once.
pub(crate) async fn tell(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    agreement: AgreementId,
) -> Result<(), String> {
    let mut after = String::new();
    loop {
        let last = market
            .chunk(actor, request, async |ctx| {
                tell_some(ctx, agreement, &after).await
            })
            .await
            .map_err(|refusal| format!("{refusal:?}"))?;
        match last {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

async fn tell_some(ctx: &Ctx<'_>, agreement: AgreementId, after: &str) -> Result<Option<String>, Refusal> {
    let everyone = ctx.operator()?;
    let row = ctx
        .one(ctx.query(
            everyone,
            texts!("FROM agreement a WHERE a.id = $1 AND a.replaced_at IS NULL AND {scope:none}"),
            [agreement.to_string().into()],
        ))
        .await?;
    // Replaced meanwhile: the newer one is told.
    let Some(row) = row else { return Ok(None) };
    let text = read(&row)?;
    let sellers = ctx
        .all(ctx.query(
            everyone,
            sql!(
                "SELECT o.id AS id FROM organisation o WHERE o.kind = 'seller' AND o.standing = 'joined' AND o.id > $1 AND {scope:none}
                 AND NOT EXISTS (SELECT 1 FROM agreement_signature s WHERE s.agreement_id = $3 AND s.seller_id = o.id)
                 ORDER BY o.id LIMIT $2"
            ),
            [
                after.to_owned().into(),
                CHUNK.into(),
                agreement.to_string().into(),
            ],
        ))
        .await?;
    let letter = Letter::AgreementPublished {
        title: text.title,
        version: text.version,
    };
    let mut last = None;
    for row in sellers {
        let seller: OrganisationId = row.id("id")?;
        for person in notices::people_of(ctx, seller, JOINERS).await? {
            notices::write(ctx, &person, &letter, &format!("agreement {agreement}")).await?;
        }
        last = Some(seller.to_string());
    }
    Ok(last)
}

fn signature(row: &Row) -> Result<Signature, DbErr> {
    Ok(Signature {
        name: row.text("signed_name")?,
        email: row.text("signed_email")?,
        signed_at: row.time("signed_at")?,
        sha256: row.text("signed_sha256")?,
    })
}

/// Everything a seller ever signed, newest first.
async fn signed(ctx: &Ctx<'_>, scope: Scope) -> Result<Vec<(AgreementText, Signature)>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            scope,
            texts!(
                ", s.name AS signed_name, s.email AS signed_email, s.signed_at AS signed_at, s.sha256 AS signed_sha256
                 FROM agreement_signature s JOIN agreement a ON a.id = s.agreement_id
                 WHERE {scope:s.seller_id} ORDER BY s.signed_at DESC, a.id DESC"
            ),
            [],
        ))
        .await?;
    rows.iter().map(|row| Ok((read(row)?, signature(row)?))).collect()
}

async fn view(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<MyAgreements, Refusal> {
    let all = signed(ctx, Scope::Tenant(seller)).await?;
    let in_force = in_force(ctx)
        .await?
        .into_iter()
        .map(|text| {
            let of = |id: AgreementId| all.iter().find(|(t, _)| t.id == id).map(|(_, s)| s.clone());
            let before = all.iter().filter(|(t, _)| t.kind == text.kind && t.id != text.id);
            MyAgreement {
                signature: of(text.id),
                signed_before: before.map(|(t, _)| t.version).max(),
                text,
            }
        })
        .collect();
    Ok(MyAgreements {
        in_force,
        earlier: all
            .into_iter()
            .filter(|(text, _)| text.replaced_at.is_some())
            .collect(),
        blocked_by: joining::blocking(ctx, seller, JoiningStep::Agreements).await?,
    })
}

impl Handler for GetMyAgreements {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<MyAgreements, Refusal> {
        view(ctx, ctx.organisation()?).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetMyAgreements {})
    }
}

impl Handler for SignAgreement {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<MyAgreements, Refusal> {
        let seller = ctx.organisation()?;
        let person = ctx.person()?;
        let email = ctx.actor().label();
        ctx.audit_object(self.agreement);
        let row = ctx
            .find(ctx.query(
                ctx.everywhere("agreements belong to no tenant"),
                texts!("FROM agreement a WHERE a.id = $1 AND {scope:none}"),
                [self.agreement.to_string().into()],
            ))
            .await?;
        let text = read(&row)?;
        joining::unblocked(ctx, seller, JoiningStep::Agreements).await?;
        // What is signed is what was read, and what is in force.
        if text.replaced_at.is_some() || text.sha256 != self.sha256 {
            return Err(AppError::Invalid {
                findings: vec![Finding::error("", Code::AgreementReplaced)],
            }
            .into());
        }
        let inserted = ctx
            .execute(ctx.query(
                ctx.everywhere("a new row of the actor's own organisation"),
                sql!(
                    "INSERT INTO agreement_signature (agreement_id, seller_id, name, person_id, email, sha256, signed_at)
                     SELECT $1, $2, $3, $4, $5, $6, $7 WHERE {scope:seller_id} ON CONFLICT DO NOTHING"
                ),
                [
                    self.agreement.to_string().into(),
                    seller.to_string().into(),
                    self.name.trim().to_owned().into(),
                    person.to_string().into(),
                    email.into(),
                    text.sha256.clone().into(),
                    ctx.now_micros(),
                ],
            ))
            .await?;
        if inserted == 0 {
            return Err(AppError::wrong_state("signed").into());
        }
        ctx.audit_change(
            None::<&()>,
            Some(&serde_json::json!({
                "kind": text.kind, "version": text.version, "sha256": text.sha256, "name": self.name.trim(),
            })),
        );
        joining::advance(ctx, seller).await?;
        view(ctx, seller).await
    }

    fn sample(world: &World) -> Sample<Self> {
        let sha256 = world.own("agreement_hash");
        world.operator_object("agreement", move |agreement| SignAgreement {
            agreement: id(agreement),
            sha256: sha256.clone(),
            name: "林晓".into(),
            accepted: true,
        })
    }
}
