//! Sign-in at a provider, as somebody uses it and as somebody would attack it.

mod provider;

use crate::support::{Answer, Portal};
use guildhall_market::{
    config::{MarketConfig, OidcProvider},
    testing::{Fixture, On, PASSWORD, run_configured},
};
use guildhall_sdk::{
    accounts::{EmailLinking, SecondStep},
    lang::Bilingual,
};
use provider::{CLIENT, Provider, SECRET, Says, Signed};
use serde_json::json;

const SELLER: &str = "seller@demo.test";
const DEVELOPER: &str = "developer@demo.test";

fn configured(provider: &Provider, id: &str) -> OidcProvider {
    OidcProvider {
        id: id.into(),
        name: Bilingual::new("企业账号", "Company account"),
        issuer: provider.issuer().to_owned(),
        client_id: CLIENT.into(),
        client_secret: Some(SECRET.into()),
        scopes: vec!["openid".into(), "email".into()],
        email_linking: None,
        second_step: SecondStep {
            amr: vec!["mfa".into()],
            acr: Vec::new(),
        },
    }
}

/// Runs a test with a provider `corp`, whose configuration it may change first.
fn on(database: On, change: impl FnOnce(&mut OidcProvider), test: impl AsyncFnOnce(Portal, Provider)) {
    let (provider, listener) = Provider::bind();
    let mut corp = configured(&provider, "corp");
    change(&mut corp);
    let mut other = configured(&provider, "other");
    other.issuer = "http://127.0.0.1:1".into();
    let configure = |config: &mut MarketConfig| config.sign_in_providers = vec![corp, other];
    run_configured(database, configure, async |fixture: Fixture| {
        provider.serve(listener);
        test(Portal::new(fixture, |_| {}), provider.clone()).await;
    });
}

fn at_provider(test: impl AsyncFnOnce(Portal, Provider)) {
    on(On::Sqlite, |_| {}, test);
}

/// As [`at_provider`]; a verified address of demo.test opens the account of that address.
fn linking(test: impl AsyncFnOnce(Portal, Provider)) {
    let change = |corp: &mut OidcProvider| {
        corp.email_linking = Some(EmailLinking {
            domains: vec!["demo.test".into()],
            organisations: Vec::new(),
        });
    };
    on(On::Sqlite, change, test);
}

/// A browser: the cookies it holds.
#[derive(Default, Clone)]
struct Browser {
    session: Option<String>,
    provider: Option<String>,
}

impl Browser {
    fn header(&self) -> String {
        let pair = |name: &str, value: &Option<String>| value.as_ref().map(|v| format!("{name}={v}"));
        let pairs = [
            pair("guildhall", &self.session),
            pair("guildhall-oidc", &self.provider),
        ];
        pairs.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, answer: &Answer) {
        for cookie in answer.headers.get_all("set-cookie") {
            let text = cookie.to_str().expect("a cookie");
            let (name, rest) = text.split_once('=').expect("a pair");
            let value = rest.split(';').next().unwrap_or_default().to_owned();
            let value = Some(value).filter(|v| !v.is_empty());
            match name {
                "guildhall" => self.session = value,
                "guildhall-oidc" => self.provider = value,
                other => panic!("{other}"),
            }
        }
    }

    async fn post(&mut self, p: &Portal, path: &str, body: &str) -> Answer {
        let cookies = self.header();
        let answer = p.post_form(path, &[("cookie", &cookies)], body).await;
        self.keep(&answer);
        answer
    }

    async fn get(&mut self, p: &Portal, path: &str) -> Answer {
        let cookies = self.header();
        let answer = p.get(path, &[("cookie", &cookies)]).await;
        self.keep(&answer);
        answer
    }

    async fn signed_in(p: &Portal, email: &str) -> Browser {
        Browser {
            session: Some(p.sign_in(email).await),
            provider: None,
        }
    }

    /// Begins; gives the provider's page.
    async fn begin(&mut self, p: &Portal) -> String {
        let begun = self
            .post(p, "/form/sign-in/oidc", "provider=corp&next=%2Fseller%2Fbills")
            .await;
        leads_to(&begun)
    }

