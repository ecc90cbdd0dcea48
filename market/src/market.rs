//! The open market.

use crate::{
    clock::Clock,
    config::{MarketConfig, SmsConfig},
    db::Db,
    fault::OpenError,
    files::FileStore,
    news::News,
    notices::{Postman, SandboxSms, SmsSender},
    secrets::Secrets,
    sellers::Ports,
};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use tokio::sync::{Notify, Semaphore};

/// The open market: cheap to clone, holds no state of its own beyond connections.
#[derive(Clone)]
pub struct Market {
    inner: Arc<Inner>,
    /// Another clock than the one it was opened with: the demo's past.
    clock: Option<Clock>,
}

struct Inner {
    db: Db,
    secrets: Secrets,
    files: FileStore,
    postman: Postman,
    sms: Option<Box<dyn SmsSender>>,
    config: MarketConfig,
    wake: Notify,
    news: News,
    hashing: Semaphore,
}

impl Market {
    /// Opens the market: data folder, key, database (migrated), file store.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(config: MarketConfig) -> Result<Market, OpenError> {
        std::fs::create_dir_all(&config.data)
            .map_err(|e| OpenError::Folder(config.data.display().to_string(), e))?;
        let secrets = Secrets::open(config.secret_key.as_deref(), &config.data)?;
        let db = Db::open(&config.database).await?;
        db.migrate(config.clock.now().timestamp_micros()).await?;
        let files = FileStore::open(&config.files, &config.data)?;
        let postman = Postman::open(config.smtp.as_ref())?;
        let sms: Option<Box<dyn SmsSender>> = match config.sms {
            SmsConfig::Off => None,
            SmsConfig::Sandbox => Some(Box::new(SandboxSms)),
        };
        // Argon2 takes 19 MiB and a core for some 30 ms: a few at a time, or sign-ins starve everything else.
        let hashing = Semaphore::new(2);
        Ok(Market {
            inner: Arc::new(Inner {
                db,
                secrets,
                files,
                postman,
                sms,
                config,
                wake: Notify::new(),
                news: News::default(),
                hashing,
            }),
            clock: None,
        })
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock().now()
    }

    /// The same market at another moment, for what happened in the past: the demo.
    pub(crate) fn at(&self, now: DateTime<Utc>) -> Market {
        Market {
            inner: self.inner.clone(),
            clock: Some(Clock::Fixed(now)),
        }
    }

    /// Where now comes from.
    pub fn clock(&self) -> &Clock {
        self.clock.as_ref().unwrap_or(&self.inner.config.clock)
    }

    /// What it was opened with.
    pub fn config(&self) -> &MarketConfig {
        &self.inner.config
    }

    pub(crate) fn db(&self) -> &Db {
        &self.inner.db
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.inner.secrets
    }

    /// What is asked of the world outside.
    pub(crate) fn ports(&self) -> &Ports {
        &self.inner.config.ports
    }

    /// The file store.
    pub fn files(&self) -> &FileStore {
        &self.inner.files
    }

    pub(crate) fn postman(&self) -> &Postman {
        &self.inner.postman
    }

    /// Who delivers short messages, if anybody does.
    pub(crate) fn sms(&self) -> Option<&dyn SmsSender> {
        self.inner.sms.as_deref()
    }

    /// Wakes the worker: there may be a job.
    pub(crate) fn wake(&self) -> &Notify {
        &self.inner.wake
    }

    /// Where whoever watches for something new waits.
    pub fn news(&self) -> &News {
        &self.inner.news
    }

    pub(crate) fn hashing(&self) -> &Semaphore {
        &self.inner.hashing
    }

    /// A link people can follow from a mail.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.inner.config.public_url.trim_end_matches('/'))
    }

    /// True when the database and the file store answer.
    pub async fn ready(&self) -> bool {
        use crate::db::{Conn, Query, Scope};
        let one = Query::new(
            Scope::Everywhere,
            crate::sql!("SELECT 1 AS one WHERE {scope:none}"),
            [],
        );
        one.one(Conn::Reader(&self.db().reader)).await.is_ok() && self.files().ready().await
    }

    /// Closes the connections.
    pub async fn close(self) {
        self.inner.db.clone().close().await;
    }
}
