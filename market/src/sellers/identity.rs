//! Real-name authentication of an enterprise (企业实名认证): evidence, an external verifier where there is one, else the
//! desk's verdict. One legal entity, one seller: the database holds a proved entity once (`domain/business.md` §1.2).

use super::{
    filing::{self, Next, Stored},
    joining,
    verifier::Verdict,
};
use crate::{
    Market,
    db::Scope,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    sql,
};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::OrganisationId,
    portal::{AppError, Role},
    reviews::{FieldComment, ReviewKind, ReviewSubject},
    sellers::{
        Evidence, FilingKind, FilingState, FilingView, GetIdentity, IdentityContent, SubmitIdentity,
        check_identity_change,
    },
};

const KIND: FilingKind = FilingKind::Identity;

/// What a seller filed.
pub(super) async fn stored(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
) -> Result<Stored<IdentityContent>, Refusal> {
    Ok(filing::find(ctx, Scope::Tenant(seller), KIND).await?)
}

/// The authenticated company; none before.
pub(super) async fn proved(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
) -> Result<Option<IdentityContent>, Refusal> {
    Ok(stored(ctx, seller).await?.live)
}

/// True when another seller is this legal entity.
async fn taken(ctx: &Ctx<'_>, seller: OrganisationId, content: &IdentityContent) -> Result<bool, Refusal> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("one legal entity, one seller: whether there is one, not which"),
            sql!("SELECT 1 AS one FROM filing WHERE entity = $1 AND seller_id <> $2 AND {scope:none}"),
            [content.entity().into(), seller.to_string().into()],
        ))
        .await?;
    Ok(row.is_some())
}

