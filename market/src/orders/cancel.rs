//! Cancelling an order that was not paid.

use super::stored::{self, Side};
use crate::{
    Actor, Ctx, Market, Refusal,
    door::{Handler, Sample, World, id},
    offers, sql,
};
use guildhall_sdk::{
    orders::{CancelOrder, OrderState, OrderView, PaymentState},
    portal::AppError,
};

impl Handler for CancelOrder {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OrderView, Refusal> {
        let own = ctx.own()?;
        let before = stored::hold(ctx, Side::Customer, own, self.order, OrderState::Unpaid).await?;
        // The provider may still say yes: money for a cancelled order would belong to nobody.
        if before.payment == Some(PaymentState::Pending) {
            return Err(AppError::wrong_state(PaymentState::Pending.as_str()).into());
        }
        let values = || [self.order.to_string().into(), ctx.now_micros()];
        ctx.execute(ctx.query(
            own,
            sql!(
                "UPDATE purchase_order SET state = 'cancelled', cancelled_at = $2
                 WHERE id = $1 AND state = 'unpaid' AND {scope:customer_id}"
            ),
            values(),
        ))
        .await?;
        ctx.execute(ctx.query(
            own,
            sql!("UPDATE order_line SET cancelled_at = $2 WHERE order_id = $1 AND {scope:customer_id}"),
            values(),
        ))
        .await?;
        if let Some(offer) = before.offer {
            offers::give_back_use(ctx, offer).await?;
        }
        let view = stored::order(ctx, Side::Customer, own, self.order).await?;
        ctx.audit_object(self.order);
        ctx.audit_change(Some(&before.state), Some(&view.state));
        Ok(view)
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("order", |order| CancelOrder { order: id(order) })
    }
}
