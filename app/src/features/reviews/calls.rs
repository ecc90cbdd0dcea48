//! The server functions of this feature.

use crate::fault::Fault;
use guildhall_sdk::{
    portal::Page,
    reviews::{GetReview, ListReviews, OperatorOverview, ReviewRow, ReviewView},
    settings::ReasonTemplates,
};
use leptos::{prelude::*, server_fn};

/// See [`ListReviews`].
#[server(name = ListReviewsCall, endpoint = "list_reviews", input = server_fn::codec::Json)]
pub async fn list_reviews(query: ListReviews) -> Result<Page<ReviewRow>, Fault> {
    crate::door::run(query).await
}

/// See [`GetReview`].
#[server(name = GetReviewCall, endpoint = "get_review", input = server_fn::codec::Json)]
pub async fn get_review(query: GetReview) -> Result<ReviewView, Fault> {
    crate::door::run(query).await
}

/// The templates a reviewer can choose a reason from.
#[server(name = GetReasonTemplatesCall, endpoint = "get_reason_templates", input = server_fn::codec::Json)]
pub async fn get_reason_templates() -> Result<ReasonTemplates, Fault> {
    crate::door::run(guildhall_sdk::settings::GetReasonTemplates {}).await
}

/// What waits for the operator.
#[server(name = GetOperatorOverviewCall, endpoint = "get_operator_overview", input = server_fn::codec::Json)]
pub async fn get_operator_overview() -> Result<OperatorOverview, Fault> {
    crate::door::run(guildhall_sdk::reviews::GetOperatorOverview {}).await
}