    /// The whole way, to the portal's answer at its end.
    async fn sign_in(&mut self, p: &Portal, provider: &Provider) -> Answer {
        let url = self.begin(p).await;
        let (state, code) = provider.authorize(&url);
        self.get(p, &callback(&state, &code)).await
    }

    async fn link(&mut self, p: &Portal, provider: &Provider) -> Answer {
        let begun = self.post(p, "/form/accounts/sign-in-link", "provider=corp").await;
        let (state, code) = provider.authorize(&leads_to(&begun));
        self.get(p, &callback(&state, &code)).await
    }

    async fn viewer(&self, p: &Portal) -> Option<String> {
        let answer = p
            .post_json("/api/v1/op/GetViewer", &[("cookie", &self.header())], &json!({}))
            .await;
        answer.json()["email"].as_str().map(str::to_owned)
    }
}

fn callback(state: &str, code: &str) -> String {
    format!("/oidc/corp/callback?code={code}&state={state}")
}

/// Where the page that leaves for the provider leads.
fn leads_to(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    let url = text.split("0;url=").nth(1).and_then(|t| t.split('"').next());
    url.expect("a page that leads on").replace("&amp;", "&")
}

/// The sign-in page came back, and says why; nobody is signed in.
#[track_caller]
fn refused(answer: &Answer, why: &str) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.text().contains(why), "{why} not in {}", answer.text());
    let session = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .any(|c| c.to_str().is_ok_and(|c| c.starts_with("guildhall=")));
    assert!(!session, "nobody is signed in");
}

#[test]
fn a_linked_sign_in_opens_the_account_under_a_fresh_session() {
    for database in [On::Sqlite, On::Postgres] {
        on(
            database,
            |_| {},
            async |p, provider| {
                let mut mine = Browser::signed_in(&p, SELLER).await;
                let linked = mine.link(&p, &provider).await;
                assert_eq!(
                    (linked.status.as_u16(), linked.header("location")),
                    (303, "/account/sign-ins?done=linked"),
                    "{}",
                    linked.text()
                );
                assert_eq!(mine.provider, None, "what bound the browser is used up");
                let mut elsewhere = Browser::default();
                let entered = elsewhere.sign_in(&p, &provider).await;
                assert_eq!(
                    (entered.status.as_u16(), entered.header("location")),
                    (303, "/seller/bills"),
                    "{}",
                    entered.text()
                );
                assert_eq!(entered.header("referrer-policy"), "no-referrer");
                assert_eq!(elsewhere.viewer(&p).await.as_deref(), Some(SELLER));
                assert_ne!(elsewhere.session, mine.session);
                // Whoever was signed in here before is not any more.
                let mut colleague = Browser::signed_in(&p, DEVELOPER).await;
                let before = colleague.clone();
                colleague.sign_in(&p, &provider).await;
                assert_eq!(colleague.viewer(&p).await.as_deref(), Some(SELLER));
                assert_eq!(before.viewer(&p).await, None);
                let about = p
                    .fixture
                    .int("SELECT COUNT(*) FROM mail WHERE recipient = 'seller@demo.test'")
                    .await;
                assert_eq!(about, 1, "they are told that it was linked");
            },
        );
    }
}

#[test]
fn an_answer_is_taken_once_and_in_the_browser_it_was_asked_in() {
    for database in [On::Sqlite, On::Postgres] {
        on(
            database,
            |_| {},
            async |p, provider| {
                Browser::signed_in(&p, SELLER).await.link(&p, &provider).await;
                let mut mine = Browser::default();
                let url = mine.begin(&p).await;
                let (state, code) = provider.authorize(&url);
                let exchanged = provider.exchanged();
                // A state somebody made up, one that was changed, another browser's, and none at all.
                let tampered = format!("{}x", &state[1..]);
                refused(
                    &mine.clone().get(&p, &callback(&tampered, &code)).await,
                    "OidcOver",
                );
                refused(&mine.clone().get(&p, &callback("", &code)).await, "OidcOver");
                refused(
                    &Browser::default().get(&p, &callback(&state, &code)).await,
                    "OidcOver",
                );
                let mut theirs = Browser::default();
                theirs.begin(&p).await;
                refused(&theirs.get(&p, &callback(&state, &code)).await, "OidcOver");
                let other = callback(&state, &code).replace("/corp/", "/other/");
                refused(&mine.clone().get(&p, &other).await, "OidcOver");
                let unknown = callback(&state, &code).replace("/corp/", "/nowhere/");
                refused(&mine.clone().get(&p, &unknown).await, "OidcOver");
                assert_eq!(
                    provider.exchanged(),
                    exchanged,
                    "none of them reached the provider"
                );
                // Of two at once one is taken.
                let (mut one, mut two) = (mine.clone(), mine.clone());
                let path = callback(&state, &code);
                let (a, b) = tokio::join!(one.get(&p, &path), two.get(&p, &path));
                let entered = [&a, &b].iter().filter(|a| a.status == 303).count();
                assert_eq!(entered, 1, "{} {}", a.status, b.status);
                refused(&mine.get(&p, &path).await, "OidcOver");
                assert_eq!(provider.exchanged(), exchanged + 1);
            },
        );
    }
}

