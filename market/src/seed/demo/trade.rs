//! Orders, payments and the bills they end in.

use super::listings::Shop;
use super::offers::{Terms, offer};
use super::{Cast, World};
use crate::Actor;
use chrono::{Days, TimeDelta};
use guildhall_sdk::{
    ids::OrderId,
    listings::ListingView,
    offers::OfferView,
    orders::{ConfirmProvisioning, OrderView, PayOrder, PlaceOrder, SandboxOutcome},
    portal::AppError,
    settlement::{AdvanceBill, BillRow, BillState, RunBills},
    time::Period,
};

pub(super) async fn buy(
    world: &World<'_>,
    buyer: &Actor,
    offer: &OfferView,
    days: i64,
) -> Result<OrderView, AppError> {
    let token = offer
        .url
        .as_deref()
        .and_then(|u| u.strip_prefix("/o/"))
        .ok_or(AppError::Internal)?;
    let price = offer.terms.prices.first().ok_or(AppError::Internal)?;
    let place = PlaceOrder {
        token: token.into(),
        spec: price.spec,
        term: price.term,
        quantity: 1,
        expected: price.deal,
        terms_accepted: true,
    };
    world.at(world.ago(days)).act(buyer, place).await
}

pub(super) async fn pay(
    world: &World<'_>,
    buyer: &Actor,
    order: OrderId,
    days: i64,
    outcome: SandboxOutcome,
) -> Result<OrderView, AppError> {
    world
        .at(world.ago(days))
        .act(buyer, PayOrder { order, outcome })
        .await
}

/// Three months of trade, so that bills and charts have something to say.
pub(super) async fn past_orders(world: &World<'_>, cast: &Cast, shop: &Shop) -> Result<(), AppError> {
    let steps: [(&str, &ListingView, &Actor, &str, i64, u32); 3] = [
        (
            "蓝鲸制造-年度采购",
            &shop.desk,
            &cast.customer,
            "customer@demo.test",
            100,
            12,
        ),
        (
            "青禾零售-年度采购",
            &shop.approvals,
            &cast.other_customer,
            "other-customer@demo.test",
            70,
            10,
        ),
        (
            "青禾零售-扩容",
            &shop.desk,
            &cast.other_customer,
            "other-customer@demo.test",
            95,
            8,
        ),
    ];
    for (name, listing, buyer, email, days, orders) in steps {
        let terms = Terms {
            name,
            listing,
            customer: email,
            percent: 1200,
            starts_on: None,
            ends_on: world.today() + Days::new(60),
            max_orders: orders + 5,
        };
        let made = offer(world, &cast.seller, days, terms).await?;
        for n in 0..i64::from(orders) {
            // Spread over the months since; the last ones are still being provisioned.
            let when = days - 1 - n * (days - 4) / i64::from(orders);
            let order = buy(world, buyer, &made, when).await?;
            pay(world, buyer, order.id, when, SandboxOutcome::Succeed).await?;
            if n + 2 < i64::from(orders) {
                world
                    .at(world.ago(when - 1))
                    .act(&cast.seller, ConfirmProvisioning { order: order.id })
                    .await?;
            }
        }
    }
    Ok(())
}

pub(super) async fn bills(world: &World<'_>, cast: &Cast) -> Result<Vec<BillRow>, AppError> {
    let last = world.zone.period(world.now).previous();
    let periods: [Period; 3] = [last.previous().previous(), last.previous(), last];
    let mut bills: Vec<BillRow> = Vec::new();
    for period in periods {
        let when = (period.end(&world.zone) + TimeDelta::days(3)).min(world.now);
        let report = world
            .at(when)
            .act(
                &cast.finance,
                RunBills {
                    period,
                    dry_run: false,
                },
            )
            .await?;
        bills.extend(report.bills);
    }
    use BillState::{AwaitingRequest, Countersigning, Paid, Paying, RequestProcessing};
    let walks: [&[BillState]; 2] = [
        &[Countersigning, AwaitingRequest, RequestProcessing, Paying, Paid],
        &[Countersigning, AwaitingRequest],
    ];
    for (bill, walk) in bills.iter().zip(walks) {
        let mut at = bill.created_at;
        for to in walk {
            at += TimeDelta::days(2);
            let market = world.at(at.min(world.now));
            let version = market
                .act(
                    &cast.finance,
                    guildhall_sdk::settlement::GetBill { bill: bill.id },
                )
                .await?
                .version;
            let note = if *to == Paid {
                "付款流水 20261108-0042".to_owned()
            } else {
                String::new()
            };
            market
                .act(
                    &cast.finance,
                    AdvanceBill {
                        bill: bill.id,
                        version,
                        to: *to,
                        note,
                    },
                )
                .await?;
        }
    }
    let system = Actor::System("seed demo");
    let all = world
        .market
        .act(&system, guildhall_sdk::settlement::ListBills::default())
        .await?;
    Ok(all.rows)
}
