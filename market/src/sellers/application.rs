//! The joining application (入驻申请) and, once approved, the seller information (商家信息) whose changes are reviewed
//! again (`domain/business.md` §1.3–1.4).

use super::{
    filing::{self, Next, Stored},
    identity, joining,
};
use crate::{
    Market,
    db::Scope,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    notices::{self, Letter},
    reviews, settings, sql,
};
use chrono::NaiveDate;
use guildhall_sdk::{
    finding::Finding,
    ids::OrganisationId,
    lang::Lang,
    portal::AppError,
    reviews::{FieldComment, ReviewKind, ReviewSubject},
    sellers::{
        ApplicationContent, ApplicationView, FilingKind, FilingState, GetApplication, JOINERS, JoiningStep,
        SaveApplication, SubmitApplication, WithdrawFiling, check_application, prerequisites,
    },
};

const KIND: FilingKind = FilingKind::Application;

async fn stored(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<Stored<ApplicationContent>, Refusal> {
    Ok(filing::find(ctx, Scope::Tenant(seller), KIND).await?)
}

async fn today(ctx: &Ctx<'_>) -> Result<NaiveDate, Refusal> {
    Ok(settings::read(ctx).await?.settings.zone.date(ctx.now()))
}

/// What the desk reads.
///
/// # Errors
/// A fault of the database.
pub(crate) async fn review_subject(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<ReviewSubject, Refusal> {
    let filed = stored(ctx, seller).await?;
    let company = identity::proved(ctx, seller).await?.map(|c| c.company);
    Ok(ReviewSubject::Application {
        findings: check_application(&filed.content, today(ctx).await?),
        content: Box::new(filed.content),
        live: filed.live.map(Box::new),
        company: company.unwrap_or_default(),
    })
}

/// The desk decided. What was approved is what buyers see of the seller; the business contact is told as well
/// (`domain/business.md` §1.1 step 4).
///
/// # Errors
/// `Conflict` when it does not wait for a decision any more.
pub(crate) async fn decided(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    filing::decide(ctx, seller, KIND, approve, comments).await?;
    let filed = stored(ctx, seller).await?;
    if approve {
        ctx.execute(ctx.query(
            ctx.everywhere("the seller whose information was just approved"),
            sql!(
                "UPDATE organisation SET contact_mail = $2, contact_phone = $3 WHERE id = $1 AND {scope:none}"
            ),
            [
                seller.to_string().into(),
                filed.content.service_mail.clone().into(),
                filed.content.service_phone.clone().into(),
            ],
        ))
        .await?;
    }
    tell_contact(ctx, seller, &filed, approve, comments).await?;
    if approve {
        joining::advance(ctx, seller).await?;
    }
    Ok(())
}

/// The mail to the business contact, who may have no account.
async fn tell_contact(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    filed: &Stored<ApplicationContent>,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    let Some(review) = filed.review else { return Ok(()) };
    let email = guildhall_sdk::accounts::normal_email(&filed.content.contact_mail);
    // A contact who owns the account is told by the desk, in their own language.
    let owners = notices::people_of(ctx, seller, JOINERS).await?;
    if owners.iter().any(|owner| owner.email == email) {
        return Ok(());
    }
    let Some(organisation) = crate::accounts::organisation(ctx, seller).await? else {
        return Ok(());
    };
    let (kind, title, path) = (
        ReviewKind::Application,
        organisation.name,
        JoiningStep::Application.path().to_owned(),
    );
    let letter = if approve {
        Letter::Approved { kind, title, path }
    } else {
        Letter::Rejected {
            kind,
            title,
            comments: comments.to_vec(),
            path,
        }
    };
    let to = notices::Recipient {
        email,
        lang: Lang::default(),
        inbox: None,
    };
    notices::write(ctx, &to, &letter, &format!("review {review} decided")).await?;
    Ok(())
}

async fn view(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<ApplicationView, Refusal> {
    let filed = stored(ctx, seller).await?;
    let identity = identity::proved(ctx, seller).await?;
    let blocked = joining::blocking(ctx, seller, JoiningStep::Application).await?;
    // Where the operator does not ask for the authentication, it is not a condition either.
    let asked = settings::read(ctx)
        .await?
        .settings
        .joining_steps
        .contains(&JoiningStep::Identity);
    Ok(ApplicationView {
        prerequisites: prerequisites(&filed.content, today(ctx).await?, identity.is_some() || !asked),
        company: identity.map(|c| c.company).unwrap_or_default(),
        filing: filed.view(blocked),
    })
}

impl Handler for GetApplication {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ApplicationView, Refusal> {
        view(ctx, ctx.organisation()?).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetApplication {})
    }
}

impl Handler for SaveApplication {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ApplicationView, Refusal> {
        let seller = ctx.organisation()?;
        let before = stored(ctx, seller).await?;
        ctx.audit_object(seller);
        let next = before
            .state
            .saved()
            .ok_or_else(|| AppError::wrong_state(before.state.as_str()))?;
        filing::may_become(&before, self.version, next)?;
        let mut missing = Vec::new();
        let content = settled(ctx, seller, self.content, &mut missing).await?;
        let saved = Next {
            state: next,
            content: &content,
            comments: &before.comments,
            review: before.review,
            due_at: None,
        };
        filing::put(ctx, seller, KIND, (before.state, before.version), saved).await?;
        ctx.audit_change(Some(&before.content), Some(&content));
        view(ctx, seller).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SaveApplication {
            version: 0,
            content: ApplicationContent::default(),
        })
    }
}

impl Handler for SubmitApplication {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ApplicationView, Refusal> {
        let seller = ctx.organisation()?;
        let before = stored(ctx, seller).await?;
        ctx.audit_object(seller);
        joining::unblocked(ctx, seller, JoiningStep::Application).await?;
        filing::may_become(&before, self.version, FilingState::Pending)?;
        let mut missing = Vec::new();
        let content = settled(ctx, seller, self.content, &mut missing).await?;
        // A file that is not there (any more) is missing already by the rules.
        let findings: Vec<Finding> = check_application(&content, today(ctx).await?)
            .into_iter()
            .map(|f| f.under("content"))
            .collect();
        if !findings.is_empty() {
            return Err(AppError::Invalid { findings }.into());
        }
        let was = (before.state, before.version);
        filing::hand_in(ctx, KIND, ReviewKind::Application, was, &content).await?;
        ctx.audit_change(
            Some(&serde_json::json!({ "state": before.state, "content": before.content })),
            Some(&serde_json::json!({ "state": FilingState::Pending, "content": content })),
        );
        view(ctx, seller).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SubmitApplication {
            version: 0,
            content: ApplicationContent::default(),
        })
    }
}

