//! Signing in: no enumeration, a lock that survives the refusal, sessions that end.

use guildhall_market::{
    Actor,
    testing::{PASSWORD, both},
};
use guildhall_sdk::{
    accounts::{AddMember, SignIn, SignOut, SwitchOrganisation},
    audit::ListAudit,
    finding::Code,
    portal::{AppError, Role},
};

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.into(),
        password: password.into(),
        device: "test".into(),
        code: String::new(),
    }
}

both! {
    async fn a_wrong_password_and_an_unknown_account_get_the_same_answer(t: Fixture) {
        let wrong = t.market.act(&Actor::Anonymous, sign_in("seller@demo.test", "wrong password")).await;
        let unknown = t.market.act(&Actor::Anonymous, sign_in("nobody@demo.test", "wrong password")).await;
        assert_eq!(wrong.as_ref().err(), Some(&AppError::field("password", Code::SignInFailed)));
        assert_eq!(wrong.err(), unknown.err());
    }

    async fn failures_lock_the_address_even_though_each_was_refused(t: Fixture) {
        for _ in 0..8 {
            let refused = t.market.act(&Actor::Anonymous, sign_in("seller@demo.test", "wrong password")).await;
            assert_eq!(refused.err(), Some(AppError::field("password", Code::SignInFailed)));
        }
        let locked = t.market.act(&Actor::Anonymous, sign_in("Seller@demo.test ", PASSWORD)).await.expect_err("locked");
        assert_eq!(locked.findings().first().map(|f| f.code), Some(Code::SignInLocked));
        t.set_now("2026-11-22T08:16:00Z");
        t.market.act(&Actor::Anonymous, sign_in("seller@demo.test", PASSWORD)).await.expect("the lock is over");
        let log = ListAudit { filter: Default::default(), page: Default::default() };
        let rows = t.market.act(&t.admin, log).await.expect("the log").rows;
        assert_eq!(rows.iter().filter(|r| r.operation == "SignIn" && r.outcome == "invalid").count(), 8);
    }

    async fn an_unknown_address_is_locked_alike(t: Fixture) {
        for _ in 0..8 {
            let _ = t.market.act(&Actor::Anonymous, sign_in("nobody@demo.test", "wrong password")).await;
        }
        let locked = t.market.act(&Actor::Anonymous, sign_in("nobody@demo.test", "wrong password")).await.expect_err("locked");
        assert_eq!(locked.findings().first().map(|f| f.code), Some(Code::SignInLocked));
    }

    async fn a_session_ends_by_idleness_by_age_and_by_signing_out(t: Fixture) {
        let token = t.market.act(&Actor::Anonymous, sign_in("seller@demo.test", PASSWORD)).await.expect("in").token;
        assert!(t.market.authenticate(&token).await.expect("read").is_some());
        t.set_now("2026-11-22T09:59:00Z");
        assert!(t.market.authenticate(&token).await.expect("read").is_some(), "used within two hours");
        t.set_now("2026-11-22T12:00:00Z");
        assert!(t.market.authenticate(&token).await.expect("read").is_none(), "idle for two hours");

        let token = t.market.act(&Actor::Anonymous, sign_in("seller@demo.test", PASSWORD)).await.expect("in").token;
        for hour in 13..24 {
            t.set_now(&format!("2026-11-22T{hour:02}:30:00Z"));
            assert!(t.market.authenticate(&token).await.expect("read").is_some(), "{hour}");
        }
        t.set_now("2026-11-23T12:00:00Z");
        assert!(t.market.authenticate(&token).await.expect("read").is_none(), "a day old");

        let token = t.market.act(&Actor::Anonymous, sign_in("seller@demo.test", PASSWORD)).await.expect("in").token;
        let signed = t.market.authenticate(&token).await.expect("read").expect("signed in");
        t.market.act(&Actor::Person(Box::new(signed)), SignOut {}).await.expect("out");
        assert!(t.market.authenticate(&token).await.expect("read").is_none(), "signed out");
        assert!(t.market.authenticate("x").await.expect("read").is_none());
    }

    async fn signing_in_again_ends_the_session_the_browser_came_with(t: Fixture) {
        let first = t.market.act(&Actor::Anonymous, sign_in("seller@demo.test", PASSWORD)).await.expect("in").token;
        let signed = t.market.authenticate(&first).await.expect("read").expect("signed in");
        let second = t.market.act(&Actor::Person(Box::new(signed)), sign_in("seller@demo.test", PASSWORD)).await.expect("in").token;
        assert!(t.market.authenticate(&first).await.expect("read").is_none());
        assert!(t.market.authenticate(&second).await.expect("read").is_some());
    }

    async fn a_role_that_is_taken_away_is_gone_with_the_next_request(t: Fixture) {
        let token = t.market.act(&Actor::Anonymous, sign_in("developer@demo.test", PASSWORD)).await.expect("in").token;
        assert!(t.market.authenticate(&token).await.expect("read").is_some());
        t.execute("DELETE FROM membership WHERE role = 'seller.developer'").await;
        assert!(t.market.authenticate(&token).await.expect("read").is_none());
    }

    async fn one_may_act_only_for_ones_own_organisations(t: Fixture) {
        let foreign = t.other_seller.organisation().expect("an organisation");
        let refused = t.market.act(&t.seller, SwitchOrganisation { organisation: foreign }).await;
        assert_eq!(refused.err(), Some(AppError::NotFound));
        let add = AddMember {
            organisation: foreign,
            email: "seller@demo.test".into(),
            name: "两家".into(),
            roles: vec![Role::Developer],
            password: String::new(),
        };
        t.market.act(&t.admin, add).await.expect("added");
        let token = t.market.act(&Actor::Anonymous, sign_in("seller@demo.test", PASSWORD)).await.expect("in").token;
        let signed = t.market.authenticate(&token).await.expect("read").expect("signed in");
        assert_eq!(signed.viewer.memberships.len(), 2);
        let actor = Actor::Person(Box::new(signed));
        t.market.act(&actor, SwitchOrganisation { organisation: foreign }).await.expect("switched");
        let signed = t.market.authenticate(&token).await.expect("read").expect("signed in");
        assert_eq!(signed.viewer.acting.organisation, foreign);
        assert_eq!(signed.viewer.acting.roles, [Role::Developer]);
    }

    async fn a_role_of_another_kind_of_organisation_is_refused(t: Fixture) {
        let add = AddMember {
            organisation: t.buyer.organisation().expect("an organisation"),
            email: "new@demo.test".into(),
            name: "新人".into(),
            roles: vec![Role::Administrator],
            password: "a long enough one".into(),
        };
        assert_eq!(t.market.act(&t.admin, add).await.err(), Some(AppError::field("roles", Code::UnknownChoice)));
    }
}
