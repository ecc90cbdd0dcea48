//! One's own account and a forgotten password, as somebody would attack them.

use crate::support::finding;
use guildhall_market::{
    Actor, RequestInfo,
    testing::{Fixture, PASSWORD, both},
};
use guildhall_sdk::{
    accounts::{
        ChangePassword, ConfirmIdentity, EndOtherSessions, EndSession, GetPasswordReset, ListSessions,
        RequestPasswordReset, ResetPassword, SignIn, SignedIn, UpdateProfile,
    },
    finding::Code,
    lang::Lang,
    notices::ListMails,
    portal::AppError,
    sellers::{CertificationContent, SubmitCertification},
};

const NEW: &str = "another-long-password";

pub async fn try_sign_in(t: &Fixture, email: &str, password: &str) -> Result<SignedIn, AppError> {
    let sign_in = SignIn {
        email: email.into(),
        password: password.into(),
        device: String::new(),
        code: String::new(),
    };
    t.market.act(&Actor::Anonymous, sign_in).await
}

pub async fn token(t: &Fixture, email: &str) -> String {
    try_sign_in(t, email, PASSWORD).await.expect("signed in").token
}

pub async fn somebody(t: &Fixture, token: &str) -> Option<Actor> {
    let signed = t.market.authenticate(token).await.expect("read");
    signed.map(|signed| Actor::Person(Box::new(signed)))
}

pub async fn actor(t: &Fixture, email: &str) -> Actor {
    somebody(t, &token(t, email).await).await.expect("a session")
}

/// The newest link with this path in the mails to an address, and how many mails there are.
pub async fn link(t: &Fixture, email: &str, path: &str) -> (Option<String>, usize) {
    let list = ListMails {
        to: email.into(),
        ..Default::default()
    };
    let mails = t
        .market
        .act(&Actor::System("test"), list)
        .await
        .expect("mails")
        .rows;
    let newest = mails.iter().find_map(|mail| {
        let (_, rest) = mail.text.split_once(path)?;
        rest.split_whitespace().next().map(str::to_owned)
    });
    (newest, mails.len())
}

async fn ask_reset(t: &Fixture, email: &str) {
    let ask = RequestPasswordReset { email: email.into() };
    t.market
        .act(&Actor::Anonymous, ask)
        .await
        .expect("the same answer for everybody");
    t.drain_jobs().await;
}

async fn reset(t: &Fixture, token: &str) -> Result<(), AppError> {
    let reset = ResetPassword {
        token: token.into(),
        password: NEW.into(),
    };
    t.market.act(&Actor::Anonymous, reset).await
}

fn bank(version: i64) -> SubmitCertification {
    SubmitCertification {
        version,
        content: CertificationContent {
            company: "星河软件有限公司".into(),
            tax_number: "91440300MA5EXAMPL1".into(),
            general_taxpayer: true,
            tax_rate: Some(6),
            bank: "招商银行深圳分行".into(),
            account_name: "星河软件有限公司".into(),
            account_number: "755912345678901".into(),
            contact_name: "王会计".into(),
            contact_phone: "+86 755 1234 5678".into(),
            contact_mail: "finance@example.com".into(),
        },
    }
}

