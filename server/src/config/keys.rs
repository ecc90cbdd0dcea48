//! Every key there is: its place, its kind, its default, and what it is for. A key that is not in this table is refused.

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number in a range, both ends included.
    Number(i64, i64),
    /// `true` or `false`.
    Switch,
    /// One of these.
    Choice(&'static [&'static str]),
}

/// What of a value is never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// Nothing.
    No,
    /// All of it.
    Whole,
    /// The password of an address.
    Password,
}

/// A key of the configuration.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Dotted: `session.idle_minutes`; in the environment `GUILDHALL_SESSION__IDLE_MINUTES`.
    pub name: &'static str,
    /// What its value must be.
    pub kind: Kind,
    /// Its value when nobody sets it; empty for none.
    pub default: &'static str,
    /// What of it is never shown.
    pub secret: Secret,
    /// What it is for.
    pub about: &'static str,
}

const fn key(name: &'static str, kind: Kind, default: &'static str, about: &'static str) -> Key {
    Key {
        name,
        kind,
        default,
        secret: Secret::No,
        about,
    }
}

const fn secret(name: &'static str, secret: Secret, about: &'static str) -> Key {
    Key {
        name,
        kind: Kind::Text,
        default: "",
        secret,
        about,
    }
}

use Kind::{Choice, Number, Switch, Text};

/// All of them, in the order `guildhall config` documents them.
pub const KEYS: &[Key] = &[
    key(
        "data",
        Text,
        "data",
        "The data folder: database, files and key, unless told otherwise",
    ),
    key(
        "listen",
        Text,
        "127.0.0.1:3000",
        "Address and port to listen on; port 0 takes a free one",
    ),
    key(
        "public_url",
        Text,
        "",
        "The address people reach the portal at, for links in mails and the kind of cookie",
    ),
    key(
        "insecure_http",
        Switch,
        "false",
        "Serve plain http to other machines (behind nothing): for a trusted network only",
    ),
    secret(
        "secret_key",
        Secret::Whole,
        "The installation key, 64 hex digits; DATA/secret.key when none",
    ),
    secret(
        "database.url",
        Secret::Password,
        "postgres://…; DATA/guildhall.db when none",
    ),
    key("files.url", Text, "", "s3://bucket/prefix; DATA/files when none"),
    key(
        "files.endpoint",
        Text,
        "",
        "The store's endpoint, when it is not the cloud's own",
    ),
    key("files.region", Text, "", "The store's region"),
    key("files.access_key", Text, "", "Access key id"),
    secret("files.secret_key", Secret::Whole, "Secret access key"),
    secret(
        "smtp.url",
        Secret::Password,
        "smtp://user:password@host:port or smtps://…; mails are kept when none",
    ),
    key("smtp.from", Text, "", "The sender's address"),
    key(
        "sms.provider",
        Choice(&["off", "sandbox"]),
        "off",
        "Who delivers short messages; the sandbox keeps them for the administrator",
    ),
    key(
        "transfer.provider",
        Choice(&["manual", "sandbox"]),
        "manual",
        "Who sends the small transfer that proves a seller's bank account: the operator's finance, or a sandbox that moves no money",
    ),
    key(
        "session.idle_minutes",
        Number(1, 525_600),
        "120",
        "A session that was not used for this long is over",
    ),
    key(
        "session.absolute_hours",
        Number(1, 8_760),
        "24",
        "A session is over after this long",
    ),
    key(
        "session.lock_after",
        Number(1, 1_000),
        "8",
        "Wrong passwords before an address is locked",
    ),
    key(
        "session.lock_minutes",
        Number(1, 10_080),
        "15",
        "How long it stays locked",
    ),
    key(
        "limits.sign_in_per_minute",
        Number(0, 100_000),
        "60",
        "Sign-ins per client address and minute; 0 for no limit",
    ),
    key(
        "limits.requests_per_second",
        Number(0, 1_000_000),
        "500",
        "Requests per client address and second; 0 for no limit",
    ),
    key(
        "limits.body_bytes",
        Number(1_024, 67_108_864),
        "2097152",
        "Largest request, uploads aside",
    ),
    key(
        "limits.page_seconds",
        Number(1, 600),
        "30",
        "A page that takes longer is given up",
    ),
    key(
        "log.format",
        Choice(&["text", "json"]),
        "text",
        "How the log is written, on stderr",
    ),
    key(
        "log.level",
        Text,
        "",
        "error, warn, info, debug, trace, or target=level,…; info for serve, warn otherwise",
    ),
    key(
        "site.root",
        Text,
        "",
        "The folder of static files; `site` beside the program when none",
    ),
    key(
        "trusted_proxies",
        Number(0, 16),
        "0",
        "How many proxies stand in front and add to X-Forwarded-For",
    ),
    key(
        "worker",
        Switch,
        "true",
        "Do jobs in this process (mails, scheduled bill runs)",
    ),
    key(
        "test_clock",
        Text,
        "",
        "Read the time from this file; loopback only",
    ),
];

