//! The server functions of this feature.

use crate::fault::Fault;
use guildhall_sdk::{
    portal::Page,
    settlement::{
        BillLines, BillRow, BillRunReport, BillView, ExplainLine, GetBill, LineExplanation, ListBillLines,
        ListBills, ListTransactions, TransactionRow,
    },
    time::Period,
};
use leptos::{prelude::*, server_fn};

/// See [`ListBills`].
#[server(name = ListBillsCall, endpoint = "list_bills", input = server_fn::codec::Json)]
pub async fn list_bills(query: ListBills) -> Result<Page<BillRow>, Fault> {
    crate::door::run(query).await
}

/// See [`GetBill`].
#[server(name = GetBillCall, endpoint = "get_bill", input = server_fn::codec::Json)]
pub async fn get_bill(query: GetBill) -> Result<BillView, Fault> {
    crate::door::run(query).await
}

/// See [`ListBillLines`].
#[server(name = ListBillLinesCall, endpoint = "list_bill_lines", input = server_fn::codec::Json)]
pub async fn list_bill_lines(query: ListBillLines) -> Result<BillLines, Fault> {
    crate::door::run(query).await
}

/// See [`ListTransactions`].
#[server(name = ListTransactionsCall, endpoint = "list_transactions", input = server_fn::codec::Json)]
pub async fn list_transactions(query: ListTransactions) -> Result<Page<TransactionRow>, Fault> {
    crate::door::run(query).await
}

/// See [`ExplainLine`].
#[server(name = ExplainLineCall, endpoint = "explain_line", input = server_fn::codec::Json)]
pub async fn explain_line(query: ExplainLine) -> Result<LineExplanation, Fault> {
    crate::door::run(query).await
}

/// What a run of the period would do; it changes nothing.
#[server(name = PreviewBillsCall, endpoint = "preview_bills", input = server_fn::codec::Json)]
pub async fn preview_bills(period: Period) -> Result<BillRunReport, Fault> {
    crate::door::run(guildhall_sdk::settlement::RunBills {
        period,
        dry_run: true,
    })
    .await
}
