//! Running, browsing, explaining and paying bills.

use super::{BillState, Condition};
use crate::{
    ids::{BillId, BillRunId, OrderId, OrderLineId, OrganisationId},
    lang::Bilingual,
    listings::TradeClass,
    money::{BasisPoints, Money},
    operation,
    portal::{Page, PageRequest, Role, Who},
    time::Period,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who of a seller sees bills.
pub const BILL_READERS: &[Role] = &[Role::Owner, Role::SellerFinance];
/// Who runs and pays bills.
pub const BILL_RUNNERS: &[Role] = &[Role::OperatorFinance];
/// Who reads any bill: the seller's own, and the operator's finance.
pub const ANY_BILL_READERS: &[Role] = &[Role::Owner, Role::SellerFinance, Role::OperatorFinance];

/// Makes the bills of a period. Running it again changes nothing that is billed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunBills {
    /// Which period; it must be over.
    pub period: Period,
    /// Only say what would happen.
    #[serde(default)]
    pub dry_run: bool,
}
operation!(
    RunBills,
    Job,
    Who::Roles(BILL_RUNNERS),
    BillRunReport,
    "Make the bills of a period."
);

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BillRunReport {
    /// The run; none for a dry run.
    pub run_id: Option<BillRunId>,
    /// Lines billed by this run.
    pub billed: u64,
    /// Lines left, by the first condition that is missing: `certified`, `paid`, `supervision`, `effective`, `threshold`.
    pub skipped: BTreeMap<String, u64>,
    /// The period's bills.
    pub bills: Vec<BillRow>,
}

/// A row of the bill list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BillRow {
    /// The bill.
    pub id: BillId,
    /// Its period.
    pub period: Period,
    /// Whose.
    pub seller: OrganisationId,
    /// The seller's name.
    pub seller_name: Bilingual,
    /// 通用, 联营, 自服务.
    pub class: TradeClass,
    /// Where it stands.
    pub state: BillState,
    /// Sum of the lines' gross.
    pub gross: Money,
    /// Sum of the lines' fees.
    pub fee: Money,
    /// Sum of the lines' net: what the seller is paid.
    pub net: Money,
    /// How many lines.
    pub lines: u64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Bills, newest period first: the seller's own, or every seller's for the operator's finance.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListBills {
    /// Only this period.
    pub period: Option<Period>,
    /// Only this class.
    pub class: Option<TradeClass>,
    /// Only in this state.
    pub state: Option<BillState>,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    needs Signed: ListBills,
    Read,
    Who::Roles(ANY_BILL_READERS),
    Page<BillRow>,
    "Bills, newest period first."
);

/// One bill.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetBill {
    /// Which.
    pub bill: BillId,
}
operation!(needs Signed: GetBill, Read, Who::Roles(ANY_BILL_READERS), BillView, "One bill.");

/// A step in a bill's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BillEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// From; none when it was made.
    pub from: Option<BillState>,
    /// To.
    pub to: BillState,
    /// By whom.
    pub by: String,
    /// What was noted: a payment's reference, a reason.
    pub note: String,
}

/// A bill as a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BillView {
    /// The list's row.
    pub row: BillRow,
    /// Counts changes; a step names the version it was made on.
    pub version: i64,
    /// The fee's rate on the last day of its period.
    pub rate: BasisPoints,
    /// Lines that took effect while another rate was in force have that one; each says its own.
    #[serde(default)]
    pub mixed_rates: bool,
    /// The fee's rule.
    pub rule: String,
    /// What happened.
    pub events: Vec<BillEvent>,
    /// Where it can go next; empty for readers who may not move it.
    pub next: Vec<BillState>,
}

/// A line of a bill: amounts and rule frozen when it was billed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BillLineRow {
    /// Its place in the bill, from 1.
    pub seq: i64,
    /// The order line.
    pub order_line: OrderLineId,
    /// `CS…`.
    pub order_number: String,
    /// `CS…-000001`.
    pub line_number: String,
    /// The product's name when ordered.
    pub product: Bilingual,
    /// The spec's name when ordered.
    pub spec_name: Bilingual,
    /// Who bought.
    pub customer_name: Bilingual,
    /// How many.
    pub quantity: u32,
    /// What the customer paid.
    pub gross: Money,
    /// The platform's fee.
    pub fee: Money,
    /// What the seller is paid.
    pub net: Money,
    /// The fee's rate.
    pub rate: BasisPoints,
    /// The fee's rule.
    pub rule: String,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// When it became effective.
    pub effective_at: DateTime<Utc>,
}

