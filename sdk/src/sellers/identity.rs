//! Real-name authentication of an enterprise (企业实名认证, `domain/business.md` §1.1 step 2, §1.2).

use super::Evidence;
use crate::{
    accounts::PERSON_NAME_MAX,
    finding::{Code, Finding},
};
use serde::{Deserialize, Serialize};

/// Who the company is, with its evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct IdentityContent {
    /// The company's name, as in its licence.
    pub company: String,
    /// Unified social credit code (统一社会信用代码), 18 characters.
    pub credit_code: String,
    /// Legal representative (法定代表人).
    pub representative: String,
    /// Who acts for the company here (经办人).
    pub agent: String,
    /// The business licence (营业执照).
    pub licence: Option<Evidence>,
    /// The representative's authorisation (授权书), where somebody else acts.
    pub authorisation: Option<Evidence>,
}

impl IdentityContent {
    /// True when somebody else than the legal representative acts.
    pub fn needs_authorisation(&self) -> bool {
        !self.agent.trim().is_empty() && self.agent.trim() != self.representative.trim()
    }

    /// The code as it is compared: two writings of one entity are one.
    pub fn entity(&self) -> String {
        self.credit_code.trim().to_uppercase()
    }
}

/// True for a unified social credit code: 18 digits or capital letters.
pub(super) fn is_credit_code(text: &str) -> bool {
    text.len() == 18 && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

/// A line of text that must be there.
pub(super) fn required_line(path: &str, text: &str, max: usize) -> Option<Finding> {
    let length = text.trim().chars().count();
    if length == 0 {
        Some(Finding::error(path, Code::Required))
    } else if length > max {
        Some(
            Finding::error(path, Code::TooLong)
                .with("max", max)
                .with("actual", length),
        )
    } else if text.chars().any(char::is_control) {
        Some(Finding::error(path, Code::ControlCharacters))
    } else {
        None
    }
}

/// The rules of a real-name authentication.
pub fn check_identity(c: &IdentityContent) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(required_line("company", &c.company, 100));
    findings.extend(required_line("credit_code", &c.credit_code, 100).or_else(|| {
        (!is_credit_code(c.credit_code.trim())).then(|| Finding::error("credit_code", Code::TaxNumberBad))
    }));
    findings.extend(required_line(
        "representative",
        &c.representative,
        PERSON_NAME_MAX,
    ));
    findings.extend(required_line("agent", &c.agent, PERSON_NAME_MAX));
    if c.licence.is_none() {
        findings.push(Finding::error("licence", Code::FileMissing));
    }
    if c.needs_authorisation() && c.authorisation.is_none() {
        findings.push(Finding::error("authorisation", Code::FileMissing));
    }
    findings
}

/// A change of what was proved before: the entity stays (`domain/business.md` §1.4 \[A112\]); a new name is fine.
pub fn check_identity_change(live: &IdentityContent, c: &IdentityContent) -> Option<Finding> {
    (live.entity() != c.entity()).then(|| Finding::error("credit_code", Code::EntityFixed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::FileId;
    use uuid::Uuid;

    fn full() -> IdentityContent {
        IdentityContent {
            company: "星河软件有限公司".into(),
            credit_code: "91440300MA5EXAMPL1".into(),
            representative: "林晓".into(),
            agent: "林晓".into(),
            licence: Some(Evidence::of(FileId(Uuid::from_u128(1)))),
            authorisation: None,
        }
    }

    #[test]
    fn an_authentication_names_every_gap() {
        type Change = fn(&mut IdentityContent);
        let cases: [(Change, &[(&str, Code)]); 8] = [
            (|_| {}, &[]),
            (|c| c.company = " ".into(), &[("company", Code::Required)]),
            (|c| c.company = "长".repeat(101), &[("company", Code::TooLong)]),
            (
                |c| c.credit_code = "9144".into(),
                &[("credit_code", Code::TaxNumberBad)],
            ),
            (
                |c| c.credit_code = "91440300ma5exampl1".into(),
                &[("credit_code", Code::TaxNumberBad)],
            ),
            (
                |c| c.representative = "a\u{7}b".into(),
                &[
                    ("representative", Code::ControlCharacters),
                    ("authorisation", Code::FileMissing),
                ],
            ),
            (
                |c| c.agent = "王会计".into(),
                &[("authorisation", Code::FileMissing)],
            ),
            (|c| c.licence = None, &[("licence", Code::FileMissing)]),
        ];
        for (i, (change, expected)) in cases.iter().enumerate() {
            let mut content = full();
            change(&mut content);
            let found = check_identity(&content);
            let found: Vec<(&str, Code)> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
            assert_eq!(found, *expected, "case {i}");
        }
        assert_eq!(check_identity(&IdentityContent::default()).len(), 5);
    }

    #[test]
    fn a_company_may_be_renamed_but_not_replaced() {
        let renamed = IdentityContent {
            company: "星河云软件有限公司".into(),
            ..full()
        };
        assert_eq!(check_identity_change(&full(), &renamed), None);
        let other = IdentityContent {
            credit_code: "91440300MA5EXAMPL2".into(),
            ..full()
        };
        assert_eq!(
            check_identity_change(&full(), &other).map(|f| f.code),
            Some(Code::EntityFixed)
        );
    }
}
