//! Templates of reasons: what reviewers write again and again, once, in both languages.

use super::check_note;
use crate::{
    accounts::ADMINISTRATORS,
    finding::{Code, Finding},
    lang::Bilingual,
    operation,
    portal::{Role, Who},
    reviews::ReviewKind,
};
use serde::{Deserialize, Serialize};

/// Most templates.
pub const TEMPLATES_MAX: usize = 100;
/// Longest text of a template.
pub const TEMPLATE_TEXT_MAX: usize = 500;
const TITLE_MAX: usize = 40;

/// Who reads the templates: whoever decides.
pub const TEMPLATE_READERS: &[Role] = &[Role::Reviewer, Role::OperatorFinance, Role::Administrator];

/// A reason that can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ReasonTemplate {
    /// Only for reviews of a kind.
    pub kind: Option<ReviewKind>,
    /// What the list calls it.
    pub title: Bilingual,
    /// What the seller reads.
    pub text: Bilingual,
}

/// The templates with the version they were read at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReasonTemplates {
    /// Counts saves.
    pub version: i64,
    /// In the operator's order.
    pub templates: Vec<ReasonTemplate>,
}

/// The templates.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetReasonTemplates {}
operation!(
    GetReasonTemplates,
    Read,
    Who::Roles(TEMPLATE_READERS),
    ReasonTemplates,
    "The templates of reasons."
);

/// Sets the templates.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UpdateReasonTemplates {
    /// The version that was read.
    pub version: i64,
    /// All of them.
    pub templates: Vec<ReasonTemplate>,
    /// Why, for the history.
    #[serde(default)]
    pub note: String,
}
operation!(
    UpdateReasonTemplates,
    Write,
    Who::Roles(ADMINISTRATORS),
    ReasonTemplates,
    "Set the templates of reasons.",
    |r| {
        let mut findings = check_templates(&r.templates);
        findings.extend(check_note(&r.note));
        findings
    }
);

/// What is wrong with templates: each has both languages, and fits into a reason.
pub fn check_templates(templates: &[ReasonTemplate]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if templates.len() > TEMPLATES_MAX {
        findings.push(
            Finding::error("templates", Code::TooMany)
                .with("max", TEMPLATES_MAX)
                .with("actual", templates.len()),
        );
    }
    for (i, t) in templates.iter().enumerate() {
        for (path, text, max) in [
            ("title.zh", &t.title.zh, TITLE_MAX),
            ("title.en", &t.title.en, TITLE_MAX),
            ("text.zh", &t.text.zh, TEMPLATE_TEXT_MAX),
            ("text.en", &t.text.en, TEMPLATE_TEXT_MAX),
        ] {
            let path = format!("templates.{i}.{path}");
            let length = text.trim().chars().count();
            if length == 0 {
                findings.push(Finding::error(path, Code::Required));
            } else if length > max {
                findings.push(
                    Finding::error(path, Code::TooLong)
                        .with("max", max)
                        .with("actual", length),
                );
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_both_languages_and_fits() {
        let good = ReasonTemplate {
            kind: None,
            title: Bilingual::new("资质", "Certificate"),
            text: Bilingual::new("请补充软著。", "Add the copyright certificate."),
        };
        let mut long = good.clone();
        long.text.en = "x".repeat(501);
        let mut half = good.clone();
        half.title.zh.clear();
        let found = check_templates(&[good, long, half]);
        let found: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("templates.1.text.en", Code::TooLong),
                ("templates.2.title.zh", Code::Required)
            ]
        );
    }
}
