//! Business certification and the seller's overview.

use crate::support::{mails_to, on_sale, pending, reject, rejection, review_of};
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    audit::{AuditFilter, ListAudit},
    ids::ReviewId,
    listings::CreateListing,
    money::Money,
    portal::{AppError, Conflict},
    reviews::{
        DecideReview, Decision, GetOperatorOverview, GetReview, ListReviews, ReviewKind, ReviewSubject,
    },
    sellers::{
        CertificationContent, CertificationState, CertificationView, GetCertification, GetSellerOverview,
        SubmitCertification,
    },
};

fn three_groups() -> CertificationContent {
    CertificationContent {
        company: "星河软件有限公司".into(),
        tax_number: "91440300MA5EXAMPL1".into(),
        general_taxpayer: true,
        tax_rate: Some(6),
        bank: "招商银行深圳分行".into(),
        account_name: "星河软件有限公司".into(),
        account_number: "7559 1234 5678 901".into(),
        contact_name: "王会计".into(),
        contact_phone: "+86 755 1234 5678".into(),
        contact_mail: "finance@example.com".into(),
    }
}

/// The fixture's seller may be certified already: the version to go on from.
async fn standing(t: &Fixture) -> CertificationView {
    t.market
        .act(&t.seller, GetCertification {})
        .await
        .expect("the certification")
}

async fn submit(t: &Fixture, version: i64) -> Result<CertificationView, AppError> {
    t.market
        .act(
            &t.seller,
            SubmitCertification {
                version,
                content: three_groups(),
            },
        )
        .await
}

/// The certification of the fixture's seller that waits at the desk.
async fn waiting(t: &Fixture) -> Option<ReviewId> {
    let list = ListReviews {
        kind: Some(ReviewKind::Certification),
        ..Default::default()
    };
    let rows = t.market.act(&t.finance, list).await.expect("the queue").rows;
    rows.iter()
        .find(|r| Some(r.seller) == t.seller.organisation())
        .map(|r| r.id)
}

both! {
    async fn a_certification_is_decided_by_the_operators_finance_and_can_be_handed_in_again(t: Fixture) {
        let first = standing(&t).await.version;
        let handed_in = submit(&t, first).await.expect("handed in");
        assert_eq!((handed_in.state, handed_in.version), (CertificationState::Transferring, first + 1));
        assert_eq!(handed_in.content.account_number, "755912345678901", "blanks are not kept");
        assert_eq!(submit(&t, first + 1).await, Err(AppError::wrong_state("transferring")));
        t.prove_account(&t.seller).await;
        let first = standing(&t).await.version - 1;
        assert_eq!(submit(&t, first + 1).await, Err(AppError::wrong_state("pending")));
        let review = waiting(&t).await.expect("in the queue");
        assert_eq!(t.market.act(&t.reviewer, rejection(review, 1, "bank")).await.err(), Some(AppError::Forbidden));
        let seen = t.market.act(&t.finance, GetReview { review }).await.expect("the review");
        assert!(seen.may_decide);
        assert_eq!(seen.subject, ReviewSubject::Certification { content: handed_in.content });
        let mails = mails_to(&t, &t.seller).await.len();
        t.market.act(&t.finance, rejection(review, 1, "bank")).await.expect("rejected");
        let back = standing(&t).await;
        assert_eq!((back.state, back.comments[0].path.as_str()), (CertificationState::Rejected, "bank"));
        assert_eq!(mails_to(&t, &t.seller).await.len(), mails + 1);
        let stale = AppError::conflict(Conflict::StaleVersion { current: first + 2 });
        assert_eq!(submit(&t, first + 1).await, Err(stale));
        // The account was proved: it goes to the desk without a second transfer.
        let again = submit(&t, first + 2).await.expect("handed in again");
        assert_eq!((again.state, again.comments.len()), (CertificationState::Pending, 0));
        let review = waiting(&t).await.expect("in the queue");
        t.set_now("2027-03-10T03:00:00Z");
        let yes = DecideReview { review, version: 1, decision: Decision::Approve, comments: Vec::new() };
        t.market.act(&t.finance, yes).await.expect("approved");
        let certified = standing(&t).await;
        assert_eq!((certified.state, certified.since), (CertificationState::Certified, Some(t.market.now())));
        assert_eq!(waiting(&t).await, None);
        // A change of the account is checked again, and until then there is none to pay to.
        let changed = submit(&t, certified.version).await.expect("a change");
        assert_eq!(changed.state, CertificationState::Pending);
    }
}