/// What of a bill's lines is wanted. The page, the API and the export take the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct BillLineFilter {
    /// Start of the order number.
    pub order_number: String,
    /// Part of the product's name.
    pub product: String,
    /// Paid on this business day or later.
    pub paid_from: Option<NaiveDate>,
    /// Paid on this business day or earlier.
    pub paid_to: Option<NaiveDate>,
}

/// The lines of a bill, in their order.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListBillLines {
    /// Which bill.
    pub bill: BillId,
    /// What of its lines.
    #[serde(default)]
    pub filter: BillLineFilter,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}
operation!(
    needs Signed: ListBillLines,
    Read,
    Who::Roles(ANY_BILL_READERS),
    BillLines,
    "The lines of a bill, in their order."
);

/// A page of lines with the sums of everything the filter matches (none past what is worth adding up).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BillLines {
    /// The page.
    pub page: Page<BillLineRow>,
    /// Sum of gross, fee and net over the whole filter; always given without a filter.
    pub sums: Option<(Money, Money, Money)>,
}

/// Moves a bill a step on, or records that it was paid.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdvanceBill {
    /// Which.
    pub bill: BillId,
    /// The version that was read.
    pub version: i64,
    /// Where to.
    pub to: BillState,
    /// The payment's reference, or the reason.
    #[serde(default)]
    pub note: String,
}
operation!(
    AdvanceBill,
    Write,
    Who::Roles(BILL_RUNNERS),
    BillView,
    "Move a bill a step on."
);

/// Whether one of the five conditions holds for a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConditionView {
    /// Which.
    pub condition: Condition,
    /// True when it holds.
    pub holds: bool,
    /// Since when it holds.
    pub since: Option<DateTime<Utc>>,
    /// The numbers of the case, both languages: `¥640.00 / ¥1,000.00`.
    pub detail: Bilingual,
    /// Who can clear it, both languages; empty when it holds.
    pub who: Bilingual,
}

/// Says for an order line which of the five conditions hold, since when, and who can clear the others.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExplainLine {
    /// The line's id.
    pub order_line: OrderLineId,
}
operation!(
    ExplainLine,
    Read,
    Who::Roles(ANY_BILL_READERS),
    LineExplanation,
    "Why a line is, or is not, in a bill."
);

/// Why a line is, or is not, in a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineExplanation {
    /// The line.
    pub line: TransactionRow,
    /// The five conditions.
    pub conditions: Vec<ConditionView>,
    /// The bill it is in.
    pub bill: Option<BillId>,
    /// The first period whose run can take it, as things stand.
    pub next_period: Option<Period>,
}

/// A row of the transaction details (交易明细).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransactionRow {
    /// The line.
    pub id: OrderLineId,
    /// Its order.
    pub order: OrderId,
    /// `CS…-000001`.
    pub number: String,
    /// The product's name when ordered.
    pub product: Bilingual,
    /// Who bought.
    pub customer_name: Bilingual,
    /// 通用, 联营, 自服务.
    pub class: TradeClass,
    /// What the customer pays.
    pub gross: Money,
    /// When it was placed.
    pub created_at: DateTime<Utc>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// When it became effective.
    pub effective_at: Option<DateTime<Utc>>,
    /// 已出账: the bill's period.
    pub billed_in: Option<Period>,
    /// The bill.
    pub bill: Option<BillId>,
    /// 待出账: the first condition that is missing; none when only the next run is awaited.
    pub missing: Option<Condition>,
}

/// The seller's transaction details, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListTransactions {
    /// Only billed, or only unbilled.
    pub billed: Option<bool>,
    /// Start of the order number.
    pub number: String,
    /// Only this class.
    pub class: Option<TradeClass>,
    /// Which page.
    pub page: PageRequest,
}
operation!(
    ListTransactions,
    Read,
    Who::Roles(BILL_READERS),
    Page<TransactionRow>,
    "The seller's transaction details, newest first."
);
