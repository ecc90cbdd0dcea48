//! The seller page: tiers, points, appeals.

use crate::support::{finding, mails_to};
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    finding::Code,
    ids::DeductionId,
    portal::{AppError, Conflict},
    sellers::{
        AppealDeduction, CompanyView, DecideAppeal, DeductionState, GetCompany, GetConduct, ListConduct,
        RecordDeduction, SellerTier, SetSellerTier, Violation, WatchList,
    },
};

fn record(t: &Fixture, violation: Violation, points: u32) -> RecordDeduction {
    RecordDeduction {
        seller: t.seller.organisation().expect("a seller"),
        violation,
        points,
        evidence: "三次拨打服务电话均无人接听。".into(),
        listed: None,
    }
}

async fn company(t: &Fixture) -> CompanyView {
    t.market
        .act(&t.seller, GetCompany {})
        .await
        .expect("the seller page")
}

async fn recorded(t: &Fixture, violation: Violation, points: u32) -> DeductionId {
    let view = t
        .market
        .act(&t.reviewer, record(t, violation, points))
        .await
        .expect("recorded");
    view.deductions[0].id
}

fn appeal(deduction: DeductionId) -> AppealDeduction {
    AppealDeduction {
        deduction,
        text: "当日电话系统维护。".into(),
    }
}

fn decide(deduction: DeductionId, lift: bool) -> DecideAppeal {
    DecideAppeal {
        deduction,
        lift,
        decision: "已核实公告。".into(),
    }
}

fn tier(t: &Fixture, from: SellerTier, to: SellerTier) -> SetSellerTier {
    SetSellerTier {
        seller: t.seller.organisation().expect("a seller"),
        replaces: from,
        tier: to,
        reason: "上一年度交易额达标。".into(),
    }
}

both! {
    async fn a_small_deduction_waits_and_is_taken_when_nobody_appeals(t: Fixture) {
        let before = company(&t).await;
        assert_eq!((before.points, before.tier.tier, before.deductions.len()), (100, SellerTier::Certified, 0));
        let mails = mails_to(&t, &t.seller).await.len();
        let id = recorded(&t, Violation::Unreachable, 5).await;
        let waiting = company(&t).await;
        assert_eq!((waiting.points, waiting.deductions[0].state), (100, DeductionState::Waiting));
        assert_eq!(waiting.deductions[0].recorded_by, "", "who recorded it is the operator's own business");
        assert_eq!(mails_to(&t, &t.seller).await.len(), mails + 1);
        // Sunday: three working days from Monday's beginning.
        let until = waiting.deductions[0].appeal_until.expect("a time to appeal");
        assert_eq!(until.to_rfc3339(), "2026-11-25T16:00:00+00:00");
        t.drain_jobs().await;
        assert_eq!(company(&t).await.points, 100);
        t.set_now("2026-11-25T16:00:01Z");
        let late = t.market.act(&t.seller, appeal(id)).await.expect_err("too late");
        assert_eq!(finding(&late), Some(("text".into(), Code::AppealOver)));
        t.drain_jobs().await;
        t.drain_jobs().await;
        let taken = company(&t).await;
        assert_eq!((taken.points, taken.deductions[0].state), (95, DeductionState::Executed));
        assert_eq!(mails_to(&t, &t.seller).await.len(), mails + 2);
        assert_eq!(t.market.act(&t.seller, appeal(id)).await.err(), Some(AppError::wrong_state("executed")));
    }
}

both! {
    async fn a_large_deduction_is_executed_at_once_and_points_never_fall_below_none(t: Fixture) {
        for left in [50, 0, 0] {
            let id = recorded(&t, Violation::Sabotage, 50).await;
            assert_eq!(company(&t).await.points, left);
            assert_eq!(t.market.act(&t.seller, appeal(id)).await.err(), Some(AppError::wrong_state("executed")));
        }
    }
}

both! {
    async fn of_two_deductions_at_once_both_are_taken(t: Fixture) {
        let (a, b) = tokio::join!(
            t.market.act(&t.reviewer, record(&t, Violation::Spam, 40)),
            t.market.act(&t.second_reviewer, record(&t, Violation::Spam, 40)),
        );
        assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
        let now = company(&t).await;
        assert_eq!((now.points, now.deductions.len()), (20, 2));
    }
}

both! {
    async fn an_appeal_is_decided_by_somebody_else_and_once(t: Fixture) {
        let id = recorded(&t, Violation::FakeSales, 10).await;
        assert_eq!(t.market.act(&t.other_seller, appeal(id)).await.err(), Some(AppError::NotFound));
        assert_eq!(t.market.act(&t.product_manager, appeal(id)).await.err(), Some(AppError::Forbidden));
        assert_eq!(t.market.act(&t.admin, decide(id, true)).await.err(), Some(AppError::wrong_state("waiting")));
        t.market.act(&t.seller, appeal(id)).await.expect("appealed");
        // The time goes on while the operator looks at it: nothing is taken by itself.
        t.set_now("2026-12-20T08:00:00Z");
        t.drain_jobs().await;
        assert_eq!(company(&t).await.deductions[0].state, DeductionState::Appealed);
        let only = ListConduct { appeals: true, ..ListConduct::default() };
        let list = t.market.act(&t.admin, only).await.expect("the list").rows;
        assert_eq!((list.len(), list[0].appeals), (1, 1));
        let own = t.market.act(&t.reviewer, decide(id, false)).await.expect_err("recorded it");
        assert_eq!(finding(&own), Some(("decision".into(), Code::AppealOwn)));
        let seen = async |actor: &Actor| {
            let seller = t.seller.organisation().expect("a seller");
            t.market.act(actor, GetConduct { seller }).await.expect("the page").deductions[0].may_decide
        };
        assert!(!seen(&t.reviewer).await && seen(&t.admin).await);
        let (a, b) = tokio::join!(
            t.market.act(&t.admin, decide(id, false)),
            t.market.act(&t.second_reviewer, decide(id, true)),
        );
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        let now = company(&t).await;
        assert_eq!(now.points, if a.is_ok() { 90 } else { 100 });
        assert_eq!(now.deductions[0].decision, "已核实公告。");
    }
}

