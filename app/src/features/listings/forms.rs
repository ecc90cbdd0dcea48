//! The plain forms of this feature: start, hand in, take back, open a new revision, delete.

use crate::forms::{Outcome, Posted, Refused};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::{ListingId, PersonId},
    listings::{
        CreateListing, DeleteDraft, ListingContent, ReviseListing, SetProductAccess, SubmitListing,
        WithdrawListing,
    },
    portal::AppError,
};

const LIST: &str = "/seller/listings";

/// Takes a form by its name.
pub async fn submit(name: &str, posted: &Posted) -> Option<Result<Outcome, Refused>> {
    Some(match name {
        "create" => create(posted).await,
        "submit" => hand_in(posted).await,
        "withdraw" => withdraw(posted).await,
        "revise" => revise(posted).await,
        "delete" => delete(posted).await,
        "access" => access(posted).await,
        _ => return None,
    })
}

async fn create(posted: &Posted) -> Result<Outcome, Refused> {
    let start = CreateListing {
        content: ListingContent::default(),
    };
    let view = posted.run(start, &posted.page_or(LIST)).await?;
    Ok(Outcome::Redirect(format!("{LIST}/{}/edit", view.id)))
}

async fn hand_in(posted: &Posted) -> Result<Outcome, Refused> {
    let (listing, page) = place(posted)?;
    let version: i64 = posted.fields.text("version").parse().map_err(|_| Refused {
        error: AppError::Invalid {
            findings: vec![Finding::error("version", Code::NotANumber)],
        },
        page: page.clone(),
    })?;
    posted.run(SubmitListing { listing, version }, &page).await?;
    Ok(Outcome::Redirect(format!("{LIST}/{listing}?done=submitted")))
}

async fn withdraw(posted: &Posted) -> Result<Outcome, Refused> {
    let (listing, page) = place(posted)?;
    posted.run(WithdrawListing { listing }, &page).await?;
    Ok(Outcome::Redirect(format!("{LIST}/{listing}?done=withdrawn")))
}

async fn revise(posted: &Posted) -> Result<Outcome, Refused> {
    let (listing, page) = place(posted)?;
    posted.run(ReviseListing { listing }, &page).await?;
    Ok(Outcome::Redirect(format!("{LIST}/{listing}/edit")))
}

async fn delete(posted: &Posted) -> Result<Outcome, Refused> {
    let (listing, page) = place(posted)?;
    posted.run(DeleteDraft { listing }, &page).await?;
    Ok(Outcome::Redirect(format!("{LIST}?done=deleted")))
}

/// Which listing, and the page to come back to: its own, unless the form says another.
fn place(posted: &Posted) -> Result<(ListingId, String), Refused> {
    let listing: ListingId = posted.id("listing")?;
    let page = posted.page_or(&format!("{LIST}/{listing}"));
    Ok((listing, page))
}

/// Which products a colleague may see and touch.
async fn access(posted: &Posted) -> Result<Outcome, Refused> {
    let person: PersonId = posted.id("person")?;
    let page = format!("/team/products?person={person}");
    let all = match posted.fields.text("products") {
        "all" => true,
        "chosen" => false,
        _ => {
            return Err(Refused::fields(
                vec![Finding::error("products", Code::Required)],
                &page,
            ));
        }
    };
    let listings = posted
        .fields
        .starting("listing:")
        .filter_map(|(id, _)| id.parse().ok())
        .collect();
    let set = SetProductAccess {
        person,
        all,
        listings,
    };
    posted.run(set, &page).await?;
    Ok(Outcome::Redirect(format!("{page}&done=saved")))
}
