//! The parts of the configuration, each checked where it is read.

use super::{ConfigError, Values};
use chrono::{DateTime, Utc};
use guildhall_market::{
    accounts::is_safe_provider_address,
    clock::Clock,
    config::{FilesConfig, OidcProvider, SmsConfig, SmtpConfig},
    db::DbConfig,
    sellers::{ByHand, Ports, SandboxTransfer, SmallTransfer},
};
use guildhall_sdk::{
    accounts::{EmailLinking, SecondStep},
    lang::Bilingual,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

/// A refusal that names its key.
pub(super) fn refuse(key: &str, what: impl std::fmt::Display) -> ConfigError {
    ConfigError(format!("{key}: {what}"))
}

/// Where to listen.
pub(super) fn address(text: &str) -> Result<SocketAddr, ConfigError> {
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

/// The address people reach the portal at: scheme and host, nothing more.
pub(super) fn public_address(text: &str) -> Result<String, ConfigError> {
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

/// Where the time comes from.
pub(super) fn clock(values: &Values, now: Option<DateTime<Utc>>) -> Result<Clock, ConfigError> {
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

/// Which database.
pub(super) fn database(values: &Values, data: &std::path::Path) -> Result<DbConfig, ConfigError> {
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

/// Where files are kept.
pub(super) fn files(values: &Values, data: &std::path::Path) -> Result<FilesConfig, ConfigError> {
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

/// The installation key.
pub(super) fn secret_key(values: &Values) -> Result<Option<String>, ConfigError> {
    let key = values.some("secret_key");
    if let Some(key) = &key {
        guildhall_market::secrets::Secrets::from_hex(key)
            .map_err(|_| refuse("secret_key", "64 hex digits are needed"))?;
    }
    Ok(key)
}

/// Where mails go.
pub(super) fn smtp(values: &Values) -> Result<Option<SmtpConfig>, ConfigError> {
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

/// Who delivers short messages. (What else could stand there was refused when it was read.)
pub(super) fn sms(values: &Values) -> SmsConfig {
    match values.text("sms.provider") {
        "sandbox" => SmsConfig::Sandbox,
        _ => SmsConfig::Off,
    }
}

/// What is asked of the world outside.
pub(super) fn ports(values: &Values) -> Ports {
    let transfer: Arc<dyn SmallTransfer> = match values.text("transfer.provider") {
        "sandbox" => Arc::new(SandboxTransfer),
        _ => Arc::new(ByHand),
    };
    Ports {
        transfer,
        ..Ports::default()
    }
}

/// Where people can sign in besides here.
pub(super) fn sign_in_providers(values: &Values) -> Result<Vec<OidcProvider>, ConfigError> {
    let mut all: Vec<OidcProvider> = Vec::new();
    for id in values.providers() {
        let one = sign_in_provider(values, &id)?;
        if let Some(other) = all.iter().find(|other| other.issuer == one.issuer) {
            let key = format!("oidc.{id}.issuer");
            return Err(refuse(&key, format!("it is that of oidc.{} already", other.id)));
        }
        all.push(one);
    }
    Ok(all)
}

fn sign_in_provider(values: &Values, id: &str) -> Result<OidcProvider, ConfigError> {
    let key = |name: &str| format!("oidc.{id}.{name}");
    let needed = |name: &str| {
        let text = values.text(&key(name)).trim().to_owned();
        if text.is_empty() {
            Err(refuse(&key(name), format!("needed for the provider {id}")))
        } else {
            Ok(text)
        }
    };
    let list = |name: &str| -> Vec<String> {
        let parts = values.text(&key(name)).split(',').map(str::trim);
        parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
    };
    let issuer = needed("issuer")?;
    if !is_safe_provider_address(&issuer) || issuer.contains(['?', '#', '@']) {
        return Err(refuse(
            &key("issuer"),
            format!(
                "\"{issuer}\" is not an address like https://login.example.com (http on this machine only)"
            ),
        ));
    }
    let mut organisations = Vec::new();
    for text in list("link_organisations") {
        let bad = |_| {
            refuse(
                &key("link_organisations"),
                format!("\"{text}\" is not the id of an organisation"),
            )
        };
        organisations.push(text.parse().map_err(bad)?);
    }
    let linking = EmailLinking {
        domains: list("link_domains"),
        organisations,
    };
    let said = linking != EmailLinking::default();
    let email_linking = match (values.on(&key("link_verified_email")), said) {
        (false, false) => None,
        (true, true) => Some(linking),
        // Whoever runs the provider could open every account here: the operator must say that this is meant.
        (true, false) => {
            return Err(refuse(
                &key("link_verified_email"),
                "say for whom: link_domains (* for any domain) or link_organisations",
            ));
        }
        (false, true) => {
            return Err(refuse(
                &key("link_verified_email"),
                "must be true for link_domains and link_organisations to mean anything",
            ));
        }
    };
    Ok(OidcProvider {
        id: id.to_owned(),
        name: Bilingual::new(needed("name_zh")?, needed("name_en")?),
        issuer,
        client_id: needed("client_id")?,
        client_secret: values.some(&key("client_secret")),
        scopes: values
            .text(&key("scopes"))
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        email_linking,
        second_step: SecondStep {
            amr: list("second_step_amr"),
            acr: list("second_step_acr"),
        },
    })
}

/// Where the static files are.
pub(super) fn site(values: &Values) -> PathBuf {
    values.some("site.root").map(PathBuf::from).unwrap_or_else(|| {
        let program = std::env::current_exe().unwrap_or_default();
        program
            .parent()
            .map(|folder| folder.join("site"))
            .unwrap_or_else(|| "site".into())
    })
}
