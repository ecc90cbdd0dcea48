//! `POST /form/files/open`: makes an expiring link and goes there.

use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::files::GetFileLink;

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    match name {
        "open" => Some(open(posted).await),
        _ => None,
    }
}

async fn open(posted: &Posted) -> Result<Outcome, Refused> {
    let link = posted
        .run(
            GetFileLink {
                file: posted.id("file")?,
            },
            &posted.page_or("/"),
        )
        .await?;
    Ok(Outcome::Redirect(link.url))
}
