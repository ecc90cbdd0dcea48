//! What the market is opened with. (Reading flags, environment and file is the server's.)

use crate::{clock::Clock, db::DbConfig, sellers::Ports};
use guildhall_sdk::{
    accounts::{EmailLinking, SecondStep},
    lang::Bilingual,
};
use std::path::PathBuf;

/// What the market is opened with.
#[derive(Debug, Clone)]
pub struct MarketConfig {
    /// The data folder; holds the database, the files and the key unless told otherwise.
    pub data: PathBuf,
    /// Which database.
    pub database: DbConfig,
    /// Where files are kept.
    pub files: FilesConfig,
    /// The installation key, 32 bytes in hex; from `secret.key` in the data folder when none.
    pub secret_key: Option<String>,
    /// Where mails go; kept in the database when none.
    pub smtp: Option<SmtpConfig>,
    /// Who delivers short messages.
    pub sms: SmsConfig,
    /// The address people reach the portal at, for links in mails: `https://market.example.com`.
    pub public_url: String,
    /// Where `now` comes from.
    pub clock: Clock,
    /// Session rules.
    pub sessions: SessionConfig,
    /// What is asked of the world outside.
    pub ports: Ports,
    /// Where people can sign in besides here.
    pub sign_in_providers: Vec<OidcProvider>,
}

impl MarketConfig {
    /// The embedded default in a data folder.
    pub fn embedded(data: PathBuf) -> MarketConfig {
        MarketConfig {
            database: DbConfig::Sqlite(data.join("guildhall.db")),
            files: FilesConfig::Folder(data.join("files")),
            data,
            secret_key: None,
            smtp: None,
            sms: SmsConfig::Off,
            public_url: "http://127.0.0.1:3000".into(),
            clock: Clock::System,
            sessions: SessionConfig::default(),
            ports: Ports::default(),
            sign_in_providers: Vec::new(),
        }
    }
}

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesConfig {
    /// A local folder.
    Folder(PathBuf),
    /// An S3-compatible store, with its credentials.
    S3 {
        /// `s3://bucket/prefix`.
        url: String,
        /// Its endpoint when it is not the cloud's own.
        endpoint: Option<String>,
        /// Access key id.
        access_key: Option<String>,
        /// Secret access key.
        secret_key: Option<String>,
        /// Region.
        region: Option<String>,
    },
}

/// Who delivers short messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SmsConfig {
    /// Nobody: none are written.
    #[default]
    Off,
    /// A provider that keeps them for the administrator, for demos and tests.
    Sandbox,
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpConfig {
    /// `smtp://user:password@host:port`, or `smtps://…`.
    pub url: String,
    /// The sender's address.
    pub from: String,
}

/// An OpenID Connect provider people can sign in at.
#[derive(Clone, PartialEq, Eq)]
pub struct OidcProvider {
    /// Its name in addresses: `/oidc/{id}/callback`.
    pub id: String,
    /// Its name for people.
    pub name: Bilingual,
    /// Where its description is found; what its tokens must say.
    pub issuer: String,
    /// What it knows the portal by.
    pub client_id: String,
    /// What the portal proves that with; none for a public client.
    pub client_secret: Option<String>,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// Whether a verified address may open an existing account the first time; only by a link made before when none.
    pub email_linking: Option<EmailLinking>,
    /// Where its word is taken for a second step.
    pub second_step: SecondStep,
}

impl std::fmt::Debug for OidcProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcProvider")
            .field("id", &self.id)
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Session rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionConfig {
    /// A session that was not used for this long is over, in minutes.
    pub idle_minutes: i64,
    /// A session is over after this long, in hours.
    pub absolute_hours: i64,
    /// Failures before an address is locked.
    pub lock_after: i64,
    /// How long it stays locked, in minutes.
    pub lock_minutes: i64,
}

impl Default for SessionConfig {
    fn default() -> Self {
        SessionConfig {
            idle_minutes: 120,
            absolute_hours: 24,
            lock_after: 8,
            lock_minutes: 15,
        }
    }
}
