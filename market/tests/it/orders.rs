//! Orders: never more than allowed, never twice, paid once, provisioned, taken in from elsewhere.

use crate::offers::{NOW, day, email, mails, offer, order_of, place, token};
use guildhall_market::{
    Actor, RequestInfo,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    finding::Code,
    ids::OrderId,
    money::Money,
    offers::GetOffer,
    orders::{
        CancelOrder, ConfirmProvisioning, GetMyOrder, GetOrder, ImportOrders, ImportReport, ImportedOrder,
        ListMyOrders, ListOrders, OrderFilter, OrderState, OrderView, PayOrder, PaymentState, SandboxOutcome,
    },
    portal::{AppError, Conflict},
};
use uuid::Uuid;

fn key(text: impl ToString) -> RequestInfo {
    RequestInfo {
        id: "test".into(),
        idempotency_key: Some(text.to_string()),
        ..RequestInfo::default()
    }
}

async fn pay(t: &Fixture, order: OrderId, outcome: SandboxOutcome) -> Result<OrderView, AppError> {
    t.market.act(&t.buyer, PayOrder { order, outcome }).await
}

/// An unpaid order.
async fn unpaid(t: &Fixture, name: &str) -> OrderView {
    t.set_now(NOW);
    let offer = offer(t, name, |_| {}).await;
    place(t, &offer).await.expect("an order")
}

both! {
    async fn an_order_goes_from_the_link_to_completion(t: Fixture) {
        t.set_now(NOW);
        let offer = offer(&t, "Whole way", |_| {}).await;
        let price = &offer.terms.prices[0];
        let mut request = order_of(&token(&offer), price);
        request.quantity = 3;
        request.expected = Money { minor: price.deal.minor * 3, ..price.deal };
        let placed = t.market.act(&t.buyer, request).await.expect("an order");
        assert_eq!(placed.state, OrderState::Unpaid);
        assert!(placed.number.starts_with("CS2611221700") && placed.number.len() == 17, "{}", placed.number);
        assert_eq!(placed.total.minor, price.deal.minor * 3);
        let line = &placed.lines[0];
        assert_eq!(line.number, format!("{}-000001", placed.number));
        assert_eq!((line.quantity, line.list, line.gross), (3, price.list, placed.total));
        assert_eq!((&line.product, &line.spec_name), (&offer.terms.product, &price.spec_name));
        let id = placed.id;
        // Not paid: nothing to provision.
        let early = t.market.act(&t.seller, ConfirmProvisioning { order: id }).await;
        assert_eq!(early.expect_err("early"), AppError::wrong_state("unpaid"));

        let refused = pay(&t, id, SandboxOutcome::Fail).await.expect("the provider said no");
        assert_eq!((refused.state, refused.payment), (OrderState::Unpaid, Some(PaymentState::Failed)));
        t.set_now("2026-11-22T09:05:00Z");
        let paid = pay(&t, id, SandboxOutcome::Succeed).await.expect("paid");
        assert_eq!((paid.state, paid.payment), (OrderState::Processing, Some(PaymentState::Succeeded)));
        assert!(paid.paid_at.is_some() && paid.lines[0].effective_at.is_none());
        assert!(mails(&t, &email(&t.buyer)).await.iter().any(|m| m.text.contains(&format!("/my/orders/{id}"))));
        assert!(mails(&t, &email(&t.seller)).await.iter().any(|m| m.text.contains(&format!("/seller/orders/{id}"))));

        let done = t.market.act(&t.seller, ConfirmProvisioning { order: id }).await.expect("provisioned");
        assert_eq!(done.state, OrderState::Completed);
        assert!(done.completed_at.is_some() && done.lines[0].effective_at.is_some());
        let again = t.market.act(&t.seller, ConfirmProvisioning { order: id }).await;
        assert_eq!(again.expect_err("once"), AppError::wrong_state("completed"));
        let told = mails(&t, &email(&t.buyer)).await;
        assert_eq!(told.iter().filter(|m| m.subject.contains(&placed.number)).count(), 2, "paid, completed");
        let events = t.market.act(&t.seller, GetOffer { offer: offer.terms.id }).await.expect("the offer").timeline;
        assert_eq!(events.last().expect("events").1, format!("ordered:{}", placed.number));
    }
}

