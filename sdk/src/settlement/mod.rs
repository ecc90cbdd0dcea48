//! Bills and settlement (账单与结算): conditions, fees, states.

#[cfg(feature = "portal")]
mod operations;
#[cfg(feature = "portal")]
pub use operations::*;

use crate::{
    lang::Lang,
    money::{BasisPoints, Money},
};
use serde::{Deserialize, Serialize};

/// Names the fee rule a line was settled by, frozen on the line: gross × rate, half away from zero to the fen, per line.
pub const FEE_RULE: &str = "common-fee-1";

/// The platform's fee on a line and what is left (`domain/business.md` §6.4).
pub fn split(gross: Money, rate: BasisPoints) -> (Money, Money) {
    let fee = gross.share(rate);
    (
        fee,
        Money {
            minor: gross.minor - fee.minor,
            currency: gross.currency,
        },
    )
}

macro_rules! bill_states {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal, $zh:literal, $en:literal;)+) => {
        /// Where a bill stands (`domain/business.md` §6.3).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum BillState { $($(#[$doc])* $variant,)+ }

        impl BillState {
            /// All of them, in the order of the walk.
            pub const ALL: &'static [BillState] = &[$(BillState::$variant,)+];
            /// The stored name.
            pub const fn as_str(self) -> &'static str { match self { $(BillState::$variant => $wire,)+ } }
            /// What people call it.
            pub const fn words(self, lang: Lang) -> &'static str {
                match (self, lang) { $((BillState::$variant, Lang::Zh) => $zh, (BillState::$variant, Lang::En) => $en,)+ }
            }
            /// Reads the stored name.
            pub fn parse(text: &str) -> Option<BillState> {
                BillState::ALL.iter().copied().find(|s| s.as_str() == text)
            }
        }
    };
}

bill_states! {
    /// 待会签: made, waits for the operator.
    AwaitingCountersign = "awaiting_countersign", "待会签", "Awaiting countersign";
    /// 会签中.
    Countersigning = "countersigning", "会签中", "Being countersigned";
    /// 会签驳回.
    CountersignRejected = "countersign_rejected", "会签驳回", "Countersign rejected";
    /// 待申付.
    AwaitingRequest = "awaiting_request", "待申付", "Awaiting payment request";
    /// 申付单创建失败.
    RequestFailed = "request_failed", "申付单创建失败", "Payment request failed";
    /// 待开票: joint and self-operated only.
    AwaitingInvoice = "awaiting_invoice", "待开票", "Awaiting invoice";
    /// 发票待审核: joint and self-operated only.
    InvoiceReview = "invoice_review", "发票待审核", "Invoice being checked";
    /// 申付处理中.
    RequestProcessing = "request_processing", "申付处理中", "Request in process";
    /// 支付信息错误.
    PaymentDetailsWrong = "payment_details_wrong", "支付信息错误", "Payment details wrong";
    /// 申付被驳回.
    RequestRejected = "request_rejected", "申付被驳回", "Request rejected";
    /// 支付中.
    Paying = "paying", "支付中", "Being paid";
    /// 已支付.
    Paid = "paid", "已支付", "Paid";
}

impl BillState {
    /// The states that follow for a bill of common products (`invoiced` = false) or of joint and self-operated ones,
    /// which pass 待开票 and 发票待审核 (`domain/business.md` §6.3).
    pub fn next(self, invoiced: bool) -> &'static [BillState] {
        use BillState::*;
        match (self, invoiced) {
            (AwaitingCountersign, _) => &[Countersigning],
            (Countersigning, _) => &[AwaitingRequest, CountersignRejected],
            (CountersignRejected, _) => &[Countersigning],
            (AwaitingRequest, false) => &[RequestProcessing, RequestFailed],
            (AwaitingRequest, true) => &[AwaitingInvoice, RequestFailed],
            (RequestFailed, _) => &[AwaitingRequest],
            (AwaitingInvoice, true) => &[InvoiceReview],
            (InvoiceReview, true) => &[RequestProcessing, AwaitingInvoice],
            (AwaitingInvoice | InvoiceReview, false) => &[],
            (RequestProcessing, _) => &[Paying, PaymentDetailsWrong, RequestRejected],
            (PaymentDetailsWrong, _) | (RequestRejected, _) => &[RequestProcessing],
            (Paying, _) => &[Paid, PaymentDetailsWrong],
            (Paid, _) => &[],
        }
    }

    /// True for a step towards payment: none is taken while the seller's certification is being changed
    /// (`domain/business.md` §1.5). What went wrong can be said all the same, and so can that money which is on its way
    /// has arrived.
    pub const fn settles(self) -> bool {
        matches!(
            self,
            Self::Countersigning
                | Self::AwaitingRequest
                | Self::AwaitingInvoice
                | Self::InvoiceReview
                | Self::RequestProcessing
                | Self::Paying
        )
    }

    /// What the seller should know and do.
    pub const fn hint(self, lang: Lang) -> &'static str {
        use BillState::*;
        match (self, lang) {
            (AwaitingCountersign, Lang::Zh) => "等待平台会签，您无需操作。",
            (AwaitingCountersign, Lang::En) => "The operator countersigns next; nothing for you to do.",
            (Countersigning, Lang::Zh) => "平台正在会签，约 8 个工作日。",
            (Countersigning, Lang::En) => "The operator is countersigning, about 8 working days.",
            (CountersignRejected, Lang::Zh) => "会签被驳回，请联系平台了解原因。",
            (CountersignRejected, Lang::En) => "Countersigning was refused; ask the operator why.",
            (AwaitingRequest, Lang::Zh) => "等待系统创建申付单。",
            (AwaitingRequest, Lang::En) => "The payment request is made next.",
            (RequestFailed, Lang::Zh) => "申付单创建失败，平台正在处理。",
            (RequestFailed, Lang::En) => "The payment request failed; the operator is on it.",
            (AwaitingInvoice, Lang::Zh) => "请按开票清单开具增值税专用发票。",
            (AwaitingInvoice, Lang::En) => "Issue the special VAT invoice by the invoice list.",
            (InvoiceReview, Lang::Zh) => "平台正在审核发票，约 2 个工作日。",
            (InvoiceReview, Lang::En) => "The invoice is being checked, about 2 working days.",
            (RequestProcessing, Lang::Zh) => "平台财务正在审核申付单。",
            (RequestProcessing, Lang::En) => "The operator's finance is checking the request.",
            (PaymentDetailsWrong, Lang::Zh) => "收款信息有误，请核对商业信息认证中的银行账号并联系平台。",
            (PaymentDetailsWrong, Lang::En) => {
                "The payment details are wrong; check the bank account in your certification and write to the operator."
            }
            (RequestRejected, Lang::Zh) => "申付被驳回，请联系平台了解原因。",
            (RequestRejected, Lang::En) => "The request was rejected; ask the operator why.",
            (Paying, Lang::Zh) => "正在付款，约 6 个工作日到账。",
            (Paying, Lang::En) => "The payment is on its way, about 6 working days.",
            (Paid, Lang::Zh) => "已支付。",
            (Paid, Lang::En) => "Paid.",
        }
    }
}