/// What the desk reads.
///
/// # Errors
/// A fault of the database.
pub(crate) async fn review_subject(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<ReviewSubject, Refusal> {
    let filed = stored(ctx, seller).await?;
    let mut findings = Vec::new();
    if taken(ctx, seller, &filed.content).await? {
        findings.push(Finding::error("credit_code", Code::EntityTaken));
    }
    Ok(ReviewSubject::Identity {
        content: Box::new(filed.content),
        live: filed.live.map(Box::new),
        findings,
    })
}

/// The desk decided.
///
/// # Errors
/// `Conflict` when it does not wait for a decision any more; `Invalid` when another seller was proved to be this entity.
pub(crate) async fn decided(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    filing::decide(ctx, seller, KIND, approve, comments).await?;
    if approve {
        prove(ctx, seller).await?;
    }
    Ok(())
}

/// Writes down which entity a seller was just proved to be, and ends its joining where that was the last step.
async fn prove(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<(), Refusal> {
    let content = stored(ctx, seller).await?.content;
    let refused = || Refusal::from(AppError::field("credit_code", Code::EntityTaken));
    if taken(ctx, seller, &content).await? {
        return Err(refused());
    }
    let written = ctx
        .execute(ctx.query(
            Scope::Tenant(seller),
            sql!("UPDATE filing SET entity = $2 WHERE kind = $1 AND {scope:seller_id}"),
            [KIND.as_str().into(), content.entity().into()],
        ))
        .await;
    match written {
        Ok(_) => {}
        // Somebody was faster between our reading and our writing: the constraint says so by its name.
        Err(e) if is_taken(&e.to_string()) => return Err(refused()),
        Err(e) => return Err(e.into()),
    }
    joining::advance(ctx, seller).await?;
    Ok(())
}

/// How the two databases name the constraint that an entity breaks which is there already.
fn is_taken(error: &str) -> bool {
    error.contains("filing_entity_key") || error.contains("filing.entity")
}

impl Handler for GetIdentity {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<FilingView<IdentityContent>, Refusal> {
        Ok(stored(ctx, ctx.organisation()?).await?.view(Vec::new()))
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetIdentity {})
    }
}

impl Handler for SubmitIdentity {
    /// What the external verifier says.
    type Prepared = Verdict;

    async fn prepare(&self, market: &Market, actor: &Actor) -> Result<Verdict, AppError> {
        // Nobody makes us ask outside for nothing: the form's own faults were found already.
        if !actor.has(&[Role::Owner]) {
            return Ok(Verdict::Desk);
        }
        let port = &market.ports().real_name;
        Ok(port.verify(&self.content).await.unwrap_or_else(|cause| {
            tracing::warn!(verifier = port.name(), cause, "no verdict; the desk decides");
            Verdict::Desk
        }))
    }

    async fn handle(
        self,
        ctx: &mut Ctx<'_>,
        verdict: Verdict,
    ) -> Result<FilingView<IdentityContent>, Refusal> {
        let seller = ctx.organisation()?;
        let before = stored(ctx, seller).await?;
        ctx.audit_object(seller);
        filing::may_become(&before, self.version, FilingState::Pending)?;
        let mut findings = Vec::new();
        let content = settled(ctx, seller, self.content, &mut findings).await?;
        findings.extend(
            before
                .live
                .as_ref()
                .and_then(|live| check_identity_change(live, &content)),
        );
        if findings.is_empty() && taken(ctx, seller, &content).await? {
            findings.push(Finding::error("credit_code", Code::EntityTaken));
        }
        if let Verdict::Refused { field } = &verdict {
            findings.push(Finding::error(*field, Code::IdentityUnconfirmed));
        }
        if !findings.is_empty() {
            let findings = findings.into_iter().map(|f| f.under("content")).collect();
            return Err(AppError::Invalid { findings }.into());
        }
        match &verdict {
            Verdict::Verified { .. } => {
                // The verifier's word is the decision; the row passes through the same states as at the desk.
                let next = Next {
                    state: FilingState::Pending,
                    content: &content,
                    comments: &[],
                    review: None,
                    due_at: None,
                };
                filing::put(ctx, seller, KIND, (before.state, before.version), next).await?;
                filing::decide(ctx, seller, KIND, true, &[]).await?;
                prove(ctx, seller).await?;
            }
            _ => {
                let before = (before.state, before.version);
                filing::hand_in(ctx, KIND, ReviewKind::Identity, before, &content).await?;
            }
        }
        let reference = match &verdict {
            Verdict::Verified { reference } => Some(reference.clone()),
            _ => None,
        };
        let after = stored(ctx, seller).await?;
        ctx.audit_change(
            Some(&serde_json::json!({ "state": before.state, "content": before.content })),
            Some(&serde_json::json!({
                "state": after.state, "content": content,
                "verifier": ctx.market().ports().real_name.name(), "reference": reference,
            })),
        );
        Ok(after.view(Vec::new()))
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SubmitIdentity {
            version: 0,
            content: IdentityContent {
                company: "星河软件有限公司".into(),
                credit_code: "91440300MA5EXAMPL1".into(),
                representative: "林晓".into(),
                agent: "林晓".into(),
                licence: Some(Evidence::of(guildhall_sdk::ids::FileId(uuid::Uuid::nil()))),
                authorisation: None,
            },
        })
    }
}

/// As it is kept: without the blanks around what was typed, with what is known of its files.
async fn settled(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    content: IdentityContent,
    findings: &mut Vec<Finding>,
) -> Result<IdentityContent, Refusal> {
    let needed = content.needs_authorisation();
    let trim = |text: String| text.trim().to_owned();
    let licence = filing::settled(ctx, seller, "licence", content.licence, findings).await?;
    let authorisation = if needed {
        filing::settled(ctx, seller, "authorisation", content.authorisation, findings).await?
    } else {
        None
    };
    Ok(IdentityContent {
        company: trim(content.company),
        credit_code: trim(content.credit_code),
        representative: trim(content.representative),
        agent: trim(content.agent),
        licence,
        authorisation,
    })
}

#[cfg(test)]
mod tests {
    use super::is_taken;

    #[test]
    fn both_databases_name_the_entity_that_is_taken() {
        assert!(is_taken(
            "error returned from database: (code: 2067) UNIQUE constraint failed: filing.entity"
        ));
        assert!(is_taken(
            "duplicate key value violates unique constraint \"filing_entity_key\""
        ));
        assert!(!is_taken("UNIQUE constraint failed: person.email"));
    }
}
