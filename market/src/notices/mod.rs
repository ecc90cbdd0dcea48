//! Notices (消息): in the console, by mail, by short message, as the person wants it. Everything is written in the
//! transaction that causes it, sent by a job, and kept where nothing is configured that could send it.

mod certifying;
mod conduct;
mod html;
mod inbox;
mod mails;
mod postman;
mod preferences;
mod sealed;
mod sms;
mod words;

pub use certifying::Certifying;
pub use conduct::Conduct;
pub use postman::Postman;
pub(crate) use postman::send;
pub(crate) use sealed::{
    reveal, sealed_invitation_path, sealed_offer_path, sealed_reset_path, sealed_sign_up_path,
};
pub(crate) use sms::send as send_sms;
pub use sms::{SandboxSms, SmsSender};
pub use words::Letter;

use crate::{
    db::DbErr,
    door::{Ctx, Entry},
    jobs::{self, Job},
    sql,
};
use guildhall_sdk::{
    ids::{MailId, OrganisationId, PersonId},
    lang::Lang,
    notices::{
        CountNotices, GetMail, GetNoticePreferences, ListMails, ListNotices, ListSms, NoticePreference,
        OpenMail, ReadNotices, ResendMail, UpdateNoticePreferences,
    },
    portal::Role,
};
use words::{House, Written};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<ListMails>(),
    Entry::of::<GetMail>(),
    Entry::of::<OpenMail>(),
    Entry::of::<ResendMail>(),
    Entry::of::<ListSms>(),
    Entry::of::<GetNoticePreferences>(),
    Entry::of::<UpdateNoticePreferences>(),
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

/// Tells somebody in the open transaction, by the channels they want: a notice in their inbox, a mail, a short message.
/// `dedupe`: the same is told once to the same address and the same inbox.
pub(crate) async fn write(ctx: &Ctx<'_>, to: &Recipient, letter: &Letter, dedupe: &str) -> Result<(), DbErr> {
    let settings = crate::settings::read(ctx).await?.settings;
    let house = House {
        name: &settings.marketplace,
        public_url: &ctx.market().config().public_url,
    };
    let written = letter.write(to.lang, &house);
    let kind = letter.kind();
    let wanted = match to.inbox {
        Some((person, _)) => preferences::of(ctx, person, kind).await?,
        None => NoticePreference::default_of(kind),
    };
    if let Some(inbox) = to.inbox.filter(|_| wanted.in_site) {
        inbox::put(ctx, inbox, kind, &written, letter.path(), dedupe).await?;
    }
    if wanted.mail {
        put_mail(
            ctx,
            to,
            kind.as_str(),
            &written,
            &format!("{dedupe} {}", to.email),
        )
        .await?;
    }
    if let Some((person, _)) = to.inbox.filter(|_| wanted.sms || kind.by_sms()) {
        sms::put(ctx, person, &house, to.lang, &written, dedupe).await?;
    }
    Ok(())
}

/// Keeps a mail, and has it sent where there is a mail server.
async fn put_mail(
    ctx: &Ctx<'_>,
    to: &Recipient,
    kind: &str,
    written: &Written,
    dedupe: &str,
) -> Result<(), DbErr> {
    let id: MailId = ctx.new_id();
    let delivers = ctx.market().postman().delivers();
    let inserted = ctx
        .execute(ctx.query(
            ctx.everywhere("mails belong to no tenant"),
            sql!(
                "INSERT INTO mail (id, recipient, lang, subject, body_text, body_html, dedupe, created_at, kind, queued_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 WHERE {scope:none} ON CONFLICT DO NOTHING"
            ),
            [
                id.to_string().into(),
                to.email.clone().into(),
                to.lang.tag().into(),
                written.subject.clone().into(),
                written.text.clone().into(),
                written.html.clone().into(),
                dedupe.to_owned().into(),
                ctx.now_micros(),
                kind.to_owned().into(),
                delivers.then(|| ctx.now().timestamp_micros()).into(),
            ],
        ))
        .await?;
    if inserted == 1 && delivers {
        jobs::enqueue(
            ctx,
            &Job::SendMail { mail: id },
            ctx.now(),
            Some(&format!("mail {id}")),
        )
        .await?;
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
