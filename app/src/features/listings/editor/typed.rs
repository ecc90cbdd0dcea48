//! What is in the fields, as it was typed: a price that cannot be read yet is kept too. From it comes the content that is
//! saved, and to it goes everything the rules find.

use super::parts::field_at;
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::SpecId,
    lang::Bilingual,
    listings::{
        AccessType, Category, Certificate, ChargingMode, ListingContent, Price, Spec, Support, Term,
        TradeClass, check_listing,
    },
    money::{Currency, Money},
};
use serde::{Deserialize, Serialize};

/// The fields of a spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedSpec {
    /// Made in the browser when the spec is added, so that it is the same spec from save to save.
    pub id: SpecId,
    pub name: Bilingual,
    pub description: Bilingual,
    pub charging: ChargingMode,
    pub month: String,
    pub year: String,
    pub once: String,
}

impl Default for TypedSpec {
    fn default() -> Self {
        TypedSpec {
            id: Spec::default().id,
            name: Bilingual::default(),
            description: Bilingual::default(),
            charging: ChargingMode::default(),
            month: String::new(),
            year: String::new(),
            once: String::new(),
        }
    }
}

impl TypedSpec {
    /// What was typed for a term. A price of the other charging mode stays in its field and is not part of the content.
    pub fn price(&self, term: Term) -> &str {
        match term {
            Term::Month => &self.month,
            Term::Year => &self.year,
            Term::Once => &self.once,
        }
    }
}

/// The fields of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub access_type: AccessType,
    pub trade_class: TradeClass,
    pub name: Bilingual,
    pub category: String,
    pub overview: Bilingual,
    pub introduction: Bilingual,
    pub days: String,
    pub hours_per_day: String,
    pub hours: String,
    pub hotline: String,
    pub mail: String,
    pub certificate: Option<Certificate>,
    pub specs: Vec<TypedSpec>,
}

impl Typed {
    /// The fields of a stored content.
    pub fn of(content: &ListingContent) -> Typed {
        let amount = |spec: &Spec, term| spec.price(term).map(Money::major).unwrap_or_default();
        Typed {
            access_type: content.access_type,
            trade_class: content.trade_class,
            name: content.name.clone(),
            category: content
                .category
                .map(|c| c.as_str().to_owned())
                .unwrap_or_default(),
            overview: content.overview.clone(),
            introduction: content.introduction.clone(),
            days: content.support.days_per_week.to_string(),
            hours_per_day: content.support.hours_per_day.to_string(),
            hours: content.support.hours.clone(),
            hotline: content.support.hotline.clone(),
            mail: content.support.mail.clone(),
            certificate: content.certificate.clone(),
            specs: content
                .specs
                .iter()
                .map(|spec| TypedSpec {
                    id: spec.id,
                    name: spec.name.clone(),
                    description: spec.description.clone(),
                    charging: spec.charging,
                    month: amount(spec, Term::Month),
                    year: amount(spec, Term::Year),
                    once: amount(spec, Term::Once),
                })
                .collect(),
        }
    }

