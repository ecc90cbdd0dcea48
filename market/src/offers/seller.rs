//! What a seller reads of its offers: the list, one of them, and what may be offered.

use super::{create, stored};
use crate::{
    Actor, Ctx, Market, Refusal,
    db::Query,
    door::{Handler, Sample, World, id},
    listings,
    pages::{self, Keyset},
    settings, sql,
};
use guildhall_sdk::{
    ids::SpecId,
    money::BasisPoints,
    offers::{
        GetOffer, ListOfferable, ListOffers, OfferRow, OfferState, OfferStatus, OfferView, Offerable,
        OfferableProduct, name_key,
    },
    portal::{AppError, Page},
    settings::RuleScope,
};

/// Adds the condition that an offer is this now: [`OfferStatus::at`] in SQL. `o` is the offer, `l` its listing.
fn is_now(query: Query, status: OfferStatus, now: i64) -> Query {
    match status {
        OfferStatus::Reviewing => query.and("o.state = 'reviewing'", []),
        OfferStatus::Rejected => query.and("o.state = 'rejected'", []),
        OfferStatus::Revoked => query.and("o.state = 'revoked'", []),
        OfferStatus::Discontinued => query.and("o.state = 'effective' AND l.state <> 'on_sale'", []),
        OfferStatus::UsedUp => query.and("o.state = 'effective' AND l.state = 'on_sale' AND o.used >= o.max_orders", []),
        OfferStatus::Expired => query.and(
            "o.state = 'effective' AND l.state = 'on_sale' AND o.used < o.max_orders AND o.ends_at <= {}",
            [now.into()],
        ),
        OfferStatus::Upcoming => query.and(
            "o.state = 'effective' AND l.state = 'on_sale' AND o.used < o.max_orders AND o.ends_at > {} AND o.starts_at > {}",
            [now.into(), now.into()],
        ),
        OfferStatus::Live => query.and(
            "o.state = 'effective' AND l.state = 'on_sale' AND o.used < o.max_orders AND o.ends_at > {} AND o.starts_at <= {}",
            [now.into(), now.into()],
        ),
    }
}

impl Handler for ListOffers {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<OfferRow>, Refusal> {
        let scope = ctx.own_or_operator()?;
        let now = ctx.now();
        let filter = |query: Query| {
            let search = (!self.search.trim().is_empty()).then(|| pages::contains(&name_key(&self.search)));
            let query = query
                .and_if("o.name_key LIKE {} ESCAPE '\\'", search)
                .and_if("o.listing_id = {}", self.listing.map(|l| l.to_string()));
            match self.status {
                Some(status) => is_now(query, status, now.timestamp_micros()),
                None => query,
            }
        };
        let rows = ctx.query(
            scope,
            sql!(
                "SELECT o.id, o.name, o.state, o.starts_at, o.ends_at, o.used, o.max_orders, o.max_percent, o.created_at,
                   l.state AS listing_state, l.name_zh AS product_zh, l.name_en AS product_en,
                   c.name_zh AS customer_zh, c.name_en AS customer_en
                 FROM offer o JOIN listing l ON l.id = o.listing_id JOIN organisation c ON c.id = o.customer_id
                 WHERE {scope:o.seller_id} AND {product:o.listing_id}"
            ),
            [],
        );
        let counted = ctx.query(
            scope,
            sql!(
                "SELECT 1 AS one FROM offer o JOIN listing l ON l.id = o.listing_id WHERE {scope:o.seller_id} AND {product:o.listing_id}"
            ),
            [],
        );
        let count = pages::count(ctx, filter(counted)).await?;
        let keyset = Keyset {
            key: "o.created_at",
            id: "o.id",
            descending: true,
        };
        pages::page(ctx, filter(rows), keyset, &self.page, count, |row| {
            let (starts_at, ends_at) = (row.time("starts_at")?, row.time("ends_at")?);
            let (used, max_orders) = (row.small("used")?, row.small("max_orders")?);
            let state = row.state("state", OfferState::parse)?;
            let on_sale = row.text("listing_state")? == "on_sale";
            Ok(OfferRow {
                id: row.id("id")?,
                name: row.text("name")?,
                product: row.bilingual("product")?,
                customer_name: row.bilingual("customer")?,
                percent: BasisPoints(row.small("max_percent")?),
                starts_at,
                ends_at,
                used,
                max_orders,
                status: OfferStatus::at(now, state, starts_at, ends_at, used, max_orders, on_sale),
                created_at: row.time("created_at")?,
            })
        })
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListOffers::default())
    }
}

impl Handler for GetOffer {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<OfferView, Refusal> {
        let scope = ctx.own_or_operator()?;
        let offer = stored::find(ctx, scope, self.offer).await?;
        stored::view(ctx, offer).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("offer", |offer| GetOffer { offer: id(offer) })
    }
}

impl Handler for ListOfferable {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Offerable, Refusal> {
        let own = ctx.own()?;
        let settings = settings::read(ctx).await?.settings;
        let exempt = settings::exempt(ctx, &settings).await?;
        let seller = ctx.organisation()?;
        let products = listings::list_live(ctx, own)
            .await?
            .into_iter()
            .filter(|live| settings.offer_classes.contains(&live.content.trade_class))
            .map(|live| {
                let whole: Vec<(SpecId, BasisPoints)> = live
                    .content
                    .specs
                    .iter()
                    .map(|s| (s.id, BasisPoints(0)))
                    .collect();
                let prices = stored::prices(&live.content, &whole);
                OfferableProduct {
                    exempt: exempt.of(&create::product(seller, live.id, &live.content)),
                    listing: live.id,
                    name: live.content.name,
                    prices,
                }
            })
            .collect();
        Ok(Offerable {
            products,
            exempt: exempt.of(&RuleScope {
                seller: Some(seller),
                ..RuleScope::default()
            }),
            max: settings.max_discount,
            max_days: settings.max_offer_days,
            today: settings.zone.date(ctx.now()),
            zone: settings.zone.label(),
        })
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListOfferable {})
    }
}
