//! What a listing must be to be submitted, and the little it must be to be saved (`domain/business.md` §2.4–2.9).

use super::{
    figures,
    fold::Folded,
    links,
    model::{AccessType, ListingContent, Spec, Support, TradeClass},
    phrases::{self, Reach},
    spec_name::{check_name, check_spec_name, check_unique},
    text::{
        has_invisible_characters, has_unsafe_characters, is_mail, is_phone, length, length_without_space,
    },
};
use crate::{
    finding::{Code, Finding},
    lang::{Bilingual, Lang},
    money::{Currency, Money},
};
use std::collections::HashSet;

/// Longest product name, in characters. The sources give none; this fits a line of the catalogue.
pub const MAX_PRODUCT_NAME: usize = 64;
/// Shortest and longest overview, in characters.
pub const OVERVIEW: (usize, usize) = (10, 200);
/// Shortest introduction without pictures, in characters without white space (§2.4 \[A1\]).
pub const MIN_INTRODUCTION: usize = 400;
/// Longest introduction, in characters.
pub const MAX_INTRODUCTION: usize = 20_000;
/// Longest description of a spec, in characters.
pub const MAX_SPEC_DESCRIPTION: usize = 500;
/// Most specs of one product.
pub const MAX_SPECS: usize = 50;
/// Longest line of the support fields, in characters.
pub const MAX_SUPPORT_LINE: usize = 100;
/// The highest list price: ¥100,000,000.
pub const MAX_PRICE: Money = Money::cny(10_000_000_000);
/// The least support there may be: days of a week, hours of a day (§2.4 \[A21\]).
pub const LEAST_SUPPORT: (u8, u8) = (5, 8);

/// How much larger a draft may be than what can be submitted: a seller who pastes too much loses nothing.
const DRAFT_ROOM: usize = 2;
/// The most characters a one-line field of a draft holds.
const DRAFT_LINE: usize = 500;
/// The most prices a spec of a draft holds.
const DRAFT_PRICES: usize = 12;

/// Every rule: what stands between a draft and its submission.
pub fn check_listing(content: &ListingContent) -> Vec<Finding> {
    let mut found = Vec::new();
    if content.access_type != AccessType::Saas {
        found.push(Finding::error("access_type", Code::NotSupportedYet));
    }
    if content.trade_class != TradeClass::Common {
        found.push(Finding::error("trade_class", Code::NotSupportedYet));
    }
    for (path, name, lang) in [
        ("name.zh", &content.name.zh, Lang::Zh),
        ("name.en", &content.name.en, Lang::En),
    ] {
        found.extend(check_product_name(path, name, lang));
    }
    if content.category.is_none() {
        found.push(Finding::error("category", Code::Required));
    }
    found.extend(check_overview(&content.overview));
    found.extend(check_introduction(&content.introduction));
    found.extend(check_support(&content.support));
    let certified = content.certificate.as_ref().is_some_and(|c| !c.file.0.is_nil());
    if content.access_type == AccessType::Saas && !certified {
        found.push(Finding::error("certificate", Code::CertificateMissing));
    }
    found.extend(check_specs(&content.specs));
    found
}

fn check_product_name(path: &str, name: &str, lang: Lang) -> Vec<Finding> {
    let mut found = check_name(path, name, lang, MAX_PRODUCT_NAME);
    if has(&found, path, Code::Required) {
        return found;
    }
    let folded = Folded::new(name.trim());
    if figures::price(&folded).is_some() && !has(&found, path, Code::NameHasPrice) {
        found.push(Finding::error(path, Code::NameHasPrice));
    }
    if let Some((from, to)) = figures::version(&folded) {
        found.push(Finding::error(path, Code::NameHasVersion).with("text", folded.quote(from, to)));
    }
    if let Some(words) = phrases::superlative(&folded, Reach::Name) {
        found.push(Finding::error(path, Code::TextHasSuperlative).with("text", words));
    }
    found.extend(outside_link(path, &folded));
    found
}

fn has(found: &[Finding], path: &str, code: Code) -> bool {
    found.iter().any(|f| f.path == path && f.code == code)
}

fn outside_link(path: &str, text: &Folded) -> Option<Finding> {
    links::outside_link(text).map(|link| Finding::error(path, Code::TextHasLink).with("text", link))
}

