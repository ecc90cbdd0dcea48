//! The inbox: who is told, what reading changes and for whom.

use crate::{
    offers::{NOW, offer, token},
    support::mails_to,
};
use guildhall_market::{
    Actor,
    testing::{Fixture, PASSWORD, both},
};
use guildhall_sdk::{
    accounts::SignIn,
    audit::{AuditFilter, ListAudit},
    finding::Code,
    ids::NoticeId,
    notices::{
        CountNotices, GetMail, GetNoticePreferences, ListMails, ListNotices, MailState, NoticeKind,
        NoticePreference, NoticePreferences, NoticeRow, OpenMail, READ_AT_ONCE, ReadNotices, ResendMail,
        UpdateNoticePreferences,
    },
    portal::AppError,
};
use uuid::Uuid;

async fn inbox(t: &Fixture, actor: &Actor, unread: bool) -> Vec<NoticeRow> {
    let list = ListNotices {
        unread,
        ..ListNotices::default()
    };
    t.market.act(actor, list).await.expect("an inbox").rows
}

async fn unread(t: &Fixture, actor: &Actor) -> u64 {
    t.market
        .act(actor, CountNotices {})
        .await
        .expect("a count")
        .unread
}

both! {
    async fn each_is_told_once_and_reads_for_themselves(t: Fixture) {
        t.set_now(NOW);
        // The listing behind the offer was approved: the seller is told. The offer's customer is.
        let made = offer(&t, "Told", |_| {}).await;
        let told = inbox(&t, &t.seller, true).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].path.starts_with("/seller/listings/"), "{}", told[0].path);
        assert_eq!(inbox(&t, &t.other_seller, false).await, []);
        assert_eq!(inbox(&t, &t.other_buyer, false).await, []);
        let customer = inbox(&t, &t.buyer, false).await;
        assert_eq!(customer.len(), 1);
        assert_eq!(customer[0].path, format!("/o/{}", token(&made)), "the link works from the inbox");

        // What another was told cannot be read away, and says nothing.
        let theirs = ReadNotices { notices: Some(vec![told[0].id, NoticeId(Uuid::from_u128(7))]) };
        assert_eq!(t.market.act(&t.buyer, theirs.clone()).await.expect("done").unread, 1);
        assert_eq!(unread(&t, &t.seller).await, 1);

        assert_eq!(t.market.act(&t.seller, theirs).await.expect("done").unread, 0);
        assert_eq!(inbox(&t, &t.seller, true).await, []);
        let kept = inbox(&t, &t.seller, false).await;
        assert_eq!(kept.len(), 1);
        assert!(kept[0].read_at.is_some());
        assert_eq!(t.market.act(&t.buyer, ReadNotices { notices: None }).await.expect("done").unread, 0);
        assert_eq!(unread(&t, &t.buyer).await, 0);
    }
}

both! {
    async fn the_row_of_a_notice_holds_no_token(t: Fixture) {
        t.set_now(NOW);
        let made = offer(&t, "Sealed", |_| {}).await;
        let token = token(&made);
        assert!(t.int("SELECT COUNT(*) FROM notice").await > 0);
        let found = format!("SELECT COUNT(*) FROM notice WHERE path || body || subject || dedupe LIKE '%{token}%'");
        assert_eq!(t.int(&found).await, 0);
    }
}

both! {
    async fn nobody_and_too_many_are_refused(t: Fixture) {
        for error in [
            t.market.act(&Actor::Anonymous, ListNotices::default()).await.err(),
            t.market.act(&Actor::Anonymous, CountNotices {}).await.err(),
            t.market.act(&Actor::Anonymous, ReadNotices::default()).await.err(),
        ] {
            assert_eq!(error, Some(AppError::NotSignedIn));
        }
        let id = NoticeId(Uuid::from_u128(1));
        let many = ReadNotices { notices: Some(vec![id; READ_AT_ONCE + 1]) };
        let error = t.market.act(&t.seller, many).await.expect_err("too many");
        assert_eq!(error.findings()[0].code, Code::TooMany);
        let none = ReadNotices { notices: Some(Vec::new()) };
        assert_eq!(t.market.act(&t.seller, none).await.expect("nothing to do").unread, 0);
    }
}

