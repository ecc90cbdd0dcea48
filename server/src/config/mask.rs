//! Addresses without their passwords.

/// `scheme://user:password@host` with the password masked.
pub(super) fn password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "***".into();
    };
    let (authority, path) = match rest.find(['/', '?', '#']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let shown = match authority.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            let mask = if credentials.contains(':') { ":***" } else { "" };
            format!("{user}{mask}@{host}")
        }
        None => authority.to_owned(),
    };
    // A password may also stand in the query of a database's address.
    let path = match path.split_once('?') {
        Some((path, query)) => {
            let parts = query.split('&').map(|part| match part.split_once('=') {
                Some((name, _)) if name.contains("password") => format!("{name}=***"),
                _ => part.to_owned(),
            });
            format!("{path}?{}", parts.collect::<Vec<_>>().join("&"))
        }
        None => path.to_owned(),
    };
    format!("{scheme}://{shown}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_masked_wherever_they_stand() {
        for (url, shown) in [
            (
                "postgres://u:p%40ss@db:5432/guildhall",
                "postgres://u:***@db:5432/guildhall",
            ),
            (
                "postgres://u@db/guildhall?password=x&sslmode=require",
                "postgres://u@db/guildhall?password=***&sslmode=require",
            ),
            ("smtp://mail.test:25", "smtp://mail.test:25"),
            ("smtps://a:b:c@mail.test", "smtps://a:***@mail.test"),
            ("not an address", "***"),
        ] {
            assert_eq!(password(url), shown);
        }
    }
}
