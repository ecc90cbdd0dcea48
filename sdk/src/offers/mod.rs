//! Exclusive discounts (商家专属优惠): states, prices, who may see what.

#[cfg(feature = "portal")]
mod operations;
#[cfg(feature = "portal")]
pub use operations::*;

use crate::{
    lang::Lang,
    money::{BasisPoints, Money},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where an offer stands, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    /// 审批中: beyond the exempt range, waits for the operator.
    Reviewing,
    /// 已驳回.
    Rejected,
    /// 已生效: usable inside its validity while orders are left.
    Effective,
    /// 已撤销, by its seller.
    Revoked,
}

impl OfferState {
    /// Every move there is.
    pub const TRANSITIONS: &'static [(OfferState, OfferState)] = &[
        (OfferState::Reviewing, OfferState::Effective),
        (OfferState::Reviewing, OfferState::Rejected),
        (OfferState::Reviewing, OfferState::Revoked),
        (OfferState::Effective, OfferState::Revoked),
    ];

    /// True when the move is in the table.
    pub fn can_become(self, next: Self) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reviewing => "reviewing",
            Self::Rejected => "rejected",
            Self::Effective => "effective",
            Self::Revoked => "revoked",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Reviewing, Self::Rejected, Self::Effective, Self::Revoked]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
}

/// What an offer is at an instant: its state, its validity and what is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferStatus {
    /// 审批中.
    Reviewing,
    /// 已驳回.
    Rejected,
    /// 未开始: effective, its validity has not begun.
    Upcoming,
    /// 生效中: can be ordered with.
    Live,
    /// 已过期.
    Expired,
    /// 已撤销.
    Revoked,
    /// 已用完: every order it allows has been placed. (The contract writes it with a dash.)
    #[serde(rename = "used-up")]
    UsedUp,
    /// 商品已下架: what it is for is not sold any more.
    Discontinued,
}

impl OfferStatus {
    /// All of them.
    pub const ALL: &'static [OfferStatus] = &[
        Self::Reviewing,
        Self::Rejected,
        Self::Upcoming,
        Self::Live,
        Self::Expired,
        Self::Revoked,
        Self::UsedUp,
        Self::Discontinued,
    ];

    /// The wire name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reviewing => "reviewing",
            Self::Rejected => "rejected",
            Self::Upcoming => "upcoming",
            Self::Live => "live",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::UsedUp => "used-up",
            Self::Discontinued => "discontinued",
        }
    }

    /// Reads the wire name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Reviewing, Lang::Zh) => "审批中",
            (Self::Reviewing, Lang::En) => "Being reviewed",
            (Self::Rejected, Lang::Zh) => "已驳回",
            (Self::Rejected, Lang::En) => "Rejected",
            (Self::Upcoming, Lang::Zh) => "未开始",
            (Self::Upcoming, Lang::En) => "Not started",
            (Self::Live, Lang::Zh) => "生效中",
            (Self::Live, Lang::En) => "Live",
            (Self::Expired, Lang::Zh) => "已过期",
            (Self::Expired, Lang::En) => "Expired",
            (Self::Revoked, Lang::Zh) => "已撤销",
            (Self::Revoked, Lang::En) => "Revoked",
            (Self::UsedUp, Lang::Zh) => "已用完",
            (Self::UsedUp, Lang::En) => "Used up",
            (Self::Discontinued, Lang::Zh) => "商品已下架",
            (Self::Discontinued, Lang::En) => "Product discontinued",
        }
    }

    /// The status at an instant. The validity is half-open: it ends *before* `ends_at`.
    pub fn at(
        now: DateTime<Utc>,
        state: OfferState,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        used: u32,
        max_orders: u32,
        on_sale: bool,
    ) -> OfferStatus {
        match state {
            OfferState::Reviewing => OfferStatus::Reviewing,
            OfferState::Rejected => OfferStatus::Rejected,
            OfferState::Revoked => OfferStatus::Revoked,
            OfferState::Effective if !on_sale => OfferStatus::Discontinued,
            OfferState::Effective if used >= max_orders => OfferStatus::UsedUp,
            OfferState::Effective if now >= ends_at => OfferStatus::Expired,
            OfferState::Effective if now < starts_at => OfferStatus::Upcoming,
            OfferState::Effective => OfferStatus::Live,
        }
    }
}

/// The form in which names of offers are compared: trimmed, lower-case, composed (NFC).
pub fn name_key(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.trim().to_lowercase().nfc().collect()
}

/// What one unit costs after a discount: list price minus its share, the share rounded half away from zero.
/// Rounded once per unit, so that a quantity is always a whole multiple of the price shown.
pub fn deal_price(list: Money, percent: BasisPoints) -> Money {
    let off = list.share(percent);
    Money {
        minor: list.minor - off.minor,
        currency: list.currency,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_price_is_the_list_price_minus_its_share() {
        for (list, percent, expected) in [
            (1_500_000, 2000, 1_200_000),
            (999, 3333, 666),
            (1, 5000, 0),
            (10_001, 1, 10_000),
            (100, 0, 100),
        ] {
            assert_eq!(
                deal_price(Money::cny(list), BasisPoints(percent)).minor,
                expected,
                "{list} −{percent}bp"
            );
        }
    }

    #[test]
    fn names_that_look_alike_are_the_same_name() {
        for (a, b, same) in [
            (" Spring Sale", "spring sale ", true),
            ("Cafe\u{301}", "CAF\u{c9}", true),
            ("春季优惠", "春季优惠 ", true),
            ("春季优惠1", "春季优惠2", false),
        ] {
            assert_eq!(name_key(a) == name_key(b), same, "{a} / {b}");
        }
    }

    #[test]
    fn an_offer_is_what_its_state_validity_and_use_make_it() {
        let t = |h: u32| -> DateTime<Utc> { format!("2026-11-22T{h:02}:00:00Z").parse().expect("instant") };
        let at = |now, state, used, on_sale| OfferStatus::at(now, state, t(8), t(16), used, 2, on_sale);
        use OfferState::*;
        for (now, state, used, on_sale, expected) in [
            (t(7), Effective, 0, true, OfferStatus::Upcoming),
            (t(8), Effective, 0, true, OfferStatus::Live),
            (t(15), Effective, 1, true, OfferStatus::Live),
            (t(16), Effective, 1, true, OfferStatus::Expired),
            (t(9), Effective, 2, true, OfferStatus::UsedUp),
            (t(9), Effective, 0, false, OfferStatus::Discontinued),
            (t(9), Reviewing, 0, true, OfferStatus::Reviewing),
            (t(9), Revoked, 2, true, OfferStatus::Revoked),
            (t(9), Rejected, 0, true, OfferStatus::Rejected),
        ] {
            assert_eq!(at(now, state, used, on_sale), expected);
        }
    }
}
