//! Who did what, when, before and after (操作日志).

use crate::{
    accounts::ADMINISTRATORS,
    operation,
    portal::{Page, PageRequest, Who},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A row of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditRow {
    /// Its place in the log.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: an address, or `system:…`.
    pub actor: String,
    /// For which organisation.
    pub organisation: String,
    /// Which operation.
    pub operation: String,
    /// What it was done to: an id.
    pub object: String,
    /// `ok`, or the code of the refusal.
    pub outcome: String,
    /// The request that caused it.
    pub request_id: String,
    /// The row before, as JSON, where the operation changes one.
    pub before: Option<serde_json::Value>,
    /// The row after, as JSON.
    pub after: Option<serde_json::Value>,
}

/// What of the log is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AuditFilter {
    /// Exactly this address.
    pub actor: String,
    /// Exactly this operation.
    pub operation: String,
    /// Exactly this object.
    pub object: String,
    /// Only refusals, or only successes.
    pub refused: Option<bool>,
    /// From this business day on.
    pub from: Option<NaiveDate>,
    /// Through this business day.
    pub to: Option<NaiveDate>,
}

/// The audit log, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListAudit {
    /// What of it.
    pub filter: AuditFilter,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListAudit,
    Read,
    Who::Roles(ADMINISTRATORS),
    Page<AuditRow>,
    "The audit log, newest first."
);
