//! The review desk: queue, claim, decision, clock.

use crate::support::{approve, mails_to, pending, reject, rejection, review_of};
use chrono::{DateTime, Utc};
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    finding::Code,
    listings::{GetListing, GetProduct, ListingState, RevisionState, SaveDraft, WithdrawListing},
    portal::{AppError, Conflict, PageRequest},
    reviews::{
        ClaimReview, DecideReview, Decision, GetOperatorOverview, GetReview, ListReviews, ReleaseReview,
        ReviewRow, ReviewState, ReviewSubject,
    },
};

fn name(actor: &Actor) -> String {
    actor.signed().expect("a person").viewer.name.clone()
}

fn claimed(by: &Actor) -> AppError {
    AppError::conflict(Conflict::Claimed { by: name(by) })
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

both! {
    async fn of_two_reviewers_who_claim_at_once_one_wins(t: Fixture) {
        let review = review_of(&pending(&t).await);
        let second = t.second_reviewer.clone();
        let (a, b) = tokio::join!(
            t.market.act(&t.reviewer, ClaimReview { review }),
            t.market.act(&second, ClaimReview { review }),
        );
        let (winner, loser, refused) = match (&a, &b) {
            (Ok(_), Err(refused)) => (&t.reviewer, &second, refused),
            (Err(refused), Ok(_)) => (&second, &t.reviewer, refused),
            other => panic!("exactly one wins: {other:?}"),
        };
        assert_eq!(*refused, claimed(winner));
        let seen = t.market.act(loser, GetReview { review }).await.expect("the review");
        assert_eq!((seen.row.claimed_by, seen.mine), (Some(name(winner)), false));
        assert!(t.market.act(winner, GetReview { review }).await.expect("the review").mine);
        assert_eq!(t.market.act(loser, rejection(review, 1, "name.zh")).await.err(), Some(claimed(winner)));
        assert_eq!(t.market.act(loser, ReleaseReview { review }).await, Err(claimed(winner)));
        t.market.act(winner, rejection(review, 1, "name.zh")).await.expect("the holder decides");
    }
}

both! {
    async fn a_claim_holds_for_half_an_hour_and_can_be_given_back(t: Fixture) {
        t.set_now("2026-11-23T02:00:00Z");
        let review = review_of(&pending(&t).await);
        let second = t.second_reviewer.clone();
        t.market.act(&t.reviewer, ClaimReview { review }).await.expect("claimed");
        t.set_now("2026-11-23T02:29:59Z");
        assert_eq!(t.market.act(&second, ClaimReview { review }).await.err(), Some(claimed(&t.reviewer)));
        t.set_now("2026-11-23T02:30:00Z");
        let taken = t.market.act(&second, ClaimReview { review }).await.expect("it ran out");
        assert_eq!(taken.row.claimed_by, Some(name(&second)));
        // The first one's page is old: its decision is refused, and giving back is not its to do.
        assert_eq!(t.market.act(&t.reviewer, rejection(review, 1, "name.zh")).await.err(), Some(claimed(&second)));
        t.market.act(&second, ReleaseReview { review }).await.expect("given back");
        t.market.act(&second, ReleaseReview { review }).await.expect("giving back twice is done already");
        let taken = t.market.act(&t.reviewer, ClaimReview { review }).await.expect("free again");
        assert!(taken.mine);
    }
}

both! {
    async fn a_decision_on_a_version_that_is_not_the_stored_one_is_refused(t: Fixture) {
        let view = pending(&t).await;
        let review = review_of(&view);
        let stale = |current| AppError::conflict(Conflict::StaleVersion { current });
        assert_eq!(t.market.act(&t.reviewer, rejection(review, 2, "name.zh")).await.err(), Some(stale(1)));
        approve(&t, &view).await.expect("approved");
        assert_eq!(t.market.act(&t.reviewer, rejection(review, 1, "name.zh")).await.err(), Some(stale(2)));
        let late = t.market.act(&t.reviewer, rejection(review, 2, "name.zh")).await;
        assert_eq!(late.err(), Some(AppError::wrong_state("approved")));
        assert_eq!(t.market.act(&t.reviewer, ClaimReview { review }).await.err(), Some(AppError::wrong_state("approved")));
    }
}

both! {
    async fn of_two_decisions_at_once_one_counts_and_is_mailed_once(t: Fixture) {
        let view = pending(&t).await;
        let review = review_of(&view);
        let second = t.second_reviewer.clone();
        let before = mails_to(&t, &t.seller).await.len();
        let yes = DecideReview { review, version: 1, decision: Decision::Approve, comments: Vec::new() };
        let (a, b) = tokio::join!(t.market.act(&t.reviewer, yes), t.market.act(&second, rejection(review, 1, "name.zh")));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        assert_eq!(mails_to(&t, &t.seller).await.len(), before + 1);
        let now = t.market.act(&t.seller, GetListing { listing: view.id }).await.expect("the listing");
        let public = t.market.act(&Actor::Anonymous, GetProduct { listing: view.id }).await.is_ok();
        match a.is_ok() {
            true => assert_eq!((now.state, now.revision_state, public), (ListingState::OnSale, RevisionState::Approved, true)),
            false => assert_eq!((now.state, now.revision_state, public), (ListingState::Draft, RevisionState::Rejected, false)),
        }
    }
}

both! {
    async fn a_decision_and_a_withdrawal_at_once_agree_about_who_was_first(t: Fixture) {
        for _ in 0..5 {
            let view = pending(&t).await;
            let review = review_of(&view);
            let yes = DecideReview { review, version: 1, decision: Decision::Approve, comments: Vec::new() };
            let (decided, withdrawn) = tokio::join!(
                t.market.act(&t.reviewer, yes),
                t.market.act(&t.seller, WithdrawListing { listing: view.id }),
            );
            assert!(decided.is_ok() != withdrawn.is_ok(), "{decided:?} {withdrawn:?}");
            let loser = decided.as_ref().err().or(withdrawn.as_ref().err()).expect("one lost");
            assert!(matches!(loser, AppError::Conflict { .. }), "{loser:?}");
            let now = t.market.act(&t.seller, GetListing { listing: view.id }).await.expect("the listing");
            let state = t.market.act(&t.reviewer, GetReview { review }).await.expect("the review").row.state;
            let expected = match decided.is_ok() {
                true => (RevisionState::Approved, ReviewState::Approved),
                false => (RevisionState::Draft, ReviewState::Withdrawn),
            };
            assert_eq!((now.revision_state, state), expected);
        }
    }
}

both! {
    async fn only_the_deciding_role_claims_and_decides_and_a_rejection_has_a_reason(t: Fixture) {
        let review = review_of(&pending(&t).await);
        for actor in [&t.finance, &t.admin] {
            let seen = t.market.act(actor, GetReview { review }).await.expect("the desk sees everything");
            assert!(!seen.may_decide);
            assert_eq!(t.market.act(actor, ClaimReview { review }).await.err(), Some(AppError::Forbidden));
            assert_eq!(t.market.act(actor, rejection(review, 1, "name.zh")).await.err(), Some(AppError::Forbidden));
        }
        assert_eq!(t.market.act(&t.seller, GetReview { review }).await.err(), Some(AppError::Forbidden));
        let mut silent = rejection(review, 1, "name.zh");
        silent.comments[0].text = "  ".into();
        let refused = t.market.act(&t.reviewer, silent).await.expect_err("no reason");
        assert_eq!(refused.findings()[0].code, Code::ReasonMissing);
        assert!(t.market.act(&t.reviewer, GetReview { review }).await.expect("the review").may_decide);
    }
}

both! {
    async fn what_was_decided_on_stays_readable_when_the_seller_goes_on(t: Fixture) {
        let view = pending(&t).await;
        reject(&t, review_of(&view), "name.zh").await;
        let mut content = view.content.clone();
        content.name.zh = "还没有交给审核的名称".into();
        let save = SaveDraft { listing: view.id, version: view.version, content };
        t.market.act(&t.seller, save).await.expect("saved");
        let seen = t.market.act(&t.reviewer, GetReview { review: review_of(&view) }).await.expect("the review");
        let ReviewSubject::Listing { content, live, .. } = seen.subject else { panic!("a listing") };
        assert_eq!((content.name, live), (view.content.name, None));
        assert_eq!((seen.comments.len(), seen.decided_by), (1, Some(name(&t.reviewer))));
    }
}

/// All pages of the queue, one row at a time.
async fn walk(t: &Fixture, list: ListReviews) -> Vec<ReviewRow> {
    let mut rows = Vec::new();
    let mut page = PageRequest {
        cursor: None,
        size: Some(1),
    };
    loop {
        let got = t
            .market
            .act(
                &t.reviewer,
                ListReviews {
                    page: page.clone(),
                    ..list.clone()
                },
            )
            .await
            .expect("a page");
        rows.extend(got.rows);
        match got.next {
            Some(next) => page.cursor = Some(next),
            None => return rows,
        }
    }
}

both! {
    async fn the_queue_is_by_age_with_a_clock_of_three_working_days(t: Fixture) {
        let overview = async || t.market.act(&t.finance, GetOperatorOverview {}).await.expect("the overview");
        let before = overview().await;
        // Friday 10:00, Saturday and Monday 09:00 in the business zone.
        let mut reviews = Vec::new();
        for (at, due) in [
            ("2027-03-05T02:00:00Z", "2027-03-10T02:00:00Z"),
            ("2027-03-06T02:00:00Z", "2027-03-10T16:00:00Z"),
            ("2027-03-08T01:00:00Z", "2027-03-11T01:00:00Z"),
        ] {
            t.set_now(at);
            let view = pending(&t).await;
            assert_eq!((view.submitted_at, view.due_at), (Some(instant(at)), Some(instant(due))));
            reviews.push(review_of(&view));
        }
        let ids = |rows: &[ReviewRow]| {
            rows.iter().map(|r| r.id).filter(|id| reviews.contains(id)).collect::<Vec<_>>()
        };
        assert_eq!(ids(&walk(&t, ListReviews::default()).await), reviews);
        t.set_now("2027-03-10T02:00:01Z");
        let now = overview().await;
        assert_eq!((now.listings, now.overdue), (before.listings + 3, before.overdue + 1));
        t.market.act(&t.reviewer, ClaimReview { review: reviews[1] }).await.expect("claimed");
        let mine = ListReviews { mine: true, ..Default::default() };
        assert_eq!(ids(&walk(&t, mine.clone()).await), [reviews[1]]);
        for (n, review) in reviews.iter().enumerate() {
            t.set_now(&format!("2027-03-10T03:0{n}:00Z"));
            reject(&t, *review, "name.zh").await;
        }
        let rejected = ListReviews { state: Some(ReviewState::Rejected), ..Default::default() };
        let newest_first: Vec<_> = reviews.iter().rev().copied().collect();
        assert_eq!(ids(&walk(&t, rejected.clone()).await), newest_first);
        assert_eq!(ids(&walk(&t, ListReviews { mine: true, ..rejected }).await), newest_first);
        assert_eq!(ids(&walk(&t, mine).await), []);
        assert_eq!(overview().await.listings, before.listings);
    }

    /// However its ASCII letters are written, in either language, of the thing or of its seller; `%` and `_` are letters.
    async fn the_queue_is_searched_by_names(t: Fixture) {
        let review = review_of(&pending(&t).await);
        let found = async |text: &str| {
            let list = ListReviews { search: text.to_owned(), ..Default::default() };
            walk(&t, list).await
        };
        let all = walk(&t, ListReviews::default()).await;
        let row = all.iter().find(|r| r.id == review).expect("in the queue");
        for text in [
            row.title.zh.clone(),
            row.title.en.to_uppercase(),
            row.seller_name.en.to_lowercase(),
            format!("  {} ", row.seller_name.zh),
        ] {
            assert!(found(&text).await.iter().any(|r| r.id == review), "{text}");
        }
        assert_eq!(found("").await, all);
        for text in ["%", "_", "没有这样的商品", "\\"] {
            assert_eq!(found(text).await, [], "{text}");
        }
    }
}
