//! The seller says that the customer has what was bought.

use super::{
    pay,
    stored::{self, Side},
};
use crate::{
    Actor, Ctx, Market, Refusal,
    door::{Handler, Sample, World, id},
    notices::{self, Letter},
    sql,
};
use guildhall_sdk::{
    lang::Bilingual,
    orders::{BUYERS, ConfirmProvisioning, OrderState, OrderView},
    portal::AppError,
};

impl Handler for ConfirmProvisioning {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OrderView, Refusal> {
        let own = ctx.own()?;
        let before = stored::hold(ctx, Side::Seller, own, self.order, OrderState::Processing).await?;
        let values = || [self.order.to_string().into(), ctx.now_micros()];
        ctx.execute(ctx.query(
            own,
            sql!(
                "UPDATE purchase_order SET state = 'completed', completed_at = $2
                 WHERE id = $1 AND state = 'processing' AND {scope:seller_id}"
            ),
            values(),
        ))
        .await?;
        ctx.execute(ctx.query(
            own,
            sql!(
                "UPDATE order_line SET effective_at = $2
                 WHERE order_id = $1 AND effective_at IS NULL AND cancelled_at IS NULL AND {scope:seller_id}"
            ),
            values(),
        ))
        .await?;
        let view = stored::order(ctx, Side::Seller, own, self.order).await?;
        let letter = Letter::OrderCompleted {
            number: view.number.clone(),
            product: view
                .lines
                .first()
                .map_or_else(Bilingual::default, |l| l.product.clone()),
            path: format!("/my/orders/{}", self.order),
        };
        for person in notices::people_of(ctx, pay::customer_of(ctx, self.order).await?, BUYERS).await? {
            notices::write(ctx, &person, &letter, &format!("order {} completed", self.order)).await?;
        }
        ctx.audit_object(self.order);
        ctx.audit_change(Some(&before.state), Some(&view.state));
        Ok(view)
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("order", |order| ConfirmProvisioning { order: id(order) })
    }
}
