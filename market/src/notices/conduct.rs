//! What a seller is told of its conduct and its tier.

use guildhall_sdk::{
    lang::Lang,
    sellers::{SellerTier, Violation},
};

/// What the operator recorded of a seller's conduct, or decided on its tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conduct {
    /// Points were recorded.
    Recorded {
        /// What for.
        violation: Violation,
        /// How many.
        points: u32,
        /// What was found.
        evidence: String,
        /// Until when an appeal is possible; none when they were taken at once.
        until: Option<String>,
    },
    /// Nobody appealed in time: the points were taken.
    Executed {
        /// What for.
        violation: Violation,
        /// How many.
        points: u32,
    },
    /// An appeal was decided.
    Decided {
        /// What for.
        violation: Violation,
        /// How many.
        points: u32,
        /// The seller was right: nothing is taken.
        lifted: bool,
        /// What the operator says.
        why: String,
    },
    /// The tier changed.
    Tier {
        /// The new one.
        tier: SellerTier,
        /// What the operator says.
        why: String,
    },
}

impl Conduct {
    /// The page it leads to.
    pub const PATH: &'static str = "/seller/company";

    /// Subject and paragraphs.
    pub(super) fn words(&self, lang: Lang) -> (String, Vec<String>) {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            Conduct::Recorded {
                violation,
                points,
                evidence,
                until,
            } => {
                let v = violation.words(lang);
                let what = match until {
                    Some(until) => pick(
                        format!("如有异议，请在 {until} 前申诉；逾期未申诉将执行扣分。"),
                        format!(
                            "If you disagree, appeal before {until}; without an appeal the points are taken then."
                        ),
                    ),
                    None => pick(
                        "单次扣分达到 40 分，已立即执行。".into(),
                        "A deduction of 40 points or more holds at once: they were taken.".into(),
                    ),
                };
                (
                    pick(
                        format!("违规记录：扣 {points} 分"),
                        format!("A violation was recorded: {points} points"),
                    ),
                    vec![
                        pick(format!("违规行为：{v}"), format!("Violation: {v}")),
                        evidence.clone(),
                        what,
                    ],
                )
            }
            Conduct::Executed { violation, points } => {
                let v = violation.words(lang);
                (
                    pick(
                        format!("已执行扣分：{points} 分"),
                        format!("{points} points were taken"),
                    ),
                    vec![pick(
                        format!("申诉期已结束，未收到申诉。违规行为：{v}"),
                        format!("The time to appeal is over and nobody appealed. Violation: {v}"),
                    )],
                )
            }
            Conduct::Decided {
                violation,
                points,
                lifted,
                why,
            } => {
                let v = violation.words(lang);
                let subject = if *lifted {
                    pick(
                        format!("申诉成立：不扣 {points} 分"),
                        format!("Your appeal was granted: {points} points stay"),
                    )
                } else {
                    pick(
                        format!("申诉未成立：已扣 {points} 分"),
                        format!("Your appeal was turned down: {points} points were taken"),
                    )
                };
                (
                    subject,
                    vec![
                        pick(format!("违规行为：{v}"), format!("Violation: {v}")),
                        why.clone(),
                    ],
                )
            }
            Conduct::Tier { tier, why } => {
                let name = tier.words(lang);
                (
                    pick(
                        format!("商家级别变更为：{name}"),
                        format!("Your seller tier is now: {name}"),
                    ),
                    vec![why.clone()],
                )
            }
        }
    }
}
