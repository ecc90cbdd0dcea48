//! The joining application (入驻申请, `domain/business.md` §1.2–1.3): every field and every prerequisite. The same content
//! is the seller information (商家信息), whose changes are reviewed again (§1.4).

use super::{Evidence, identity::required_line, is_phone};
use crate::{
    accounts::is_email,
    finding::{Code, Finding},
    lang::{Bilingual, Lang},
    listings::find_outside_link,
};
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// Fewest technical and service staff together (§1.2 \[A24\]).
pub const STAFF_MIN: u32 = 15;
/// Least registered capital in 10,000 yuan (§1.2 \[A24\]: ¥500,000).
pub const CAPITAL_MIN: u32 = 50;
/// Least age of the company in years (§1.2 \[A24\] \[A25\]).
pub const YEARS_MIN: u32 = 1;
/// Least customer service (§1.2 \[A24\]): days a week, hours a day.
pub const SERVICE_MIN: (u32, u32) = (5, 8);
/// Most characters of the introduction.
pub const INTRODUCTION_MAX: usize = 2_000;

/// Member states of the European Union, whose sellers say where they pay tax (§1.3 \[I26\], DAC7).
pub const EU: &[&str] = &[
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT",
    "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
];

/// What a seller says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ApplicationContent {
    /// The company's site; may be empty (§1.3 \[A25\]).
    pub website: String,
    /// What the company does.
    pub introduction: Bilingual,
    /// When the company was founded.
    pub founded_on: Option<NaiveDate>,
    /// Everyone employed.
    pub employees: Option<u32>,
    /// Of them technical and service staff.
    pub staff: Option<u32>,
    /// Registered capital in 10,000 yuan (万).
    pub capital: Option<u32>,
    /// Business contact: name. The result of the review goes to them.
    pub contact_name: String,
    /// Business contact: phone.
    pub contact_phone: String,
    /// Business contact: mail.
    pub contact_mail: String,
    /// Address as in the licence: country, ISO 3166 alpha-2.
    pub country: String,
    /// State or province.
    pub province: String,
    /// City.
    pub city: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub zip: String,
    /// Customer service, shown on the product pages: phone.
    pub service_phone: String,
    /// Customer service: mail.
    pub service_mail: String,
    /// Customer service: days a week.
    pub service_days: Option<u32>,
    /// Customer service: hours a day.
    pub service_hours: Option<u32>,
    /// The business licence, its latest version.
    pub licence: Option<Evidence>,
    /// Software copyright certificate, or the right to sell.
    pub rights: Option<Evidence>,
    /// In the European Union: where the company pays tax, ISO 3166 alpha-2.
    pub tax_residency: String,
    /// In the European Union: tax identification number.
    pub tin: String,
    /// In the European Union: financial account identifier.
    pub account_identifier: String,
    /// The company is in no distribution or solution-provider plan of the marketplace (§1.2).
    pub no_other_plan: bool,
    /// Whoever applies accepts the terms of joining.
    pub accepted: bool,
}

impl Default for ApplicationContent {
    fn default() -> Self {
        ApplicationContent {
            website: String::new(),
            introduction: Bilingual::default(),
            founded_on: None,
            employees: None,
            staff: None,
            capital: None,
            contact_name: String::new(),
            contact_phone: String::new(),
            contact_mail: String::new(),
            country: "CN".into(),
            province: String::new(),
            city: String::new(),
            street: String::new(),
            zip: String::new(),
            service_phone: String::new(),
            service_mail: String::new(),
            service_days: None,
            service_hours: None,
            licence: None,
            rights: None,
            tax_residency: String::new(),
            tin: String::new(),
            account_identifier: String::new(),
            no_other_plan: false,
            accepted: false,
        }
    }
}

impl ApplicationContent {
    /// True for a company of the European Union.
    pub fn in_eu(&self) -> bool {
        EU.contains(&self.country.trim())
    }
}

