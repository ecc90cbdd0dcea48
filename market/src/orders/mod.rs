//! Orders (订单): placed with an offer's link, paid, provisioned; or taken in from elsewhere.

mod cancel;
mod import;
mod list;
mod pay;
mod payments;
mod place;
mod provision;
mod stored;

pub(crate) use pay::settle_sandbox_payment;

use crate::door::Entry;
use guildhall_sdk::orders::{
    CancelOrder, ConfirmProvisioning, GetMyOrder, GetOrder, ImportOrders, ListMyOrders, ListOrders, PayOrder,
    PlaceOrder,
};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<PlaceOrder>(),
    Entry::of::<PayOrder>(),
    Entry::of::<CancelOrder>(),
    Entry::of::<GetMyOrder>(),
    Entry::of::<ListMyOrders>(),
    Entry::of::<ListOrders>(),
    Entry::of::<GetOrder>(),
    Entry::of::<ConfirmProvisioning>(),
    Entry::of::<ImportOrders>(),
];
