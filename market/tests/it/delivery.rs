//! Delivery: mails handed to a mail server, tried again, given up, sent again; short messages to the sandbox.

use crate::{
    offers::{NOW, offer},
    support::mails_to,
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_market::{
    config::{SmsConfig, SmtpConfig},
    jobs::Worker,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    notices::{
        GetMail, ListMails, ListSms, MAIL_ATTEMPTS, MailRow, MailState, NoticeKind, NoticePreference,
        ResendMail, UpdateNoticePreferences,
    },
    portal::AppError,
};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

/// A mail server of our own: says to each recipient what it is told to, and keeps what it takes.
#[derive(Clone)]
struct MailServer {
    port: u16,
    answer: Arc<Mutex<&'static str>>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    async fn start(answer: &'static str) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let server = MailServer {
            port: listener.local_addr().expect("an address").port(),
            answer: Arc::new(Mutex::new(answer)),
            taken: Arc::default(),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move {
                    let (read, mut write) = stream.into_split();
                    let mut lines = BufReader::new(read).lines();
                    let _ = write.write_all(b"220 test\r\n").await;
                    while let Ok(Some(line)) = lines.next_line().await {
                        let answer = match line.get(..4).map(str::to_ascii_uppercase).as_deref() {
                            Some("EHLO") => "250 test".to_owned(),
                            Some("RCPT") => (*serving.answer.lock().expect("a lock")).to_owned(),
                            Some("DATA") => {
                                let _ = write.write_all(b"354 go on\r\n").await;
                                let mut letter = String::new();
                                while let Ok(Some(line)) = lines.next_line().await {
                                    if line == "." {
                                        break;
                                    }
                                    letter += &line;
                                    letter.push('\n');
                                }
                                serving.taken.lock().expect("a lock").push(letter);
                                "250 taken".to_owned()
                            }
                            Some("QUIT") => "221 bye".to_owned(),
                            _ => "250 fine".to_owned(),
                        };
                        let _ = write.write_all(format!("{answer}\r\n").as_bytes()).await;
                    }
                });
            }
        });
        server
    }

    fn says(&self, answer: &'static str) {
        *self.answer.lock().expect("a lock") = answer;
    }

    fn taken(&self) -> usize {
        self.taken.lock().expect("a lock").len()
    }
}

/// The fixture, opened again with a mail server and the sandbox for short messages.
async fn with_delivery(t: Fixture, server: &MailServer) -> Fixture {
    t.reopened(|config| {
        config.smtp = Some(SmtpConfig {
            url: format!("smtp://127.0.0.1:{}", server.port),
            from: "Guildhall <no-reply@market.test>".into(),
        });
        config.sms = SmsConfig::Sandbox;
    })
    .await
}

async fn mail(t: &Fixture) -> MailRow {
    mails_to(t, &t.buyer).await.remove(0)
}

fn later(minutes: i64) -> String {
    let now: DateTime<Utc> = NOW.parse().expect("an instant");
    (now + TimeDelta::minutes(minutes)).to_rfc3339()
}

both! {
    async fn a_mail_is_sent_once_with_its_links(t: Fixture) {
        t.set_now(NOW);
        let server = MailServer::start("250 fine").await;
        let t = with_delivery(t, &server).await;
        let made = offer(&t, "Sent", |_| {}).await;
        assert_eq!(mail(&t).await.state, MailState::Waiting);
        let worker = Worker::new(t.market.clone());
        worker.drain().await.expect("drained");
        let all = t.market.act(&t.admin, ListMails::default()).await.expect("mails").rows;
        assert!(all.iter().all(|m| m.state == MailState::Sent && m.attempts == 0));
        assert_eq!(server.taken(), all.len());
        let link = made.url.expect("a link");
        let letters = server.taken.lock().expect("a lock").join("\n").replace("=\n", "");
        assert!(letters.contains(&link), "the token is put in when it is sent");
        assert!(letters.contains("multipart/alternative") && letters.contains("text/plain") && letters.contains("text/html"));
        // Nothing is sent twice, and what was sent is not sent again.
        t.set_now(&later(60));
        worker.drain().await.expect("drained");
        assert_eq!(server.taken(), all.len());
        let error = t.market.act(&t.admin, ResendMail { mail: all[0].id }).await.expect_err("it is gone");
        assert!(matches!(error, AppError::Invalid { .. }));
    }
}

