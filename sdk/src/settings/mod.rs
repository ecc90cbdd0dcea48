//! What the operator sets: names, ranges, classes.

use crate::{
    accounts::ADMINISTRATORS,
    finding::{Code, Finding},
    lang::Bilingual,
    listings::TradeClass,
    money::BasisPoints,
    operation,
    portal::Who,
    sellers::JoiningStep,
    time::Zone,
};
use serde::{Deserialize, Serialize};

/// The operator's settings. Stored as one versioned row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Settings {
    /// What the marketplace is called.
    pub marketplace: Bilingual,
    /// The zone business dates are computed in.
    pub zone: Zone,
    /// Discounts up to this are effective at once (免审折扣范围, `domain/business.md` §4.1).
    pub exempt_discount: BasisPoints,
    /// Discounts past this are refused.
    pub max_discount: BasisPoints,
    /// Longest validity of an offer in days.
    pub max_offer_days: u32,
    /// Trade classes that may have exclusive discounts. (The China site: joint only; the international one: all.)
    pub offer_classes: Vec<TradeClass>,
    /// Platform fee on the gross of common products (`domain/business.md` §6.4: 5 %).
    pub fee: BasisPoints,
    /// Least gross of unbilled lines of one class before a bill is made, in fen (`domain/business.md` §6.1: ¥1,000).
    pub bill_threshold_minor: i64,
    /// Day of the month the bill job runs (`domain/business.md` §6.2: 3).
    pub bill_day: u32,
    /// Working days a review may take (`domain/business.md` §9.2: 3).
    pub review_days: u32,
    /// People with a role that touches money must sign in with a second step.
    pub two_step_for_money: bool,
    /// Sellers may sign up by themselves.
    pub open_sign_up: bool,
    /// What a seller does to join, in this order (`domain/business.md` §1.1).
    pub joining_steps: Vec<JoiningStep>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            marketplace: Bilingual::new("行会云商店", "Guildhall Marketplace"),
            zone: Zone::default(),
            exempt_discount: BasisPoints(2000),
            max_discount: BasisPoints(9000),
            max_offer_days: 366,
            offer_classes: vec![TradeClass::Common, TradeClass::Joint, TradeClass::SelfOperated],
            fee: BasisPoints(500),
            bill_threshold_minor: 100_000,
            bill_day: 3,
            review_days: 3,
            two_step_for_money: false,
            open_sign_up: true,
            joining_steps: JoiningStep::ALL.to_vec(),
        }
    }
}

/// Settings with the version they were read at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredSettings {
    /// Counts saves.
    pub version: i64,
    /// The settings.
    pub settings: Settings,
}

/// The settings now.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetSettings {}
operation!(
    GetSettings,
    Read,
    Who::Roles(ADMINISTRATORS),
    StoredSettings,
    "The operator's settings."
);

/// Changes the settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UpdateSettings {
    /// The version that was read.
    pub version: i64,
    /// All of them.
    pub settings: Settings,
}
operation!(
    UpdateSettings,
    Write,
    Who::Roles(ADMINISTRATORS),
    StoredSettings,
    "Change the operator's settings.",
    |r| {
        let s = &r.settings;
        let mut findings = Vec::new();
        let mut range = |path: &str, value: i64, min: i64, max: i64| {
            if !(min..=max).contains(&value) {
                findings.push(
                    Finding::error(path, Code::OutOfRange)
                        .with("min", min)
                        .with("max", max),
                );
            }
        };
        range(
            "settings.exempt_discount",
            i64::from(s.exempt_discount.0),
            0,
            i64::from(s.max_discount.0),
        );
        range("settings.max_discount", i64::from(s.max_discount.0), 1, 9_900);
        range("settings.max_offer_days", i64::from(s.max_offer_days), 1, 3_660);
        range("settings.fee", i64::from(s.fee.0), 0, 5_000);
        range(
            "settings.bill_threshold_minor",
            s.bill_threshold_minor,
            0,
            100_000_000,
        );
        range("settings.bill_day", i64::from(s.bill_day), 1, 28);
        range("settings.review_days", i64::from(s.review_days), 1, 60);
        range(
            "settings.zone.offset_minutes",
            i64::from(s.zone.offset_minutes),
            -720,
            840,
        );
        let steps = &s.joining_steps;
        if steps
            .iter()
            .enumerate()
            .any(|(i, step)| steps[..i].contains(step))
        {
            findings.push(Finding::error("settings.joining_steps", Code::NotUnique));
        }
        for (path, text) in [
            ("settings.marketplace.zh", &s.marketplace.zh),
            ("settings.marketplace.en", &s.marketplace.en),
        ] {
            if text.trim().is_empty() {
                findings.push(Finding::error(path, Code::Required));
            }
        }
        findings
    }
);
