//! One call's work: once for its key, off the connection, and answered in time.

use super::{
    Begun, Refusal, Seller, Store,
    answer::{Members, fine, refused, with},
    server::Shared,
};
use crate::protocol::codes::ResultCode;
use serde_json::Value;
use std::{future::Future, sync::Arc, time::Duration};

/// What makes a call the same as another.
pub(super) struct Once {
    /// By the documents' fields.
    pub key: String,
    /// Of new instances: what it is called if this is the first.
    pub proposal: String,
}

/// Does the work unless it was done, or is being done; what it answered is kept.
pub(super) async fn once<S, T, W, F>(shared: &Arc<Shared<S, T>>, once: Once, now_ms: i64, work: W) -> Members
where
    S: Seller,
    T: Store,
    W: FnOnce(String) -> F + Send + 'static,
    F: Future<Output = Result<Members, Refusal>> + Send + 'static,
{
    // Long enough for work that goes on after its answer; a process that died is given up after it.
    let lease_ms = i64::try_from(shared.settings.lease_ms).unwrap_or(i64::MAX);
    let Once { key, proposal } = once;
    let name = match shared.store.begin(&key, &proposal, now_ms, lease_ms).await {
        Ok(Begun::Do(name)) => name,
        Ok(Begun::Running(name)) => return processing(&name),
        Ok(Begun::Done(answer)) => return kept(&answer),
        Err(error) => return refused(&Refusal::internal(error)),
    };
    let all = shared.clone();
    let mine = name.clone();
    in_time(shared, &name, async move {
        let outcome = tokio::spawn(work(mine))
            .await
            .unwrap_or_else(|_| Err(Refusal::internal("the work failed")));
        let stored = match &outcome {
            Ok(members) => {
                all.store
                    .finish(&key, &Value::Object(members.clone()).to_string())
                    .await
            }
            Err(_) => all.store.release(&key).await,
        };
        match (outcome, stored) {
            (Ok(members), Ok(())) => Ok(members),
            (Err(refusal), _) => Err(refusal),
            (_, Err(error)) => Err(Refusal::internal(error)),
        }
    })
    .await
}

/// Does the work every time.
pub(super) async fn always<S, T, F>(shared: &Arc<Shared<S, T>>, work: F) -> Members
where
    S: Seller,
    T: Store,
    F: Future<Output = Result<Members, Refusal>> + Send + 'static,
{
    in_time(shared, "", work).await
}

/// Work of its own task: it goes on when the caller hangs up, and a panic is an answer.
async fn in_time<S, T, F>(shared: &Arc<Shared<S, T>>, name: &str, work: F) -> Members
where
    S: Seller,
    T: Store,
    F: Future<Output = Result<Members, Refusal>> + Send + 'static,
{
    let limit = Duration::from_millis(shared.settings.answer_within_ms);
    match tokio::time::timeout(limit, tokio::spawn(work)).await {
        Err(_) => processing(name),
        Ok(Err(_)) => refused(&Refusal::internal("the work failed")),
        Ok(Ok(Ok(members))) => members,
        Ok(Ok(Err(refusal))) => refused(&refusal),
    }
}

fn processing(name: &str) -> Members {
    let members = fine(&ResultCode::Processing, Members::new());
    if name.is_empty() {
        members
    } else {
        with(members, "instanceId", name)
    }
}

fn kept(answer: &str) -> Members {
    serde_json::from_str(answer)
        .unwrap_or_else(|_| refused(&Refusal::internal("the kept answer does not read")))
}
