//! The load seed: the same for the same seed, and fit to be billed.

use super::{SYSTEM, bills, check_bill};
use guildhall_market::{
    accounts::actor_of,
    seed::{PASSWORD, load},
    testing::{Fixture, both},
};
use guildhall_sdk::{
    accounts::SignIn,
    listings::{GetListing, ListListings, check_listing},
    portal::AppError,
    settlement::{BillRunReport, ListBillLines, ListTransactions, RunBills},
};

/// Takes the fixture's people away.
async fn emptied(t: &Fixture) {
    for table in ["membership", "person", "organisation"] {
        t.execute(&format!("DELETE FROM {table}")).await;
    }
}

both! {
    async fn a_load_is_billed_as_one_huge_bill_and_some_small_ones(t: Fixture) {
        assert_eq!(load(&t.market, 10, 1, 1, 1).await.err(), Some(AppError::wrong_state("not_empty")));
        emptied(&t).await;
        let report = load(&t.market, 3_000, 25, 4, 7).await.expect("loaded");
        assert_eq!((report.order_lines, report.listings, report.sellers), (3_000, 25, 4));
        assert_eq!(t.int("SELECT COUNT(*) FROM order_line").await, 3_000);
        assert_eq!(t.int("SELECT COUNT(*) FROM purchase_order").await, report.orders as i64);
        let wrong = "SELECT COUNT(*) FROM purchase_order o WHERE o.total <> (SELECT SUM(l.gross) FROM order_line l WHERE l.order_id = o.id)";
        assert_eq!(t.int(wrong).await, 0);
        assert_eq!(report.period.to_string(), "202610");
        let dry = RunBills { period: report.period, dry_run: true };
        let dry = t.market.act(&SYSTEM, dry).await.expect("a dry run");
        let run = t.market.act(&SYSTEM, RunBills { period: report.period, dry_run: false }).await.expect("a run");
        assert_eq!((run.billed, &run.skipped), (dry.billed, &dry.skipped));
        assert!(run.bills.len() > 1 && run.skipped.len() >= 3, "{run:?}");
        let largest = run.bills.iter().max_by_key(|b| b.lines).expect("bills").clone();
        assert!((2_400..2_700).contains(&largest.lines), "{largest:?}");

        let signed_in = SignIn { email: report.accounts[3].email.clone(), password: PASSWORD.into(), device: String::new(), code: String::new() };
        t.market.act(&guildhall_market::Actor::Anonymous, signed_in).await.expect("signed in");
        let owner = actor_of(&t.market, "seller1@load.test").await.expect("the first seller");
        let mut seller = t;
        seller.seller = owner.clone();
        assert_eq!(bills(&seller, &owner).await, std::slice::from_ref(&largest));
        check_bill(&seller, &largest).await;
        let listings = seller.market.act(&owner, ListListings::default()).await.expect("listings").rows;
        assert_eq!(listings.len(), 7);
        for row in listings {
            let listing = seller.market.act(&owner, GetListing { listing: row.id }).await.expect("a listing");
            assert_eq!(check_listing(&listing.content), []);
        }
        let waiting = ListTransactions { billed: Some(false), ..Default::default() };
        assert!(seller.market.act(&owner, waiting).await.expect("transactions").rows.len() > 1);
    }

    async fn the_same_seed_loads_the_same(t: Fixture) {
        let mut runs: Vec<(BillRunReport, Vec<String>)> = Vec::new();
        for seed in [5, 5, 6] {
            for table in ["notice", "bill_part", "bill_line", "bill_event", "bill", "order_line", "purchase_order", "listing_revision", "listing", "file", "certification"] {
                t.execute(&format!("DELETE FROM {table}")).await;
            }
            emptied(&t).await;
            let report = load(&t.market, 500, 3, 2, seed).await.expect("loaded");
            let run = t.market.act(&SYSTEM, RunBills { period: report.period, dry_run: true }).await.expect("a dry run");
            t.market.act(&SYSTEM, RunBills { period: report.period, dry_run: false }).await.expect("a run");
            let bill = t.market.act(&SYSTEM, guildhall_sdk::settlement::ListBills::default()).await.expect("bills").rows[0].id;
            let lines = ListBillLines { bill, filter: Default::default(), page: Default::default() };
            let lines = t.market.act(&SYSTEM, lines).await.expect("lines").page.rows;
            runs.push((run, lines.into_iter().map(|l| format!("{} {}", l.line_number, l.order_line)).collect()));
        }
        let plain = |n: usize| (&runs[n].0.skipped, runs[n].0.bills.iter().map(|b| (b.seller, b.net)).collect::<Vec<_>>(), &runs[n].1);
        assert_eq!(plain(0), plain(1));
        assert_ne!(plain(0), plain(2));
    }
}
