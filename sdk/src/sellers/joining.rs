//! The joining checklist (`domain/business.md` §1.1): the operator says which steps there are, in which order; each says
//! how it stands and what must come before it.

use crate::{
    finding::{Code, Finding},
    lang::Lang,
};
use serde::{Deserialize, Serialize};

/// A step a seller takes to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum JoiningStep {
    /// 实名认证: who the company is.
    Identity,
    /// 入驻申请.
    Application,
    /// 签署协议: management rules and cooperation agreement.
    Agreements,
    /// 商业信息认证.
    Certification,
}

impl JoiningStep {
    /// All of them, in the order of §1.1.
    pub const ALL: &'static [JoiningStep] = &[
        JoiningStep::Identity,
        JoiningStep::Application,
        JoiningStep::Agreements,
        JoiningStep::Certification,
    ];

    /// The name in storage and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            JoiningStep::Identity => "identity",
            JoiningStep::Application => "application",
            JoiningStep::Agreements => "agreements",
            JoiningStep::Certification => "certification",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<JoiningStep> {
        JoiningStep::ALL.iter().copied().find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (JoiningStep::Identity, Lang::Zh) => "企业实名认证",
            (JoiningStep::Identity, Lang::En) => "Real-name authentication",
            (JoiningStep::Application, Lang::Zh) => "入驻申请",
            (JoiningStep::Application, Lang::En) => "Joining application",
            (JoiningStep::Agreements, Lang::Zh) => "签署协议与规范",
            (JoiningStep::Agreements, Lang::En) => "Agreements",
            (JoiningStep::Certification, Lang::Zh) => "商业信息认证",
            (JoiningStep::Certification, Lang::En) => "Business certification",
        }
    }

    /// Where it is done.
    pub const fn path(self) -> &'static str {
        match self {
            JoiningStep::Identity => "/seller/identity",
            JoiningStep::Application => "/seller/application",
            JoiningStep::Agreements => "/seller/agreements",
            JoiningStep::Certification => "/seller/certification",
        }
    }

    /// What must be done before it, where the operator asks for that at all (§1.2, §1.5 \[A123\]).
    pub const fn after(self) -> &'static [JoiningStep] {
        match self {
            JoiningStep::Identity => &[],
            JoiningStep::Application => &[JoiningStep::Identity],
            JoiningStep::Agreements => &[JoiningStep::Application],
            JoiningStep::Certification => &[JoiningStep::Agreements],
        }
    }
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepProgress {
    /// Nothing was done yet.
    #[default]
    NotStarted,
    /// Begun, or with the operator.
    InProgress,
    /// It came back, or something new must be done.
    NeedsYou,
    /// Done.
    Done,
}

/// How every step stands, whether or not the operator asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standings {
    /// Real-name authentication.
    pub identity: StepProgress,
    /// Application.
    pub application: StepProgress,
    /// Agreements.
    pub agreements: StepProgress,
    /// Certification.
    pub certification: StepProgress,
}

impl Standings {
    /// How one stands.
    pub const fn of(&self, step: JoiningStep) -> StepProgress {
        match step {
            JoiningStep::Identity => self.identity,
            JoiningStep::Application => self.application,
            JoiningStep::Agreements => self.agreements,
            JoiningStep::Certification => self.certification,
        }
    }
}

/// A step of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChecklistRow {
    /// Which.
    pub step: JoiningStep,
    /// How it stands.
    pub progress: StepProgress,
    /// What must be done first; empty when it can be worked on.
    pub blocked_by: Vec<JoiningStep>,
}

/// What of the operator's steps must be done before this one can be.
pub fn blocked_by(step: JoiningStep, asked: &[JoiningStep], standings: &Standings) -> Vec<JoiningStep> {
    step.after()
        .iter()
        .copied()
        .filter(|before| asked.contains(before) && standings.of(*before) != StepProgress::Done)
        .collect()
}

/// The checklist.
pub fn checklist(asked: &[JoiningStep], standings: &Standings) -> Vec<ChecklistRow> {
    asked
        .iter()
        .map(|step| {
            let progress = standings.of(*step);
            ChecklistRow {
                step: *step,
                progress,
                blocked_by: if progress == StepProgress::Done {
                    Vec::new()
                } else {
                    blocked_by(*step, asked, standings)
                },
            }
        })
        .collect()
}

/// True when nothing is left.
pub fn all_done(rows: &[ChecklistRow]) -> bool {
    rows.iter().all(|row| row.progress == StepProgress::Done)
}

/// That a step must be done first, as a finding of the whole.
pub fn step_first(step: JoiningStep) -> Finding {
    let code = match step {
        JoiningStep::Identity => Code::IdentityFirst,
        JoiningStep::Application => Code::ApplicationFirst,
        JoiningStep::Agreements => Code::AgreementsFirst,
        JoiningStep::Certification => Code::CertificationFirst,
    };
    Finding::error("", code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use JoiningStep::{Agreements, Application, Certification, Identity};
    use StepProgress::{Done, InProgress, NeedsYou, NotStarted};

    #[test]
    fn a_step_waits_for_what_the_operator_asks_for_before_it() {
        let standings = Standings {
            identity: Done,
            application: InProgress,
            agreements: NotStarted,
            certification: NeedsYou,
        };
        for (asked, step, expected) in [
            (JoiningStep::ALL, Application, vec![]),
            (JoiningStep::ALL, Agreements, vec![Application]),
            (JoiningStep::ALL, Certification, vec![Agreements]),
            (&[Identity, Certification], Certification, vec![]),
            (&[], Agreements, vec![]),
        ] {
            assert_eq!(
                blocked_by(step, asked, &standings),
                expected,
                "{step:?} of {asked:?}"
            );
        }
    }

    #[test]
    fn the_checklist_follows_the_operators_order_and_ends_when_nothing_is_left() {
        let done = Standings {
            identity: Done,
            certification: Done,
            ..Standings::default()
        };
        let rows = checklist(&[Certification, Identity], &done);
        assert_eq!(
            rows.iter().map(|r| r.step).collect::<Vec<_>>(),
            [Certification, Identity]
        );
        assert!(all_done(&rows));
        assert!(!all_done(&checklist(JoiningStep::ALL, &done)));
        assert!(
            all_done(&checklist(&[], &Standings::default())),
            "no steps, nothing left"
        );
    }

    #[test]
    fn no_step_waits_for_itself_through_others() {
        fn reaches(from: JoiningStep, to: JoiningStep) -> bool {
            from.after().iter().any(|s| *s == to || reaches(*s, to))
        }
        for step in JoiningStep::ALL {
            assert!(!reaches(*step, *step), "{step:?}");
            assert_eq!(JoiningStep::parse(step.as_str()), Some(*step));
        }
    }
}
