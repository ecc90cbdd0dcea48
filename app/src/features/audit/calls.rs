//! The server functions of this feature.

use crate::fault::Fault;
use guildhall_sdk::{
    audit::{AuditRow, ListAudit},
    portal::{Page, Role},
};
use leptos::{prelude::*, server_fn};
use serde::{Deserialize, Serialize};

/// See [`ListAudit`].
#[server(name = ListAuditCall, endpoint = "list_audit", input = server_fn::codec::Json)]
pub async fn list_audit(query: ListAudit) -> Result<Page<AuditRow>, Fault> {
    crate::door::run(query).await
}

/// Whom an operation is open to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Anyone, signed in or not.
    Public,
    /// Anyone who is signed in.
    SignedIn,
    /// The named roles.
    Roles,
    /// Jobs and the command line.
    System,
}

/// A row of the permission table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionRow {
    /// The operation's name on the wire.
    pub name: String,
    /// `read`, `write` or `job`.
    pub kind: String,
    /// What it is for, as the description of the API says it.
    pub about: String,
    /// Whom it is open to.
    pub access: Access,
    /// The roles that may.
    pub roles: Vec<Role>,
}

/// The permission table: read off the operations themselves, so it cannot say anything else than the door does.
/// Open to those who may read the audit log.
#[server(name = PermissionsCall, endpoint = "permissions", input = server_fn::codec::Json)]
pub async fn permissions() -> Result<Vec<PermissionRow>, Fault> {
    use guildhall_sdk::portal::{Kind, PageRequest, Who};
    let page = PageRequest {
        cursor: None,
        size: Some(1),
    };
    crate::door::run(ListAudit {
        page,
        ..ListAudit::default()
    })
    .await?;
    let row = |entry: &guildhall_market::door::Entry| PermissionRow {
        name: entry.name.to_owned(),
        kind: match entry.kind {
            Kind::Read => "read",
            Kind::Write => "write",
            Kind::Job => "job",
        }
        .to_owned(),
        about: entry.about.to_owned(),
        access: match entry.who {
            Who::Public => Access::Public,
            Who::SignedIn => Access::SignedIn,
            Who::Roles(_) => Access::Roles,
            Who::System => Access::System,
        },
        roles: entry.who.roles(),
    };
    Ok(guildhall_market::door::operations().map(row).collect())
}
