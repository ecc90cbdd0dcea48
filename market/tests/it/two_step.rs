//! Two-step sign-in, as somebody would attack it.

use crate::{
    own_account::{actor, somebody, token, try_sign_in},
    support::{finding, mails_to},
};
use guildhall_market::{
    Actor,
    testing::{Fixture, PASSWORD, both},
};
use guildhall_sdk::{
    accounts::{
        BeginTwoStep, ConfirmIdentity, ConfirmTwoStep, EndTwoStep, FindPerson, GetTwoStep, KeepRecoveryCodes,
        ListSessions, RenewRecoveryCodes, ResetTwoStep, SignIn, SignInWithCode, SignedIn, TwoStepSetup,
    },
    finding::Code,
    portal::AppError,
    settings::{GetSettings, UpdateSettings},
    settlement::ListBills,
};
use totp_rs::{Builder, Secret};

const EMAIL: &str = "money@demo.test";

/// The six digits at a moment of 22 November 2026.
fn code(setup: &TwoStepSetup, time: &str) -> String {
    let at: chrono::DateTime<chrono::Utc> = format!("2026-11-22T{time}Z").parse().expect("an instant");
    let totp = Builder::new()
        .with_secret(Secret::try_from_base32(&setup.secret).expect("base32"))
        .build()
        .expect("a secret of 160 bits");
    totp.generate(u64::try_from(at.timestamp()).expect("after 1970"))
        .to_string()
}

fn at(t: &Fixture, time: &str) {
    t.set_now(&format!("2026-11-22T{time}Z"));
}

/// Turns it on at 08:00:00, confirmed with the code of that moment.
async fn turn_on(t: &Fixture) -> (TwoStepSetup, String) {
    let me = actor(t, EMAIL).await;
    t.market.act(&me, BeginTwoStep {}).await.expect("begun");
    let setup = t
        .market
        .act(&me, GetTwoStep {})
        .await
        .expect("seen")
        .setup
        .expect("a set-up");
    let confirm = ConfirmTwoStep {
        code: code(&setup, "08:00:00"),
    };
    let signed = t.market.act(&me, confirm).await.expect("on");
    (setup, signed.token)
}

async fn challenge(t: &Fixture) -> String {
    match try_sign_in(t, EMAIL, PASSWORD).await {
        Err(AppError::CodeNeeded { challenge }) => challenge,
        other => panic!("no code is asked for: {other:?}"),
    }
}

async fn answer(t: &Fixture, challenge: &str, code: &str) -> Result<SignedIn, AppError> {
    let answer = SignInWithCode {
        challenge: challenge.into(),
        code: code.into(),
    };
    t.market.act(&Actor::Anonymous, answer).await
}

fn wrong() -> Option<AppError> {
    Some(AppError::field("code", Code::CodeWrong))
}

