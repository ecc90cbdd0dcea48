//! The server functions of this feature.

use crate::fault::Fault;
use guildhall_sdk::{
    accounts::{ListOrganisations, OrganisationRow, SessionRow, Team, TwoStepView},
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

/// See [`guildhall_sdk::accounts::ListSessions`].
#[server(name = ListSessionsCall, endpoint = "list_sessions", input = server_fn::codec::Json)]
pub async fn list_sessions() -> Result<Vec<SessionRow>, Fault> {
    crate::door::run(guildhall_sdk::accounts::ListSessions {}).await
}

/// See [`guildhall_sdk::accounts::GetTwoStep`].
#[server(name = GetTwoStepCall, endpoint = "get_two_step", input = server_fn::codec::Json)]
pub async fn get_two_step() -> Result<TwoStepView, Fault> {
    crate::door::run(guildhall_sdk::accounts::GetTwoStep {}).await
}

/// See [`guildhall_sdk::accounts::ListTeam`].
#[server(name = ListTeamCall, endpoint = "list_team", input = server_fn::codec::Json)]
pub async fn list_team() -> Result<Team, Fault> {
    crate::door::run(guildhall_sdk::accounts::ListTeam {}).await
}
