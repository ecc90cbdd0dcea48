//! Notices (消息): one in the console and a mail each. Mails are written in the transaction that causes them, sent by a job, kept where no mail server is configured.

mod inbox;
mod postman;
mod words;

pub use postman::Postman;
pub(crate) use postman::send;
pub use words::Letter;

use crate::{
    Market,
    db::{DbErr, Query},
    door::{Actor, Ctx, Entry, Handler, Refusal, Sample, World},
    jobs::{self, Job},
    pages::{self, Keyset},
    secrets::Secrets,
    sql,
};
use guildhall_sdk::{
    accounts::normal_email,
    ids::{InvitationId, MailId, OfferId, OrganisationId, PersonId},
    lang::Lang,
    notices::{CountNotices, ListMails, ListNotices, MailRow, ReadNotices},
    portal::{AppError, Page, Role},
};
use uuid::Uuid;

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<ListMails>(),
    Entry::of::<ListNotices>(),
    Entry::of::<CountNotices>(),
    Entry::of::<ReadNotices>(),
];

/// Somebody to write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Their address.
    pub email: String,
    /// Their language.
    pub lang: Lang,
    /// Whose inbox in the console is told as well; none for somebody who has no account.
    pub inbox: Option<(PersonId, OrganisationId)>,
}

/// Tells somebody in the open transaction: a notice in their inbox, and a mail that wants to be sent. `dedupe`: the same
/// is written once to the same address and the same inbox.
pub(crate) async fn write(ctx: &Ctx<'_>, to: &Recipient, letter: &Letter, dedupe: &str) -> Result<(), DbErr> {
    let id: MailId = ctx.new_id();
    let written = letter.write(to.lang, ctx.market());
    if let Some(inbox) = to.inbox {
        inbox::put(ctx, inbox, &written, letter.path(), dedupe).await?;
    }
    let everyone = ctx.everywhere("mails belong to no tenant");
    let inserted = ctx
        .execute(ctx.query(
            everyone,
            sql!("INSERT INTO mail (id, recipient, lang, subject, body_text, body_html, dedupe, created_at) SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE {scope:none} ON CONFLICT DO NOTHING"),
            [
                id.to_string().into(),
                to.email.clone().into(),
                to.lang.tag().into(),
                written.subject.into(),
                written.text.into(),
                written.html.into(),
                format!("{dedupe} {}", to.email).into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
    if inserted == 1 && ctx.market().postman().delivers() {
        jobs::enqueue(ctx, &Job::SendMail { mail: id }, ctx.now(), None).await?;
    }
    Ok(())
}

/// The people of an organisation that hold one of the roles.
pub(crate) async fn people_of(
    ctx: &Ctx<'_>,
    organisation: OrganisationId,
    roles: &[Role],
) -> Result<Vec<Recipient>, DbErr> {
    let everyone = ctx.everywhere("the recipients of a mail about a row whose scope was checked");
    let rows = ctx
        .all(ctx.query(
            everyone,
            sql!(
                "SELECT DISTINCT p.id, p.email, p.lang, m.role FROM membership m JOIN person p ON p.id = m.person_id
                 WHERE m.organisation_id = $1 AND p.disabled_at IS NULL AND {scope:none} ORDER BY p.email"
            ),
            [organisation.to_string().into()],
        ))
        .await?;
    let mut people: Vec<Recipient> = Vec::new();
    for row in rows {
        let role = row.state("role", Role::parse)?;
        let email = row.text("email")?;
        if roles.contains(&role) && !people.iter().any(|p| p.email == email) {
            people.push(Recipient {
                email,
                lang: row.state("lang", Lang::from_tag)?,
                inbox: Some((row.id("id")?, organisation)),
            });
        }
    }
    Ok(people)
}

impl Handler for ListMails {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<MailRow>, Refusal> {
        let scope = ctx.operator()?;
        let system = matches!(ctx.actor(), Actor::System(_));
        let to = normal_email(&self.to);
        let filter = |q: Query| q.and_if("recipient = {}", (!to.is_empty()).then(|| to.clone()));
        let rows = ctx.query(
            scope,
            sql!(
                "SELECT id, recipient, subject, body_text, created_at, sent_at FROM mail WHERE {scope:none}"
            ),
            [],
        );
        let count = pages::count(
            ctx,
            filter(ctx.query(scope, sql!("SELECT 1 AS one FROM mail WHERE {scope:none}"), [])),
        )
        .await?;
        let keyset = Keyset {
            key: "created_at",
            id: "id",
            descending: true,
        };
        pages::page(ctx, filter(rows), keyset, &self.page, count, |row| {
            let text = row.text("body_text")?;
            Ok(MailRow {
                id: row.id("id")?,
                to: row.text("recipient")?,
                subject: row.text("subject")?,
                text: if system {
                    reveal(ctx.market().secrets(), &text)
                } else {
                    masked(&text)
                },
                created_at: row.time("created_at")?,
                sent_at: row.time_or_none("sent_at")?,
            })
        })
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListMails::default())
    }
}

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
fn masked(text: &str) -> String {
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
