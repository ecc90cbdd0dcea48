//! Jobs: rows taken under a lease with a fencing token. A job exists only if the transaction that wanted it committed.

mod work;
mod worker;

pub use work::Job;
pub use worker::{Drained, Worker};

use crate::{
    db::{DbErr, Micros},
    door::Ctx,
    sql,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Wants a job done, in the open transaction. With a `dedupe` text the same job is wanted once only.
pub(crate) async fn enqueue(
    ctx: &Ctx<'_>,
    job: &Job,
    run_at: DateTime<Utc>,
    dedupe: Option<&str>,
) -> Result<(), DbErr> {
    let payload = serde_json::to_string(job).map_err(|e| DbErr::Custom(e.to_string()))?;
    let everyone = ctx.everywhere("jobs belong to no tenant");
    ctx.execute(ctx.query(
        everyone,
        sql!("INSERT INTO job (id, kind, payload, dedupe, run_at, created_at) SELECT $1, $2, $3, $4, $5, $6 WHERE {scope:none} ON CONFLICT DO NOTHING"),
        [
            Uuid::now_v7().to_string().into(),
            job.name().into(),
            payload.into(),
            dedupe.map(str::to_owned).into(),
            run_at.micros(),
            ctx.now_micros(),
        ],
    ))
    .await
    .map(drop)
}
