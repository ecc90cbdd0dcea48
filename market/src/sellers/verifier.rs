//! The port to whoever can tell that a company is what it says: a registry, a bank, or people.

use super::transfers::{ByHand, SmallTransfer};
use futures::future::BoxFuture;
use guildhall_sdk::sellers::IdentityContent;
use std::sync::Arc;

/// What a verifier answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It cannot tell: people at the review desk decide.
    Desk,
    /// It is so. The reference is kept in the audit log.
    Verified {
        /// The verifier's own.
        reference: String,
    },
    /// It is not so, at a field of the form.
    Refused {
        /// `company`, `credit_code`, `representative`.
        field: &'static str,
    },
}

/// Tells whether a company is what it says.
pub trait RealNameVerifier: Send + Sync {
    /// What the audit log calls it.
    fn name(&self) -> &'static str;

    /// Judges a claim. Called before the transaction: it may take its time. An error is no verdict: the desk decides.
    fn verify<'a>(&'a self, claim: &'a IdentityContent) -> BoxFuture<'a, Result<Verdict, String>>;
}

/// The verifier of a marketplace without one: every claim goes to the review desk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manual;

impl RealNameVerifier for Manual {
    fn name(&self) -> &'static str {
        "manual"
    }

    fn verify<'a>(&'a self, _: &'a IdentityContent) -> BoxFuture<'a, Result<Verdict, String>> {
        Box::pin(async { Ok(Verdict::Desk) })
    }
}

/// What the market asks of the world outside.
#[derive(Clone)]
pub struct Ports {
    /// Who tells that a company is what it says.
    pub real_name: Arc<dyn RealNameVerifier>,
    /// Who sends the small transfer that proves a bank account.
    pub transfer: Arc<dyn SmallTransfer>,
}

impl Default for Ports {
    fn default() -> Self {
        Ports {
            real_name: Arc::new(Manual),
            transfer: Arc::new(ByHand),
        }
    }
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ports")
            .field("real_name", &self.real_name.name())
            .field("transfer", &self.transfer.name())
            .finish()
    }
}
