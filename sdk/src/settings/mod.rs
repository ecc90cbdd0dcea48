//! What the operator sets: the marketplace itself ([`Settings`]), rules that hold from a day on ([`Rule`]), the
//! working-day calendar, templates of reasons; and the history of all of it.

mod calendar;
mod history;
mod rules;
mod templates;

pub use calendar::*;
pub use history::*;
pub use rules::*;
pub use templates::*;

use crate::{
    accounts::ADMINISTRATORS,
    finding::{Code, Finding},
    ids::FileId,
    lang::{Bilingual, Lang},
    listings::TradeClass,
    money::{BasisPoints, Currency},
    operation,
    portal::{Role, Who},
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
    /// Working days a seller has to appeal before points are taken (`domain/business.md` §1.11).
    pub appeal_days: u32,
    /// Days a seller has to enter the amount of a small transfer (`domain/business.md` §1.5).
    pub transfer_days: u32,
    /// People with a role that touches money must sign in with a second step.
    pub two_step_for_money: bool,
    /// Sellers may sign up by themselves.
    pub open_sign_up: bool,
    /// What a seller does to join, in this order (`domain/business.md` §1.1).
    pub joining_steps: Vec<JoiningStep>,
    /// Further roles that must.
    pub two_step_roles: Vec<Role>,
    /// The marketplace's logo, a file of the operator's.
    pub logo: Option<FileId>,
    /// Currencies prices may be in.
    pub currencies: Vec<Currency>,
    /// Languages the interface is offered in; the first is the one of whoever asks for none of them.
    pub languages: Vec<Lang>,
    /// How much an organisation may have.
    pub limits: Limits,
}

/// How much an organisation may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Limits {
    /// Sub-users besides the main account (`domain/business.md` §7.5: 50).
    pub sub_users: u32,
    /// MiB of stored files of one organisation.
    pub upload_mib: u32,
    /// Orders one offer can allow.
    pub offer_orders: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            sub_users: 50,
            upload_mib: 10_240,
            offer_orders: crate::offers::OFFER_MAX_ORDERS,
        }
    }
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
            appeal_days: 3,
            transfer_days: 7,
            two_step_for_money: false,
            open_sign_up: true,
            joining_steps: JoiningStep::ALL.to_vec(),
            two_step_roles: Vec::new(),
            logo: None,
            currencies: vec![Currency::CNY],
            languages: vec![Lang::Zh, Lang::En],
            limits: Limits::default(),
        }
    }
}

impl Settings {
    /// True when somebody with these roles must sign in with a second step.
    pub fn wants_two_step(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| {
            (self.two_step_for_money && crate::accounts::MONEY_ROLES.contains(role))
                || self.two_step_roles.contains(role)
        })
    }

    /// The files of one organisation together, in bytes.
    pub fn upload_bytes(&self) -> u64 {
        u64::from(self.limits.upload_mib) * 1024 * 1024
    }

    /// What is wrong with them: paths as in [`UpdateSettings`].
    pub fn check(&self) -> Vec<Finding> {
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
            "exempt_discount",
            self.exempt_discount.0.into(),
            0,
            self.max_discount.0.into(),
        );
        range("max_discount", self.max_discount.0.into(), 1, 9_900);
        range("max_offer_days", self.max_offer_days.into(), 1, 3_660);
        range("fee", self.fee.0.into(), 0, FEE_MAX.0.into());
        range(
            "bill_threshold_minor",
            self.bill_threshold_minor,
            0,
            THRESHOLD_MAX_MINOR,
        );
        range("bill_day", self.bill_day.into(), 1, BILL_DAY_MAX.into());
        range("review_days", self.review_days.into(), 1, 60);
        range("appeal_days", self.appeal_days.into(), 1, 60);
        range("transfer_days", self.transfer_days.into(), 1, 60);
        range("zone.offset_minutes", self.zone.offset_minutes.into(), -720, 840);
        range("limits.sub_users", self.limits.sub_users.into(), 0, 1_000);
        range("limits.upload_mib", self.limits.upload_mib.into(), 20, 1_048_576);
        range(
            "limits.offer_orders",
            self.limits.offer_orders.into(),
            1,
            crate::offers::OFFER_MAX_ORDERS.into(),
        );
        for (path, text) in [
            ("marketplace.zh", &self.marketplace.zh),
            ("marketplace.en", &self.marketplace.en),
        ] {
            let length = text.trim().chars().count();
            if length == 0 {
                findings.push(Finding::error(path, Code::Required));
            } else if length > NAME_MAX {
                findings.push(
                    Finding::error(path, Code::TooLong)
                        .with("max", NAME_MAX)
                        .with("actual", length),
                );
            }
        }
        for (path, missing) in [
            ("currencies", self.currencies.is_empty()),
            ("languages", self.languages.is_empty()),
        ] {
            if missing {
                findings.push(Finding::error(path, Code::Required));
            }
        }
        let steps = &self.joining_steps;
        if steps
            .iter()
            .enumerate()
            .any(|(i, step)| steps[..i].contains(step))
        {
            findings.push(Finding::error("joining_steps", Code::NotUnique));
        }
        // Bills are made in yuan: without it nothing could be settled.
        if !self.currencies.is_empty() && !self.currencies.contains(&Currency::CNY) {
            findings.push(Finding::error("currencies", Code::UnknownChoice));
        }
        findings
    }
}

