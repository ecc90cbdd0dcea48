//! The history: every change of the operator's settings is a version that stays.

use crate::{
    accounts::ADMINISTRATORS,
    lang::Lang,
    operation,
    portal::{Page, PageRequest, Who},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Which part of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SettingsPart {
    /// [`super::Settings`].
    Marketplace,
    /// [`super::Rule`]s.
    Rules,
    /// [`super::CalendarYear`]s.
    Calendar,
    /// [`super::ReasonTemplate`]s.
    Templates,
}

impl SettingsPart {
    /// All of them.
    pub const ALL: &'static [SettingsPart] =
        &[Self::Marketplace, Self::Rules, Self::Calendar, Self::Templates];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Marketplace => "marketplace",
            Self::Rules => "rules",
            Self::Calendar => "calendar",
            Self::Templates => "templates",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<SettingsPart> {
        Self::ALL.iter().copied().find(|p| p.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Marketplace, Lang::Zh) => "平台与限额",
            (Self::Marketplace, Lang::En) => "Marketplace and limits",
            (Self::Rules, Lang::Zh) => "规则与生效日期",
            (Self::Rules, Lang::En) => "Rules and dates",
            (Self::Calendar, Lang::Zh) => "工作日历",
            (Self::Calendar, Lang::En) => "Working days",
            (Self::Templates, Lang::Zh) => "审核意见模板",
            (Self::Templates, Lang::En) => "Reason templates",
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingChange {
    /// Grows with every change.
    pub seq: i64,
    /// Of what.
    pub part: SettingsPart,
    /// Which of several: the year of a calendar, the id of a rule.
    pub item: String,
    /// Counts the changes of it.
    pub version: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// Why.
    pub note: String,
    /// From which business day on it holds; none for at once.
    pub effective_from: Option<NaiveDate>,
    /// What it was.
    pub before: Option<serde_json::Value>,
    /// What it is.
    pub after: Option<serde_json::Value>,
}

/// The changes, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListSettingChanges {
    /// Only of a part.
    pub part: Option<SettingsPart>,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListSettingChanges,
    Read,
    Who::Roles(ADMINISTRATORS),
    Page<SettingChange>,
    "Every change of the settings, newest first."
);
