//! Orders (订单): numbers, states, payments.

#[cfg(feature = "portal")]
mod operations;
#[cfg(feature = "portal")]
pub use operations::*;

use crate::{lang::Lang, time::Zone};
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

/// Where an order stands (`domain/business.md` §5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// 待支付.
    Unpaid,
    /// 处理中: paid, being provisioned.
    Processing,
    /// 已完成: provisioned.
    Completed,
    /// 已取消.
    Cancelled,
}

impl OrderState {
    /// Every move there is.
    pub const TRANSITIONS: &'static [(OrderState, OrderState)] = &[
        (OrderState::Unpaid, OrderState::Processing),
        (OrderState::Unpaid, OrderState::Cancelled),
        (OrderState::Processing, OrderState::Completed),
    ];
    /// All of them.
    pub const ALL: &'static [OrderState] =
        &[Self::Unpaid, Self::Processing, Self::Completed, Self::Cancelled];

    /// True when the move is in the table.
    pub fn can_become(self, next: Self) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Unpaid, Lang::Zh) => "待支付",
            (Self::Unpaid, Lang::En) => "Unpaid",
            (Self::Processing, Lang::Zh) => "处理中",
            (Self::Processing, Lang::En) => "Processing",
            (Self::Completed, Lang::Zh) => "已完成",
            (Self::Completed, Lang::En) => "Completed",
            (Self::Cancelled, Lang::Zh) => "已取消",
            (Self::Cancelled, Lang::En) => "Cancelled",
        }
    }
}

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Begun; the provider has not answered.
    Pending,
    /// The money is there.
    Succeeded,
    /// The provider said no.
    Failed,
}

impl PaymentState {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Succeeded, Self::Failed]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
}

/// An order number in the field's form: `CS` + yyMMddHHmm in the business zone + 5 characters.
/// `tail` is any number; its five base-36 characters make the number unique within the minute.
pub fn order_number(at: DateTime<Utc>, zone: &Zone, tail: u32) -> String {
    let offset = FixedOffset::east_opt(zone.offset_minutes * 60)
        .unwrap_or_else(|| FixedOffset::east_opt(0).expect("UTC"));
    let minute = at.with_timezone(&offset).format("%y%m%d%H%M");
    let mut rest = tail % 60_466_176; // 36^5
    let mut out = [b'0'; 5];
    for place in out.iter_mut().rev() {
        *place = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(rest % 36) as usize];
        rest /= 36;
    }
    format!("CS{minute}{}", String::from_utf8_lossy(&out))
}

/// The number of a line: the order's number + `-000001`, counting from 1.
pub fn line_number(order: &str, line: u32) -> String {
    format!("{order}-{line:06}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_number_tells_its_minute_in_the_business_zone() {
        let at = "2026-11-22T17:28:59Z".parse().expect("instant");
        assert_eq!(order_number(at, &Zone::default(), 0), "CS261123012800000");
        assert_eq!(order_number(at, &Zone::default(), 35), "CS26112301280000Z");
        assert_eq!(
            order_number(at, &Zone::default(), 60_466_175),
            "CS2611230128ZZZZZ"
        );
        assert_eq!(line_number("CS261123012800000", 1), "CS261123012800000-000001");
    }
}
