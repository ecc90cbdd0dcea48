//! Rules that hold from a day on: fee rates, exempt ranges (免审折扣范围), when bills are made.
//!
//! A rule is never edited. It begins on a business day; a later rule of the same scope takes over from its own first
//! day on. One that has not begun can be withdrawn. What was frozen under a rule keeps it.

use super::check_note;
use crate::{
    accounts::ADMINISTRATORS,
    finding::{Code, Finding},
    ids::{ListingId, OrganisationId, RuleId},
    lang::{Bilingual, Lang},
    listings::{Category, TradeClass},
    money::BasisPoints,
    operation,
    portal::Who,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The highest fee that can be set.
pub const FEE_MAX: BasisPoints = BasisPoints(5_000);
/// The highest threshold of a bill, in fen.
pub const THRESHOLD_MAX_MINOR: i64 = 100_000_000;
/// The last day of a month that every month has.
pub const BILL_DAY_MAX: u32 = 28;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// The platform's fee (`domain/business.md` §6.4).
    Fee,
    /// Discounts up to it are effective at once (`domain/business.md` §4.1).
    Exempt,
    /// When bills are made, and from which sum on (`domain/business.md` §6.1, §6.2).
    Billing,
}

impl RuleKind {
    /// All of them.
    pub const ALL: &'static [RuleKind] = &[RuleKind::Fee, RuleKind::Exempt, RuleKind::Billing];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            RuleKind::Fee => "fee",
            RuleKind::Exempt => "exempt",
            RuleKind::Billing => "billing",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<RuleKind> {
        RuleKind::ALL.iter().copied().find(|k| k.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (RuleKind::Fee, Lang::Zh) => "平台服务费率",
            (RuleKind::Fee, Lang::En) => "Fee rate",
            (RuleKind::Exempt, Lang::Zh) => "免审折扣范围",
            (RuleKind::Exempt, Lang::En) => "Exempt range",
            (RuleKind::Billing, Lang::Zh) => "出账规则",
            (RuleKind::Billing, Lang::En) => "Billing",
        }
    }

    /// The first day a new rule may hold from. An offer is judged when it is made, so an exempt range may begin today;
    /// a fee or a bill day that began today would change what has happened since midnight.
    pub fn earliest(self, today: NaiveDate) -> NaiveDate {
        match self {
            RuleKind::Exempt => today,
            RuleKind::Fee | RuleKind::Billing => today.succ_opt().unwrap_or(today),
        }
    }
}

/// What a rule sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RuleValue {
    /// The platform's share of the gross of a line that takes effect from the day on.
    Fee {
        /// The rate.
        rate: BasisPoints,
    },
    /// The largest discount of an offer that is effective at once.
    Exempt {
        /// Up to and including it.
        up_to: BasisPoints,
    },
    /// Bills.
    Billing {
        /// The day of the month.
        day: u32,
        /// The least gross of a seller's unbilled lines of one class, in fen.
        threshold_minor: i64,
    },
}

impl RuleValue {
    /// What it is about.
    pub const fn kind(self) -> RuleKind {
        match self {
            RuleValue::Fee { .. } => RuleKind::Fee,
            RuleValue::Exempt { .. } => RuleKind::Exempt,
            RuleValue::Billing { .. } => RuleKind::Billing,
        }
    }

    /// What is out of range.
    pub fn check(self) -> Vec<Finding> {
        let range = |path: &str, value: i64, min: i64, max: i64| {
            (!(min..=max).contains(&value)).then(|| {
                Finding::error(path, Code::OutOfRange)
                    .with("min", min)
                    .with("max", max)
            })
        };
        match self {
            RuleValue::Fee { rate } => range("value.rate", rate.0.into(), 0, FEE_MAX.0.into())
                .into_iter()
                .collect(),
            RuleValue::Exempt { up_to } => range("value.up_to", up_to.0.into(), 0, 9_900)
                .into_iter()
                .collect(),
            RuleValue::Billing { day, threshold_minor } => [
                range("value.day", day.into(), 1, BILL_DAY_MAX.into()),
                range("value.threshold_minor", threshold_minor, 0, THRESHOLD_MAX_MINOR),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }
}

/// What a rule is limited to; nothing for everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct RuleScope {
    /// Products of a trade class.
    pub class: Option<TradeClass>,
    /// Products of a category.
    pub category: Option<Category>,
    /// One seller.
    pub seller: Option<OrganisationId>,
    /// One product.
    pub listing: Option<ListingId>,
}

impl RuleScope {
    /// True when the rule is about this: `target` says everything that is known of it.
    pub fn covers(&self, target: &RuleScope) -> bool {
        fn within<T: PartialEq>(rule: &Option<T>, target: &Option<T>) -> bool {
            rule.is_none() || rule == target
        }
        within(&self.class, &target.class)
            && within(&self.category, &target.category)
            && within(&self.seller, &target.seller)
            && within(&self.listing, &target.listing)
    }

