//! Giving a file out: through a link that expires, to whoever may see it.

use super::read;
use crate::{
    Market,
    door::{Actor, Ctx, Handler, Refusal, RequestInfo, Sample, World},
    secrets::Purpose as Key,
    sql,
};
use bytes::Bytes;
use chrono::TimeDelta;
use futures::stream::BoxStream;
use guildhall_sdk::{
    files::{FileLink, GetFileLink, StoredFile},
    ids::FileId,
    portal::AppError,
};

/// How long a link works.
const LINK_LIFE: TimeDelta = TimeDelta::minutes(5);

/// An opened file.
pub struct OpenedFile {
    /// What it is.
    pub file: StoredFile,
    /// Its bytes.
    pub stream: BoxStream<'static, object_store::Result<Bytes>>,
}

impl Handler for GetFileLink {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<FileLink, Refusal> {
        let row = ctx
            .find(ctx.query(
                ctx.own_or_operator()?,
                sql!("SELECT id, name, sha256, size, kind, width, height FROM file WHERE id = $1 AND stored_at IS NOT NULL AND {scope:organisation_id}"),
                [self.file.to_string().into()],
            ))
            .await?;
        let file = read(&row)?;
        let expires_at = ctx.now() + LINK_LIFE;
        let expires = expires_at.timestamp();
        let token = ctx
            .market()
            .secrets()
            .token(Key::FileLink, &[file.id.0.as_bytes(), &expires.to_be_bytes()]);
        Ok(FileLink {
            url: format!("/files/{}?expires={expires}&token={token}", file.id),
            expires_at,
            file,
        })
    }
    fn sample(world: &World) -> Sample<Self> {
        world.object("file", |id| GetFileLink {
            file: crate::door::id(id),
        })
    }
}

impl Market {
    /// Opens a file by its link. The link is the right: it was given to somebody who may see the file.
    ///
    /// # Errors
    /// `NotFound` for a link that is unknown, forged or expired.
    pub async fn open_file(&self, id: FileId, expires: i64, token: &str) -> Result<OpenedFile, AppError> {
        let right = self
            .secrets()
            .verify(Key::FileLink, &[id.0.as_bytes(), &expires.to_be_bytes()], token);
        if !right || self.now().timestamp() >= expires {
            return Err(AppError::NotFound);
        }
        let (actor, request) = (Actor::System("download"), RequestInfo::default());
        let ctx = self.reading(&actor, &request);
        let everyone = ctx.everywhere("a file is named by its signed link");
        let row = ctx
            .one(ctx.query(
                everyone,
                sql!("SELECT id, name, sha256, size, kind, width, height FROM file WHERE id = $1 AND stored_at IS NOT NULL AND {scope:organisation_id}"),
                [id.to_string().into()],
            ))
            .await
            .map_err(|_| AppError::Unavailable)?
            .ok_or(AppError::NotFound)?;
        let file = read(&row).map_err(|_| AppError::Internal)?;
        let stream = self.files().stream(&file.sha256).await.map_err(|cause| {
            tracing::error!(cause, file = %id, "a stored file cannot be read");
            AppError::Unavailable
        })?;
        Ok(OpenedFile { file, stream })
    }
}
