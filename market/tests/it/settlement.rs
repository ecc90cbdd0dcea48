//! Bills: who gets one, what is in it, what is left and why; on both databases.

mod browse;
mod killed;
mod load;

use chrono::{DateTime, Utc};
use guildhall_market::{
    Actor, Market,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    finding::Code,
    lang::Bilingual,
    listings::{Term, TradeClass},
    money::{BasisPoints, Currency, Money},
    orders::{ImportOrders, ImportedLine, ImportedOrder},
    portal::{AppError, PageRequest},
    reviews::{DecideReview, Decision, ListReviews, ReviewKind},
    sellers::{CertificationContent, GetCertification, SubmitCertification},
    settlement::{
        BillRow, BillRunReport, Condition, ExplainLine, FEE_RULE, ListBillLines, ListBills, ListTransactions,
        RunBills, TransactionRow, split,
    },
    time::Period,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use std::collections::BTreeMap;

pub const SYSTEM: Actor = Actor::System("test");

pub fn email(actor: &Actor) -> String {
    actor.signed().expect("somebody").viewer.email.clone()
}

pub fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

/// Certifies a seller at the fixture's present.
pub async fn certify(t: &Fixture, seller: &Actor) {
    let version = t
        .market
        .act(seller, GetCertification {})
        .await
        .expect("the certification")
        .version;
    let content = CertificationContent {
        company: "星河软件有限公司".into(),
        tax_number: "91440300MA5EXAMPL1".into(),
        general_taxpayer: true,
        tax_rate: Some(6),
        bank: "招商银行深圳分行".into(),
        account_name: "星河软件有限公司".into(),
        account_number: "755912345678901".into(),
        contact_name: "王会计".into(),
        contact_phone: "+86 755 1234 5678".into(),
        contact_mail: "finance@example.com".into(),
    };
    t.market
        .act(seller, SubmitCertification { version, content })
        .await
        .expect("handed in");
    t.prove_account(seller).await;
    let list = ListReviews {
        kind: Some(ReviewKind::Certification),
        ..Default::default()
    };
    let queue = t.market.act(&t.finance, list).await.expect("the queue").rows;
    let review = queue
        .iter()
        .find(|r| Some(r.seller) == seller.organisation())
        .expect("in the queue")
        .id;
    let yes = DecideReview {
        review,
        version: 1,
        decision: Decision::Approve,
        comments: Vec::new(),
    };
    t.market.act(&t.finance, yes).await.expect("approved");
}

/// A fixture whose seller was certified in September 2026, on 3 November.
pub async fn november(t: &Fixture) {
    t.set_now("2026-09-01T00:00:00Z");
    certify(t, &t.seller).await;
    t.set_now("2026-11-03T02:00:00Z");
}

/// An order of one line that is ready to be billed for 202610, unless changed.
pub fn order(t: &Fixture, number: &str, minor: i64) -> ImportedOrder {
    ImportedOrder {
        number: number.into(),
        seller_email: email(&t.seller),
        customer_email: email(&t.buyer),
        created_at: "2026-10-10T02:00:00Z".parse().expect("instant"),
        paid_at: Some("2026-10-10T03:00:00Z".parse().expect("instant")),
        lines: vec![line(minor)],
    }
}

pub fn line(minor: i64) -> ImportedLine {
    ImportedLine {
        product: Bilingual::new("云梯工单", "Yunti Desk"),
        spec: Bilingual::new("基础版 50 用户", "Basic, 50 users"),
        term: Term::Month,
        class: TradeClass::Common,
        quantity: 1,
        gross: Money::cny(minor),
        effective_at: Some("2026-10-11T03:00:00Z".parse().expect("instant")),
    }
}

pub async fn import(market: &Market, orders: Vec<ImportedOrder>) {
    let wanted = orders.len() as u64;
    let report = market
        .act(&SYSTEM, ImportOrders { orders })
        .await
        .expect("imported");
    assert_eq!((report.added, &report.refused), (wanted, &Vec::new()));
}

pub async fn run(t: &Fixture, text: &str) -> BillRunReport {
    t.market
        .act(
            &t.finance,
            RunBills {
                period: period(text),
                dry_run: false,
            },
        )
        .await
        .expect("a run")
}

pub async fn bills(t: &Fixture, actor: &Actor) -> Vec<BillRow> {
    t.market
        .act(actor, ListBills::default())
        .await
        .expect("bills")
        .rows
}

pub async fn transactions(t: &Fixture) -> BTreeMap<String, TransactionRow> {
    let list = ListTransactions {
        page: PageRequest {
            size: Some(200),
            cursor: None,
        },
        ..Default::default()
    };
    let rows = t.market.act(&t.seller, list).await.expect("transactions").rows;
    rows.into_iter()
        .map(|r| (r.number.trim_end_matches("-000001").to_owned(), r))
        .collect()
}

/// Every line of a bill, page by page.
pub async fn all_lines(
    t: &Fixture,
    bill: &BillRow,
    size: u32,
) -> Vec<guildhall_sdk::settlement::BillLineRow> {
    let (mut lines, mut cursor) = (Vec::new(), None);
    loop {
        let page = PageRequest {
            cursor,
            size: Some(size),
        };
        let list = ListBillLines {
            bill: bill.id,
            filter: Default::default(),
            page,
        };
        let answer = t.market.act(&t.seller, list).await.expect("lines");
        lines.extend(answer.page.rows);
        cursor = answer.page.next;
        if cursor.is_none() {
            return lines;
        }
    }
}

/// A bill is the sum of its lines, and each line is split by the one rule.
pub async fn check_bill(t: &Fixture, bill: &BillRow) {
    let lines = all_lines(t, bill, 200).await;
    assert_eq!(lines.len() as u64, bill.lines);
    let sum = |of: fn(&guildhall_sdk::settlement::BillLineRow) -> Money| {
        lines.iter().map(|l| of(l).minor).sum::<i64>()
    };
    assert_eq!(
        (sum(|l| l.gross), sum(|l| l.fee), sum(|l| l.net)),
        (bill.gross.minor, bill.fee.minor, bill.net.minor)
    );
    assert_eq!(bill.fee.minor + bill.net.minor, bill.gross.minor);
    for (i, line) in lines.iter().enumerate() {
        assert_eq!(line.seq, i as i64 + 1);
        assert_eq!((line.fee, line.net), split(line.gross, line.rate));
        assert_eq!((line.rate, line.rule.as_str()), (BasisPoints(500), FEE_RULE));
    }
    assert!(
        lines.windows(2).all(|w| w[0].line_number < w[1].line_number),
        "seq grows with the line number"
    );
}

fn skipped(report: &BillRunReport) -> Vec<(&str, u64)> {
    report
        .skipped
        .iter()
        .map(|(reason, n)| (reason.as_str(), *n))
        .collect()
}

both! {
    async fn each_condition_alone_keeps_a_line_out(t: Fixture) {
        november(&t).await;
        let at = |text: &str| Some(text.parse().expect("instant"));
        let mut orders = Vec::new();
        for (number, paid_at, effective_at) in [
            ("READY", at("2026-10-10T03:00:00Z"), at("2026-10-11T03:00:00Z")),
            // The period ends at 2026-10-31T16:00:00Z in the business zone.
            ("LAST", at("2026-10-31T15:59:59.999999Z"), at("2026-10-31T15:59:59.999999Z")),
            ("UNPAID", None, at("2026-10-11T03:00:00Z")),
            ("PAIDLATE", at("2026-10-31T16:00:00Z"), at("2026-10-11T03:00:00Z")),
            ("IDLE", at("2026-10-10T03:00:00Z"), None),
            ("LATE", at("2026-10-10T03:00:00Z"), at("2026-10-31T16:00:00Z")),
            ("SUPERVISED", at("2026-10-10T03:00:00Z"), at("2026-10-11T03:00:00Z")),
            ("DONELATE", at("2026-10-10T03:00:00Z"), at("2026-10-11T03:00:00Z")),
            ("DONE", at("2026-10-10T03:00:00Z"), at("2026-10-11T03:00:00Z")),
        ] {
            let mut one = order(&t, number, 200_000);
            one.paid_at = paid_at;
            one.lines[0].effective_at = effective_at;
            orders.push(one);
        }
        // The other seller never certified.
        orders.push(ImportedOrder { seller_email: email(&t.other_seller), ..order(&t, "OTHER", 200_000) });
        import(&t.market, orders).await;
        for (number, done) in [("SUPERVISED", None), ("DONELATE", at("2026-10-31T16:00:00Z")), ("DONE", at("2026-10-31T15:59:59Z"))] {
            let done = done.map_or("NULL".to_owned(), |at: DateTime<Utc>| at.timestamp_micros().to_string());
            let put = format!("UPDATE order_line SET supervised = 1, supervision_done_at = {done} WHERE number = '{number}-000001'");
            assert_eq!(t.execute(&put).await, 1);
        }

        let dry = t.market.act(&t.finance, RunBills { period: period("202610"), dry_run: true }).await.expect("a dry run");
        assert_eq!(bills(&t, &t.finance).await, [], "a dry run writes nothing");
        let report = run(&t, "202610").await;
        assert_eq!((report.billed, report.bills.len()), (3, 1));
        assert_eq!(skipped(&report), [("certified", 1), ("effective", 2), ("paid", 2), ("supervision", 2)]);
        assert_eq!((dry.billed, &dry.skipped, dry.run_id), (report.billed, &report.skipped, None));
        let plain = |b: &BillRow| (b.seller, b.class, b.gross, b.fee, b.net, b.lines);
        assert_eq!(dry.bills.iter().map(plain).collect::<Vec<_>>(), report.bills.iter().map(plain).collect::<Vec<_>>());
        let bill = &report.bills[0];
        let numbers: Vec<String> = all_lines(&t, bill, 50).await.into_iter().map(|l| l.order_number).collect();
        assert_eq!(numbers, ["DONE", "LAST", "READY"]);
        check_bill(&t, bill).await;

        // By now the late ones hold; the list and the explanation say the same, line by line.
        let rows = transactions(&t).await;
        for (number, missing) in [
            ("READY", None), ("LAST", None), ("DONE", None),
            ("UNPAID", Some(Condition::Paid)), ("IDLE", Some(Condition::Effective)), ("SUPERVISED", Some(Condition::Supervision)),
            ("PAIDLATE", None), ("LATE", None), ("DONELATE", None),
        ] {
            let row = &rows[number];
            assert_eq!(row.missing, missing, "{number}");
            let told = t.market.act(&t.seller, ExplainLine { order_line: row.id }).await.expect("explained");
            assert_eq!(&told.line, row, "{number}");
            assert_eq!(told.conditions.iter().map(|c| c.condition).collect::<Vec<_>>(), Condition::ALL);
            assert_eq!(told.conditions.iter().find(|c| !c.holds).map(|c| c.condition), missing, "{number}");
            for c in &told.conditions {
                assert_eq!(c.who.is_empty(), c.holds, "{number} {c:?}");
            }
            assert_eq!(told.bill.is_some(), ["READY", "LAST", "DONE"].contains(&number));
            let next = ["PAIDLATE", "LATE", "DONELATE"].contains(&number).then(|| period("202611"));
            assert_eq!(told.next_period, next, "{number}");
        }
        let november = period("202611");
        t.set_now("2026-12-01T00:00:00Z");
        let next = t.market.act(&t.finance, RunBills { period: november, dry_run: false }).await.expect("a run");
        assert_eq!((next.billed, next.bills.len()), (3, 1), "what was late carries over");
    }
}

both! {
    async fn a_certification_that_is_being_changed_stops_billing(t: Fixture) {
        november(&t).await;
        import(&t.market, vec![order(&t, "A", 200_000)]).await;
        let standing = t.market.act(&t.seller, GetCertification {}).await.expect("the certification");
        let change = SubmitCertification { version: standing.version, content: standing.content };
        t.market.act(&t.seller, change).await.expect("a change");
        let report = run(&t, "202610").await;
        assert_eq!((report.billed, skipped(&report)), (0, vec![("certified", 1)]));
        let told = t.market.act(&t.finance, ExplainLine { order_line: transactions(&t).await["A"].id }).await.expect("explained");
        assert_eq!((told.line.missing, told.conditions[0].detail.en.as_str()), (Some(Condition::Certified), "Being checked"));
        assert_eq!(told.conditions[4].detail.en, "¥2,000.00 / ¥1,000.00");
        assert_eq!(told.next_period, None);
    }
}

both! {
    async fn a_certification_that_is_being_changed_holds_bills_on_their_way(t: Fixture) {
        november(&t).await;
        import(&t.market, vec![order(&t, "A", 200_000)]).await;
        let bill = run(&t, "202610").await.bills[0].id;
        let standing = t.market.act(&t.seller, GetCertification {}).await.expect("the certification");
        let change = SubmitCertification { version: standing.version, content: standing.content };
        t.market.act(&t.seller, change).await.expect("a change");
        let step = guildhall_sdk::settlement::AdvanceBill {
            bill,
            version: 1,
            to: guildhall_sdk::settlement::BillState::Countersigning,
            note: String::new(),
        };
        let held = t.market.act(&t.finance, step.clone()).await.expect_err("held");
        assert_eq!(crate::support::finding(&held), Some(("to".into(), guildhall_sdk::finding::Code::SettlementHeld)));
        let list = ListReviews { kind: Some(ReviewKind::Certification), ..Default::default() };
        let review = t.market.act(&t.finance, list).await.expect("the queue").rows[0].id;
        let yes = DecideReview { review, version: 1, decision: Decision::Approve, comments: Vec::new() };
        t.market.act(&t.finance, yes).await.expect("approved");
        t.market.act(&t.finance, step).await.expect("goes on");
    }
}

both! {
    async fn classes_do_not_add_up_and_what_is_left_carries_over(t: Fixture) {
        november(&t).await;
        let joint = |number: &str, minor| {
            let mut one = order(&t, number, minor);
            one.lines[0].class = TradeClass::Joint;
            one
        };
        // ¥500 + ¥500 of two classes = none (business.md §6.1).
        import(&t.market, vec![order(&t, "C1", 50_000), joint("J1", 50_000)]).await;
        let report = run(&t, "202610").await;
        assert_eq!((report.billed, skipped(&report), report.bills.len()), (0, vec![("threshold", 2)], 0));
        let rows = transactions(&t).await;
        assert_eq!(rows["C1"].missing, Some(Condition::Threshold));
        let told = t.market.act(&t.seller, ExplainLine { order_line: rows["C1"].id }).await.expect("explained");
        assert_eq!((told.conditions[4].detail.zh.as_str(), told.conditions[4].holds), ("¥500.00 / ¥1,000.00", false));
        // One fen short, then enough.
        let mut late = order(&t, "C2", 49_999);
        late.paid_at = Some("2026-11-02T00:00:00Z".parse().expect("instant"));
        import(&t.market, vec![late]).await;
        t.set_now("2026-12-01T00:00:00Z");
        assert_eq!(skipped(&run(&t, "202611").await), [("threshold", 3)]);
        let mut last = order(&t, "C3", 1);
        last.paid_at = Some("2026-11-03T00:00:00Z".parse().expect("instant"));
        import(&t.market, vec![last]).await;
        let told = t.market.act(&t.seller, ExplainLine { order_line: rows["C1"].id }).await.expect("explained");
        assert_eq!((told.line.missing, told.next_period), (None, Some(period("202611"))), "October alone is not enough");
        assert_eq!(run(&t, "202610").await.billed, 0, "a run of October takes nothing from November");
        let report = run(&t, "202611").await;
        assert_eq!((report.billed, skipped(&report)), (3, vec![("threshold", 1)]));
        assert_eq!((report.bills[0].gross.minor, report.bills[0].class), (100_000, TradeClass::Common));
        check_bill(&t, &report.bills[0]).await;
        assert_eq!(transactions(&t).await["C1"].billed_in, Some(period("202611")));
    }
}

both! {
    async fn half_a_fen_is_rounded_away_from_zero_line_by_line(t: Fixture) {
        november(&t).await;
        let mut one = order(&t, "H", 100_010);
        one.lines.extend([line(100_030), line(100_029), line(10), line(9)]);
        import(&t.market, vec![one]).await;
        let report = run(&t, "202610").await;
        let fees: Vec<i64> = all_lines(&t, &report.bills[0], 50).await.iter().map(|l| l.fee.minor).collect();
        assert_eq!(fees, [5_001, 5_002, 5_001, 1, 0]);
        assert_eq!(report.bills[0].fee.minor, 15_005, "not 5 % of the sum, which is 15,004.4");
        check_bill(&t, &report.bills[0]).await;
    }
}

both! {
    async fn a_bill_is_the_sum_of_its_lines_whatever_they_are(t: Fixture) {
        november(&t).await;
        let mut runner = TestRunner::deterministic();
        let classes = proptest::sample::select(TradeClass::ALL);
        let some = proptest::collection::vec((1_i64..400_000, classes), 1..60);
        let mut expected: BTreeMap<TradeClass, i64> = BTreeMap::new();
        for case in 0..4 {
            let lines = some.new_tree(&mut runner).expect("lines").current();
            let mut one = order(&t, &format!("P{case}"), 1);
            one.lines = lines.iter().map(|(minor, class)| ImportedLine { class: *class, ..line(*minor) }).collect();
            for (minor, class) in lines {
                *expected.entry(class).or_default() += minor;
            }
            import(&t.market, vec![one]).await;
        }
        let report = run(&t, "202610").await;
        assert_eq!(report.billed + report.skipped.values().sum::<u64>(), transactions_count(&t).await);
        for bill in &report.bills {
            assert_eq!(Some(bill.gross.minor), expected.remove(&bill.class));
            check_bill(&t, bill).await;
        }
        assert!(expected.values().all(|sum| *sum < 100_000), "{expected:?} has no bill");
        // Once more changes nothing.
        let again = run(&t, "202610").await;
        assert_eq!((again.billed, &again.bills, &again.skipped), (0, &report.bills, &report.skipped));
        assert_ne!(again.run_id, report.run_id);
    }
}

async fn transactions_count(t: &Fixture) -> u64 {
    t.market
        .act(&t.seller, ListTransactions::default())
        .await
        .expect("transactions")
        .count
        .rows
}

both! {
    async fn a_period_that_is_not_over_has_no_bills(t: Fixture) {
        november(&t).await;
        t.set_now("2026-10-31T15:59:59Z");
        for dry_run in [true, false] {
            let error = t.market.act(&t.finance, RunBills { period: period("202610"), dry_run }).await.expect_err("too early");
            assert_eq!(error.findings()[0].code, Code::PeriodNotOver);
            assert_eq!(error.findings()[0].path, "period");
        }
        assert_eq!(t.market.act(&t.seller, RunBills { period: period("202609"), dry_run: true }).await, Err(AppError::Forbidden));
        t.set_now("2026-10-31T16:00:00Z");
        assert_eq!(run(&t, "202610").await.billed, 0);
    }
}

both! {
    async fn another_currency_is_in_no_bill(t: Fixture) {
        november(&t).await;
        let mut dollars = order(&t, "USD", 500_000);
        dollars.lines[0].gross.currency = Currency::USD;
        import(&t.market, vec![dollars, order(&t, "CNY", 99_999)]).await;
        assert_eq!(skipped(&run(&t, "202610").await), [("threshold", 1)]);
    }
}
