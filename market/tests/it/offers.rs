//! Exclusive discounts: who may be offered what, what a link is, and whom it tells what.

use crate::support::on_sale;
use chrono::NaiveDate;
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    finding::Code,
    ids::{ListingId, OfferId, SpecId},
    money::BasisPoints,
    notices::{ListMails, MailRow},
    offers::{
        CreateOffer, GetOffer, ListOfferable, ListOffers, OfferLineInput, OfferPrice, OfferStatus, OfferView,
        OfferableProduct, OpenOffer, OpenedOffer, RevokeOffer,
    },
    orders::{OrderView, PlaceOrder},
    portal::AppError,
    reviews::{DecideReview, Decision, FieldComment, ReviewState},
    settings::{GetSettings, Settings, UpdateSettings},
};
use uuid::Uuid;

/// The instant every test starts at: 17:00 in the business zone.
pub const NOW: &str = "2026-11-22T09:00:00Z";

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn email(actor: &Actor) -> String {
    actor.signed().expect("signed in").viewer.email.clone()
}

/// The seller's product on sale; published when there is none yet.
pub async fn product(t: &Fixture) -> OfferableProduct {
    let first = async || {
        let offerable = t
            .market
            .act(&t.seller, ListOfferable {})
            .await
            .expect("offerable");
        offerable.products.into_iter().next()
    };
    if let Some(product) = first().await {
        return product;
    }
    on_sale(t).await;
    first().await.expect("what is on sale can be offered")
}

/// Ten percent off the product's first spec for the fixture's buyer, valid to the end of the month.
pub async fn request(t: &Fixture, name: &str) -> CreateOffer {
    let product = product(t).await;
    CreateOffer {
        name: name.into(),
        customer_email: email(&t.buyer),
        listing: product.listing,
        starts_on: None,
        ends_on: day("2026-11-30"),
        lines: vec![OfferLineInput {
            spec: product.prices[0].spec,
            percent: BasisPoints(1000),
        }],
        max_orders: 1,
    }
}

/// Makes [`request`]'s offer, changed.
pub async fn offer(t: &Fixture, name: &str, change: impl FnOnce(&mut CreateOffer)) -> OfferView {
    let mut request = request(t, name).await;
    change(&mut request);
    t.market.act(&t.seller, request).await.expect("an offer")
}

pub fn token(offer: &OfferView) -> String {
    offer
        .url
        .as_deref()
        .and_then(|url| url.strip_prefix("/o/"))
        .expect("an effective offer has a link")
        .to_owned()
}

/// One unit of the offer's first price, as the buyer's page sends it.
pub fn order_of(token: &str, price: &OfferPrice) -> PlaceOrder {
    PlaceOrder {
        token: token.to_owned(),
        spec: price.spec,
        term: price.term,
        quantity: 1,
        expected: price.deal,
        terms_accepted: true,
    }
}

pub async fn place(t: &Fixture, offer: &OfferView) -> Result<OrderView, AppError> {
    t.market
        .act(&t.buyer, order_of(&token(offer), &offer.terms.prices[0]))
        .await
}

pub async fn mails(t: &Fixture, to: &str) -> Vec<MailRow> {
    let list = ListMails {
        to: to.to_owned(),
        ..ListMails::default()
    };
    t.market
        .act(&Actor::System("test"), list)
        .await
        .expect("mails")
        .rows
}
pub async fn open(t: &Fixture, actor: &Actor, token: &str) -> Result<OpenedOffer, AppError> {
    t.market
        .act(
            actor,
            OpenOffer {
                token: token.to_owned(),
            },
        )
        .await
}