    /// How narrow it is: a product is narrower than a seller, a seller than a category, a category than a class.
    pub fn narrowness(&self) -> u8 {
        [
            (self.class.is_some(), 1),
            (self.category.is_some(), 2),
            (self.seller.is_some(), 4),
            (self.listing.is_some(), 8),
        ]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, weight)| weight)
        .sum()
    }

    /// What a rule of a kind cannot be limited to. A bill has one seller and class, so a fee has no more; bills are
    /// made for everybody on one day.
    pub fn check(&self, kind: RuleKind) -> Vec<Finding> {
        let allowed: &[&str] = match kind {
            RuleKind::Fee => &["class", "seller"],
            RuleKind::Exempt => &["category", "seller", "listing"],
            RuleKind::Billing => &[],
        };
        [
            ("class", self.class.is_some()),
            ("category", self.category.is_some()),
            ("seller", self.seller.is_some()),
            ("listing", self.listing.is_some()),
        ]
        .into_iter()
        .filter(|(name, is)| *is && !allowed.contains(name))
        .map(|(name, _)| Finding::error(name, Code::RuleScope))
        .collect()
    }

    /// One text for one scope: what the database keeps unique.
    pub fn key(&self) -> String {
        let id = |id: Option<String>| id.unwrap_or_default();
        format!(
            "{}/{}/{}/{}",
            self.class.map_or("", TradeClass::as_str),
            self.category.map_or("", Category::as_str),
            id(self.seller.map(|s| s.to_string())),
            id(self.listing.map(|l| l.to_string())),
        )
    }
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// Its first business day.
    pub from: NaiveDate,
    /// What it is limited to.
    pub scope: RuleScope,
    /// What it sets.
    pub value: RuleValue,
}

/// The rule that holds for something on a day: the narrowest that covers it and has begun; of one scope the latest.
pub fn in_force<'a>(
    rules: impl IntoIterator<Item = &'a Rule>,
    kind: RuleKind,
    day: NaiveDate,
    target: &RuleScope,
) -> Option<&'a Rule> {
    rules
        .into_iter()
        .filter(|r| r.value.kind() == kind && r.from <= day && r.scope.covers(target))
        .max_by_key(|r| (r.scope.narrowness(), r.from))
}

/// The fee of a seller's lines of a class that take effect on a day.
pub fn fee_on(
    rules: &[Rule],
    base: BasisPoints,
    day: NaiveDate,
    seller: OrganisationId,
    class: TradeClass,
) -> BasisPoints {
    let target = RuleScope {
        class: Some(class),
        seller: Some(seller),
        ..RuleScope::default()
    };
    match in_force(rules, RuleKind::Fee, day, &target).map(|r| r.value) {
        Some(RuleValue::Fee { rate }) => rate,
        _ => base,
    }
}

/// Up to which discount an offer of a product made on a day is effective at once.
pub fn exempt_on(rules: &[Rule], base: BasisPoints, day: NaiveDate, product: &RuleScope) -> BasisPoints {
    match in_force(rules, RuleKind::Exempt, day, product).map(|r| r.value) {
        Some(RuleValue::Exempt { up_to }) => up_to,
        _ => base,
    }
}

/// Where a rule stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleState {
    /// Its day has not come.
    Scheduled,
    /// It holds.
    InForce,
    /// A later one of its scope holds.
    Replaced,
    /// It was taken back before its day.
    Withdrawn,
}