both! {
    async fn the_catalogue_and_the_evidence_are_asked_for(t: Fixture) {
        let wrong = t.market.act(&t.reviewer, record(&t, Violation::FakeSales, 11)).await.expect_err("not the catalogue's");
        assert_eq!(finding(&wrong), Some(("points".into(), Code::PointsFixed)));
        let silent = RecordDeduction { evidence: " ".into(), ..record(&t, Violation::FakeSales, 10) };
        let silent = t.market.act(&t.reviewer, silent).await.expect_err("without evidence");
        assert_eq!(finding(&silent), Some(("evidence".into(), Code::Required)));
        let over = "2026-11-22".parse().expect("a day");
        let over = RecordDeduction { listed: Some((WatchList::Yellow, over)), ..record(&t, Violation::FakeSales, 10) };
        let over = t.market.act(&t.reviewer, over).await.expect_err("a list that ends today");
        assert_eq!(finding(&over), Some(("listed_until".into(), Code::DayOver)));
        assert_eq!(t.market.act(&t.finance, record(&t, Violation::Spam, 40)).await.err(), Some(AppError::Forbidden));
        let customer = RecordDeduction { seller: t.buyer.organisation().expect("a customer"), ..record(&t, Violation::Spam, 40) };
        assert_eq!(t.market.act(&t.reviewer, customer).await.err(), Some(AppError::NotFound));
    }
}

both! {
    async fn a_tier_is_the_administrators_decision_under_the_table(t: Fixture) {
        use SellerTier::{Certified, Preferred};
        let early = t.market.act(&t.admin, tier(&t, Certified, Preferred)).await.expect_err("too early");
        let codes: Vec<Code> = early.findings().iter().map(|f| f.code).collect();
        assert_eq!(codes, [Code::TierTooEarly, Code::TierTooLittle]);
        assert_eq!(t.market.act(&t.reviewer, tier(&t, Certified, Preferred)).await.err(), Some(AppError::Forbidden));
        // Next June, with ¥1,000,000 paid this year.
        sold(&t, "2026-12-31T15:59:59Z", 100_000_000).await;
        t.set_now("2027-06-01T00:00:00Z");
        let listed = RecordDeduction {
            listed: Some((WatchList::Yellow, "2027-08-31".parse().expect("a day"))),
            ..record(&t, Violation::Spam, 40)
        };
        t.market.act(&t.reviewer, listed).await.expect("recorded");
        let refused = t.market.act(&t.admin, tier(&t, Certified, Preferred)).await.expect_err("on the yellow list");
        assert_eq!(finding(&refused), Some(("tier".into(), Code::TierRestricted)));
        t.set_now("2027-08-31T16:00:00Z");
        let mails = mails_to(&t, &t.seller).await.len();
        let now = t.market.act(&t.admin, tier(&t, Certified, Preferred)).await.expect("promoted");
        assert_eq!((now.tier.tier, now.listed), (Preferred, None));
        assert_eq!(company(&t).await.tier_reason, "上一年度交易额达标。");
        assert_eq!(mails_to(&t, &t.seller).await.len(), mails + 1);
        let stale = AppError::conflict(Conflict::WrongState { state: "preferred".into() });
        assert_eq!(t.market.act(&t.admin, tier(&t, Certified, Preferred)).await.err(), Some(stale));
        t.market.act(&t.admin, tier(&t, Preferred, Certified)).await.expect("a demotion asks for nothing");
    }
}

both! {
    async fn trade_of_another_year_does_not_count(t: Fixture) {
        sold(&t, "2026-12-31T16:00:00Z", 100_000_000).await;
        t.set_now("2027-06-01T00:00:00Z");
        assert_eq!(company(&t).await.tier.trade.minor, 0);
        t.set_now("2028-06-01T00:00:00Z");
        assert_eq!(company(&t).await.tier.trade.minor, 100_000_000);
    }
}

/// An order of the seller's that was paid elsewhere.
async fn sold(t: &Fixture, paid_at: &str, gross: i64) {
    let email = |actor: &Actor| actor.signed().expect("a person").viewer.email.clone();
    let orders = serde_json::json!([{
        "number": "CSTIER1", "seller_email": email(&t.seller), "customer_email": email(&t.buyer),
        "created_at": "2026-11-01T00:00:00Z", "paid_at": paid_at,
        "lines": [{
            "product": { "zh": "云梯工单", "en": "Yunti Desk" }, "spec": { "zh": "基础版 50 用户", "en": "Basic, 50 users" },
            "term": "year", "gross": { "minor": gross, "currency": "CNY" },
        }],
    }]);
    t.set_now("2027-01-02T00:00:00Z");
    let import: guildhall_sdk::orders::ImportOrders =
        serde_json::from_value(serde_json::json!({ "orders": orders })).expect("orders");
    let report = t.market.act(&t.finance, import).await.expect("imported");
    assert_eq!(report.added, 1, "{report:?}");
}