both! {
    async fn a_password_alone_does_not_sign_in_any_more(t: Fixture) {
        let before = token(&t, EMAIL).await;
        let (setup, fresh) = turn_on(&t).await;
        assert!(somebody(&t, &before).await.is_none(), "every other session ended");
        assert!(somebody(&t, &fresh).await.is_some());
        let open = challenge(&t).await;
        at(&t, "08:01:00");
        let signed = answer(&t, &open, &code(&setup, "08:01:00")).await.expect("both steps");
        assert!(somebody(&t, &signed.token).await.is_some());
        // A program has its code at hand.
        at(&t, "08:02:00");
        let once = SignIn { email: EMAIL.into(), password: PASSWORD.into(), device: String::new(), code: code(&setup, "08:02:00") };
        t.market.act(&Actor::Anonymous, once).await.expect("at once");
    }

    async fn a_code_is_taken_once(t: Fixture) {
        let (setup, _) = turn_on(&t).await;
        let used = answer(&t, &challenge(&t).await, &code(&setup, "08:00:00")).await;
        assert_eq!(used.err(), Some(AppError::field("code", Code::CodeUsed)), "the one that confirmed");
        at(&t, "08:01:00");
        let now = code(&setup, "08:01:00");
        answer(&t, &challenge(&t).await, &now).await.expect("in");
        let replayed = answer(&t, &challenge(&t).await, &now).await;
        assert_eq!(replayed.err(), Some(AppError::field("code", Code::CodeUsed)));
        let older = answer(&t, &challenge(&t).await, &code(&setup, "08:00:30")).await;
        assert_eq!(older.err(), Some(AppError::field("code", Code::CodeUsed)), "nor one from before it");
        // Of two at once one is taken.
        at(&t, "08:02:00");
        let (one, two) = (challenge(&t).await, challenge(&t).await);
        let now = code(&setup, "08:02:00");
        let (a, b) = tokio::join!(answer(&t, &one, &now), answer(&t, &two, &now));
        assert_eq!([&a, &b].iter().filter(|r| r.is_ok()).count(), 1, "{a:?} {b:?}");
    }

    async fn a_code_of_another_moment_or_person_is_wrong(t: Fixture) {
        let (setup, _) = turn_on(&t).await;
        at(&t, "08:10:00");
        for typed in [code(&setup, "08:12:00"), code(&setup, "08:08:00"), "ABCDE-FGHJK".into(), "1".into()] {
            assert_eq!(answer(&t, &challenge(&t).await, &typed).await.err(), wrong(), "{typed}");
        }
        // A step to either side is the clock's fault, not the person's.
        answer(&t, &challenge(&t).await, &code(&setup, "08:10:30")).await.expect("in");
    }

    async fn a_recovery_code_replaces_a_code_once_and_is_stored_as_a_hash(t: Fixture) {
        let (setup, fresh) = turn_on(&t).await;
        assert_eq!(setup.recovery_codes.len(), 10);
        let first = &setup.recovery_codes[0];
        let plain = first.replace('-', "");
        assert_eq!(t.int(&format!("SELECT COUNT(*) FROM recovery_code WHERE code_hash LIKE '%{plain}%' OR code_hash LIKE '%{first}%'")).await, 0);
        assert_eq!(t.int("SELECT COUNT(*) FROM two_step WHERE codes_nonce IS NOT NULL").await, 0, "they cannot be made again");
        answer(&t, &challenge(&t).await, &first.to_lowercase()).await.expect("in");
        assert_eq!(answer(&t, &challenge(&t).await, first).await.err(), wrong(), "once");
        let me = somebody(&t, &fresh).await.expect("in");
        let view = t.market.act(&me, GetTwoStep {}).await.expect("seen");
        assert_eq!((view.codes_left, view.setup.is_none(), view.on_since.is_some()), (9, true, true), "and shown no more");
    }

    async fn codes_cannot_be_guessed_through_many_challenges(t: Fixture) {
        let (setup, _) = turn_on(&t).await;
        let open = challenge(&t).await;
        for _ in 0..5 {
            assert_eq!(answer(&t, &open, "000001").await.err(), wrong());
        }
        at(&t, "08:01:00");
        let right = code(&setup, "08:01:00");
        assert_eq!(answer(&t, &open, &right).await.err(), Some(AppError::field("code", Code::SignInOver)), "five tries");
        // The right password in between does not forget the failures.
        let open = challenge(&t).await;
        for _ in 0..3 {
            assert_eq!(answer(&t, &open, "000001").await.err(), wrong());
        }
        let locked = answer(&t, &open, &right).await.expect_err("locked");
        assert_eq!(finding(&locked), Some(("code".into(), Code::SignInLocked)));
        let locked = try_sign_in(&t, EMAIL, PASSWORD).await.expect_err("locked");
        assert_eq!(finding(&locked), Some(("password".into(), Code::SignInLocked)));
    }

    async fn a_challenge_is_over_after_five_minutes_and_after_its_use(t: Fixture) {
        let (setup, _) = turn_on(&t).await;
        let open = challenge(&t).await;
        at(&t, "08:05:00");
        let over = Some(AppError::field("code", Code::SignInOver));
        assert_eq!(answer(&t, &open, &code(&setup, "08:05:00")).await.err(), over);
        let open = challenge(&t).await;
        answer(&t, &open, &code(&setup, "08:05:00")).await.expect("in");
        at(&t, "08:06:00");
        assert_eq!(answer(&t, &open, &code(&setup, "08:06:00")).await.err(), over);
        assert_eq!(answer(&t, "invented", "123456").await.err(), over);
    }

    async fn setting_it_up_needs_a_fresh_proof_and_a_right_code(t: Fixture) {
        let mine = token(&t, EMAIL).await;
        at(&t, "08:20:00");
        let me = somebody(&t, &mine).await.expect("in");
        assert_eq!(t.market.act(&me, BeginTwoStep {}).await.err(), Some(AppError::ProofNeeded));
        let proof = ConfirmIdentity { password: PASSWORD.into(), code: String::new() };
        let fresh = t.market.act(&me, proof).await.expect("proved").token;
        let me = somebody(&t, &fresh).await.expect("in");
        t.market.act(&me, BeginTwoStep {}).await.expect("begun");
        let refused = t.market.act(&me, ConfirmTwoStep { code: "000001".into() }).await;
        assert_eq!(refused.err(), wrong());
        try_sign_in(&t, EMAIL, PASSWORD).await.expect("not on yet");
        // What was begun is not left lying about.
        at(&t, "08:51:00");
        assert!(t.market.act(&me, GetTwoStep {}).await.expect("seen").setup.is_none());
    }

    async fn turning_it_off_needs_a_code(t: Fixture) {
        let (setup, fresh) = turn_on(&t).await;
        let me = somebody(&t, &fresh).await.expect("in");
        assert_eq!(t.market.act(&me, EndTwoStep { code: "000001".into() }).await.err(), wrong());
        assert_eq!(t.market.act(&me, BeginTwoStep {}).await.err(), Some(AppError::wrong_state("on")), "nor set up anew");
        let off = t.market.act(&me, EndTwoStep { code: setup.recovery_codes[3].clone() }).await.expect("off");
        assert!(somebody(&t, &fresh).await.is_none() && somebody(&t, &off.token).await.is_some(), "the token rotates");
        try_sign_in(&t, EMAIL, PASSWORD).await.expect("the password is enough again");
        assert_eq!(t.int("SELECT COUNT(*) FROM recovery_code").await, 0);
    }

    async fn a_code_proves_who_it_is_in_place_of_the_password(t: Fixture) {
        let (setup, fresh) = turn_on(&t).await;
        at(&t, "08:30:00");
        let me = somebody(&t, &fresh).await.expect("in");
        let by = |code: String| ConfirmIdentity { password: String::new(), code };
        assert_eq!(t.market.act(&me, by("000001".into())).await.err(), wrong());
        t.market.act(&me, by(code(&setup, "08:30:00"))).await.expect("proved");
    }

    async fn money_roles_need_it_when_the_operator_says_so(t: Fixture) {
        let open = token(&t, EMAIL).await;
        let developer = token(&t, "developer@demo.test").await;
        let mut stored = t.market.act(&t.admin, GetSettings {}).await.expect("settings");
        stored.settings.two_step_for_money = true;
        let update = UpdateSettings { version: stored.version, settings: stored.settings, note: String::new() };
        t.market.act(&t.admin, update).await.expect("saved");
        // At once, in the session that is open: bills are closed, one's own account is not.
        let me = somebody(&t, &open).await.expect("in");
        assert_eq!(t.market.act(&me, ListBills::default()).await.err(), Some(AppError::TwoStepNeeded));
        t.market.act(&me, ListSessions {}).await.expect("one's own account");
        assert!(t.market.act(&me, GetTwoStep {}).await.expect("seen").required);
        let colleague = somebody(&t, &developer).await.expect("in");
        t.market.act(&colleague, guildhall_sdk::listings::ListListings::default()).await.expect("no money role");
        let (setup, fresh) = turn_on(&t).await;
        let me = somebody(&t, &fresh).await.expect("in");
        t.market.act(&me, ListBills::default()).await.expect("open again");
        let off = t.market.act(&me, EndTwoStep { code: setup.recovery_codes[0].clone() }).await;
        assert_eq!(off.err(), Some(AppError::field("code", Code::TwoStepRequired)));
    }

    async fn new_recovery_codes_need_a_fresh_proof_and_end_the_old_ones(t: Fixture) {
        let (setup, fresh) = turn_on(&t).await;
        at(&t, "08:20:00");
        let me = somebody(&t, &fresh).await.expect("in");
        assert_eq!(t.market.act(&me, RenewRecoveryCodes {}).await.err(), Some(AppError::ProofNeeded));
        let proof = ConfirmIdentity { password: PASSWORD.into(), code: String::new() };
        let fresh = t.market.act(&me, proof).await.expect("proved").token;
        let me = somebody(&t, &fresh).await.expect("in");
        t.market.act(&me, RenewRecoveryCodes {}).await.expect("renewed");
        let view = t.market.act(&me, GetTwoStep {}).await.expect("seen");
        assert_eq!((view.new_codes.len(), view.codes_left, view.setup), (10, 10, None));
        assert!(view.new_codes.iter().all(|code| !setup.recovery_codes.contains(code)));
        assert_eq!(answer(&t, &challenge(&t).await, &setup.recovery_codes[0]).await.err(), wrong(), "the old ones are over");
        answer(&t, &challenge(&t).await, &view.new_codes[0]).await.expect("in");
        // A session that was left open does not show them, and once they are put away nobody sees them.
        at(&t, "08:40:00");
        let stale = somebody(&t, &fresh).await.expect("in");
        assert!(t.market.act(&stale, GetTwoStep {}).await.expect("seen").new_codes.is_empty());
        at(&t, "08:21:00");
        assert!(!t.market.act(&me, GetTwoStep {}).await.expect("seen").new_codes.is_empty());
        t.market.act(&me, KeepRecoveryCodes {}).await.expect("put away");
        assert!(t.market.act(&me, GetTwoStep {}).await.expect("seen").new_codes.is_empty());
        assert_eq!(t.int("SELECT COUNT(*) FROM two_step WHERE codes_nonce IS NOT NULL").await, 0, "they cannot be made again");
        assert_eq!(mails_to(&t, &me).await.len(), 2, "two-step on, new codes");
        // Where it is off there are none to renew.
        let other = actor(&t, "developer@demo.test").await;
        assert_eq!(t.market.act(&other, RenewRecoveryCodes {}).await.err(), Some(AppError::wrong_state("off")));
    }

    async fn an_owner_helps_a_sub_user_who_lost_phone_and_codes(t: Fixture) {
        let (_, fresh) = turn_on(&t).await;
        let open = challenge(&t).await;
        let lost = somebody(&t, &fresh).await.expect("in");
        let person = lost.person().expect("a person");
        let owner = actor(&t, "seller@demo.test").await;
        let stranger = actor(&t, "other-seller@demo.test").await;
        let help = ResetTwoStep { person };
        assert_eq!(t.market.act(&stranger, help.clone()).await.err(), Some(AppError::NotFound), "not another seller's");
        assert_eq!(t.market.act(&lost, help.clone()).await.err(), Some(AppError::Forbidden), "nor a colleague's");
        at(&t, "08:20:00");
        let stale = somebody(&t, &token(&t, "seller@demo.test").await).await.expect("in");
        at(&t, "08:36:00");
        assert_eq!(t.market.act(&stale, help.clone()).await.err(), Some(AppError::ProofNeeded));
        at(&t, "08:02:00");
        t.market.act(&owner, help.clone()).await.expect("helped");
        assert!(somebody(&t, &fresh).await.is_none(), "every session ended");
        assert_eq!(answer(&t, &open, "000001").await.err(), Some(AppError::field("code", Code::SignInOver)));
        try_sign_in(&t, EMAIL, PASSWORD).await.expect("the password is enough");
        assert_eq!(t.int("SELECT COUNT(*) FROM recovery_code").await, 0);
        let mails = mails_to(&t, &lost).await;
        assert!(mails.iter().any(|m| m.subject.contains("两步登录已被重置")), "{mails:?}");
        assert_eq!(t.int("SELECT COUNT(*) FROM notice WHERE subject LIKE '%两步登录已被重置%'").await, 1);
        assert_eq!(t.int("SELECT COUNT(*) FROM audit WHERE operation = 'ResetTwoStep' AND outcome = 'ok'").await, 1);
        assert_eq!(t.market.act(&owner, help).await.err(), Some(AppError::wrong_state("off")));
    }

    async fn an_administrator_helps_anybody_but_themselves(t: Fixture) {
        turn_on(&t).await;
        let person = t.seller_finance.person().expect("a person");
        // Whoever belongs to another organisation too is not one owner's to weaken.
        t.execute(&format!(
            "INSERT INTO membership (person_id, organisation_id, role, created_at) SELECT '{person}', organisation_id, role, 0 FROM membership WHERE person_id = '{}'",
            t.other_seller.person().expect("a person")
        )).await;
        let refused = t.market.act(&t.seller, ResetTwoStep { person }).await.expect_err("refused");
        assert_eq!(finding(&refused), Some((String::new(), Code::AskOperator)));
        let own = ResetTwoStep { person: t.admin.person().expect("a person") };
        let refused = t.market.act(&t.admin, own).await.expect_err("refused");
        assert_eq!(finding(&refused), Some((String::new(), Code::NotYourself)));
        let seen = t.market.act(&t.admin, FindPerson { email: " Money@demo.test ".into() }).await.expect("read").expect("found");
        assert_eq!((seen.person, seen.two_step_since.is_some(), seen.memberships.len()), (person, true, 2));
        t.market.act(&t.admin, ResetTwoStep { person }).await.expect("helped");
        let seen = t.market.act(&t.admin, FindPerson { email: EMAIL.into() }).await.expect("read").expect("found");
        assert!(seen.two_step_since.is_none());
        assert!(t.market.act(&t.admin, FindPerson { email: "nobody@demo.test".into() }).await.expect("read").is_none());
    }
}
