//! The door itself.

use super::{Actor, Ctx, Handler, Refusal, RequestInfo, ctx::Trail, idempotency};
use crate::{Market, audit, db::Conn};
use guildhall_sdk::{
    finding::{Finding, Severity},
    portal::{AppError, Kind, Operation},
};

impl Market {
    /// Does one operation: authorise, validate, work. The only way in.
    ///
    /// # Errors
    /// What the reader should know; the cause of a fault is in the log with the request's id.
    pub async fn run<O: Handler>(
        &self,
        actor: &Actor,
        request: &RequestInfo,
        operation: O,
    ) -> Result<O::Output, AppError> {
        let started = std::time::Instant::now();
        let result = self.run_inner(actor, request, operation).await;
        let outcome = match &result {
            Ok(_) => "ok",
            Err(error) => error.code(),
        };
        metrics::counter!("guildhall_operations_total", "operation" => O::NAME, "outcome" => outcome)
            .increment(1);
        metrics::histogram!("guildhall_operation_seconds", "operation" => O::NAME).record(started.elapsed());
        tracing::debug!(operation = O::NAME, outcome, request_id = %request.id, "operation");
        result
    }

    /// As [`Market::run`] with no request around it: jobs, the command line, tests.
    ///
    /// # Errors
    /// As [`Market::run`].
    pub async fn act<O: Handler>(&self, actor: &Actor, operation: O) -> Result<O::Output, AppError> {
        self.run(actor, &RequestInfo::default(), operation).await
    }

    async fn run_inner<O: Handler>(
        &self,
        actor: &Actor,
        request: &RequestInfo,
        operation: O,
    ) -> Result<O::Output, AppError> {
        if let Err(error) = actor.authorise(O::WHO, O::NEEDS) {
            if is_kept(&error) && O::KIND != Kind::Read {
                self.record_refusal(actor, request, O::NAME, error.code()).await;
            }
            return Err(error);
        }
        let findings: Vec<Finding> = operation
            .validate()
            .into_iter()
            .filter(|f| f.severity == Severity::Error)
            .collect();
        if !findings.is_empty() {
            return Err(AppError::Invalid { findings });
        }
        let prepared = operation.prepare(self, actor).await?;
        match O::KIND {
            // A job's handler opens its own short transactions, chunk by chunk.
            Kind::Read | Kind::Job => {
                let mut ctx = Ctx {
                    market: self,
                    actor,
                    request,
                    conn: Conn::Reader(&self.db().reader),
                    now: self.now(),
                    trail: Trail::default(),
                };
                operation
                    .handle(&mut ctx, prepared)
                    .await
                    .map_err(|r| self.told::<O>(request, r))
            }
            Kind::Write => self.write(actor, request, operation, prepared).await,
        }
    }

    async fn write<O: Handler>(
        &self,
        actor: &Actor,
        request: &RequestInfo,
        operation: O,
        prepared: O::Prepared,
    ) -> Result<O::Output, AppError> {
        let fault = |e: crate::db::DbErr| self.told::<O>(request, e.into());
        let tx = self.db().begin().await.map_err(fault)?;
        let mut ctx = Ctx {
            market: self,
            actor,
            request,
            conn: Conn::Tx(&tx),
            now: self.now(),
            trail: Trail::default(),
        };
        let taken = match idempotency::take(&ctx, &operation).await {
            Ok(taken) => taken,
            Err(refusal) => {
                let _ = tx.rollback().await;
                return Err(self.told::<O>(request, refusal));
            }
        };
        if let idempotency::Taken::Answered(answer) = &taken {
            let answer: Result<O::Output, _> = serde_json::from_str(answer);
            let _ = tx.rollback().await;
            let mut output = answer.map_err(|e| self.told::<O>(request, Refusal::fault(e)))?;
            O::unseal(self, &mut output);
            return Ok(output);
        }
        let worked = match operation.handle(&mut ctx, prepared).await {
            Ok(output) => finish::<O>(&mut ctx, taken, output).await,
            Err(refusal) => Err(refusal),
        };
        match worked {
            Ok(output) => {
                tx.commit().await.map_err(fault)?;
                self.wake().notify_one();
                self.news().happened();
                Ok(output)
            }
            Err(Refusal::Keep(error)) => {
                let kept = audit::write(&ctx, O::NAME, error.code(), &ctx.trail).await;
                if let Err(e) = kept.and(tx.commit().await) {
                    return Err(self.told::<O>(request, e.into()));
                }
                Err(error)
            }
            Err(refusal) => {
                let _ = tx.rollback().await;
                Err(self.told::<O>(request, refusal))
            }
        }
    }

    /// What the reader is told; a fault is logged here, once.
    fn told<O: Operation>(&self, request: &RequestInfo, refusal: Refusal) -> AppError {
        match refusal {
            Refusal::Error(error) | Refusal::Keep(error) => error,
            Refusal::Fault(cause) => {
                tracing::error!(operation = O::NAME, request_id = %request.id, cause, "fault");
                AppError::Internal
            }
        }
    }

    /// Keeps that somebody was refused what their role does not allow.
    pub(super) async fn record_refusal(
        &self,
        actor: &Actor,
        request: &RequestInfo,
        operation: &'static str,
        code: &'static str,
    ) {
        let Ok(tx) = self.db().begin().await else { return };
        let ctx = Ctx {
            market: self,
            actor,
            request,
            conn: Conn::Tx(&tx),
            now: self.now(),
            trail: Trail::default(),
        };
        if audit::write(&ctx, operation, code, &ctx.trail).await.is_ok() {
            let _ = tx.commit().await;
        }
    }

    /// Opens a short transaction for a job's chunk and commits it when `work` succeeds.
    ///
    /// # Errors
    /// What `work` refused with.
    pub(crate) async fn chunk<T>(
        &self,
        actor: &Actor,
        request: &RequestInfo,
        work: impl AsyncFnOnce(&mut Ctx<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let tx = self.db().begin().await?;
        let mut ctx = Ctx {
            market: self,
            actor,
            request,
            conn: Conn::Tx(&tx),
            now: self.now(),
            trail: Trail::default(),
        };
        match work(&mut ctx).await {
            Ok(value) => {
                tx.commit().await?;
                self.wake().notify_one();
                self.news().happened();
                Ok(value)
            }
            Err(refusal) => {
                let _ = tx.rollback().await;
                Err(refusal)
            }
        }
    }

    /// A context for reading outside an operation: the session check, streams, the worker.
    pub(crate) fn reading<'a>(&'a self, actor: &'a Actor, request: &'a RequestInfo) -> Ctx<'a> {
        Ctx {
            market: self,
            actor,
            request,
            conn: Conn::Reader(&self.db().reader),
            now: self.now(),
            trail: Trail::default(),
        }
    }
}

/// True for a refusal at the door that the audit log keeps.
pub(super) const fn is_kept(error: &AppError) -> bool {
    matches!(
        error,
        AppError::Forbidden | AppError::JoinFirst | AppError::SignFirst
    )
}

async fn finish<O: Handler>(
    ctx: &mut Ctx<'_>,
    taken: idempotency::Taken,
    output: O::Output,
) -> Result<O::Output, Refusal> {
    audit::write(ctx, O::NAME, "ok", &ctx.trail).await?;
    if let idempotency::Taken::Fresh { who, key } = taken {
        let mut kept: O::Output = serde_json::from_value(serde_json::to_value(&output)?)?;
        O::seal(&mut kept);
        idempotency::keep(ctx, who, key, &serde_json::to_string(&kept)?).await?;
    }
    Ok(output)
}