both! {
    async fn however_many_click_at_once_an_offer_is_used_as_often_as_it_allows(t: Fixture) {
        t.set_now(NOW);
        let offer = offer(&t, "Three only", |r| r.max_orders = 3).await;
        let request = order_of(&token(&offer), &offer.terms.prices[0]);
        let keys: Vec<RequestInfo> = (0..20).map(key).collect();
        let clicks = keys.iter().map(|key| t.market.run(&t.buyer, key, request.clone()));
        let answers = futures::future::join_all(clicks).await;
        let mut numbers: Vec<&str> = answers.iter().filter_map(|a| a.as_ref().ok()).map(|o| o.number.as_str()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 3);
        for error in answers.iter().filter_map(|a| a.as_ref().err()) {
            assert_eq!(*error, AppError::conflict(Conflict::UsedUp));
        }
        assert_eq!(t.int("SELECT COUNT(*) FROM purchase_order").await, 3);
        assert_eq!(t.int("SELECT COUNT(*) FROM order_line").await, 3);
        assert_eq!(t.market.act(&t.seller, GetOffer { offer: offer.terms.id }).await.expect("the offer").terms.used, 3);
    }
}

both! {
    async fn the_same_key_is_the_same_order(t: Fixture) {
        t.set_now(NOW);
        let offer = offer(&t, "One key", |r| r.max_orders = 10).await;
        let request = order_of(&token(&offer), &offer.terms.prices[0]);
        let same = key("one-click");
        let answers = futures::future::join_all((0..10).map(|_| t.market.run(&t.buyer, &same, request.clone()))).await;
        let first = answers[0].as_ref().expect("an order");
        for answer in &answers {
            assert_eq!(answer.as_ref().expect("the same order"), first);
        }
        assert_eq!(t.int("SELECT COUNT(*) FROM purchase_order").await, 1);
        let mut other = request.clone();
        other.quantity = 2;
        let reused = t.market.run(&t.buyer, &same, other).await.expect_err("another request");
        assert_eq!(reused, AppError::conflict(Conflict::KeyReused));
        // Another person's key is another key.
        let theirs = t.market.run(&t.other_buyer, &same, request).await.expect_err("wrong account");
        assert_eq!(theirs, AppError::Forbidden);
    }
}

both! {
    async fn only_the_price_that_was_shown_is_charged(t: Fixture) {
        t.set_now(NOW);
        let offer = offer(&t, "Shown", |_| {}).await;
        let price = &offer.terms.prices[0];
        let good = order_of(&token(&offer), price);
        let mut stale = good.clone();
        stale.expected.minor -= 1;
        let error = t.market.act(&t.buyer, stale).await.expect_err("another price");
        assert_eq!((error.findings()[0].path.as_str(), error.findings()[0].code), ("expected", Code::OrderPriceChanged));
        assert_eq!(error.findings()[0].params["price"], price.deal.display());
        let mut unticked = good.clone();
        unticked.terms_accepted = false;
        let error = t.market.act(&t.buyer, unticked).await.expect_err("terms");
        assert_eq!(error, AppError::field("terms_accepted", Code::TermsNotAccepted));
        let mut other_spec = good.clone();
        other_spec.spec = Uuid::from_u128(5).into();
        let error = t.market.act(&t.buyer, other_spec).await.expect_err("no such spec");
        assert_eq!(error, AppError::field("spec", Code::Unknown));
        assert_eq!(t.int("SELECT COUNT(*) FROM purchase_order").await, 0);
        assert!(t.market.act(&t.buyer, good).await.is_ok(), "a refusal uses nothing up");
    }
}

both! {
    async fn an_order_is_paid_once(t: Fixture) {
        let order = unpaid(&t, "Paid once").await.id;
        let clicks = futures::future::join_all((0..6).map(|_| pay(&t, order, SandboxOutcome::Succeed))).await;
        assert_eq!(clicks.iter().filter(|c| c.is_ok()).count(), 1);
        for error in clicks.into_iter().filter_map(Result::err) {
            assert_eq!(error, AppError::wrong_state("processing"));
        }
        assert_eq!(t.int("SELECT COUNT(*) FROM payment WHERE state = 'succeeded'").await, 1);
        assert_eq!(t.int("SELECT COUNT(*) FROM payment").await, 1);
        let error = t.market.act(&t.buyer, CancelOrder { order }).await.expect_err("paid");
        assert_eq!(error, AppError::wrong_state("processing"));
    }
}

