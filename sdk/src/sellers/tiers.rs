//! Seller tiers (商家分级, `domain/business.md` §1.6): what each brings and what it asks for.

use crate::{
    finding::{Code, Finding},
    lang::Lang,
    money::Money,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// What a seller is to the marketplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SellerTier {
    /// 认证级: everybody who has joined.
    #[default]
    Certified,
    /// 优选级.
    Preferred,
    /// 领先级.
    Leading,
}

/// A row of the table of tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TierTerms {
    /// Months since joining.
    pub months: u32,
    /// Trade of the previous year in fen; none where no figure is published: the operator judges.
    pub trade_minor: Option<i64>,
    /// Test coupons a year in fen.
    pub coupons_minor: i64,
    /// Hours the store's technical support answers within.
    pub answer_hours: u32,
    /// May stand on the banner of the cloud's own home page.
    pub home_banner: bool,
}

impl SellerTier {
    /// All of them, lowest first.
    pub const ALL: [SellerTier; 3] = [Self::Certified, Self::Preferred, Self::Leading];

    /// What it brings and asks for.
    pub const fn terms(self) -> TierTerms {
        match self {
            Self::Certified => TierTerms {
                months: 0,
                trade_minor: None,
                coupons_minor: 100_000,
                answer_hours: 24,
                home_banner: false,
            },
            Self::Preferred => TierTerms {
                months: 6,
                trade_minor: Some(100_000_000),
                coupons_minor: 1_000_000,
                answer_hours: 12,
                home_banner: false,
            },
            Self::Leading => TierTerms {
                months: 6,
                trade_minor: None,
                coupons_minor: 2_000_000,
                answer_hours: 4,
                home_banner: true,
            },
        }
    }

    /// The tier above.
    pub const fn next(self) -> Option<SellerTier> {
        match self {
            Self::Certified => Some(Self::Preferred),
            Self::Preferred => Some(Self::Leading),
            Self::Leading => None,
        }
    }

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certified => "certified",
            Self::Preferred => "preferred",
            Self::Leading => "leading",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<SellerTier> {
        Self::ALL.into_iter().find(|t| t.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Certified, Lang::Zh) => "认证级",
            (Self::Certified, Lang::En) => "Certified",
            (Self::Preferred, Lang::Zh) => "优选级",
            (Self::Preferred, Lang::En) => "Preferred",
            (Self::Leading, Lang::Zh) => "领先级",
            (Self::Leading, Lang::En) => "Leading",
        }
    }
}

/// How far a seller has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierStanding {
    /// The tier it has.
    pub tier: SellerTier,
    /// Whole months since it joined.
    pub months: u32,
    /// Gross paid in the previous calendar year.
    pub trade: Money,
    /// It is on the yellow or the black list.
    pub restricted: bool,
}

impl TierStanding {
    /// What stands against giving the seller a tier. Only a promotion asks for anything.
    pub fn check(&self, to: SellerTier) -> Vec<Finding> {
        let mut findings = Vec::new();
        let terms = to.terms();
        if to == self.tier {
            findings.push(Finding::error("tier", Code::TierSame));
        }
        if to <= self.tier {
            return findings;
        }
        if self.restricted {
            findings.push(Finding::error("tier", Code::TierRestricted));
        }
        if self.months < terms.months {
            findings.push(
                Finding::error("tier", Code::TierTooEarly)
                    .with("min", terms.months)
                    .with("actual", self.months),
            );
        }
        // A tier is reached over the ones below it: what they ask for counts as well.
        let asked = SellerTier::ALL
            .into_iter()
            .filter(|tier| *tier <= to)
            .filter_map(|tier| tier.terms().trade_minor)
            .max();
        if let Some(min) = asked.filter(|min| self.trade.minor < *min) {
            findings.push(
                Finding::error("tier", Code::TierTooLittle)
                    .with("min", Money::cny(min))
                    .with("actual", self.trade),
            );
        }
        findings
    }
}

/// Whole months from a day to another; 0 when it lies before.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month0() as i32
        - from.month0() as i32
        - i32::from(to.day() < from.day());
    u32::try_from(months).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(tier: SellerTier, months: u32, trade: i64, restricted: bool) -> TierStanding {
        TierStanding {
            tier,
            months,
            trade: Money::cny(trade),
            restricted,
        }
    }

    #[test]
    fn a_promotion_asks_for_what_the_table_says() {
        use SellerTier::{Certified, Leading, Preferred};
        let cases = [
            (standing(Certified, 6, 100_000_000, false), Preferred, vec![]),
            (
                standing(Certified, 5, 99_999_999, false),
                Preferred,
                vec![Code::TierTooEarly, Code::TierTooLittle],
            ),
            (
                standing(Certified, 60, 900_000_000, true),
                Preferred,
                vec![Code::TierRestricted],
            ),
            (
                standing(Certified, 6, 0, false),
                Leading,
                vec![Code::TierTooLittle],
            ),
            (standing(Preferred, 6, 100_000_000, false), Leading, vec![]),
            (standing(Preferred, 6, 0, false), Preferred, vec![Code::TierSame]),
            // A demotion asks for nothing, whoever it is.
            (standing(Leading, 0, 0, true), Certified, vec![]),
        ];
        for (standing, to, codes) in cases {
            let found: Vec<Code> = standing.check(to).into_iter().map(|f| f.code).collect();
            assert_eq!(found, codes, "{standing:?} to {to:?}");
        }
        for tier in SellerTier::ALL {
            assert_eq!(SellerTier::parse(tier.as_str()), Some(tier));
            assert!(tier.next().is_none_or(|next| next > tier));
        }
    }

    #[test]
    fn months_are_whole_ones() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (from, to, months) in [
            ("2026-01-15", "2026-07-14", 5),
            ("2026-01-15", "2026-07-15", 6),
            ("2025-12-31", "2026-01-30", 0),
            ("2026-05-01", "2026-04-01", 0),
        ] {
            assert_eq!(months_between(day(from), day(to)), months, "{from} {to}");
        }
    }
}
