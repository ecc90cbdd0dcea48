//! How a filing is kept: one row per seller and kind, its version checked with every write, its moves from the sdk's
//! table, what is in force beside what is being worked on.

use crate::{
    db::{DbErr, Micros, Scope},
    door::{Ctx, Refusal},
    files,
    reviews::{self, Submission},
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    files::Purpose,
    finding::{Code, Finding},
    ids::{OrganisationId, ReviewId},
    portal::{AppError, Conflict},
    reviews::{FieldComment, ReviewKind},
    sellers::{Evidence, FilingKind, FilingState, FilingView, JoiningStep},
};
use serde::{Serialize, de::DeserializeOwned};

/// A filing as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Stored<T> {
    pub state: FilingState,
    pub version: i64,
    pub content: T,
    pub live: Option<T>,
    pub comments: Vec<FieldComment>,
    pub review: Option<ReviewId>,
    pub since: Option<DateTime<Utc>>,
    pub due_at: Option<DateTime<Utc>>,
}

impl<T: Default> Default for Stored<T> {
    fn default() -> Self {
        Stored {
            state: FilingState::None,
            version: 0,
            content: T::default(),
            live: None,
            comments: Vec::new(),
            review: None,
            since: None,
            due_at: None,
        }
    }
}

impl<T> Stored<T> {
    /// As its seller sees it.
    pub fn view(self, blocked_by: Vec<JoiningStep>) -> FilingView<T> {
        FilingView {
            state: self.state,
            version: self.version,
            content: self.content,
            live: self.live,
            comments: self.comments,
            since: self.since,
            due_at: self.due_at.filter(|_| self.state == FilingState::Pending),
            blocked_by,
        }
    }
}

/// A seller's filing; an empty one before the first.
pub(super) async fn find<T: DeserializeOwned + Default>(
    ctx: &Ctx<'_>,
    scope: Scope,
    kind: FilingKind,
) -> Result<Stored<T>, DbErr> {
    let row = ctx
        .one(ctx.query(
            scope,
            sql!(
                "SELECT state, version, content, live, comments, review_id, since, due_at FROM filing
                 WHERE kind = $1 AND {scope:seller_id}"
            ),
            [kind.as_str().into()],
        ))
        .await?;
    let Some(row) = row else {
        return Ok(Stored::default());
    };
    Ok(Stored {
        state: row.state("state", FilingState::parse)?,
        version: row.int("version")?,
        content: row.json("content")?,
        live: match row.text_or_none("live")? {
            Some(_) => Some(row.json("live")?),
            None => None,
        },
        comments: row.json("comments")?,
        review: row.id_or_none("review_id")?,
        since: Some(row.time("since")?),
        due_at: row.time_or_none("due_at")?,
    })
}

/// What a write makes of a filing.
pub(super) struct Next<'a, T> {
    pub state: FilingState,
    pub content: &'a T,
    pub comments: &'a [FieldComment],
    pub review: Option<ReviewId>,
    pub due_at: Option<DateTime<Utc>>,
}

/// Writes a filing's next state over the one that was read.
///
/// # Errors
/// `Conflict` when somebody else wrote meanwhile.
pub(super) async fn put<T: Serialize>(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    kind: FilingKind,
    before: (FilingState, i64),
    next: Next<'_, T>,
) -> Result<(), Refusal> {
    let (state, version) = before;
    let changed = if version == 0 {
        ctx.execute(ctx.query(
            ctx.everywhere("a new row of the actor's own organisation"),
            sql!(
                "INSERT INTO filing (seller_id, kind, state, content, comments, review_id, due_at, version, since)
                 SELECT $1, $2, $3, $4, $5, $6, $7, 1, $8 WHERE {scope:seller_id} ON CONFLICT DO NOTHING"
            ),
            [
                seller.to_string().into(),
                kind.as_str().into(),
                next.state.as_str().into(),
                serde_json::to_string(next.content)?.into(),
                serde_json::to_string(next.comments)?.into(),
                next.review.map(|id| id.to_string()).into(),
                next.due_at.micros(),
                ctx.now_micros(),
            ],
        ))
        .await?
    } else {
        ctx.execute(ctx.query(
            Scope::Tenant(seller),
            sql!(
                "UPDATE filing SET state = $2, content = $3, comments = $4, review_id = $5, due_at = $6, since = $7,
                        version = version + 1
                 WHERE kind = $1 AND version = $8 AND state = $9 AND {scope:seller_id}"
            ),
            [
                kind.as_str().into(),
                next.state.as_str().into(),
                serde_json::to_string(next.content)?.into(),
                serde_json::to_string(next.comments)?.into(),
                next.review.map(|id| id.to_string()).into(),
                next.due_at.micros(),
                ctx.now_micros(),
                version.into(),
                state.as_str().into(),
            ],
        ))
        .await?
    };
    if changed == 0 {
        return Err(overtaken(ctx, seller, kind).await?.into());
    }
    Ok(())
}

