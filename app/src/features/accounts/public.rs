//! (being built)

use crate::public::PublicPage;
use axum::response::Response;
use guildhall_sdk::portal::AppError;

/// The page.
pub async fn sign_in(page: PublicPage) -> Response {
    page.refuse(&AppError::NotFound)
}
