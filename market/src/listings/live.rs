//! What is on sale: the public page, and what offers are made of.

use crate::{
    Market,
    db::{DbErr, Row, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    sql,
};
use guildhall_sdk::{
    ids::{ListingId, OrganisationId},
    listings::{GetProduct, ListingContent, ProductView},
    portal::AppError,
};

/// A product on sale with its live content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LiveListing {
    /// The product.
    pub id: ListingId,
    /// Whose it is.
    pub seller: OrganisationId,
    /// What is live.
    pub content: ListingContent,
}

macro_rules! live {
    ($tail:literal) => {
        sql!(concat!(
            "SELECT l.id, l.seller_id, r.content FROM listing l JOIN listing_revision r ON r.id = l.live_revision_id
             WHERE l.state = 'on_sale' AND l.deleted_at IS NULL AND {scope:l.seller_id} AND {product:l.id}",
            $tail
        ))
    };
}

fn read(row: &Row) -> Result<LiveListing, DbErr> {
    Ok(LiveListing {
        id: row.id("id")?,
        seller: row.id("seller_id")?,
        content: row.json("content")?,
    })
}

/// One product with its live content; none when it is unknown, foreign to the scope, or not on sale.
pub(crate) async fn live_content(
    ctx: &Ctx<'_>,
    scope: Scope,
    listing: ListingId,
) -> Result<Option<LiveListing>, Refusal> {
    let row = ctx
        .one(ctx.query(scope, live!(" AND l.id = $1"), [listing.to_string().into()]))
        .await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// Every product on sale in the scope, last changed first.
pub(crate) async fn list_live(ctx: &Ctx<'_>, scope: Scope) -> Result<Vec<LiveListing>, Refusal> {
    let rows = ctx
        .all(ctx.query(scope, live!(" ORDER BY l.updated_at DESC, l.id DESC"), []))
        .await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

impl Handler for GetProduct {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ProductView, Refusal> {
        let row = ctx
            .find(ctx.query(
                ctx.everywhere("what is on sale is public"),
                sql!(
                    "SELECT l.id, l.seller_id, l.live_since, r.content, o.name_zh, o.name_en
                     FROM listing l JOIN listing_revision r ON r.id = l.live_revision_id
                     JOIN organisation o ON o.id = l.seller_id
                     WHERE l.id = $1 AND l.state = 'on_sale' AND l.deleted_at IS NULL AND {scope:l.seller_id} AND {product:l.id}"
                ),
                [self.listing.to_string().into()],
            ))
            .await?;
        let content: ListingContent = row.json("content")?;
        Ok(ProductView {
            id: row.id("id")?,
            content: ListingContent {
                certificate: None,
                ..content
            },
            seller: row.id("seller_id")?,
            seller_name: row.bilingual("name")?,
            live_since: row.time("live_since")?,
        })
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("listing", |listing| GetProduct { listing: id(listing) })
    }
}
