//! The payment port. A provider is behind [`PaymentProvider`]; the sandbox is the one we bring.

use chrono::TimeDelta;
use guildhall_sdk::{money::Money, orders::SandboxOutcome};
use uuid::Uuid;

/// What a provider answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// The money is there.
    Paid,
    /// No.
    Declined,
    /// Not known yet: ask again after this time.
    Later(TimeDelta),
}

/// What is to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Charge {
    /// Our payment's id: the same id is the same payment, however often it is sent.
    pub payment: Uuid,
    /// How much.
    pub amount: Money,
}

/// Somebody who takes money for us.
pub(super) trait PaymentProvider {
    /// The name in storage.
    const NAME: &'static str;

    /// Asks for the money, inside the transaction that creates the payment: it must not wait. A provider across the
    /// network answers [`Answer::Later`] here and is asked by [`PaymentProvider::ask`], from a job.
    fn charge(&self, charge: Charge) -> Answer;

    /// Asks what became of a payment, outside every transaction.
    fn ask(&self, charge: Charge) -> impl Future<Output = Answer> + Send;
}

/// Takes no money and does what it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sandbox(pub SandboxOutcome);

impl PaymentProvider for Sandbox {
    const NAME: &'static str = "sandbox";

    fn charge(&self, _: Charge) -> Answer {
        match self.0 {
            SandboxOutcome::Succeed => Answer::Paid,
            SandboxOutcome::Fail => Answer::Declined,
            SandboxOutcome::Later => Answer::Later(TimeDelta::seconds(5)),
        }
    }

    async fn ask(&self, _: Charge) -> Answer {
        match self.0 {
            SandboxOutcome::Fail => Answer::Declined,
            SandboxOutcome::Succeed | SandboxOutcome::Later => Answer::Paid,
        }
    }
}