async fn overtaken(ctx: &Ctx<'_>, seller: OrganisationId, kind: FilingKind) -> Result<AppError, Refusal> {
    let row = ctx
        .one(ctx.query(
            Scope::Tenant(seller),
            sql!("SELECT version FROM filing WHERE kind = $1 AND {scope:seller_id}"),
            [kind.as_str().into()],
        ))
        .await?;
    let current = row.map(|row| row.int("version")).transpose()?.unwrap_or_default();
    Ok(AppError::conflict(Conflict::StaleVersion { current }))
}

/// Refuses what the state or the version that was read does not allow.
///
/// # Errors
/// `Conflict`.
pub(super) fn may_become<T>(before: &Stored<T>, version: i64, next: FilingState) -> Result<(), AppError> {
    if !before.state.can_become(next) {
        return Err(AppError::wrong_state(before.state.as_str()));
    }
    if before.version != version {
        return Err(AppError::conflict(Conflict::StaleVersion {
            current: before.version,
        }));
    }
    Ok(())
}

/// Hands a filing in: to the desk, under the seller's name.
///
/// # Errors
/// `Conflict`, or a fault of the database.
pub(super) async fn hand_in<T: Serialize>(
    ctx: &Ctx<'_>,
    kind: FilingKind,
    review_kind: ReviewKind,
    before: (FilingState, i64),
    content: &T,
) -> Result<(), Refusal> {
    let seller = ctx.organisation()?;
    let title = ctx
        .actor()
        .signed()
        .map(|s| s.viewer.acting.name.clone())
        .unwrap_or_default();
    let submission = Submission {
        kind: review_kind,
        object: seller.0,
        seller,
        title,
    };
    let (review, due) = reviews::open(ctx, submission).await?;
    let next = Next {
        state: FilingState::Pending,
        content,
        comments: &[],
        review: Some(review),
        due_at: Some(due),
    };
    put(ctx, seller, kind, before, next).await
}

/// Writes the desk's decision. What was approved is in force from now on.
///
/// # Errors
/// `Conflict` when it does not wait for a decision any more.
pub(super) async fn decide(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    kind: FilingKind,
    approve: bool,
    comments: &[FieldComment],
) -> Result<(), Refusal> {
    let next = if approve {
        FilingState::Approved
    } else {
        FilingState::Rejected
    };
    debug_assert!(FilingState::Pending.can_become(next));
    let changed = ctx
        .execute(ctx.query(
            Scope::Tenant(seller),
            sql!(
                "UPDATE filing SET state = $2, comments = $3, version = version + 1, since = $4,
                        live = CASE WHEN $5 = 1 THEN content ELSE live END,
                        approved_at = CASE WHEN $5 = 1 THEN $4 ELSE approved_at END
                 WHERE kind = $1 AND state = 'pending' AND {scope:seller_id}"
            ),
            [
                kind.as_str().into(),
                next.as_str().into(),
                serde_json::to_string(comments)?.into(),
                ctx.now_micros(),
                i64::from(approve).into(),
            ],
        ))
        .await?;
    if changed == 0 {
        let row = ctx
            .find(ctx.query(
                Scope::Tenant(seller),
                sql!("SELECT state FROM filing WHERE kind = $1 AND {scope:seller_id}"),
                [kind.as_str().into()],
            ))
            .await?;
        return Err(AppError::wrong_state(&row.text("state")?).into());
    }
    Ok(())
}

/// A file of a filing as it was received, whatever the sender says of it; a finding when the seller has no such file.
pub(super) async fn settled(
    ctx: &Ctx<'_>,
    seller: OrganisationId,
    path: &str,
    evidence: Option<Evidence>,
    findings: &mut Vec<Finding>,
) -> Result<Option<Evidence>, DbErr> {
    let Some(evidence) = evidence else { return Ok(None) };
    match files::stored(ctx, seller, evidence.file, Purpose::Proof).await? {
        Some(file) => Ok(Some(Evidence {
            file: file.id,
            name: file.name,
            sha256: file.sha256,
        })),
        None => {
            findings.push(Finding::error(path, Code::FileMissing));
            Ok(None)
        }
    }
}