async fn preferences(t: &Fixture, actor: &Actor) -> NoticePreferences {
    t.market
        .act(actor, GetNoticePreferences {})
        .await
        .expect("preferences")
}

fn choice(kind: NoticeKind, in_site: bool, mail: bool) -> NoticePreference {
    NoticePreference {
        kind,
        in_site,
        mail,
        sms: false,
    }
}

async fn choose(
    t: &Fixture,
    actor: &Actor,
    kinds: Vec<NoticePreference>,
) -> Result<NoticePreferences, AppError> {
    let update = UpdateNoticePreferences {
        phone: String::new(),
        kinds,
    };
    t.market.act(actor, update).await
}

both! {
    async fn each_channel_is_told_what_was_chosen(t: Fixture) {
        t.set_now(NOW);
        choose(&t, &t.buyer, vec![choice(NoticeKind::OfferSent, true, false)]).await.expect("chosen");
        choose(&t, &t.seller, vec![choice(NoticeKind::ReviewDecided, false, true)]).await.expect("chosen");
        offer(&t, "Quiet", |_| {}).await;
        assert_eq!((inbox(&t, &t.buyer, false).await.len(), mails_to(&t, &t.buyer).await.len()), (1, 0));
        assert_eq!((inbox(&t, &t.seller, false).await.len(), mails_to(&t, &t.seller).await.len()), (0, 1));
        assert_eq!(mails_to(&t, &t.product_manager).await.len(), 1, "a colleague chooses for themselves");
        // Back to how it was.
        choose(&t, &t.buyer, vec![choice(NoticeKind::OfferSent, true, true)]).await.expect("chosen");
        let chosen = preferences(&t, &t.buyer).await;
        assert!(chosen.kinds.iter().all(|k| k.in_site && k.mail && !k.sms));
    }
}

both! {
    async fn security_and_money_cannot_be_switched_off(t: Fixture) {
        for kind in [NoticeKind::BillMade, NoticeKind::Security] {
            let error = choose(&t, &t.seller, vec![choice(kind, true, false)]).await.expect_err("refused");
            assert_eq!(error.findings()[0].code, Code::NoticeAlways);
        }
        // Even a row that says so is not believed.
        let person = t.seller.person().expect("a person");
        t.execute(&format!("INSERT INTO notice_preference (person_id, kind, in_site, mail, sms) VALUES ('{person}', 'bill_made', 0, 0, 0)")).await;
        let bill = preferences(&t, &t.seller).await.kinds.into_iter().find(|k| k.kind == NoticeKind::BillMade);
        assert_eq!(bill.map(|k| (k.in_site, k.mail)), Some((true, true)));
        let kinds = |p: NoticePreferences| -> Vec<NoticeKind> { p.kinds.into_iter().map(|k| k.kind).collect() };
        assert_eq!(kinds(preferences(&t, &t.admin).await), [NoticeKind::Security]);
        assert!(!kinds(preferences(&t, &t.buyer).await).contains(&NoticeKind::BillMade));
        let none = t.market.act(&Actor::Anonymous, GetNoticePreferences {}).await;
        assert_eq!(none.err(), Some(AppError::NotSignedIn));
    }
}

both! {
    async fn no_short_message_is_promised_where_nobody_sends_them(t: Fixture) {
        assert!(!preferences(&t, &t.buyer).await.sms_available);
        let update = UpdateNoticePreferences {
            phone: "+86 138 0000 0001".into(),
            kinds: vec![NoticePreference { sms: true, ..choice(NoticeKind::OfferSent, true, true) }],
        };
        let error = t.market.act(&t.buyer, update).await.expect_err("nobody sends them");
        assert_eq!(error.findings()[0].code, Code::NotSupportedYet);
    }
}

