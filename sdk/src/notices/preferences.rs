//! What a person wants to be told how (`domain/business.md` §7.6: channels are the inbox, mail and short message).

use crate::{
    finding::{Code, Finding},
    lang::Lang,
    operation,
    portal::{OrganisationKind, Who},
    sellers::is_phone,
};
use serde::{Deserialize, Serialize};

/// What a notice is about: the events of `domain/business.md` §7.6 that happen here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A submission was decided. To the seller.
    ReviewDecided,
    /// Joining is complete, or an agreement waits to be signed. To the seller.
    Joining,
    /// The business certification: the small transfer, the lock, the result. To the seller.
    Certification,
    /// Points were taken, an appeal was decided, the tier changed. To the seller.
    Conduct,
    /// An order waits to be provisioned. To the seller.
    OrderToProvision,
    /// A bill was made. To the seller's finance.
    BillMade,
    /// A private offer. To the customer.
    OfferSent,
    /// An order is paid. To the customer.
    OrderPaid,
    /// An order is provisioned. To the customer.
    OrderCompleted,
    /// Password, sign-in, invitations. To everybody.
    Security,
}

impl NoticeKind {
    /// All of them, in the order a page shows them.
    pub const ALL: &'static [NoticeKind] = &[
        Self::ReviewDecided,
        Self::Joining,
        Self::Certification,
        Self::Conduct,
        Self::OrderToProvision,
        Self::BillMade,
        Self::OfferSent,
        Self::OrderPaid,
        Self::OrderCompleted,
        Self::Security,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReviewDecided => "review_decided",
            Self::Joining => "joining",
            Self::Certification => "certification",
            Self::Conduct => "conduct",
            Self::OrderToProvision => "order_to_provision",
            Self::BillMade => "bill_made",
            Self::OfferSent => "offer_sent",
            Self::OrderPaid => "order_paid",
            Self::OrderCompleted => "order_completed",
            Self::Security => "security",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<NoticeKind> {
        Self::ALL.iter().copied().find(|k| k.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::ReviewDecided, Lang::Zh) => "审核结果",
            (Self::ReviewDecided, Lang::En) => "Decisions of reviews",
            (Self::Joining, Lang::Zh) => "入驻与协议",
            (Self::Joining, Lang::En) => "Joining and agreements",
            (Self::Certification, Lang::Zh) => "商业信息认证",
            (Self::Certification, Lang::En) => "Business certification",
            (Self::Conduct, Lang::Zh) => "扣分与级别",
            (Self::Conduct, Lang::En) => "Points and tier",
            (Self::OrderToProvision, Lang::Zh) => "待开通订单",
            (Self::OrderToProvision, Lang::En) => "Orders to provision",
            (Self::BillMade, Lang::Zh) => "账单生成",
            (Self::BillMade, Lang::En) => "Bills",
            (Self::OfferSent, Lang::Zh) => "收到专属优惠",
            (Self::OfferSent, Lang::En) => "Offers for you",
            (Self::OrderPaid, Lang::Zh) => "订单支付",
            (Self::OrderPaid, Lang::En) => "Payments of orders",
            (Self::OrderCompleted, Lang::Zh) => "订单开通",
            (Self::OrderCompleted, Lang::En) => "Orders that are ready",
            (Self::Security, Lang::Zh) => "账号安全",
            (Self::Security, Lang::En) => "Security of the account",
        }
    }

    /// When it comes.
    pub const fn about(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::ReviewDecided, Lang::Zh) => "商品、优惠或入驻申请通过审核，或需要修改。",
            (Self::ReviewDecided, Lang::En) => {
                "A listing, discount or application was approved, or needs changes."
            }
            (Self::Joining, Lang::Zh) => "入驻完成，或有新的协议需要签署。",
            (Self::Joining, Lang::En) => "You have joined, or an agreement waits to be signed.",
            (Self::Certification, Lang::Zh) => "小额打款、锁定与解锁、认证结果；留有手机号时同时发送短信。",
            (Self::Certification, Lang::En) => {
                "The small transfer, a lock, the result; by short message as well where there is a number."
            }
            (Self::Conduct, Lang::Zh) => "记录或执行扣分、申诉结果、商家级别变更。",
            (Self::Conduct, Lang::En) => {
                "Points were recorded or taken, an appeal was decided, the tier changed."
            }
            (Self::OrderToProvision, Lang::Zh) => "客户已支付，等待您开通。",
            (Self::OrderToProvision, Lang::En) => "A customer has paid and waits for you.",
            (Self::BillMade, Lang::Zh) => "账期的账单已生成。发给可以查看账单的人。",
            (Self::BillMade, Lang::En) => "The bill of a period is made. To whoever may see bills.",
            (Self::OfferSent, Lang::Zh) => "商家为您提供专属优惠，附下单链接。",
            (Self::OfferSent, Lang::En) => "A seller has an offer for you, with the link to order.",
            (Self::OrderPaid, Lang::Zh) => "您的订单已支付。",
            (Self::OrderPaid, Lang::En) => "An order of yours is paid.",
            (Self::OrderCompleted, Lang::Zh) => "商家已为您开通。",
            (Self::OrderCompleted, Lang::En) => "The seller has provisioned it for you.",
            (Self::Security, Lang::Zh) => "密码、两步登录、邀请。只通过邮件发送。",
            (Self::Security, Lang::En) => "Password, two-step sign-in, invitations. By mail only.",
        }
    }

    /// True where it cannot be switched off: security and money.
    pub const fn always(self) -> bool {
        matches!(
            self,
            Self::BillMade
                | Self::Certification
                | Self::Conduct
                | Self::Joining
                | Self::OrderPaid
                | Self::Security
        )
    }

    /// True where a short message is sent to whoever gave a number, without being asked for
    /// (`domain/business.md` §1.5: the result of a certification comes by mail and SMS).
    pub const fn by_sms(self) -> bool {
        matches!(self, Self::Certification)
    }

    /// Who is ever told.
    pub const fn is_for(self, kind: OrganisationKind) -> bool {
        match self {
            Self::ReviewDecided
            | Self::Joining
            | Self::Certification
            | Self::Conduct
            | Self::OrderToProvision
            | Self::BillMade => {
                matches!(kind, OrganisationKind::Seller)
            }
            Self::OfferSent | Self::OrderPaid | Self::OrderCompleted => {
                matches!(kind, OrganisationKind::Customer)
            }
            Self::Security => true,
        }
    }
}