impl RuleState {
    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (RuleState::Scheduled, Lang::Zh) => "待生效",
            (RuleState::Scheduled, Lang::En) => "Scheduled",
            (RuleState::InForce, Lang::Zh) => "生效中",
            (RuleState::InForce, Lang::En) => "In force",
            (RuleState::Replaced, Lang::Zh) => "已被替代",
            (RuleState::Replaced, Lang::En) => "Replaced",
            (RuleState::Withdrawn, Lang::Zh) => "已撤回",
            (RuleState::Withdrawn, Lang::En) => "Withdrawn",
        }
    }

    /// Where a rule that was not withdrawn stands among all of them.
    pub fn of(rule: &Rule, all: &[Rule], today: NaiveDate) -> RuleState {
        if rule.from > today {
            return RuleState::Scheduled;
        }
        let later = all.iter().any(|o| {
            o.value.kind() == rule.value.kind()
                && o.scope == rule.scope
                && o.from > rule.from
                && o.from <= today
        });
        if later {
            RuleState::Replaced
        } else {
            RuleState::InForce
        }
    }
}

/// A rule as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleRow {
    /// The rule.
    pub rule: Rule,
    /// Where it stands.
    pub state: RuleState,
    /// The seller it is limited to.
    pub seller_name: Option<Bilingual>,
    /// The product it is limited to.
    pub listing_name: Option<Bilingual>,
    /// Who added it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub note: String,
}

/// Every rule, newest day first, and what holds for whoever no rule is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rules {
    /// Today in the marketplace's zone.
    pub today: NaiveDate,
    /// What holds for everybody today.
    pub in_force: Vec<RuleValue>,
    /// The rules.
    pub rules: Vec<RuleRow>,
}

/// Lists the rules.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListRules {}
operation!(
    ListRules,
    Read,
    Who::Roles(ADMINISTRATORS),
    Rules,
    "The rules that hold from a day on."
);

/// Adds a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AddRule {
    /// Its first business day.
    pub from: NaiveDate,
    /// What it sets.
    pub value: RuleValue,
    /// Only products of a trade class.
    #[serde(default)]
    pub class: Option<TradeClass>,
    /// Only products of a category.
    #[serde(default)]
    pub category: Option<Category>,
    /// Only one seller: the id, or the address of one of its people. Empty for all.
    #[serde(default)]
    pub seller: String,
    /// Only one product.
    #[serde(default)]
    pub listing: Option<ListingId>,
    /// Why, for the history.
    #[serde(default)]
    pub note: String,
}
operation!(
    AddRule,
    Write,
    Who::Roles(ADMINISTRATORS),
    RuleId,
    "Add a rule from a day on.",
    |r| {
        let mut findings = r.value.check();
        let scope = RuleScope {
            class: r.class,
            category: r.category,
            // Whether there is such a seller the handler finds out; whether there may be one is known here.
            seller: (!r.seller.trim().is_empty()).then_some(OrganisationId(uuid::Uuid::nil())),
            listing: r.listing,
        };
        findings.extend(scope.check(r.value.kind()));
        findings.extend(check_note(&r.note));
        findings
    }
);