both! {
    async fn a_kept_mail_shows_its_links_only_after_it_was_opened(t: Fixture) {
        t.set_now(NOW);
        let made = offer(&t, "Opened", |_| {}).await;
        let mail = mails_to(&t, &t.buyer).await.remove(0);
        let link = format!("/o/{}", token(&made));
        let read = async |actor: &Actor| t.market.act(actor, GetMail { mail: mail.id }).await;
        let view = read(&t.admin).await.expect("a mail");
        assert!(view.has_secrets && view.opened_until.is_none() && view.row.text.contains("/o/…"));
        assert!(!view.row.text.contains(&link) && !mail.text.contains(&link));
        assert_eq!(view.row.state, MailState::Kept);
        for actor in [&t.reviewer, &t.finance, &t.seller, &t.buyer] {
            assert_eq!(read(actor).await.err(), Some(AppError::Forbidden));
            let refused = t.market.act(actor, OpenMail { mail: mail.id }).await;
            assert_eq!(refused.err(), Some(AppError::Forbidden));
        }
        t.market.act(&t.admin, OpenMail { mail: mail.id }).await.expect("opened");
        let view = read(&t.admin).await.expect("a mail");
        assert!(view.row.text.contains(&link) && view.opened_until.is_some());
        let listed = t.market.act(&t.admin, ListMails::default()).await.expect("mails").rows;
        assert!(listed.iter().all(|m| !m.text.contains(&link)), "the list never shows links");
        // It is in the log, and the log does not hold the link.
        let filter = AuditFilter { operation: "OpenMail".into(), ..AuditFilter::default() };
        let log = t.market.act(&t.admin, ListAudit { filter, ..ListAudit::default() }).await.expect("the log").rows;
        let opened: Vec<_> = log.iter().filter(|row| row.outcome == "ok").collect();
        assert_eq!((opened.len(), opened[0].object.clone()), (1, mail.id.to_string()));
        assert!(!format!("{:?}", opened[0]).contains(&link));
        // After a few minutes it is masked again.
        t.set_now("2026-11-22T09:30:00Z");
        let view = read(&t.admin).await.expect("a mail");
        assert!(view.opened_until.is_none() && !view.row.text.contains(&link));
    }
}

both! {
    async fn an_open_session_alone_does_not_show_links(t: Fixture) {
        t.set_now(NOW);
        offer(&t, "Proof", |_| {}).await;
        let mail = mails_to(&t, &t.buyer).await[0].id;
        let sign_in = SignIn {
            email: "admin@demo.test".into(),
            password: PASSWORD.into(),
            device: String::new(),
            code: String::new(),
        };
        let token = t.market.act(&Actor::Anonymous, sign_in).await.expect("signed in").token;
        let later = NOW.parse::<chrono::DateTime<chrono::Utc>>().expect("an instant") + chrono::TimeDelta::minutes(20);
        t.set_now(&later.to_rfc3339());
        let signed = t.market.authenticate(&token).await.expect("read").expect("a session");
        let admin = Actor::Person(Box::new(signed));
        assert_eq!(t.market.act(&admin, OpenMail { mail }).await.err(), Some(AppError::ProofNeeded));
    }
}

both! {
    async fn nothing_is_sent_again_without_a_mail_server(t: Fixture) {
        t.set_now(NOW);
        offer(&t, "Kept", |_| {}).await;
        let mail = mails_to(&t, &t.buyer).await[0].id;
        let error = t.market.act(&t.admin, ResendMail { mail }).await.expect_err("nobody to send it");
        assert_eq!(error.findings()[0].code, Code::NotNow);
    }
}

both! {
    async fn watching_does_not_keep_a_session_alive(t: Fixture) {
        let sign_in = SignIn {
            email: "seller@demo.test".into(),
            password: PASSWORD.into(),
            device: String::new(),
            code: String::new(),
        };
        let token = t.market.act(&Actor::Anonymous, sign_in).await.expect("signed in").token;
        // Idle for two hours, watched all the time.
        for minute in ["08:30", "09:00", "09:30", "09:59"] {
            t.set_now(&format!("2026-11-22T{minute}:00Z"));
            assert!(t.market.still_signed_in(&token).await.expect("read").is_some(), "{minute}");
        }
        t.set_now("2026-11-22T10:00:00Z");
        assert!(t.market.still_signed_in(&token).await.expect("read").is_none());
    }
}