#[test]
fn an_answer_is_waited_for_ten_minutes() {
    at_provider(async |p, provider| {
        let mut mine = Browser::default();
        let url = mine.begin(&p).await;
        let (state, code) = provider.authorize(&url);
        p.fixture.set_now("2026-11-22T08:10:00Z");
        refused(&mine.get(&p, &callback(&state, &code)).await, "OidcOver");
    });
}

#[test]
fn what_a_provider_did_not_sign_for_us_and_for_now_is_not_believed() {
    linking(async |p, provider| {
        let good = Says {
            email: SELLER.into(),
            ..Says::default()
        };
        for (what, says) in [
            (
                "nonce",
                Says {
                    nonce: Some("another".into()),
                    ..good.clone()
                },
            ),
            (
                "no nonce",
                Says {
                    nonce: Some(String::new()),
                    ..good.clone()
                },
            ),
            (
                "audience",
                Says {
                    audience: "another".into(),
                    ..good.clone()
                },
            ),
            (
                "issuer",
                Says {
                    issuer: Some("http://127.0.0.1:1".into()),
                    ..good.clone()
                },
            ),
            (
                "expired",
                Says {
                    expires_in: -1,
                    ..good.clone()
                },
            ),
            (
                "signature",
                Says {
                    signed: Signed::Altered,
                    ..good.clone()
                },
            ),
            (
                "alg none",
                Says {
                    signed: Signed::Not,
                    ..good.clone()
                },
            ),
            (
                "signed by the secret",
                Says {
                    signed: Signed::BySecret,
                    ..good.clone()
                },
            ),
        ] {
            provider.say(says);
            let answer = Browser::default().sign_in(&p, &provider).await;
            assert!(
                answer.text().contains("OidcUntrusted"),
                "{what}: {}",
                answer.text()
            );
            refused(&answer, "OidcUntrusted");
        }
        assert_eq!(p.fixture.int("SELECT COUNT(*) FROM linked_sign_in").await, 0);
        provider.say(good);
        let entered = Browser::default().sign_in(&p, &provider).await;
        assert_eq!(entered.status, 303, "and the good one is: {}", entered.text());
    });
}

#[test]
fn an_answer_that_names_another_issuer_or_no_code_is_refused_and_used_up() {
    at_provider(async |p, provider| {
        let mut mine = Browser::default();
        let url = mine.begin(&p).await;
        let (state, code) = provider.authorize(&url);
        let kept = mine.clone();
        let mixed = format!("{}&iss=https%3A%2F%2Fevil.test", callback(&state, &code));
        refused(&mine.get(&p, &mixed).await, "OidcUntrusted");
        refused(&kept.clone().get(&p, &callback(&state, &code)).await, "OidcOver");
        let mut mine = Browser::default();
        let url = mine.begin(&p).await;
        let (state, _) = provider.authorize(&url);
        let declined = format!("/oidc/corp/callback?error=access_denied&state={state}");
        refused(&mine.get(&p, &declined).await, "OidcDeclined");
        assert_eq!(provider.exchanged(), 0);
    });
}

