//! Looking at bills: pages, filters, the file, who may, and the way to 已支付.

use super::{all_lines, bills, email, import, line, november, order, period, run, transactions};
use bytes::Bytes;
use futures::TryStreamExt as _;
use guildhall_market::{
    Actor, RequestInfo,
    settlement::export_bill_lines,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    finding::Code,
    ids::BillId,
    lang::{Bilingual, Lang},
    listings::TradeClass,
    money::Money,
    portal::{AppError, Conflict, PageRequest},
    settlement::{
        AdvanceBill, BillLineFilter, BillRow, BillState, ExplainLine, GetBill, ListBillLines,
        ListTransactions,
    },
};
use std::collections::BTreeSet;

async fn csv(
    t: &Fixture,
    actor: &Actor,
    bill: BillId,
    filter: BillLineFilter,
    lang: Lang,
) -> Result<(String, String), AppError> {
    let (name, rows) =
        export_bill_lines(&t.market, actor, &RequestInfo::default(), bill, filter, lang).await?;
    let bytes: Vec<Bytes> = rows.try_collect().await.expect("a whole file");
    Ok((name, String::from_utf8(bytes.concat()).expect("UTF-8")))
}

both! {
    async fn the_file_is_what_spreadsheets_and_scripts_expect(t: Fixture) {
        november(&t).await;
        let mut one = order(&t, "CS26101000001", 123_456);
        one.lines[0].quantity = 3;
        one.lines.push(line(5));
        one.lines[1].product = Bilingual::new("=HYPERLINK(\"http://x\",\"y\")", "plain");
        one.lines[1].spec = Bilingual::new("+1", "");
        one.lines.push(line(100));
        one.lines[2].product = Bilingual::new("", "Only, English");
        // Control characters that part cells on the way must not shift columns.
        one.lines[2].spec = Bilingual::new("a\u{1f}b\u{1e}c", "x");
        import(&t.market, vec![one]).await;
        let bill = run(&t, "202610").await.bills.remove(0);
        let lines = all_lines(&t, &bill, 50).await;
        let (name, text) = csv(&t, &t.seller, bill.id, BillLineFilter::default(), Lang::Zh).await.expect("a file");
        assert_eq!(name, "bill-202610-common.csv");
        let customer = &lines[0].customer_name.zh;
        let expected = [
            "\u{feff}序号,订单号,订单行号,商品,规格,客户,数量,销售金额 (CNY),平台服务费 (CNY),结算金额 (CNY),费率 (%),计费规则,支付时间 (UTC+08:00),生效时间 (UTC+08:00),订单行 ID".to_owned(),
            format!("1,CS26101000001,CS26101000001-000001,云梯工单,基础版 50 用户,{customer},3,1234.56,61.73,1172.83,5.00,common-fee-1,2026-10-10 11:00:00,2026-10-11 11:00:00,{}", lines[0].order_line),
            format!("2,CS26101000001,CS26101000001-000002,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",'+1,{customer},1,0.05,0.00,0.05,5.00,common-fee-1,2026-10-10 11:00:00,2026-10-11 11:00:00,{}", lines[1].order_line),
            format!("3,CS26101000001,CS26101000001-000003,\"Only, English\",a b c,{customer},1,1.00,0.05,0.95,5.00,common-fee-1,2026-10-10 11:00:00,2026-10-11 11:00:00,{}", lines[2].order_line),
            String::new(),
        ];
        assert_eq!(text, expected.join("\r\n"));
        let (_, text) = csv(&t, &t.finance, bill.id, BillLineFilter::default(), Lang::En).await.expect("a file");
        assert!(text.starts_with("\u{feff}No.,Order number,Order line number,Product,Spec,Customer,Quantity,Gross (CNY),Fee (CNY),Net (CNY),Fee rate (%),Fee rule,Paid at (UTC+08:00),Effective at (UTC+08:00),Order line id\r\n1,"));
        assert!(text.contains(",Yunti Desk,\"Basic, 50 users\","));
    }
}

/// 600 lines over 20 days.
async fn some(t: &Fixture) -> BillRow {
    let orders = (0..60_i64).map(|n| {
        let mut one = order(t, &format!("CS2610{:02}0{n:02}", 1 + n / 3), 1);
        let at = format!("2026-10-{:02}T0{}:30:00Z", 1 + n / 3, n % 3);
        one.paid_at = Some(at.parse().expect("instant"));
        one.lines = (0..10)
            .map(|k| {
                let mut line = line(1_000 + n * 10 + k);
                line.product = Bilingual::new(format!("产品{k}%"), format!("Product {k}_"));
                line
            })
            .collect();
        one
    });
    import(&t.market, orders.collect()).await;
    run(t, "202610").await.bills.remove(0)
}

both! {
    async fn page_and_file_of_a_filter_are_the_same_lines_and_sums(t: Fixture) {
        november(&t).await;
        let bill = some(&t).await;
        let everything = all_lines(&t, &bill, 200).await;
        let day = |text: &str| Some(text.parse().expect("a day"));
        let filters = [
            (BillLineFilter::default(), 600, "bill-202610-common.csv"),
            (BillLineFilter { order_number: "CS261003".into(), ..Default::default() }, 30, "bill-202610-common_order-CS261003.csv"),
            (BillLineFilter { order_number: "CS261020".into(), ..Default::default() }, 30, "bill-202610-common_order-CS261020.csv"),
            (BillLineFilter { order_number: "CS261003006-000004".into(), ..Default::default() }, 1, "bill-202610-common_order-CS261003006-000004.csv"),
            (BillLineFilter { order_number: "nothing".into(), ..Default::default() }, 0, "bill-202610-common_order-nothing.csv"),
            (BillLineFilter { order_number: "CS26'\u{0}%".into(), ..Default::default() }, 0, "bill-202610-common_order-CS26___.csv"),
            (BillLineFilter { product: "产品3%".into(), ..Default::default() }, 60, "bill-202610-common_product-产品3_.csv"),
            (BillLineFilter { product: "PRODUCT 4_".into(), ..Default::default() }, 60, "bill-202610-common_product-PRODUCT_4_.csv"),
            (BillLineFilter { product: "%_".into(), ..Default::default() }, 0, "bill-202610-common_product-__.csv"),
            // 2026-10-02 in the business zone: everything of the 2nd is paid before 03:30 UTC.
            (BillLineFilter { paid_from: day("2026-10-02"), paid_to: day("2026-10-03"), ..Default::default() }, 60, "bill-202610-common_from-2026-10-02_to-2026-10-03.csv"),
            (BillLineFilter { order_number: "CS261003".into(), product: "Product 1".into(), paid_to: day("2026-10-02"), ..Default::default() }, 0, "bill-202610-common_order-CS261003_product-Product_1_to-2026-10-02.csv"),
        ];
        for (filter, expected, file) in filters {
            let (mut seen, mut cursor) = (Vec::new(), None);
            loop {
                let page = PageRequest { cursor, size: Some(17) };
                let list = ListBillLines { bill: bill.id, filter: filter.clone(), page };
                let answer = t.market.act(&t.seller, list).await.expect("lines");
                assert_eq!((answer.page.count.rows, answer.page.count.exact), (expected, true), "{filter:?}");
                seen.extend(answer.page.rows);
                cursor = answer.page.next;
                let Some((gross, fee, net)) = answer.sums else { panic!("{filter:?} has sums") };
                if cursor.is_none() {
                    let sum = |of: fn(&guildhall_sdk::settlement::BillLineRow) -> i64| seen.iter().map(of).sum::<i64>();
                    assert_eq!((sum(|l| l.gross.minor), sum(|l| l.fee.minor), sum(|l| l.net.minor)), (gross.minor, fee.minor, net.minor));
                    break;
                }
            }
            assert_eq!(seen.len() as u64, expected, "{filter:?}");
            assert!(seen.iter().all(|l| everything.contains(l)));
            let (name, text) = csv(&t, &t.seller, bill.id, filter.clone(), Lang::En).await.expect("a file");
            assert_eq!(name, file);
            let rows: Vec<Vec<&str>> = text.split("\r\n").skip(1).filter(|r| !r.is_empty()).map(|r| r.split(',').collect()).collect();
            assert_eq!(rows.len() as u64, expected, "{filter:?}");
            for (row, line) in rows.iter().zip(&seen) {
                assert_eq!((row[0], row[2], row[row.len() - 8]), (line.seq.to_string().as_str(), line.line_number.as_str(), line.gross.major().as_str()), "{row:?}");
            }
        }
    }
}

both! {
    async fn pages_go_back_as_they_came(t: Fixture) {
        november(&t).await;
        let bill = some(&t).await;
        let page = async |cursor: Option<String>| {
            let list = ListBillLines { bill: bill.id, filter: BillLineFilter { order_number: "CS26100".into(), ..Default::default() }, page: PageRequest { cursor, size: Some(100) } };
            t.market.act(&t.seller, list).await.expect("lines").page
        };
        let first = page(None).await;
        let second = page(first.next.clone()).await;
        let third = page(second.next.clone()).await;
        assert_eq!((third.rows.len(), &third.next), (70, &None), "nine days of thirty lines");
        assert_eq!(page(third.previous).await.rows, second.rows);
        assert_eq!(page(second.previous).await.rows, first.rows);
        assert_eq!(first.previous, None);
        let list = ListBillLines { bill: bill.id, filter: Default::default(), page: PageRequest { cursor: Some("nonsense".into()), size: None } };
        assert!(matches!(t.market.act(&t.seller, list).await, Err(AppError::Malformed { .. })));
    }
}

both! {
    async fn the_union_of_pages_is_the_set_while_lines_come_in(t: Fixture) {
        november(&t).await;
        import(&t.market, (0..60).map(|n| order(&t, &format!("OLD{n:02}"), 100)).collect()).await;
        let before: BTreeSet<String> = transactions(&t).await.into_keys().collect();
        let (mut seen, mut cursor, mut round) = (Vec::new(), None, 0);
        loop {
            let list = ListTransactions { page: PageRequest { cursor, size: Some(7) }, ..Default::default() };
            let page = t.market.act(&t.seller, list).await.expect("a page");
            seen.extend(page.rows.into_iter().map(|r| r.number.trim_end_matches("-000001").to_owned()));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
            let mut newer = order(&t, &format!("NEW{round:02}"), 100);
            newer.created_at = format!("2026-10-{:02}T00:00:00Z", 1 + round * 2).parse().expect("instant");
            import(&t.market, vec![newer]).await;
            round += 1;
        }
        let unique: BTreeSet<String> = seen.iter().cloned().collect();
        assert_eq!(unique.len(), seen.len(), "no line twice");
        assert!(before.is_subset(&unique), "no line that was there is left out");
        for (list, expected) in [
            (ListTransactions { number: "OLD1".into(), ..Default::default() }, 10),
            (ListTransactions { billed: Some(true), ..Default::default() }, 0),
            (ListTransactions { class: Some(TradeClass::Joint), ..Default::default() }, 0),
            (ListTransactions { billed: Some(false), class: Some(TradeClass::Common), ..Default::default() }, 60 + round as u64),
        ] {
            let page = t.market.act(&t.seller, list.clone()).await.expect("a page");
            assert_eq!(page.count.rows, expected, "{list:?}");
        }
    }
}

both! {
    async fn a_foreign_bill_is_no_bill(t: Fixture) {
        november(&t).await;
        import(&t.market, vec![order(&t, "A", 200_000)]).await;
        let bill = run(&t, "202610").await.bills.remove(0);
        let line = transactions(&t).await["A"].id;
        let lines = || ListBillLines { bill: bill.id, filter: Default::default(), page: Default::default() };
        for stranger in [&t.other_seller] {
            assert_eq!(t.market.act(stranger, GetBill { bill: bill.id }).await.err(), Some(AppError::NotFound));
            assert_eq!(t.market.act(stranger, lines()).await.err(), Some(AppError::NotFound));
            assert_eq!(t.market.act(stranger, ExplainLine { order_line: line }).await.err(), Some(AppError::NotFound));
            assert_eq!(csv(&t, stranger, bill.id, Default::default(), Lang::Zh).await.err(), Some(AppError::NotFound));
            assert_eq!(bills(&t, stranger).await, []);
        }
        for nobody in [&t.buyer, &t.reviewer, &t.admin] {
            assert_eq!(csv(&t, nobody, bill.id, Default::default(), Lang::Zh).await.err(), Some(AppError::Forbidden));
        }
        assert_eq!(csv(&t, &Actor::Anonymous, bill.id, Default::default(), Lang::Zh).await.err(), Some(AppError::NotSignedIn));
        let view = t.market.act(&t.finance, GetBill { bill: bill.id }).await.expect("the operator's finance");
        assert_eq!((&view.row, view.next, view.events[0].by.as_str()), (&bill, vec![BillState::Countersigning], email(&t.finance).as_str()));
        let own = t.market.act(&t.seller, GetBill { bill: bill.id }).await.expect("its own");
        assert_eq!((own.next, own.events[0].by.as_str()), (vec![], "行会云商店"));
        assert_eq!(t.market.act(&t.finance, ExplainLine { order_line: line }).await.expect("explained").bill, Some(bill.id));
    }
}

both! {
    async fn a_bill_walks_its_states_and_nothing_else(t: Fixture) {
        use BillState::*;
        november(&t).await;
        let mut joint = order(&t, "J", 200_000);
        joint.lines[0].class = TradeClass::Joint;
        import(&t.market, vec![order(&t, "C", 200_000), joint]).await;
        let made = run(&t, "202610").await.bills;
        let step = async |bill: BillId, version: i64, to: BillState, note: &str| {
            t.market.act(&t.finance, AdvanceBill { bill, version, to, note: note.into() }).await
        };
        for bill in &made {
            let common = bill.class == TradeClass::Common;
            let walk: &[BillState] = if common {
                &[Countersigning, CountersignRejected, Countersigning, AwaitingRequest, RequestFailed, AwaitingRequest, RequestProcessing, PaymentDetailsWrong, RequestProcessing, RequestRejected, RequestProcessing, Paying, Paid]
            } else {
                &[Countersigning, AwaitingRequest, AwaitingInvoice, InvoiceReview, AwaitingInvoice, InvoiceReview, RequestProcessing, Paying, PaymentDetailsWrong, RequestProcessing, Paying, Paid]
            };
            let mut view = t.market.act(&t.finance, GetBill { bill: bill.id }).await.expect("the bill");
            for to in walk {
                assert!(view.next.contains(to), "{to:?} {view:?}");
                for wrong in BillState::ALL.iter().filter(|s| !view.next.contains(s)) {
                    let error = step(bill.id, view.version, *wrong, "x").await.expect_err("not in the table");
                    assert_eq!((error.findings()[0].path.as_str(), error.findings()[0].code), ("to", Code::BillTransition));
                }
                let noted = [CountersignRejected, RequestFailed, PaymentDetailsWrong, RequestRejected, Paid].contains(to);
                if noted {
                    let error = step(bill.id, view.version, *to, "  ").await.expect_err("why");
                    assert_eq!((error.findings()[0].path.as_str(), error.findings()[0].code), ("note", Code::Required));
                }
                let long = step(bill.id, view.version, *to, &"字".repeat(501)).await.expect_err("too long");
                assert_eq!(long.findings()[0].code, Code::TooLong);
                if *to == Paid {
                    // A session that was left open records no payment.
                    let mut left_open = t.finance.signed().expect("signed in").clone();
                    left_open.proved_at = Some(t.market.now() - chrono::TimeDelta::minutes(15));
                    let pay = AdvanceBill { bill: bill.id, version: view.version, to: Paid, note: "FK-2026-1".into() };
                    let refused = t.market.act(&Actor::Person(Box::new(left_open)), pay).await;
                    assert_eq!(refused.err(), Some(AppError::ProofNeeded));
                }
                let next = step(bill.id, view.version, *to, if noted { "FK-2026-1" } else { "" }).await.expect("a step");
                assert_eq!((next.row.state, next.version), (*to, view.version + 1));
                let stale = step(bill.id, view.version, *to, "x").await;
                assert_eq!(stale.err(), Some(AppError::conflict(Conflict::StaleVersion { current: next.version })));
                view = next;
            }
            assert_eq!((view.next.len(), view.events.len()), (0, walk.len() + 1));
            assert_eq!(view.events.last().map(|e| (e.from, e.to, e.note.as_str())), Some((Some(Paying), Paid, "FK-2026-1")));
            assert_eq!((view.row.gross, view.row.net), (Money::cny(200_000), Money::cny(190_000)), "a step changes no amount");
        }
        let refused = t.market.act(&t.seller, AdvanceBill { bill: made[0].id, version: 1, to: Paid, note: "x".into() }).await;
        assert_eq!(refused.err(), Some(AppError::Forbidden));
        let paid = guildhall_sdk::settlement::ListBills { state: Some(Paid), period: Some(period("202610")), class: Some(TradeClass::Joint), ..Default::default() };
        assert_eq!(t.market.act(&t.seller, paid).await.expect("bills").rows.len(), 1);
    }
}
