//! An offer as it is stored, and what it is at today's prices.

use super::link;
use crate::{
    Ctx, Refusal,
    db::{DbErr, Query, Row, Scope},
    listings,
    notices::{self, Letter, Recipient},
    sql,
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{
    ids::{ListingId, OfferId, OrganisationId, ReviewId, SpecId},
    lang::{Bilingual, Lang},
    listings::ListingContent,
    money::BasisPoints,
    offers::{OfferPrice, OfferState, OfferStatus, OfferTerms, OfferView, deal_price},
    reviews::FieldComment,
};

/// An offer as it is stored, with the names around it.
#[derive(Debug, Clone)]
pub(crate) struct StoredOffer {
    pub id: OfferId,
    pub seller: OrganisationId,
    pub name: String,
    pub listing: ListingId,
    pub customer: OrganisationId,
    pub customer_email: String,
    pub state: OfferState,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub max_orders: u32,
    pub used: u32,
    pub link_version: u32,
    pub opened: u64,
    pub review: Option<ReviewId>,
    pub comments: Vec<FieldComment>,
    pub created_by: String,
    pub created_at: DateTime<Utc>,
    pub product: Bilingual,
    pub seller_name: Bilingual,
    pub seller_mail: String,
    pub seller_phone: String,
    pub customer_name: Bilingual,
}

/// Selects whole offers; conditions are added with [`Query::and`].
pub(super) fn select(ctx: &Ctx<'_>, scope: Scope) -> Query {
    ctx.query(
        scope,
        sql!(
            "SELECT o.id, o.seller_id, o.name, o.listing_id, o.customer_id, o.customer_email, o.state, o.starts_at,
               o.ends_at, o.max_orders, o.used, o.link_version, o.opened, o.review_id, o.comments, o.created_by,
               o.created_at, l.name_zh AS product_zh, l.name_en AS product_en, s.name_zh AS seller_zh,
               s.name_en AS seller_en, s.contact_mail, s.contact_phone, c.name_zh AS customer_zh, c.name_en AS customer_en
             FROM offer o JOIN listing l ON l.id = o.listing_id JOIN organisation s ON s.id = o.seller_id
             JOIN organisation c ON c.id = o.customer_id WHERE {scope:o.seller_id} AND {product:o.listing_id}"
        ),
        [],
    )
}

/// One offer within a scope.
///
/// # Errors
/// `NotFound`: unknown or foreign.
pub(super) async fn find(ctx: &Ctx<'_>, scope: Scope, offer: OfferId) -> Result<StoredOffer, Refusal> {
    let row = ctx
        .find(select(ctx, scope).and("o.id = {}", [offer.to_string().into()]))
        .await?;
    Ok(read(&row)?)
}

/// The product of an offer that was reached from a row already checked.
pub(crate) async fn listing_of(ctx: &Ctx<'_>, offer: OfferId) -> Result<ListingId, Refusal> {
    let reached = ctx.everywhere("the offer of a review whose scope was checked");
    Ok(find(ctx, reached, offer).await?.listing)
}

/// Reads a row of [`select`].
pub(super) fn read(row: &Row) -> Result<StoredOffer, DbErr> {
    Ok(StoredOffer {
        id: row.id("id")?,
        seller: row.id("seller_id")?,
        name: row.text("name")?,
        listing: row.id("listing_id")?,
        customer: row.id("customer_id")?,
        customer_email: row.text("customer_email")?,
        state: row.state("state", OfferState::parse)?,
        starts_at: row.time("starts_at")?,
        ends_at: row.time("ends_at")?,
        max_orders: row.small("max_orders")?,
        used: row.small("used")?,
        link_version: row.small("link_version")?,
        opened: row.count("opened")?,
        review: row.id_or_none("review_id")?,
        comments: row.json("comments")?,
        created_by: row.text("created_by")?,
        created_at: row.time("created_at")?,
        product: row.bilingual("product")?,
        seller_name: row.bilingual("seller")?,
        seller_mail: row.text("contact_mail")?,
        seller_phone: row.text("contact_phone")?,
        customer_name: row.bilingual("customer")?,
    })
}

/// An offer at today's list prices.
#[derive(Debug, Clone)]
pub(crate) struct PricedOffer {
    pub stored: StoredOffer,
    pub terms: OfferTerms,
    /// The product's live content; none when it is not on sale.
    pub content: Option<ListingContent>,
}

/// Prices an offer at today's list prices. Nothing is left of it when the product, or every spec it names, is not
/// sold any more.
pub(crate) async fn priced(ctx: &Ctx<'_>, stored: StoredOffer) -> Result<PricedOffer, Refusal> {
    let everyone = ctx.everywhere("the product of an offer whose scope was checked");
    let content = listings::live_content(ctx, everyone, stored.listing)
        .await?
        .map(|live| live.content);
    let rows = ctx
        .all(ctx.query(
            everyone,
            sql!("SELECT spec_id, percent FROM offer_line WHERE offer_id = $1 AND {scope:none}"),
            [stored.id.to_string().into()],
        ))
        .await?;
    let mut lines: Vec<(SpecId, BasisPoints)> = Vec::with_capacity(rows.len());
    for row in &rows {
        lines.push((row.id("spec_id")?, BasisPoints(row.small("percent")?)));
    }
    let prices = content.as_ref().map(|c| prices(c, &lines)).unwrap_or_default();
    let s = &stored;
    let status = OfferStatus::at(
        ctx.now(),
        s.state,
        s.starts_at,
        s.ends_at,
        s.used,
        s.max_orders,
        !prices.is_empty(),
    );
    let terms = OfferTerms {
        id: s.id,
        name: s.name.clone(),
        listing: s.listing,
        product: content
            .as_ref()
            .map_or_else(|| s.product.clone(), |c| c.name.clone()),
        seller: s.seller,
        seller_name: s.seller_name.clone(),
        seller_mail: s.seller_mail.clone(),
        seller_phone: s.seller_phone.clone(),
        starts_at: s.starts_at,
        ends_at: s.ends_at,
        max_orders: s.max_orders,
        used: s.used,
        prices,
        status,
    };
    Ok(PricedOffer {
        stored,
        terms,
        content,
    })
}

/// Every price of the named specs, in the product's own order.
pub(super) fn prices(content: &ListingContent, lines: &[(SpecId, BasisPoints)]) -> Vec<OfferPrice> {
    content
        .specs
        .iter()
        .filter_map(|spec| {
            lines
                .iter()
                .find(|(id, _)| *id == spec.id)
                .map(|(_, percent)| (spec, *percent))
        })
        .flat_map(|(spec, percent)| {
            spec.prices.iter().map(move |price| OfferPrice {
                spec: spec.id,
                spec_name: spec.name.clone(),
                term: price.term,
                percent,
                list: price.amount,
                deal: deal_price(price.amount, percent),
            })
        })
        .collect()
}

/// The offer as its seller sees it.
pub(super) async fn view(ctx: &Ctx<'_>, stored: StoredOffer) -> Result<OfferView, Refusal> {
    let PricedOffer { stored, terms, .. } = priced(ctx, stored).await?;
    let everyone = ctx.everywhere("the history of an offer whose scope was checked");
    let rows = ctx
        .all(ctx.query(
            everyone,
            sql!("SELECT at, event FROM offer_event WHERE offer_id = $1 AND {scope:none} ORDER BY seq"),
            [stored.id.to_string().into()],
        ))
        .await?;
    let timeline = rows
        .iter()
        .map(|r| Ok((r.time("at")?, r.text("event")?)))
        .collect::<Result<_, DbErr>>()?;
    let url = (stored.state == OfferState::Effective).then(|| {
        link::path(&link::token(
            ctx.market().secrets(),
            stored.id,
            stored.link_version,
        ))
    });
    let qr_svg = url.as_deref().and_then(|path| link::qr_svg(ctx.market(), path));
    Ok(OfferView {
        terms,
        customer: stored.customer,
        customer_name: stored.customer_name,
        customer_email: stored.customer_email,
        created_at: stored.created_at,
        created_by: stored.created_by,
        url,
        qr_svg,
        link_version: stored.link_version,
        opened: stored.opened,
        review: stored.review,
        comments: stored.comments,
        timeline,
    })
}

/// Writes the link to the named customer, once per issue of it.
pub(super) async fn send_link(ctx: &Ctx<'_>, offer: &StoredOffer) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("the person an offer was made for");
    let person = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT id, lang FROM person WHERE email = $1 AND {scope:none}"),
            [offer.customer_email.clone().into()],
        ))
        .await?;
    let (lang, inbox) = match person {
        Some(row) => (
            row.state("lang", Lang::from_tag)?,
            Some((row.id("id")?, offer.customer)),
        ),
        None => (Lang::default(), None),
    };
    let zone = crate::settings::read(ctx).await?.settings.zone;
    // The validity ends before `ends_at`; its last minute is what people write.
    let last = zone.minute(offer.ends_at - TimeDelta::minutes(1));
    let letter = Letter::OfferSent {
        seller: offer.seller_name.clone(),
        product: offer.product.clone(),
        name: offer.name.clone(),
        until: format!("{last} ({})", zone.label()),
        path: notices::sealed_offer_path(offer.id, offer.link_version),
    };
    let to = Recipient {
        email: offer.customer_email.clone(),
        lang,
        inbox,
    };
    notices::write(
        ctx,
        &to,
        &letter,
        &format!("offer {} v{}", offer.id, offer.link_version),
    )
    .await?;
    Ok(())
}