both! {
    async fn what_is_wrong_with_an_offer_is_said_at_its_field(t: Fixture) {
        t.set_now(NOW);
        offer(&t, "Spring sale", |_| {}).await;
        let known = request(&t, "x").await;
        let spec = known.lines[0].spec;
        type Change = Box<dyn Fn(&mut CreateOffer)>;
        let cases: Vec<(&str, Code, Change)> = vec![
            ("name", Code::NotUnique, Box::new(|r| r.name = "  SPRING sale ".into())),
            ("name", Code::Required, Box::new(|r| r.name = "  ".into())),
            ("customer_email", Code::CustomerUnknown, Box::new(|r| r.customer_email = "nobody@nowhere.test".into())),
            ("starts_on", Code::OfferStartsInPast, Box::new(|r| r.starts_on = Some(day("2026-11-21")))),
            ("ends_on", Code::OfferEndsBeforeStart, Box::new(|r| r.ends_on = day("2026-11-21"))),
            ("ends_on", Code::OfferTooLong, Box::new(|r| r.ends_on = day("2028-01-01"))),
            ("lines.0.percent", Code::OfferBeyondRange, Box::new(|r| r.lines[0].percent = BasisPoints(9_001))),
            ("lines.0.percent", Code::OfferPercentZero, Box::new(|r| r.lines[0].percent = BasisPoints(0))),
            ("lines.0.spec", Code::Unknown, Box::new(|r| r.lines[0].spec = SpecId(Uuid::from_u128(7)))),
            (
                "lines.1.spec",
                Code::NotUnique,
                Box::new(move |r| r.lines.push(OfferLineInput { spec, percent: BasisPoints(500) })),
            ),
            ("lines", Code::OfferNoLine, Box::new(|r| r.lines.clear())),
            ("max_orders", Code::OutOfRange, Box::new(|r| r.max_orders = 0)),
        ];
        for (path, code, change) in cases {
            let mut request = known.clone();
            request.name = "Another".into();
            change(&mut request);
            let error = t.market.act(&t.seller, request).await.expect_err(path);
            let found: Vec<_> = error.findings().iter().map(|f| (f.path.as_str(), f.code)).collect();
            assert_eq!(found, [(path, code)]);
        }
        // A seller's address is no customer's.
        let own = CreateOffer { customer_email: email(&t.seller), name: "Another".into(), ..known.clone() };
        let error = t.market.act(&t.seller, own).await.expect_err("no customer");
        assert_eq!(error.findings()[0].code, Code::CustomerUnknown);
        // Another seller's product is not there.
        let foreign = CreateOffer { name: "Another".into(), ..known.clone() };
        assert_eq!(t.market.act(&t.other_seller, foreign).await.expect_err("foreign"), AppError::NotFound);
        let unknown = CreateOffer { listing: ListingId(Uuid::from_u128(9)), ..known };
        assert_eq!(t.market.act(&t.seller, unknown).await.expect_err("unknown"), AppError::NotFound);
    }
}

both! {
    async fn a_name_is_taken_once_however_many_take_it(t: Fixture) {
        t.set_now(NOW);
        let request = request(&t, "Taken once").await;
        let made = futures::future::join_all((0..8).map(|_| t.market.act(&t.seller, request.clone()))).await;
        assert_eq!(made.iter().filter(|m| m.is_ok()).count(), 1);
        for error in made.into_iter().filter_map(Result::err) {
            assert_eq!(error, AppError::field("name", Code::NotUnique));
        }
    }
}

both! {
    async fn a_class_that_may_not_be_offered_is_refused(t: Fixture) {
        t.set_now(NOW);
        let request = request(&t, "Not this class").await;
        let stored = t.market.act(&t.admin, GetSettings {}).await.expect("settings");
        let settings = Settings { offer_classes: vec![], ..stored.settings };
        t.market.act(&t.admin, UpdateSettings { version: stored.version, settings, note: String::new() }).await.expect("saved");
        let error = t.market.act(&t.seller, request).await.expect_err("refused");
        assert_eq!(error, AppError::field("listing", Code::OfferTradeClass));
        let offerable = t.market.act(&t.seller, ListOfferable {}).await.expect("offerable");
        assert!(offerable.products.is_empty());
    }
}

