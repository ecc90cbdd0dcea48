//! The small transfer as the seller and the operator's desk have to do with it: the amount that arrived, what a person
//! sent, the lock after three wrong amounts.

use super::{Stored, draft, locked, put, tell, view};
use crate::{
    Market,
    db::{DbErr, Row},
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    notices::Certifying,
    sql,
};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{OrganisationId, TransferId},
    money::Money,
    portal::AppError,
    sellers::{
        CertificationContent, CertificationState, CertificationView, ConfirmTransfer, ListTransfers,
        RecordTransfer, TRANSFER_FAILURES, TransferProblem, TransferRow, UnlockCertification,
    },
};

impl Handler for ConfirmTransfer {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<CertificationView, Refusal> {
        let seller = ctx.organisation()?;
        ctx.audit_object(seller);
        // First the lock, then the comparison: of two wrong amounts at once both are counted.
        let before = locked(ctx, seller).await?;
        let (CertificationState::AwaitingAmount, Some(transfer)) = (before.state, before.transfer) else {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        };
        if before.until.is_none_or(|until| until <= ctx.now()) {
            super::sending::gave_out(ctx, seller, &before, transfer, TransferProblem::Expired).await?;
            return Err(Refusal::Keep(AppError::field("amount", Code::TransferOver)));
        }
        if !ctx
            .market()
            .secrets()
            .is_transfer_amount(transfer, self.amount.minor)
        {
            return wrong(ctx, seller, &before, transfer).await;
        }
        let mut next = before.moved(CertificationState::Pending);
        next.proved = Some(before.content.clone());
        next.review = Some(draft::hand_in(ctx, seller).await?);
        let after = put(ctx, seller, &before, &next).await?;
        ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
        view(ctx, seller, after).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ConfirmTransfer {
            amount: Money::cny(1),
        })
    }
}

/// Counts a wrong amount; the third locks.
async fn wrong(
    ctx: &mut Ctx<'_>,
    seller: OrganisationId,
    before: &Stored,
    transfer: TransferId,
) -> Result<CertificationView, Refusal> {
    let failures = before.failures + 1;
    let locks = failures >= TRANSFER_FAILURES;
    let mut next = if locks {
        before.moved(CertificationState::Locked)
    } else {
        before.clone()
    };
    next.failures = failures;
    let after = put(ctx, seller, before, &next).await?;
    ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
    if locks {
        tell(ctx, seller, Certifying::Locked, &format!("locked {transfer}")).await?;
        return Err(Refusal::Keep(AppError::field("amount", Code::TransferLocked)));
    }
    let finding =
        Finding::error("amount", Code::TransferAmountWrong).with("left", TRANSFER_FAILURES - failures);
    Err(Refusal::Keep(AppError::Invalid {
        findings: vec![finding],
    }))
}

impl Handler for ListTransfers {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Vec<TransferRow>, Refusal> {
        rows(ctx).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListTransfers {})
    }
}

async fn rows(ctx: &Ctx<'_>) -> Result<Vec<TransferRow>, Refusal> {
    let rows = ctx
        .all(ctx.query(
            ctx.operator()?,
            sql!(
                "SELECT c.seller_id, o.name_zh, o.name_en, c.state, c.since, c.content, c.transfer_id, c.failures
                 FROM certification c JOIN organisation o ON o.id = c.seller_id
                 WHERE c.state IN ('transferring', 'awaiting_amount', 'locked') AND {scope:c.seller_id}
                 ORDER BY c.since, c.seller_id LIMIT 500"
            ),
            [],
        ))
        .await?;
    Ok(rows
        .iter()
        .map(|row| read(ctx, row))
        .collect::<Result<_, DbErr>>()?)
}

fn read(ctx: &Ctx<'_>, row: &Row) -> Result<TransferRow, DbErr> {
    let state = row.state("state", CertificationState::parse)?;
    let content: CertificationContent = row.json("content")?;
    let transfer: Option<TransferId> = row.id_or_none("transfer_id")?;
    let port = &ctx.market().ports().transfer;
    let by_hand = port.by_hand() && state == CertificationState::Transferring;
    let amount = transfer
        .filter(|_| by_hand || port.is_sandbox())
        .map(|transfer| Money::cny(ctx.market().secrets().transfer_amount(transfer)));
    Ok(TransferRow {
        seller: row.id("seller_id")?,
        name: row.bilingual("name")?,
        state,
        since: row.time("since")?,
        transfer,
        bank: content.bank,
        account_name: content.account_name,
        account_number: content.account_number,
        amount,
        by_hand,
        failures: row.small("failures")?,
    })
}

/// A seller that has a certification.
async fn known(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<Stored, Refusal> {
    ctx.operator()?;
    let stored = locked(ctx, seller).await?;
    if stored.version == 0 {
        return Err(AppError::NotFound.into());
    }
    Ok(stored)
}

impl Handler for RecordTransfer {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Vec<TransferRow>, Refusal> {
        let before = known(ctx, self.seller).await?;
        ctx.audit_object(self.seller);
        if before.state != CertificationState::Transferring || before.transfer != Some(self.transfer) {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        }
        let after = if self.sent {
            super::sending::sent(ctx, self.seller, &before, self.transfer).await?
        } else {
            super::sending::gave_out(ctx, self.seller, &before, self.transfer, TransferProblem::Failed)
                .await?
        };
        ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
        rows(ctx).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("organisation", |seller| RecordTransfer {
            seller: id(seller),
            transfer: TransferId(uuid::Uuid::nil()),
            sent: true,
        })
    }
}

impl Handler for UnlockCertification {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Vec<TransferRow>, Refusal> {
        let before = known(ctx, self.seller).await?;
        ctx.audit_object(self.seller);
        if before.state != CertificationState::Locked {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        }
        let reason = self.reason.trim().to_owned();
        let mut next = before.moved(CertificationState::Draft);
        next.failures = 0;
        let after = put(ctx, self.seller, &before, &next).await?;
        ctx.audit_change(
            Some(&before.audited()),
            Some(&serde_json::json!({ "state": after.state, "reason": reason })),
        );
        let dedupe = format!("unlocked {} {}", self.seller, after.version);
        tell(ctx, self.seller, Certifying::Unlocked { reason }, &dedupe).await?;
        rows(ctx).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("organisation", |seller| UnlockCertification {
            seller: id(seller),
            reason: "已电话核实账户信息。".into(),
        })
    }
}
