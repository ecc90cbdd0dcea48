//! The server functions of this feature.

use crate::fault::Fault;
use guildhall_sdk::sellers::{CertificationView, SellerOverview};
use leptos::{prelude::*, server_fn};

/// What waits for the seller, and the money.
///
/// # Errors
/// What the door refuses.
#[server(name = GetSellerOverviewCall, endpoint = "get_seller_overview", input = server_fn::codec::Json)]
pub async fn get_seller_overview() -> Result<SellerOverview, Fault> {
    crate::door::run(guildhall_sdk::sellers::GetSellerOverview {}).await
}

/// The seller's business certification.
///
/// # Errors
/// What the door refuses.
#[server(name = GetCertificationCall, endpoint = "get_certification", input = server_fn::codec::Json)]
pub async fn get_certification() -> Result<CertificationView, Fault> {
    crate::door::run(guildhall_sdk::sellers::GetCertification {}).await
}
