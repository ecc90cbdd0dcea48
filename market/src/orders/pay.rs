//! Paying: one payment at a time, one that succeeds.

use super::{
    payments::{Answer, Charge, PaymentProvider, Sandbox},
    stored::{self, Side},
};
use crate::{
    Actor, Ctx, Market, Refusal, RequestInfo,
    db::{Conn, Micros, Query, Scope},
    door::{Handler, Sample, World, id},
    jobs::{self, Job},
    notices::{self, Letter},
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::{OrderId, OrganisationId},
    lang::Bilingual,
    orders::{BUYERS, OrderState, OrderView, PROVISIONERS, PayOrder, PaymentState, SandboxOutcome},
    portal::AppError,
};
use uuid::Uuid;

impl Handler for PayOrder {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OrderView, Refusal> {
        let own = ctx.own()?;
        let order = stored::hold(ctx, Side::Customer, own, self.order, OrderState::Unpaid).await?;
        let payment: Uuid = ctx.new_id();
        let answer = Sandbox(self.outcome).charge(Charge {
            payment,
            amount: order.total,
        });
        let (state, settled_at) = match answer {
            Answer::Paid => (PaymentState::Succeeded, Some(ctx.now())),
            Answer::Declined => (PaymentState::Failed, Some(ctx.now())),
            Answer::Later(_) => (PaymentState::Pending, None),
        };
        if !insert(ctx, payment, &order, state, settled_at).await? {
            return Err(AppError::wrong_state(PaymentState::Pending.as_str()).into());
        }
        match answer {
            Answer::Paid => paid(ctx, self.order).await?,
            Answer::Declined => {}
            Answer::Later(after) => {
                jobs::enqueue(
                    ctx,
                    &Job::SettleSandboxPayment { payment },
                    ctx.now() + after,
                    None,
                )
                .await?;
            }
        }
        let view = stored::order(ctx, Side::Customer, own, self.order).await?;
        ctx.audit_object(self.order);
        ctx.audit_change(
            Some(&(order.state, order.payment)),
            Some(&(view.state, view.payment)),
        );
        Ok(view)
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("order", |order| PayOrder {
            order: id(order),
            outcome: SandboxOutcome::Succeed,
        })
    }
}

/// Stores a payment; false when the order has one under way already (`payment_once` decides).
async fn insert(
    ctx: &Ctx<'_>,
    payment: Uuid,
    order: &OrderView,
    state: PaymentState,
    settled_at: Option<DateTime<Utc>>,
) -> Result<bool, Refusal> {
    let everyone = ctx.everywhere("a new row of the actor's own organisation");
    let inserted = ctx
        .execute(ctx.query(
            everyone,
            sql!(
                "INSERT INTO payment (id, order_id, customer_id, provider, state, amount, currency, created_at, settled_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE {scope:customer_id} ON CONFLICT DO NOTHING"
            ),
            [
                payment.to_string().into(),
                order.id.to_string().into(),
                ctx.organisation()?.to_string().into(),
                Sandbox::NAME.into(),
                state.as_str().into(),
                order.total.minor.into(),
                order.total.currency.code().into(),
                ctx.now_micros(),
                settled_at.micros(),
            ],
        ))
        .await?;
    Ok(inserted == 1)
}

/// The money of an order arrived: its seller provisions now, and both sides are told. True when the order wanted it.
async fn paid(ctx: &Ctx<'_>, order: OrderId) -> Result<(), Refusal> {
    let reached = ctx.everywhere("an order that was reached by its own payment");
    let changed = ctx
        .execute(ctx.query(
            reached,
            sql!(
                "UPDATE purchase_order SET state = 'processing', paid_at = $2
                 WHERE id = $1 AND state = 'unpaid' AND {scope:customer_id}"
            ),
            [order.to_string().into(), ctx.now_micros()],
        ))
        .await?;
    if changed == 0 {
        return Err(Refusal::fault(format!(
            "order {order} was paid for while it was not unpaid"
        )));
    }
    ctx.execute(ctx.query(
        reached,
        sql!("UPDATE order_line SET paid_at = $2 WHERE order_id = $1 AND {scope:customer_id}"),
        [order.to_string().into(), ctx.now_micros()],
    ))
    .await?;
    tell_paid(ctx, order).await
}

