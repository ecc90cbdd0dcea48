//! What the bell asks where the server cannot tell it.

use crate::fault::Fault;
use leptos::{prelude::*, server_fn};

/// How many notices are unread.
///
/// # Errors
/// What the door refuses.
#[server(name = CountUnreadCall, endpoint = "count_unread", input = server_fn::codec::Json)]
pub async fn count_unread() -> Result<u32, Fault> {
    let count = crate::door::run(guildhall_sdk::notices::CountNotices {}).await?;
    Ok(u32::try_from(count.unread).unwrap_or(u32::MAX))
}
