//! The operator's settings: versions, rules that hold from a day on, the calendar, templates, limits.

use crate::{
    offers::NOW,
    settlement::{certify, import, line, order},
    support::{certificate, content, finding, on_sale, raw},
};
use chrono::NaiveDate;
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    files::{AttachUpload, Purpose, ReserveUpload},
    finding::Code,
    ids::{FileId, RuleId},
    lang::Bilingual,
    listings::{CreateListing, SubmitListing, TradeClass},
    money::{BasisPoints, Currency, Money},
    offers::{CreateOffer, ListOfferable, OfferLineInput, OfferStatus, OfferView},
    orders::{ImportedLine, ImportedOrder},
    portal::{AppError, Conflict},
    reviews::ReviewKind,
    settings::{
        AddRule, CalendarDay, GetCalendar, GetReasonTemplates, GetSettings, ListRules, ListSettingChanges,
        ReasonTemplate, RuleState, RuleValue, Settings, SettingsPart, StoredSettings, UpdateCalendar,
        UpdateReasonTemplates, UpdateSettings, WithdrawRule,
    },
    settlement::{GetBill, RunBills},
};
use sea_orm::{ConnectionTrait, Statement};

async fn settings(t: &Fixture) -> StoredSettings {
    t.market.act(&t.admin, GetSettings {}).await.expect("settings")
}

