//! Sellers (商家): coming in (checklist, real-name authentication, application, agreements), business certification,
//! overview, store front.

mod agreements;
mod application;
#[cfg(feature = "portal")]
mod coming_in;
#[cfg(feature = "portal")]
mod conduct;
mod filing;
mod identity;
mod joining;
#[cfg(feature = "portal")]
mod operations;
mod points;
mod store;
#[cfg(feature = "portal")]
mod storefront;
mod tiers;
pub use agreements::*;
pub use application::*;
#[cfg(feature = "portal")]
pub use coming_in::*;
#[cfg(feature = "portal")]
pub use conduct::*;
pub use filing::*;
pub use identity::{IdentityContent, check_identity, check_identity_change};
pub use joining::*;
#[cfg(feature = "portal")]
pub use operations::*;
pub use points::*;
pub use store::*;
#[cfg(feature = "portal")]
pub use storefront::*;
pub use tiers::*;

use crate::{
    accounts::is_email,
    finding::{Code, Finding},
    lang::Lang,
};
use serde::{Deserialize, Serialize};

/// Where a business certification (商业信息认证) stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertificationState {
    /// 未认证.
    #[default]
    None,
    /// 认证中: with the operator's finance.
    Pending,
    /// 已驳回.
    Rejected,
    /// 已认证: condition 1 of billing holds.
    Certified,
}

impl CertificationState {
    /// Every move there is.
    pub const TRANSITIONS: &'static [(CertificationState, CertificationState)] = &[
        (CertificationState::None, CertificationState::Pending),
        (CertificationState::Rejected, CertificationState::Pending),
        (CertificationState::Certified, CertificationState::Pending),
        (CertificationState::Pending, CertificationState::Certified),
        (CertificationState::Pending, CertificationState::Rejected),
    ];

    /// True when the move is in the table.
    pub fn can_become(self, next: Self) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pending => "pending",
            Self::Rejected => "rejected",
            Self::Certified => "certified",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::None, Self::Pending, Self::Rejected, Self::Certified]
            .into_iter()
            .find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::None, Lang::Zh) => "未认证",
            (Self::None, Lang::En) => "Not certified",
            (Self::Pending, Lang::Zh) => "认证中",
            (Self::Pending, Lang::En) => "Being checked",
            (Self::Rejected, Lang::Zh) => "已驳回",
            (Self::Rejected, Lang::En) => "Rejected",
            (Self::Certified, Lang::Zh) => "已认证",
            (Self::Certified, Lang::En) => "Certified",
        }
    }
}

/// The three groups of a business certification (`domain/business.md` §1.5): bank, tax, finance contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CertificationContent {
    /// The company's name, as in its licence.
    pub company: String,
    /// Unified social credit code (统一社会信用代码), 18 characters.
    pub tax_number: String,
    /// General taxpayer (一般纳税人) or small-scale (小规模纳税人).
    pub general_taxpayer: bool,
    /// Name of the bank and branch.
    pub bank: String,
    /// Name of the account: the company's.
    pub account_name: String,
    /// Number of the account, digits.
    pub account_number: String,
    /// Finance contact: name.
    pub contact_name: String,
    /// Finance contact: phone.
    pub contact_phone: String,
    /// Finance contact: mail.
    pub contact_mail: String,
}

/// The rules of a business certification.
pub fn check_certification(c: &CertificationContent) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in [
        ("company", &c.company),
        ("bank", &c.bank),
        ("account_name", &c.account_name),
        ("contact_name", &c.contact_name),
    ] {
        let length = text.trim().chars().count();
        if length == 0 {
            findings.push(Finding::error(path, Code::Required));
        } else if length > 100 {
            findings.push(
                Finding::error(path, Code::TooLong)
                    .with("max", 100)
                    .with("actual", length),
            );
        }
    }
    let tax = c.tax_number.trim();
    if tax.is_empty() {
        findings.push(Finding::error("tax_number", Code::Required));
    } else if !identity::is_credit_code(tax) {
        findings.push(Finding::error("tax_number", Code::TaxNumberBad));
    }
    let account: String = c.account_number.chars().filter(|c| !c.is_whitespace()).collect();
    if account.is_empty() {
        findings.push(Finding::error("account_number", Code::Required));
    } else if !(8..=30).contains(&account.len()) || !account.bytes().all(|b| b.is_ascii_digit()) {
        findings.push(Finding::error("account_number", Code::BankAccountBad));
    }
    if c.contact_phone.trim().is_empty() {
        findings.push(Finding::error("contact_phone", Code::Required));
    } else if !is_phone(&c.contact_phone) {
        findings.push(Finding::error("contact_phone", Code::NotAPhone));
    }
    if c.contact_mail.trim().is_empty() {
        findings.push(Finding::error("contact_mail", Code::Required));
    } else if !is_email(c.contact_mail.trim()) {
        findings.push(Finding::error("contact_mail", Code::NotAnEmail));
    }
    findings
}

/// True for what can be a phone number: 7 to 15 digits with an optional `+`, blanks, dashes and brackets.
pub fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && text
            .chars()
            .enumerate()
            .all(|(i, c)| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')') || (c == '+' && i == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certification_names_every_gap() {
        let empty: Vec<String> = check_certification(&CertificationContent::default())
            .into_iter()
            .map(|f| f.path)
            .collect();
        assert_eq!(empty.len(), 8, "{empty:?}");
        let full = CertificationContent {
            company: "星河软件有限公司".into(),
            tax_number: "91440300MA5EXAMPL1".into(),
            general_taxpayer: true,
            bank: "招商银行深圳分行".into(),
            account_name: "星河软件有限公司".into(),
            account_number: "7559 1234 5678 901".into(),
            contact_name: "王会计".into(),
            contact_phone: "+86 755 1234 5678".into(),
            contact_mail: "finance@example.com".into(),
        };
        assert_eq!(check_certification(&full), []);
    }
}
