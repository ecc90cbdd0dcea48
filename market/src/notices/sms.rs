//! Short messages: a port for a provider, and a sandbox that keeps them. None is sent unless the installation says so.

use super::{
    preferences,
    words::{House, Written},
};
use crate::{
    Market,
    db::{Conn, DbErr, Query, Scope},
    door::{Actor, Ctx, Handler, Refusal, RequestInfo, Sample, World},
    jobs::{self, Job},
    pages::{self, Keyset},
    sql,
};
use futures::future::BoxFuture;
use guildhall_sdk::{
    ids::{PersonId, SmsId},
    lang::Lang,
    notices::{ListSms, MAIL_ATTEMPTS, MailState, SmsRow},
    portal::{AppError, Page},
};

/// Longest short message in characters: what goes in one or two parts everywhere.
const LONGEST: usize = 140;

/// Somebody who delivers short messages. The same `id` is the same message: a provider that is asked twice sends once.
pub trait SmsSender: Send + Sync {
    /// Hands one over.
    ///
    /// # Errors
    /// Why not; it is tried again.
    fn send<'a>(&'a self, id: SmsId, phone: &'a str, text: &'a str) -> BoxFuture<'a, Result<(), String>>;
}

/// The provider of demos and tests: takes everything and sends nothing. The messages can be read by the administrator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SandboxSms;

impl SmsSender for SandboxSms {
    fn send<'a>(&'a self, _: SmsId, phone: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), String>> {
        // A number that ends in 0000 is one nobody has: so that failing can be seen.
        let refused = phone.trim_end().ends_with("0000");
        Box::pin(async move {
            if refused {
                Err("the sandbox refuses numbers that end in 0000".to_owned())
            } else {
                Ok(())
            }
        })
    }
}

/// Keeps a short message for somebody who wants it and gave a number. It names no link that carries a secret: the page
/// is found by signing in.
pub(super) async fn put(
    ctx: &Ctx<'_>,
    person: PersonId,
    house: &House<'_>,
    lang: Lang,
    written: &Written,
    dedupe: &str,
) -> Result<(), DbErr> {
    let phone = preferences::phone(ctx, person).await?;
    if phone.is_empty() || ctx.market().sms().is_none() {
        return Ok(());
    }
    let id: SmsId = ctx.new_id();
    let text: String = match lang {
        Lang::Zh => format!("【{}】{}", house.name.get(lang), written.subject),
        Lang::En => format!("{}: {}", house.name.get(lang), written.subject),
    }
    .chars()
    .take(LONGEST)
    .collect();
    let inserted = ctx
        .execute(ctx.query(
            ctx.everywhere("short messages belong to no tenant"),
            sql!("INSERT INTO sms (id, phone, body, dedupe, created_at) SELECT $1, $2, $3, $4, $5 WHERE {scope:none} ON CONFLICT DO NOTHING"),
            [
                id.to_string().into(),
                phone.into(),
                text.into(),
                format!("{dedupe} {person}").into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
    if inserted == 1 {
        jobs::enqueue(
            ctx,
            &Job::SendSms { sms: id },
            ctx.now(),
            Some(&format!("sms {id}")),
        )
        .await?;
    }
    Ok(())
}

/// Hands one over. Given up after as many attempts as a mail.
pub(crate) async fn send(market: &Market, _: &Actor, _: &RequestInfo, sms: SmsId) -> Result<(), String> {
    let Some(sender) = market.sms() else { return Ok(()) };
    let row = Query::new(
        Scope::Everywhere,
        sql!("SELECT phone, body, attempts FROM sms WHERE id = $1 AND sent_at IS NULL AND failed_at IS NULL AND {scope:none}"),
        [sms.to_string().into()],
    )
    .one(Conn::Reader(&market.db().reader))
    .await
    .map_err(|e| e.to_string())?;
    let Some(row) = row else { return Ok(()) };
    let text = |column| row.text(column).map_err(|e| e.to_string());
    let sent = sender.send(sms, &text("phone")?, &text("body")?).await;
    let attempts = row.int("attempts").map_err(|e| e.to_string())? + 1;
    let over = attempts >= i64::from(MAIL_ATTEMPTS);
    let now = market.now().timestamp_micros();
    let marked = match &sent {
        Ok(()) => Query::new(
            Scope::Everywhere,
            sql!("UPDATE sms SET sent_at = $2, last_error = NULL WHERE id = $1 AND {scope:none}"),
            [sms.to_string().into(), now.into()],
        ),
        Err(cause) => Query::new(
            Scope::Everywhere,
            sql!(
                "UPDATE sms SET attempts = $2, last_error = $3, failed_at = $4 WHERE id = $1 AND {scope:none}"
            ),
            [
                sms.to_string().into(),
                attempts.into(),
                cause.chars().take(500).collect::<String>().into(),
                over.then_some(now).into(),
            ],
        ),
    };
    marked
        .execute(Conn::Reader(&market.db().writer))
        .await
        .map_err(|e| e.to_string())?;
    // What was given up is not tried again: the job is done.
    if over { Ok(()) } else { sent }
}

impl Handler for ListSms {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<SmsRow>, Refusal> {
        let scope = ctx.operator()?;
        let rows = ctx.query(
            scope,
            sql!("SELECT id, phone, body, created_at, sent_at, failed_at, last_error FROM sms WHERE {scope:none}"),
            [],
        );
        let counted = ctx.query(scope, sql!("SELECT 1 AS one FROM sms WHERE {scope:none}"), []);
        let count = pages::count(ctx, counted).await?;
        let keyset = Keyset {
            key: "created_at",
            id: "id",
            descending: true,
        };
        pages::page(ctx, rows, keyset, &self.page, count, |row| {
            let sent_at = row.time_or_none("sent_at")?;
            Ok(SmsRow {
                id: row.id("id")?,
                to: row.text("phone")?,
                text: row.text("body")?,
                created_at: row.time("created_at")?,
                sent_at,
                state: match (sent_at, row.int_or_none("failed_at")?) {
                    (Some(_), _) => MailState::Sent,
                    (None, Some(_)) => MailState::Failed,
                    (None, None) => MailState::Waiting,
                },
                last_error: row.text_or_none("last_error")?,
            })
        })
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListSms::default())
    }
}