/// The rules of an application. `today`: the business day, by which the company's age is judged.
pub fn check_application(c: &ApplicationContent, today: NaiveDate) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(check_website(&c.website));
    for (path, text) in [
        ("introduction.zh", &c.introduction.zh),
        ("introduction.en", &c.introduction.en),
    ] {
        findings.extend(check_introduction(path, text));
    }
    findings.extend(check_founded(c.founded_on, today));
    findings.extend(least("employees", c.employees, 1, Code::OutOfRange));
    findings.extend(least("staff", c.staff, STAFF_MIN, Code::TooFewStaff).or_else(|| {
        let more = c.staff.zip(c.employees).is_some_and(|(staff, all)| staff > all);
        more.then(|| Finding::error("staff", Code::MoreStaffThanPeople))
    }));
    findings.extend(least("capital", c.capital, CAPITAL_MIN, Code::TooLittleCapital));
    findings.extend(required_line("contact_name", &c.contact_name, 60));
    findings.extend(check_phone("contact_phone", &c.contact_phone));
    findings.extend(check_mail("contact_mail", &c.contact_mail));
    findings.extend(check_country("country", &c.country));
    for (path, text) in [
        ("province", &c.province),
        ("city", &c.city),
        ("street", &c.street),
    ] {
        findings.extend(required_line(path, text, 200));
    }
    findings.extend(required_line("zip", &c.zip, 20));
    findings.extend(check_phone("service_phone", &c.service_phone));
    findings.extend(check_mail("service_mail", &c.service_mail));
    findings.extend(check_service(c));
    for (path, file) in [("licence", &c.licence), ("rights", &c.rights)] {
        if file.is_none() {
            findings.push(Finding::error(path, Code::FileMissing));
        }
    }
    if c.in_eu() {
        findings.extend(check_country("tax_residency", &c.tax_residency));
        findings.extend(required_line("tin", &c.tin, 40));
        findings.extend(required_line("account_identifier", &c.account_identifier, 40));
    }
    for (path, ticked) in [("no_other_plan", c.no_other_plan), ("accepted", c.accepted)] {
        if !ticked {
            findings.push(Finding::error(path, Code::MustDeclare));
        }
    }
    findings
}

fn check_website(text: &str) -> Option<Finding> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let lower = text.to_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let host = rest.map(|r| r.split(['/', '?', '#']).next().unwrap_or_default());
    let bad = text.chars().any(|c| c.is_whitespace() || c.is_control())
        || text.len() > 500
        || host.is_none_or(|h| !h.contains('.') || h.contains('@') || h.starts_with('.'));
    if bad {
        return Some(Finding::error("website", Code::NotAWebsite));
    }
    let names = ["login", "signin", "sign-in", "sso", "passport"];
    let first = host.unwrap_or_default().split('.').next().unwrap_or_default();
    let path = rest.and_then(|r| r.split_once('/')).map_or("", |(_, path)| path);
    let sign_in =
        names.contains(&first) || path.split(['/', '?', '#', '.']).any(|part| names.contains(&part));
    sign_in.then(|| Finding::error("website", Code::WebsiteIsSignIn))
}

fn check_introduction(path: &str, text: &str) -> Option<Finding> {
    let length = text.trim().chars().count();
    if length == 0 {
        return Some(Finding::error(path, Code::Required));
    }
    if length > INTRODUCTION_MAX {
        return Some(
            Finding::error(path, Code::TooLong)
                .with("max", INTRODUCTION_MAX)
                .with("actual", length),
        );
    }
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        return Some(Finding::error(path, Code::ControlCharacters));
    }
    find_outside_link(text).map(|link| Finding::error(path, Code::TextHasLink).with("text", link))
}

fn check_founded(founded: Option<NaiveDate>, today: NaiveDate) -> Option<Finding> {
    match founded {
        None => Some(Finding::error("founded_on", Code::Required)),
        Some(day) => day
            .checked_add_months(Months::new(12 * YEARS_MIN))
            .is_none_or(|old_enough| old_enough > today)
            .then(|| Finding::error("founded_on", Code::FoundedTooLate).with("min", YEARS_MIN)),
    }
}

fn least(path: &str, value: Option<u32>, min: u32, code: Code) -> Option<Finding> {
    match value {
        None => Some(Finding::error(path, Code::Required)),
        Some(n) if n < min && code == Code::OutOfRange => Some(
            Finding::error(path, code)
                .with("min", min)
                .with("max", 10_000_000),
        ),
        Some(n) if n < min => Some(Finding::error(path, code).with("min", min).with("actual", n)),
        Some(n) if n > 10_000_000 => Some(
            Finding::error(path, Code::OutOfRange)
                .with("min", min)
                .with("max", 10_000_000),
        ),
        Some(_) => None,
    }
}

fn check_service(c: &ApplicationContent) -> Option<Finding> {
    let (Some(days), Some(hours)) = (c.service_days, c.service_hours) else {
        let path = if c.service_days.is_none() {
            "service_days"
        } else {
            "service_hours"
        };
        return Some(Finding::error(path, Code::Required));
    };
    if days > 7 || hours > 24 {
        let (path, max) = if days > 7 {
            ("service_days", 7)
        } else {
            ("service_hours", 24)
        };
        return Some(
            Finding::error(path, Code::OutOfRange)
                .with("min", 1)
                .with("max", max),
        );
    }
    (days < SERVICE_MIN.0 || hours < SERVICE_MIN.1).then(|| {
        Finding::error("service_days", Code::SupportTooFewHours)
            .with("days", days)
            .with("hours", hours)
    })
}

fn check_phone(path: &str, text: &str) -> Option<Finding> {
    if text.trim().is_empty() {
        Some(Finding::error(path, Code::Required))
    } else {
        (!is_phone(text)).then(|| Finding::error(path, Code::NotAPhone))
    }
}

