//! Runs that are killed, that come twice, that come at once, that come by themselves.

use super::{bills, check_bill, import, line, november, order, period, run, transactions};
use guildhall_market::{
    jobs::Worker,
    settlement::run_bills_until_killed,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    notices::ListMails,
    portal::AppError,
    settlement::{GetBill, RunBills},
};
use std::time::Duration;

/// 2,500 lines: three chunks.
async fn many(t: &Fixture) {
    let orders = (0..50).map(|n| {
        let mut one = order(t, &format!("M{n:03}"), 1);
        one.lines = (0..50).map(|k| line(10 + n * 50 + k)).collect();
        one
    });
    import(&t.market, orders.collect()).await;
}

both! {
    async fn a_killed_run_goes_on_where_it_stopped(t: Fixture) {
        november(&t).await;
        many(&t).await;
        for chunks in [0, 1, 0, 1] {
            let killed = run_bills_until_killed(&t.market, &t.finance, period("202610"), chunks).await;
            assert_eq!(killed.err(), Some(AppError::Internal), "{chunks}");
            assert_eq!(bills(&t, &t.seller).await, [], "nobody sees half a bill");
            assert_eq!(bills(&t, &t.finance).await, []);
        }
        let none_yet = t.market.act(&t.admin, ListMails::default()).await.expect("mails").rows;
        assert!(none_yet.iter().all(|m| !m.text.contains("/seller/bills/")));
        assert!(transactions(&t).await.values().all(|row| row.bill.is_none() && row.billed_in.is_none()));
        // Paid late, entered late, and before everything the bill has already: for the next period.
        import(&t.market, vec![order(&t, "A-LATE", 150_000), order(&t, "Z-LATE", 150_000)]).await;
        let dry = t.market.act(&t.finance, RunBills { period: period("202610"), dry_run: true }).await.expect("a dry run");
        let report = run(&t, "202610").await;
        assert_eq!((report.bills.len(), report.bills[0].lines), (1, 2_501));
        assert_eq!(report.skipped.get("next_period"), Some(&1));
        assert_eq!((dry.billed, dry.skipped, dry.bills[0].net), (report.billed, report.skipped.clone(), report.bills[0].net));
        check_bill(&t, &report.bills[0]).await;
        let view = t.market.act(&t.seller, GetBill { bill: report.bills[0].id }).await.expect("the bill");
        assert_eq!(view.events.len(), 1);
        let mails = t.market.act(&t.admin, ListMails::default()).await.expect("mails").rows;
        assert_eq!(mails.iter().filter(|m| m.text.contains("/seller/bills/")).count(), 2, "owner and finance, once each");
        let again = run(&t, "202610").await;
        assert_eq!((again.billed, again.bills), (0, report.bills));
        t.set_now("2026-12-01T00:00:00Z");
        assert_eq!(run(&t, "202611").await.billed, 1, "what came late is in the next bill");
    }
}

both! {
    async fn runs_at_once_bill_every_line_once(t: Fixture) {
        november(&t).await;
        t.set_now("2026-12-03T00:00:00Z");
        many(&t).await;
        let of = |text: &str| RunBills { period: period(text), dry_run: false };
        // The same period three times, and the next one: every line can be in either, none in both.
        let (a, b, c, d) = tokio::join!(
            t.market.act(&t.finance, of("202610")),
            t.market.act(&t.finance, of("202610")),
            t.market.act(&t.finance, of("202610")),
            t.market.act(&t.finance, of("202611")),
        );
        let billed: u64 = [a, b, c, d].into_iter().map(|r| r.expect("a run").billed).sum();
        assert_eq!(billed, 2_500);
        let bills = bills(&t, &t.seller).await;
        assert_eq!(bills.iter().map(|b| b.lines).sum::<u64>(), 2_500);
        for bill in &bills {
            assert!(bill.gross.minor >= 100_000);
            check_bill(&t, bill).await;
        }
    }
}

both! {
    async fn the_worker_runs_last_months_bills_from_their_day_on(t: Fixture) {
        november(&t).await;
        import(&t.market, vec![order(&t, "A", 200_000)]).await;
        let worker = async |now: &str| {
            t.set_now(now);
            Worker::new(t.market.clone()).run(tokio::time::sleep(Duration::from_millis(1_500))).await;
            bills(&t, &t.seller).await.len()
        };
        // 23:59 on the 2nd, then the 3rd.
        assert_eq!(worker("2026-11-02T15:59:00Z").await, 0);
        assert_eq!(worker("2026-11-02T16:00:00Z").await, 1);
        assert_eq!(worker("2026-11-04T16:00:00Z").await, 1);
    }
}
