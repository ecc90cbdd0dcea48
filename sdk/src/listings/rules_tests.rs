//! One row per rule of a listing, on top of the example that has no finding.

use super::*;
use crate::listings::model::{Certificate, ChargingMode, Price, Term};

const GOOD: &str = include_str!("../../../docs/examples/listing-saas.json");
const BAD: &str = include_str!("../../../docs/examples/listing-bad-names.json");

fn good() -> ListingContent {
    serde_json::from_str(GOOD).expect("the example reads")
}

/// `path code` of every finding, for a listing changed from the good one.
fn findings(change: impl FnOnce(&mut ListingContent)) -> Vec<String> {
    let mut content = good();
    change(&mut content);
    check_listing(&content)
        .iter()
        .map(|f| format!("{} {}", f.path, f.code.as_str()))
        .collect()
}

/// One row: what is changed, and the findings that follow.
macro_rules! rows {
    ($($change:expr => [$($expected:literal),*];)+) => {$(
        assert_eq!(findings($change), [$($expected),*] as [&str; count!($($expected),*)], "{}", stringify!($change));
    )+};
}
macro_rules! count { ($($x:literal),*) => { <[&str]>::len(&[$($x),*]) }; }

#[test]
fn the_example_is_complete_and_every_field_can_go_wrong_alone() {
    assert_eq!(findings(|_| ()), [""; 0]);
    rows! {
        |c| c.access_type = AccessType::License => ["access_type not_supported_yet"];
        |c| c.trade_class = TradeClass::Joint => ["trade_class not_supported_yet"];
        |c| c.category = None => ["category required"];
        |c| c.certificate = None => ["certificate certificate.missing"];
        |c| c.certificate = Some(Certificate::default()) => ["certificate certificate.missing"];
        |c| c.overview.zh = "  ".into() => ["overview.zh required"];
        |c| c.overview.zh = "太短".into() => ["overview.zh too_short"];
        |c| c.overview.zh = "长文".repeat(101) => ["overview.zh too_long"];
        |c| c.overview.en = String::new() => [];
        |c| c.overview.en = "short".into() => ["overview.en too_short"];
        |c| c.overview.zh = "这是世界第一的工单系统，欢迎试用".into() => ["overview.zh text.superlative"];
        |c| c.overview.zh = "企业工单系统，价格面议，欢迎试用".into() => ["overview.zh text.ask_for_price"];
        |c| c.introduction.en = "See www.example.com for more.".into() => ["introduction.en text.outside_link"];
        |c| c.introduction.zh.push('\u{0}') => ["introduction.zh control_characters"];
        |c| c.introduction.zh.push('\u{202e}') => ["introduction.zh control_characters"];
        |c| c.introduction.zh = "字 ".repeat(399) => ["introduction.zh introduction.too_short"];
        |c| c.introduction.zh = "字\u{3000}\u{200b}\n".repeat(400) => [];
        |c| c.introduction.zh = "字".repeat(20_001) => ["introduction.zh too_long"];
    }
}

#[test]
fn a_product_name_says_what_is_sold_without_price_version_phone_or_brand() {
    rows! {
        |c| c.name.zh = "云梯工单SaaS版".into() => [];
        |c| c.name.zh = "云梯工单（HCS版）".into() => [];
        |c| c.name.zh = "云梯工单独立部署".into() => [];
        |c| c.name.zh = "云梯工单配套服务".into() => [];
        |c| c.name.zh = String::new() => ["name.zh required"];
        |c| c.name.en = String::new() => ["name.en required"];
        |c| c.name.zh = "云梯工单 99元".into() => ["name.zh name.price"];
        |c| c.name.zh = "云梯工单 V2.0".into() => ["name.zh name.version"];
        |c| c.name.zh = "云梯工单 400-123-4567".into() => ["name.zh name.phone_number"];
        |c| c.name.zh = "华为云云梯工单".into() => ["name.zh name.unauthorised_brand"];
        |c| c.name.zh = "最佳工单系统".into() => ["name.zh text.superlative"];
        |c| c.name.zh = "工单 example.com".into() => ["name.zh text.outside_link"];
        |c| c.name.zh = "产品1".into() => ["name.zh name.bare_counter"];
        |c| c.name.zh = "Yunti".into() => ["name.zh name.needs_chinese"];
        |c| c.name.en = "云梯工单".into() => ["name.en name.needs_latin"];
        |c| c.name.en = "Yunti Desk\u{200b}".into() => ["name.en control_characters"];
        |c| c.name.zh = "工单".repeat(33) => ["name.zh too_long"];
    }
}

#[test]
fn support_is_at_least_five_by_eight_and_can_be_reached() {
    rows! {
        |c| c.support.days_per_week = 0 => ["support.days_per_week out_of_range"];
        |c| c.support.days_per_week = 8 => ["support.days_per_week out_of_range"];
        |c| c.support.days_per_week = 4 => ["support.days_per_week support.too_few_hours"];
        |c| c.support.hours_per_day = 7 => ["support.hours_per_day support.too_few_hours"];
        |c| c.support.hours_per_day = 25 => ["support.hours_per_day out_of_range"];
        |c| c.support.hours = " ".into() => ["support.hours required"];
        |c| c.support.hotline = "打给我".into() => ["support.hotline not_a_phone"];
        |c| c.support.hotline = String::new() => ["support.hotline required"];
        |c| c.support.mail = "service@".into() => ["support.mail not_an_email"];
    }
}

