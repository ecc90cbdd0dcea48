//! Drafts: started, saved, opened again, deleted.

use super::{
    access, rules,
    store::{self, Stored, find},
    view,
};
use crate::{
    Market,
    db::Scope,
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    sql,
};
use guildhall_sdk::{
    ids::{ListingId, RevisionId},
    listings::{
        CreateListing, DeleteDraft, ListingContent, ListingState, ListingView, ReviseListing, RevisionState,
        SaveDraft, SavedDraft,
    },
    portal::{AppError, Conflict},
};

impl Handler for CreateListing {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ListingView, Refusal> {
        let seller = ctx.organisation()?;
        let (listing, revision): (ListingId, RevisionId) = (ctx.new_id(), ctx.new_id());
        let content = rules::settled(ctx, seller, self.content).await?;
        let keys = [
            listing.to_string().into(),
            seller.to_string().into(),
            revision.to_string().into(),
            ctx.now_micros(),
        ];
        ctx.execute(ctx.query(
            ctx.everywhere("a new row of the actor's own organisation"),
            sql!(
                "INSERT INTO listing (id, seller_id, state, revision_id, revision_state, name_zh, name_en, search,
                                      access_type, trade_class, category, specs, created_at, updated_at)
                 SELECT $1, $2, 'draft', $3, 'draft', $5, $6, $7, $8, $9, $10, $11, $4, $4 WHERE {scope:seller_id}"
            ),
            keys.into_iter().chain(store::shown(&content)),
        ))
        .await?;
        store::add_revision(ctx, revision, listing, seller, 1, &content).await?;
        access::grant_own(ctx, listing).await?;
        let stored = find(ctx, ctx.own()?, listing).await?;
        ctx.audit_object(listing);
        ctx.audit_change(None::<&()>, Some(&stored.audited()));
        view::of(ctx, stored).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(CreateListing::default())
    }
}

impl Handler for SaveDraft {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<SavedDraft, Refusal> {
        let scope = ctx.own()?;
        let before = find(ctx, scope, self.listing).await?;
        ctx.audit_object(self.listing);
        may_change(&before, self.version)?;
        let content = rules::settled(ctx, before.seller, self.content).await?;
        // A rejected draft stays rejected while it is mended: the reviewer's words stay at its fields until it is
        // handed in again.
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE listing_revision SET content = $2, version = version + 1, saved_at = $3, saved_by = $4
                     WHERE id = $1 AND version = $5 AND state = $6 AND {scope:seller_id} AND {product:listing_id}"
                ),
                [
                    before.revision.to_string().into(),
                    serde_json::to_string(&content)?.into(),
                    ctx.now_micros(),
                    ctx.actor().label().into(),
                    self.version.into(),
                    before.revision_state.as_str().into(),
                ],
            ))
            .await?;
        if changed == 0 {
            return Err(overtaken(ctx, scope, self.listing, self.version).await);
        }
        // What lists show is the live revision, where there is one.
        let shown = before.live.is_none().then_some(&content);
        store::touch(ctx, scope, self.listing, before.revision_state, shown).await?;
        let after = Stored {
            version: self.version + 1,
            content,
            saved_at: ctx.now(),
            ..before.clone()
        };
        ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
        Ok(SavedDraft {
            version: after.version,
            saved_at: after.saved_at,
            findings: rules::findings(ctx, &after).await?,
        })
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("draft", |listing| SaveDraft {
            listing: id(listing),
            version: 1,
            content: ListingContent::default(),
        })
    }
}

impl Handler for ReviseListing {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ListingView, Refusal> {
        let scope = ctx.own()?;
        let before = find(ctx, scope, self.listing).await?;
        ctx.audit_object(self.listing);
        if before.state != ListingState::OnSale {
            return Err(AppError::wrong_state(before.state.as_str()).into());
        }
        if before.revision_state != RevisionState::Approved {
            return Err(before.wrong_state());
        }
        let next: RevisionId = ctx.new_id();
        // The condition lets one of two clicks through; the other finds the draft that is there.
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE listing SET revision_id = $2, revision_state = 'draft', updated_at = $3
                     WHERE id = $1 AND revision_id = $4 AND revision_state = 'approved' AND state = 'on_sale'
                     AND deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
                ),
                [
                    self.listing.to_string().into(),
                    next.to_string().into(),
                    ctx.now_micros(),
                    before.revision.to_string().into(),
                ],
            ))
            .await?;
        if changed == 0
            || !store::add_revision(
                ctx,
                next,
                before.id,
                before.seller,
                before.number + 1,
                &before.content,
            )
            .await?
        {
            return Err(find(ctx, scope, self.listing).await?.wrong_state());
        }
        let after = find(ctx, scope, self.listing).await?;
        ctx.audit_change(Some(&before.audited()), Some(&after.audited()));
        view::of(ctx, after).await
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("listing", |listing| ReviseListing { listing: id(listing) })
    }
}

impl Handler for DeleteDraft {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let scope = ctx.own()?;
        let before = find(ctx, scope, self.listing).await?;
        ctx.audit_object(self.listing);
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE listing SET deleted_at = $2, updated_at = $2
                     WHERE id = $1 AND deleted_at IS NULL AND live_revision_id IS NULL
                     AND revision_state IN ('draft', 'rejected') AND {scope:seller_id} AND {product:id}"
                ),
                [self.listing.to_string().into(), ctx.now_micros()],
            ))
            .await?;
        if changed == 0 {
            return Err(find(ctx, scope, self.listing).await?.wrong_state());
        }
        ctx.audit_change(Some(&before.audited()), None::<&()>);
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.object("draft", |listing| DeleteDraft { listing: id(listing) })
    }
}

/// The newest revision may be changed, and is the one that was read.
pub(super) fn may_change(stored: &Stored, version: i64) -> Result<(), Refusal> {
    if !stored.revision_state.is_editable() {
        return Err(stored.wrong_state());
    }
    if stored.version != version {
        return Err(AppError::conflict(Conflict::StaleVersion {
            current: stored.version,
        })
        .into());
    }
    Ok(())
}

/// Why a conditional write met no row: somebody was faster between our reading and our writing.
pub(super) async fn overtaken(ctx: &Ctx<'_>, scope: Scope, listing: ListingId, version: i64) -> Refusal {
    match find(ctx, scope, listing).await {
        Err(refusal) => refusal,
        Ok(now) => match may_change(&now, version) {
            Err(refusal) => refusal,
            Ok(()) => now.wrong_state(),
        },
    }
}
