//! The marketplace's logo: the one stored file that everybody may see.

use super::read;
use crate::{
    Actor, Market, RequestInfo,
    files::{self, OpenedFile, check::Picture},
};
use guildhall_sdk::{files::Purpose, portal::AppError};

/// The logo, opened.
pub struct Logo {
    /// The file.
    pub opened: OpenedFile,
    /// What it is shown as: one of two, decided when it was checked.
    pub media_type: &'static str,
}

impl Market {
    /// Opens the logo that the settings name.
    ///
    /// # Errors
    /// `NotFound` when there is none, `Unavailable` when it cannot be read.
    pub async fn open_logo(&self) -> Result<Logo, AppError> {
        let (actor, request) = (Actor::System("logo"), RequestInfo::default());
        let ctx = self.reading(&actor, &request);
        let settings = read(&ctx).await.map_err(|_| AppError::Unavailable)?.settings;
        let logo = settings.logo.ok_or(AppError::NotFound)?;
        let everyone = ctx.everywhere("the logo is public");
        let file = files::of_purpose(&ctx, everyone, logo, Purpose::Logo)
            .await
            .map_err(|_| AppError::Unavailable)?
            .ok_or(AppError::NotFound)?;
        let media_type = Picture::media_type(&file.kind).ok_or(AppError::NotFound)?;
        let stream = self.files().stream(&file.sha256).await.map_err(|cause| {
            tracing::error!(cause, file = %logo, "the logo cannot be read");
            AppError::Unavailable
        })?;
        Ok(Logo {
            opened: OpenedFile { file, stream },
            media_type,
        })
    }
}
