//! The pages of teams as they leave the server: products somebody may manage, help with a second step, new recovery codes.

use crate::support::{Portal, portal};
use guildhall_sdk::{
    listings::CreateListing,
    portal::{Operation, Role},
};
use serde_json::json;

/// A page as somebody sees it.
async fn page(p: &Portal, session: &str, path: &str) -> (u16, String) {
    let cookie = format!("guildhall={session}");
    let answer = p
        .get(path, &[("cookie", &cookie), ("accept-language", "en")])
        .await;
    (answer.status.as_u16(), answer.text())
}

/// A form; gives its status and where it leads.
async fn send(p: &Portal, session: &str, form: &str, body: &str) -> (u16, String) {
    let cookie = format!("guildhall={session}");
    let answer = p
        .post_form(&format!("/form/{form}"), &[("cookie", &cookie)], body)
        .await;
    (answer.status.as_u16(), answer.header("location").to_owned())
}

fn id_of(actor: &guildhall_market::Actor) -> String {
    actor.person().expect("a person").to_string()
}

async fn two_step_on(p: &Portal, email: &str) {
    let sql = format!(
        "INSERT INTO two_step (person_id, nonce, begun_at, confirmed_at) SELECT id, 'n', 0, 1 FROM person WHERE email = '{email}'"
    );
    assert_eq!(p.fixture.execute(&sql).await, 1);
}

#[test]
fn an_owner_says_which_products_a_product_manager_manages() {
    portal(async |p| {
        let p = p.with_pages();
        let owner = p.sign_in("seller@demo.test").await;
        let manager = p.sign_in("product@demo.test").await;
        let mut drafts = Vec::new();
        for name in ["One", "Two"] {
            let body = json!({ "content": { "name": { "zh": name, "en": name } } });
            let made = p.operate(Some(&owner), CreateListing::NAME, &body).await;
            assert_eq!(made.status, 200, "{}", made.text());
            drafts.push(made.json()["id"].as_str().expect("an id").to_owned());
        }
        let person = id_of(&p.fixture.product_manager);
        let path = format!("/team/products?person={person}");
        let (status, text) = page(&p, &owner, &format!("/team?person={person}")).await;
        assert!(status == 200 && text.contains(&path), "{text}");
        let (status, text) = page(&p, &owner, &path).await;
        assert_eq!(status, 200, "{text}");
        assert!(text.contains("One") && text.contains("Two"), "{text}");
        let body = format!("person={person}&products=chosen&listing%3A{}=on", drafts[0]);
        let (status, place) = send(&p, &owner, "listings/access", &body).await;
        assert_eq!((status, place), (303, format!("{path}&done=saved")));
        assert_eq!(
            page(&p, &manager, &format!("/seller/listings/{}", drafts[0]))
                .await
                .0,
            200
        );
        assert_eq!(
            page(&p, &manager, &format!("/seller/listings/{}", drafts[1]))
                .await
                .0,
            404
        );
        let (_, list) = page(&p, &manager, "/seller/listings").await;
        assert!(list.contains(&drafts[0]) && !list.contains(&drafts[1]));
        // Not for whoever is no owner, nor about somebody else's people.
        assert_eq!(page(&p, &manager, &path).await.0, 403);
        let stranger = id_of(&p.fixture.other_seller);
        assert_eq!(
            page(&p, &owner, &format!("/team/products?person={stranger}"))
                .await
                .0,
            404
        );
        assert_eq!(page(&p, &owner, "/team/products").await.0, 404);
        let unsaid = send(&p, &owner, "listings/access", &format!("person={person}")).await;
        assert_eq!(unsaid.0, 422);
    });
}

#[test]
fn an_administrator_finds_somebody_and_helps() {
    portal(async |p| {
        let p = p.with_pages();
        let admin = p.sign_in("admin@demo.test").await;
        two_step_on(&p, "money@demo.test").await;
        let (status, text) = page(&p, &admin, "/ops/people").await;
        assert!(
            status == 200 && !text.contains("accounts/two-step-reset"),
            "{text}"
        );
        let (_, text) = page(&p, &admin, "/ops/people?email=nobody%40demo.test").await;
        assert!(text.contains("No account has this address"), "{text}");
        let (_, text) = page(&p, &admin, "/ops/people?email=money%40demo.test").await;
        assert!(
            text.contains("Galaxy Software")
                && text.contains(Role::SellerFinance.words(guildhall_sdk::lang::Lang::En)),
            "{text}"
        );
        assert!(text.contains("/form/accounts/two-step-reset"), "{text}");
        let person = id_of(&p.fixture.seller_finance);
        let body = format!("person={person}&_page=%2Fops%2Fpeople%3Femail%3Dmoney%2540demo.test");
        let (status, place) = send(&p, &admin, "accounts/two-step-reset", &body).await;
        assert_eq!(
            (status, place.as_str()),
            (303, "/ops/people?email=money%40demo.test&done=two-step-reset")
        );
        let (_, text) = page(&p, &admin, &place).await;
        assert!(
            text.contains("they are told") && !text.contains("accounts/two-step-reset"),
            "{text}"
        );
        let reviewer = p.sign_in("reviewer@demo.test").await;
        assert_eq!(
            page(&p, &reviewer, "/ops/people?email=money%40demo.test").await.0,
            403
        );
        // A proof that is too old asks for a new one, and keeps what was typed.
        two_step_on(&p, "money@demo.test").await;
        p.fixture.set_now("2026-11-22T08:16:00Z");
        assert_eq!(send(&p, &admin, "accounts/two-step-reset", &body).await.0, 403);
    });
}

#[test]
fn new_recovery_codes_are_shown_until_they_are_put_away() {
    portal(async |p| {
        let p = p.with_pages();
        let me = p.sign_in("developer@demo.test").await;
        two_step_on(&p, "developer@demo.test").await;
        let (_, text) = page(&p, &me, "/account/two-step").await;
        assert!(text.contains("/form/accounts/two-step-codes\""), "{text}");
        let (status, place) = send(&p, &me, "accounts/two-step-codes", "").await;
        assert_eq!((status, place.as_str()), (303, "/account/two-step#codes"));
        let (_, text) = page(&p, &me, "/account/two-step").await;
        assert_eq!(text.matches("<li class=\"mono\"").count(), 10, "{text}");
        let (status, place) = send(&p, &me, "accounts/two-step-codes-kept", "").await;
        assert_eq!((status, place.as_str()), (303, "/account?done=codes"));
        let (_, text) = page(&p, &me, "/account/two-step").await;
        assert!(!text.contains("<li class=\"mono\""), "{text}");
    });
}
