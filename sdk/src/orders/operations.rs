//! Ordering, paying, provisioning, importing.

use super::{OrderState, PaymentState};
use crate::{
    finding::{Code, Finding},
    ids::{ListingId, OfferId, OrderId, OrderLineId, OrganisationId, SpecId},
    lang::Bilingual,
    listings::{Term, TradeClass},
    money::{BasisPoints, Money},
    operation,
    portal::{Page, PageRequest, Role, Who},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Who orders.
pub const BUYERS: &[Role] = &[Role::Buyer];
/// Who of a seller sees its orders.
pub const ORDER_READERS: &[Role] = &[
    Role::Owner,
    Role::ProductManager,
    Role::SellerFinance,
    Role::Developer,
];
/// Who confirms that a customer has what was bought.
pub const PROVISIONERS: &[Role] = &[Role::Owner, Role::ProductManager, Role::Developer];

/// Most units in one order.
pub const ORDER_MAX_QUANTITY: u32 = 100_000;

/// Orders with an offer's link. Only the named account may; the same idempotency key gives the same order.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceOrder {
    /// The link's token.
    pub token: String,
    /// Which spec of the offer.
    pub spec: SpecId,
    /// Month, year or once.
    pub term: Term,
    /// How many.
    #[serde(default = "one")]
    pub quantity: u32,
    /// What the buyer was shown: another price by now is refused, never charged.
    pub expected: Money,
    /// The terms were ticked.
    #[serde(default)]
    pub terms_accepted: bool,
}

fn one() -> u32 {
    1
}

operation!(
    PlaceOrder,
    Write,
    Who::Roles(BUYERS),
    OrderView,
    "Order with an offer's link.",
    |r| {
        let mut findings = Vec::new();
        if !(1..=ORDER_MAX_QUANTITY).contains(&r.quantity) {
            findings.push(
                Finding::error("quantity", Code::OutOfRange)
                    .with("min", 1)
                    .with("max", ORDER_MAX_QUANTITY),
            );
        }
        if !r.terms_accepted {
            findings.push(Finding::error("terms_accepted", Code::TermsNotAccepted));
        }
        findings
    }
);

/// What the sandbox payment provider should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SandboxOutcome {
    /// The money arrives at once.
    Succeed,
    /// The provider says no.
    Fail,
    /// The provider answers later, by a job.
    Later,
}

/// Pays an order with the sandbox provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PayOrder {
    /// Which.
    pub order: OrderId,
    /// What the sandbox should do.
    pub outcome: SandboxOutcome,
}
operation!(
    PayOrder,
    Write,
    Who::Roles(BUYERS),
    OrderView,
    "Pay an order with the sandbox provider."
);

/// Cancels an unpaid order; its use of the offer comes back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CancelOrder {
    /// Which.
    pub order: OrderId,
}
operation!(
    CancelOrder,
    Write,
    Who::Roles(BUYERS),
    OrderView,
    "Cancel an unpaid order."
);

/// Says that the customer has what was bought: the order is complete, its lines are effective.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmProvisioning {
    /// Which.
    pub order: OrderId,
}
operation!(
    ConfirmProvisioning,
    Write,
    Who::Roles(PROVISIONERS),
    OrderView,
    "Confirm that the customer has what was bought."
);

/// One of the customer's orders.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetMyOrder {
    /// Which.
    pub order: OrderId,
}
operation!(
    GetMyOrder,
    Read,
    Who::Roles(BUYERS),
    OrderView,
    "One of the customer's orders."
);

/// One of the seller's orders.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetOrder {
    /// Which.
    pub order: OrderId,
}
operation!(
    GetOrder,
    Read,
    Who::Roles(ORDER_READERS),
    OrderView,
    "One of the seller's orders."
);

/// An order line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderLineView {
    /// The line.
    pub id: OrderLineId,
    /// `CS…-000001`.
    pub number: String,
    /// The product; none for imported lines.
    pub listing: Option<ListingId>,
    /// Its name when ordered.
    pub product: Bilingual,
    /// The spec's name when ordered.
    pub spec_name: Bilingual,
    /// Month, year or once.
    pub term: Term,
    /// 通用, 联营, 自服务.
    pub class: TradeClass,
    /// How many.
    pub quantity: u32,
    /// List price of one.
    pub list: Money,
    /// How much less.
    pub percent: BasisPoints,
    /// What is paid for the line.
    pub gross: Money,
    /// When it became effective.
    pub effective_at: Option<DateTime<Utc>>,
}

