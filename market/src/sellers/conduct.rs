//! Tier and points: what the operator records and decides, what the seller appeals against. Points are taken by one
//! conditional statement, so that two deductions at once cannot both read the same figure.

use super::conduct_view::view;
use crate::{
    Market,
    db::{Micros, Row, Scope},
    door::{Actor, Ctx, Handler, Refusal, RequestInfo, Sample, World, id},
    jobs::{self, Job},
    notices::{self, Conduct, Letter},
    settings, sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    finding::Code,
    ids::{DeductionId, OrganisationId},
    portal::{AppError, Conflict, Standing},
    sellers::{
        AppealDeduction, CompanyView, DecideAppeal, DeductionState, RecordDeduction, SELLER, SellerTier,
        SetSellerTier, Violation,
    },
};

/// A deduction as a decision reads it.
struct Stored {
    seller: OrganisationId,
    violation: Violation,
    points: u32,
    state: DeductionState,
    recorded_by: String,
    appeal_until: Option<DateTime<Utc>>,
}

async fn find(ctx: &Ctx<'_>, scope: Scope, deduction: DeductionId) -> Result<Stored, Refusal> {
    let row: Row = ctx
        .find(ctx.query(
            scope,
            sql!(
                "SELECT seller_id, violation, points, state, recorded_by, appeal_until FROM deduction
                 WHERE id = $1 AND {scope:seller_id}"
            ),
            [deduction.to_string().into()],
        ))
        .await?;
    Ok(Stored {
        seller: row.id("seller_id")?,
        violation: row.state("violation", Violation::parse)?,
        points: row.small("points")?,
        state: row.state("state", DeductionState::parse)?,
        recorded_by: row.text("recorded_by")?,
        appeal_until: row.time_or_none("appeal_until")?,
    })
}

