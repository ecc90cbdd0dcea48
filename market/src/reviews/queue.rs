//! The queue, and a whole submission.

use super::desk::Object;
use crate::{
    Market,
    db::{DbErr, Query, Row, Scope},
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    pages::{self, Keyset},
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::{PersonId, ReviewId},
    portal::{AppError, Page},
    reviews::{
        FieldComment, GetReview, ListReviews, ReviewKind, ReviewRow, ReviewState, ReviewSubject, ReviewView,
        deciders,
    },
};

/// The columns [`read_row`] reads.
macro_rules! rows {
    ($tail:literal) => {
        sql!(concat!(
            "SELECT r.id, r.kind, r.title_zh, r.title_en, r.seller_id, o.name_zh, o.name_en, r.state, r.submitted_at, r.due_at,
                    r.claimed_by, r.claimed_name, r.claimed_until, r.decided_at, r.decided_by, r.version, r.object_id,
                    r.comments, r.subject
             FROM review r JOIN organisation o ON o.id = r.seller_id WHERE {scope:r.seller_id}",
            $tail
        ))
    };
}

/// A review as it is stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub row: ReviewRow,
    pub version: i64,
    object: uuid::Uuid,
    /// Who holds the claim, while it holds.
    pub holder: Option<PersonId>,
    comments: Vec<FieldComment>,
    decided_by: Option<String>,
    /// What was decided on, kept when it was.
    subject: Option<String>,
}

impl Stored {
    /// The thing it is about.
    pub fn object(&self) -> Object {
        Object {
            kind: self.row.kind,
            id: self.object,
        }
    }

    /// The holder's name, when somebody else holds the claim.
    pub fn held_by_another(&self, person: Option<PersonId>) -> Option<String> {
        if self.holder.is_none() || self.holder == person {
            None
        } else {
            self.row.claimed_by.clone()
        }
    }
}

fn read_row(row: &Row, now: DateTime<Utc>) -> Result<ReviewRow, DbErr> {
    let state = row.state("state", ReviewState::parse)?;
    let held = state == ReviewState::Open
        && row
            .time_or_none("claimed_until")?
            .is_some_and(|until| until > now);
    Ok(ReviewRow {
        id: row.id("id")?,
        kind: row.state("kind", ReviewKind::parse)?,
        title: row.bilingual("title")?,
        seller: row.id("seller_id")?,
        seller_name: row.bilingual("name")?,
        state,
        submitted_at: row.time("submitted_at")?,
        due_at: row.time("due_at")?,
        claimed_by: if held {
            row.text_or_none("claimed_name")?
        } else {
            None
        },
        decided_at: row.time_or_none("decided_at")?,
    })
}

/// One review.
///
/// # Errors
/// `NotFound` for an unknown or foreign one.
pub(super) async fn find(ctx: &Ctx<'_>, scope: Scope, review: ReviewId) -> Result<Stored, Refusal> {
    let found = ctx
        .find(ctx.query(scope, rows!(" AND r.id = $1"), [review.to_string().into()]))
        .await?;
    let row = read_row(&found, ctx.now())?;
    Ok(Stored {
        version: found.int("version")?,
        object: found.id("object_id")?,
        holder: if row.claimed_by.is_some() {
            found.id_or_none("claimed_by")?
        } else {
            None
        },
        comments: found.json("comments")?,
        decided_by: found.text_or_none("decided_by")?,
        subject: found.text_or_none("subject")?,
        row,
    })
}

/// A review as the desk sees it. Once it is no longer open, it shows what was decided on, not what became of it since.
pub(super) async fn view(ctx: &Ctx<'_>, stored: Stored) -> Result<ReviewView, Refusal> {
    let subject: ReviewSubject = match &stored.subject {
        Some(kept) if stored.row.state != ReviewState::Open => serde_json::from_str(kept)?,
        _ => stored.object().subject(ctx).await?,
    };
    Ok(ReviewView {
        version: stored.version,
        may_decide: ctx.actor().has(deciders(stored.row.kind)),
        mine: stored.holder.is_some() && stored.holder == ctx.actor().person(),
        subject,
        comments: stored.comments,
        decided_by: stored.decided_by,
        row: stored.row,
    })
}

impl Handler for ListReviews {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<ReviewRow>, Refusal> {
        let scope = ctx.operator()?;
        let state = self.state.unwrap_or(ReviewState::Open);
        let open = state == ReviewState::Open;
        let me = ctx.actor().person().map(|p| p.to_string()).unwrap_or_default();
        let now = ctx.now();
        let filter = |query: Query| {
            let query = query
                .and("r.state = {}", [state.as_str().into()])
                .and_if("r.kind = {}", self.kind.map(|k| k.as_str()));
            let names = ["r.title_zh", "r.title_en", "o.name_zh", "o.name_en"];
            let query = pages::naming(query, &names, &self.search);
            match (self.mine, open) {
                (false, _) => query,
                (true, false) => query.and("r.claimed_by = {}", [me.clone().into()]),
                (true, true) => query.and(
                    "r.claimed_by = {} AND r.claimed_until > {}",
                    [me.clone().into(), now.timestamp_micros().into()],
                ),
            }
        };
        let counted = ctx.query(
            scope,
            if self.search.trim().is_empty() {
                sql!("SELECT 1 AS one FROM review r WHERE {scope:r.seller_id}")
            } else {
                sql!("SELECT 1 AS one FROM review r JOIN organisation o ON o.id = r.seller_id WHERE {scope:r.seller_id}")
            },
            [],
        );
        let count = pages::count(ctx, filter(counted)).await?;
        // Open: whoever waits longest comes first. Decided: what was just decided comes first.
        let keyset = Keyset {
            key: if open { "r.submitted_at" } else { "r.decided_at" },
            id: "r.id",
            descending: !open,
        };
        let rows = filter(ctx.query(scope, rows!(""), []));
        pages::page(ctx, rows, keyset, &self.page, count, |row| read_row(row, now)).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListReviews::default())
    }
}

impl Handler for GetReview {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ReviewView, Refusal> {
        let stored = find(ctx, ctx.operator()?, self.review).await?;
        view(ctx, stored).await
    }
    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("review", |review| GetReview { review: id(review) })
    }
}