/// What no text for buyers may hold (§2.4): control characters, requests to enquire, superlatives, outside links.
fn check_prose(path: &str, text: &str, max: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    if has_unsafe_characters(text) {
        found.push(Finding::error(path, Code::ControlCharacters));
    }
    found.extend(too_long(path, text, max));
    let shortened: String = text.chars().take(max * DRAFT_ROOM).collect();
    let folded = Folded::new(&shortened);
    if let Some(words) = phrases::asks_for_price(&folded) {
        found.push(Finding::error(path, Code::TextAsksForPrice).with("text", words));
    }
    if let Some(words) = phrases::superlative(&folded, Reach::Prose) {
        found.push(Finding::error(path, Code::TextHasSuperlative).with("text", words));
    }
    found.extend(outside_link(path, &folded));
    found
}

fn too_long(path: &str, text: &str, max: usize) -> Option<Finding> {
    let actual = length(text);
    (actual > max).then(|| {
        Finding::error(path, Code::TooLong)
            .with("max", max)
            .with("actual", actual)
    })
}

fn check_overview(overview: &Bilingual) -> Vec<Finding> {
    let (min, max) = OVERVIEW;
    let mut found = Vec::new();
    for (path, text, required) in [
        ("overview.zh", &overview.zh, true),
        ("overview.en", &overview.en, false),
    ] {
        let actual = length(text);
        if length_without_space(text) == 0 {
            if required {
                found.push(Finding::error(path, Code::Required));
            }
            continue;
        }
        if actual < min {
            found.push(
                Finding::error(path, Code::TooShort)
                    .with("min", min)
                    .with("actual", actual),
            );
        }
        found.extend(check_prose(path, text, max));
    }
    found
}

fn check_introduction(introduction: &Bilingual) -> Vec<Finding> {
    let mut found = Vec::new();
    let actual = length_without_space(&introduction.zh);
    if actual < MIN_INTRODUCTION {
        let finding = Finding::error("introduction.zh", Code::IntroductionTooShort);
        found.push(finding.with("min", MIN_INTRODUCTION).with("actual", actual));
    }
    found.extend(check_prose("introduction.zh", &introduction.zh, MAX_INTRODUCTION));
    found.extend(check_prose("introduction.en", &introduction.en, MAX_INTRODUCTION));
    found
}

/// What a line must look like, and the code when it does not.
type Form = (fn(&str) -> bool, Code);

fn check_support(support: &Support) -> Vec<Finding> {
    let mut found = Vec::new();
    let (days, hours) = (support.days_per_week, support.hours_per_day);
    for (path, value, max) in [
        ("support.days_per_week", days, 7),
        ("support.hours_per_day", hours, 24),
    ] {
        if !(1..=max).contains(&value) {
            found.push(
                Finding::error(path, Code::OutOfRange)
                    .with("min", 1)
                    .with("max", max),
            );
        }
    }
    let (least_days, least_hours) = LEAST_SUPPORT;
    if found.is_empty() && (days < least_days || hours < least_hours) {
        let path = if days < least_days {
            "support.days_per_week"
        } else {
            "support.hours_per_day"
        };
        found.push(
            Finding::error(path, Code::SupportTooFewHours)
                .with("days", days)
                .with("hours", hours),
        );
    }
    let lines: [(&str, &str, Option<Form>); 3] = [
        ("support.hours", &support.hours, None),
        (
            "support.hotline",
            &support.hotline,
            Some((is_phone, Code::NotAPhone)),
        ),
        ("support.mail", &support.mail, Some((is_mail, Code::NotAnEmail))),
    ];
    for (path, line, form) in lines {
        if length_without_space(line) == 0 {
            found.push(Finding::error(path, Code::Required));
            continue;
        }
        if has_invisible_characters(line) {
            found.push(Finding::error(path, Code::ControlCharacters));
        } else if let Some((fits, code)) = form
            && !fits(line)
        {
            found.push(Finding::error(path, code));
        }
        found.extend(too_long(path, line, MAX_SUPPORT_LINE));
    }
    found
}

fn check_specs(specs: &[Spec]) -> Vec<Finding> {
    let mut found = Vec::new();
    if specs.is_empty() {
        found.push(Finding::error("specs", Code::SpecMissing));
    }
    if specs.len() > MAX_SPECS {
        found.push(
            Finding::error("specs", Code::TooMany)
                .with("max", MAX_SPECS)
                .with("actual", specs.len()),
        );
    }
    let mut ids = HashSet::new();
    for (i, spec) in specs.iter().take(MAX_SPECS).enumerate() {
        let at = format!("specs.{i}");
        if !spec.id.0.is_nil() && !ids.insert(spec.id) {
            found.push(Finding::error(format!("{at}.id"), Code::SpecDuplicateId));
        }
        let names = check_spec_name(&spec.name.zh, &spec.name.en);
        found.extend(
            names
                .into_iter()
                .chain(check_spec_texts(spec))
                .chain(check_prices(spec))
                .map(|f| f.under(&at)),
        );
    }
    found.extend(
        check_unique(specs.iter().take(MAX_SPECS).map(|s| &s.name))
            .into_iter()
            .map(|f| f.under("specs")),
    );
    found
}

