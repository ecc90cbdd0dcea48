//! The forms of the inbox: `notices/read` (all) and `notices/open` (one, then its page).

use super::inbox::path;
use crate::forms::{Outcome, Posted, Refused, local_path};
use guildhall_sdk::{
    notices::ReadNotices,
    portal::{AppError, OrganisationKind},
};

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    match name {
        "read" => Some(read(posted).await),
        "open" => Some(open(posted).await),
        _ => None,
    }
}

fn here(posted: &Posted) -> &'static str {
    let kind = posted.actor.signed().map(|s| s.viewer.acting.kind);
    path(kind.unwrap_or(OrganisationKind::Customer))
}

async fn read(posted: &Posted) -> Result<Outcome, Refused> {
    let page = here(posted);
    posted.run(ReadNotices { notices: None }, page).await?;
    Ok(Outcome::Redirect(page.into()))
}

async fn open(posted: &Posted) -> Result<Outcome, Refused> {
    let page = here(posted);
    let notice = posted.fields.text("notice").parse().map_err(|_| Refused {
        error: AppError::malformed("notice"),
        page: page.into(),
    })?;
    let read = ReadNotices {
        notices: Some(vec![notice]),
    };
    posted.run(read, page).await?;
    let to = local_path(posted.fields.text("path")).unwrap_or(page);
    Ok(Outcome::Redirect(to.into()))
}
