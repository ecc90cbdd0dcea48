//! The schema: one set of SQL files for SQLite and PostgreSQL, applied in the order of their names, each in one
//! transaction, each once. A file that was applied is never edited: its checksum is kept and compared.

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use sha2::{Digest, Sha256};

/// A schema change.
struct Migration {
    name: &'static str,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "20261122T180000_ground_floor",
        sql: include_str!("../sql/20261122T180000_ground_floor.sql"),
    },
    Migration {
        name: "20261122T220000_people",
        sql: include_str!("../sql/20261122T220000_people.sql"),
    },
    Migration {
        name: "20261128T100000_coming_in",
        sql: include_str!("../sql/20261128T100000_coming_in.sql"),
    },
    Migration {
        name: "20261128T231000_settings",
        sql: include_str!("../sql/20261128T231000_settings.sql"),
    },
    Migration {
        name: "20261128T232000_notices",
        sql: include_str!("../sql/20261128T232000_notices.sql"),
    },
    Migration {
        name: "20261128T233100_sign_in_providers",
        sql: include_str!("../sql/20261128T233100_sign_in_providers.sql"),
    },
    Migration {
        name: "20261128T233300_product_access",
        sql: include_str!("../sql/20261128T233300_product_access.sql"),
    },
    Migration {
        name: "20261129T100000_certification",
        sql: include_str!("../sql/20261129T100000_certification.sql"),
    },
    Migration {
        name: "20261129T110000_seller_page",
        sql: include_str!("../sql/20261129T110000_seller_page.sql"),
    },
];

/// Why the schema could not be brought up to date.
#[derive(Debug)]
pub enum MigrateError {
    /// The database refused.
    Database(DbErr),
    /// A file was changed after it had been applied here.
    Edited(String),
    /// The database was written by a newer program.
    Newer(String),
}

impl std::fmt::Display for MigrateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            MigrateError::Database(e) => write!(f, "the schema could not be brought up to date: {e}"),
            MigrateError::Edited(name) => {
                write!(f, "the schema change {name} differs from the one applied here")
            }
            MigrateError::Newer(name) => {
                write!(
                    f,
                    "the database has the schema change {name}, which this program does not know: use a newer program"
                )
            }
        }
    }
}

impl std::error::Error for MigrateError {}

impl From<DbErr> for MigrateError {
    fn from(e: DbErr) -> Self {
        MigrateError::Database(e)
    }
}

/// Brings the schema up to date and says which changes were applied. `now` in microseconds.
///
/// Safe to call from several processes at once: one works, the others wait.
///
/// # Errors
/// The database refused, a file was edited after it was applied, or the database is newer than this program.
pub async fn migrate(db: &DatabaseConnection, now: i64) -> Result<Vec<&'static str>, MigrateError> {
    let backend = db.get_database_backend();
    let tx = db
        .begin_with_options(TransactionOptions {
            isolation_level: None,
            access_mode: (backend == DbBackend::Postgres).then_some(AccessMode::ReadWrite),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        })
        .await?;
    if backend == DbBackend::Postgres {
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(7151515)")
            .await?;
    }
    let table = "CREATE TABLE IF NOT EXISTS schema_migration (name {text} PRIMARY KEY, checksum {text} NOT NULL, applied_at {int} NOT NULL)";
    tx.execute_unprepared(&for_backend(table, backend)).await?;
    let rows = tx
        .query_all_raw(Statement::from_string(
            backend,
            "SELECT name, checksum FROM schema_migration ORDER BY name",
        ))
        .await?;
    let mut applied = Vec::new();
    for row in rows {
        applied.push((
            row.try_get::<String>("", "name")?,
            row.try_get::<String>("", "checksum")?,
        ));
    }
    for (name, checksum) in &applied {
        match MIGRATIONS.iter().find(|m| m.name == name) {
            None => return Err(MigrateError::Newer(name.clone())),
            Some(m) if checksum_of(m.sql) != *checksum => return Err(MigrateError::Edited(name.clone())),
            Some(_) => {}
        }
    }
    let mut done = Vec::new();
    for migration in MIGRATIONS {
        if applied.iter().any(|(name, _)| name == migration.name) {
            continue;
        }
        tx.execute_unprepared(&for_backend(migration.sql, backend))
            .await?;
        tx.execute_raw(Statement::from_sql_and_values(
            backend,
            "INSERT INTO schema_migration (name, checksum, applied_at) VALUES ($1, $2, $3)",
            [
                migration.name.into(),
                checksum_of(migration.sql).into(),
                now.into(),
            ],
        ))
        .await?;
        done.push(migration.name);
    }
    tx.commit().await?;
    Ok(done)
}

fn checksum_of(sql: &str) -> String {
    hex::encode(Sha256::digest(sql.as_bytes()))
}

fn for_backend(sql: &str, backend: DbBackend) -> String {
    let (text, int, seq) = match backend {
        DbBackend::Postgres => (
            "TEXT COLLATE \"C\"",
            "BIGINT",
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        ),
        _ => ("TEXT", "INTEGER", "INTEGER PRIMARY KEY AUTOINCREMENT"),
    };
    sql.replace("{text}", text)
        .replace("{int}", int)
        .replace("{seq}", seq)
}
