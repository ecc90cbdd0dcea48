//! Taking an upload in: counted and hashed as it arrives, constant memory, checked before it is kept.

use super::check::{self, Limits, UploadFault};
use crate::{
    Market,
    door::{Actor, RequestInfo},
};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use guildhall_sdk::{
    files::{AttachUpload, LOGO_MAX_PIXELS, PICTURE_MAX_PIXELS, Purpose, ReserveUpload, StoredFile},
    portal::AppError,
};
use sha2::{Digest, Sha256};
use std::io::Write;

impl Market {
    /// Takes an upload in: reserve, stream, check, keep, attach.
    ///
    /// The bytes are counted as they arrive: what a header claims is never believed.
    ///
    /// # Errors
    /// The role, the name, the size or the content; `Unavailable` when the disk or the store refuses.
    pub async fn receive_upload<E: std::fmt::Display>(
        &self,
        actor: &Actor,
        request: &RequestInfo,
        purpose: Purpose,
        file_name: &str,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<StoredFile, AppError> {
        let file = self
            .run(
                actor,
                request,
                ReserveUpload {
                    purpose,
                    file_name: file_name.to_owned(),
                },
            )
            .await?;
        let unavailable = |e: &dyn std::fmt::Display| {
            tracing::error!(cause = %e, request_id = %request.id, "an upload could not be kept");
            AppError::Unavailable
        };
        let mut temp =
            tempfile::NamedTempFile::new_in(self.files().incoming()).map_err(|e| unavailable(&e))?;
        let most = purpose.most_bytes();
        let refused = |fault: &UploadFault| refused(fault, purpose);
        let mut hasher = Sha256::new();
        let mut size: u64 = 0;
        let mut bytes = std::pin::pin!(bytes);
        while let Some(chunk) = bytes.next().await {
            let chunk = chunk.map_err(|e| AppError::malformed(format!("the upload broke off: {e}")))?;
            size += chunk.len() as u64;
            if size > most {
                return Err(refused(&UploadFault::TooLarge { max: most }));
            }
            hasher.update(&chunk);
            temp.write_all(&chunk).map_err(|e| unavailable(&e))?;
        }
        let sha256 = hex::encode(hasher.finalize());
        let name = file_name.to_owned();
        let mut opened = temp.reopen().map_err(|e| unavailable(&e))?;
        let checked = tokio::task::spawn_blocking(move || {
            let pixels = match purpose {
                Purpose::Logo => LOGO_MAX_PIXELS,
                Purpose::Picture => PICTURE_MAX_PIXELS,
                Purpose::Copyright | Purpose::Guide | Purpose::Proof => {
                    let kind = check::check(&mut opened, &name, size, &Limits::default())?;
                    return Ok((kind.extension(), None));
                }
            };
            let seen = check::picture(&mut opened, &name, pixels)?;
            Ok((seen.picture.extension(), Some(seen.pixels)))
        });
        let (kind, pixels) = checked
            .await
            .map_err(|e| unavailable(&e))?
            .map_err(|fault: UploadFault| refused(&fault))?;
        self.files()
            .keep(&sha256, temp.path())
            .await
            .map_err(|e| unavailable(&e))?;
        let attach = AttachUpload {
            file,
            sha256,
            size,
            kind: kind.to_owned(),
            pixels,
        };
        self.run(&Actor::System("upload"), request, attach).await
    }
}

fn refused(fault: &UploadFault, purpose: Purpose) -> AppError {
    let mut finding = fault.finding("file");
    if purpose.is_picture() && matches!(fault, UploadFault::Unsupported) {
        finding = finding.with("kinds", ".png / .jpg");
    }
    AppError::Invalid {
        findings: vec![finding],
    }
}
