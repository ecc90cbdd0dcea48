//! Ordering with an offer's link.

use super::stored::{self, Side};
use crate::{
    Actor, Ctx, Market, Refusal,
    door::{Handler, Sample, World, id},
    offers, settings, sql,
};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{OrderId, OrderLineId},
    lang::Bilingual,
    listings::{ListingContent, Term},
    money::Money,
    offers::{OfferPrice, OfferStatus, OfferTerms, OfferViewer},
    orders::{ORDER_MAX_QUANTITY, OrderState, OrderView, PlaceOrder, line_number, order_number},
    portal::{AppError, Conflict},
};

/// Attempts to find a free number; there are 60 million in a minute.
const NUMBER_ATTEMPTS: u32 = 20;

/// The price of a spec for a term.
fn price_of(terms: &OfferTerms, request: &PlaceOrder) -> Result<OfferPrice, AppError> {
    let mut of_spec = terms.prices.iter().filter(|p| p.spec == request.spec).peekable();
    if of_spec.peek().is_none() {
        return Err(AppError::field("spec", Code::Unknown));
    }
    of_spec
        .find(|p| p.term == request.term)
        .cloned()
        .ok_or_else(|| AppError::field("term", Code::UnknownChoice))
}

/// What the order costs, if that is what the buyer was shown.
fn total_of(price: &OfferPrice, request: &PlaceOrder) -> Result<Money, AppError> {
    let total = price.deal.times(i64::from(request.quantity)).map_err(|_| {
        let finding = Finding::error("quantity", Code::OutOfRange)
            .with("min", 1)
            .with("max", ORDER_MAX_QUANTITY);
        AppError::Invalid {
            findings: vec![finding],
        }
    })?;
    if total != request.expected {
        let finding = Finding::error("expected", Code::OrderPriceChanged).with("price", total.display());
        return Err(AppError::Invalid {
            findings: vec![finding],
        });
    }
    Ok(total)
}

/// Why the named account cannot order with an offer that is this.
fn refusal(status: OfferStatus) -> AppError {
    match status {
        OfferStatus::UsedUp => AppError::conflict(Conflict::UsedUp),
        OfferStatus::Upcoming => AppError::wrong_state(status.as_str()),
        cause => AppError::Gone { cause },
    }
}

impl Handler for PlaceOrder {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OrderView, Refusal> {
        let own = ctx.own()?;
        let offer = offers::by_token(ctx, &self.token).await?;
        let status = offer.terms.status;
        if offers::viewer_of(ctx.actor(), &offer.stored) != OfferViewer::Named {
            // Who may read the offer learns that it is another's; for everybody else there is nothing here.
            let told = if offers::may_read(status) {
                AppError::Forbidden
            } else {
                AppError::NotFound
            };
            return Err(told.into());
        }
        if status != OfferStatus::Live {
            return Err(refusal(status).into());
        }
        let content = offer.content.as_ref().ok_or(AppError::Gone {
            cause: OfferStatus::Discontinued,
        })?;
        let price = price_of(&offer.terms, &self)?;
        let total = total_of(&price, &self)?;
        if !offers::take_use(ctx, offer.stored.id).await? {
            // Somebody was faster since the offer was read: say what it is now.
            let now = offers::by_token(ctx, &self.token).await?.terms.status;
            return Err(refusal(if now == OfferStatus::Live {
                OfferStatus::UsedUp
            } else {
                now
            })
            .into());
        }
        let order = NewOrder {
            request: &self,
            terms: &offer.terms,
            content,
            price,
            total,
        };
        let (id, number) = order.insert(ctx).await?;
        offers::record_order(ctx, offer.stored.id, &number).await?;
        let view = stored::order(ctx, Side::Customer, own, id).await?;
        ctx.audit_object(id);
        ctx.audit_change(None::<&()>, Some(&view));
        Ok(view)
    }

    fn sample(world: &World) -> Sample<Self> {
        let spec = id(&world.own("spec"));
        // Whoever holds a link knows of the offer: there is no foreign token, only a wrong account.
        world.operator_object("token", move |token| PlaceOrder {
            token: token.to_owned(),
            spec,
            term: Term::Year,
            quantity: 1,
            expected: Money::cny(0),
            terms_accepted: true,
        })
    }
}

/// What is stored of a new order. Names and prices are frozen on it.
struct NewOrder<'a> {
    request: &'a PlaceOrder,
    terms: &'a OfferTerms,
    content: &'a ListingContent,
    price: OfferPrice,
    total: Money,
}

impl NewOrder<'_> {
    async fn insert(&self, ctx: &Ctx<'_>) -> Result<(OrderId, String), Refusal> {
        let customer = ctx.organisation()?.to_string();
        let id: OrderId = ctx.new_id();
        let zone = settings::read(ctx).await?.settings.zone;
        let product: &Bilingual = &self.terms.product;
        let by = ctx
            .actor()
            .signed()
            .map_or_else(|| ctx.actor().label(), |s| s.viewer.name.clone());
        let everyone = ctx.everywhere("a new row of the actor's own organisation");
        let mut number = None;
        for _ in 0..NUMBER_ATTEMPTS {
            let candidate = order_number(ctx.now(), &zone, rand::random());
            let inserted = ctx
                .execute(ctx.query(
                    everyone,
                    sql!(
                        "INSERT INTO purchase_order (id, number, seller_id, customer_id, offer_id, state, product_zh,
                           product_en, total, currency, created_by, created_at)
                         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 WHERE {scope:customer_id}
                         ON CONFLICT (number) DO NOTHING"
                    ),
                    [
                        id.to_string().into(),
                        candidate.clone().into(),
                        self.terms.seller.to_string().into(),
                        customer.clone().into(),
                        self.terms.id.to_string().into(),
                        OrderState::Unpaid.as_str().into(),
                        product.zh.clone().into(),
                        product.en.clone().into(),
                        self.total.minor.into(),
                        self.total.currency.code().into(),
                        by.clone().into(),
                        ctx.now_micros(),
                    ],
                ))
                .await?;
            if inserted == 1 {
                number = Some(candidate);
                break;
            }
        }
        let number = number.ok_or_else(|| Refusal::fault("no free order number in this minute"))?;
        ctx.execute(ctx.query(
            everyone,
            sql!(
                "INSERT INTO order_line (id, order_id, number, seller_id, customer_id, listing_id, spec_id, class, product_zh,
                   product_en, spec_zh, spec_en, term, quantity, list, percent, gross, currency, created_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
                 WHERE {scope:customer_id}"
            ),
            [
                ctx.new_id::<OrderLineId>().to_string().into(),
                id.to_string().into(),
                line_number(&number, 1).into(),
                self.terms.seller.to_string().into(),
                customer.into(),
                self.terms.listing.to_string().into(),
                self.request.spec.to_string().into(),
                self.content.trade_class.as_str().into(),
                product.zh.clone().into(),
                product.en.clone().into(),
                self.price.spec_name.zh.clone().into(),
                self.price.spec_name.en.clone().into(),
                self.price.term.as_str().into(),
                i64::from(self.request.quantity).into(),
                self.price.list.minor.into(),
                i64::from(self.price.percent.0).into(),
                self.total.minor.into(),
                self.total.currency.code().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
        Ok((id, number))
    }
}