/// A seller that can be recorded against: it has joined.
async fn joined(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<(), Refusal> {
    let row = ctx
        .find(ctx.query(
            ctx.operator()?,
            sql!("SELECT standing FROM organisation WHERE id = $1 AND kind = 'seller' AND {scope:none}"),
            [seller.to_string().into()],
        ))
        .await?;
    match row.state("standing", Standing::parse)? {
        Standing::Joined => Ok(()),
        other => Err(AppError::wrong_state(other.as_str()).into()),
    }
}

/// Takes points, never below none.
async fn take(ctx: &Ctx<'_>, seller: OrganisationId, points: u32) -> Result<(), Refusal> {
    ctx.execute(ctx.query(
        ctx.everywhere("the seller of a deduction whose scope was checked"),
        sql!(
            "UPDATE organisation SET points = CASE WHEN points > $2 THEN points - $2 ELSE 0 END
             WHERE id = $1 AND {scope:none}"
        ),
        [seller.to_string().into(), i64::from(points).into()],
    ))
    .await?;
    Ok(())
}

async fn tell(ctx: &Ctx<'_>, seller: OrganisationId, what: Conduct, dedupe: &str) -> Result<(), Refusal> {
    let letter = Letter::Conduct(what);
    for person in notices::people_of(ctx, seller, SELLER).await? {
        notices::write(ctx, &person, &letter, dedupe).await?;
    }
    Ok(())
}

impl Handler for RecordDeduction {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CompanyView, Refusal> {
        let everyone = ctx.operator()?;
        joined(ctx, self.seller).await?;
        let set = settings::read(ctx).await?.settings;
        let listed_until = self.listed.map(|(_, day)| set.zone.end_of(day));
        if listed_until.is_some_and(|until| until <= set.zone.end_of(set.zone.date(ctx.now()))) {
            return Err(AppError::field("listed_until", Code::DayOver).into());
        }
        let state = DeductionState::of(self.points);
        let at_once = state == DeductionState::Executed;
        let until = if at_once {
            None
        } else {
            let calendar = settings::calendar(ctx).await?;
            Some(calendar.after_working_days(ctx.now(), set.appeal_days, &set.zone))
        };
        let deduction: DeductionId = ctx.new_id();
        let evidence = self.evidence.trim().to_owned();
        ctx.execute(ctx.query(
            everyone,
            sql!(
                "INSERT INTO deduction (id, seller_id, violation, points, evidence, state, listed, listed_until,
                   recorded_by, recorded_name, recorded_at, appeal_until, executed_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 WHERE {scope:seller_id}"
            ),
            [
                deduction.to_string().into(),
                self.seller.to_string().into(),
                self.violation.as_str().into(),
                i64::from(self.points).into(),
                evidence.clone().into(),
                state.as_str().into(),
                self.listed.map(|(list, _)| list.as_str().to_owned()).into(),
                listed_until.micros(),
                ctx.person()?.to_string().into(),
                ctx.actor().label().into(),
                ctx.now_micros(),
                until.micros(),
                at_once.then(|| ctx.now()).micros(),
            ],
        ))
        .await?;
        if at_once {
            take(ctx, self.seller, self.points).await?;
        }
        if let Some(until) = until {
            jobs::enqueue(ctx, &Job::ExecuteDeduction { deduction }, until, None).await?;
        }
        let letter = Conduct::Recorded {
            violation: self.violation,
            points: self.points,
            evidence,
            until: until.map(|at| set.zone.minute(at)),
        };
        tell(ctx, self.seller, letter, &format!("deduction {deduction}")).await?;
        ctx.audit_object(deduction);
        ctx.audit_change(
            None::<&()>,
            Some(&(self.seller, self.violation, self.points, state)),
        );
        view(ctx, self.seller).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("organisation", |seller| RecordDeduction {
            seller: id(seller),
            violation: Violation::Unreachable,
            points: 5,
            evidence: "三次拨打服务电话均无人接听。".into(),
            listed: None,
        })
    }
}

impl Handler for AppealDeduction {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CompanyView, Refusal> {
        let seller = ctx.organisation()?;
        let scope = ctx.own()?;
        let before = find(ctx, scope, self.deduction).await?;
        if !before.state.can_become(DeductionState::Appealed) {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        }
        if before.appeal_until.is_none_or(|until| until <= ctx.now()) {
            return Err(AppError::field("text", Code::AppealOver).into());
        }
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE deduction SET state = 'appealed', appeal = $2, appealed_at = $3
                     WHERE id = $1 AND state = 'waiting' AND {scope:seller_id}"
                ),
                [
                    self.deduction.to_string().into(),
                    self.text.trim().to_owned().into(),
                    ctx.now_micros(),
                ],
            ))
            .await?;
        if changed == 0 {
            let now = find(ctx, scope, self.deduction).await?;
            return Err(AppError::wrong_state(now.state.as_str()).into());
        }
        ctx.audit_object(self.deduction);
        ctx.audit_change(Some(&before.state), Some(&DeductionState::Appealed));
        view(ctx, seller).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("deduction", |deduction| AppealDeduction {
            deduction: id(deduction),
            text: "当日电话系统维护，已在公告中说明。".into(),
        })
    }
}