fn check_spec_texts(spec: &Spec) -> Vec<Finding> {
    let mut found = check_prose("description.zh", &spec.description.zh, MAX_SPEC_DESCRIPTION);
    found.extend(check_prose(
        "description.en",
        &spec.description.en,
        MAX_SPEC_DESCRIPTION,
    ));
    found
}

/// Prices fit the charging mode, one per term, above ¥0 (a ¥0 spec could be bought without end, §2.7 \[S3\]).
fn check_prices(spec: &Spec) -> Vec<Finding> {
    let mut found = Vec::new();
    if spec.prices.is_empty() {
        found.push(Finding::error("prices", Code::PriceMissing));
    }
    let mut terms = HashSet::new();
    for (i, price) in spec.prices.iter().take(DRAFT_PRICES).enumerate() {
        let (term, amount) = (format!("prices.{i}.term"), format!("prices.{i}.amount"));
        if !spec.charging.terms().contains(&price.term) {
            found.push(Finding::error(&term, Code::PriceWrongMode));
        } else if !terms.insert(price.term) {
            found.push(Finding::error(&term, Code::PriceTwice));
        }
        let code = match price.amount.minor {
            _ if price.amount.currency != Currency::CNY => Some(Code::NotSupportedYet),
            0 => Some(Code::PriceZero),
            ..0 => Some(Code::PriceNegative),
            minor if minor > MAX_PRICE.minor => Some(Code::PriceTooHigh),
            _ => None,
        };
        found.extend(code.map(|code| {
            let finding = Finding::error(amount, code);
            if code == Code::PriceTooHigh {
                finding.with("max", MAX_PRICE.display())
            } else {
                finding
            }
        }));
    }
    found
}

/// Only what would make saving unsafe: control characters, sizes, counts. Everything unfinished or refused later is
/// saved as it is typed.
pub fn check_draft(content: &ListingContent) -> Vec<Finding> {
    let mut found = Vec::new();
    let support = &content.support;
    let lines = [
        ("name.zh", &content.name.zh),
        ("name.en", &content.name.en),
        ("support.hours", &support.hours),
        ("support.hotline", &support.hotline),
        ("support.mail", &support.mail),
    ];
    for (path, line) in lines {
        found.extend(storable(path, line, DRAFT_LINE));
    }
    let texts = [
        ("overview", &content.overview, OVERVIEW.1),
        ("introduction", &content.introduction, MAX_INTRODUCTION),
    ];
    for (path, text, max) in texts {
        found.extend(storable(&format!("{path}.zh"), &text.zh, max * DRAFT_ROOM));
        found.extend(storable(&format!("{path}.en"), &text.en, max * DRAFT_ROOM));
    }
    if let Some(certificate) = &content.certificate {
        found.extend(storable("certificate.name", &certificate.name, DRAFT_LINE));
        found.extend(storable("certificate.sha256", &certificate.sha256, 64));
    }
    let most = MAX_SPECS * DRAFT_ROOM;
    if content.specs.len() > most {
        found.push(
            Finding::error("specs", Code::TooMany)
                .with("max", most)
                .with("actual", content.specs.len()),
        );
    }
    for (i, spec) in content.specs.iter().take(most).enumerate() {
        let at = format!("specs.{i}");
        let name = DRAFT_LINE;
        let description = MAX_SPEC_DESCRIPTION * DRAFT_ROOM;
        for (path, text, max) in [
            ("name.zh", &spec.name.zh, name),
            ("name.en", &spec.name.en, name),
            ("description.zh", &spec.description.zh, description),
            ("description.en", &spec.description.en, description),
        ] {
            found.extend(storable(path, text, max).into_iter().map(|f| f.under(&at)));
        }
        if spec.prices.len() > DRAFT_PRICES {
            let finding = Finding::error(format!("{at}.prices"), Code::TooMany);
            found.push(
                finding
                    .with("max", DRAFT_PRICES)
                    .with("actual", spec.prices.len()),
            );
        }
    }
    found
}

/// What a draft's text must be to be kept.
fn storable(path: &str, text: &str, max: usize) -> Vec<Finding> {
    let control = text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    let mut found: Vec<Finding> = too_long(path, text, max).into_iter().collect();
    if control {
        found.push(Finding::error(path, Code::ControlCharacters));
    }
    found
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