#[test]
fn somebody_unknown_is_refused_and_no_account_is_made() {
    at_provider(async |p, provider| {
        let people = p.fixture.int("SELECT COUNT(*) FROM person").await;
        // Not even the address of an account helps where the operator did not say so.
        for email in ["new@demo.test", SELLER] {
            provider.say(Says {
                email: email.into(),
                ..Says::default()
            });
            refused(&Browser::default().sign_in(&p, &provider).await, "OidcUnknown");
        }
        assert_eq!(p.fixture.int("SELECT COUNT(*) FROM person").await, people);
        let kept = p
            .fixture
            .int("SELECT COUNT(*) FROM audit WHERE operation = 'FinishOidc' AND object = 'corp'")
            .await;
        assert_eq!(kept, 2, "the refusals are in the log");
    });
}

#[test]
fn a_verified_address_opens_its_account_where_the_operator_says_so() {
    linking(async |p, provider| {
        let say = |email: &str, verified: bool, subject: &str| {
            provider.say(Says {
                email: email.into(),
                verified,
                subject: subject.into(),
                ..Says::default()
            });
        };
        say(SELLER, false, "s1");
        refused(&Browser::default().sign_in(&p, &provider).await, "OidcUnverified");
        say("new@demo.test", true, "s2");
        refused(&Browser::default().sign_in(&p, &provider).await, "OidcUnknown");
        say("seller@demo.test.evil.test", true, "s3");
        refused(&Browser::default().sign_in(&p, &provider).await, "OidcUnknown");
        // Some tell the address apart from the token.
        provider.say(Says {
            email: DEVELOPER.into(),
            subject: "s4".into(),
            apart: true,
            ..Says::default()
        });
        let mut apart = Browser::default();
        assert_eq!(apart.sign_in(&p, &provider).await.status, 303);
        assert_eq!(apart.viewer(&p).await.as_deref(), Some(DEVELOPER));
        say("Seller@Demo.test", true, "s1");
        let mut mine = Browser::default();
        assert_eq!(mine.sign_in(&p, &provider).await.status, 303);
        assert_eq!(mine.viewer(&p).await.as_deref(), Some(SELLER));
        // From now on it is the subject that counts, not the address; and an address that was given to somebody else
        // at the provider does not open the account of whoever had it.
        say("renamed@elsewhere.test", false, "s1");
        assert_eq!(Browser::default().sign_in(&p, &provider).await.status, 303);
        say(SELLER, true, "somebody-new");
        refused(&Browser::default().sign_in(&p, &provider).await, "OidcSecond");
    });
}

#[test]
fn only_members_of_the_named_organisations_are_found_by_their_address() {
    let change = |corp: &mut OidcProvider| {
        corp.email_linking = Some(EmailLinking {
            domains: vec!["*".into()],
            organisations: vec!["0193aaaa-0000-7000-8000-000000000000".parse().expect("an id")],
        });
    };
    on(On::Sqlite, change, async |p, provider| {
        provider.say(Says {
            email: SELLER.into(),
            ..Says::default()
        });
        refused(&Browser::default().sign_in(&p, &provider).await, "OidcUnknown");
    });
}

#[test]
fn a_provider_that_does_not_answer_costs_nothing() {
    at_provider(async |p, provider| {
        let mut mine = Browser::signed_in(&p, SELLER).await;
        mine.link(&p, &provider).await;
        let down = || {
            provider.say(Says {
                down: true,
                ..Says::default()
            });
        };
        down();
        let mut elsewhere = Browser::default();
        let answer = elsewhere
            .post(&p, "/form/sign-in/oidc", "provider=corp&next=%2Fseller%2Fbills")
            .await;
        refused(&answer, "OidcDown");
        provider.say(Says::default());
        let url = elsewhere.begin(&p).await;
        let (state, code) = provider.authorize(&url);
        down();
        let answer = elsewhere.get(&p, &callback(&state, &code)).await;
        refused(&answer, "OidcDown");
        assert_eq!(
            mine.viewer(&p).await.as_deref(),
            Some(SELLER),
            "who is in stays in"
        );
        provider.say(Says::default());
        assert_eq!(
            elsewhere.sign_in(&p, &provider).await.status,
            303,
            "and it works again"
        );
    });
}