both! {
    async fn sessions_are_listed_with_device_and_address_and_one_can_be_ended(t: Fixture) {
        let sign_in = SignIn { email: "seller@demo.test".into(), password: PASSWORD.into(), device: String::new(), code: String::new() };
        let request = RequestInfo { device: "Firefox\u{7} on Linux".into(), address: "203.0.113.9".into(), ..RequestInfo::default() };
        let phone = t.market.run(&Actor::Anonymous, &request, sign_in).await.expect("in").token;
        t.set_now("2026-11-22T08:05:00Z");
        let desk = actor(&t, "seller@demo.test").await;
        let rows = t.market.act(&desk, ListSessions {}).await.expect("sessions");
        assert_eq!(rows.len(), 2);
        assert!(rows[0].current && !rows[1].current, "this one first");
        assert_eq!((rows[1].device.as_str(), rows[1].address.as_str()), ("Firefox on Linux", "203.0.113.9"));
        t.market.act(&desk, EndSession { session: rows[1].id }).await.expect("ended");
        assert!(somebody(&t, &phone).await.is_none());
        assert_eq!(t.market.act(&desk, ListSessions {}).await.expect("sessions").len(), 1);
        let again = t.market.act(&desk, EndSession { session: rows[1].id }).await;
        assert_eq!(again.err(), Some(AppError::NotFound));
    }

    async fn nobody_sees_or_ends_a_colleagues_session(t: Fixture) {
        let theirs = token(&t, "product@demo.test").await;
        let session = somebody(&t, &theirs).await.expect("in").signed().expect("in").session;
        let me = actor(&t, "seller@demo.test").await;
        let rows = t.market.act(&me, ListSessions {}).await.expect("sessions");
        assert!(rows.iter().all(|row| row.id != session));
        assert_eq!(t.market.act(&me, EndSession { session }).await.err(), Some(AppError::NotFound));
        assert!(somebody(&t, &theirs).await.is_some());
    }

    async fn all_other_sessions_end_and_this_one_stays(t: Fixture) {
        let others = [token(&t, "seller@demo.test").await, token(&t, "seller@demo.test").await];
        let colleague = token(&t, "product@demo.test").await;
        let mine = token(&t, "seller@demo.test").await;
        let me = somebody(&t, &mine).await.expect("in");
        assert_eq!(t.market.act(&me, EndOtherSessions {}).await, Ok(2));
        for other in &others {
            assert!(somebody(&t, other).await.is_none());
        }
        assert!(somebody(&t, &mine).await.is_some() && somebody(&t, &colleague).await.is_some());
    }

    async fn a_changed_password_ends_every_other_session_and_rotates_this_one(t: Fixture) {
        let other = token(&t, "seller@demo.test").await;
        let mine = token(&t, "seller@demo.test").await;
        let me = somebody(&t, &mine).await.expect("in");
        let change = |old: &str| ChangePassword { old_password: old.into(), new_password: NEW.into() };
        let wrong = t.market.act(&me, change("not the password")).await;
        assert_eq!(wrong.err(), Some(AppError::field("old_password", Code::PasswordWrong)));
        assert!(somebody(&t, &other).await.is_some(), "nothing has changed");
        let fresh = t.market.act(&me, change(PASSWORD)).await.expect("changed").token;
        assert!(somebody(&t, &other).await.is_none());
        assert!(somebody(&t, &mine).await.is_none(), "the token the browser had before opens nothing");
        assert!(somebody(&t, &fresh).await.is_some());
        assert!(try_sign_in(&t, "seller@demo.test", PASSWORD).await.is_err());
        try_sign_in(&t, "seller@demo.test", NEW).await.expect("the new one holds");
        assert_eq!(link(&t, "seller@demo.test", "/account").await.1, 1, "a mail tells");
    }

    async fn guessing_the_old_password_of_an_open_session_locks(t: Fixture) {
        let me = actor(&t, "seller@demo.test").await;
        for _ in 0..8 {
            let guess = ConfirmIdentity { password: "a guess or another".into(), code: String::new() };
            assert_eq!(t.market.act(&me, guess).await.err(), Some(AppError::field("password", Code::PasswordWrong)));
        }
        let right = ConfirmIdentity { password: PASSWORD.into(), code: String::new() };
        let locked = t.market.act(&me, right).await.expect_err("locked");
        assert_eq!(finding(&locked), Some(("password".into(), Code::SignInLocked)));
        let sign_in = try_sign_in(&t, "seller@demo.test", PASSWORD).await.expect_err("locked too");
        assert_eq!(finding(&sign_in), Some(("password".into(), Code::SignInLocked)));
    }

    async fn the_name_and_the_language_of_mails_change(t: Fixture) {
        let mine = token(&t, "seller@demo.test").await;
        let me = somebody(&t, &mine).await.expect("in");
        t.market.act(&me, UpdateProfile { name: " 王 晓 ".into(), lang: Lang::En }).await.expect("changed");
        let me = somebody(&t, &mine).await.expect("in");
        let signed = me.signed().expect("in");
        assert_eq!((signed.viewer.name.as_str(), signed.lang), ("王 晓", Lang::En));
        let empty = t.market.act(&me, UpdateProfile { name: "  ".into(), lang: Lang::En }).await;
        assert_eq!(empty.err(), Some(AppError::field("name", Code::Required)));
    }

    async fn asking_for_a_new_password_does_not_tell_whether_there_is_an_account(t: Fixture) {
        ask_reset(&t, "nobody@demo.test").await;
        ask_reset(&t, "seller@demo.test").await;
        assert_eq!(link(&t, "nobody@demo.test", "/reset-password/").await, (None, 0));
        let (found, mails) = link(&t, "seller@demo.test", "/reset-password/").await;
        assert!(found.is_some_and(|token| token.len() == 43) && mails == 1);
        // Up to the answer the same rows are written for both: what differs is left to a job.
        assert_eq!(t.int("SELECT COUNT(*) FROM reset_guard").await, 2);
        assert_eq!(t.int("SELECT COUNT(*) FROM job WHERE kind = 'send_password_reset'").await, 2);
    }

    async fn a_link_to_a_new_password_works_once_and_ends_every_session(t: Fixture) {
        let open = token(&t, "seller@demo.test").await;
        ask_reset(&t, " Seller@Demo.test").await;
        let (link_token, _) = link(&t, "seller@demo.test", "/reset-password/").await;
        let link_token = link_token.expect("a link");
        let stored = t.int(&format!("SELECT COUNT(*) FROM mail WHERE body_text LIKE '%{link_token}%' OR body_html LIKE '%{link_token}%'")).await;
        assert_eq!(stored, 0, "no stored mail holds the token");
        assert_eq!(t.int(&format!("SELECT COUNT(*) FROM password_reset WHERE token_hash = '{link_token}'")).await, 0);
        let look = GetPasswordReset { token: link_token.clone() };
        assert!(t.market.act(&Actor::Anonymous, look.clone()).await.expect("looked").valid);
        reset(&t, &link_token).await.expect("set");
        assert!(somebody(&t, &open).await.is_none());
        try_sign_in(&t, "seller@demo.test", NEW).await.expect("the new one holds");
        assert_eq!(reset(&t, &link_token).await.err(), Some(AppError::field("token", Code::LinkOver)), "once");
        assert!(!t.market.act(&Actor::Anonymous, look).await.expect("looked").valid);
        assert_eq!(link(&t, "seller@demo.test", "/sign-in").await.1, 2, "a mail tells that it happened");
    }

    async fn of_two_uses_at_once_one_is_told_that_it_is_over(t: Fixture) {
        ask_reset(&t, "seller@demo.test").await;
        let link_token = link(&t, "seller@demo.test", "/reset-password/").await.0.expect("a link");
        let (a, b) = tokio::join!(reset(&t, &link_token), reset(&t, &link_token));
        assert_eq!([&a, &b].iter().filter(|r| r.is_ok()).count(), 1, "{a:?} {b:?}");
    }

    async fn an_old_an_expired_and_an_invented_link_are_over(t: Fixture) {
        ask_reset(&t, "seller@demo.test").await;
        let first = link(&t, "seller@demo.test", "/reset-password/").await.0.expect("a link");
        t.set_now("2026-11-22T08:01:00Z");
        ask_reset(&t, "seller@demo.test").await;
        let second = link(&t, "seller@demo.test", "/reset-password/").await.0.expect("a link");
        assert_ne!(first, second);
        let over = Some(AppError::field("token", Code::LinkOver));
        assert_eq!(reset(&t, &first).await.err(), over, "a newer link was sent");
        assert_eq!(reset(&t, &"A".repeat(43)).await.err(), over);
        t.set_now("2026-11-22T08:31:01Z");
        assert_eq!(reset(&t, &second).await.err(), over, "thirty minutes");
        try_sign_in(&t, "seller@demo.test", PASSWORD).await.expect("the old one still holds");
    }

    async fn an_address_gets_three_links_an_hour_and_nobody_is_told(t: Fixture) {
        for _ in 0..5 {
            ask_reset(&t, "seller@demo.test").await;
        }
        assert_eq!(link(&t, "seller@demo.test", "/reset-password/").await.1, 3);
        t.set_now("2026-11-22T09:01:00Z");
        ask_reset(&t, "seller@demo.test").await;
        assert_eq!(link(&t, "seller@demo.test", "/reset-password/").await.1, 4);
    }

    async fn a_changed_password_makes_links_under_way_worthless(t: Fixture) {
        let me = actor(&t, "seller@demo.test").await;
        ask_reset(&t, "seller@demo.test").await;
        let link_token = link(&t, "seller@demo.test", "/reset-password/").await.0.expect("a link");
        let change = ChangePassword { old_password: PASSWORD.into(), new_password: "yet-another-password".into() };
        t.market.act(&me, change).await.expect("changed");
        assert_eq!(reset(&t, &link_token).await.err(), Some(AppError::field("token", Code::LinkOver)));
    }

    async fn bank_data_need_a_fresh_proof_and_the_proof_rotates_the_token(t: Fixture) {
        let mine = token(&t, "seller@demo.test").await;
        t.set_now("2026-11-22T08:16:00Z");
        let me = somebody(&t, &mine).await.expect("in");
        assert_eq!(t.market.act(&me, bank(0)).await.err(), Some(AppError::ProofNeeded));
        let proof = ConfirmIdentity { password: PASSWORD.into(), code: String::new() };
        let fresh = t.market.act(&me, proof).await.expect("proved").token;
        assert!(somebody(&t, &mine).await.is_none(), "the old token opens nothing");
        let me = somebody(&t, &fresh).await.expect("in");
        t.market.act(&me, bank(0)).await.expect("handed in");
    }
}
