//! What becomes of a small transfer: it is sent, it fails, nobody answers in time. Done by jobs, safe to do twice.

use super::{Stored, find, locked, put, tell};
use crate::{
    Market,
    db::Scope,
    door::{Actor, Ctx, Refusal, RequestInfo},
    jobs::{self, Job},
    notices::Certifying,
    sellers::transfers::{Order, Progress},
    settings,
};
use chrono::TimeDelta;
use guildhall_sdk::{
    ids::{OrganisationId, TransferId},
    money::Money,
    sellers::{CertificationState, TransferProblem},
};

/// It was sent: the seller enters the amount within the operator's number of days.
pub(super) async fn sent(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    before: &Stored,
    transfer: TransferId,
) -> Result<Stored, Refusal> {
    let set = settings::read(ctx).await?.settings;
    let until = ctx.now() + TimeDelta::days(i64::from(set.transfer_days));
    let next = Stored {
        transfer: Some(transfer),
        until: Some(until),
        ..before.moved(CertificationState::AwaitingAmount)
    };
    let after = put(ctx, seller, before, &next).await?;
    jobs::enqueue(ctx, &Job::ExpireTransfer { seller, transfer }, until, None).await?;
    let until = set.zone.minute(until);
    tell(
        ctx,
        seller,
        Certifying::Sent { until },
        &format!("sent {transfer}"),
    )
    .await?;
    Ok(after)
}

/// Nothing came of it, or nobody answered in time: back to the seller, who can ask for another.
pub(super) async fn gave_out(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    before: &Stored,
    transfer: TransferId,
    problem: TransferProblem,
) -> Result<Stored, Refusal> {
    let next = Stored {
        problem: Some(problem),
        ..before.moved(CertificationState::Draft)
    };
    let after = put(ctx, seller, before, &next).await?;
    let news = match problem {
        TransferProblem::Failed => Certifying::Failed,
        TransferProblem::Expired => Certifying::Expired,
    };
    tell(ctx, seller, news, &format!("{} {transfer}", problem.as_str())).await?;
    Ok(after)
}

/// True while this very transfer stands like this.
fn stands(stored: &Stored, state: CertificationState, transfer: TransferId) -> bool {
    stored.state == state && stored.transfer == Some(transfer)
}

/// The job: asks the provider to send a small transfer, outside of any transaction.
pub(crate) async fn send(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    seller: OrganisationId,
    transfer: TransferId,
) -> Result<(), String> {
    let stored = find(&market.reading(actor, request), Scope::Tenant(seller))
        .await
        .map_err(|e| e.to_string())?;
    if !stands(&stored, CertificationState::Transferring, transfer) {
        return Ok(());
    }
    let order = Order {
        id: transfer,
        bank: stored.content.bank.clone(),
        account_name: stored.content.account_name.clone(),
        account_number: stored.content.account_number.clone(),
        amount: Money::cny(market.secrets().transfer_amount(transfer)),
        asked_at: stored.since.unwrap_or_else(|| market.now()),
        now: market.now(),
    };
    let progress = market.ports().transfer.send(&order).await?;
    market
        .chunk(actor, request, async |ctx| {
            let before = locked(ctx, seller).await?;
            if !stands(&before, CertificationState::Transferring, transfer) {
                return Ok(());
            }
            match progress {
                Progress::ByHand => Ok(()),
                Progress::Later(at) => {
                    let job = Job::SendTransfer { seller, transfer };
                    Ok(jobs::enqueue(ctx, &job, at, None).await?)
                }
                Progress::Sent => sent(ctx, seller, &before, transfer).await.map(drop),
                Progress::Failed => gave_out(ctx, seller, &before, transfer, TransferProblem::Failed)
                    .await
                    .map(drop),
            }
        })
        .await
        .map_err(|refusal| format!("{refusal:?}"))
}

/// The job: nobody entered the amount in time.
pub(crate) async fn expire(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    seller: OrganisationId,
    transfer: TransferId,
) -> Result<(), String> {
    market
        .chunk(actor, request, async |ctx| {
            let before = locked(ctx, seller).await?;
            let due = before.until.is_some_and(|until| until <= ctx.now());
            if due && stands(&before, CertificationState::AwaitingAmount, transfer) {
                gave_out(ctx, seller, &before, transfer, TransferProblem::Expired).await?;
            }
            Ok(())
        })
        .await
        .map_err(|refusal| format!("{refusal:?}"))
}