/// The keys of each provider people can sign in at, below `oidc.{its name}.`: any number of providers.
pub const PROVIDER_KEYS: &[Key] = &[
    key("name_zh", Text, "", "Its name for people, in Chinese"),
    key("name_en", Text, "", "Its name for people, in English"),
    key(
        "issuer",
        Text,
        "",
        "Its address, as its tokens name it; https, or http on this machine",
    ),
    key("client_id", Text, "", "What it knows the portal by"),
    secret(
        "client_secret",
        Secret::Whole,
        "What the portal proves that with; none for a public client",
    ),
    key(
        "scopes",
        Text,
        "openid email profile",
        "What is asked for, separated by blanks",
    ),
    key(
        "link_verified_email",
        Switch,
        "false",
        "The address it verified opens the account of the same address, without a link made before",
    ),
    key(
        "link_domains",
        Text,
        "",
        "Only addresses of these domains, separated by commas; * for any",
    ),
    key(
        "link_organisations",
        Text,
        "",
        "Only members of these organisations: ids, separated by commas",
    ),
    key(
        "second_step_amr",
        Text,
        "",
        "Any of these in a token's amr counts as the second step: mfa,otp",
    ),
    key(
        "second_step_acr",
        Text,
        "",
        "Any of these as a token's acr counts as the second step",
    ),
];

/// The table that providers stand in.
pub const PROVIDERS: &str = "oidc";

/// Finds a key by its dotted name.
pub fn find(name: &str) -> Option<&'static Key> {
    if let Some(key) = KEYS.iter().find(|k| k.name == name) {
        return Some(key);
    }
    let (provider, last) = name.strip_prefix(PROVIDERS)?.strip_prefix('.')?.split_once('.')?;
    if !guildhall_sdk::accounts::is_provider_id(provider) {
        return None;
    }
    PROVIDER_KEYS.iter().find(|k| k.name == last)
}

/// The dotted name a variable of the environment stands for: that of a key, if there is one.
pub fn of_variable(variable: &str) -> Option<(String, &'static Key)> {
    let name = variable
        .strip_prefix("GUILDHALL_")?
        .replace("__", ".")
        .to_lowercase();
    let key = find(&name)?;
    let same = KEYS.iter().all(|k| k.name != name) || self::variable(key) == variable;
    (same && variable == variable.to_uppercase()).then_some((name, key))
}

/// The name a key has in the environment.
pub fn variable(key: &Key) -> String {
    format!("GUILDHALL_{}", key.name.replace('.', "__").to_uppercase())
}

impl Key {
    /// Says what is wrong with a value.
    ///
    /// # Errors
    /// What a good value would be.
    pub fn check(&self, value: &str) -> Result<(), String> {
        match self.kind {
            Kind::Text => Ok(()),
            Kind::Number(min, max) => match value.parse::<i64>() {
                Ok(n) if (min..=max).contains(&n) => Ok(()),
                _ => Err(format!("a whole number from {min} to {max} is needed")),
            },
            Kind::Switch if matches!(value, "true" | "false") => Ok(()),
            Kind::Switch => Err("true or false is needed".into()),
            Kind::Choice(all) if all.contains(&value) => Ok(()),
            Kind::Choice(all) => Err(format!("one of {} is needed", all.join(", "))),
        }
    }

    /// The value as it may be shown.
    pub fn shown(&self, value: &str) -> String {
        match self.secret {
            Secret::No => value.to_owned(),
            _ if value.is_empty() => String::new(),
            Secret::Whole => "***".into(),
            Secret::Password => super::mask::password(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_has_its_keys_under_its_own_name() {
        for (name, found) in [
            ("oidc.corp.issuer", true),
            ("oidc.azure_ad.client_secret", true),
            ("oidc.corp.issue", false),
            ("oidc.Corp.issuer", false),
            ("oidc.corp", false),
            ("oidc.a.b.issuer", false),
            ("oidc..issuer", false),
        ] {
            assert_eq!(find(name).is_some(), found, "{name}");
        }
        for (variable, name) in [
            ("GUILDHALL_OIDC__CORP__CLIENT_ID", Some("oidc.corp.client_id")),
            ("GUILDHALL_OIDC__AZURE_AD__ISSUER", Some("oidc.azure_ad.issuer")),
            ("GUILDHALL_SESSION__IDLE_MINUTES", Some("session.idle_minutes")),
            ("GUILDHALL_session__idle_minutes", None),
            ("GUILDHALL_OIDC__CORP__NOTHING", None),
        ] {
            assert_eq!(
                of_variable(variable).map(|(n, _)| n).as_deref(),
                name,
                "{variable}"
            );
        }
    }

    #[test]
    fn every_default_is_a_good_value_and_no_name_is_there_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for key in KEYS.iter().chain(PROVIDER_KEYS) {
            assert!(seen.insert(key.name), "{} twice", key.name);
            assert_eq!(key.check(key.default), Ok(()), "{}", key.name);
        }
    }
}
