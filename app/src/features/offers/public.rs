//! (being built)

use crate::public::PublicPage;
use axum::response::Response;
use guildhall_sdk::portal::AppError;

/// The page.
pub async fn offer(page: PublicPage) -> Response {
    page.refuse(&AppError::NotFound)
}
