//! Freshness and replay: a time near now, and a nonce that is used once.

use super::Refused;
use crate::protocol::dialect::Signing;
use std::{
    collections::{HashMap, VecDeque},
    future::Future,
    sync::{Mutex, PoisonError},
};

/// A request whose signature, time and form are right. Whether its nonce is new is for [`Verified::once`] to find out:
/// only then is the request to be believed.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use guildhall_sdk::protocol::sign::{MemoryNonces, Refused, Verified};
/// let verified = Verified { nonce: "n".into(), timestamp_ms: 0, until_ms: 60_000, key: 0 };
/// let nonces = MemoryNonces::default();
/// assert!(verified.clone().once(&nonces, 0).await.is_ok());
/// assert_eq!(verified.once(&nonces, 1).await, Err(Refused::Replayed));
/// # });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its nonce.
    pub nonce: String,
    /// Its time, Unix milliseconds.
    pub timestamp_ms: i64,
    /// Until when the nonce has to be remembered: afterwards the time alone refuses a replay. Unix milliseconds.
    pub until_ms: i64,
    /// Which of the keys it was signed with.
    pub key: usize,
}

impl Verified {
    /// Takes the nonce out of use. Only signed requests come here, so a stranger cannot fill the store.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use guildhall_sdk::protocol::{dialect::Signing, sign::{MemoryNonces, usage}};
    /// let ts = 1_709_690_865_879;
    /// let signature = usage::sign(b"{}", &"k".into(), ts, "n").unwrap();
    /// let headers = usage::Headers { signature: &signature, ts: &ts.to_string(), nonce: "n" };
    /// let verified = usage::verify(b"{}", headers, &["k".into()], ts, &Signing::default()).unwrap();
    /// assert!(verified.once(&MemoryNonces::default(), ts).await.is_ok(), "and now it is to be believed");
    /// # });
    /// ```
    ///
    /// # Errors
    /// [`Refused::Replayed`] when the nonce was used before, [`Refused::Store`] when the store does not know.
    pub async fn once(self, nonces: &impl NonceStore, now_ms: i64) -> Result<Verified, Refused> {
        match nonces.first_use(&self.nonce, self.until_ms, now_ms).await {
            Ok(true) => Ok(self),
            Ok(false) => Err(Refused::Replayed),
            Err(error) => Err(Refused::Store(error)),
        }
    }
}

/// Remembers nonces. One store for all processes that answer under one address, else a replay goes to the other one.
///
/// ```
/// use guildhall_sdk::protocol::sign::NonceStore;
/// use std::{collections::HashSet, sync::Mutex};
///
/// /// Forgets nothing: for an afternoon.
/// struct Afternoon(Mutex<HashSet<String>>);
///
/// impl NonceStore for Afternoon {
///     async fn first_use(&self, nonce: &str, _until_ms: i64, _now_ms: i64) -> Result<bool, String> {
///         Ok(self.0.lock().map_err(|e| e.to_string())?.insert(nonce.to_owned()))
///     }
/// }
/// ```
pub trait NonceStore: Send + Sync {
    /// Whether this nonce is seen for the first time; from now on, until `until_ms`, it is not.
    ///
    /// # Errors
    /// The store's own words, when it could not tell: the request is then refused.
    fn first_use(
        &self,
        nonce: &str,
        until_ms: i64,
        now_ms: i64,
    ) -> impl Future<Output = Result<bool, String>> + Send;
}

/// Nonces in this process's memory, at most so many at a time.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use guildhall_sdk::protocol::sign::{MemoryNonces, NonceStore};
/// let nonces = MemoryNonces::new(1000);
/// assert_eq!(nonces.first_use("a", 60_000, 0).await, Ok(true));
/// assert_eq!(nonces.first_use("a", 60_000, 1).await, Ok(false));
/// # });
/// ```
#[derive(Debug)]
pub struct MemoryNonces {
    most: usize,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    until: HashMap<String, i64>,
    order: VecDeque<String>,
}

