//! What the kit remembers: answers by the documented keys, and nonces.

use crate::protocol::sign::{MemoryNonces, NonceStore};
use std::{
    collections::HashMap,
    future::Future,
    sync::{Mutex, PoisonError},
};

/// What is known of a call when it comes.
///
/// ```
/// use guildhall_sdk::seller::Begun;
/// assert_ne!(Begun::Do("i-1".into()), Begun::Running("i-1".into()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Nobody works on it: do it, under this instance's name.
    Do(String),
    /// Somebody works on it, under this name.
    Running(String),
    /// It was done; this was the answer (JSON).
    Done(String),
}

/// Remembers. One store for all processes that answer under one address.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use guildhall_sdk::seller::{Begun, MemoryStore, Store};
///
/// async fn twice(store: &impl Store) -> Result<Begun, String> {
///     store.begin("release i-1", "", 0, 60_000).await?;
///     store.release("release i-1").await?; // it failed
///     store.begin("release i-1", "", 1, 60_000).await
/// }
///
/// assert_eq!(twice(&MemoryStore::default()).await, Ok(Begun::Do(String::new())), "and may be tried again");
/// # });
/// ```
pub trait Store: NonceStore + 'static {
    /// Takes a call by its key. The first `proposal` for a key stays its instance's name. Who takes it has until
    /// `now_ms + lease_ms`; afterwards (the process died) the next may.
    ///
    /// # Errors
    /// The store's own words.
    fn begin(
        &self,
        key: &str,
        proposal: &str,
        now_ms: i64,
        lease_ms: i64,
    ) -> impl Future<Output = Result<Begun, String>> + Send;

    /// The call is done, and this is the answer from now on.
    ///
    /// # Errors
    /// The store's own words.
    fn finish(&self, key: &str, answer: &str) -> impl Future<Output = Result<(), String>> + Send;

    /// The call failed and may be tried again, under the same name.
    ///
    /// # Errors
    /// The store's own words.
    fn release(&self, key: &str) -> impl Future<Output = Result<(), String>> + Send;
}

/// A store in this process's memory: for tests, and for sellers who can bear to forget when they restart.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use guildhall_sdk::seller::{Begun, MemoryStore, Store};
/// let store = MemoryStore::default();
/// assert_eq!(store.begin("order-1", "a", 0, 60_000).await, Ok(Begun::Do("a".into())));
/// assert_eq!(store.begin("order-1", "b", 1, 60_000).await, Ok(Begun::Running("a".into())));
/// store.finish("order-1", "{}").await.unwrap();
/// assert_eq!(store.begin("order-1", "c", 2, 60_000).await, Ok(Begun::Done("{}".into())));
/// # });
/// ```
#[derive(Debug, Default)]
pub struct MemoryStore {
    nonces: MemoryNonces,
    calls: Mutex<HashMap<String, Call>>,
}

#[derive(Debug, Clone)]
struct Call {
    proposal: String,
    lease_until_ms: i64,
    answer: Option<String>,
}

impl Store for MemoryStore {
    async fn begin(&self, key: &str, proposal: &str, now_ms: i64, lease_ms: i64) -> Result<Begun, String> {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let call = calls.entry(key.to_owned()).or_insert_with(|| Call {
            proposal: proposal.to_owned(),
            lease_until_ms: i64::MIN,
            answer: None,
        });
        if let Some(answer) = &call.answer {
            return Ok(Begun::Done(answer.clone()));
        }
        if call.lease_until_ms > now_ms {
            return Ok(Begun::Running(call.proposal.clone()));
        }
        call.lease_until_ms = now_ms.saturating_add(lease_ms);
        Ok(Begun::Do(call.proposal.clone()))
    }

    async fn finish(&self, key: &str, answer: &str) -> Result<(), String> {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(call) = calls.get_mut(key) {
            call.answer = Some(answer.to_owned());
        }
        Ok(())
    }

    async fn release(&self, key: &str) -> Result<(), String> {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(call) = calls.get_mut(key) {
            call.lease_until_ms = i64::MIN;
        }
        Ok(())
    }
}

impl NonceStore for MemoryStore {
    async fn first_use(&self, nonce: &str, until_ms: i64, now_ms: i64) -> Result<bool, String> {
        self.nonces.first_use(nonce, until_ms, now_ms).await
    }
}
