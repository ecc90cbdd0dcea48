//! The port to whoever sends the small transfer that proves a bank account: a bank, people, or the sandbox.

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use guildhall_sdk::{ids::TransferId, money::Money};

/// A small transfer that is to be sent. The same `id` is the same transfer: a provider that is asked twice sends once.
/// It is not printed: the amount belongs in no log.
pub struct Order {
    /// Which.
    pub id: TransferId,
    /// Name of the bank and branch.
    pub bank: String,
    /// Name of the account.
    pub account_name: String,
    /// Number of the account.
    pub account_number: String,
    /// How much.
    pub amount: Money,
    /// When the seller asked for it.
    pub asked_at: DateTime<Utc>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A person sends it and says so.
    ByHand,
    /// It is on its way; ask again then.
    Later(DateTime<Utc>),
    /// It arrived.
    Sent,
    /// The bank refused the account.
    Failed,
}

/// Sends a small transfer to an account.
pub trait SmallTransfer: Send + Sync {
    /// What logs call it.
    fn name(&self) -> &'static str;

    /// True when a person sends it: the operator's finance sees the amount until it is sent.
    fn by_hand(&self) -> bool {
        false
    }

    /// True for the sandbox: the operator's finance sees the amount that "arrived".
    fn is_sandbox(&self) -> bool {
        false
    }

    /// Sends it, or tells how far it is. An error is tried again.
    fn send<'a>(&'a self, order: &'a Order) -> BoxFuture<'a, Result<Progress, String>>;
}

/// The operator's finance sends by hand.
#[derive(Debug, Clone, Copy, Default)]
pub struct ByHand;

impl SmallTransfer for ByHand {
    fn name(&self) -> &'static str {
        "manual"
    }

    fn by_hand(&self) -> bool {
        true
    }

    fn send<'a>(&'a self, _: &'a Order) -> BoxFuture<'a, Result<Progress, String>> {
        Box::pin(async { Ok(Progress::ByHand) })
    }
}

/// The provider of demos and tests: no money moves. An account that ends in 0000 is refused, one that ends in 1111 has
/// the money a minute later.
#[derive(Debug, Clone, Copy, Default)]
pub struct SandboxTransfer;

impl SmallTransfer for SandboxTransfer {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    fn is_sandbox(&self) -> bool {
        true
    }

    fn send<'a>(&'a self, order: &'a Order) -> BoxFuture<'a, Result<Progress, String>> {
        let arrives = order.asked_at + TimeDelta::minutes(1);
        let progress = if order.account_number.ends_with("0000") {
            Progress::Failed
        } else if order.account_number.ends_with("1111") && order.now < arrives {
            Progress::Later(arrives)
        } else {
            Progress::Sent
        };
        Box::pin(async move { Ok(progress) })
    }
}