impl MemoryNonces {
    /// Room for this many.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use guildhall_sdk::protocol::sign::{MemoryNonces, NonceStore};
    /// let nonces = MemoryNonces::new(1);
    /// assert_eq!(nonces.first_use("a", 60_000, 0).await, Ok(true));
    /// assert!(nonces.first_use("b", 60_000, 0).await.is_err(), "none is forgotten early");
    /// # });
    /// ```
    pub fn new(most: usize) -> MemoryNonces {
        MemoryNonces {
            most,
            seen: Mutex::default(),
        }
    }
}

impl Default for MemoryNonces {
    /// Room for a hundred thousand: more signed calls within two minutes than any marketplace makes.
    fn default() -> MemoryNonces {
        MemoryNonces::new(100_000)
    }
}

impl NonceStore for MemoryNonces {
    async fn first_use(&self, nonce: &str, until_ms: i64, now_ms: i64) -> Result<bool, String> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Seen { until, order } = &mut *seen;
        while order
            .front()
            .is_some_and(|oldest| until.get(oldest).is_none_or(|u| *u < now_ms))
        {
            if let Some(gone) = order.pop_front() {
                until.remove(&gone);
            }
        }
        if until.contains_key(nonce) {
            return Ok(false);
        }
        // Forgetting one early would let it be replayed.
        if until.len() >= self.most {
            return Err(format!(
                "{} nonces are remembered and there is no room for more",
                self.most
            ));
        }
        until.insert(nonce.to_owned(), until_ms);
        order.push_back(nonce.to_owned());
        Ok(true)
    }
}

/// Reads a time in Unix milliseconds, in the one spelling it has: a leading zero could be a digit moved over from the
/// nonce's end, since nothing stands between the two in the signed text.
pub(super) fn timestamp(text: &str, name: &'static str, rules: &Signing) -> Result<i64, Refused> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    let factor = match text.len() {
        13 => 1,
        10 if rules.accept_seconds => 1000,
        _ => return Err(Refused::Malformed(name)),
    };
    if !digits {
        return Err(Refused::Malformed(name));
    }
    let value: i64 = text.parse().map_err(|_| Refused::Malformed(name))?;
    Ok(value * factor)
}

/// Refuses what is too old, or too far ahead.
pub(super) fn within(timestamp_ms: i64, now_ms: i64, rules: &Signing) -> Result<(), Refused> {
    let off_ms = now_ms - timestamp_ms;
    let late = off_ms > rules.window_ms;
    let early = rules.both_sides && -off_ms > rules.window_ms;
    if late || early {
        return Err(Refused::Stale {
            off_ms,
            window_ms: rules.window_ms,
        });
    }
    Ok(())
}

/// Examples have 16, 32 and 64 characters; no length is documented, so none that could matter is refused.
pub(super) fn nonce<'a>(text: &'a str, name: &'static str) -> Result<&'a str, Refused> {
    if text.is_empty() {
        return Err(Refused::Missing(name));
    }
    if text.len() > 128 || !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Refused::Malformed(name));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_one_spelling() {
        let rules = Signing::default();
        assert_eq!(
            timestamp("1680508066618", "timestamp", &rules),
            Ok(1_680_508_066_618)
        );
        for bad in [
            "",
            "0680508066618",
            "01680508066618",
            "+168050806661",
            "168050806661",
            "1680508066",
            "16805080666x8",
        ] {
            assert_eq!(
                timestamp(bad, "timestamp", &rules),
                Err(Refused::Malformed("timestamp")),
                "{bad}"
            );
        }
        let seconds = Signing {
            accept_seconds: true,
            ..rules
        };
        assert_eq!(
            timestamp("1680508066", "timestamp", &seconds),
            Ok(1_680_508_066_000)
        );
    }

    #[test]
    fn sixty_seconds_on_both_sides() {
        let rules = Signing::default();
        let past_only = Signing {
            both_sides: false,
            ..rules
        };
        for (now, fine, fine_past_only) in [
            (60_000, true, true),
            (60_001, false, false),
            (-60_000, true, true),
            (-60_001, false, true),
        ] {
            assert_eq!(within(0, now, &rules).is_ok(), fine, "{now}");
            assert_eq!(within(0, now, &past_only).is_ok(), fine_past_only, "{now}");
        }
    }
}
