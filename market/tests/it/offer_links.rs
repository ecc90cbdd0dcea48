//! Links of exclusive discounts: where their secret stands, whom they tell what, and when they die.

use crate::{
    offers::{NOW, email, mails, offer, one_of_each, open, order_of, token},
    support::on_sale,
};
use guildhall_market::{
    Actor,
    offers::note_opened,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    money::BasisPoints,
    notices::ListMails,
    offers::{
        CreateOffer, GetOffer, OfferLineInput, OfferStatus, OfferViewer, ReissueOfferLink, RevokeOffer,
    },
    portal::{AppError, Conflict},
};

both! {
    async fn a_link_is_stored_as_its_hash_only(t: Fixture) {
        t.set_now(NOW);
        let made = offer(&t, "Secret", |_| {}).await;
        let token = token(&made);
        let by_hash = format!(
            "SELECT COUNT(*) FROM offer WHERE token_hash = '{}'",
            guildhall_market::secrets::hash_token(&token)
        );
        assert_eq!(t.int(&by_hash).await, 1);
        assert_eq!(t.int(&format!("SELECT COUNT(*) FROM offer WHERE token_hash = '{token}'")).await, 0);
        for (table, column) in
            [("audit", "before_json"), ("audit", "after_json"), ("audit", "object"), ("offer_event", "event"), ("job", "payload")]
        {
            let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%{token}%'");
            assert_eq!(t.int(&sql).await, 0, "{table}.{column}");
        }
        // It can be shown again at any time.
        let again = t.market.act(&t.seller, GetOffer { offer: made.terms.id }).await.expect("the offer");
        assert_eq!(again.url, made.url);
    }
}

both! {
    async fn a_new_link_ends_the_old_one(t: Fixture) {
        t.set_now(NOW);
        let first = offer(&t, "Sent again", |_| {}).await;
        let second = t.market.act(&t.seller, ReissueOfferLink { offer: first.terms.id }).await.expect("a new link");
        assert_eq!(second.link_version, 2);
        assert_ne!(first.url, second.url);
        assert_eq!(open(&t, &t.buyer, &token(&first)).await, Err(AppError::NotFound));
        assert!(open(&t, &t.buyer, &token(&second)).await.is_ok());
        let sent = mails(&t, &email(&t.buyer)).await;
        assert_eq!(sent.len(), 2, "each issue is sent once");
        let foreign = t.market.act(&t.other_seller, ReissueOfferLink { offer: first.terms.id }).await;
        assert_eq!(foreign.expect_err("foreign"), AppError::NotFound);
        t.market.act(&t.seller, RevokeOffer { offer: first.terms.id }).await.expect("revoked");
        let error = t.market.act(&t.seller, ReissueOfferLink { offer: first.terms.id }).await.expect_err("revoked");
        assert_eq!(error, AppError::wrong_state("revoked"));
    }
}

both! {
    async fn a_link_tells_each_visitor_what_is_theirs_to_know(t: Fixture) {
        for (status, offer) in one_of_each(&t).await {
            let token = token(&offer);
            let readable = matches!(status, OfferStatus::Live | OfferStatus::Upcoming);
            let gone = AppError::Gone { cause: status };
            for (who, actor, you, told) in [
                ("anonymous", &Actor::Anonymous, OfferViewer::Anonymous, AppError::NotFound),
                ("named", &t.buyer, OfferViewer::Named, gone.clone()),
                ("other customer", &t.other_buyer, OfferViewer::Other, AppError::NotFound),
                ("other seller", &t.other_seller, OfferViewer::Other, AppError::NotFound),
                ("operator", &t.reviewer, OfferViewer::Other, AppError::NotFound),
                ("its seller", &t.seller, OfferViewer::Other, gone),
            ] {
                let opened = open(&t, actor, &token).await;
                match opened {
                    Ok(opened) if readable => {
                        assert_eq!((opened.you, opened.terms.status), (you, status), "{who}, {status:?}");
                        let text = serde_json::to_string(&opened).expect("JSON");
                        let name = &offer.customer_name;
                        assert!(!text.contains(&name.zh) && !text.contains(&name.en), "no customer on the page");
                        assert!(!text.contains(&offer.customer_email), "no customer on the page");
                    }
                    opened => assert_eq!(opened.expect_err(who), told, "{who}, {status:?}"),
                }
            }
        }
        for unknown in ["", "x", &"A".repeat(43), &"A".repeat(5_000), "\u{0}", "%2e%2e/"] {
            for actor in [&Actor::Anonymous, &t.buyer, &t.seller] {
                assert_eq!(open(&t, actor, unknown).await, Err(AppError::NotFound), "{unknown:.20}");
            }
        }
    }
}

both! {
    async fn ordering_with_a_dead_link_says_why_to_the_named_account_only(t: Fixture) {
        for (status, offer) in one_of_each(&t).await {
            let request = order_of(&token(&offer), &offer.terms.prices[0]);
            let named = match status {
                OfferStatus::Live => None,
                OfferStatus::Upcoming => Some(AppError::wrong_state("upcoming")),
                OfferStatus::UsedUp => Some(AppError::conflict(Conflict::UsedUp)),
                cause => Some(AppError::Gone { cause }),
            };
            let other = if matches!(status, OfferStatus::Live | OfferStatus::Upcoming) {
                AppError::Forbidden
            } else {
                AppError::NotFound
            };
            assert_eq!(t.market.act(&t.other_buyer, request.clone()).await.err(), Some(other), "{status:?}");
            assert_eq!(t.market.act(&t.buyer, request).await.err(), named, "{status:?}");
        }
    }
}

both! {
    async fn openings_are_counted_but_not_the_sellers_own(t: Fixture) {
        t.set_now(NOW);
        let made = offer(&t, "Counted", |_| {}).await;
        for actor in [&Actor::Anonymous, &t.buyer, &t.seller] {
            note_opened(&t.market, actor, made.terms.id).await;
        }
        let now = t.market.act(&t.seller, GetOffer { offer: made.terms.id }).await.expect("the offer");
        assert_eq!(now.opened, 2);
    }
}

both! {
    async fn no_token_rests_in_the_database_whatever_key_or_mail_carried_it(t: Fixture) {
        let listing = on_sale(&t).await;
        let spec = listing.content.specs.first().expect("a spec").id;
        let create = CreateOffer {
            name: "幂等".into(),
            customer_email: "customer@demo.test".into(),
            listing: listing.id,
            starts_on: None,
            ends_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day"),
            lines: vec![OfferLineInput { spec, percent: BasisPoints(500) }],
            max_orders: 1,
        };
        let first = t.market.run(&t.seller, &Fixture::keyed("k-1"), create.clone()).await.expect("made");
        let again = t.market.run(&t.seller, &Fixture::keyed("k-1"), create).await.expect("the same answer");
        assert_eq!(first, again);
        let token = first.url.expect("a link").trim_start_matches("/o/").to_owned();
        for (table, column) in [("idempotency", "response"), ("mail", "body_text"), ("mail", "body_html"), ("audit", "after_json")] {
            let found = t.int(&format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%{token}%'")).await;
            assert_eq!(found, 0, "{table}.{column}");
        }
        let mails = t.market.act(&Actor::System("test"), ListMails {
            to: "customer@demo.test".into(),
            ..Default::default()
        });
        assert!(mails.await.expect("mails").rows[0].text.contains(&token), "whoever holds the data folder can follow it");
    }
}