both! {
    async fn a_payment_that_is_under_way_settles_later(t: Fixture) {
        let order = unpaid(&t, "Later").await.id;
        let pending = pay(&t, order, SandboxOutcome::Later).await.expect("under way");
        assert_eq!((pending.state, pending.payment), (OrderState::Unpaid, Some(PaymentState::Pending)));
        for refused in [
            pay(&t, order, SandboxOutcome::Succeed).await,
            t.market.act(&t.buyer, CancelOrder { order }).await,
        ] {
            assert_eq!(refused.expect_err("under way"), AppError::wrong_state("pending"));
        }
        assert_eq!(t.drain_jobs().await.failed, 0);
        let mine = async || t.market.act(&t.buyer, GetMyOrder { order }).await.expect("my order");
        assert_eq!(mine().await.state, OrderState::Unpaid, "the provider takes five seconds");
        t.set_now("2026-11-22T09:00:05Z");
        assert_eq!(t.drain_jobs().await.failed, 0);
        let paid = mine().await;
        assert_eq!((paid.state, paid.payment), (OrderState::Processing, Some(PaymentState::Succeeded)));
        assert_eq!(t.drain_jobs().await.failed, 0);
        assert_eq!(mine().await, paid);
    }
}

both! {
    async fn cancelling_gives_the_use_back(t: Fixture) {
        t.set_now(NOW);
        let offer = offer(&t, "Back again", |_| {}).await;
        let first = place(&t, &offer).await.expect("an order");
        assert_eq!(place(&t, &offer).await.expect_err("used up"), AppError::conflict(Conflict::UsedUp));
        let cancel = || t.market.act(&t.buyer, CancelOrder { order: first.id });
        let clicks = futures::future::join_all((0..5).map(|_| cancel())).await;
        assert_eq!(clicks.iter().filter(|c| c.is_ok()).count(), 1);
        assert_eq!(cancel().await.expect_err("once"), AppError::wrong_state("cancelled"));
        assert_eq!(t.int("SELECT used FROM offer").await, 0);
        place(&t, &offer).await.expect("another order");
        assert_eq!(t.int("SELECT COUNT(*) FROM order_line WHERE cancelled_at IS NOT NULL").await, 1);
        let error = pay(&t, first.id, SandboxOutcome::Succeed).await.expect_err("cancelled");
        assert_eq!(error, AppError::wrong_state("cancelled"));
    }
}

both! {
    async fn paying_and_cancelling_at_once_do_one_of_the_two(t: Fixture) {
        for round in 0..6 {
            let order = unpaid(&t, &format!("Race {round}")).await.id;
            let cancel = t.market.act(&t.buyer, CancelOrder { order });
            let (paid, cancelled) = futures::future::join(pay(&t, order, SandboxOutcome::Later), cancel).await;
            assert!(paid.is_ok() != cancelled.is_ok(), "{paid:?} {cancelled:?}");
        }
    }
}

both! {
    async fn another_ones_order_is_not_there(t: Fixture) {
        let order = unpaid(&t, "Mine").await.id;
        for order in [order, OrderId(Uuid::from_u128(3))] {
            let m = &t.market;
            let answers = [
                m.act(&t.other_buyer, GetMyOrder { order }).await,
                m.act(&t.other_buyer, PayOrder { order, outcome: SandboxOutcome::Succeed }).await,
                m.act(&t.other_buyer, CancelOrder { order }).await,
                m.act(&t.other_seller, GetOrder { order }).await,
                m.act(&t.other_seller, ConfirmProvisioning { order }).await,
            ];
            for answer in answers {
                assert_eq!(answer, Err(AppError::NotFound));
            }
        }
        assert!(t.market.act(&t.seller, GetOrder { order }).await.is_ok());
        assert!(t.market.act(&t.other_buyer, ListMyOrders::default()).await.expect("a list").rows.is_empty());
    }
}

/// The documented example, with the fixture's people.
fn example(t: &Fixture) -> Vec<ImportedOrder> {
    include_str!("../../../docs/examples/orders.jsonl")
        .lines()
        .map(|line| {
            let mut order: ImportedOrder = serde_json::from_str(line).expect("an order");
            order.seller_email = email(&t.seller);
            order.customer_email = email(&t.buyer).to_uppercase();
            order
        })
        .collect()
}