/// The conditions for a line to be billed (`domain/business.md` §6.1), in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// 1: the seller's business certification passed.
    Certified,
    /// 2: paid.
    Paid,
    /// 3: supervision not involved, or complete.
    Supervision,
    /// 4: in effect.
    Effective,
    /// 5: the seller's unbilled lines of the class reach the threshold together.
    Threshold,
}

impl Condition {
    /// All five.
    pub const ALL: &'static [Condition] = &[
        Condition::Certified,
        Condition::Paid,
        Condition::Supervision,
        Condition::Effective,
        Condition::Threshold,
    ];

    /// The wire name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Condition::Certified => "certified",
            Condition::Paid => "paid",
            Condition::Supervision => "supervision",
            Condition::Effective => "effective",
            Condition::Threshold => "threshold",
        }
    }

    /// What it says.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Condition::Certified, Lang::Zh) => "商业信息认证已通过",
            (Condition::Certified, Lang::En) => "Business certification passed",
            (Condition::Paid, Lang::Zh) => "订单已支付",
            (Condition::Paid, Lang::En) => "The order is paid",
            (Condition::Supervision, Lang::Zh) => "服务监管不涉及或已完成",
            (Condition::Supervision, Lang::En) => "Supervision does not apply, or is complete",
            (Condition::Effective, Lang::Zh) => "已生效（实例已开通）",
            (Condition::Effective, Lang::En) => "In effect (provisioned)",
            (Condition::Threshold, Lang::Zh) => "该类商品的未出账金额累计达到出账门槛",
            (Condition::Threshold, Lang::En) => "Unbilled lines of this class reach the threshold together",
        }
    }

    /// Who can clear it when it does not hold.
    pub const fn who(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Condition::Certified, Lang::Zh) => "商家主账号提交认证，平台财务审核",
            (Condition::Certified, Lang::En) => {
                "The seller's owner submits it, the operator's finance approves"
            }
            (Condition::Paid, Lang::Zh) => "客户完成支付",
            (Condition::Paid, Lang::En) => "The customer pays",
            (Condition::Supervision, Lang::Zh) => "客户验收",
            (Condition::Supervision, Lang::En) => "The customer accepts the delivery",
            (Condition::Effective, Lang::Zh) => "商家在订单中确认开通",
            (Condition::Effective, Lang::En) => "The seller confirms provisioning in the order",
            (Condition::Threshold, Lang::Zh) => "累计到门槛后自动出账",
            (Condition::Threshold, Lang::En) => "It is billed by itself once the sum is reached",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_walk_of_a_bill_can_end_in_paid_and_only_there() {
        for invoiced in [false, true] {
            let mut reached = vec![BillState::AwaitingCountersign];
            let mut i = 0;
            while i < reached.len() {
                for next in reached[i].next(invoiced) {
                    if !reached.contains(next) {
                        reached.push(*next);
                    }
                }
                i += 1;
            }
            assert!(reached.contains(&BillState::Paid));
            for state in &reached {
                assert_eq!(
                    state.next(invoiced).is_empty(),
                    *state == BillState::Paid,
                    "{state:?}"
                );
            }
            assert_eq!(
                reached.contains(&BillState::AwaitingInvoice),
                invoiced,
                "common products skip the invoice"
            );
        }
    }

    #[test]
    fn fee_and_net_are_the_gross() {
        for gross in [1, 9, 10, 99, 100_000, 123_457, i64::MAX / 2] {
            let (fee, net) = split(Money::cny(gross), BasisPoints(500));
            assert_eq!(fee.minor + net.minor, gross);
        }
    }
}
