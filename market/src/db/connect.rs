//! Opening the database.

use super::DbErr;
use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    SqlxPostgresConnector, SqlxSqliteConnector, TransactionOptions, TransactionTrait,
};
use sqlx::{
    ConnectOptions as _,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::PathBuf, str::FromStr, time::Duration};

/// Which database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DbConfig {
    /// A file, the embedded default.
    Sqlite(PathBuf),
    /// `postgres://…`.
    Postgres(String),
}

/// The open database: one writer and a pool of readers (on PostgreSQL the two are one pool).
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) reader: DatabaseConnection,
    pub(crate) writer: DatabaseConnection,
    pub(crate) backend: DbBackend,
}

impl Db {
    /// Opens the database; a SQLite file is created when it is not there.
    ///
    /// # Errors
    /// The file cannot be opened, or the server does not answer.
    pub async fn open(config: &DbConfig) -> Result<Db, DbErr> {
        match config {
            DbConfig::Sqlite(path) => {
                let base = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .busy_timeout(Duration::from_secs(10))
                    .foreign_keys(true)
                    .statement_cache_capacity(256)
                    // A chunk of a bill is a statement of megabytes: it belongs in no log, slow or not.
                    .disable_statement_logging();
                // FULL: with NORMAL a commit that was acknowledged is lost when the power goes.
                let write = base
                    .clone()
                    .synchronous(SqliteSynchronous::Full)
                    .pragma("temp_store", "MEMORY")
                    .pragma("cache_size", "-64000");
                let writer = SqlitePoolOptions::new()
                    .max_connections(1)
                    .acquire_timeout(Duration::from_secs(30))
                    .connect_with(write)
                    .await
                    .map_err(|e| DbErr::Custom(e.to_string()))?;
                let read = base
                    .pragma("query_only", "ON")
                    .pragma("cache_size", "-4000")
                    .pragma("mmap_size", "268435456")
                    .pragma("temp_store", "MEMORY");
                let reader = SqlitePoolOptions::new()
                    .max_connections(8)
                    .acquire_timeout(Duration::from_secs(30))
                    .connect_with(read)
                    .await
                    .map_err(|e| DbErr::Custom(e.to_string()))?;
                Ok(Db {
                    reader: SqlxSqliteConnector::from_sqlx_sqlite_pool(reader),
                    writer: SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
                    backend: DbBackend::Sqlite,
                })
            }
            DbConfig::Postgres(url) => {
                let options = PgConnectOptions::from_str(url)
                    .map_err(|e| DbErr::Custom(e.to_string()))?
                    .disable_statement_logging();
                let pool = PgPoolOptions::new()
                    .max_connections(20)
                    .acquire_timeout(Duration::from_secs(30))
                    .connect_with(options)
                    .await
                    .map_err(|e| DbErr::Custom(e.to_string()))?;
                let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
                Ok(Db {
                    reader: db.clone(),
                    writer: db,
                    backend: DbBackend::Postgres,
                })
            }
        }
    }

    /// Which of the two.
    pub fn backend(&self) -> DbBackend {
        self.backend
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// See [`guildhall_migrations::migrate`].
    pub async fn migrate(&self, now: i64) -> Result<Vec<&'static str>, guildhall_migrations::MigrateError> {
        guildhall_migrations::migrate(&self.writer, now).await
    }

    /// Opens a writing transaction. SQLite: IMMEDIATE, because a deferred one that turns into a writer fails with
    /// SQLITE_BUSY, which no time-out cures.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.writer
            .begin_with_options(TransactionOptions {
                isolation_level: None,
                access_mode: (self.backend == DbBackend::Postgres).then_some(AccessMode::ReadWrite),
                sqlite_transaction_mode: (self.backend == DbBackend::Sqlite)
                    .then_some(SqliteTransactionMode::Immediate),
            })
            .await
    }

    /// Closes every connection.
    pub async fn close(self) {
        let _ = self.reader.close().await;
        if self.backend == DbBackend::Sqlite {
            let _ = self.writer.close().await;
        }
    }
}
