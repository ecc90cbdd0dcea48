//! The kit's store in a SQLite file: survives a restart, and serves several processes of one machine.

use super::{Begun, Store};
use crate::protocol::sign::NonceStore;
use sqlx::{
    Row, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, time::Duration};

const SCHEMA: [&str; 3] = [
    "CREATE TABLE IF NOT EXISTS guildhall_call (key TEXT PRIMARY KEY, proposal TEXT NOT NULL, \
     lease_until_ms INTEGER NOT NULL, answer TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS guildhall_nonce (nonce TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS guildhall_nonce_until ON guildhall_nonce (until_ms)",
];

/// A store in a file. Its two tables (`guildhall_call`, `guildhall_nonce`) may live in the seller's own database.
///
/// ```
/// use guildhall_sdk::seller::prelude::*;
/// # async fn run(shop: impl Seller) -> Result<(), Box<dyn std::error::Error>> {
/// let store = SqliteStore::open("seller.db").await?;
/// let server = Server::new(shop, store, Settings::new("/produce", Keys::one("the key")));
/// # drop(server);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct SqliteStore {
    pool: SqlitePool,
}

impl SqliteStore {
    /// Opens the file, made when it is not there.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// use guildhall_sdk::seller::{Begun, SqliteStore, Store};
    /// let folder = tempfile::tempdir().unwrap();
    /// let store = SqliteStore::open(folder.path().join("seller.db")).await.unwrap();
    /// assert_eq!(store.begin("order-1", "i-1", 0, 60_000).await, Ok(Begun::Do("i-1".into())));
    /// assert!(SqliteStore::open("/no/such/folder/seller.db").await.is_err());
    /// # });
    /// ```
    ///
    /// # Errors
    /// The file cannot be opened or written.
    pub async fn open(path: impl AsRef<Path>) -> Result<SqliteStore, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An instance that was created must not be forgotten when the power fails.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        // One writer: SQLite has no more.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await?;
        for statement in SCHEMA {
            sqlx::query(statement).execute(&pool).await?;
        }
        Ok(SqliteStore { pool })
    }
}

fn words(error: sqlx::Error) -> String {
    error.to_string()
}

impl Store for SqliteStore {
    async fn begin(&self, key: &str, proposal: &str, now_ms: i64, lease_ms: i64) -> Result<Begun, String> {
        // One statement decides: whoever changes the row has the call.
        let taken = sqlx::query(
            "INSERT INTO guildhall_call (key, proposal, lease_until_ms) VALUES (?1, ?2, ?3) \
             ON CONFLICT (key) DO UPDATE SET lease_until_ms = ?3 WHERE answer IS NULL AND lease_until_ms <= ?4",
        )
        .bind(key)
        .bind(proposal)
        .bind(now_ms.saturating_add(lease_ms))
        .bind(now_ms)
        .execute(&self.pool)
        .await
        .map_err(words)?;
        let row = sqlx::query("SELECT proposal, answer FROM guildhall_call WHERE key = ?1")
            .bind(key)
            .fetch_one(&self.pool)
            .await
            .map_err(words)?;
        let proposal: String = row.try_get(0).map_err(words)?;
        let answer: Option<String> = row.try_get(1).map_err(words)?;
        Ok(match answer {
            Some(answer) => Begun::Done(answer),
            None if taken.rows_affected() == 1 => Begun::Do(proposal),
            None => Begun::Running(proposal),
        })
    }

    async fn finish(&self, key: &str, answer: &str) -> Result<(), String> {
        let done = sqlx::query("UPDATE guildhall_call SET answer = ?2 WHERE key = ?1")
            .bind(key)
            .bind(answer);
        done.execute(&self.pool).await.map(drop).map_err(words)
    }

    async fn release(&self, key: &str) -> Result<(), String> {
        let free =
            sqlx::query("UPDATE guildhall_call SET lease_until_ms = ?2 WHERE key = ?1 AND answer IS NULL");
        free.bind(key)
            .bind(i64::MIN)
            .execute(&self.pool)
            .await
            .map(drop)
            .map_err(words)
    }
}

impl NonceStore for SqliteStore {
    async fn first_use(&self, nonce: &str, until_ms: i64, now_ms: i64) -> Result<bool, String> {
        let old = sqlx::query("DELETE FROM guildhall_nonce WHERE until_ms < ?1").bind(now_ms);
        old.execute(&self.pool).await.map_err(words)?;
        let added = sqlx::query(
            "INSERT INTO guildhall_nonce (nonce, until_ms) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )
        .bind(nonce)
        .bind(until_ms)
        .execute(&self.pool)
        .await
        .map_err(words)?;
        Ok(added.rows_affected() == 1)
    }
}