/// Two-step sign-in is on for somebody.
async fn two_step_on(p: &Portal, email: &str) {
    let sql = format!(
        "INSERT INTO two_step (person_id, nonce, begun_at, confirmed_at) SELECT id, 'n', 0, 1 FROM person WHERE email = '{email}'"
    );
    assert_eq!(p.fixture.execute(&sql).await, 1);
}

#[test]
fn a_provider_does_not_replace_the_second_step_unless_it_gives_one() {
    at_provider(async |p, provider| {
        Browser::signed_in(&p, DEVELOPER).await.link(&p, &provider).await;
        two_step_on(&p, DEVELOPER).await;
        let asked = Browser::default().sign_in(&p, &provider).await;
        assert_eq!(asked.status, 200);
        assert!(asked.text().contains("CodeNeeded"), "{}", asked.text());
        assert_eq!(p.fixture.int("SELECT COUNT(*) FROM sign_in_challenge").await, 1);
        provider.say(Says {
            amr: vec!["pwd".into(), "mfa".into()],
            ..Says::default()
        });
        let mut mine = Browser::default();
        assert_eq!(mine.sign_in(&p, &provider).await.status, 303);
        assert_eq!(mine.viewer(&p).await.as_deref(), Some(DEVELOPER));
    });
}

#[test]
fn money_roles_need_a_second_step_here_or_there() {
    at_provider(async |p, provider| {
        Browser::signed_in(&p, SELLER).await.link(&p, &provider).await;
        let admin = p.sign_in("admin@demo.test").await;
        let stored = p.operate(Some(&admin), "GetSettings", &json!({})).await.json();
        let mut settings = stored["settings"].clone();
        settings["two_step_for_money"] = true.into();
        let update = json!({ "version": stored["version"], "settings": settings });
        let saved = p.operate(Some(&admin), "UpdateSettings", &update).await;
        assert_eq!(saved.status, 200, "{}", saved.text());
        let bills = async |browser: &Browser| {
            let cookies = browser.header();
            let answer = p
                .post_json("/api/v1/op/ListBills", &[("cookie", &cookies)], &json!({}))
                .await;
            answer.status.as_u16()
        };
        let mut mine = Browser::default();
        mine.sign_in(&p, &provider).await;
        assert_eq!(bills(&mine).await, 403);
        provider.say(Says {
            amr: vec!["mfa".into()],
            ..Says::default()
        });
        mine.sign_in(&p, &provider).await;
        assert_eq!(bills(&mine).await, 200);
    });
}

#[test]
fn an_address_that_is_locked_is_locked_here_too() {
    at_provider(async |p, provider| {
        Browser::signed_in(&p, SELLER).await.link(&p, &provider).await;
        for _ in 0..8 {
            let body = json!({ "email": SELLER, "password": "guessed" });
            p.post_json("/api/v1/session", &[], &body).await;
        }
        refused(&Browser::default().sign_in(&p, &provider).await, "SignInLocked");
        p.fixture.set_now("2026-11-22T08:16:00Z");
        provider.say(Says {
            expires_in: 3_600,
            ..Says::default()
        });
        assert_eq!(Browser::default().sign_in(&p, &provider).await.status, 303);
    });
}

#[test]
fn linking_needs_a_fresh_proof_and_the_same_session_at_its_end() {
    at_provider(async |p, provider| {
        let mut mine = Browser::signed_in(&p, SELLER).await;
        p.fixture.set_now("2026-11-22T08:16:00Z");
        let waits = mine
            .post(&p, "/form/accounts/sign-in-link", "provider=corp")
            .await;
        assert_eq!(waits.status, 403);
        let proof = format!("password={PASSWORD}&_waiting=accounts%2Fsign-in-link&kept%3Aprovider=corp");
        let begun = mine.post(&p, "/form/prove", &proof).await;
        let (state, code) = provider.authorize(&leads_to(&begun));
        provider.say(Says {
            expires_in: 3_600,
            ..Says::default()
        });
        // Somebody else sits down at this browser meanwhile: their account is not opened by it, nor is the first one's.
        let mut theirs = Browser {
            provider: mine.provider.clone(),
            ..Browser::signed_in(&p, DEVELOPER).await
        };
        let answer = theirs.get(&p, &callback(&state, &code)).await;
        assert!(answer.text().contains("OidcOver"), "{}", answer.text());
        assert_eq!(p.fixture.int("SELECT COUNT(*) FROM linked_sign_in").await, 0);
    });
}

