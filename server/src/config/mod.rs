//! The configuration, read once: what the command line, the environment and a file say, checked as a whole.

pub mod keys;
mod read;
mod show;

pub use read::{ConfigError, Flags, Values, read};
pub use show::{as_json, as_toml};

use chrono::{DateTime, Utc};
use guildhall_market::{
    clock::Clock,
    config::{FilesConfig, MarketConfig, SessionConfig, SmtpConfig},
    db::DbConfig,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// The checked configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// What the market is opened with.
    pub market: MarketConfig,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people reach the portal at, when it was said; else it follows from the port that was bound.
    pub public_url: Option<String>,
    /// How the web side behaves.
    pub web: WebConfig,
    /// Do jobs in this process.
    pub worker: bool,
    /// How to log.
    pub log: LogConfig,
    /// Every value, for `guildhall config`.
    pub values: Values,
}

/// How the web side behaves.
#[derive(Debug, Clone)]
pub struct WebConfig {
    /// The folder of static files.
    pub site: PathBuf,
    /// Proxies in front that add to `X-Forwarded-For`.
    pub trusted_proxies: usize,
    /// Sign-ins per client and minute; 0 for no limit.
    pub sign_in_per_minute: u32,
    /// Requests per client and second; 0 for no limit.
    pub requests_per_second: u32,
    /// Largest request in bytes, uploads aside.
    pub body_bytes: usize,
    /// How long a page may take.
    pub page_time: Duration,
}

/// How to log.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// JSON lines instead of text.
    pub json: bool,
    /// `info`, or `target=level,…`; none when nobody said.
    pub level: Option<String>,
}

/// The environment, read here and nowhere else.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
pub fn environment() -> Vec<(std::ffi::OsString, std::ffi::OsString)> {
    std::env::vars_os().collect()
}

impl Config {
    /// Checks the values as a whole.
    ///
    /// # Errors
    /// What does not fit, with its key.
    pub fn new(values: Values, now: Option<DateTime<Utc>>) -> Result<Config, ConfigError> {
        let data = PathBuf::from(values.text("data"));
        let listen = address(values.text("listen"))?;
        let public_url = values
            .some("public_url")
            .map(|u| public_address(&u))
            .transpose()?;
        let clock = clock(&values, now)?;
        let level = values.some("log.level");
        if let Some(level) = &level {
            tracing_subscriber::EnvFilter::try_new(level).map_err(|e| refuse("log.level", e))?;
        }
        let market = MarketConfig {
            database: database(&values, &data)?,
            files: files(&values, &data)?,
            data,
            secret_key: secret_key(&values)?,
            smtp: smtp(&values)?,
            public_url: public_url.clone().unwrap_or_else(|| address_of(listen)),
            clock,
            sessions: SessionConfig {
                idle_minutes: values.number("session.idle_minutes"),
                absolute_hours: values.number("session.absolute_hours"),
                lock_after: values.number("session.lock_after"),
                lock_minutes: values.number("session.lock_minutes"),
            },
        };
        let web = WebConfig {
            site: site(&values),
            trusted_proxies: usize::try_from(values.number("trusted_proxies")).unwrap_or_default(),
            sign_in_per_minute: u32::try_from(values.number("limits.sign_in_per_minute")).unwrap_or_default(),
            requests_per_second: u32::try_from(values.number("limits.requests_per_second"))
                .unwrap_or_default(),
            body_bytes: usize::try_from(values.number("limits.body_bytes")).unwrap_or_default(),
            page_time: Duration::from_secs(values.number("limits.page_seconds").unsigned_abs()),
        };
        Ok(Config {
            market,
            listen,
            public_url,
            web,
            worker: values.on("worker"),
            log: LogConfig {
                json: values.text("log.format") == "json",
                level,
            },
            values,
        })
    }