async fn tell_paid(ctx: &Ctx<'_>, order: OrderId) -> Result<(), Refusal> {
    let reached = ctx.everywhere("an order that was reached by its own payment");
    let view = stored::order(ctx, Side::Customer, reached, order).await?;
    let product = view
        .lines
        .first()
        .map_or_else(Bilingual::default, |l| l.product.clone());
    let bought = Letter::OrderPaid {
        number: view.number.clone(),
        product: product.clone(),
        total: view.total.display(),
        path: format!("/my/orders/{order}"),
    };
    let sold = Letter::OrderToProvision {
        number: view.number.clone(),
        product,
        customer: view.customer_name.clone(),
        path: format!("/seller/orders/{order}"),
    };
    for person in notices::people_of(ctx, customer_of(ctx, order).await?, BUYERS).await? {
        notices::write(ctx, &person, &bought, &format!("order {order} paid")).await?;
    }
    for person in notices::people_of(ctx, view.seller, PROVISIONERS).await? {
        notices::write(ctx, &person, &sold, &format!("order {order} to provision")).await?;
    }
    Ok(())
}

/// Who bought.
pub(super) async fn customer_of(ctx: &Ctx<'_>, order: OrderId) -> Result<OrganisationId, Refusal> {
    let reached = ctx.everywhere("the recipients of a mail about an order whose scope was checked");
    let row = ctx
        .find(ctx.query(
            reached,
            sql!("SELECT customer_id FROM purchase_order WHERE id = $1 AND {scope:customer_id}"),
            [order.to_string().into()],
        ))
        .await?;
    Ok(row.id("customer_id")?)
}

/// The sandbox payment provider answers: the payment succeeds, if its order still wants it. Safe to do twice.
///
/// # Errors
/// The database refused; the job is tried again.
pub(crate) async fn settle_sandbox_payment(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    payment: Uuid,
) -> Result<(), String> {
    let pending = Query::new(
        Scope::Everywhere,
        sql!(
            "SELECT amount, currency FROM payment WHERE id = $1 AND state = 'pending' AND {scope:customer_id}"
        ),
        [payment.to_string().into()],
    )
    .one(Conn::Reader(&market.db().reader))
    .await
    .map_err(|e| e.to_string())?;
    let Some(pending) = pending else { return Ok(()) };
    let amount = pending.money("amount").map_err(|e| e.to_string())?;
    let answer = Sandbox(SandboxOutcome::Later)
        .ask(Charge { payment, amount })
        .await;
    market
        .chunk(actor, request, async |ctx| settle(ctx, payment, answer).await)
        .await
        .map_err(|refusal| format!("{refusal:?}"))
}

async fn settle(ctx: &mut Ctx<'_>, payment: Uuid, answer: Answer) -> Result<(), Refusal> {
    let state = match answer {
        Answer::Paid => PaymentState::Succeeded,
        Answer::Declined => PaymentState::Failed,
        Answer::Later(after) => {
            jobs::enqueue(
                ctx,
                &Job::SettleSandboxPayment { payment },
                ctx.now() + after,
                None,
            )
            .await?;
            return Ok(());
        }
    };
    let reached = ctx.everywhere("the provider names our payment by its id");
    let row = ctx
        .find(ctx.query(
            reached,
            sql!("SELECT order_id FROM payment WHERE id = $1 AND {scope:customer_id}"),
            [payment.to_string().into()],
        ))
        .await?;
    let settled = ctx
        .execute(ctx.query(
            reached,
            sql!(
                "UPDATE payment SET state = $2, settled_at = $3
                 WHERE id = $1 AND state = 'pending' AND {scope:customer_id}"
            ),
            [
                payment.to_string().into(),
                state.as_str().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
    // Another worker settled it: nothing is left to do.
    if settled == 1 && state == PaymentState::Succeeded {
        paid(ctx, row.id("order_id")?).await?;
    }
    Ok(())
}
