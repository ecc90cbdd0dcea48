//! What a rule found: the one result type of every rule, in the browser, at the door and on the command line.

mod codes;

pub use codes::Code;

use crate::lang::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a finding stops the act or only warns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing goes on until it is mended.
    #[default]
    Error,
    /// Worth a look; nothing is stopped.
    Warning,
}

/// One thing that is wrong: where, which rule, and the numbers of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The field, as a dotted path into the request: `specs.0.name.zh`. Empty for the whole.
    pub path: String,
    /// Which rule.
    pub code: Code,
    /// Error or warning.
    #[serde(default)]
    pub severity: Severity,
    /// The numbers and words of the case, for the message: `{"max": "50", "actual": "61"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Finding {
    /// An error at a field.
    pub fn error(path: impl Into<String>, code: Code) -> Finding {
        Finding {
            path: path.into(),
            code,
            severity: Severity::Error,
            params: BTreeMap::new(),
        }
    }

    /// A warning at a field.
    pub fn warning(path: impl Into<String>, code: Code) -> Finding {
        Finding {
            severity: Severity::Warning,
            ..Finding::error(path, code)
        }
    }

    /// Adds a word or number of the case.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Finding {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// The same finding one level deeper: `name.zh` under `specs.0` is `specs.0.name.zh`.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Finding {
        self.path = match (prefix.is_empty(), self.path.is_empty()) {
            (true, _) => self.path,
            (_, true) => prefix.to_owned(),
            _ => format!("{prefix}.{}", self.path),
        };
        self
    }

    /// The words for a reader.
    pub fn message(&self, lang: Lang) -> String {
        let mut text = self.code.words(lang).to_owned();
        for (name, value) in &self.params {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

/// True when one of them is an error.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Error)
}
