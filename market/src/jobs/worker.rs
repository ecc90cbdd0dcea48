//! The worker: takes jobs one by one, does them, says so. It may be killed at any moment: the lease runs out and
//! another worker takes the job; the fence keeps the late one from marking it.

use super::Job;
use crate::{
    Market,
    db::{Conn, DbBackend, Micros, Query, Scope},
    door::{Actor, RequestInfo},
    settlement, sql,
};
use chrono::TimeDelta;
use std::{future::Future, time::Duration};

/// How long a taken job is nobody else's.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// Attempts before a job is given up and shown to the operator.
const MAX_ATTEMPTS: i64 = 10;

/// Takes and does jobs.
pub struct Worker {
    market: Market,
}

/// What [`Worker::drain`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Jobs done.
    pub done: u64,
    /// Attempts that failed.
    pub failed: u64,
}

struct Taken {
    id: String,
    fence: i64,
    attempts: i64,
    job: Result<Job, String>,
}

impl Worker {
    /// A worker of a market.
    pub fn new(market: Market) -> Worker {
        Worker { market }
    }

    /// Works until `stop` is ready; what is under way is finished.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        let mut since_schedule = 60;
        loop {
            if since_schedule >= 60 {
                since_schedule = 0;
                if let Err(cause) = self.schedule().await {
                    tracing::warn!(cause, "the schedule could not be looked at");
                }
            }
            tokio::select! {
                biased;
                () = &mut stop => return,
                worked = self.step() => match worked {
                    Ok(true) => continue,
                    Ok(false) => {}
                    Err(cause) => tracing::warn!(cause, "jobs could not be taken"),
                },
            }
            tokio::select! {
                () = &mut stop => return,
                () = self.market.wake().notified() => {}
                () = tokio::time::sleep(Duration::from_secs(1)) => since_schedule += 1,
            }
        }
    }

    /// Does every job that is due now, then returns: tests and the command line.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn drain(&self) -> Result<Drained, String> {
        let mut drained = Drained::default();
        while let Some(taken) = self.take().await? {
            if self.work(taken).await? {
                drained.done += 1;
            } else {
                drained.failed += 1;
            }
        }
        Ok(drained)
    }

    async fn step(&self) -> Result<bool, String> {
        match self.take().await? {
            None => Ok(false),
            Some(taken) => self.work(taken).await.map(|_| true),
        }
    }

    /// Takes one due job: one statement, so two workers never take the same.
    async fn take(&self) -> Result<Option<Taken>, String> {
        let now = self.market.now();
        let locked = match self.market.db().backend() {
            DbBackend::Postgres => " FOR UPDATE SKIP LOCKED",
            _ => "",
        };
        let due = Query::new(
            Scope::Everywhere,
            sql!(
                "SELECT 1 AS one FROM job WHERE done_at IS NULL AND dead_at IS NULL AND run_at <= $1 AND lease_until <= $1 AND {scope:none} LIMIT 1"
            ),
            [now.micros()],
        );
        // Looking costs the writer nothing; most looks find nothing.
        if due
            .one(Conn::Reader(&self.market.db().reader))
            .await
            .map_err(|e| e.to_string())?
            .is_none()
        {
            return Ok(None);
        }
        let query = Query::new(
            Scope::Everywhere,
            sql!("UPDATE job SET lease_until = $2, fence = fence + 1, attempts = attempts + 1 WHERE {scope:none}"),
            [now.micros(), (now + LEASE).micros()],
        )
        .push(
            &format!(
                " AND id = (SELECT id FROM job WHERE done_at IS NULL AND dead_at IS NULL AND run_at <= $1 AND lease_until <= $1 ORDER BY run_at LIMIT 1{locked}) RETURNING id, payload, fence, attempts"
            ),
            [],
        );
        let row = query
            .one(Conn::Reader(&self.market.db().writer))
            .await
            .map_err(|e| e.to_string())?;
        let Some(row) = row else { return Ok(None) };
        let read = || -> Result<Taken, crate::db::DbErr> {
            Ok(Taken {
                id: row.text("id")?,
                fence: row.int("fence")?,
                attempts: row.int("attempts")?,
                job: row.json("payload").map_err(|e| e.to_string()),
            })
        };
        read().map(Some).map_err(|e| e.to_string())
    }

    /// Does a taken job and marks it, unless the lease was lost meanwhile.
    async fn work(&self, taken: Taken) -> Result<bool, String> {
        let result = match &taken.job {
            Ok(job) => job.run(&self.market).await,
            Err(cause) => Err(cause.clone()),
        };
        let name = taken.job.as_ref().map_or("unreadable", Job::name);
        let outcome = if result.is_ok() { "ok" } else { "failed" };
        metrics::counter!("guildhall_jobs_total", "job" => name, "outcome" => outcome).increment(1);
        let now = self.market.now();
        let query = match &result {
            Ok(()) => Query::new(
                Scope::Everywhere,
                sql!(
                    "UPDATE job SET done_at = $3, last_error = NULL WHERE id = $1 AND fence = $2 AND {scope:none}"
                ),
                [taken.id.clone().into(), taken.fence.into(), now.micros()],
            ),
            Err(cause) => {
                tracing::warn!(job = name, attempt = taken.attempts, cause, "a job failed");
                // 10 s, 20 s, 40 s … at most an hour.
                let wait = TimeDelta::seconds((10_i64 << taken.attempts.clamp(0, 9)).min(3_600));
                let dead = (taken.attempts >= MAX_ATTEMPTS).then_some(now);
                Query::new(
                    Scope::Everywhere,
                    sql!(
                        "UPDATE job SET run_at = $3, lease_until = 0, last_error = $4, dead_at = $5 WHERE id = $1 AND fence = $2 AND {scope:none}"
                    ),
                    [
                        taken.id.clone().into(),
                        taken.fence.into(),
                        (now + wait).micros(),
                        cause.chars().take(500).collect::<String>().into(),
                        dead.micros(),
                    ],
                )
            }
        };
        query
            .execute(Conn::Reader(&self.market.db().writer))
            .await
            .map_err(|e| e.to_string())?;
        Ok(result.is_ok())
    }

    /// Wants what the calendar says is due: the bill run, the clearing.
    async fn schedule(&self) -> Result<(), String> {
        let actor = Actor::System("schedule");
        let request = RequestInfo::default();
        let result = self
            .market
            .chunk(&actor, &request, async |ctx| {
                let settings = crate::settings::read(ctx).await?.settings;
                let today = settings.zone.date(ctx.now());
                super::enqueue(
                    ctx,
                    &Job::Housekeeping {},
                    ctx.now(),
                    Some(&format!("housekeeping {today}")),
                )
                .await?;
                settlement::want_scheduled_run(ctx, settings).await?;
                Ok(())
            })
            .await;
        result.map_err(|r| format!("{r:?}"))
    }
}