fn check_mail(path: &str, text: &str) -> Option<Finding> {
    if text.trim().is_empty() {
        Some(Finding::error(path, Code::Required))
    } else {
        (!is_email(text.trim())).then(|| Finding::error(path, Code::NotAnEmail))
    }
}

fn check_country(path: &str, text: &str) -> Option<Finding> {
    let text = text.trim();
    if text.is_empty() {
        Some(Finding::error(path, Code::Required))
    } else {
        (text.len() != 2 || !text.bytes().all(|b| b.is_ascii_uppercase()))
            .then(|| Finding::error(path, Code::UnknownChoice))
    }
}

/// A condition for joining (§1.2), as the page lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Prerequisite {
    /// The company was authenticated.
    Identity,
    /// It is old enough.
    Founded,
    /// It has staff enough.
    Staff,
    /// It has capital enough.
    Capital,
    /// It answers customers enough.
    Service,
    /// It has the rights to what it sells.
    Rights,
    /// It is in no other plan.
    NoOtherPlan,
    /// It accepts the terms.
    Accepted,
}

impl Prerequisite {
    /// All of them.
    pub const ALL: &'static [Prerequisite] = &[
        Prerequisite::Identity,
        Prerequisite::Founded,
        Prerequisite::Staff,
        Prerequisite::Capital,
        Prerequisite::Service,
        Prerequisite::Rights,
        Prerequisite::NoOtherPlan,
        Prerequisite::Accepted,
    ];

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Prerequisite::Identity, Lang::Zh) => "已完成企业实名认证",
            (Prerequisite::Identity, Lang::En) => "Real-name authentication is done",
            (Prerequisite::Founded, Lang::Zh) => "公司成立满 1 年",
            (Prerequisite::Founded, Lang::En) => "The company is a year old",
            (Prerequisite::Staff, Lang::Zh) => "技术与服务人员合计不少于 15 人",
            (Prerequisite::Staff, Lang::En) => "15 technical and service staff at least",
            (Prerequisite::Capital, Lang::Zh) => "注册资本不少于 50 万元",
            (Prerequisite::Capital, Lang::En) => "Registered capital of ¥500,000 at least",
            (Prerequisite::Service, Lang::Zh) => "在线客服不少于 5 天 × 8 小时",
            (Prerequisite::Service, Lang::En) => "Customer service 5 days × 8 hours at least",
            (Prerequisite::Rights, Lang::Zh) => "有软件著作权证书或软件销售权证明",
            (Prerequisite::Rights, Lang::En) => "Copyright certificate, or the right to sell",
            (Prerequisite::NoOtherPlan, Lang::Zh) => "未加入经销商计划或解决方案提供商计划",
            (Prerequisite::NoOtherPlan, Lang::En) => "In no distribution or solution-provider plan",
            (Prerequisite::Accepted, Lang::Zh) => "同意入驻条款",
            (Prerequisite::Accepted, Lang::En) => "The terms of joining are accepted",
        }
    }

    /// The field that decides it; empty for the authentication, which is a step of its own.
    pub const fn field(self) -> &'static str {
        match self {
            Prerequisite::Identity => "",
            Prerequisite::Founded => "founded_on",
            Prerequisite::Staff => "staff",
            Prerequisite::Capital => "capital",
            Prerequisite::Service => "service_days",
            Prerequisite::Rights => "rights",
            Prerequisite::NoOtherPlan => "no_other_plan",
            Prerequisite::Accepted => "accepted",
        }
    }
}