    /// What is saved. A price that cannot be read is left out; [`Typed::findings`] says so.
    pub fn content(&self) -> ListingContent {
        ListingContent {
            access_type: self.access_type,
            trade_class: self.trade_class,
            name: self.name.clone(),
            category: Category::parse(&self.category),
            overview: self.overview.clone(),
            introduction: self.introduction.clone(),
            support: Support {
                days_per_week: self.days.trim().parse().unwrap_or(0),
                hours_per_day: self.hours_per_day.trim().parse().unwrap_or(0),
                hours: self.hours.clone(),
                hotline: self.hotline.clone(),
                mail: self.mail.clone(),
            },
            certificate: self.certificate.clone(),
            specs: self
                .specs
                .iter()
                .map(|spec| Spec {
                    id: spec.id,
                    name: spec.name.clone(),
                    description: spec.description.clone(),
                    charging: spec.charging,
                    prices: spec
                        .charging
                        .terms()
                        .iter()
                        .filter_map(|term| {
                            let amount = Money::parse(spec.price(*term), Currency::CNY)?;
                            Some(Price { term: *term, amount })
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    /// Everything the rules find, at the form's fields.
    pub fn findings(&self) -> Vec<Finding> {
        let content = self.content();
        let mut unreadable = Vec::new();
        for (i, spec) in self.specs.iter().enumerate() {
            for term in spec.charging.terms() {
                let text = spec.price(*term);
                if !text.trim().is_empty() && Money::parse(text, Currency::CNY).is_none() {
                    unreadable.push(Finding::error(
                        format!("specs.{i}.prices.{term}"),
                        Code::NotANumber,
                    ));
                }
            }
        }
        let mut found = at_fields(check_listing(&content), &content);
        // A price is there, it only cannot be read: one finding is enough.
        found.retain(|f| {
            f.code != Code::PriceMissing
                || !unreadable.iter().any(|u| {
                    f.path
                        .strip_suffix(".prices")
                        .is_some_and(|spec| u.path.starts_with(&format!("{spec}.")))
                })
        });
        found.extend(unreadable);
        found
    }
}

/// The findings with the paths of the form's fields: prices go by their term, not by their place.
pub fn at_fields(findings: Vec<Finding>, content: &ListingContent) -> Vec<Finding> {
    findings
        .into_iter()
        .map(|mut finding| {
            if let Some(path) = price_field(&finding.path, content) {
                finding.path = path;
            }
            finding
        })
        .collect()
}

/// `specs.2.prices.0.amount` is the monthly price of the third spec.
fn price_field(path: &str, content: &ListingContent) -> Option<String> {
    let mut parts = path.split('.');
    let (Some("specs"), Some(spec), Some("prices"), Some(price)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let price = content
        .specs
        .get(spec.parse::<usize>().ok()?)?
        .prices
        .get(price.parse::<usize>().ok()?)?;
    Some(format!("specs.{spec}.prices.{}", price.term))
}

/// Says only that nothing, or not enough, is there yet: no reproach before somebody left the field or asked for it.
pub fn is_gap(finding: &Finding) -> bool {
    matches!(
        finding.code,
        Code::Required
            | Code::TooShort
            | Code::IntroductionTooShort
            | Code::SpecMissing
            | Code::PriceMissing
            | Code::CertificateMissing
    )
}

/// Whether a finding is to be seen now.
pub fn is_shown(finding: &Finding, all: bool, left: &std::collections::BTreeSet<String>) -> bool {
    all || !is_gap(finding) || left.contains(&field_at(&finding.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn priced(charging: ChargingMode, month: &str, once: &str) -> Typed {
        let spec = TypedSpec {
            charging,
            month: month.into(),
            once: once.into(),
            ..Default::default()
        };
        Typed {
            specs: vec![spec],
            ..Typed::of(&ListingContent::default())
        }
    }

    fn price_findings(typed: &Typed) -> Vec<(String, Code)> {
        let findings = typed.findings().into_iter().filter(|f| f.path.contains("price"));
        findings.map(|f| (f.path, f.code)).collect()
    }

    #[test]
    fn what_is_stored_comes_back_unchanged() {
        let content = ListingContent {
            category: Some(Category::Ai),
            specs: vec![Spec {
                prices: vec![
                    Price {
                        term: Term::Month,
                        amount: Money::cny(12_345),
                    },
                    Price {
                        term: Term::Year,
                        amount: Money::cny(100_000),
                    },
                ],
                ..Default::default()
            }],
            ..Default::default()
        };
        assert_eq!(Typed::of(&content).content(), content);
        assert_eq!(
            Typed::of(&ListingContent::default()).content(),
            ListingContent::default()
        );
    }

    #[test]
    fn prices_of_the_other_mode_stay_typed_and_are_not_sold() {
        let typed = priced(ChargingMode::OneTime, "99", "1,200.5");
        let prices = typed.content().specs.remove(0).prices;
        assert_eq!(
            prices,
            [Price {
                term: Term::Once,
                amount: Money::cny(120_050)
            }]
        );
        assert_eq!(typed.specs[0].month, "99");
    }

    #[test]
    fn a_price_finding_stands_at_the_field_of_its_term() {
        use ChargingMode::{OneTime, Period};
        for (typed, expected) in [
            (
                priced(Period, "0", ""),
                vec![("specs.0.prices.month", Code::PriceZero)],
            ),
            (
                priced(Period, "1.234", ""),
                vec![("specs.0.prices.month", Code::NotANumber)],
            ),
            (
                priced(OneTime, "12", "-5"),
                vec![("specs.0.prices.once", Code::PriceNegative)],
            ),
            (
                priced(OneTime, "12", " "),
                vec![("specs.0.prices", Code::PriceMissing)],
            ),
            (priced(Period, "12", ""), vec![]),
        ] {
            let expected: Vec<(String, Code)> =
                expected.into_iter().map(|(p, c)| (p.to_owned(), c)).collect();
            assert_eq!(price_findings(&typed), expected);
        }
    }

    #[test]
    fn a_gap_is_told_when_the_field_was_left_and_a_fault_at_once() {
        let gap = Finding::error("name.zh", Code::Required);
        let fault = Finding::error("name.zh", Code::NameHasPhone);
        let left = ["name.zh".to_owned()].into();
        let none = std::collections::BTreeSet::new();
        for (finding, all, left, expected) in [
            (&gap, false, &none, false),
            (&gap, true, &none, true),
            (&gap, false, &left, true),
            (&fault, false, &none, true),
        ] {
            assert_eq!(is_shown(finding, all, left), expected, "{finding:?}");
        }
    }
}
