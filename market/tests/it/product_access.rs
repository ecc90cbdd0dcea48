//! Product-level authorisation: whoever is limited to chosen products finds no other, by whichever operation.

use crate::{
    own_account::{actor, somebody, token},
    support::{approve, mails_to, on_sale, pending},
};
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    accounts::{ChangeRoles, RemoveMember},
    finding::Code,
    ids::{ListingId, OfferId},
    lang::Bilingual,
    listings::{
        CreateListing, DeleteDraft, GetListing, GetProductAccess, ListListings, ListingContent, ListingView,
        ReviseListing, SaveDraft, SetProductAccess, SubmitListing, WithdrawListing,
    },
    money::BasisPoints,
    offers::{
        CreateOffer, GetOffer, ListOfferable, ListOffers, OfferLineInput, ReissueOfferLink, RevokeOffer,
    },
    portal::{AppError, Role},
    sellers::GetSellerOverview,
};

const MANAGER: &str = "product@demo.test";

async fn limit(t: &Fixture, listings: &[ListingId]) -> Result<(), AppError> {
    let set = SetProductAccess {
        person: t.product_manager.person().expect("a person"),
        all: false,
        listings: listings.to_vec(),
    };
    t.market.act(&t.seller, set).await
}

async fn seen(t: &Fixture, actor: &Actor) -> Vec<ListingId> {
    let page = t
        .market
        .act(actor, ListListings::default())
        .await
        .expect("a list");
    assert_eq!(
        page.count.rows,
        page.rows.len() as u64,
        "the count tells no more than the rows"
    );
    page.rows.iter().map(|row| row.id).collect()
}

fn offer_of(listing: &ListingView, name: &str) -> CreateOffer {
    CreateOffer {
        name: name.into(),
        customer_email: "customer@demo.test".into(),
        listing: listing.id,
        starts_on: None,
        ends_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day"),
        lines: vec![OfferLineInput {
            spec: listing.content.specs.first().expect("a spec").id,
            percent: BasisPoints(1000),
        }],
        max_orders: 5,
    }
}

async fn offer(t: &Fixture, listing: &ListingView, name: &str) -> OfferId {
    let made = t
        .market
        .act(&t.seller, offer_of(listing, name))
        .await
        .expect("an offer");
    made.terms.id
}