async fn change(t: &Fixture, change: impl FnOnce(&mut Settings)) -> Result<StoredSettings, AppError> {
    let mut stored = settings(t).await;
    change(&mut stored.settings);
    let update = UpdateSettings {
        version: stored.version,
        settings: stored.settings,
        note: "因为".into(),
    };
    t.market.act(&t.admin, update).await
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn rule(from: &str, value: RuleValue) -> AddRule {
    AddRule {
        from: day(from),
        value,
        class: None,
        category: None,
        seller: String::new(),
        listing: None,
        note: String::new(),
    }
}

fn fee(from: &str, rate: u32) -> AddRule {
    rule(
        from,
        RuleValue::Fee {
            rate: BasisPoints(rate),
        },
    )
}

fn exempt(from: &str, up_to: u32) -> AddRule {
    rule(
        from,
        RuleValue::Exempt {
            up_to: BasisPoints(up_to),
        },
    )
}

async fn add(t: &Fixture, rule: AddRule) -> RuleId {
    t.market.act(&t.admin, rule).await.expect("a rule")
}

both! {
    async fn every_save_is_a_version_with_who_when_why_and_what(t: Fixture) {
        t.set_now(NOW);
        change(&t, |s| s.review_days = 5).await.expect("saved");
        let second = change(&t, |s| s.limits.sub_users = 7).await.expect("saved");
        assert_eq!((second.version, second.settings.review_days), (2, 5));
        let list = ListSettingChanges { part: Some(SettingsPart::Marketplace), ..ListSettingChanges::default() };
        let kept = t.market.act(&t.admin, list).await.expect("the history").rows;
        let versions: Vec<i64> = kept.iter().map(|c| c.version).collect();
        assert_eq!(versions, [2, 1]);
        assert_eq!((kept[0].by.as_str(), kept[0].note.as_str()), ("admin@demo.test", "因为"));
        let of = |value: &Option<serde_json::Value>| value.as_ref().expect("a version")["limits"]["sub_users"].clone();
        assert_eq!((of(&kept[0].before), of(&kept[0].after)), (50.into(), 7.into()));
        assert_eq!(kept[0].at.to_rfc3339(), NOW.replace('Z', "+00:00"));
        for actor in [&t.seller, &t.reviewer, &t.finance, &t.buyer] {
            let refused = t.market.act(actor, ListSettingChanges::default()).await;
            assert_eq!(refused.err(), Some(AppError::Forbidden));
        }
    }
}

both! {
    async fn of_two_who_save_at_once_one_is_told(t: Fixture) {
        let stored = settings(&t).await;
        let update = |name: &str| UpdateSettings {
            version: stored.version,
            settings: Settings { marketplace: Bilingual::new(name, name), ..stored.settings.clone() },
            note: String::new(),
        };
        let (a, b) = tokio::join!(t.market.act(&t.admin, update("A")), t.market.act(&t.admin, update("B")));
        let (won, lost) = if a.is_ok() { (a, b) } else { (b, a) };
        assert_eq!(won.expect("one of them").version, 1);
        let conflict = AppError::conflict(Conflict::StaleVersion { current: 1 });
        let lost = lost.expect_err("the other");
        assert!(lost == conflict || matches!(lost, AppError::Conflict { .. }), "{lost:?}");
        let calendar = |day: &str| UpdateCalendar {
            year: 2026,
            version: 0,
            days: vec![CalendarDay { day: day.parse().expect("a day"), works: false, name: String::new() }],
            note: String::new(),
        };
        let (a, b) = tokio::join!(
            t.market.act(&t.admin, calendar("2026-10-01")),
            t.market.act(&t.admin, calendar("2026-10-02"))
        );
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        let now = t.market.act(&t.admin, GetCalendar { year: 2026 }).await.expect("the calendar");
        assert_eq!((now.version, now.days.len()), (1, 1));
    }
}

both! {
    async fn what_holds_from_a_day_on_is_no_setting(t: Fixture) {
        type Change = (fn(&mut Settings), &'static str);
        let changes: [Change; 4] = [
            (|s| s.fee = BasisPoints(1), "settings.fee"),
            (|s| s.exempt_discount = BasisPoints(1), "settings.exempt_discount"),
            (|s| s.bill_day = 4, "settings.bill_day"),
            (|s| s.bill_threshold_minor = 1, "settings.bill_threshold_minor"),
        ];
        for (edit, path) in changes {
            let error = change(&t, edit).await.expect_err("refused");
            assert_eq!(finding(&error), Some((path.to_owned(), Code::DatedElsewhere)));
        }
    }
}

both! {
    async fn a_rule_begins_on_its_day_and_not_before(t: Fixture) {
        // The 22nd until 16:00 UTC, then the 23rd.
        t.set_now("2026-11-22T15:00:00Z");
        let error = t.market.act(&t.admin, fee("2026-11-22", 700)).await.expect_err("today is too early");
        assert_eq!(finding(&error), Some(("from".into(), Code::RuleFromPast)));
        let id = add(&t, fee("2026-11-23", 700)).await;
        let again = t.market.act(&t.admin, fee("2026-11-23", 800)).await.expect_err("one a day");
        assert_eq!(finding(&again), Some(("from".into(), Code::RuleTaken)));
        assert_eq!(settings(&t).await.settings.fee, BasisPoints(500));
        t.set_now("2026-11-22T16:00:00Z");
        assert_eq!(settings(&t).await.settings.fee, BasisPoints(700));
        let list = t.market.act(&t.admin, ListRules {}).await.expect("rules");
        assert_eq!((list.rules.len(), list.rules[0].state), (1, RuleState::InForce));
        assert!(list.in_force.contains(&RuleValue::Fee { rate: BasisPoints(700) }));
        let late = t.market.act(&t.admin, WithdrawRule { rule: id }).await.expect_err("it holds");
        assert_eq!(finding(&late), Some(("rule".into(), Code::RuleInForce)));

        let next = add(&t, fee("2026-12-01", 900)).await;
        t.market.act(&t.admin, WithdrawRule { rule: next }).await.expect("withdrawn");
        let twice = t.market.act(&t.admin, WithdrawRule { rule: next }).await;
        assert_eq!(twice.err(), Some(AppError::NotFound));
        add(&t, fee("2026-12-01", 950)).await;
        t.set_now("2026-12-02T00:00:00Z");
        assert_eq!(settings(&t).await.settings.fee, BasisPoints(950));
        let list = ListSettingChanges { part: Some(SettingsPart::Rules), ..ListSettingChanges::default() };
        let kept = t.market.act(&t.admin, list).await.expect("the history").rows;
        assert_eq!(kept.len(), 4, "three were added, one withdrawn");
        assert_eq!(kept[0].effective_from, Some(day("2026-12-01")));
    }
}

both! {
    async fn a_rule_names_a_seller_that_there_is(t: Fixture) {
        for (seller, refused) in [
            ("nobody@demo.test", true),
            ("customer@demo.test", true),
            ("0193aaaa-0000-7000-8000-000000000000", true),
            ("Seller@Demo.test ", false),
        ] {
            let rule = AddRule { seller: seller.into(), ..fee("2999-01-01", 300) };
            let added = t.market.act(&t.admin, rule).await;
            match added {
                Ok(_) => assert!(!refused, "{seller}"),
                Err(error) => assert_eq!(finding(&error), Some(("seller".into(), Code::Unknown)), "{seller}"),
            }
        }
        let rules = t.market.act(&t.admin, ListRules {}).await.expect("rules").rules;
        assert_eq!(rules[0].seller_name.as_ref().map(|n| n.en.as_str()), Some("Galaxy Software"));
        let error = t.market.act(&t.admin, exempt("2999-01-01", 9_500)).await.expect_err("past the limit");
        assert_eq!(finding(&error), Some(("value.up_to".into(), Code::OutOfRange)));
    }
}

async fn offered(t: &Fixture, name: &str, percent: u32) -> OfferView {
    let live = t
        .market
        .act(&t.seller, ListOfferable {})
        .await
        .expect("products")
        .products;
    let product = live.first().expect("a product");
    let offer = CreateOffer {
        name: name.into(),
        customer_email: "customer@demo.test".into(),
        listing: product.listing,
        starts_on: None,
        ends_on: day("2026-12-31"),
        lines: vec![OfferLineInput {
            spec: product.prices.first().expect("a price").spec,
            percent: BasisPoints(percent),
        }],
        max_orders: 1,
    };
    t.market.act(&t.seller, offer).await.expect("an offer")
}

both! {
    async fn an_exempt_range_is_the_product_s_the_seller_s_or_everybody_s(t: Fixture) {
        t.set_now(NOW);
        let listing = on_sale(&t).await;
        let shown = async || {
            let offerable = t.market.act(&t.seller, ListOfferable {}).await.expect("products");
            offerable.products[0].exempt
        };
        assert_eq!(shown().await, BasisPoints(2_000));
        assert_eq!(offered(&t, "within", 2_000).await.terms.status, OfferStatus::Live);
        assert_eq!(offered(&t, "beyond", 2_001).await.terms.status, OfferStatus::Reviewing);
        add(&t, exempt("2026-11-22", 1_000)).await;
        assert_eq!(shown().await, BasisPoints(1_000));
        let other = AddRule { seller: "other-seller@demo.test".into(), ..exempt("2026-11-22", 9_000) };
        add(&t, other).await;
        assert_eq!(offered(&t, "now beyond", 2_000).await.terms.status, OfferStatus::Reviewing);
        let seller = AddRule { seller: "seller@demo.test".into(), ..exempt("2026-11-22", 3_000) };
        add(&t, seller).await;
        assert_eq!(offered(&t, "the seller's", 3_000).await.terms.status, OfferStatus::Live);
        let product = AddRule { listing: Some(listing.id), ..exempt("2026-11-22", 500) };
        add(&t, product).await;
        assert_eq!(shown().await, BasisPoints(500));
        assert_eq!(offered(&t, "the product's", 501).await.terms.status, OfferStatus::Reviewing);
        // What was effective stays so.
        let first = offered(&t, "again", 500).await;
        assert_eq!(first.terms.status, OfferStatus::Live);
    }
}

/// A line of ¥1,000 or so that took effect at an instant.
async fn sold(t: &Fixture, number: &str, class: TradeClass, minor: i64, effective: &str) {
    let line = ImportedLine {
        class,
        effective_at: Some(effective.parse().expect("an instant")),
        ..line(minor)
    };
    let order = ImportedOrder {
        lines: vec![line],
        ..order(t, number, minor)
    };
    import(&t.market, vec![order]).await;
}

both! {
    async fn a_line_is_billed_at_the_rate_of_the_day_it_took_effect(t: Fixture) {
        t.set_now("2026-10-01T01:00:00Z");
        certify(&t, &t.seller).await;
        // From the 15th on 10 %, for the other class always 20 %.
        add(&t, fee("2026-10-15", 1_000)).await;
        add(&t, AddRule { class: Some(TradeClass::Joint), ..fee("2026-10-02", 2_000) }).await;
        t.set_now("2026-11-02T01:00:00Z");
        sold(&t, "CS26100100001", TradeClass::Common, 100_000, "2026-10-14T15:59:59Z").await;
        sold(&t, "CS26100100002", TradeClass::Common, 100_000, "2026-10-14T16:00:00Z").await;
        sold(&t, "CS26100100003", TradeClass::Joint, 100_000, "2026-10-20T00:00:00Z").await;
        let period = "202610".parse().expect("a period");
        let dry = t.market.act(&t.finance, RunBills { period, dry_run: true }).await.expect("a dry run");
        let report = t.market.act(&t.finance, RunBills { period, dry_run: false }).await.expect("bills");
        let fees = |report: &guildhall_sdk::settlement::BillRunReport| {
            let mut fees: Vec<(TradeClass, i64)> = report.bills.iter().map(|b| (b.class, b.fee.minor)).collect();
            fees.sort();
            fees
        };
        assert_eq!(fees(&report), [(TradeClass::Common, 15_000), (TradeClass::Joint, 20_000)]);
        assert_eq!(fees(&dry), fees(&report), "a dry run says the same");
        for row in &report.bills {
            let view = t.market.act(&t.finance, GetBill { bill: row.id }).await.expect("a bill");
            let common = row.class == TradeClass::Common;
            assert_eq!((view.mixed_rates, view.rate.0), (common, if common { 1_000 } else { 2_000 }));
            let first = format!("SELECT rate FROM bill_line WHERE bill_id = '{}' ORDER BY seq LIMIT 1", row.id);
            assert_eq!(t.int(&first).await, if common { 500 } else { 2_000 }, "each line has its own");
        }
        // What is billed stays, whatever is added.
        add(&t, fee("2026-11-03", 4_000)).await;
        t.set_now("2026-11-05T01:00:00Z");
        let again = t.market.act(&t.finance, RunBills { period, dry_run: false }).await.expect("bills");
        assert_eq!((again.billed, fees(&again)), (0, fees(&report)));
    }
}

both! {
    async fn a_threshold_is_the_one_of_the_period_s_last_day(t: Fixture) {
        t.set_now("2026-10-01T01:00:00Z");
        certify(&t, &t.seller).await;
        add(&t, rule("2026-11-01", RuleValue::Billing { day: 5, threshold_minor: 500_000 })).await;
        t.set_now("2026-11-02T01:00:00Z");
        sold(&t, "CS26100100001", TradeClass::Common, 100_000, "2026-10-20T00:00:00Z").await;
        assert_eq!(settings(&t).await.settings.bill_threshold_minor, 500_000);
        let run = RunBills { period: "202610".parse().expect("a period"), dry_run: false };
        assert_eq!(t.market.act(&t.finance, run).await.expect("bills").billed, 1, "October had ¥1,000");
    }
}

both! {
    async fn holidays_move_the_day_a_review_is_due(t: Fixture) {
        // A Friday.
        t.set_now("2026-11-20T02:00:00Z");
        let days = vec![
            CalendarDay { day: day("2026-11-23"), works: false, name: " 假日 ".into() },
            CalendarDay { day: day("2026-11-22"), works: true, name: "调休".into() },
            CalendarDay { day: day("2026-11-24"), works: false, name: String::new() },
        ];
        let update = UpdateCalendar { year: 2026, version: 0, days, note: "国务院通知".into() };
        let saved = t.market.act(&t.admin, update).await.expect("saved");
        let order: Vec<String> = saved.days.iter().map(|d| d.day.to_string()).collect();
        assert_eq!(order, ["2026-11-22", "2026-11-23", "2026-11-24"]);
        assert_eq!(saved.days[1].name, "假日");
        let view = crate::support::pending(&t).await;
        let review = guildhall_sdk::reviews::GetReview { review: view.review.expect("a review") };
        let due = t.market.act(&t.reviewer, review).await.expect("the review").row.due_at;
        // Sunday is worked, Monday and Tuesday are free: Sunday, Wednesday, Thursday.
        assert_eq!(due.to_rfc3339(), "2026-11-26T02:00:00+00:00");
        let wrong = UpdateCalendar {
            year: 2026,
            version: 1,
            days: vec![CalendarDay { day: day("2027-01-01"), works: false, name: String::new() }],
            note: String::new(),
        };
        let error = t.market.act(&t.admin, wrong).await.expect_err("another year");
        assert_eq!(finding(&error), Some(("days.0.day".into(), Code::NotInYear)));
    }
}

both! {
    async fn templates_are_the_desk_s_to_read_and_the_administrator_s_to_write(t: Fixture) {
        let template = ReasonTemplate {
            kind: Some(ReviewKind::Listing),
            title: Bilingual::new("缺少软著", "No certificate"),
            text: Bilingual::new("请补充软件著作权证书。", "Add the copyright certificate."),
        };
        let update = |version| UpdateReasonTemplates { version, templates: vec![template.clone()], note: String::new() };
        let refused = t.market.act(&t.reviewer, update(0)).await;
        assert_eq!(refused.err(), Some(AppError::Forbidden));
        assert_eq!(t.market.act(&t.admin, update(0)).await.expect("saved").version, 1);
        assert!(matches!(t.market.act(&t.admin, update(0)).await, Err(AppError::Conflict { .. })));
        for actor in [&t.reviewer, &t.finance, &t.admin] {
            let read = t.market.act(actor, GetReasonTemplates {}).await.expect("templates");
            assert_eq!(read.templates, std::slice::from_ref(&template));
        }
        assert_eq!(t.market.act(&t.seller, GetReasonTemplates {}).await.err(), Some(AppError::Forbidden));
    }
}

both! {
    async fn limits_hold_with_the_next_act(t: Fixture) {
        t.set_now(NOW);
        change(&t, |s| s.limits.offer_orders = 2).await.expect("saved");
        on_sale(&t).await;
        let live = t.market.act(&t.seller, ListOfferable {}).await.expect("products").products;
        let offer = CreateOffer {
            name: "many".into(),
            customer_email: "customer@demo.test".into(),
            listing: live[0].listing,
            starts_on: None,
            ends_on: day("2026-12-31"),
            lines: vec![OfferLineInput { spec: live[0].prices[0].spec, percent: BasisPoints(1_000) }],
            max_orders: 3,
        };
        let error = t.market.act(&t.seller, offer).await.expect_err("too many");
        assert_eq!(finding(&error), Some(("max_orders".into(), Code::OutOfRange)));

        // A stored file as large as the least limit: the next is refused.
        change(&t, |s| s.limits.upload_mib = 20).await.expect("saved");
        let reserve = ReserveUpload { purpose: Purpose::Guide, file_name: "guide.pdf".into() };
        let file: FileId = t.market.act(&t.seller, reserve.clone()).await.expect("room");
        let attach = AttachUpload { file, sha256: "cd".repeat(32), size: 20 * 1024 * 1024, kind: "pdf".into(), pixels: None };
        t.market.act(&Actor::System("test"), attach).await.expect("stored");
        let error = t.market.act(&t.seller, reserve.clone()).await.expect_err("full");
        assert_eq!(finding(&error), Some(("file".into(), Code::UploadQuota)));
        t.market.act(&t.other_seller, reserve).await.expect("another has its own");
    }
}

both! {
    async fn prices_are_in_the_currencies_that_are_offered(t: Fixture) {
        let mut content = content(certificate(&t.market, &t.seller).await);
        for price in content.specs.iter_mut().flat_map(|s| s.prices.iter_mut()) {
            price.amount = Money { currency: Currency::USD, ..price.amount };
        }
        let draft = t.market.act(&t.seller, CreateListing { content }).await.expect("a draft");
        let submit = SubmitListing { listing: draft.id, version: draft.version };
        let error = t.market.act(&t.seller, submit.clone()).await.expect_err("yuan only");
        assert!(error.findings().iter().any(|f| f.path.ends_with(".amount") && f.code == Code::UnknownChoice));
        // The rules of a listing know yuan only, so far; the operator's word alone is not in the way any more.
        change(&t, |s| s.currencies.push(Currency::USD)).await.expect("saved");
        let offered = t.market.act(&t.seller, submit).await;
        let found = offered.expect_err("not yet");
        assert!(found.findings().iter().all(|f| f.code != Code::UnknownChoice), "{found:?}");
    }
}

both! {
    async fn a_logo_is_a_picture_of_the_operator_s(t: Fixture) {
        let reserve = ReserveUpload { purpose: Purpose::Logo, file_name: "logo.png".into() };
        let error = t.market.act(&t.seller, reserve.clone()).await.expect_err("not a seller's");
        assert_eq!(finding(&error), Some(("purpose".into(), Code::UnknownChoice)));
        let logo = t.market.act(&t.admin, reserve).await.expect("reserved");
        let error = change(&t, |s| s.logo = Some(logo)).await.expect_err("not stored yet");
        assert_eq!(finding(&error), Some(("settings.logo".into(), Code::Unknown)));
        let certificate = certificate(&t.market, &t.seller).await;
        let error = change(&t, |s| s.logo = Some(certificate)).await.expect_err("no logo");
        assert_eq!(finding(&error), Some(("settings.logo".into(), Code::Unknown)));
    }
}

both! {
    async fn changes_cannot_be_written_over(t: Fixture) {
        change(&t, |s| s.review_days = 5).await.expect("saved");
        let db = raw(&t).await;
        let again = Statement::from_string(
            db.get_database_backend(),
            "INSERT INTO setting_change (part, item, version, at, changed_by) VALUES ('marketplace', '', 1, 0, 'x')",
        );
        assert!(db.execute_raw(again).await.is_err(), "a version is made once");
    }
}