/// An order as its customer or its seller sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderView {
    /// The order.
    pub id: OrderId,
    /// `CS` + yyMMddHHmm + 5.
    pub number: String,
    /// Where it stands.
    pub state: OrderState,
    /// The seller.
    pub seller: OrganisationId,
    /// The seller's name.
    pub seller_name: Bilingual,
    /// Where the seller is written to.
    pub seller_mail: String,
    /// Where the seller is called.
    pub seller_phone: String,
    /// The customer's name.
    pub customer_name: Bilingual,
    /// The offer it was made with.
    pub offer: Option<OfferId>,
    /// The offer's name.
    pub offer_name: Option<String>,
    /// Sum of the lines.
    pub total: Money,
    /// The lines.
    pub lines: Vec<OrderLineView>,
    /// Where the newest payment stands.
    pub payment: Option<PaymentState>,
    /// When it was placed.
    pub created_at: DateTime<Utc>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// When it was complete.
    pub completed_at: Option<DateTime<Utc>>,
    /// When it was cancelled.
    pub cancelled_at: Option<DateTime<Utc>>,
}

/// A row of an order list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderRow {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// The first line's product.
    pub product: Bilingual,
    /// The other side: the customer for a seller, the seller for a customer.
    pub other: Bilingual,
    /// Where it stands.
    pub state: OrderState,
    /// Sum of the lines.
    pub total: Money,
    /// When it was placed.
    pub created_at: DateTime<Utc>,
}

/// What of the orders is wanted (`domain/business.md` §5.1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct OrderFilter {
    /// Start of the order number.
    pub number: String,
    /// Part of the product's name.
    pub product: String,
    /// Only in this state.
    pub state: Option<OrderState>,
    /// Placed on this business day or later.
    pub from: Option<NaiveDate>,
    /// Placed on this business day or earlier.
    pub to: Option<NaiveDate>,
}

/// The seller's orders, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListOrders {
    /// What of them.
    pub filter: OrderFilter,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListOrders,
    Read,
    Who::Roles(ORDER_READERS),
    Page<OrderRow>,
    "The seller's orders, newest first."
);

/// The customer's orders, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListMyOrders {
    /// What of them.
    pub filter: OrderFilter,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListMyOrders,
    Read,
    Who::Roles(BUYERS),
    Page<OrderRow>,
    "The customer's orders, newest first."
);

/// A line of an order paid elsewhere (docs/formats/order.schema.json).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportedLine {
    /// The product's name.
    pub product: Bilingual,
    /// The spec's name.
    pub spec: Bilingual,
    /// Month, year or once.
    pub term: Term,
    /// 通用, 联营, 自服务.
    #[serde(default)]
    pub class: TradeClass,
    /// How many.
    #[serde(default = "one")]
    pub quantity: u32,
    /// What was paid for the line.
    pub gross: Money,
    /// When it became effective; none while it is not.
    #[serde(default)]
    pub effective_at: Option<DateTime<Utc>>,
}

/// An order paid elsewhere, one JSON document per line of the file (docs/formats/order.schema.json).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportedOrder {
    /// Its number; what makes a second import add nothing.
    pub number: String,
    /// Address of anyone of the seller.
    pub seller_email: String,
    /// Address of anyone of the customer.
    pub customer_email: String,
    /// When it was placed.
    pub created_at: DateTime<Utc>,
    /// When it was paid.
    #[serde(default)]
    pub paid_at: Option<DateTime<Utc>>,
    /// Its lines.
    pub lines: Vec<ImportedLine>,
}

/// Takes in orders paid elsewhere. The same order twice adds nothing; another content under the same number is refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportOrders {
    /// At most 1,000 at a time.
    pub orders: Vec<ImportedOrder>,
}
operation!(
    ImportOrders,
    Write,
    Who::Roles(&[Role::OperatorFinance]),
    ImportReport,
    "Take in orders paid elsewhere.",
    |r| {
        let mut findings = Vec::new();
        if r.orders.len() > 1_000 {
            findings.push(
                Finding::error("orders", Code::TooMany)
                    .with("max", 1_000)
                    .with("actual", r.orders.len()),
            );
        }
        for (i, order) in r.orders.iter().enumerate().take(1_000) {
            let at = format!("orders.{i}");
            let number = order.number.trim();
            if number.is_empty() {
                findings.push(Finding::error(format!("{at}.number"), Code::Required));
            } else if number.len() > 40 || !number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                findings.push(
                    Finding::error(format!("{at}.number"), Code::TooLong)
                        .with("max", 40)
                        .with("actual", number.len()),
                );
            }
            if order.lines.is_empty() {
                findings.push(Finding::error(format!("{at}.lines"), Code::Required));
            }
            for (j, line) in order.lines.iter().enumerate() {
                if line.gross.minor <= 0 {
                    findings.push(Finding::error(format!("{at}.lines.{j}.gross"), Code::PriceZero));
                }
                if !(1..=ORDER_MAX_QUANTITY).contains(&line.quantity) {
                    let path = format!("{at}.lines.{j}.quantity");
                    findings.push(
                        Finding::error(path, Code::OutOfRange)
                            .with("min", 1)
                            .with("max", ORDER_MAX_QUANTITY),
                    );
                }
            }
        }
        findings
    }
);

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportReport {
    /// Orders that are new.
    pub added: u64,
    /// Orders that were there already.
    pub unchanged: u64,
    /// What was refused, by its place in the request.
    pub refused: Vec<Finding>,
}
