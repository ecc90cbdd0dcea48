//! A seller's public page, and its pictures.

use super::store::stored;
use crate::{
    Market,
    db::{DbErr, Row, Scope},
    door::{Actor, Ctx, Handler, Refusal, RequestInfo, Sample, World, id},
    files::{self, OpenedFile, check::Picture},
    sql,
};
use guildhall_sdk::{
    files::Purpose,
    ids::{FileId, OrganisationId},
    listings::ListingContent,
    portal::AppError,
    sellers::{GetStorePage, STORE_PRODUCTS_MAX, StoreCard, StorePage, StoreProduct},
};

/// The seller's products on sale, last changed first. A store is the whole seller's, so everybody who sees it sees all of
/// them.
pub(super) async fn on_sale(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<Vec<StoreProduct>, DbErr> {
    let rows = ctx
        .all(ctx.query(
            Scope::Tenant(seller),
            sql!(
                "SELECT id, name_zh, name_en FROM listing
                 WHERE state = 'on_sale' AND deleted_at IS NULL AND {scope:seller_id} AND {product:all}
                 ORDER BY updated_at DESC, id DESC"
            ),
            [],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            Ok(StoreProduct {
                listing: row.id("id")?,
                name: row.bilingual("name")?,
            })
        })
        .collect()
}

fn card(row: &Row) -> Result<StoreCard, DbErr> {
    let content: ListingContent = row.json("content")?;
    let prices = content
        .specs
        .iter()
        .flat_map(|spec| spec.prices.iter().map(|price| price.amount));
    Ok(StoreCard {
        listing: row.id("id")?,
        from: prices.min_by_key(|amount| amount.minor),
        name: content.name,
        overview: content.overview,
    })
}

impl Handler for GetStorePage {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StorePage, Refusal> {
        let seller = ctx
            .find(ctx.query(
                ctx.everywhere("a seller that has joined is public"),
                sql!(
                    "SELECT id, name_zh, name_en FROM organisation
                     WHERE id = $1 AND kind = 'seller' AND standing = 'joined' AND {scope:none}"
                ),
                [self.seller.to_string().into()],
            ))
            .await?;
        let content = stored(ctx, self.seller).await?.live.unwrap_or_default();
        let rows = ctx
            .all(
                ctx.query(
                    Scope::Tenant(self.seller),
                    sql!(
                        "SELECT l.id, r.content FROM listing l JOIN listing_revision r ON r.id = l.live_revision_id
                         WHERE l.state = 'on_sale' AND l.deleted_at IS NULL AND {scope:l.seller_id} AND {product:all}"
                    ),
                    [],
                )
                .push(
                    " ORDER BY l.updated_at DESC, l.id DESC LIMIT {}",
                    [i64::try_from(STORE_PRODUCTS_MAX).unwrap_or(i64::MAX).into()],
                ),
            )
            .await?;
        let mut products: Vec<StoreCard> = rows.iter().map(card).collect::<Result<_, _>>()?;
        let mut featured = Vec::new();
        for listing in &content.featured {
            if let Some(at) = products.iter().position(|p| p.listing == *listing) {
                featured.push(products.remove(at));
            }
        }
        Ok(StorePage {
            seller: seller.id("id")?,
            name: seller.bilingual("name")?,
            content,
            featured,
            products,
        })
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("organisation", |seller| GetStorePage { seller: id(seller) })
    }
}

/// A picture to show.
pub struct ShownPicture {
    /// Its bytes.
    pub opened: OpenedFile,
    /// What it is, by its content.
    pub media_type: &'static str,
    /// True when it is part of an approved store front: anybody may see it.
    pub public: bool,
}

impl Market {
    /// Opens a picture: anybody one of an approved store front, its seller's people and the desk any.
    ///
    /// # Errors
    /// `NotFound` for one that is unknown or not the reader's to see, `Unavailable` when it cannot be read.
    pub async fn open_picture(
        &self,
        actor: &Actor,
        request: &RequestInfo,
        picture: FileId,
    ) -> Result<ShownPicture, AppError> {
        let ctx = self.reading(actor, request);
        let everyone = ctx.everywhere("what is shown is public, and whoever else asks is compared");
        let row = ctx
            .one(ctx.query(
                everyone,
                sql!("SELECT organisation_id, shown FROM file WHERE id = $1 AND {scope:organisation_id}"),
                [picture.to_string().into()],
            ))
            .await
            .map_err(|_| AppError::Unavailable)?
            .ok_or(AppError::NotFound)?;
        let unreadable = |_: DbErr| AppError::Internal;
        let owner: OrganisationId = row.id("organisation_id").map_err(unreadable)?;
        let public = row.int("shown").map_err(unreadable)? == 1;
        if !public && !actor.is_operator() && actor.organisation() != Some(owner) {
            return Err(AppError::NotFound);
        }
        let file = files::of_purpose(&ctx, everyone, picture, Purpose::Picture)
            .await
            .map_err(|_| AppError::Unavailable)?
            .ok_or(AppError::NotFound)?;
        let media_type = Picture::media_type(&file.kind).ok_or(AppError::NotFound)?;
        let stream = self.files().stream(&file.sha256).await.map_err(|cause| {
            tracing::error!(cause, file = %picture, "a picture cannot be read");
            AppError::Unavailable
        })?;
        Ok(ShownPicture {
            opened: OpenedFile { file, stream },
            media_type,
            public,
        })
    }
}
