//! Why the market could not be opened.

use crate::db::DbErr;

/// Why the market could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] DbErr),
    /// The schema.
    #[error(transparent)]
    Schema(#[from] guildhall_migrations::MigrateError),
    /// The data folder.
    #[error("the data folder {0} cannot be used: {1}")]
    Folder(String, std::io::Error),
    /// The installation key.
    #[error("the installation key cannot be used: {0}")]
    Key(String),
    /// The file store.
    #[error("the file store cannot be opened: {0}")]
    Files(String),
    /// The mail server's address.
    #[error("the mail server's address cannot be used: {0}")]
    Mail(String),
}
