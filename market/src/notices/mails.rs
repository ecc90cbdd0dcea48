//! Mails as the administrator sees them: masked, until opened; sent again when they were kept or given up.

use super::sealed::{has_secrets, masked, reveal};
use crate::{
    Market,
    db::{DbErr, Micros, Query, Row},
    door::{Actor, Ctx, Handler, Refusal, Sample, World, id},
    jobs::{self, Job},
    pages::{self, Keyset},
    sql,
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{
    accounts::normal_email,
    finding::{Code, Finding},
    ids::MailId,
    notices::{GetMail, ListMails, MailRow, MailState, MailView, OPENED_MINUTES, OpenMail, ResendMail},
    portal::{AppError, Page},
};

/// What [`MailState`] is in SQL.
const fn is(state: MailState) -> &'static str {
    match state {
        MailState::Sent => "sent_at IS NOT NULL",
        MailState::Failed => "sent_at IS NULL AND failed_at IS NOT NULL",
        MailState::Waiting => "sent_at IS NULL AND failed_at IS NULL AND queued_at IS NOT NULL",
        MailState::Kept => "sent_at IS NULL AND failed_at IS NULL AND queued_at IS NULL",
    }
}

fn state(row: &Row) -> Result<MailState, DbErr> {
    let set = |column| Ok::<_, DbErr>(row.int_or_none(column)?.is_some());
    Ok(match (set("sent_at")?, set("failed_at")?, set("queued_at")?) {
        (true, ..) => MailState::Sent,
        (_, true, _) => MailState::Failed,
        (_, _, true) => MailState::Waiting,
        _ => MailState::Kept,
    })
}

fn read(ctx: &Ctx<'_>, row: &Row, opened: bool) -> Result<MailRow, DbErr> {
    let text = row.text("body_text")?;
    Ok(MailRow {
        id: row.id("id")?,
        to: row.text("recipient")?,
        subject: row.text("subject")?,
        text: if opened {
            reveal(ctx.market().secrets(), &text)
        } else {
            masked(&text)
        },
        created_at: row.time("created_at")?,
        sent_at: row.time_or_none("sent_at")?,
        state: state(row)?,
        attempts: row.small("attempts")?,
        last_error: row.text_or_none("last_error")?,
    })
}

/// Mails, before any filter.
fn mails(ctx: &Ctx<'_>) -> Result<Query, AppError> {
    Ok(ctx.query(
        ctx.operator()?,
        sql!(
            "SELECT id, recipient, subject, body_text, created_at, sent_at, queued_at, attempts, last_error, failed_at
             FROM mail WHERE {scope:none}"
        ),
        [],
    ))
}

impl Handler for ListMails {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<MailRow>, Refusal> {
        // Whoever holds the data folder holds the key as well.
        let system = matches!(ctx.actor(), Actor::System(_));
        let to = normal_email(&self.to);
        let filter = |q: Query| {
            let q = q.and_if("recipient = {}", (!to.is_empty()).then(|| to.clone()));
            match self.state {
                None => q,
                Some(state) => q.and(is(state), []),
            }
        };
        let counted = ctx.query(
            ctx.operator()?,
            sql!("SELECT 1 AS one FROM mail WHERE {scope:none}"),
            [],
        );
        let count = pages::count(ctx, filter(counted)).await?;
        let keyset = Keyset {
            key: "created_at",
            id: "id",
            descending: true,
        };
        pages::page(ctx, filter(mails(ctx)?), keyset, &self.page, count, |row| {
            read(ctx, row, system)
        })
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListMails::default())
    }
}

async fn find(ctx: &Ctx<'_>, mail: MailId) -> Result<Row, Refusal> {
    ctx.find(mails(ctx)?.and("id = {}", [mail.to_string().into()]))
        .await
}

/// Until when the reader sees the links of a mail.
async fn opened_until(ctx: &Ctx<'_>, mail: MailId) -> Result<Option<DateTime<Utc>>, Refusal> {
    let Some(person) = ctx.actor().person() else {
        return Ok(None);
    };
    let row = ctx
        .one(ctx.query(
            ctx.operator()?,
            sql!("SELECT until_at FROM mail_opening WHERE mail_id = $1 AND person_id = $2 AND until_at > $3 AND {scope:none}"),
            [mail.to_string().into(), person.to_string().into(), ctx.now_micros()],
        ))
        .await?;
    Ok(row.map(|row| row.time("until_at")).transpose()?)
}

impl Handler for GetMail {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<MailView, Refusal> {
        let row = find(ctx, self.mail).await?;
        let opened_until = opened_until(ctx, self.mail).await?;
        Ok(MailView {
            has_secrets: has_secrets(&row.text("body_text")?),
            row: read(ctx, &row, opened_until.is_some())?,
            opened_until,
            delivers: ctx.market().postman().delivers(),
        })
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("mail", |mail| GetMail { mail: id(mail) })
    }
}

impl Handler for OpenMail {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let row = find(ctx, self.mail).await?;
        ctx.proved()?;
        let person = ctx.person()?;
        let until = ctx.now() + TimeDelta::minutes(OPENED_MINUTES);
        ctx.execute(ctx.query(
            ctx.operator()?,
            sql!(
                "INSERT INTO mail_opening (mail_id, person_id, opened_at, until_at) SELECT $1, $2, $3, $4 WHERE {scope:none}
                 ON CONFLICT (mail_id, person_id) DO UPDATE SET opened_at = excluded.opened_at, until_at = excluded.until_at"
            ),
            [
                self.mail.to_string().into(),
                person.to_string().into(),
                ctx.now_micros(),
                until.micros(),
            ],
        ))
        .await?;
        ctx.audit_object(self.mail);
        // Whose mail it was; what it says stays out of the log.
        let whose = serde_json::json!({ "to": row.text("recipient")?, "subject": row.text("subject")? });
        ctx.audit_change(None::<&()>, Some(&whose));
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("mail", |mail| OpenMail { mail: id(mail) })
    }
}

impl Handler for ResendMail {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<(), Refusal> {
        let row = find(ctx, self.mail).await?;
        let state = state(&row)?;
        if !ctx.market().postman().delivers() || !state.can_be_sent() {
            return Err(not_now(state).into());
        }
        // Of two who press the button, one does it.
        let queued = ctx
            .execute(
                ctx.query(
                    ctx.operator()?,
                    sql!("UPDATE mail SET queued_at = $2, failed_at = NULL, attempts = 0, last_error = NULL, resent = resent + 1 WHERE id = $1 AND {scope:none}"),
                    [self.mail.to_string().into(), ctx.now_micros()],
                )
                .and(&format!("({})", is(state)), []),
            )
            .await?;
        if queued == 0 {
            return Err(not_now(MailState::Waiting).into());
        }
        let times = ctx
            .find(ctx.query(
                ctx.operator()?,
                sql!("SELECT resent FROM mail WHERE id = $1 AND {scope:none}"),
                [self.mail.to_string().into()],
            ))
            .await?
            .int("resent")?;
        let job = Job::SendMail { mail: self.mail };
        jobs::enqueue(ctx, &job, ctx.now(), Some(&format!("mail {} {times}", self.mail))).await?;
        ctx.audit_object(self.mail);
        Ok(())
    }

    fn sample(world: &World) -> Sample<Self> {
        world.operator_object("mail", |mail| ResendMail { mail: id(mail) })
    }
}

fn not_now(state: MailState) -> AppError {
    AppError::Invalid {
        findings: vec![Finding::error("mail", Code::NotNow).with("state", state.as_str())],
    }
}
