//! The store front: written as a draft, decided by the desk, shown on the seller's public page
//! (`domain/business.md` §1.7).

use super::{
    filing::{self, Next, Stored},
    store_page::on_sale,
};
use crate::{
    Market,
    db::Scope,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    files, settings, sql,
};
use guildhall_sdk::{
    files::Purpose,
    finding::{Code, Finding},
    ids::{ListingId, OrganisationId},
    portal::AppError,
    reviews::{FieldComment, ReviewKind, ReviewSubject},
    sellers::{
        FilingKind, FilingState, GetStore, SaveStore, StoreContent, StorePicture, StoreView, SubmitStore,
        check_store,
    },
};

const KIND: FilingKind = FilingKind::Store;

pub(super) async fn stored(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<Stored<StoreContent>, Refusal> {
    Ok(filing::find(ctx, Scope::Tenant(seller), KIND).await?)
}

/// What the rules say of it now: products go off sale and hosts off the list while a store waits.
async fn findings(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    content: &StoreContent,
) -> Result<Vec<Finding>, Refusal> {
    let hosts = settings::read(ctx).await?.settings.store_hosts;
    let products: Vec<ListingId> = on_sale(ctx, seller).await?.iter().map(|p| p.listing).collect();
    Ok(check_store(content, &hosts, &products))
}

/// What the desk reads.
///
/// # Errors
/// A fault of the database.
pub(crate) async fn review_subject(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<ReviewSubject, Refusal> {
    let filed = stored(ctx, seller).await?;
    Ok(ReviewSubject::Store {
        findings: findings(ctx, seller, &filed.content).await?,
        products: on_sale(ctx, seller).await?,
        content: Box::new(filed.content),
        live: filed.live.map(Box::new),
    })
}

/// The desk decided. The pictures of what was approved are everybody's, and no others of the seller's.
///
/// # Errors
/// `Conflict` when it does not wait for a decision any more.
pub(crate) async fn decided(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    filing::decide(ctx, seller, KIND, approve, comments).await?;
    if !approve {
        return Ok(());
    }
    let live = stored(ctx, seller).await?.live.unwrap_or_default();
    ctx.execute(ctx.query(
        Scope::Tenant(seller),
        sql!("UPDATE file SET shown = 0 WHERE shown = 1 AND {scope:organisation_id}"),
        [],
    ))
    .await?;
    for picture in live.pictures() {
        ctx.execute(ctx.query(
            Scope::Tenant(seller),
            sql!(
                "UPDATE file SET shown = 1 WHERE id = $1 AND purpose = $2 AND stored_at IS NOT NULL
                 AND {scope:organisation_id}"
            ),
            [picture.file.to_string().into(), Purpose::Picture.as_str().into()],
        ))
        .await?;
    }
    Ok(())
}

async fn view(ctx: &Ctx<'_>, seller: OrganisationId) -> Result<StoreView, Refusal> {
    Ok(StoreView {
        seller,
        filing: stored(ctx, seller).await?.view(Vec::new()),
        products: on_sale(ctx, seller).await?,
        hosts: settings::read(ctx).await?.settings.store_hosts,
    })
}

/// As it is kept: without the blanks around what was typed, with what is known of its pictures. A picture the seller does
/// not have is refused at its field.
async fn settled(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    mut content: StoreContent,
) -> Result<StoreContent, Refusal> {
    let mut missing = Vec::new();
    for (i, slide) in content.carousel.iter_mut().enumerate() {
        slide.link = slide.link.trim().to_owned();
        if let Some(picture) = slide.picture.as_mut() {
            settle(
                ctx,
                seller,
                &format!("carousel.{i}.picture"),
                picture,
                &mut missing,
            )
            .await?;
        }
    }
    if let Some(picture) = content.brand.as_mut() {
        settle(ctx, seller, "brand", picture, &mut missing).await?;
    }
    for (i, picture) in content.story_pictures.iter_mut().enumerate() {
        settle(ctx, seller, &format!("story_pictures.{i}"), picture, &mut missing).await?;
    }
    content.story.zh = content.story.zh.trim().to_owned();
    content.story.en = content.story.en.trim().to_owned();
    if missing.is_empty() {
        Ok(content)
    } else {
        Err(AppError::Invalid { findings: missing }.into())
    }
}

async fn settle(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    path: &str,
    picture: &mut StorePicture,
    missing: &mut Vec<Finding>,
) -> Result<(), Refusal> {
    match files::stored(ctx, seller, picture.file, Purpose::Picture).await? {
        Some(file) => {
            let (width, height) = file.pixels.unwrap_or_default();
            *picture = StorePicture {
                file: file.id,
                name: file.name,
                width,
                height,
            };
        }
        None => missing.push(Finding::error(path, Code::FileMissing).under("content")),
    }
    Ok(())
}

impl Handler for GetStore {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StoreView, Refusal> {
        view(ctx, ctx.organisation()?).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetStore {})
    }
}

impl Handler for SaveStore {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StoreView, Refusal> {
        let seller = ctx.organisation()?;
        let before = stored(ctx, seller).await?;
        ctx.audit_object(seller);
        let next = before
            .state
            .saved()
            .ok_or_else(|| AppError::wrong_state(before.state.as_str()))?;
        filing::may_become(&before, self.version, next)?;
        let content = settled(ctx, seller, self.content).await?;
        let saved = Next {
            state: next,
            content: &content,
            comments: &before.comments,
            review: before.review,
            due_at: None,
        };
        filing::put(ctx, seller, KIND, (before.state, before.version), saved).await?;
        ctx.audit_change(Some(&before.content), Some(&content));
        view(ctx, seller).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SaveStore {
            version: 0,
            content: StoreContent::default(),
        })
    }
}

impl Handler for SubmitStore {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StoreView, Refusal> {
        let seller = ctx.organisation()?;
        let before = stored(ctx, seller).await?;
        ctx.audit_object(seller);
        filing::may_become(&before, self.version, FilingState::Pending)?;
        let content = settled(ctx, seller, self.content).await?;
        let found: Vec<Finding> = findings(ctx, seller, &content)
            .await?
            .into_iter()
            .map(|f| f.under("content"))
            .collect();
        if !found.is_empty() {
            return Err(AppError::Invalid { findings: found }.into());
        }
        let was = (before.state, before.version);
        filing::hand_in(ctx, KIND, ReviewKind::Store, was, &content).await?;
        ctx.audit_change(
            Some(&serde_json::json!({ "state": before.state, "content": before.content })),
            Some(&serde_json::json!({ "state": FilingState::Pending, "content": content })),
        );
        view(ctx, seller).await
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(SubmitStore {
            version: 0,
            content: StoreContent::default(),
        })
    }
}