both! {
    async fn of_two_first_submissions_at_once_one_is_kept(t: Fixture) {
        let version = standing(&t).await.version;
        let (a, b) = tokio::join!(submit(&t, version), submit(&t, version));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        assert_eq!(standing(&t).await.version, version + 1);
        t.prove_account(&t.seller).await;
        let overview = t.market.act(&t.finance, GetOperatorOverview {}).await.expect("the overview");
        assert_eq!(overview.certifications, 1);
    }
}

both! {
    async fn the_audit_log_does_not_hold_the_account(t: Fixture) {
        submit(&t, standing(&t).await.version).await.expect("handed in");
        t.prove_account(&t.seller).await;
        let review = waiting(&t).await.expect("in the queue");
        t.market.act(&t.finance, rejection(review, 1, "bank")).await.expect("rejected");
        let filter = AuditFilter { operation: "SubmitCertification".into(), ..Default::default() };
        let rows = t.market.act(&t.admin, ListAudit { filter, ..Default::default() }).await.expect("the log").rows;
        let after = rows[0].after.as_ref().expect("what it was changed to");
        assert_eq!(after["content"]["account_number"], "****8901");
        let all = t.market.act(&t.admin, ListAudit::default()).await.expect("the log").rows;
        assert!(all.iter().all(|row| !format!("{row:?}").contains("755912345678901")));
    }
}

both! {
    async fn the_overview_counts_what_the_lists_show(t: Fixture) {
        t.set_now("2027-03-31T16:00:00Z");
        let overview = async |actor: &Actor| t.market.act(actor, GetSellerOverview {}).await.expect("the overview");
        let (before, other) = (overview(&t.seller).await, overview(&t.other_seller).await);
        t.market.act(&t.seller, CreateListing::default()).await.expect("a draft");
        pending(&t).await;
        on_sale(&t).await;
        reject(&t, review_of(&pending(&t).await), "name.zh").await;
        let now = overview(&t.seller).await;
        assert_eq!(
            (now.drafts, now.in_review, now.on_sale, now.rejected),
            (before.drafts + 1, before.in_review + 1, before.on_sale + 1, before.rejected + 1)
        );
        let months: Vec<&str> = now.months.iter().map(|(period, _)| period.as_str()).collect();
        // 2027-03-31 16:00 UTC is April in the business zone.
        assert_eq!((months.len(), months[0], months[11]), (12, "202605", "202704"));
        assert_eq!(overview(&t.other_seller).await, other);
    }
}

both! {
    async fn money_is_counted_in_the_period_it_was_paid_in(t: Fixture) {
        t.set_now("2027-04-15T04:00:00Z");
        let email = |actor: &Actor| actor.signed().expect("a person").viewer.email.clone();
        let before = t.market.act(&t.seller, GetSellerOverview {}).await.expect("the overview");
        let order = |number: &str, paid_at: Option<&str>, gross: i64| {
            serde_json::json!({
                "number": number, "seller_email": email(&t.seller), "customer_email": email(&t.buyer),
                "created_at": "2027-03-01T00:00:00Z", "paid_at": paid_at,
                "lines": [{
                    "product": { "zh": "云梯工单", "en": "Yunti Desk" }, "spec": { "zh": "基础版 50 用户", "en": "Basic, 50 users" },
                    "term": "month", "gross": { "minor": gross, "currency": "CNY" },
                }],
            })
        };
        let orders = serde_json::json!([
            order("CSTEST1", Some("2027-03-31T15:59:59.999999Z"), 100),
            order("CSTEST2", Some("2027-03-31T16:00:00Z"), 10),
            order("CSTEST3", Some("2027-04-14T00:00:00Z"), 1),
            order("CSTEST4", None, 1_000),
        ]);
        let import: guildhall_sdk::orders::ImportOrders =
            serde_json::from_value(serde_json::json!({ "orders": orders })).expect("orders");
        let report = t.market.act(&t.finance, import).await.expect("imported");
        assert_eq!((report.added, report.refused.len()), (4, 0), "{report:?}");
        let now = t.market.act(&t.seller, GetSellerOverview {}).await.expect("the overview");
        let gained = |at: usize| now.months[at].1.minor - before.months[at].1.minor;
        assert_eq!((gained(9), gained(10), gained(11)), (0, 100, 11));
        assert_eq!(now.unbilled, Money::cny(before.unbilled.minor + 111));
    }
}
