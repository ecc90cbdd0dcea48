//! An offer in every state there is.

use super::listings::Shop;
use super::trade::{buy, pay};
use super::{Cast, DemoOffer, World};
use crate::Actor;
use chrono::{Days, NaiveDate};
use guildhall_sdk::{
    ids::SpecId,
    listings::ListingView,
    money::BasisPoints,
    offers::{CreateOffer, OfferLineInput, OfferStatus, OfferView, RevokeOffer},
    orders::SandboxOutcome,
    portal::AppError,
};

pub(super) struct Terms<'a> {
    pub name: &'a str,
    pub listing: &'a ListingView,
    pub customer: &'a str,
    pub percent: u32,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: NaiveDate,
    pub max_orders: u32,
}

pub(super) async fn offer(
    world: &World<'_>,
    seller: &Actor,
    days: i64,
    terms: Terms<'_>,
) -> Result<OfferView, AppError> {
    let spec = first_spec(terms.listing)?;
    let create = CreateOffer {
        name: terms.name.into(),
        customer_email: terms.customer.into(),
        listing: terms.listing.id,
        starts_on: terms.starts_on,
        ends_on: terms.ends_on,
        lines: vec![OfferLineInput {
            spec,
            percent: BasisPoints(terms.percent),
        }],
        max_orders: terms.max_orders,
    };
    world.at(world.ago(days)).act(seller, create).await
}

pub(super) async fn offers(world: &World<'_>, cast: &Cast, shop: &Shop) -> Result<Vec<DemoOffer>, AppError> {
    let today = world.today();
    let day = |offset: i64| match u64::try_from(offset) {
        Ok(ahead) => today + Days::new(ahead),
        Err(_) => today - Days::new(offset.unsigned_abs()),
    };
    let base = |name, listing, percent, ends| Terms {
        name,
        listing,
        customer: "customer@demo.test",
        percent,
        starts_on: None,
        ends_on: ends,
        max_orders: 1,
    };
    let live = offer(
        world,
        &cast.seller,
        3,
        Terms {
            max_orders: 5,
            ..base("自拓优惠-云梯工单-8折", &shop.desk, 2000, day(30))
        },
    )
    .await?;
    let second = offer(
        world,
        &cast.seller,
        2,
        base("自拓优惠-星河审批-9折", &shop.approvals, 1000, day(14)),
    )
    .await?;
    let upcoming = Terms {
        starts_on: Some(day(7)),
        ..base("新年专享-云梯工单-85折", &shop.desk, 1500, day(60))
    };
    let upcoming = offer(world, &cast.seller, 1, upcoming).await?;
    let expired = offer(
        world,
        &cast.seller,
        40,
        base("秋季优惠-云梯工单-9折", &shop.desk, 1000, day(-10)),
    )
    .await?;
    let revoked = offer(
        world,
        &cast.seller,
        20,
        base("试用转正-星河审批-85折", &shop.approvals, 1500, day(20)),
    )
    .await?;
    let revoked = world
        .at(world.ago(15))
        .act(
            &cast.seller,
            RevokeOffer {
                offer: revoked.terms.id,
            },
        )
        .await?;
    let used = offer(
        world,
        &cast.seller,
        12,
        base("一次性优惠-云梯工单-8折", &shop.desk, 2000, day(25)),
    )
    .await?;
    let bought = buy(world, &cast.customer, &used, 11).await?;
    let paid = pay(world, &cast.customer, bought.id, 11, SandboxOutcome::Succeed).await?;
    debug_assert!(paid.paid_at.is_some());
    let reviewing = offer(
        world,
        &cast.seller,
        1,
        base("战略客户-云梯工单-6折", &shop.desk, 4000, day(90)),
    )
    .await?;
    let foreign = Terms {
        customer: "other-customer@demo.test",
        ..base("远山洞察-9折", &shop.other, 1000, day(30))
    };
    let foreign = offer(world, &cast.other_seller, 2, foreign).await?;
    let unpaid = buy(world, &cast.customer, &live, 1).await?;
    debug_assert!(unpaid.paid_at.is_none());
    let mut rows = Vec::new();
    for (seller, view) in [
        (&cast.seller, live),
        (&cast.seller, second),
        (&cast.seller, upcoming),
        (&cast.seller, expired),
        (&cast.seller, revoked),
        (&cast.seller, used),
        (&cast.seller, reviewing),
        (&cast.other_seller, foreign),
    ] {
        let id = view.terms.id;
        let now = world
            .market
            .act(seller, guildhall_sdk::offers::GetOffer { offer: id })
            .await?;
        // A dead offer keeps its link here: it is what a customer may still have in a mail.
        let url = now.url.clone().or(view.url).or_else(|| link(world, &now));
        rows.push(DemoOffer {
            id: id.to_string(),
            state: now.terms.status,
            url,
        });
    }
    Ok(rows)
}

/// The link a revoked offer had.
fn link(world: &World<'_>, view: &OfferView) -> Option<String> {
    (view.terms.status == OfferStatus::Revoked).then(|| {
        format!(
            "/o/{}",
            world
                .market
                .secrets()
                .offer_token(view.terms.id, view.link_version)
        )
    })
}

pub(super) fn first_spec(listing: &ListingView) -> Result<SpecId, AppError> {
    listing
        .content
        .specs
        .first()
        .map(|s| s.id)
        .ok_or(AppError::Internal)
}
