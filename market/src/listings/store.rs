//! A listing and its newest revision, as stored.

use crate::{
    db::{DbErr, Scope, Value},
    door::{Ctx, Refusal},
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::{ListingId, OrganisationId, ReviewId, RevisionId},
    listings::{ListingContent, ListingState, RevisionState},
    portal::AppError,
    reviews::FieldComment,
};

/// A listing with its newest revision.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub id: ListingId,
    pub seller: OrganisationId,
    pub state: ListingState,
    /// The revision that is live, if one is.
    pub live: Option<RevisionId>,
    pub revision: RevisionId,
    pub number: i64,
    pub revision_state: RevisionState,
    pub version: i64,
    pub content: ListingContent,
    pub comments: Vec<FieldComment>,
    pub review: Option<ReviewId>,
    pub saved_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub due_at: Option<DateTime<Utc>>,
}

impl Stored {
    /// What the audit row says of it: enough to follow its way, without its texts.
    pub fn audited(&self) -> serde_json::Value {
        serde_json::json!({
            "state": self.state,
            "number": self.number,
            "revision_state": self.revision_state,
            "version": self.version,
            "name": self.content.name,
        })
    }

    /// Refused because the newest revision does not stand where it would have to.
    pub fn wrong_state(&self) -> Refusal {
        AppError::wrong_state(self.revision_state.as_str()).into()
    }
}

/// One listing with its newest revision.
///
/// # Errors
/// `NotFound` for an unknown, foreign or deleted one.
pub(super) async fn find(ctx: &Ctx<'_>, scope: Scope, listing: ListingId) -> Result<Stored, Refusal> {
    let row = ctx
        .find(ctx.query(
            scope,
            sql!(
                "SELECT l.id, l.seller_id, l.state, l.live_revision_id, r.id AS revision_id, r.number,
                        r.state AS revision_state, r.version, r.content, r.comments, r.review_id, r.saved_at,
                        r.submitted_at, r.due_at
                 FROM listing l JOIN listing_revision r ON r.id = l.revision_id
                 WHERE l.id = $1 AND l.deleted_at IS NULL AND {scope:l.seller_id} AND {product:l.id}"
            ),
            [listing.to_string().into()],
        ))
        .await?;
    Ok(Stored {
        id: row.id("id")?,
        seller: row.id("seller_id")?,
        state: row.state("state", ListingState::parse)?,
        live: row.id_or_none("live_revision_id")?,
        revision: row.id("revision_id")?,
        number: row.int("number")?,
        revision_state: row.state("revision_state", RevisionState::parse)?,
        version: row.int("version")?,
        content: row.json("content")?,
        comments: row.json("comments")?,
        review: row.id_or_none("review_id")?,
        saved_at: row.time("saved_at")?,
        submitted_at: row.time_or_none("submitted_at")?,
        due_at: row.time_or_none("due_at")?,
    })
}

/// The content of one revision.
pub(super) async fn revision_content(
    ctx: &Ctx<'_>,
    scope: Scope,
    revision: RevisionId,
) -> Result<Option<ListingContent>, DbErr> {
    let row = ctx
        .one(ctx.query(
            scope,
            sql!("SELECT content FROM listing_revision WHERE id = $1 AND {scope:seller_id} AND {product:listing_id}"),
            [revision.to_string().into()],
        ))
        .await?;
    row.map(|row| row.json("content")).transpose()
}

/// Adds a revision as a draft. False when there is one of that number already.
pub(super) async fn add_revision(
    ctx: &Ctx<'_>,
    id: RevisionId,
    listing: ListingId,
    seller: OrganisationId,
    number: i64,
    content: &ListingContent,
) -> Result<bool, Refusal> {
    let inserted = ctx
        .execute(ctx.query(
            ctx.everywhere("a new row of the actor's own organisation"),
            sql!(
                "INSERT INTO listing_revision (id, listing_id, seller_id, number, state, content, version, saved_at, saved_by)
                 SELECT $1, $2, $3, $4, 'draft', $5, 1, $6, $7 WHERE {scope:seller_id} ON CONFLICT DO NOTHING"
            ),
            [
                id.to_string().into(),
                listing.to_string().into(),
                seller.to_string().into(),
                number.into(),
                serde_json::to_string(content)?.into(),
                ctx.now_micros(),
                ctx.actor().label().into(),
            ],
        ))
        .await?;
    Ok(inserted == 1)
}

/// Says on the listing where its newest revision stands and that something changed just now; `content` is copied into
/// the columns that lists read. The last write of every act on a listing: revisions are locked before their listing.
///
/// # Errors
/// `NotFound` when it was deleted meanwhile.
pub(super) async fn touch(
    ctx: &Ctx<'_>,
    scope: Scope,
    listing: ListingId,
    revision_state: RevisionState,
    content: Option<&ListingContent>,
) -> Result<(), Refusal> {
    let changed = [
        ctx.now_micros(),
        revision_state.as_str().into(),
        listing.to_string().into(),
    ];
    let query = match content {
        None => ctx.query(
            scope,
            sql!(
                "UPDATE listing SET updated_at = $1, revision_state = $2
                 WHERE id = $3 AND deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
            ),
            changed,
        ),
        Some(content) => ctx.query(
            scope,
            sql!(
                "UPDATE listing SET updated_at = $1, revision_state = $2, name_zh = $4, name_en = $5, search = $6,
                        access_type = $7, trade_class = $8, category = $9, specs = $10
                 WHERE id = $3 AND deleted_at IS NULL AND {scope:seller_id} AND {product:id}"
            ),
            changed.into_iter().chain(shown(content)),
        ),
    };
    if ctx.execute(query).await? == 0 {
        Err(AppError::NotFound.into())
    } else {
        Ok(())
    }
}

/// The values of the columns that lists read: names, search text, access type, trade class, category, specs.
pub(super) fn shown(content: &ListingContent) -> [Value; 7] {
    [
        content.name.zh.clone().into(),
        content.name.en.clone().into(),
        search_text(content).into(),
        content.access_type.as_str().into(),
        content.trade_class.as_str().into(),
        content.category.map(|c| c.as_str().to_owned()).into(),
        i64::try_from(content.specs.len()).unwrap_or(i64::MAX).into(),
    ]
}

/// Both names in lower case: the databases' own lower-casing differs past ASCII.
fn search_text(content: &ListingContent) -> String {
    format!("{}\n{}", content.name.zh, content.name.en).to_lowercase()
}