both! {
    async fn inside_the_exempt_range_an_offer_is_effective_at_once(t: Fixture) {
        t.set_now(NOW);
        let made = offer(&t, "At the edge", |r| r.lines[0].percent = BasisPoints(2_000)).await;
        assert_eq!(made.terms.status, OfferStatus::Live);
        assert_eq!(made.review, None);
        assert_eq!(token(&made).len(), 43);
        let svg = made.qr_svg.as_deref().expect("a code");
        assert!(svg.starts_with("<svg") && svg.contains("viewBox=") && svg.contains("crispEdges"));
        let events: Vec<&str> = made.timeline.iter().map(|(_, e)| e.as_str()).collect();
        assert_eq!(events, ["created"]);
        let sent = mails(&t, &email(&t.buyer)).await;
        assert_eq!(sent.len(), 1);
        assert!(sent[0].text.contains(made.url.as_deref().expect("link")), "the customer gets the link");
        assert!(sent[0].text.contains("2026-11-30 23:59 (UTC+08:00)"), "{}", sent[0].text);
    }
}

both! {
    async fn beyond_the_exempt_range_the_operator_decides(t: Fixture) {
        t.set_now(NOW);
        let beyond = |name| offer(&t, name, |r| r.lines[0].percent = BasisPoints(2_001));
        let (yes, no) = (beyond("Granted").await, beyond("Refused").await);
        for waiting in [&yes, &no] {
            assert_eq!(waiting.terms.status, OfferStatus::Reviewing);
            assert_eq!((&waiting.url, &waiting.qr_svg), (&None, &None), "no link before the decision");
        }
        assert!(mails(&t, &email(&t.buyer)).await.is_empty(), "nobody is told before the decision");
        let decide = async |offer: &OfferView, decision, comments: Vec<FieldComment>| {
            let review = offer.review.expect("a review");
            let row = t.market.act(&t.reviewer, DecideReview { review, version: 1, decision, comments }).await;
            row.expect("decided").state
        };
        assert_eq!(decide(&yes, Decision::Approve, vec![]).await, ReviewState::Approved);
        let reason = FieldComment { path: "lines.0.percent".into(), text: "Too much".into() };
        assert_eq!(decide(&no, Decision::Reject, vec![reason.clone()]).await, ReviewState::Rejected);
        let now = async |offer: &OfferView| {
            t.market.act(&t.seller, GetOffer { offer: offer.terms.id }).await.expect("the offer")
        };
        let (yes, no) = (now(&yes).await, now(&no).await);
        assert_eq!((yes.terms.status, no.terms.status), (OfferStatus::Live, OfferStatus::Rejected));
        assert_eq!(no.comments, [reason]);
        assert_eq!(no.url, None);
        assert_eq!(mails(&t, &email(&t.buyer)).await.len(), 1, "the approved one is sent");
        assert_eq!(yes.timeline.last().expect("events").1, "approved");
        let error = t.market.act(&t.seller, RevokeOffer { offer: no.terms.id }).await.expect_err("rejected is final");
        assert_eq!(error, AppError::wrong_state("rejected"));
    }
}

both! {
    async fn revoking_takes_the_review_back(t: Fixture) {
        t.set_now(NOW);
        let waiting = offer(&t, "Changed my mind", |r| r.lines[0].percent = BasisPoints(5_000)).await;
        let revoked = t.market.act(&t.seller, RevokeOffer { offer: waiting.terms.id }).await.expect("revoked");
        assert_eq!(revoked.terms.status, OfferStatus::Revoked);
        let decide = DecideReview {
            review: waiting.review.expect("a review"),
            version: 2,
            decision: Decision::Approve,
            comments: vec![],
        };
        let error = t.market.act(&t.reviewer, decide).await.expect_err("nothing is left to decide");
        assert_eq!(error, AppError::wrong_state("withdrawn"));
    }
}

