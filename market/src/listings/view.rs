//! What the seller sees of its listings.

use super::{
    rules,
    store::{Stored, find},
};
use crate::{
    Market,
    db::{DbErr, Query, Row},
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    pages::{self, Keyset},
    sql,
};
use guildhall_sdk::{
    listings::{
        AccessType, Category, GetListing, ListListings, ListingRow, ListingState, ListingView, RevisionState,
        TradeClass,
    },
    portal::{AppError, Page},
};

/// A listing as its seller sees it, with what stops a submission while there is something to submit.
pub(super) async fn of(ctx: &Ctx<'_>, stored: Stored) -> Result<ListingView, Refusal> {
    let findings = if stored.revision_state.is_editable() {
        rules::findings(ctx, &stored).await?
    } else {
        Vec::new()
    };
    Ok(ListingView {
        id: stored.id,
        state: stored.state,
        revision: stored.revision,
        number: stored.number,
        revision_state: stored.revision_state,
        version: stored.version,
        content: stored.content,
        saved_at: stored.saved_at,
        submitted_at: stored.submitted_at,
        due_at: stored.due_at,
        comments: stored.comments,
        findings,
        review: stored.review,
        live: stored.state == ListingState::OnSale && stored.live.is_some_and(|live| live != stored.revision),
    })
}

impl Handler for GetListing {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ListingView, Refusal> {
        // The command line exports any listing.
        let stored = find(ctx, ctx.own_or_operator()?, self.listing).await?;
        of(ctx, stored).await
    }
    fn sample(world: &World) -> Sample<Self> {
        world.object("listing", |listing| GetListing { listing: id(listing) })
    }
}

impl Handler for ListListings {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<ListingRow>, Refusal> {
        let scope = ctx.own_or_operator()?;
        let search = self.search.trim().to_lowercase();
        let filter = |query: Query| {
            query
                .and_if("state = {}", self.state.map(|s| s.as_str()))
                .and_if("revision_state = {}", self.revision_state.map(|s| s.as_str()))
                .and_if(
                    r"search LIKE {} ESCAPE '\'",
                    (!search.is_empty()).then(|| pages::contains(&search)),
                )
        };
        let counted = ctx.query(
            scope,
            sql!(
                "SELECT 1 AS one FROM listing WHERE deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
            ),
            [],
        );
        let count = pages::count(ctx, filter(counted)).await?;
        let rows = ctx.query(
            scope,
            sql!(
                "SELECT id, name_zh, name_en, access_type, trade_class, category, state, revision_state, specs, updated_at
                 FROM listing WHERE deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
            ),
            [],
        );
        let keyset = Keyset {
            key: "updated_at",
            id: "id",
            descending: true,
        };
        pages::page(ctx, filter(rows), keyset, &self.page, count, read_row).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListListings::default())
    }
}

fn read_row(row: &Row) -> Result<ListingRow, DbErr> {
    let category = row.text_or_none("category")?;
    Ok(ListingRow {
        id: row.id("id")?,
        name: row.bilingual("name")?,
        access_type: row.state("access_type", AccessType::parse)?,
        trade_class: row.state("trade_class", TradeClass::parse)?,
        category: category.as_deref().and_then(Category::parse),
        state: row.state("state", ListingState::parse)?,
        revision_state: row.state("revision_state", RevisionState::parse)?,
        specs: row.small("specs")?,
        updated_at: row.time("updated_at")?,
    })
}