/// Longest name of the marketplace.
const NAME_MAX: usize = 60;
/// Longest note on a change.
pub const NOTE_MAX: usize = 500;

/// A note that is too long.
fn check_note(note: &str) -> Option<Finding> {
    let length = note.chars().count();
    (length > NOTE_MAX).then(|| {
        Finding::error("note", Code::TooLong)
            .with("max", NOTE_MAX)
            .with("actual", length)
    })
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

/// Changes the settings. What changes on a day (fee, exempt range, billing) is refused here: see [`AddRule`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UpdateSettings {
    /// The version that was read.
    pub version: i64,
    /// All of them.
    pub settings: Settings,
    /// Why, for the history.
    #[serde(default)]
    pub note: String,
}
operation!(
    UpdateSettings,
    Write,
    Who::Roles(ADMINISTRATORS),
    StoredSettings,
    "Change the operator's settings.",
    |r| {
        let mut findings: Vec<Finding> = r
            .settings
            .check()
            .into_iter()
            .map(|f| f.under("settings"))
            .collect();
        findings.extend(check_note(&r.note));
        findings
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_has_its_range() {
        type Case = (fn(&mut Settings), &'static str, Code);
        let cases: &[Case] = &[
            (
                |s| s.marketplace.zh = " ".into(),
                "marketplace.zh",
                Code::Required,
            ),
            (
                |s| s.marketplace.en = "x".repeat(61),
                "marketplace.en",
                Code::TooLong,
            ),
            (
                |s| s.max_discount = BasisPoints(9_901),
                "max_discount",
                Code::OutOfRange,
            ),
            (
                |s| s.exempt_discount = BasisPoints(9_001),
                "exempt_discount",
                Code::OutOfRange,
            ),
            (|s| s.max_offer_days = 0, "max_offer_days", Code::OutOfRange),
            (|s| s.review_days = 61, "review_days", Code::OutOfRange),
            (|s| s.appeal_days = 0, "appeal_days", Code::OutOfRange),
            (|s| s.transfer_days = 61, "transfer_days", Code::OutOfRange),
            (
                |s| s.zone.offset_minutes = 900,
                "zone.offset_minutes",
                Code::OutOfRange,
            ),
            (
                |s| s.limits.sub_users = 1_001,
                "limits.sub_users",
                Code::OutOfRange,
            ),
            (|s| s.limits.upload_mib = 1, "limits.upload_mib", Code::OutOfRange),
            (
                |s| s.limits.offer_orders = 0,
                "limits.offer_orders",
                Code::OutOfRange,
            ),
            (|s| s.currencies.clear(), "currencies", Code::Required),
            (
                |s| s.currencies = vec![Currency::USD],
                "currencies",
                Code::UnknownChoice,
            ),
            (|s| s.languages.clear(), "languages", Code::Required),
        ];
        assert_eq!(Settings::default().check(), []);
        for (change, path, code) in cases {
            let mut settings = Settings::default();
            change(&mut settings);
            let found: Vec<_> = settings.check().into_iter().map(|f| (f.path, f.code)).collect();
            assert_eq!(found, [((*path).to_owned(), *code)]);
        }
    }

    #[test]
    fn who_needs_a_second_step_is_money_or_named() {
        let mut settings = Settings::default();
        assert!(!settings.wants_two_step(&[Role::Owner, Role::Reviewer]));
        settings.two_step_for_money = true;
        assert!(settings.wants_two_step(&[Role::Owner]) && !settings.wants_two_step(&[Role::Reviewer]));
        settings.two_step_roles = vec![Role::Reviewer];
        assert!(settings.wants_two_step(&[Role::Developer, Role::Reviewer]));
        assert!(!settings.wants_two_step(&[Role::Developer]));
    }

    #[test]
    fn settings_stored_before_a_field_existed_still_read() {
        let old = r#"{"marketplace":{"zh":"行会","en":"Guildhall"},"fee":450}"#;
        let read: Settings = serde_json::from_str(old).expect("settings");
        assert_eq!(read.fee, BasisPoints(450));
        assert_eq!(read.limits, Limits::default());
        assert_eq!(read.languages, [Lang::Zh, Lang::En]);
    }
}
