//! Handing mails to a mail server.

use crate::{
    Market,
    config::SmtpConfig,
    db::{Conn, Query, Scope},
    door::{Actor, RequestInfo},
    fault::OpenError,
    sql,
};
use guildhall_sdk::ids::MailId;
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

/// Hands one mail over. A mail whose server took it while we were killed may go out twice; its message id is the same.
pub(crate) async fn send(market: &Market, _: &Actor, _: &RequestInfo, mail: MailId) -> Result<(), String> {
    let Some((transport, from)) = &market.postman().transport else {
        return Ok(());
    };
    let reader = Conn::Reader(&market.db().reader);
    let row = Query::new(
        Scope::Everywhere,
        sql!("SELECT recipient, subject, body_text, body_html FROM mail WHERE id = $1 AND sent_at IS NULL AND {scope:none}"),
        [mail.to_string().into()],
    )
    .one(reader)
    .await
    .map_err(|e| e.to_string())?;
    let Some(row) = row else { return Ok(()) };
    let text = |column| row.text(column).map_err(|e| e.to_string());
    let to: Mailbox = text("recipient")?
        .parse()
        .map_err(|_| "the address does not read".to_owned())?;
    let message = Message::builder()
        .message_id(Some(format!("<{mail}@guildhall>")))
        .from(from.clone())
        .to(to)
        .subject(text("subject")?)
        .multipart(MultiPart::alternative_plain_html(
            super::reveal(market.secrets(), &text("body_text")?),
            super::reveal(market.secrets(), &text("body_html")?),
        ))
        .map_err(|e| e.to_string())?;
    transport.send(message).await.map_err(|e| e.to_string())?;
    Query::new(
        Scope::Everywhere,
        sql!("UPDATE mail SET sent_at = $2 WHERE id = $1 AND {scope:none}"),
        [mail.to_string().into(), market.now().timestamp_micros().into()],
    )
    .execute(Conn::Reader(&market.db().writer))
    .await
    .map(drop)
    .map_err(|e| e.to_string())
}
