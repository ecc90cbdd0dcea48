//! What jobs there are and what each does.

use crate::{
    Market, accounts,
    door::{Actor, RequestInfo},
    notices, orders, sellers, settlement,
};
use guildhall_sdk::{
    ids::{AgreementId, DeductionId, MailId, OrganisationId, SmsId, TransferId},
    time::Period,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A job: typed, named, safe to do twice.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Hands a mail to the mail server.
    SendMail {
        /// Which.
        mail: MailId,
    },
    /// Hands a short message to its provider.
    SendSms {
        /// Which.
        sms: SmsId,
    },
    /// The sandbox payment provider answers later.
    SettleSandboxPayment {
        /// Which payment.
        payment: Uuid,
    },
    /// The scheduled bill run of a period.
    RunBills {
        /// Which.
        period: Period,
    },
    /// Writes the mail with a link to a new password, when there is such an account.
    SendPasswordReset {
        /// The link's id.
        reset: Uuid,
        /// The address that was typed.
        email: String,
    },
    /// Writes the mail that answers a sign-up: the link, or that there is an account already.
    SendSignUp {
        /// Which.
        sign_up: Uuid,
    },
    /// Tells every seller's owners that an agreement waits to be signed.
    TellAgreement {
        /// Which version.
        agreement: AgreementId,
    },
    /// Takes points nobody appealed against.
    ExecuteDeduction {
        /// Which.
        deduction: DeductionId,
    },
    /// Asks the provider for the small transfer that proves a bank account.
    SendTransfer {
        /// Whose account.
        seller: OrganisationId,
        /// Which transfer.
        transfer: TransferId,
    },
    /// Ends a small transfer nobody answered.
    ExpireTransfer {
        /// Whose account.
        seller: OrganisationId,
        /// Which transfer.
        transfer: TransferId,
    },
    /// Clears what nobody needs any more.
    Housekeeping {},
}

impl Job {
    /// The name, for logs and metrics.
    pub const fn name(&self) -> &'static str {
        match self {
            Job::SendMail { .. } => "send_mail",
            Job::SendSms { .. } => "send_sms",
            Job::SettleSandboxPayment { .. } => "settle_sandbox_payment",
            Job::RunBills { .. } => "run_bills",
            Job::SendPasswordReset { .. } => "send_password_reset",
            Job::SendSignUp { .. } => "send_sign_up",
            Job::TellAgreement { .. } => "tell_agreement",
            Job::ExecuteDeduction { .. } => "execute_deduction",
            Job::SendTransfer { .. } => "send_transfer",
            Job::ExpireTransfer { .. } => "expire_transfer",
            Job::Housekeeping {} => "housekeeping",
        }
    }

    /// Does it. An error is tried again later, up to the limit of attempts.
    pub(super) async fn run(&self, market: &Market) -> Result<(), String> {
        let actor = Actor::System("worker");
        let request = RequestInfo {
            id: format!("job-{}", Uuid::now_v7()),
            ..RequestInfo::default()
        };
        match self {
            Job::SendMail { mail } => notices::send(market, &actor, &request, *mail).await,
            Job::SendSms { sms } => notices::send_sms(market, &actor, &request, *sms).await,
            Job::SettleSandboxPayment { payment } => {
                orders::settle_sandbox_payment(market, &actor, &request, *payment).await
            }
            Job::RunBills { period } => settlement::scheduled_run(market, &actor, &request, *period).await,
            Job::SendPasswordReset { reset, email } => {
                accounts::send_password_reset(market, &actor, &request, *reset, email).await
            }
            Job::SendSignUp { sign_up } => accounts::send_sign_up(market, &actor, &request, *sign_up).await,
            Job::TellAgreement { agreement } => {
                sellers::tell_agreement(market, &actor, &request, *agreement).await
            }
            Job::ExecuteDeduction { deduction } => {
                sellers::execute_deduction(market, &actor, &request, *deduction).await
            }
            Job::SendTransfer { seller, transfer } => {
                sellers::send_transfer(market, &actor, &request, *seller, *transfer).await
            }
            Job::ExpireTransfer { seller, transfer } => {
                sellers::expire_transfer(market, &actor, &request, *seller, *transfer).await
            }
            Job::Housekeeping {} => super::worker::housekeeping(market, &actor, &request).await,
        }
    }
}
