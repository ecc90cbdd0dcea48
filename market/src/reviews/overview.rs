//! What waits for the operator. Only counts: the numbers lead to lists that explain them.

use crate::{
    Market,
    db::Scope,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    sql,
};
use guildhall_sdk::{
    portal::AppError,
    reviews::{GetOperatorOverview, OperatorOverview, ReviewKind},
    settlement::BillState,
};

/// True when the operator moves the bill on; the others wait for the seller or are done (`domain/business.md` §6.3).
const fn waits_for_operator(state: BillState) -> bool {
    !matches!(
        state,
        BillState::Paid | BillState::AwaitingInvoice | BillState::PaymentDetailsWrong
    )
}

impl Handler for GetOperatorOverview {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OperatorOverview, Refusal> {
        let scope = ctx.operator()?;
        let mut overview = OperatorOverview::default();
        let open = ctx
            .all(ctx.query(
                scope,
                sql!(
                    "SELECT kind, COUNT(*) AS waiting, COUNT(CASE WHEN due_at < $1 THEN 1 END) AS overdue
                     FROM review WHERE state = 'open' AND {scope:seller_id} GROUP BY kind"
                ),
                [ctx.now_micros()],
            ))
            .await?;
        for row in open {
            let waiting = row.count("waiting")?;
            overview.overdue += row.count("overdue")?;
            match row.state("kind", ReviewKind::parse)? {
                ReviewKind::Listing => overview.listings = waiting,
                ReviewKind::Offer => overview.offers = waiting,
                ReviewKind::Certification => overview.certifications = waiting,
                ReviewKind::Identity => overview.identities = waiting,
                ReviewKind::Application => overview.applications = waiting,
                ReviewKind::Store => overview.stores = waiting,
            }
        }
        overview.bills = waiting_bills(ctx, scope).await?;
        let dead = ctx.query(
            ctx.everywhere("jobs belong to no tenant"),
            sql!("SELECT COUNT(*) AS dead FROM job WHERE dead_at IS NOT NULL AND {scope:none}"),
            [],
        );
        overview.dead_jobs = ctx.find(dead).await?.count("dead")?;
        Ok(overview)
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetOperatorOverview {})
    }
}

async fn waiting_bills(ctx: &Ctx<'_>, scope: Scope) -> Result<u64, Refusal> {
    let by_state = ctx.query(
        scope,
        sql!("SELECT state, COUNT(*) AS bills FROM bill WHERE complete = 1 AND state <> 'paid' AND {scope:seller_id} GROUP BY state"),
        [],
    );
    let mut waiting = 0;
    for row in ctx.all(by_state).await? {
        if waits_for_operator(row.state("state", BillState::parse)?) {
            waiting += row.count("bills")?;
        }
    }
    Ok(waiting)
}
