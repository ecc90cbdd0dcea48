//! What a seller writes about a product: one document, edited as a draft, reviewed and made live as a whole.
//!
//! Reading is lenient: a half-filled draft, or a file with fields of a later version, deserialises. What is missing
//! is said by the rules, not by the reader.

pub use super::choices::{AccessType, Category, ChargingMode, Term, TradeClass};
pub use super::states::{ListingState, RevisionState};

use crate::{
    ids::{FileId, SpecId},
    lang::Bilingual,
    money::Money,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What one term of a spec costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Price {
    /// What is paid for: a month, a year, or the whole at once.
    pub term: Term,
    /// List price, before any discount.
    pub amount: Money,
}

/// A spec (规格): what a buyer chooses and an order line names (`domain/business.md` §2.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Spec {
    /// Stays the same from revision to revision; nil while the spec was never saved.
    pub id: SpecId,
    /// Says what the buyer gets: `docs/spec-names.md`.
    pub name: Bilingual,
    /// What belongs to it, for the product page; may be empty.
    pub description: Bilingual,
    /// By period or one-time.
    pub charging: ChargingMode,
    /// One price per term.
    pub prices: Vec<Price>,
}

impl Default for Spec {
    fn default() -> Self {
        Spec {
            id: SpecId(Uuid::nil()),
            name: Bilingual::default(),
            description: Bilingual::default(),
            charging: ChargingMode::default(),
            prices: Vec::new(),
        }
    }
}

impl Spec {
    /// The list price of a term, if the spec is sold for it.
    pub fn price(&self, term: Term) -> Option<Money> {
        self.prices.iter().find(|p| p.term == term).map(|p| p.amount)
    }
}

/// Service and support (服务与支持, `domain/business.md` §2.4): shown on the product page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Support {
    /// Days of a week somebody answers, 5 to 7.
    pub days_per_week: u8,
    /// Hours of a day somebody answers, 8 to 24.
    pub hours_per_day: u8,
    /// The hours in words, with the time zone: `09:00–18:00 (GMT+08:00)`.
    pub hours: String,
    /// The customer-service phone.
    pub hotline: String,
    /// The customer-service mail address.
    pub mail: String,
}

impl Default for Support {
    /// The least a seller must offer, 5 days × 8 hours, and nothing to reach it by.
    fn default() -> Self {
        Support {
            days_per_week: 5,
            hours_per_day: 8,
            hours: String::new(),
            hotline: String::new(),
            mail: String::new(),
        }
    }
}

/// The software copyright certificate (软件著作权证书): for the reviewer, never shown to buyers (§2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Certificate {
    /// The uploaded file.
    pub file: FileId,
    /// Its name as the seller had it.
    pub name: String,
    /// SHA-256 of its content, lower-case hex.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
}

impl Default for Certificate {
    fn default() -> Self {
        Certificate {
            file: FileId(Uuid::nil()),
            name: String::new(),
            sha256: String::new(),
            size: 0,
        }
    }
}

/// All of a product that a seller writes (`domain/business.md` §2.4–2.9).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListingContent {
    /// How the product reaches the buyer.
    pub access_type: AccessType,
    /// Who sells.
    pub trade_class: TradeClass,
    /// Product name (商品名称); the English one appears in the consumption bill.
    pub name: Bilingual,
    /// Where a buyer finds it; none until chosen.
    pub category: Option<Category>,
    /// One short text (商品简介) for lists.
    pub overview: Bilingual,
    /// The long text (商品说明); paragraphs are separated by line breaks.
    pub introduction: Bilingual,
    /// Who answers, and when.
    pub support: Support,
    /// For the reviewer; none until uploaded.
    pub certificate: Option<Certificate>,
    /// What is sold, in the order buyers see.
    pub specs: Vec<Spec>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_filled_draft_reads_and_unknown_fields_are_left_aside() {
        let draft: ListingContent = serde_json::from_str(
            r#"{"name": {"zh": "工单"}, "logo": "later", "specs": [{"prices": [{"term": "year"}]}]}"#,
        )
        .unwrap();
        assert_eq!(draft.name.zh, "工单");
        assert_eq!(draft.support.days_per_week, 5);
        assert_eq!(draft.specs[0].price(Term::Year), Some(Money::cny(0)));
        assert_eq!(draft.specs[0].price(Term::Month), None);
        assert_eq!(
            serde_json::from_str::<ListingContent>("{}").unwrap(),
            ListingContent::default()
        );
    }

    #[test]
    fn what_is_written_reads_back() {
        let content = ListingContent {
            category: Some(Category::Ai),
            specs: vec![Spec::default()],
            certificate: Some(Certificate::default()),
            ..Default::default()
        };
        let text = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<ListingContent>(&text).unwrap(), content);
    }
}