    /// Checks what only matters to a server that others can reach.
    ///
    /// # Errors
    /// A time that stands still, or plain http, on an address that is not this machine's own.
    pub fn check_serving(&self) -> Result<(), ConfigError> {
        if self.listen.ip().is_loopback() {
            return Ok(());
        }
        match self.market.clock {
            Clock::System => {}
            Clock::Fixed(_) => {
                return Err(refuse(
                    "--now",
                    format!("not while listening on {}: loopback only", self.listen),
                ));
            }
            Clock::File(_) => {
                return Err(refuse(
                    "test_clock",
                    format!("not while listening on {}: loopback only", self.listen),
                ));
            }
        }
        let https = self
            .public_url
            .as_deref()
            .is_some_and(|u| u.starts_with("https://"));
        if https || self.values.on("insecure_http") {
            return Ok(());
        }
        Err(refuse(
            "public_url",
            format!(
                "listening on {} for other machines needs an https:// address (behind a proxy that speaks TLS), or --insecure-http",
                self.listen
            ),
        ))
    }
}

/// The address of a server on this machine's port, when nobody said another.
pub fn address_of(listen: SocketAddr) -> String {
    match listen {
        listen if listen.port() == 0 => "http://127.0.0.1:3000".into(),
        listen if listen.ip().is_unspecified() => format!("http://localhost:{}", listen.port()),
        listen => format!("http://{listen}"),
    }
}

fn refuse(key: &str, what: impl std::fmt::Display) -> ConfigError {
    ConfigError(format!("{key}: {what}"))
}

fn address(text: &str) -> Result<SocketAddr, ConfigError> {
    let local = text.strip_prefix("localhost:").and_then(|port| port.parse().ok());
    local
        .map(|port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .or_else(|| text.parse().ok())
        .ok_or_else(|| {
            refuse(
                "listen",
                format!("\"{text}\" is not an address and port, as in 127.0.0.1:3000"),
            )
        })
}

fn public_address(text: &str) -> Result<String, ConfigError> {
    let bad = || {
        refuse(
            "public_url",
            format!("\"{text}\" is not an address like https://market.example.com"),
        )
    };
    let uri: http::Uri = text.parse().map_err(|_| bad())?;
    let plain = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.authority().is_some_and(|a| !a.as_str().contains('@'))
        && matches!(uri.path(), "" | "/")
        && uri.query().is_none();
    if plain {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err(bad())
    }
}

fn clock(values: &Values, now: Option<DateTime<Utc>>) -> Result<Clock, ConfigError> {
    match (now, values.some("test_clock")) {
        (Some(_), Some(_)) => Err(refuse("test_clock", "not together with --now")),
        (Some(now), None) => Ok(Clock::Fixed(now)),
        (None, Some(file)) => {
            let text =
                std::fs::read_to_string(&file).map_err(|e| refuse("test_clock", format!("{file}: {e}")))?;
            let read: Result<DateTime<Utc>, _> = text.trim().parse();
            read.map_err(|e| {
                refuse(
                    "test_clock",
                    format!("{file}: an RFC 3339 instant is needed: {e}"),
                )
            })?;
            Ok(Clock::File(file.into()))
        }
        (None, None) => Ok(Clock::System),
    }
}

fn database(values: &Values, data: &std::path::Path) -> Result<DbConfig, ConfigError> {
    match values.some("database.url") {
        None => Ok(DbConfig::Sqlite(data.join("guildhall.db"))),
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Ok(DbConfig::Postgres(url))
        }
        Some(url) => match url.strip_prefix("sqlite:") {
            Some(path) if !path.trim_start_matches("//").is_empty() => {
                Ok(DbConfig::Sqlite(path.strip_prefix("//").unwrap_or(path).into()))
            }
            _ => Err(refuse("database.url", "postgres://… or sqlite:FILE is needed")),
        },
    }
}

fn files(values: &Values, data: &std::path::Path) -> Result<FilesConfig, ConfigError> {
    let Some(url) = values.some("files.url") else {
        if let Some(key) = [
            "files.endpoint",
            "files.region",
            "files.access_key",
            "files.secret_key",
        ]
        .into_iter()
        .find(|key| values.some(key).is_some())
        {
            return Err(refuse(key, "only together with files.url"));
        }
        return Ok(FilesConfig::Folder(data.join("files")));
    };
    if let Some(folder) = url.strip_prefix("file://") {
        return Ok(FilesConfig::Folder(folder.into()));
    }
    if url.strip_prefix("s3://").is_none_or(str::is_empty) {
        return Err(refuse(
            "files.url",
            "s3://bucket/prefix or file:///folder is needed",
        ));
    }
    let (access_key, secret_key) = (values.some("files.access_key"), values.some("files.secret_key"));
    if access_key.is_some() != secret_key.is_some() {
        return Err(refuse("files.access_key", "only together with files.secret_key"));
    }
    Ok(FilesConfig::S3 {
        url,
        endpoint: values.some("files.endpoint"),
        access_key,
        secret_key,
        region: values.some("files.region"),
    })
}

