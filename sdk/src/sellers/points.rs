//! Points and violations (`domain/business.md` §1.11): the catalogue, and how a deduction goes.

use crate::{
    finding::{Code, Finding},
    lang::Lang,
};
use serde::{Deserialize, Serialize};

/// What every seller starts with, and the most there can be.
pub const POINTS_START: u32 = 100;
/// A single deduction of so many points is executed at once.
pub const POINTS_AT_ONCE: u32 = 40;
/// Longest evidence, appeal and decision.
pub const CONDUCT_TEXT_MAX: usize = 2_000;

/// What besides points a violation costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// The rules say "penalised": the operator judges.
    Judged,
    /// The product is delisted for good.
    Delisted,
    /// The product is delisted for good, and ¥5,000.
    DelistedAndFine,
    /// The cooperation ends; the whole deposit is kept.
    Ended,
}

impl Consequence {
    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Judged, Lang::Zh) => "按情节处理",
            (Self::Judged, Lang::En) => "as the case is judged",
            (Self::Delisted, Lang::Zh) => "商品永久下架",
            (Self::Delisted, Lang::En) => "product delisted for good",
            (Self::DelistedAndFine, Lang::Zh) => "商品永久下架，违约金 ¥5,000",
            (Self::DelistedAndFine, Lang::En) => "product delisted for good, ¥5,000",
            (Self::Ended, Lang::Zh) => "终止合作，扣除全部保证金",
            (Self::Ended, Lang::En) => "cooperation ended, whole deposit kept",
        }
    }
}

macro_rules! violations {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal, $points:expr, $consequence:ident, $zh:literal, $en:literal;)+) => {
        /// The catalogue of violations (`domain/business.md` §1.11 \[B2\]–\[B7\]).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Violation { $($(#[$doc])* #[serde(rename = $wire)] $variant,)+ }

        impl Violation {
            /// All of them, as the catalogue lists them.
            pub const ALL: &'static [Violation] = &[$(Violation::$variant,)+];

            /// The stored name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Violation::$variant => $wire,)+ }
            }

            /// The points it takes; none where the rules name no number.
            pub const fn points(self) -> Option<u32> {
                match self { $(Violation::$variant => $points,)+ }
            }

            /// What else it costs.
            pub const fn consequence(self) -> Consequence {
                match self { $(Violation::$variant => Consequence::$consequence,)+ }
            }

            /// What people call it.
            pub const fn words(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Violation::$variant, Lang::Zh) => $zh, (Violation::$variant, Lang::En) => $en,)+ }
            }
        }
    };
}

violations! {
    /// Wrong service phone, calls unanswered or unhandled, bad service mail.
    Unreachable = "unreachable", Some(5), Delisted, "服务电话、邮箱有误或无人处理", "Service phone or mail wrong, or nobody answers";
    /// Interface probing fails and nobody reacts to the mails.
    InterfaceDown = "interface_down", Some(5), Delisted, "接口探测失败且未处理通知邮件", "Interface probing fails and the mails are ignored";
    /// Title, pictures, attributes, price or service do not match.
    Misdescribed = "misdescribed", None, Judged, "标题、图片、属性、价格或服务内容与实际不符", "Title, pictures, attributes, price or service do not match";
    /// Links to elsewhere in details or cases.
    OutsideLinks = "outside_links", None, Judged, "详情或案例中含站外链接", "Links to other sites in details or cases";
    /// Fake sales or fake reviews.
    FakeSales = "fake_sales", Some(10), DelistedAndFine, "虚假交易或虚假评价", "Fake sales or fake reviews";
    /// Pretending to be the customer; inventing facts.
    Complaint = "complaint", Some(20), Ended, "冒充客户撤诉，或捏造事实阻碍调查", "Pretending to be the customer to withdraw a complaint, or inventing facts against an investigation";
    /// Steering buyers elsewhere.
    TradeElsewhere = "trade_elsewhere", None, Judged, "引导客户在其他平台交易", "Steering buyers to trade elsewhere";
    /// What the store forbids.
    Forbidden = "forbidden", Some(40), DelistedAndFine, "提供平台禁止的服务或商品", "Offering services or goods the marketplace forbids";
    /// Advertising that has nothing to do with the service.
    Spam = "spam", Some(40), Delisted, "发布与服务无关的垃圾广告", "Spam advertising unrelated to the service";
    /// Bribery, backdoors, unauthorised changes, hidden defects.
    Sabotage = "sabotage", Some(50), Ended, "贿赂运营人员、越权或留后门、擅自更改云产品配置、隐瞒并利用缺陷", "Bribery, privilege escalation or backdoors, unauthorised changes of cloud configuration, hiding and exploiting defects";
    /// Manipulated acceptance.
    FakedAcceptance = "faked_acceptance", None, Judged, "伪造验收材料", "Faked acceptance material";
}

impl Violation {
    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Violation> {
        Self::ALL.iter().copied().find(|v| v.as_str() == text)
    }
}

