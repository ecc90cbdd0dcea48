//! The configuration, read once: what the command line, the environment and a file say, checked as a whole.

pub mod keys;
mod mask;
mod parts;
mod read;
mod show;

pub use read::{ConfigError, Flags, Values, read};
pub use show::{as_json, as_toml};

use chrono::{DateTime, Utc};
use guildhall_market::{
    clock::Clock,
    config::{MarketConfig, SessionConfig},
};
use parts::{
    address, clock, database, files, ports, public_address, refuse, secret_key, sign_in_providers, site, sms,
    smtp,
};
use std::{net::SocketAddr, path::PathBuf, time::Duration};

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
            sms: sms(&values),
            public_url: public_url.clone().unwrap_or_else(|| address_of(listen)),
            clock,
            sessions: SessionConfig {
                idle_minutes: values.number("session.idle_minutes"),
                absolute_hours: values.number("session.absolute_hours"),
                lock_after: values.number("session.lock_after"),
                lock_minutes: values.number("session.lock_minutes"),
            },
            ports: ports(&values),
            sign_in_providers: sign_in_providers(&values)?,
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
    fn a_provider_is_refused_until_it_is_whole_and_safe() {
        const WHOLE: &[(&str, &str)] = &[
            ("oidc.corp.name_zh", "企业账号"),
            ("oidc.corp.name_en", "Company account"),
            ("oidc.corp.issuer", "https://login.corp.test"),
            ("oidc.corp.client_id", "portal"),
        ];
        let with = |more: &[(&str, &str)]| {
            let flags: Vec<(&str, &str)> = WHOLE.iter().chain(more).copied().collect();
            config(&flags, None).map(|c| c.market.sign_in_providers)
        };
        let good = with(&[
            ("oidc.corp.link_verified_email", "true"),
            ("oidc.corp.link_domains", "corp.test, corp.cn"),
            ("oidc.corp.second_step_amr", "mfa"),
        ])
        .unwrap();
        let linking = good[0].email_linking.clone().unwrap();
        assert_eq!(linking.domains, ["corp.test", "corp.cn"]);
        assert_eq!(good[0].second_step.amr, ["mfa"]);
        assert_eq!(good[0].scopes, ["openid", "email", "profile"]);
        assert!(with(&[("oidc.corp.issuer", "http://127.0.0.1:4000")]).is_ok());
        for (more, key) in [
            (
                &[("oidc.corp.issuer", "http://login.corp.test")][..],
                "oidc.corp.issuer",
            ),
            (
                &[("oidc.corp.issuer", "https://u@login.corp.test")],
                "oidc.corp.issuer",
            ),
            (&[("oidc.corp.client_id", "")], "oidc.corp.client_id"),
            (&[("oidc.corp.name_zh", " ")], "oidc.corp.name_zh"),
            (
                &[("oidc.corp.link_verified_email", "true")],
                "oidc.corp.link_verified_email",
            ),
            (
                &[("oidc.corp.link_domains", "corp.test")],
                "oidc.corp.link_verified_email",
            ),
            (
                &[("oidc.corp.link_organisations", "x")],
                "oidc.corp.link_organisations",
            ),
            (&[("oidc.other.issuer", "https://x")], "oidc.other."),
        ] {
            let refused = with(more).expect_err(key).0;
            assert!(refused.starts_with(key), "{more:?}: {refused}");
        }
        let twice = with(&[
            ("oidc.two.name_zh", "二"),
            ("oidc.two.name_en", "Two"),
            ("oidc.two.issuer", "https://login.corp.test"),
            ("oidc.two.client_id", "x"),
        ]);
        assert!(twice.unwrap_err().0.starts_with("oidc.two.issuer"));
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
