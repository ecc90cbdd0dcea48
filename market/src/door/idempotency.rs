//! The same key and request gives the same answer; the same key with another request is an error.

use super::{Actor, Ctx, Handler, Refusal};
use crate::sql;
use guildhall_sdk::portal::{AppError, Conflict};
use sha2::{Digest, Sha256};

/// A key that was taken for this act, or the answer it already has.
pub(super) enum Taken {
    /// No key was sent.
    None,
    /// First time: keep the answer under it.
    Fresh { who: String, key: String },
    /// The answer that was given then.
    Answered(String),
}

/// Longest key.
const KEY_MAX: usize = 200;

/// Takes the request's key. In PostgreSQL the insert waits for an open transaction with the same key; SQLite has one writer.
pub(super) async fn take<O: Handler>(ctx: &Ctx<'_>, operation: &O) -> Result<Taken, Refusal> {
    // Nobody shares a name with everybody else who is not signed in: their keys mean nothing.
    if !O::IDEMPOTENT || matches!(ctx.actor(), Actor::Anonymous) {
        return Ok(Taken::None);
    }
    let Some(key) = ctx.request().idempotency_key.clone() else {
        return Ok(Taken::None);
    };
    if key.is_empty() || key.len() > KEY_MAX || !key.bytes().all(|b| (0x21..0x7f).contains(&b)) {
        return Err(AppError::malformed("Idempotency-Key: 1 to 200 visible ASCII characters").into());
    }
    let who = match ctx.actor() {
        Actor::Person(s) => format!("{}/{}", s.viewer.person, s.viewer.acting.organisation),
        other => other.label(),
    };
    let mut hasher = Sha256::new();
    hasher.update(O::NAME.as_bytes());
    hasher.update([0]);
    hasher.update(serde_json::to_vec(operation)?);
    let hash = hex::encode(hasher.finalize());
    let everyone = ctx.everywhere("idempotency rows are found by the actor's own name");
    let inserted = ctx
        .execute(ctx.query(
            everyone,
            sql!("INSERT INTO idempotency (who, key, request_hash, response, created_at) SELECT $1, $2, $3, NULL, $4 WHERE {scope:none} ON CONFLICT DO NOTHING"),
            [who.clone().into(), key.clone().into(), hash.clone().into(), ctx.now_micros()],
        ))
        .await?;
    if inserted == 1 {
        return Ok(Taken::Fresh { who, key });
    }
    let row = ctx
        .find(ctx.query(
            everyone,
            sql!(
                "SELECT request_hash, response FROM idempotency WHERE who = $1 AND key = $2 AND {scope:none}"
            ),
            [who.into(), key.into()],
        ))
        .await?;
    if row.text("request_hash")? != hash {
        return Err(AppError::conflict(Conflict::KeyReused).into());
    }
    match row.text_or_none("response")? {
        Some(answer) => Ok(Taken::Answered(answer)),
        None => Err(Refusal::fault(
            "an idempotency key without an answer outside a transaction",
        )),
    }
}

/// Keeps the answer under the key.
pub(super) async fn keep(ctx: &Ctx<'_>, who: String, key: String, answer: &str) -> Result<(), Refusal> {
    let everyone = ctx.everywhere("idempotency rows are found by the actor's own name");
    ctx.execute(ctx.query(
        everyone,
        sql!("UPDATE idempotency SET response = $3 WHERE who = $1 AND key = $2 AND {scope:none}"),
        [who.into(), key.into(), answer.to_owned().into()],
    ))
    .await?;
    Ok(())
}
