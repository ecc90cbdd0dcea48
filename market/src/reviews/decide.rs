//! The decision: once, on the version that was read, by whoever holds the claim.

use super::queue::{Stored, find};
use crate::{
    Market,
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    notices::{self, Letter},
    sql,
};
use guildhall_sdk::{
    finding::{Code, Finding},
    portal::{AppError, Conflict},
    reviews::{DecideReview, Decision, FieldComment, ReviewRow, ReviewState, deciders},
};

/// Longest path of a comment, in bytes: the deepest field's is a third of it.
const PATH_MAX: usize = 100;

impl Handler for DecideReview {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ReviewRow, Refusal> {
        let scope = ctx.operator()?;
        let before = find(ctx, scope, self.review).await?;
        ctx.audit_object(self.review);
        if !ctx.actor().has(deciders(before.row.kind)) {
            return Err(AppError::Forbidden.into());
        }
        may_decide(ctx, &before, self.version)?;
        let comments = written(&self.comments)?;
        let approve = self.decision == Decision::Approve;
        let next = if approve {
            ReviewState::Approved
        } else {
            ReviewState::Rejected
        };
        // What was decided on stays readable here, whatever the seller makes of it afterwards.
        let subject = serde_json::to_string(&before.object().subject(ctx).await?)?;
        let me = ctx.actor().person().map(|p| p.to_string());
        let name = ctx
            .actor()
            .signed()
            .map_or_else(|| ctx.actor().label(), |s| s.viewer.name.clone());
        let changed = ctx
            .execute(ctx.query(
                scope,
                sql!(
                    "UPDATE review SET state = $2, comments = $3, decided_by = $4, decided_at = $5, subject = $6,
                            claimed_by = $7, claimed_until = NULL, version = version + 1
                     WHERE id = $1 AND version = $8 AND state = 'open'
                     AND (claimed_until IS NULL OR claimed_until <= $5 OR claimed_by = $7) AND {scope:seller_id}"
                ),
                [
                    self.review.to_string().into(),
                    next.as_str().into(),
                    serde_json::to_string(&comments)?.into(),
                    name.into(),
                    ctx.now_micros(),
                    subject.into(),
                    me.into(),
                    self.version.into(),
                ],
            ))
            .await?;
        let after = find(ctx, scope, self.review).await?;
        if changed == 0 {
            // Somebody was faster between our reading and our writing: the row now says how.
            may_decide(ctx, &after, self.version)?;
            return Err(AppError::conflict(Conflict::StaleVersion {
                current: after.version,
            })
            .into());
        }
        let object = before.object();
        object.decided(ctx, approve, &comments).await?;
        let title = before.row.title.clone();
        let letter = if approve {
            Letter::Approved {
                kind: before.row.kind,
                title,
                path: object.path(),
            }
        } else {
            Letter::Rejected {
                kind: before.row.kind,
                title,
                comments: comments.clone(),
                path: object.path(),
            }
        };
        for person in notices::people_of(ctx, before.row.seller, object.readers()).await? {
            if !object.known_to(ctx, &person).await? {
                continue;
            }
            notices::write(ctx, &person, &letter, &format!("review {} decided", self.review)).await?;
        }
        ctx.audit_object(self.review);
        ctx.audit_change(
            Some(&serde_json::json!({ "state": before.row.state, "kind": before.row.kind, "object": object.id })),
            Some(&serde_json::json!({ "state": next, "comments": comments })),
        );
        Ok(after.row)
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("review", |review| DecideReview {
            review: id(review),
            version: 1,
            decision: Decision::Reject,
            comments: vec![FieldComment {
                path: "name.zh".into(),
                text: "…".into(),
            }],
        })
    }
}

/// The version that was read, still open, and not in somebody else's hands.
fn may_decide(ctx: &Ctx<'_>, stored: &Stored, version: i64) -> Result<(), AppError> {
    if stored.version != version {
        return Err(AppError::conflict(Conflict::StaleVersion {
            current: stored.version,
        }));
    }
    if stored.row.state != ReviewState::Open {
        return Err(AppError::wrong_state(stored.row.state.as_str()));
    }
    match stored.held_by_another(ctx.actor().person()) {
        Some(by) => Err(AppError::conflict(Conflict::Claimed { by })),
        None => Ok(()),
    }
}

/// The comments that say something, as they are kept.
fn written(comments: &[FieldComment]) -> Result<Vec<FieldComment>, AppError> {
    let mut findings = Vec::new();
    let mut kept = Vec::new();
    for (i, comment) in comments.iter().enumerate() {
        let (path, text) = (comment.path.trim(), comment.text.trim());
        if path.len() > PATH_MAX {
            let at = format!("comments.{i}.path");
            findings.push(
                Finding::error(at, Code::TooLong)
                    .with("max", PATH_MAX)
                    .with("actual", path.len()),
            );
        }
        if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || path.contains(char::is_control)
        {
            findings.push(Finding::error(
                format!("comments.{i}.text"),
                Code::ControlCharacters,
            ));
        }
        if !text.is_empty() {
            kept.push(FieldComment {
                path: path.to_owned(),
                text: text.to_owned(),
            });
        }
    }
    if findings.is_empty() {
        Ok(kept)
    } else {
        Err(AppError::Invalid { findings })
    }
}