fn secret_key(values: &Values) -> Result<Option<String>, ConfigError> {
    let key = values.some("secret_key");
    if let Some(key) = &key {
        guildhall_market::secrets::Secrets::from_hex(key)
            .map_err(|_| refuse("secret_key", "64 hex digits are needed"))?;
    }
    Ok(key)
}

fn smtp(values: &Values) -> Result<Option<SmtpConfig>, ConfigError> {
    match (values.some("smtp.url"), values.some("smtp.from")) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(refuse("smtp.from", "needed together with smtp.url")),
        (None, Some(_)) => Err(refuse("smtp.url", "needed together with smtp.from")),
        (Some(url), Some(from)) => {
            if !url.starts_with("smtp://") && !url.starts_with("smtps://") {
                return Err(refuse("smtp.url", "smtp://… or smtps://… is needed"));
            }
            Ok(Some(SmtpConfig { url, from }))
        }
    }
}

fn site(values: &Values) -> PathBuf {
    values.some("site.root").map(PathBuf::from).unwrap_or_else(|| {
        let program = std::env::current_exe().unwrap_or_default();
        program
            .parent()
            .map(|folder| folder.join("site"))
            .unwrap_or_else(|| "site".into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(flags: &[(&str, &str)], now: Option<&str>) -> Result<Config, ConfigError> {
        let flags = flags
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        Config::new(read(&flags, [], None)?, now.map(|n| n.parse().unwrap()))
    }

    #[test]
    fn bad_values_are_refused_by_their_key() {
        for (key, value) in [
            ("listen", "nowhere"),
            ("public_url", "ftp://x"),
            ("public_url", "https://user@x"),
            ("public_url", "https://x/path"),
            ("database.url", "mysql://x"),
            ("files.url", "gs://bucket"),
            ("files.endpoint", "http://s3"),
            ("secret_key", "abc"),
            ("smtp.url", "smtp://x"),
            ("log.level", "info=loud=x"),
            ("test_clock", "/no/such/file"),
        ] {
            let refused = config(&[(key, value)], None).expect_err(key).0;
            let domain = key.split('.').next().unwrap();
            assert!(refused.starts_with(domain), "{key}={value}: {refused}");
        }
    }

    #[test]
    fn other_machines_are_served_over_https_and_at_the_real_time_only() {
        let serving = |flags: &[(&str, &str)], now| config(flags, now).and_then(|c| c.check_serving());
        assert!(serving(&[("listen", "127.0.0.1:0")], Some("2026-11-22T09:00:00Z")).is_ok());
        assert!(
            serving(&[("listen", "0.0.0.0:80")], None)
                .unwrap_err()
                .0
                .contains("--insecure-http")
        );
        assert!(serving(&[("listen", "0.0.0.0:80"), ("insecure_http", "true")], None).is_ok());
        let https = [
            ("listen", "0.0.0.0:80"),
            ("public_url", "https://market.example.com"),
        ];
        assert!(serving(&https, None).is_ok());
        assert!(
            serving(&https, Some("2026-11-22T09:00:00Z"))
                .unwrap_err()
                .0
                .starts_with("--now")
        );
    }

    #[test]
    fn a_port_of_this_machine_is_an_address() {
        assert_eq!(
            config(&[("listen", "localhost:8080")], None)
                .unwrap()
                .market
                .public_url,
            "http://127.0.0.1:8080"
        );
        assert_eq!(
            config(&[("listen", "[::1]:8080")], None)
                .unwrap()
                .market
                .public_url,
            "http://[::1]:8080"
        );
    }
}
