//! What a seller is told while its business certification is being proved.

use guildhall_sdk::lang::Lang;

/// What became of the small transfer, or of the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certifying {
    /// The small transfer was sent.
    Sent {
        /// Until when the amount can be entered.
        until: String,
    },
    /// The bank refused the account.
    Failed,
    /// Nobody entered the amount in time.
    Expired,
    /// The wrong amount three times.
    Locked,
    /// The operator unlocked it.
    Unlocked {
        /// What the operator says.
        reason: String,
    },
}

impl Certifying {
    /// The page it leads to.
    pub const PATH: &'static str = "/seller/certification";

    /// Subject and paragraphs.
    pub(super) fn words(&self, lang: Lang) -> (String, Vec<String>) {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            Certifying::Sent { until } => (
                pick(
                    "请验证小额打款金额".into(),
                    "Enter the amount of the small transfer".into(),
                ),
                vec![pick(
                    format!("我们已向您的银行账户打入一笔小额款项。请查看到账金额，并在 {until} 前填写。"),
                    format!("A small amount was sent to your bank account. Look up what arrived and enter it before {until}."),
                )],
            ),
            Certifying::Failed => (
                pick("小额打款未成功".into(), "The small transfer failed".into()),
                vec![pick(
                    "银行未能向您填写的账户付款。请核对银行账户后重新发起认证。".into(),
                    "The bank could not pay to the account you gave. Check it, then start the certification again.".into(),
                )],
            ),
            Certifying::Expired => (
                pick(
                    "小额打款验证已过期".into(),
                    "The time to enter the amount is over".into(),
                ),
                vec![pick(
                    "您没有在期限内填写到账金额。请重新发起认证，我们会再次打款。".into(),
                    "The amount was not entered in time. Start the certification again; another amount will be sent.".into(),
                )],
            ),
            Certifying::Locked => (
                pick("商业信息认证已锁定".into(), "Your business certification is locked".into()),
                vec![pick(
                    "到账金额已三次填写错误。请联系平台客服，由平台财务解锁。".into(),
                    "The amount was wrong three times. Write to the marketplace; its finance unlocks the certification.".into(),
                )],
            ),
            Certifying::Unlocked { reason } => (
                pick("商业信息认证已解锁".into(), "Your business certification is unlocked".into()),
                vec![
                    pick(
                        "您可以核对银行账户并重新发起认证。".into(),
                        "Check your bank account and start the certification again.".into(),
                    ),
                    reason.clone(),
                ],
            ),
        }
    }
}