#[test]
fn a_sign_in_belongs_to_one_account_and_a_link_to_its_owner() {
    at_provider(async |p, provider| {
        let mut mine = Browser::signed_in(&p, SELLER).await;
        mine.link(&p, &provider).await;
        let mut theirs = Browser::signed_in(&p, DEVELOPER).await;
        let answer = theirs.link(&p, &provider).await;
        assert!(answer.text().contains("OidcLinked"), "{}", answer.text());
        provider.say(Says {
            subject: "subject-2".into(),
            ..Says::default()
        });
        let answer = mine.link(&p, &provider).await;
        assert!(answer.text().contains("OidcSecond"), "{}", answer.text());
        let list = |browser: &Browser| {
            let cookies = browser.header();
            let p = &p;
            async move {
                p.post_json(
                    "/api/v1/op/ListLinkedSignIns",
                    &[("cookie", &cookies)],
                    &json!({}),
                )
                .await
                .json()
            }
        };
        let seen = list(&mine).await;
        let id = seen["linked"][0]["id"].as_str().expect("one").to_owned();
        assert_eq!(seen["open"][0]["id"], "other", "what can still be linked");
        let answer = theirs
            .post(&p, "/form/accounts/sign-in-unlink", &format!("linked={id}"))
            .await;
        assert_eq!(answer.status, 404, "a colleague's");
        let answer = mine
            .post(&p, "/form/accounts/sign-in-unlink", &format!("linked={id}"))
            .await;
        assert_eq!(answer.header("location"), "/account/sign-ins?done=unlinked");
        provider.say(Says::default());
        refused(&Browser::default().sign_in(&p, &provider).await, "OidcUnknown");
    });
}

#[test]
fn the_last_way_in_is_not_unlinked() {
    at_provider(async |p, provider| {
        let mut mine = Browser::signed_in(&p, SELLER).await;
        mine.link(&p, &provider).await;
        let sql = format!("UPDATE person SET password_hash = '' WHERE email = '{SELLER}'");
        p.fixture.execute(&sql).await;
        let cookies = mine.header();
        let seen = p
            .post_json(
                "/api/v1/op/ListLinkedSignIns",
                &[("cookie", &cookies)],
                &json!({}),
            )
            .await
            .json();
        assert_eq!(seen["last_way_in"], true);
        let id = seen["linked"][0]["id"].as_str().expect("one").to_owned();
        let answer = mine
            .post(&p, "/form/accounts/sign-in-unlink", &format!("linked={id}"))
            .await;
        refused(&answer, "LastWayIn");
        // No password is not an empty one.
        let body = json!({ "email": SELLER, "password": "x" });
        assert_eq!(p.post_json("/api/v1/session", &[], &body).await.status, 422);
        assert_eq!(Browser::default().sign_in(&p, &provider).await.status, 303);
    });
}

#[test]
fn the_sign_in_page_has_a_button_for_each_provider_and_says_what_went_wrong() {
    at_provider(async |p, provider| {
        let p = p.with_pages();
        let page = p
            .get("/sign-in?next=/seller/bills", &[("accept-language", "en")])
            .await;
        assert_eq!(
            page.text().matches("/form/sign-in/oidc").count(),
            2,
            "{}",
            page.text()
        );
        assert!(page.text().contains("Sign in with “Company account”"));
        let page = Browser::default().sign_in(&p, &provider).await;
        assert_eq!(page.status, 422);
        assert!(page.text().contains("此登录没有关联的账号"), "{}", page.text());
        assert!(
            page.text().contains("value=\"/seller/bills\""),
            "where they wanted to go is kept"
        );
        let mut mine = Browser::signed_in(&p, SELLER).await;
        let page = mine.get(&p, "/account/sign-ins").await;
        assert_eq!(page.status, 200);
        assert!(
            page.text().contains("/form/accounts/sign-in-link"),
            "{}",
            page.text()
        );
        mine.link(&p, &provider).await;
        let page = mine.get(&p, "/account/sign-ins?done=linked").await;
        assert!(
            page.text().contains("/form/accounts/sign-in-unlink"),
            "{}",
            page.text()
        );
    });
}