/// Takes a rule back before its day.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WithdrawRule {
    /// Which.
    pub rule: RuleId,
}
operation!(
    WithdrawRule,
    Write,
    Who::Roles(ADMINISTRATORS),
    (),
    "Take a rule back before its day."
);

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }
    fn fee(n: u128, from: &str, scope: RuleScope, rate: u32) -> Rule {
        Rule {
            id: RuleId(Uuid::from_u128(n)),
            from: day(from),
            scope,
            value: RuleValue::Fee {
                rate: BasisPoints(rate),
            },
        }
    }
    const GALAXY: OrganisationId = OrganisationId(Uuid::from_u128(1));
    const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(2));

    #[test]
    fn the_narrowest_rule_that_has_begun_holds() {
        let seller = RuleScope {
            seller: Some(GALAXY),
            ..RuleScope::default()
        };
        let joint = RuleScope {
            class: Some(TradeClass::Joint),
            ..RuleScope::default()
        };
        let both = RuleScope {
            class: Some(TradeClass::Joint),
            ..seller
        };
        let rules = [
            fee(1, "2026-01-01", RuleScope::default(), 600),
            fee(2, "2026-07-01", RuleScope::default(), 700),
            fee(3, "2026-03-01", seller, 300),
            fee(4, "2026-03-01", joint, 1_000),
            fee(5, "2026-05-01", both, 200),
        ];
        for (on, who, class, expected) in [
            ("2025-12-31", OTHER, TradeClass::Common, 500),
            ("2026-01-01", OTHER, TradeClass::Common, 600),
            ("2026-06-30", OTHER, TradeClass::Common, 600),
            ("2026-07-01", OTHER, TradeClass::Common, 700),
            ("2026-07-01", GALAXY, TradeClass::Common, 300),
            ("2026-02-28", GALAXY, TradeClass::Common, 600),
            ("2026-07-01", OTHER, TradeClass::Joint, 1_000),
            ("2026-04-30", GALAXY, TradeClass::Joint, 300),
            ("2026-05-01", GALAXY, TradeClass::Joint, 200),
        ] {
            assert_eq!(
                fee_on(&rules, BasisPoints(500), day(on), who, class),
                BasisPoints(expected),
                "{on} {class}"
            );
        }
    }

    #[test]
    fn a_product_s_exempt_range_goes_before_its_seller_s_and_its_category_s() {
        let product = RuleScope {
            class: Some(TradeClass::Joint),
            category: Some(Category::Ai),
            seller: Some(GALAXY),
            listing: Some(ListingId(Uuid::from_u128(9))),
        };
        let rule = |n, scope, up_to| Rule {
            value: RuleValue::Exempt {
                up_to: BasisPoints(up_to),
            },
            ..fee(n, "2026-01-01", scope, 0)
        };
        let category = RuleScope {
            category: Some(Category::Ai),
            ..RuleScope::default()
        };
        let seller = RuleScope {
            seller: Some(GALAXY),
            ..RuleScope::default()
        };
        let listing = RuleScope {
            listing: product.listing,
            ..RuleScope::default()
        };
        let mut rules = vec![fee(1, "2026-01-01", RuleScope::default(), 1)];
        let expect = |rules: &[Rule], expected: u32| {
            assert_eq!(
                exempt_on(rules, BasisPoints(2_000), day("2026-02-01"), &product).0,
                expected
            );
        };
        expect(&rules, 2_000);
        for (n, scope, up_to) in [
            (2, RuleScope::default(), 1_500),
            (3, category, 2_500),
            (4, seller, 1_000),
            (5, listing, 4_000),
        ] {
            rules.push(rule(n, scope, up_to));
            expect(&rules, up_to);
        }
    }

    #[test]
    fn scopes_values_and_days_have_their_limits() {
        let all = RuleScope {
            class: Some(TradeClass::Joint),
            category: Some(Category::Ai),
            seller: Some(GALAXY),
            listing: Some(ListingId(Uuid::from_u128(9))),
        };
        let paths =
            |findings: Vec<Finding>| -> Vec<String> { findings.into_iter().map(|f| f.path).collect() };
        assert_eq!(paths(all.check(RuleKind::Fee)), ["category", "listing"]);
        assert_eq!(paths(all.check(RuleKind::Exempt)), ["class"]);
        assert_eq!(paths(all.check(RuleKind::Billing)).len(), 4);
        assert_ne!(all.key(), RuleScope::default().key());
        for (value, expected) in [
            (
                RuleValue::Fee {
                    rate: BasisPoints(5_000),
                },
                vec![],
            ),
            (
                RuleValue::Fee {
                    rate: BasisPoints(5_001),
                },
                vec!["value.rate"],
            ),
            (
                RuleValue::Exempt {
                    up_to: BasisPoints(9_901),
                },
                vec!["value.up_to"],
            ),
            (
                RuleValue::Billing {
                    day: 29,
                    threshold_minor: -1,
                },
                vec!["value.day", "value.threshold_minor"],
            ),
        ] {
            assert_eq!(paths(value.check()), expected);
        }
        let today = day("2026-11-30");
        assert_eq!(RuleKind::Fee.earliest(today), day("2026-12-01"));
        assert_eq!(RuleKind::Exempt.earliest(today), today);
    }

    #[test]
    fn a_rule_is_scheduled_then_holds_then_is_replaced() {
        let rules = [
            fee(1, "2026-01-01", RuleScope::default(), 600),
            fee(2, "2026-07-01", RuleScope::default(), 700),
        ];
        for (today, expected) in [
            ("2025-12-31", [RuleState::Scheduled, RuleState::Scheduled]),
            ("2026-01-01", [RuleState::InForce, RuleState::Scheduled]),
            ("2026-07-01", [RuleState::Replaced, RuleState::InForce]),
        ] {
            let states = rules.each_ref().map(|r| RuleState::of(r, &rules, day(today)));
            assert_eq!(states, expected, "{today}");
        }
    }
}
