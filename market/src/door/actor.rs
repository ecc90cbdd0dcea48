//! Who acts.

use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{
    accounts::PROOF_MINUTES,
    ids::{OrganisationId, PersonId, SessionId},
    portal::{AppError, Needs, OrganisationKind, Role, Standing, Viewer, Who},
};

/// Who acts.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Nobody is signed in.
    Anonymous,
    /// Somebody is.
    Person(Box<Signed>),
    /// A job or the command line: which.
    System(&'static str),
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who, and for which organisation.
    pub viewer: Viewer,
    /// By which session.
    pub session: SessionId,
    /// The language of their mails.
    pub lang: guildhall_sdk::lang::Lang,
    /// When they last proved who they are; none where no session stands behind them (the demo's seed, tests).
    pub proved_at: Option<DateTime<Utc>>,
    /// The role needs two-step sign-in and the account has none: only one's own account is open.
    pub two_step_missing: bool,
    /// An agreement in force is not signed by the seller acted for: its bills are not shown.
    pub unsigned: bool,
    /// A product manager of chosen products: sees and touches no other.
    pub limited: bool,
}

/// The request an act comes from.
#[derive(Debug, Clone, Default)]
pub struct RequestInfo {
    /// Its id, in logs and answers.
    pub id: String,
    /// The idempotency key it came with.
    pub idempotency_key: Option<String>,
    /// What the browser or program calls itself.
    pub device: String,
    /// The network address it came from.
    pub address: String,
}

impl Signed {
    /// The one rule of what is closed to a seller that has steps left.
    fn has_come_to(&self, needs: Needs) -> Result<(), AppError> {
        match (needs, self.viewer.acting.standing) {
            (Needs::Nothing, _) => Ok(()),
            (_, Standing::Joining) => Err(AppError::JoinFirst),
            (_, Standing::Left) => Err(AppError::Forbidden),
            (Needs::Signed, Standing::Joined) if self.unsigned => Err(AppError::SignFirst),
            (_, Standing::Joined) => Ok(()),
        }
    }
}

impl Actor {
    /// The one check of who may do what.
    ///
    /// # Errors
    /// `NotSignedIn` for nobody, `Forbidden` for the wrong role, `TwoStepNeeded` where the role asks for it; then, for
    /// sellers, what they have to come to first: `JoinFirst`, `SignFirst`.
    pub fn authorise(&self, who: Who, needs: Needs) -> Result<(), AppError> {
        match (self, who) {
            (Actor::System(_), _) | (_, Who::Public) => Ok(()),
            (Actor::Anonymous, _) => Err(AppError::NotSignedIn),
            (Actor::Person(_), Who::SignedIn) => Ok(()),
            (Actor::Person(signed), Who::Roles(roles)) if signed.viewer.has(roles) => {
                if signed.two_step_missing {
                    Err(AppError::TwoStepNeeded)
                } else {
                    signed.has_come_to(needs)
                }
            }
            (Actor::Person(_), _) => Err(AppError::Forbidden),
        }
    }

    /// As [`super::Ctx::proved`], for slow work that comes before there is a context.
    ///
    /// # Errors
    /// `ProofNeeded` when the last proof is too old, `NotSignedIn` for nobody.
    pub fn proved(&self, now: DateTime<Utc>) -> Result<(), AppError> {
        match self {
            Actor::System(_) => Ok(()),
            Actor::Anonymous => Err(AppError::NotSignedIn),
            Actor::Person(signed) => match signed.proved_at {
                Some(at) if now - at >= TimeDelta::minutes(PROOF_MINUTES) => Err(AppError::ProofNeeded),
                _ => Ok(()),
            },
        }
    }

    /// Who is signed in.
    pub fn signed(&self) -> Option<&Signed> {
        match self {
            Actor::Person(signed) => Some(signed),
            _ => None,
        }
    }

    /// The organisation acted for.
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.signed().map(|s| s.viewer.acting.organisation)
    }

    /// The person.
    pub fn person(&self) -> Option<PersonId> {
        self.signed().map(|s| s.viewer.person)
    }

    /// True for a member of the operator's organisation.
    pub fn is_operator(&self) -> bool {
        self.signed()
            .is_some_and(|s| s.viewer.acting.kind == OrganisationKind::Operator)
    }

    /// True for somebody with one of the roles, and for the system.
    pub fn has(&self, roles: &[Role]) -> bool {
        match self {
            Actor::System(_) => true,
            Actor::Person(signed) => signed.viewer.has(roles),
            Actor::Anonymous => false,
        }
    }

    /// How the audit log names them.
    pub fn label(&self) -> String {
        match self {
            Actor::Anonymous => "anonymous".into(),
            Actor::Person(signed) => signed.viewer.email.clone(),
            Actor::System(what) => format!("system:{what}"),
        }
    }
}
