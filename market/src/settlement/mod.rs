//! Bills and settlement (账单与结算): conditions, the bill run, browsing, exporting, paying (`domain/business.md` §6).
//!
//! A bill is decided once, in the transaction that makes its row, and then filled chunk by chunk. Its totals change in
//! the same transaction as its lines, and nobody sees it before the last chunk is in: see [`walk`].

mod bills;
mod conditions;
mod csv;
mod explain;
mod export;
mod lines;
mod run;
mod schedule;
mod survey;
mod transactions;
mod walk;

pub use export::export_bill_lines;
#[cfg(feature = "testing")]
pub use run::run_bills_until_killed;
pub(crate) use schedule::{scheduled_run, want_scheduled_run};

use crate::door::Entry;
use guildhall_sdk::settlement::{
    AdvanceBill, ExplainLine, GetBill, ListBillLines, ListBills, ListTransactions, RunBills,
};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<RunBills>(),
    Entry::of::<ListBills>(),
    Entry::of::<GetBill>(),
    Entry::of::<ListBillLines>(),
    Entry::of::<AdvanceBill>(),
    Entry::of::<ExplainLine>(),
    Entry::of::<ListTransactions>(),
];
