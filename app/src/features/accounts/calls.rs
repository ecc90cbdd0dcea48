//! The server functions of this feature.

use crate::fault::Fault;
use guildhall_sdk::{
    accounts::{ListOrganisations, OrganisationRow},
    portal::Page,
};
use leptos::{prelude::*, server_fn};

/// See [`ListOrganisations`].
#[server(name = ListOrganisationsCall, endpoint = "list_organisations", input = server_fn::codec::Json)]
pub async fn list_organisations(query: ListOrganisations) -> Result<Page<OrganisationRow>, Fault> {
    crate::door::run(query).await
}

/// A fresh idempotency key for the forms of a page: the same form sent twice creates one thing.
#[server(name = OrganisationFormKeyCall, endpoint = "organisation_form_key", input = server_fn::codec::Json)]
pub async fn form_key() -> Result<String, Fault> {
    Ok(leptos::nonce::Nonce::new().to_string())
}