both! {
    async fn a_mail_that_fails_waits_longer_each_time_and_is_given_up(t: Fixture) {
        t.set_now(NOW);
        let server = MailServer::start("451 try again later").await;
        let t = with_delivery(t, &server).await;
        offer(&t, "Later", |_| {}).await;
        let worker = Worker::new(t.market.clone());
        worker.drain().await.expect("drained");
        let first = mail(&t).await;
        assert_eq!((first.state, first.attempts), (MailState::Waiting, 1));
        assert!(first.last_error.as_deref().is_some_and(|e| e.contains("try again later")), "{first:?}");
        worker.drain().await.expect("drained");
        assert_eq!(mail(&t).await.attempts, 1, "not at once");
        for attempt in 2..=MAIL_ATTEMPTS {
            t.set_now(&later(120 * i64::from(attempt)));
            worker.drain().await.expect("drained");
        }
        let given_up = mail(&t).await;
        assert_eq!((given_up.state, given_up.attempts), (MailState::Failed, MAIL_ATTEMPTS));
        let failed = ListMails { state: Some(MailState::Failed), ..ListMails::default() };
        let listed = t.market.act(&t.admin, failed).await.expect("mails").rows;
        assert!(listed.iter().any(|m| m.id == given_up.id));
        // The administrator has it sent again, once, however often the button is pressed.
        server.says("250 fine");
        t.market.act(&t.admin, ResendMail { mail: given_up.id }).await.expect("again");
        assert!(t.market.act(&t.admin, ResendMail { mail: given_up.id }).await.is_err());
        worker.drain().await.expect("drained");
        let view = t.market.act(&t.admin, GetMail { mail: given_up.id }).await.expect("the mail");
        assert_eq!((view.row.state, view.row.last_error), (MailState::Sent, None));
        assert_eq!(server.taken(), 1);
    }
}

both! {
    async fn an_address_that_is_refused_for_good_is_given_up_at_once(t: Fixture) {
        t.set_now(NOW);
        let server = MailServer::start("550 no such mailbox").await;
        let t = with_delivery(t, &server).await;
        offer(&t, "Nobody", |_| {}).await;
        Worker::new(t.market.clone()).drain().await.expect("drained");
        let given_up = mail(&t).await;
        assert_eq!((given_up.state, given_up.attempts), (MailState::Failed, 1));
    }
}

both! {
    async fn short_messages_go_to_whoever_wants_them_and_hold_no_link(t: Fixture) {
        t.set_now(NOW);
        let server = MailServer::start("250 fine").await;
        let t = with_delivery(t, &server).await;
        let choose = |phone: &str| UpdateNoticePreferences {
            phone: phone.into(),
            kinds: vec![NoticePreference { sms: true, ..NoticePreference::default_of(NoticeKind::OfferSent) }],
        };
        t.market.act(&t.buyer, choose("+86 138 0000 0001")).await.expect("chosen");
        let made = offer(&t, "Short", |_| {}).await;
        let worker = Worker::new(t.market.clone());
        worker.drain().await.expect("drained");
        let sent = t.market.act(&t.admin, ListSms::default()).await.expect("messages").rows;
        assert_eq!((sent.len(), sent[0].state, sent[0].to.as_str()), (1, MailState::Sent, "+86 138 0000 0001"));
        assert!(!sent[0].text.contains(&made.url.expect("a link")) && sent[0].text.chars().count() <= 140);
        // The sandbox has numbers that nobody has.
        t.market.act(&t.buyer, choose("+86 138 0000 0000")).await.expect("chosen");
        offer(&t, "Refused", |_| {}).await;
        for attempt in 1..=MAIL_ATTEMPTS {
            t.set_now(&later(120 * i64::from(attempt)));
            worker.drain().await.expect("drained");
        }
        let sent = t.market.act(&t.admin, ListSms::default()).await.expect("messages").rows;
        assert_eq!((sent.len(), sent[0].state), (2, MailState::Failed));
        assert!(t.market.act(&t.seller, ListSms::default()).await.is_err());
    }
}