/// Where a deduction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeductionState {
    /// The seller may appeal.
    Waiting,
    /// The seller has appealed; the operator decides.
    Appealed,
    /// The points were taken.
    Executed,
    /// The appeal was granted: nothing is taken.
    Lifted,
}

impl DeductionState {
    /// Every move there is.
    pub const TRANSITIONS: &'static [(DeductionState, DeductionState)] = &[
        (Self::Waiting, Self::Appealed),
        (Self::Waiting, Self::Executed),
        (Self::Appealed, Self::Executed),
        (Self::Appealed, Self::Lifted),
    ];

    /// True when the move is in the table.
    pub fn can_become(self, next: Self) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// How a deduction begins: a large one is executed at once.
    pub const fn of(points: u32) -> DeductionState {
        if points >= POINTS_AT_ONCE {
            Self::Executed
        } else {
            Self::Waiting
        }
    }

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Appealed => "appealed",
            Self::Executed => "executed",
            Self::Lifted => "lifted",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<DeductionState> {
        [Self::Waiting, Self::Appealed, Self::Executed, Self::Lifted]
            .into_iter()
            .find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Waiting, Lang::Zh) => "可申诉",
            (Self::Waiting, Lang::En) => "Open to appeal",
            (Self::Appealed, Lang::Zh) => "申诉中",
            (Self::Appealed, Lang::En) => "Appealed",
            (Self::Executed, Lang::Zh) => "已扣分",
            (Self::Executed, Lang::En) => "Taken",
            (Self::Lifted, Lang::Zh) => "已撤销",
            (Self::Lifted, Lang::En) => "Lifted",
        }
    }
}

/// A list a seller stands on until a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WatchList {
    /// 黄名单.
    Yellow,
    /// 黑名单.
    Black,
}

impl WatchList {
    /// Both.
    pub const ALL: [WatchList; 2] = [Self::Yellow, Self::Black];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Black => "black",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<WatchList> {
        Self::ALL.into_iter().find(|l| l.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Yellow, Lang::Zh) => "黄名单",
            (Self::Yellow, Lang::En) => "Yellow list",
            (Self::Black, Lang::Zh) => "黑名单",
            (Self::Black, Lang::En) => "Black list",
        }
    }
}

/// What is wrong with the points of a violation: the catalogue's where it names them, 1 to 100 where it does not.
pub fn check_points(violation: Violation, points: u32) -> Option<Finding> {
    match violation.points() {
        Some(fixed) if fixed != points => {
            Some(Finding::error("points", Code::PointsFixed).with("points", fixed))
        }
        None if !(1..=POINTS_START).contains(&points) => Some(
            Finding::error("points", Code::OutOfRange)
                .with("min", 1)
                .with("max", POINTS_START),
        ),
        _ => None,
    }
}

/// What is wrong with a text that somebody else will judge by.
pub fn check_conduct_text(path: &str, text: &str) -> Option<Finding> {
    let length = text.trim().chars().count();
    if length == 0 {
        Some(Finding::error(path, Code::Required))
    } else if length > CONDUCT_TEXT_MAX {
        Some(
            Finding::error(path, Code::TooLong)
                .with("max", CONDUCT_TEXT_MAX)
                .with("actual", length),
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_takes_what_the_rules_say() {
        for (violation, points, consequence, at_once) in [
            (Violation::Unreachable, 5, Consequence::Delisted, false),
            (Violation::InterfaceDown, 5, Consequence::Delisted, false),
            (Violation::FakeSales, 10, Consequence::DelistedAndFine, false),
            (Violation::Complaint, 20, Consequence::Ended, false),
            (Violation::Forbidden, 40, Consequence::DelistedAndFine, true),
            (Violation::Spam, 40, Consequence::Delisted, true),
            (Violation::Sabotage, 50, Consequence::Ended, true),
        ] {
            assert_eq!(violation.points(), Some(points), "{violation:?}");
            assert_eq!(violation.consequence(), consequence, "{violation:?}");
            assert_eq!(DeductionState::of(points) == DeductionState::Executed, at_once);
            assert_eq!(check_points(violation, points), None);
            assert_eq!(
                check_points(violation, points + 1).map(|f| f.code),
                Some(Code::PointsFixed)
            );
        }
        for violation in Violation::ALL {
            assert_eq!(Violation::parse(violation.as_str()), Some(*violation));
        }
    }

    #[test]
    fn what_the_rules_leave_open_the_operator_names() {
        for (points, fits) in [(0, false), (1, true), (39, true), (100, true), (101, false)] {
            assert_eq!(
                check_points(Violation::Misdescribed, points).is_none(),
                fits,
                "{points}"
            );
        }
        assert_eq!(DeductionState::of(39), DeductionState::Waiting);
    }

    #[test]
    fn what_is_over_stays_over() {
        for (from, _) in DeductionState::TRANSITIONS {
            assert!(!matches!(from, DeductionState::Executed | DeductionState::Lifted));
        }
        assert!(!DeductionState::Waiting.can_become(DeductionState::Lifted));
    }
}