/// Which conditions hold, by the same rules that decide.
pub fn prerequisites(c: &ApplicationContent, today: NaiveDate, identity: bool) -> Vec<(Prerequisite, bool)> {
    let findings = check_application(c, today);
    let bad = |field: &str| {
        findings
            .iter()
            .any(|f| f.path == field || (field == "service_days" && f.path == "service_hours"))
    };
    Prerequisite::ALL
        .iter()
        .map(|p| match p {
            Prerequisite::Identity => (*p, identity),
            _ => (*p, !bad(p.field())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::FileId;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn full() -> ApplicationContent {
        let file = |n| Some(Evidence::of(FileId(Uuid::from_u128(n))));
        ApplicationContent {
            website: "https://www.galaxy.example.com/about".into(),
            introduction: Bilingual::new("企业软件公司。", "We make software for companies."),
            founded_on: Some(day("2019-05-06")),
            employees: Some(60),
            staff: Some(20),
            capital: Some(500),
            contact_name: "林晓".into(),
            contact_phone: "+86 138 0000 0000".into(),
            contact_mail: "lin@galaxy.example.com".into(),
            province: "广东".into(),
            city: "深圳".into(),
            street: "科技园路 1 号".into(),
            zip: "518000".into(),
            service_phone: "400-800-1234".into(),
            service_mail: "service@galaxy.example.com".into(),
            service_days: Some(7),
            service_hours: Some(12),
            licence: file(1),
            rights: file(2),
            no_other_plan: true,
            accepted: true,
            ..ApplicationContent::default()
        }
    }

    #[test]
    fn every_rule_of_the_application_stands_at_its_field() {
        type Change = fn(&mut ApplicationContent);
        let cases: &[(Change, &[(&str, Code)])] = &[
            (|_| {}, &[]),
            (|c| c.website.clear(), &[]),
            (
                |c| c.website = "galaxy.example.com".into(),
                &[("website", Code::NotAWebsite)],
            ),
            (
                |c| c.website = "ftp://galaxy.example.com".into(),
                &[("website", Code::NotAWebsite)],
            ),
            (
                |c| c.website = "https://galaxy".into(),
                &[("website", Code::NotAWebsite)],
            ),
            (
                |c| c.website = "https://app.galaxy.example.com/login?next=/".into(),
                &[("website", Code::WebsiteIsSignIn)],
            ),
            (
                |c| c.website = "https://login.galaxy.example.com".into(),
                &[("website", Code::WebsiteIsSignIn)],
            ),
            (
                |c| c.introduction.zh.clear(),
                &[("introduction.zh", Code::Required)],
            ),
            (
                |c| c.introduction.en = "See www.example.com".into(),
                &[("introduction.en", Code::TextHasLink)],
            ),
            (
                |c| c.introduction.en = "x".repeat(2_001),
                &[("introduction.en", Code::TooLong)],
            ),
            (|c| c.founded_on = None, &[("founded_on", Code::Required)]),
            (
                |c| c.founded_on = Some(day("2025-11-29")),
                &[("founded_on", Code::FoundedTooLate)],
            ),
            (|c| c.founded_on = Some(day("2025-11-28")), &[]),
            (
                |c| c.employees = Some(0),
                &[
                    ("employees", Code::OutOfRange),
                    ("staff", Code::MoreStaffThanPeople),
                ],
            ),
            (|c| c.staff = Some(14), &[("staff", Code::TooFewStaff)]),
            (|c| c.staff = Some(15), &[]),
            (|c| c.staff = Some(61), &[("staff", Code::MoreStaffThanPeople)]),
            (|c| c.capital = Some(49), &[("capital", Code::TooLittleCapital)]),
            (|c| c.capital = Some(50), &[]),
            (
                |c| c.contact_phone = "call me".into(),
                &[("contact_phone", Code::NotAPhone)],
            ),
            (
                |c| c.contact_mail = "nobody".into(),
                &[("contact_mail", Code::NotAnEmail)],
            ),
            (
                |c| c.country = "China".into(),
                &[("country", Code::UnknownChoice)],
            ),
            (|c| c.city = " ".into(), &[("city", Code::Required)]),
            (|c| c.service_mail.clear(), &[("service_mail", Code::Required)]),
            (
                |c| c.service_hours = Some(7),
                &[("service_days", Code::SupportTooFewHours)],
            ),
            (
                |c| c.service_days = Some(8),
                &[("service_days", Code::OutOfRange)],
            ),
            (|c| c.service_hours = None, &[("service_hours", Code::Required)]),
            (|c| c.licence = None, &[("licence", Code::FileMissing)]),
            (|c| c.rights = None, &[("rights", Code::FileMissing)]),
            (
                |c| c.no_other_plan = false,
                &[("no_other_plan", Code::MustDeclare)],
            ),
            (|c| c.accepted = false, &[("accepted", Code::MustDeclare)]),
            (
                |c| c.country = "DE".into(),
                &[
                    ("tax_residency", Code::Required),
                    ("tin", Code::Required),
                    ("account_identifier", Code::Required),
                ],
            ),
        ];
        for (i, (change, expected)) in cases.iter().enumerate() {
            let mut content = full();
            change(&mut content);
            let found = check_application(&content, day("2026-11-28"));
            let found: Vec<(&str, Code)> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
            assert_eq!(found, *expected, "case {i}");
        }
    }

    #[test]
    fn the_conditions_hold_by_the_rules_that_decide() {
        let today = day("2026-11-28");
        assert!(
            prerequisites(&full(), today, true)
                .iter()
                .all(|(_, holds)| *holds)
        );
        let few = ApplicationContent {
            staff: Some(3),
            service_hours: None,
            ..full()
        };
        let open: Vec<Prerequisite> = prerequisites(&few, today, false)
            .into_iter()
            .filter_map(|(p, holds)| (!holds).then_some(p))
            .collect();
        assert_eq!(
            open,
            [Prerequisite::Identity, Prerequisite::Staff, Prerequisite::Service]
        );
    }
}