both! {
    async fn an_import_adds_each_order_once(t: Fixture) {
        t.set_now(NOW);
        let orders = example(&t);
        let import = async |orders: Vec<ImportedOrder>| {
            t.market.act(&t.finance, ImportOrders { orders }).await.expect("a report")
        };
        let first = import(orders.clone()).await;
        assert_eq!(first, ImportReport { added: 3, ..ImportReport::default() });
        let again = import([orders.clone(), orders.clone()].concat()).await;
        assert_eq!(again, ImportReport { unchanged: 6, ..ImportReport::default() });

        let states = async |state| {
            let filter = OrderFilter { state: Some(state), ..OrderFilter::default() };
            let page = t.market.act(&t.seller, ListOrders { filter, ..ListOrders::default() }).await.expect("a list");
            page.rows.into_iter().map(|r| r.number).collect::<Vec<_>>()
        };
        assert_eq!(states(OrderState::Completed).await, [orders[0].number.clone()]);
        assert_eq!(states(OrderState::Processing).await, [orders[1].number.clone()]);
        assert_eq!(states(OrderState::Unpaid).await, [orders[2].number.clone()]);

        let mut changed = orders.clone();
        changed[1].lines[0].gross.minor += 1;
        changed[2].number = "NEW-1".into();
        changed[2].seller_email = email(&t.buyer);
        changed[2].customer_email = "nobody@nowhere.test".into();
        let report = import(changed).await;
        assert_eq!((report.added, report.unchanged), (0, 1));
        let refused: Vec<_> = report.refused.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(
            refused,
            [
                ("orders.1.number", Code::Changed),
                ("orders.2.seller_email", Code::Unknown),
                ("orders.2.customer_email", Code::Unknown)
            ]
        );
        assert_eq!(t.int("SELECT COUNT(*) FROM purchase_order").await, 3);
        assert_eq!(t.int("SELECT COUNT(*) FROM order_line").await, 4);
    }
}

both! {
    async fn imports_at_once_add_each_order_once(t: Fixture) {
        t.set_now(NOW);
        let orders = example(&t);
        let run = || t.market.act(&Actor::System("test"), ImportOrders { orders: orders.clone() });
        let reports = futures::future::join_all((0..5).map(|_| run())).await;
        let reports: Vec<ImportReport> = reports.into_iter().map(|r| r.expect("a report")).collect();
        assert_eq!(reports.iter().map(|r| r.added).sum::<u64>(), 3);
        assert_eq!(reports.iter().map(|r| r.unchanged).sum::<u64>(), 12);
    }
}

both! {
    async fn order_lists_filter_by_business_days_and_names(t: Fixture) {
        t.set_now(NOW);
        t.market.act(&t.finance, ImportOrders { orders: example(&t) }).await.expect("imported");
        let found = async |filter: OrderFilter| {
            let mine = ListMyOrders { filter: filter.clone(), ..ListMyOrders::default() };
            let customers = t.market.act(&t.buyer, mine).await.expect("a list");
            let sellers = t.market.act(&t.seller, ListOrders { filter, ..ListOrders::default() }).await.expect("a list");
            assert_eq!(customers.rows.len(), sellers.rows.len());
            assert_eq!(customers.count.rows, customers.rows.len() as u64);
            customers.rows.len()
        };
        let all = OrderFilter::default;
        // 2026-10-15 01:30 UTC is 09:30 of the 15th in the business zone.
        let days = |from: &str, to: &str| OrderFilter { from: Some(day(from)), to: Some(day(to)), ..all() };
        assert_eq!(found(all()).await, 3);
        assert_eq!(found(days("2026-10-15", "2026-10-15")).await, 1);
        assert_eq!(found(days("2026-10-16", "2026-11-02")).await, 2);
        assert_eq!(found(OrderFilter { number: "cs2610".into(), ..all() }).await, 2);
        assert_eq!(found(OrderFilter { number: "2610".into(), ..all() }).await, 0);
        assert_eq!(found(OrderFilter { product: "cloud TICKET".into(), ..all() }).await, 3);
        assert_eq!(found(OrderFilter { product: "工单".into(), ..all() }).await, 3);
        assert_eq!(found(OrderFilter { product: "_".into(), ..all() }).await, 0);
    }
}

#[test]
fn the_documented_schema_is_the_one_we_read() {
    let schema = schemars::schema_for!(ImportedOrder);
    let documented: serde_json::Value =
        serde_json::from_str(include_str!("../../../docs/formats/order.schema.json")).expect("JSON");
    let now = serde_json::to_value(&schema).expect("JSON");
    let text = serde_json::to_string_pretty(&now).expect("JSON");
    assert!(
        documented == now,
        "docs/formats/order.schema.json should be:\n{text}"
    );
}