#[test]
fn prices_fit_the_charging_mode_and_are_more_than_nothing() {
    let set = |minor| move |c: &mut ListingContent| c.specs[0].prices[0].amount = Money::cny(minor);
    rows! {
        set(0) => ["specs.0.prices.0.amount price.zero"];
        set(-1) => ["specs.0.prices.0.amount price.negative"];
        set(1) => [];
        set(10_000_000_000) => [];
        set(10_000_000_001) => ["specs.0.prices.0.amount price.too_high"];
        |c| c.specs[0].prices.clear() => ["specs.0.prices price.missing"];
        |c| c.specs[0].prices[1].amount.currency = Currency::USD => ["specs.0.prices.1.amount not_supported_yet"];
        |c| c.specs[0].prices[1].term = Term::Once => ["specs.0.prices.1.term price.wrong_mode"];
        |c| c.specs[0].prices[1].term = Term::Month => ["specs.0.prices.1.term price.twice"];
        |c| {
            c.specs[0].charging = ChargingMode::OneTime;
            c.specs[0].prices = vec![Price { term: Term::Once, amount: Money::cny(1) }];
        } => [];
    }
}

#[test]
fn specs_are_there_few_enough_and_told_apart() {
    rows! {
        |c| c.specs.clear() => ["specs spec.missing"];
        |c| c.specs[1].id = c.specs[0].id => ["specs.1.id spec.duplicate_id"];
        |c| c.specs[1].name.zh = "基础版（５０用户）".into() => ["specs.1.name.zh name.not_unique"];
        |c| c.specs[1].name.zh = "规格一".into() => ["specs.1.name.zh name.bare_counter"];
        |c| c.specs[1].description.zh = "价格面议".into() => ["specs.1.description.zh text.ask_for_price"];
        |c| {
            let first = c.specs[0].clone();
            c.specs = (0..51).map(|i| {
                let mut spec = Spec { id: crate::ids::SpecId(uuid::Uuid::nil()), ..first.clone() };
                spec.name = Bilingual::new(format!("基础版 {i} 用户"), format!("Basic, {i} users"));
                spec
            }).collect();
        } => ["specs too_many"];
    }
}

#[test]
fn the_example_of_bad_names_has_a_finding_at_every_name() {
    let content: ListingContent = serde_json::from_str(BAD).expect("the example reads");
    let found = check_listing(&content);
    for i in 0..content.specs.len() {
        for lang in ["zh", "en"] {
            let path = format!("specs.{i}.name.{lang}");
            assert!(found.iter().any(|f| f.path == path), "{path}");
        }
    }
    for code in [
        Code::NameIsBareCounter,
        Code::NameIsBillingWord,
        Code::NameIsCountingUnit,
        Code::NameSaysNothing,
        Code::NameUsesHuawei,
        Code::NameHasPhone,
        Code::NameAsksForPrice,
        Code::NameHasVersion,
        Code::TooLong,
        Code::ControlCharacters,
        Code::NameNotUnique,
        Code::PriceZero,
    ] {
        assert!(found.iter().any(|f| f.code == code), "{}", code.as_str());
    }
    let elsewhere: Vec<&Finding> = found
        .iter()
        .filter(|f| !f.path.contains("name") && f.code != Code::PriceZero)
        .collect();
    assert!(
        elsewhere.is_empty(),
        "only names and one price are wrong: {elsewhere:?}"
    );
}

#[test]
fn a_draft_is_saved_however_unfinished_or_wrong() {
    for content in [
        ListingContent::default(),
        good(),
        serde_json::from_str(BAD).expect("the example reads"),
    ] {
        assert_eq!(check_draft(&content), []);
    }
    let mut content = good();
    content.specs[0].prices[0].amount = Money::cny(-5);
    content.introduction.zh = "长".repeat(30_000);
    assert_eq!(check_draft(&content), []);
    content.introduction.zh = "长".repeat(40_001);
    content.name.zh = "a\u{0}".into();
    content.specs = vec![Spec::default(); 101];
    let found: Vec<_> = check_draft(&content)
        .iter()
        .map(|f| format!("{} {}", f.path, f.code.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            "name.zh control_characters",
            "introduction.zh too_long",
            "specs too_many"
        ]
    );
}

#[test]
fn every_message_has_its_numbers_filled_in() {
    let mut content: ListingContent = serde_json::from_str(BAD).expect("the example reads");
    content.introduction.zh = "短".into();
    content.support.days_per_week = 1;
    content.overview.zh = "国家级 面议 www.example.com".into();
    content.specs[0].prices[0].amount = Money::cny(i64::MAX);
    for finding in check_listing(&content) {
        for lang in [Lang::Zh, Lang::En] {
            let message = finding.message(lang);
            assert!(!message.contains('{'), "{message}");
        }
    }
}
