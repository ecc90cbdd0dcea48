//! The database: SQLite or PostgreSQL, a writer and readers, and queries that cannot be written without a scope.

mod connect;
mod row;
mod scope;

pub use connect::{Db, DbConfig};
pub use row::Row;
pub use scope::{Conn, Micros, Query, Scope, Sql};

pub use sea_orm::{DbBackend, DbErr, Value};

/// Declares SQL with its scope checked at compile time: the text must hold `{scope:COLUMN}` (the tenant's column) or
/// `{scope:none}` (a table without tenants). See [`Scope`].
#[macro_export]
macro_rules! sql {
    ($text:expr) => {
        const { $crate::db::Sql::checked($text) }
    };
}

/// The name of the constraint that was violated, when that is what happened.
/// (SQLite names the columns; they are mapped to the constraint's name here, so that callers see one name.)
pub fn violated_constraint(error: &DbErr) -> Option<&'static str> {
    let text = error.to_string();
    const NAMES: &[(&str, &str)] = &[
        ("person_email_key", "person.email"),
        ("offer_name_key", "offer.seller_id, offer.name_key"),
        ("offer_token_key", "offer.token_hash"),
        ("offer_used_check", "offer_used_check"),
        ("purchase_order_number_key", "purchase_order.number"),
        ("order_line_number_key", "order_line.number"),
        ("payment_once", "payment.order_id"),
        ("bill_once_key", "bill.seller_id, bill.period, bill.class"),
        ("bill_line_once_key", "bill_line.order_line_id"),
        ("job_dedupe_key", "job.dedupe"),
        ("mail_dedupe_key", "mail.dedupe"),
        (
            "listing_revision_number_key",
            "listing_revision.listing_id, listing_revision.number",
        ),
    ];
    NAMES
        .iter()
        .find(|(name, columns)| text.contains(name) || text.contains(columns))
        .map(|(name, _)| *name)
}
