//! The demo's world: everything in it goes through the door, at the moments it would have happened.

mod conduct;
mod listings;
mod offers;
mod people;
mod store;
mod texts;
mod trade;

use super::{SeededAccount, joining, must_be_empty, told};
use crate::{Actor, Market, RequestInfo};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use guildhall_sdk::{
    ids::{ListingId, OrganisationId},
    lang::Bilingual,
    offers::OfferStatus,
    portal::AppError,
    settings::GetSettings,
    settlement::BillRow,
    time::Zone,
};
use listings::listings;
use offers::offers;
use people::{certify, people};
use serde::Serialize;
use trade::{bills, past_orders};

/// What `seed demo --json` prints (contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct Demo {
    /// Who can sign in.
    pub accounts: Vec<SeededAccount>,
    /// The listings.
    pub listings: Vec<DemoListing>,
    /// Offers in each state.
    pub offers: Vec<DemoOffer>,
    /// The bills.
    pub bills: Vec<BillRow>,
    /// Public store pages.
    pub stores: Vec<DemoStore>,
}

/// A listing of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct DemoListing {
    /// Its id.
    pub id: ListingId,
    /// Its name.
    pub name: Bilingual,
    /// `on_sale` or where its revision stands.
    pub state: String,
    /// Its public page, when on sale.
    pub url: Option<String>,
}

/// An offer of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct DemoOffer {
    /// Its id.
    pub id: String,
    /// What it is now.
    pub state: OfferStatus,
    /// Its link, as a path; none while it is reviewed.
    pub url: Option<String>,
}

struct Cast {
    seller: Actor,
    other_seller: Actor,
    reviewer: Actor,
    finance: Actor,
    customer: Actor,
    other_customer: Actor,
}

struct World<'a> {
    market: &'a Market,
    now: DateTime<Utc>,
    zone: Zone,
}

impl World<'_> {
    /// The market at another moment: the demo's past happened in the past.
    fn at(&self, when: DateTime<Utc>) -> Market {
        self.market.at(when)
    }

    fn ago(&self, days: i64) -> DateTime<Utc> {
        self.now - TimeDelta::days(days)
    }

    fn today(&self) -> NaiveDate {
        self.zone.date(self.now)
    }
}

/// A public store page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoStore {
    /// The seller.
    pub seller: OrganisationId,
    /// Its path.
    pub url: String,
}

/// Fills an empty data folder with the demo.
///
/// # Errors
/// `WrongState("not_empty")` when somebody has used the folder.
pub async fn demo(market: &Market) -> Result<Demo, AppError> {
    let (system, request) = (Actor::System("seed demo"), RequestInfo::default());
    market
        .chunk(&system, &request, async |ctx| must_be_empty(ctx).await)
        .await
        .map_err(told)?;
    let zone = market.act(&system, GetSettings {}).await?.settings.zone;
    let world = World {
        market,
        now: market.now(),
        zone,
    };
    let (cast, mut accounts) = people(&world).await?;
    let sellers = [(&cast.seller, "林晓"), (&cast.other_seller, "周远")];
    joining::agreements(&world.at(world.ago(198)), &world.at(world.ago(195)), &sellers).await?;
    certify(&world, &cast).await?;
    let shop = listings(&world, &cast).await?;
    let offers = offers(&world, &cast, &shop).await?;
    past_orders(&world, &cast, &shop).await?;
    let bills = bills(&world, &cast).await?;
    conduct::conduct(&world, &cast).await?;
    let stores = store::store(&world, &cast, vec![shop.approvals.id, shop.desk.id]).await?;
    accounts.push(joining::newcomer(|days| world.at(world.ago(days)), &cast.reviewer).await?);
    Ok(Demo {
        accounts,
        listings: shop.rows,
        offers,
        bills,
        stores,
    })
}
