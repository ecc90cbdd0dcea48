//! What a seller files about itself and the desk decides: real-name authentication, joining application, store front.
//! One set of states for all of them.

use super::StepProgress;
use crate::{ids::FileId, lang::Lang};
use serde::{Deserialize, Serialize};

/// What is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FilingKind {
    /// Real-name authentication.
    Identity,
    /// Joining application; afterwards the seller information.
    Application,
    /// Store front.
    Store,
}

impl FilingKind {
    /// The name in storage and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            FilingKind::Identity => "identity",
            FilingKind::Application => "application",
            FilingKind::Store => "store",
        }
    }
}

/// Where a filing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FilingState {
    /// Nothing was written yet.
    #[default]
    None,
    /// 草稿.
    Draft,
    /// 待审核.
    Pending,
    /// 已驳回.
    Rejected,
    /// 已通过: what was handed in is in force.
    Approved,
}

impl FilingState {
    /// All of them.
    pub const ALL: &'static [FilingState] = &[
        FilingState::None,
        FilingState::Draft,
        FilingState::Pending,
        FilingState::Rejected,
        FilingState::Approved,
    ];

    /// Every move there is. A rejected one that is being mended stays rejected, with its reasons in sight.
    pub const TRANSITIONS: &'static [(FilingState, FilingState)] = &[
        (FilingState::None, FilingState::Draft),
        (FilingState::None, FilingState::Pending),
        (FilingState::Draft, FilingState::Draft),
        (FilingState::Draft, FilingState::Pending),
        (FilingState::Pending, FilingState::Draft),
        (FilingState::Pending, FilingState::Approved),
        (FilingState::Pending, FilingState::Rejected),
        (FilingState::Rejected, FilingState::Rejected),
        (FilingState::Rejected, FilingState::Pending),
        (FilingState::Approved, FilingState::Draft),
        (FilingState::Approved, FilingState::Pending),
    ];

    /// True when the move is in the table.
    pub fn can_become(self, next: Self) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// What it is after it was saved without being handed in; none where it cannot be changed.
    pub const fn saved(self) -> Option<FilingState> {
        match self {
            FilingState::None | FilingState::Draft | FilingState::Approved => Some(FilingState::Draft),
            FilingState::Rejected => Some(FilingState::Rejected),
            FilingState::Pending => None,
        }
    }

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            FilingState::None => "none",
            FilingState::Draft => "draft",
            FilingState::Pending => "pending",
            FilingState::Rejected => "rejected",
            FilingState::Approved => "approved",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<FilingState> {
        FilingState::ALL.iter().copied().find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (FilingState::None, Lang::Zh) => "未开始",
            (FilingState::None, Lang::En) => "Not started",
            (FilingState::Draft, Lang::Zh) => "草稿",
            (FilingState::Draft, Lang::En) => "Draft",
            (FilingState::Pending, Lang::Zh) => "待审核",
            (FilingState::Pending, Lang::En) => "In review",
            (FilingState::Rejected, Lang::Zh) => "已驳回",
            (FilingState::Rejected, Lang::En) => "Rejected",
            (FilingState::Approved, Lang::Zh) => "已通过",
            (FilingState::Approved, Lang::En) => "Approved",
        }
    }

    /// How far the checklist says it is: what was approved once stays done while a change of it is being reviewed.
    pub const fn progress(self, in_force: bool) -> StepProgress {
        match self {
            _ if in_force => StepProgress::Done,
            FilingState::None => StepProgress::NotStarted,
            FilingState::Draft | FilingState::Pending => StepProgress::InProgress,
            FilingState::Rejected => StepProgress::NeedsYou,
            FilingState::Approved => StepProgress::Done,
        }
    }
}

/// An uploaded file that is part of a filing. What is said of it comes from the file that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// The file.
    pub file: FileId,
    /// Its name as the seller had it.
    #[serde(default)]
    pub name: String,
    /// SHA-256 of its content, lower-case hex.
    #[serde(default)]
    pub sha256: String,
}

impl Evidence {
    /// A file by its id; the rest is filled in at the door.
    pub fn of(file: FileId) -> Evidence {
        Evidence {
            file,
            name: String::new(),
            sha256: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_reviewed_stands_still_and_everything_else_can_be_saved() {
        use FilingState::{Approved, Draft, None as Never, Pending, Rejected};
        for (state, saved) in [
            (Never, Some(Draft)),
            (Draft, Some(Draft)),
            (Pending, None),
            (Rejected, Some(Rejected)),
            (Approved, Some(Draft)),
        ] {
            assert_eq!(state.saved(), saved, "{state:?}");
            assert_eq!(state.can_become(Pending), state != Pending, "{state:?}");
            assert_eq!(FilingState::parse(state.as_str()), Some(state));
        }
    }

    #[test]
    fn only_a_decision_approves() {
        for (from, to) in FilingState::TRANSITIONS {
            assert!(
                !matches!(to, FilingState::Approved) || *from == FilingState::Pending,
                "{from:?} → {to:?}"
            );
        }
    }

    #[test]
    fn what_is_in_force_stays_done_while_it_is_changed() {
        for state in FilingState::ALL {
            assert_eq!(state.progress(true), StepProgress::Done);
        }
        assert_eq!(FilingState::Rejected.progress(false), StepProgress::NeedsYou);
    }
}
