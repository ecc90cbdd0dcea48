//! The states of a listing and of its revisions, each with the one table of its transitions.

use super::choices::choice;
use crate::lang::Lang;
use serde::{Deserialize, Serialize};

choice! {
    /// Where a product stands (`domain/business.md` §9.1). Discontinued (已停售) is final (§2.14).
    ListingState {
        Draft = "draft", "未上架", "Not on sale yet";
        OnSale = "on_sale", "在销售", "On sale";
        Discontinued = "discontinued", "已停售", "Discontinued";
    }
}

choice! {
    /// Where one revision of a product stands (我的申请, `domain/business.md` §2.11). Withdrawing (撤回) goes back to
    /// the draft; an approved revision is superseded when the next one is approved.
    RevisionState {
        Draft = "draft", "草稿", "Draft";
        Pending = "pending", "待审核", "In review";
        Rejected = "rejected", "已驳回", "Rejected";
        Approved = "approved", "已通过", "Approved";
        Superseded = "superseded", "已被替代", "Superseded";
    }
}

impl ListingState {
    /// Every change there is: from, to.
    pub const TRANSITIONS: &'static [(ListingState, ListingState)] = &[
        // the first revision is approved
        (ListingState::Draft, ListingState::OnSale),
        // the seller delists, irreversibly
        (ListingState::OnSale, ListingState::Discontinued),
    ];

    /// Whether the change is in the table.
    pub fn can_become(self, next: ListingState) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }
}

impl RevisionState {
    /// Every change there is: from, to.
    pub const TRANSITIONS: &'static [(RevisionState, RevisionState)] = &[
        // submit
        (RevisionState::Draft, RevisionState::Pending),
        // withdraw
        (RevisionState::Pending, RevisionState::Draft),
        // review
        (RevisionState::Pending, RevisionState::Rejected),
        (RevisionState::Pending, RevisionState::Approved),
        // a rejected one is edited again, or submitted again as it is
        (RevisionState::Rejected, RevisionState::Draft),
        (RevisionState::Rejected, RevisionState::Pending),
        // a newer one was approved
        (RevisionState::Approved, RevisionState::Superseded),
    ];

    /// Whether the change is in the table.
    pub fn can_become(self, next: RevisionState) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// Whether the seller may change its content: a draft, or one that came back.
    pub const fn is_editable(self) -> bool {
        matches!(self, RevisionState::Draft | RevisionState::Rejected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every state that can be reached from `start` by the table, `start` included.
    fn reachable<S: Copy + Ord>(start: S, table: &[(S, S)]) -> BTreeSet<S> {
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(state) = open.pop() {
            for (_, next) in table.iter().filter(|(from, _)| *from == state) {
                if seen.insert(*next) {
                    open.push(*next);
                }
            }
        }
        seen
    }

    #[test]
    fn every_state_is_reached_from_the_draft_and_no_change_stands_still_or_twice() {
        assert_eq!(
            reachable(ListingState::Draft, ListingState::TRANSITIONS).len(),
            ListingState::ALL.len()
        );
        assert_eq!(
            reachable(RevisionState::Draft, RevisionState::TRANSITIONS).len(),
            RevisionState::ALL.len()
        );
        let listing: BTreeSet<_> = ListingState::TRANSITIONS.iter().collect();
        let revision: BTreeSet<_> = RevisionState::TRANSITIONS.iter().collect();
        assert_eq!((listing.len(), revision.len()), (2, 7));
        assert!(ListingState::ALL.iter().all(|s| !s.can_become(*s)));
        assert!(RevisionState::ALL.iter().all(|s| !s.can_become(*s)));
    }

    #[test]
    fn what_is_final_stays_final() {
        assert_eq!(
            reachable(ListingState::Discontinued, ListingState::TRANSITIONS).len(),
            1
        );
        assert_eq!(
            reachable(RevisionState::Superseded, RevisionState::TRANSITIONS).len(),
            1
        );
        let after_approval = reachable(RevisionState::Approved, RevisionState::TRANSITIONS);
        assert!(
            after_approval.iter().all(|s| !s.is_editable()),
            "a live revision is never edited"
        );
    }

    #[test]
    fn only_a_review_approves_and_what_is_in_review_cannot_be_edited() {
        let into_approved: Vec<_> = RevisionState::TRANSITIONS
            .iter()
            .filter(|(_, to)| *to == RevisionState::Approved)
            .collect();
        assert_eq!(
            into_approved,
            [&(RevisionState::Pending, RevisionState::Approved)]
        );
        assert!(!RevisionState::Pending.is_editable());
        assert!(
            RevisionState::ALL
                .iter()
                .all(|s| !s.is_editable() || s.can_become(RevisionState::Pending))
        );
    }

    #[test]
    fn wire_names_read_back() {
        for state in ListingState::ALL {
            assert_eq!(
                serde_json::to_value(state).unwrap(),
                serde_json::json!(state.as_str())
            );
            assert_eq!(ListingState::parse(state.as_str()), Some(*state));
        }
        for state in RevisionState::ALL {
            assert_eq!(
                serde_json::to_value(state).unwrap(),
                serde_json::json!(state.as_str())
            );
            assert_eq!(RevisionState::parse(state.as_str()), Some(*state));
        }
        assert_eq!(RevisionState::Pending.words(Lang::Zh), "待审核");
    }
}
