//! Links in stored mails: named by what they open, never by their token. The token is put in when a mail is sent, or when
//! an administrator opens it.

use crate::secrets::Secrets;
use guildhall_sdk::ids::{InvitationId, OfferId};
use uuid::Uuid;

/// The path of an offer's link as it stands in a stored mail: which offer and issue, not the token.
pub(crate) fn sealed_offer_path(offer: OfferId, version: u32) -> String {
    format!("/o/@{offer}.{version}@")
}

/// The path of a link to a new password as it stands in a stored mail.
pub(crate) fn sealed_reset_path(reset: Uuid) -> String {
    format!("/reset-password/@{reset}@")
}

/// The path of a link that confirms a sign-up as it stands in a stored mail.
pub(crate) fn sealed_sign_up_path(sign_up: Uuid) -> String {
    format!("/sign-up/@{sign_up}@")
}

/// The path of an invitation's link as it stands in a stored mail.
pub(crate) fn sealed_invitation_path(invitation: InvitationId, version: u32) -> String {
    format!("/invitation/@{invitation}.{version}@")
}

/// Where links start that carry a secret.
const SECRET_PATHS: [&str; 4] = ["/o/", "/reset-password/", "/sign-up/", "/invitation/"];

/// A stored mail's text as it is sent: with the tokens of its links.
pub(crate) fn reveal(secrets: &Secrets, text: &str) -> String {
    SECRET_PATHS
        .iter()
        .fold(text.to_owned(), |text, start| reveal_at(secrets, start, &text))
}

fn reveal_at(secrets: &Secrets, path: &str, text: &str) -> String {
    let marker = format!("{path}@");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(&marker) {
        let after = &rest[start + marker.len()..];
        let sealed = after
            .split_once('@')
            .and_then(|(inside, tail)| Some((unsealed(secrets, path, inside)?, tail)));
        out.push_str(&rest[..start + path.len()]);
        rest = match sealed {
            Some((token, tail)) => {
                out.push_str(&token);
                tail
            }
            None => &rest[start + path.len()..],
        };
    }
    out.push_str(rest);
    out
}

/// The token of a sealed link.
fn unsealed(secrets: &Secrets, path: &str, inside: &str) -> Option<String> {
    match path {
        "/reset-password/" => return Some(secrets.reset_token(inside.parse().ok()?)),
        "/sign-up/" => return Some(secrets.sign_up_token(inside.parse().ok()?)),
        _ => {}
    }
    let (id, version) = inside.split_once('.')?;
    let version = version.parse().ok()?;
    match path {
        "/o/" => Some(secrets.offer_token(id.parse().ok()?, version)),
        "/invitation/" => Some(secrets.invitation_token(id.parse().ok()?, version)),
        _ => None,
    }
}

/// Links carry their secret: an administrator sees that there is one, not which.
pub(super) fn masked(text: &str) -> String {
    let mask = |word: &str| {
        SECRET_PATHS.iter().find_map(|path| {
            let at = word.find(path)?;
            Some(format!(
                "{}{path}…{}",
                &word[..at],
                &word[word.trim_end().len()..]
            ))
        })
    };
    text.split_inclusive(char::is_whitespace)
        .map(|word| mask(word).unwrap_or_else(|| word.to_owned()))
        .collect()
}

/// True when a text has a link that carries a secret.
pub(super) fn has_secrets(text: &str) -> bool {
    SECRET_PATHS.iter().any(|path| text.contains(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_mail_holds_no_token_and_the_sent_one_does() {
        let secrets = Secrets::from_hex(&"5a".repeat(32)).expect("a key");
        let offer = OfferId(uuid::Uuid::from_u128(7));
        let stored = format!("见 http://x{} 。/o/@?", sealed_offer_path(offer, 2));
        assert_eq!(
            reveal(&secrets, &stored),
            format!("见 http://x/o/{} 。/o/@?", secrets.offer_token(offer, 2))
        );
    }

    #[test]
    fn links_to_a_password_and_into_an_organisation_are_sealed_alike() {
        let secrets = Secrets::from_hex(&"5a".repeat(32)).expect("a key");
        let (reset, invitation) = (Uuid::from_u128(8), InvitationId(Uuid::from_u128(9)));
        let stored = format!(
            "a {} b {} c {} d",
            sealed_reset_path(reset),
            sealed_invitation_path(invitation, 3),
            sealed_sign_up_path(reset)
        );
        let sent = reveal(&secrets, &stored);
        assert_eq!(
            sent,
            format!(
                "a /reset-password/{} b /invitation/{} c /sign-up/{} d",
                secrets.reset_token(reset),
                secrets.invitation_token(invitation, 3),
                secrets.sign_up_token(reset)
            )
        );
        assert_eq!(
            masked(&sent),
            "a /reset-password/… b /invitation/… c /sign-up/… d"
        );
    }

    #[test]
    fn an_offer_link_is_masked_for_the_administrator() {
        assert_eq!(
            super::masked("see http://x/o/abc-DEF\nbye"),
            "see http://x/o/…\nbye"
        );
    }
}