/// How one kind is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticePreference {
    /// What.
    pub kind: NoticeKind,
    /// In the console.
    pub in_site: bool,
    /// By mail.
    pub mail: bool,
    /// By short message.
    pub sms: bool,
}

impl NoticePreference {
    /// What holds for whoever said nothing.
    pub const fn default_of(kind: NoticeKind) -> NoticePreference {
        NoticePreference {
            kind,
            in_site: true,
            mail: true,
            sms: false,
        }
    }

    /// What holds: security and money are always told.
    #[must_use]
    pub const fn in_force(mut self) -> NoticePreference {
        if self.kind.always() {
            self.in_site = true;
            self.mail = true;
        }
        self
    }
}

/// One's own preferences: every kind that the organisation one acts for is ever told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticePreferences {
    /// Where short messages go; empty for nowhere.
    pub phone: String,
    /// False where the marketplace sends none.
    pub sms_available: bool,
    /// Kind by kind.
    pub kinds: Vec<NoticePreference>,
}

/// One's own preferences.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetNoticePreferences {}
operation!(
    GetNoticePreferences,
    Read,
    Who::SignedIn,
    NoticePreferences,
    "How one wants to be told of what."
);

/// Changes one's own preferences; kinds that are not named stay as they are.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct UpdateNoticePreferences {
    /// Where short messages go; empty for nowhere.
    pub phone: String,
    /// Kind by kind.
    pub kinds: Vec<NoticePreference>,
}
operation!(
    UpdateNoticePreferences,
    Write,
    Who::SignedIn,
    NoticePreferences,
    "Choose how one is told of what.",
    |r| check_preferences(&r.phone, &r.kinds)
);

/// What is wrong with preferences.
pub fn check_preferences(phone: &str, kinds: &[NoticePreference]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let phone = phone.trim();
    if !phone.is_empty() && !is_phone(phone) {
        findings.push(Finding::error("phone", Code::NotAPhone));
    }
    if phone.is_empty() && kinds.iter().any(|k| k.sms) {
        findings.push(Finding::error("phone", Code::Required));
    }
    for (i, k) in kinds.iter().enumerate() {
        if k.kind.always() {
            for (name, on) in [("in_site", k.in_site), ("mail", k.mail)] {
                if !on {
                    findings.push(Finding::error(format!("kinds.{i}.{name}"), Code::NoticeAlways));
                }
            }
        }
        if kinds[..i].iter().any(|o| o.kind == k.kind) {
            findings.push(Finding::error(format!("kinds.{i}.kind"), Code::NotUnique));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_security_are_always_told() {
        for kind in NoticeKind::ALL {
            let off = NoticePreference {
                kind: *kind,
                in_site: false,
                mail: false,
                sms: false,
            };
            let found = check_preferences("", &[off]);
            assert_eq!(found.len(), if kind.always() { 2 } else { 0 }, "{kind:?}");
            assert_eq!(off.in_force().mail, kind.always());
            assert_eq!(NoticeKind::parse(kind.as_str()), Some(*kind));
        }
        for kind in [
            OrganisationKind::Seller,
            OrganisationKind::Customer,
            OrganisationKind::Operator,
        ] {
            assert!(NoticeKind::ALL.iter().any(|k| k.is_for(kind)));
        }
    }

    #[test]
    fn a_short_message_needs_a_number() {
        let sms = NoticePreference {
            sms: true,
            ..NoticePreference::default_of(NoticeKind::OfferSent)
        };
        let codes = |phone: &str, kinds: &[NoticePreference]| -> Vec<(String, Code)> {
            check_preferences(phone, kinds)
                .into_iter()
                .map(|f| (f.path, f.code))
                .collect()
        };
        assert_eq!(codes("", &[sms]), [("phone".to_owned(), Code::Required)]);
        assert_eq!(codes("soon", &[]), [("phone".to_owned(), Code::NotAPhone)]);
        assert_eq!(codes("+86 138 0000 0000", &[sms]), []);
        assert_eq!(
            codes("+86 138 0000 0000", &[sms, sms]),
            [("kinds.1.kind".to_owned(), Code::NotUnique)]
        );
    }
}
