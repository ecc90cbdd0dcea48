//! The joining checklist: how every step stands, and the end of joining.

use super::filing;
use crate::{
    Market,
    db::{DbErr, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    notices::{self, Letter},
    settings, sql,
};
use guildhall_sdk::{
    finding::Code,
    ids::OrganisationId,
    portal::{AppError, Standing},
    sellers::{
        FilingKind, FinishJoining, GetJoining, JOINERS, JoiningStep, JoiningView, Standings, StepProgress,
        all_done, blocked_by, checklist, step_first,
    },
};

/// How every step of a seller stands.
pub(super) async fn standings(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<Standings, DbErr> {
    let scope = Scope::Tenant(seller);
    let filed = async |kind| -> Result<StepProgress, DbErr> {
        let stored = filing::find::<serde_json::Value>(ctx, scope, kind).await?;
        Ok(stored.state.progress(stored.live.is_some()))
    };
    Ok(Standings {
        identity: filed(FilingKind::Identity).await?,
        application: filed(FilingKind::Application).await?,
        agreements: agreements(ctx, seller).await?,
        certification: {
            let (state, before) = super::certification::state(ctx, scope).await?;
            state.progress(before)
        },
    })
}

/// Signed everything in force, some of it, or nothing yet; whoever signed an older version must act.
async fn agreements(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<StepProgress, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("the agreements in force, and a seller's own signatures"),
            sql!(
                "SELECT (SELECT COUNT(*) FROM agreement a WHERE a.replaced_at IS NULL) AS in_force,
                   (SELECT COUNT(*) FROM agreement_signature s JOIN agreement a ON a.id = s.agreement_id
                    WHERE s.seller_id = $1 AND a.replaced_at IS NULL) AS signed,
                   (SELECT COUNT(*) FROM agreement_signature s WHERE s.seller_id = $1) AS ever
                 WHERE {scope:none}"
            ),
            [seller.to_string().into()],
        ))
        .await?;
    let Some(row) = row else {
        return Ok(StepProgress::NotStarted);
    };
    let (in_force, signed, ever) = (row.count("in_force")?, row.count("signed")?, row.count("ever")?);
    Ok(match (signed >= in_force, ever) {
        (true, _) => StepProgress::Done,
        (false, 0) => StepProgress::NotStarted,
        (false, ever) if ever > signed => StepProgress::NeedsYou,
        (false, _) => StepProgress::InProgress,
    })
}

/// What must be done before a step of a seller that is still joining; nothing for whoever has joined.
pub(super) async fn blocking(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    step: JoiningStep,
) -> Result<Vec<JoiningStep>, DbErr> {
    if stored(ctx, seller).await?.0 != Standing::Joining {
        return Ok(Vec::new());
    }
    let asked = settings::read(ctx).await?.settings.joining_steps;
    Ok(blocked_by(step, &asked, &standings(ctx, seller).await?))
}

/// Refuses a step that something else must come before.
///
/// # Errors
/// `Invalid` with what that is.
pub(super) async fn unblocked(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    step: JoiningStep,
) -> Result<(), Refusal> {
    let findings: Vec<_> = blocking(ctx, seller, step)
        .await?
        .into_iter()
        .map(step_first)
        .collect();
    if findings.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid { findings }.into())
    }
}

async fn stored(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
) -> Result<(Standing, Option<chrono::DateTime<chrono::Utc>>), DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("a seller's own standing"),
            sql!("SELECT standing, joined_at, created_at FROM organisation WHERE id = $1 AND {scope:none}"),
            [seller.to_string().into()],
        ))
        .await?;
    let Some(row) = row else {
        return Ok((Standing::Left, None));
    };
    let standing = row.state("standing", Standing::parse)?;
    // Whoever was here before there was a joining has joined by being made.
    let since = row.time_or_none("joined_at")?.unwrap_or(row.time("created_at")?);
    Ok((standing, (standing != Standing::Joining).then_some(since)))
}

/// Ends joining, when nothing is left: called wherever a step may have been the last one. True when it did.
///
/// # Errors
/// A fault of the database.
pub(super) async fn advance(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<bool, Refusal> {
    if stored(ctx, seller).await?.0 != Standing::Joining {
        return Ok(false);
    }
    let asked = settings::read(ctx).await?.settings.joining_steps;
    if !all_done(&checklist(&asked, &standings(ctx, seller).await?)) {
        return Ok(false);
    }
    debug_assert!(Standing::Joining.can_become(Standing::Joined));
    let changed = ctx
        .execute(ctx.query(
            ctx.everywhere("a seller whose steps were all looked at"),
            sql!("UPDATE organisation SET standing = 'joined', joined_at = $2 WHERE id = $1 AND standing = 'joining' AND {scope:none}"),
            [seller.to_string().into(), ctx.now_micros()],
        ))
        .await?;
    if changed == 1 {
        for person in notices::people_of(ctx, seller, JOINERS).await? {
            notices::write(ctx, &person, &Letter::Joined, &format!("joined {seller}")).await?;
        }
    }
    Ok(changed == 1)
}

async fn view(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<JoiningView, DbErr> {
    let asked = settings::read(ctx).await?.settings.joining_steps;
    let (standing, joined_at) = stored(ctx, seller).await?;
    Ok(JoiningView {
        standing,
        steps: checklist(&asked, &standings(ctx, seller).await?),
        joined_at,
    })
}

impl Handler for GetJoining {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<JoiningView, Refusal> {
        Ok(view(ctx, ctx.organisation()?).await?)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetJoining {})
    }
}

impl Handler for FinishJoining {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<JoiningView, Refusal> {
        let seller = ctx.organisation()?;
        ctx.audit_object(seller);
        let before = stored(ctx, seller).await?.0;
        if before != Standing::Joining {
            return Err(AppError::wrong_state(before.as_str()).into());
        }
        if !advance(ctx, seller).await? {
            return Err(AppError::field("", Code::StepsLeft).into());
        }
        ctx.audit_change(Some(&before), Some(&Standing::Joined));
        Ok(view(ctx, seller).await?)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(FinishJoining {})
    }
}
