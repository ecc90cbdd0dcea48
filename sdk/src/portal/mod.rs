//! What every operation of the portal shares: its name, kind, who may run it, what comes back and how it fails.

mod error;
mod page;
mod role;

pub use error::{AppError, Conflict};
pub use page::{Count, Cursor, Page, PageRequest};
pub use role::{OrganisationKind, Role, Standing, Viewer, ViewerMembership};

use crate::finding::Finding;
use serde::{Serialize, de::DeserializeOwned};

/// How the door treats an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Authorise, then read. No audit row.
    Read,
    /// Authorise, validate, slow work, then one short transaction with audit and outbox.
    Write,
    /// Run by the system only, in chunks.
    Job,
}

/// Who may run an operation. The system (jobs, the command line) may run everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone, signed in or not.
    Public,
    /// Anyone who is signed in.
    SignedIn,
    /// Members with one of these roles in the organisation they act for.
    Roles(&'static [Role]),
    /// Nobody over the wire.
    System,
}

impl Who {
    /// The roles that may, for the permission table. Empty for [`Who::System`].
    pub fn roles(self) -> Vec<Role> {
        match self {
            Who::Public | Who::SignedIn => Role::ALL.to_vec(),
            Who::Roles(roles) => roles.to_vec(),
            Who::System => Vec::new(),
        }
    }
}

/// What a seller must have come to before an operation that asks for a role is open to it. (Customers and the operator
/// have nothing to come to.) A new operation is closed to sellers that are still joining until it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Open from the first day: joining itself, the team, notices, files.
    Nothing,
    /// The seller has joined (`domain/business.md` §1.5: "approved is not enough to publish").
    Joined,
    /// As [`Needs::Joined`], and the agreements in force are signed: bills.
    Signed,
}

/// Something that can be done: a request type that says its name, its kind, who may do it and what comes back.
pub trait Operation: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name on the wire: `POST /api/v1/op/{NAME}`.
    const NAME: &'static str;
    /// Read, write or job.
    const KIND: Kind;
    /// Who may.
    const WHO: Who;
    /// What a seller must have come to first.
    const NEEDS: Needs = Needs::Joined;
    /// What it is for, one sentence, for the description of the API.
    const ABOUT: &'static str;
    /// What comes back.
    type Output: Serialize + DeserializeOwned + Send + 'static;

    /// What can be judged from the request alone. The browser runs the same before it sends.
    fn validate(&self) -> Vec<Finding> {
        Vec::new()
    }
}

/// Declares operations: request, kind, who, output, what for; before them what a seller must have come to, where it is
/// not the usual: `operation!(needs Nothing: GetJoining, …)`.
#[macro_export]
#[doc(hidden)]
macro_rules! operation {
    (needs $needs:ident: $request:ty, $kind:ident, $who:expr, $output:ty, $about:literal) => {
        $crate::operation!(needs $needs: $request, $kind, $who, $output, $about, |_request| Vec::new());
    };
    (needs $needs:ident: $request:ty, $kind:ident, $who:expr, $output:ty, $about:literal, $validate:expr) => {
        impl $crate::portal::Operation for $request {
            const NAME: &'static str = stringify!($request);
            const KIND: $crate::portal::Kind = $crate::portal::Kind::$kind;
            const WHO: $crate::portal::Who = $who;
            const NEEDS: $crate::portal::Needs = $crate::portal::Needs::$needs;
            const ABOUT: &'static str = $about;
            type Output = $output;
            fn validate(&self) -> Vec<$crate::finding::Finding> {
                let check: fn(&$request) -> Vec<$crate::finding::Finding> = $validate;
                check(self)
            }
        }
    };
    ($request:ty, $kind:ident, $who:expr, $output:ty, $about:literal) => {
        $crate::operation!(needs Joined: $request, $kind, $who, $output, $about);
    };
    ($request:ty, $kind:ident, $who:expr, $output:ty, $about:literal, $validate:expr) => {
        $crate::operation!(needs Joined: $request, $kind, $who, $output, $about, $validate);
    };
}