impl Handler for WithdrawFiling {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let seller = ctx.organisation()?;
        ctx.audit_object(seller);
        let before = filing::find::<serde_json::Value>(ctx, Scope::Tenant(seller), self.kind).await?;
        let Some(review) = before
            .review
            .filter(|_| before.state.can_become(FilingState::Draft))
        else {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        };
        if before.state != FilingState::Pending {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        }
        // The review first: everybody locks in this order.
        reviews::withdraw(ctx, review).await?;
        let next = Next {
            state: FilingState::Draft,
            content: &before.content,
            comments: &[],
            review: None,
            due_at: None,
        };
        filing::put(ctx, seller, self.kind, (before.state, before.version), next).await?;
        ctx.audit_change(Some(&before.state), Some(&FilingState::Draft));
        Ok(())
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(WithdrawFiling {
            kind: FilingKind::Application,
        })
    }
}

/// As it is kept: without the blanks around what was typed, with what is known of its files.
async fn settled(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    mut content: ApplicationContent,
    findings: &mut Vec<Finding>,
) -> Result<ApplicationContent, Refusal> {
    for text in [
        &mut content.website,
        &mut content.introduction.zh,
        &mut content.introduction.en,
        &mut content.contact_name,
        &mut content.contact_phone,
        &mut content.contact_mail,
        &mut content.country,
        &mut content.province,
        &mut content.city,
        &mut content.street,
        &mut content.zip,
        &mut content.service_phone,
        &mut content.service_mail,
        &mut content.tax_residency,
        &mut content.tin,
        &mut content.account_identifier,
    ] {
        *text = text.trim().to_owned();
    }
    content.licence = filing::settled(ctx, seller, "licence", content.licence.take(), findings).await?;
    content.rights = filing::settled(ctx, seller, "rights", content.rights.take(), findings).await?;
    Ok(content)
}