impl Handler for DecideAppeal {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CompanyView, Refusal> {
        let scope = ctx.operator()?;
        let before = find(ctx, scope, self.deduction).await?;
        let next = if self.lift {
            DeductionState::Lifted
        } else {
            DeductionState::Executed
        };
        if before.state != DeductionState::Appealed {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        }
        let person = ctx.person()?;
        if before.recorded_by == person.to_string() {
            return Err(AppError::field("decision", Code::AppealOwn).into());
        }
        let decision = self.decision.trim().to_owned();
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE deduction SET state = $2, decision = $3, decided_by = $4, decided_at = $5,
                       executed_at = CASE WHEN $6 = 1 THEN NULL ELSE $5 END
                     WHERE id = $1 AND state = 'appealed' AND {scope:seller_id}"
                ),
                [
                    self.deduction.to_string().into(),
                    next.as_str().into(),
                    decision.clone().into(),
                    person.to_string().into(),
                    ctx.now_micros(),
                    i64::from(self.lift).into(),
                ],
            ))
            .await?;
        if changed == 0 {
            let now = find(ctx, scope, self.deduction).await?;
            return Err(AppError::wrong_state(now.state.as_str()).into());
        }
        if !self.lift {
            take(ctx, before.seller, before.points).await?;
        }
        let letter = Conduct::Decided {
            violation: before.violation,
            points: before.points,
            lifted: self.lift,
            why: decision,
        };
        tell(ctx, before.seller, letter, &format!("appeal {}", self.deduction)).await?;
        ctx.audit_object(self.deduction);
        ctx.audit_change(Some(&before.state), Some(&next));
        view(ctx, before.seller).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("deduction", |deduction| DecideAppeal {
            deduction: id(deduction),
            lift: true,
            decision: "情况属实。".into(),
        })
    }
}

impl Handler for SetSellerTier {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CompanyView, Refusal> {
        let scope = ctx.operator()?;
        joined(ctx, self.seller).await?;
        let before = view(ctx, self.seller).await?;
        if before.tier.tier != self.replaces {
            return Err(AppError::conflict(Conflict::WrongState {
                state: before.tier.tier.as_str().into(),
            })
            .into());
        }
        let findings = before.tier.check(self.tier);
        if !findings.is_empty() {
            return Err(AppError::Invalid { findings }.into());
        }
        let reason = self.reason.trim().to_owned();
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE organisation SET tier = $2, tier_since = $3, tier_reason = $4
                     WHERE id = $1 AND tier = $5 AND {scope:none}"
                ),
                [
                    self.seller.to_string().into(),
                    self.tier.as_str().into(),
                    ctx.now_micros(),
                    reason.clone().into(),
                    self.replaces.as_str().into(),
                ],
            ))
            .await?;
        if changed == 0 {
            return Err(AppError::conflict(Conflict::WrongState {
                state: before.tier.tier.as_str().into(),
            })
            .into());
        }
        let letter = Conduct::Tier {
            tier: self.tier,
            why: reason,
        };
        let at = ctx.now().timestamp_micros();
        tell(ctx, self.seller, letter, &format!("tier {} {at}", self.seller)).await?;
        ctx.audit_object(self.seller);
        ctx.audit_change(Some(&before.tier.tier), Some(&self.tier));
        view(ctx, self.seller).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("organisation", |seller| SetSellerTier {
            seller: id(seller),
            replaces: SellerTier::Certified,
            tier: SellerTier::Preferred,
            reason: "上一年度交易额达标。".into(),
        })
    }
}

/// The job: nobody appealed in time, the points are taken. Done twice it takes them once.
pub(crate) async fn execute(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    deduction: DeductionId,
) -> Result<(), String> {
    market
        .chunk(actor, request, async |ctx| execute_one(ctx, deduction).await)
        .await
        .map_err(|refusal| format!("{refusal:?}"))
}

async fn execute_one(ctx: &Ctx<'_>, deduction: DeductionId) -> Result<(), Refusal> {
    let scope = ctx.operator()?;
    let changed = ctx
        .execute(ctx.query(
            scope,
            sql!(
                "UPDATE deduction SET state = 'executed', executed_at = $2
                 WHERE id = $1 AND state = 'waiting' AND appeal_until <= $2 AND {scope:seller_id}"
            ),
            [deduction.to_string().into(), ctx.now_micros()],
        ))
        .await?;
    if changed == 0 {
        return Ok(());
    }
    let stored = find(ctx, scope, deduction).await?;
    take(ctx, stored.seller, stored.points).await?;
    let letter = Conduct::Executed {
        violation: stored.violation,
        points: stored.points,
    };
    tell(ctx, stored.seller, letter, &format!("executed {deduction}")).await
}
