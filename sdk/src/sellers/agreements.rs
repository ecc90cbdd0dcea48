//! Management rules (合作管理规范) and cooperation agreement (商家合作协议): versioned texts of the operator, signed with
//! name, time and the hash of the text (`domain/business.md` §1.1 step 6).

use crate::{
    finding::{Code, Finding},
    ids::AgreementId,
    lang::{Bilingual, Lang},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Most characters of an agreement, each language.
pub const AGREEMENT_MAX: usize = 50_000;

/// Which agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AgreementKind {
    /// 合作管理规范.
    Rules,
    /// 商家合作协议.
    Cooperation,
}

impl AgreementKind {
    /// All of them.
    pub const ALL: &'static [AgreementKind] = &[AgreementKind::Rules, AgreementKind::Cooperation];

    /// The name in storage and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            AgreementKind::Rules => "rules",
            AgreementKind::Cooperation => "cooperation",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<AgreementKind> {
        AgreementKind::ALL.iter().copied().find(|k| k.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (AgreementKind::Rules, Lang::Zh) => "合作管理规范",
            (AgreementKind::Rules, Lang::En) => "Management rules",
            (AgreementKind::Cooperation, Lang::Zh) => "商家合作协议",
            (AgreementKind::Cooperation, Lang::En) => "Cooperation agreement",
        }
    }
}

/// One version of an agreement. It is never changed: the next version replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgreementText {
    /// Its id.
    pub id: AgreementId,
    /// Which agreement.
    pub kind: AgreementKind,
    /// Which version, from 1.
    pub version: i64,
    /// Its title.
    pub title: Bilingual,
    /// Its text, paragraphs apart by a blank line.
    pub body: Bilingual,
    /// [`hash_of`] it, lower-case hex: what is signed.
    pub sha256: String,
    /// Since when it holds.
    pub published_at: DateTime<Utc>,
    /// Who published it.
    pub published_by: String,
    /// Since when a newer one holds; none while it is in force.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// SHA-256 of everything that is signed, as UTF-8 in this order, a line feed after each: kind, version, Chinese title,
/// Chinese text, English title, English text. Anybody can compute it again.
pub fn hash_of(kind: AgreementKind, version: i64, title: &Bilingual, body: &Bilingual) -> String {
    let mut hash = Sha256::new();
    for part in [
        kind.as_str(),
        &version.to_string(),
        &title.zh,
        &body.zh,
        &title.en,
        &body.en,
    ] {
        hash.update(part.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A seller's signature under a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signature {
    /// The name that was signed with.
    pub name: String,
    /// The account that signed.
    pub email: String,
    /// When.
    pub signed_at: DateTime<Utc>,
    /// The hash of the text that was signed.
    pub sha256: String,
}

/// The rules of a text that is to be published.
pub fn check_agreement(title: &Bilingual, body: &Bilingual) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text, max) in [
        ("title.zh", &title.zh, 100),
        ("title.en", &title.en, 100),
        ("body.zh", &body.zh, AGREEMENT_MAX),
        ("body.en", &body.en, AGREEMENT_MAX),
    ] {
        let length = text.trim().chars().count();
        if length == 0 {
            findings.push(Finding::error(path, Code::Required));
        } else if length > max {
            findings.push(
                Finding::error(path, Code::TooLong)
                    .with("max", max)
                    .with("actual", length),
            );
        } else if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            findings.push(Finding::error(path, Code::ControlCharacters));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_everything_that_is_signed() {
        let title = Bilingual::new("协议", "Agreement");
        let body = Bilingual::new("一、……", "1. …");
        let hash = hash_of(AgreementKind::Rules, 1, &title, &body);
        assert_eq!(hash.len(), 64);
        let others = [
            hash_of(AgreementKind::Cooperation, 1, &title, &body),
            hash_of(AgreementKind::Rules, 2, &title, &body),
            hash_of(AgreementKind::Rules, 1, &body, &title),
            hash_of(
                AgreementKind::Rules,
                1,
                &title,
                &Bilingual::new("一、……", "1. …."),
            ),
        ];
        assert!(others.iter().all(|other| *other != hash));
    }

    #[test]
    fn a_text_needs_both_languages() {
        let found = check_agreement(
            &Bilingual::new("协议", ""),
            &Bilingual::new("内容\n\n第二段", "a\u{0}b"),
        );
        let found: Vec<(&str, Code)> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [("title.en", Code::Required), ("body.en", Code::ControlCharacters)]
        );
    }
}