/// Offers in each state there is after `NOW` has become the 26th.
pub async fn one_of_each(t: &Fixture) -> Vec<(OfferStatus, OfferView)> {
    t.set_now(NOW);
    let live = offer(t, "Live", |_| {}).await;
    let upcoming = offer(t, "Upcoming", |r| r.starts_on = Some(day("2026-11-27"))).await;
    let expired = offer(t, "Expired", |r| r.ends_on = day("2026-11-25")).await;
    let revoked = offer(t, "Revoked", |_| {}).await;
    t.market
        .act(
            &t.seller,
            RevokeOffer {
                offer: revoked.terms.id,
            },
        )
        .await
        .expect("revoked");
    let used_up = offer(t, "Used up", |_| {}).await;
    place(t, &used_up).await.expect("an order");
    t.set_now("2026-11-25T16:00:00Z");
    vec![
        (OfferStatus::Live, live),
        (OfferStatus::Upcoming, upcoming),
        (OfferStatus::Expired, expired),
        (OfferStatus::Revoked, revoked),
        (OfferStatus::UsedUp, used_up),
    ]
}

both! {
    async fn the_list_filters_by_what_an_offer_is_now(t: Fixture) {
        let all = one_of_each(&t).await;
        let waiting = offer(&t, "Waiting", |r| r.lines[0].percent = BasisPoints(3_000)).await;
        for status in OfferStatus::ALL.iter().copied() {
            let list = ListOffers { status: Some(status), ..ListOffers::default() };
            let page = t.market.act(&t.seller, list).await.expect("a list");
            let mut expected: Vec<OfferId> =
                all.iter().filter(|(s, _)| *s == status).map(|(_, o)| o.terms.id).collect();
            if status == OfferStatus::Reviewing {
                expected.push(waiting.terms.id);
            }
            assert_eq!(page.rows.iter().map(|r| r.id).collect::<Vec<_>>(), expected, "{status:?}");
            assert_eq!(page.count.rows, expected.len() as u64);
            assert!(page.rows.iter().all(|r| r.status == status));
        }
        let found = |search: &str| ListOffers { search: search.into(), ..ListOffers::default() };
        assert_eq!(t.market.act(&t.seller, found("LIVE")).await.expect("a list").rows.len(), 1);
        assert_eq!(t.market.act(&t.seller, found("%")).await.expect("a list").rows.len(), 0);
        assert!(t.market.act(&t.other_seller, found("")).await.expect("a list").rows.is_empty());
        let error = t.market.act(&t.other_seller, GetOffer { offer: waiting.terms.id }).await.expect_err("foreign");
        assert_eq!(error, AppError::NotFound);
    }
}

both! {
    async fn nothing_is_given_away(t: Fixture) {
        t.set_now(NOW);
        let mut request = request(&t, "For nothing").await;
        request.lines[0].percent = BasisPoints(9_000);
        t.market.act(&t.seller, request.clone()).await.expect("an offer");
        // A price of one fen, less 90 %.
        let minor = product(&t).await.prices[0].list.minor;
        let cheap = format!(r#"UPDATE listing_revision SET content = REPLACE(content, '"minor":{minor},', '"minor":1,')"#);
        t.execute(&cheap).await;
        request.name = "Rounded to nothing".into();
        let error = t.market.act(&t.seller, request).await.expect_err("refused");
        assert_eq!(error, AppError::field("lines.0.percent", Code::OfferPriceZero));
    }
}

both! {
    async fn a_product_taken_off_sale_ends_its_offers(t: Fixture) {
        t.set_now(NOW);
        let made = offer(&t, "Too late", |_| {}).await;
        let another = request(&t, "Later still").await;
        t.execute("UPDATE listing SET state = 'discontinued'").await;
        let cause = OfferStatus::Discontinued;
        let gone = AppError::Gone { cause };
        let token = token(&made);
        assert_eq!(open(&t, &t.buyer, &token).await, Err(gone.clone()));
        assert_eq!(open(&t, &t.other_buyer, &token).await, Err(AppError::NotFound));
        assert_eq!(t.market.act(&t.buyer, order_of(&token, &made.terms.prices[0])).await.err(), Some(gone));
        let list = ListOffers { status: Some(cause), ..ListOffers::default() };
        assert_eq!(t.market.act(&t.seller, list).await.expect("a list").rows[0].id, made.terms.id);
        let error = t.market.act(&t.seller, another).await.expect_err("refused");
        assert_eq!(error, AppError::field("listing", Code::OfferNotOnSale));
    }
}
