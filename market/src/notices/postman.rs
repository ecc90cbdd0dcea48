//! Handing mails to a mail server.

use crate::{
    Market,
    config::SmtpConfig,
    db::{Conn, Query, Row, Scope},
    door::{Actor, RequestInfo},
    fault::OpenError,
    sql,
};
use guildhall_sdk::{ids::MailId, notices::MAIL_ATTEMPTS};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};

/// The mail server, when there is one.
#[derive(Clone)]
pub struct Postman {
    transport: Option<(AsyncSmtpTransport<Tokio1Executor>, Mailbox)>,
}

impl Postman {
    /// Reads the mail server's address. Nothing is sent yet.
    ///
    /// # Errors
    /// The address or the sender does not read.
    pub fn open(config: Option<&SmtpConfig>) -> Result<Postman, OpenError> {
        let Some(config) = config else {
            return Ok(Postman { transport: None });
        };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.url)
            .map_err(|e| OpenError::Mail(e.to_string()))?
            .build();
        let from = config
            .from
            .parse()
            .map_err(|_| OpenError::Mail(format!("sender {}", config.from)))?;
        Ok(Postman {
            transport: Some((transport, from)),
        })
    }

    /// True when mails leave the house; else they are kept.
    pub fn delivers(&self) -> bool {
        self.transport.is_some()
    }
}

/// Why a mail was not taken.
enum Fault {
    /// Trying again will not help: the address does not read.
    Lasting(String),
    /// It may.
    Passing(String),
}

/// Hands one mail over. A mail whose server took it while we were killed may go out twice; its message id is the same.
/// One that fails stays with what the server said, is tried again, and is given up in the end: the administrator sees
/// it and can have it sent again.
pub(crate) async fn send(market: &Market, _: &Actor, _: &RequestInfo, mail: MailId) -> Result<(), String> {
    let Some((transport, from)) = &market.postman().transport else {
        return Ok(());
    };
    let row = Query::new(
        Scope::Everywhere,
        sql!(
            "SELECT recipient, subject, body_text, body_html, attempts FROM mail
             WHERE id = $1 AND sent_at IS NULL AND failed_at IS NULL AND {scope:none}"
        ),
        [mail.to_string().into()],
    )
    .one(Conn::Reader(&market.db().reader))
    .await
    .map_err(|e| e.to_string())?;
    let Some(row) = row else { return Ok(()) };
    let attempts = row.int("attempts").map_err(|e| e.to_string())? + 1;
    let message = letter(market, from, mail, &row)?;
    let sent = match message {
        Ok(message) => transport.send(message).await.map(drop).map_err(|e| {
            // 5xx about the mailbox: no such address. Everything else may pass.
            if e.is_permanent() {
                Fault::Lasting(e.to_string())
            } else {
                Fault::Passing(e.to_string())
            }
        }),
        Err(fault) => Err(fault),
    };
    let now = market.now().timestamp_micros();
    let (marked, answer) = match sent {
        Ok(()) => (
            Query::new(
                Scope::Everywhere,
                sql!("UPDATE mail SET sent_at = $2, last_error = NULL WHERE id = $1 AND {scope:none}"),
                [mail.to_string().into(), now.into()],
            ),
            Ok(()),
        ),
        Err(fault) => {
            let (lasting, cause) = match fault {
                Fault::Lasting(cause) => (true, cause),
                Fault::Passing(cause) => (false, cause),
            };
            let over = lasting || attempts >= i64::from(MAIL_ATTEMPTS);
            if over {
                tracing::warn!(%mail, attempts, cause, "a mail was given up");
            }
            let failed = Query::new(
                Scope::Everywhere,
                sql!(
                    "UPDATE mail SET attempts = $2, last_error = $3, failed_at = $4 WHERE id = $1 AND sent_at IS NULL AND {scope:none}"
                ),
                [
                    mail.to_string().into(),
                    attempts.into(),
                    cause.chars().take(500).collect::<String>().into(),
                    over.then_some(now).into(),
                ],
            );
            // What was given up is not tried again: the job is done.
            (failed, if over { Ok(()) } else { Err(cause) })
        }
    };
    marked
        .execute(Conn::Reader(&market.db().writer))
        .await
        .map_err(|e| e.to_string())?;
    answer
}

/// The message, or why there can be none.
fn letter(
    market: &Market,
    from: &Mailbox,
    mail: MailId,
    row: &Row,
) -> Result<Result<Message, Fault>, String> {
    let text = |column| row.text(column).map_err(|e| e.to_string());
    let Ok(to) = text("recipient")?.parse::<Mailbox>() else {
        return Ok(Err(Fault::Lasting("the address does not read".to_owned())));
    };
    let message = Message::builder()
        .message_id(Some(format!("<{mail}@guildhall>")))
        .from(from.clone())
        .to(to)
        .subject(text("subject")?)
        .multipart(MultiPart::alternative_plain_html(
            super::reveal(market.secrets(), &text("body_text")?),
            super::reveal(market.secrets(), &text("body_html")?),
        ));
    Ok(message.map_err(|e| Fault::Lasting(e.to_string())))
}