/// Clears old idempotency keys, ended sessions, done jobs, uploads that never arrived.
pub(super) async fn housekeeping(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
) -> Result<(), String> {
    let result = market
        .chunk(actor, request, async |ctx| {
            let everyone = ctx.operator()?;
            let day = (ctx.now() - TimeDelta::days(2)).micros();
            let month = (ctx.now() - TimeDelta::days(30)).micros();
            for (sql, before) in [
                (
                    sql!("DELETE FROM idempotency WHERE created_at < $1 AND {scope:none}"),
                    day.clone(),
                ),
                (
                    sql!("DELETE FROM oidc_login WHERE expires_at < $1 AND {scope:none}"),
                    day.clone(),
                ),
                (
                    sql!("DELETE FROM session WHERE expires_at < $1 AND {scope:none}"),
                    month.clone(),
                ),
                (
                    sql!("DELETE FROM job WHERE done_at < $1 AND {scope:none}"),
                    month.clone(),
                ),
                (
                    sql!("DELETE FROM sign_in_challenge WHERE expires_at < $1 AND {scope:none}"),
                    day.clone(),
                ),
                (
                    sql!("DELETE FROM reset_guard WHERE window_start < $1 AND {scope:none}"),
                    day.clone(),
                ),
                (
                    sql!("DELETE FROM sign_up_guard WHERE window_start < $1 AND {scope:none}"),
                    day.clone(),
                ),
                (
                    sql!("DELETE FROM sign_up WHERE expires_at < $1 AND {scope:none}"),
                    day.clone(),
                ),
                (
                    sql!("DELETE FROM password_reset WHERE expires_at < $1 AND {scope:none}"),
                    month.clone(),
                ),
                (
                    sql!("DELETE FROM mail_opening WHERE until_at < $1 AND {scope:none}"),
                    day.clone(),
                ),
                (
                    sql!("DELETE FROM sign_in_guard WHERE updated_at < $1 AND {scope:none}"),
                    month,
                ),
                (
                    sql!("DELETE FROM file WHERE stored_at IS NULL AND created_at < $1 AND {scope:none}"),
                    day,
                ),
            ] {
                ctx.execute(ctx.query(everyone, sql, [before])).await?;
            }
            Ok(())
        })
        .await;
    result.map_err(|r| format!("{r:?}"))
}