both! {
    async fn whoever_is_limited_finds_no_other_product(t: Fixture) {
        let (mine, other) = (on_sale(&t).await, on_sale(&t).await);
        let waiting = pending(&t).await;
        let draft = t.market.act(&t.seller, CreateListing::default()).await.expect("a draft");
        let (my_offer, their_offer) = (offer(&t, &mine, "mine").await, offer(&t, &other, "theirs").await);
        limit(&t, &[mine.id]).await.expect("limited");
        let manager = actor(&t, MANAGER).await;
        assert_eq!(seen(&t, &manager).await, [mine.id]);
        let m = &t.market;
        m.act(&manager, GetListing { listing: mine.id }).await.expect("theirs to read");
        let not_found = Some(AppError::NotFound);
        let unknown = "0193aaaa-0000-7000-8000-000000000000".parse().expect("an id");
        for listing in [other.id, waiting.id, draft.id, unknown] {
            assert_eq!(m.act(&manager, GetListing { listing }).await.err(), not_found);
            assert_eq!(m.act(&manager, ReviseListing { listing }).await.err(), not_found);
            assert_eq!(m.act(&manager, WithdrawListing { listing }).await.err(), not_found);
            assert_eq!(m.act(&manager, DeleteDraft { listing }).await.err(), not_found);
            assert_eq!(m.act(&manager, SubmitListing { listing, version: 1 }).await.err(), not_found);
            let save = SaveDraft { listing, version: 1, content: ListingContent::default() };
            assert_eq!(m.act(&manager, save).await.err(), not_found);
        }
        assert_eq!(m.act(&manager, offer_of(&other, "another")).await.err(), not_found);
        for offer in [their_offer, OfferId(uuid_of(unknown))] {
            assert_eq!(m.act(&manager, GetOffer { offer }).await.err(), not_found);
            assert_eq!(m.act(&manager, RevokeOffer { offer }).await.err(), not_found);
            assert_eq!(m.act(&manager, ReissueOfferLink { offer }).await.err(), not_found);
        }
        let offers = m.act(&manager, ListOffers::default()).await.expect("a list");
        assert_eq!(offers.rows.iter().map(|o| o.id).collect::<Vec<_>>(), [my_offer]);
        let offerable = m.act(&manager, ListOfferable {}).await.expect("what may be offered");
        assert_eq!(offerable.products.iter().map(|p| p.listing).collect::<Vec<_>>(), [mine.id]);
        let overview = m.act(&manager, GetSellerOverview {}).await.expect("an overview");
        assert_eq!((overview.on_sale, overview.drafts, overview.in_review, overview.live_offers), (1, 0, 0, 1));
        // What is theirs they work on as before.
        m.act(&manager, offer_of(&mine, "one more")).await.expect("an offer");
        m.act(&manager, ReviseListing { listing: mine.id }).await.expect("a revision");
        m.act(&manager, RevokeOffer { offer: my_offer }).await.expect("revoked");
        // A name that is taken is taken, whoever may see by what.
        let taken = m.act(&manager, CreateOffer { name: "theirs".into(), ..offer_of(&mine, "x") }).await.expect_err("taken");
        assert!(taken.findings().iter().any(|f| f.code == Code::NotUnique), "{taken:?}");
        // Nor are they told about what is not theirs.
        let before = mails_to(&t, &manager).await.len();
        approve(&t, &waiting).await.expect("approved");
        assert_eq!(mails_to(&t, &manager).await.len(), before);
        // Nobody else is limited by it.
        assert_eq!(seen(&t, &t.seller).await.len(), 4);
        assert_eq!(seen(&t, &t.developer).await.len(), 4);
    }

    async fn a_limit_holds_with_the_next_request_of_an_open_session(t: Fixture) {
        let (one, two) = (on_sale(&t).await, on_sale(&t).await);
        let open = token(&t, MANAGER).await;
        let now = async || somebody(&t, &open).await.expect("still in");
        assert_eq!(seen(&t, &now().await).await.len(), 2, "all, as long as nobody says otherwise");
        limit(&t, &[one.id]).await.expect("limited");
        assert_eq!(seen(&t, &now().await).await, [one.id]);
        limit(&t, &[two.id]).await.expect("limited");
        assert_eq!(seen(&t, &now().await).await, [two.id]);
        // Even for whoever was let in before: what is granted is looked up when the query runs.
        let inside = now().await;
        limit(&t, &[]).await.expect("limited");
        assert_eq!(seen(&t, &inside).await, []);
        assert_eq!(t.market.act(&inside, GetListing { listing: two.id }).await.err(), Some(AppError::NotFound));
        let all = SetProductAccess { person: t.product_manager.person().expect("a person"), all: true, listings: vec![] };
        t.market.act(&t.seller, all).await.expect("all");
        assert_eq!(seen(&t, &now().await).await.len(), 2);
        assert_eq!(t.int("SELECT COUNT(*) FROM audit WHERE operation = 'SetProductAccess' AND outcome = 'ok'").await, 4);
    }

    async fn whoever_is_limited_keeps_what_they_start(t: Fixture) {
        on_sale(&t).await;
        limit(&t, &[]).await.expect("limited");
        let manager = actor(&t, MANAGER).await;
        let started = t.market.act(&manager, CreateListing::default()).await.expect("a draft");
        assert_eq!(seen(&t, &manager).await, [started.id]);
        let content = ListingContent { name: Bilingual::new("新商品", "New"), ..started.content };
        let save = SaveDraft { listing: started.id, version: started.version, content };
        t.market.act(&manager, save).await.expect("saved");
        let access = t.market.act(&t.seller, GetProductAccess { person: manager.person().expect("a person") }).await.expect("read");
        assert!(!access.all && access.may_be_limited);
        let granted: Vec<_> = access.products.iter().map(|p| (p.listing == started.id, p.granted)).collect();
        assert_eq!(granted, [(true, true), (false, false)], "granted ones first");
    }

    async fn only_an_owner_limits_and_only_product_managers_to_own_products(t: Fixture) {
        let listing = on_sale(&t).await.id;
        let person = t.product_manager.person().expect("a person");
        let set = |person| SetProductAccess { person, all: false, listings: vec![listing] };
        assert_eq!(t.market.act(&t.product_manager, set(person)).await.err(), Some(AppError::Forbidden));
        assert_eq!(t.market.act(&t.other_seller, set(person)).await.err(), Some(AppError::NotFound));
        let developer = t.developer.person().expect("a person");
        let refused = Some(AppError::field("person", Code::NotProductManager));
        assert_eq!(t.market.act(&t.seller, set(developer)).await.err(), refused);
        assert_eq!(t.market.act(&t.seller, set(t.seller.person().expect("a person"))).await.err(), refused);
        // Another seller's product, or none: nothing of the whole is kept.
        let foreign = t.market.act(&t.other_seller, CreateListing::default()).await.expect("a draft").id;
        assert_eq!(limit(&t, &[listing, foreign]).await.err(), Some(AppError::NotFound));
        assert_eq!(t.int("SELECT COUNT(*) FROM membership_limit").await, 0);
        limit(&t, &[listing, listing]).await.expect("once is enough");
        assert_eq!(t.int("SELECT COUNT(*) FROM membership_product").await, 1);
    }

    async fn an_owner_is_not_limited_and_whoever_comes_back_starts_anew(t: Fixture) {
        on_sale(&t).await;
        limit(&t, &[]).await.expect("limited");
        let person = t.product_manager.person().expect("a person");
        let change = |roles: Vec<Role>| ChangeRoles { person, roles };
        t.market.act(&t.seller, change(vec![Role::Owner, Role::ProductManager])).await.expect("changed");
        assert_eq!(seen(&t, &actor(&t, MANAGER).await).await.len(), 1);
        t.market.act(&t.seller, change(vec![Role::ProductManager])).await.expect("changed");
        assert_eq!(seen(&t, &actor(&t, MANAGER).await).await.len(), 0, "the limit is still there");
        t.market.act(&t.seller, RemoveMember { person }).await.expect("removed");
        assert_eq!(t.int("SELECT COUNT(*) FROM membership_limit").await, 0);
    }
}

fn uuid_of(listing: ListingId) -> uuid::Uuid {
    listing.0
}
