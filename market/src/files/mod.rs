//! Uploaded files (附件): reserved, streamed to disk while they are counted and hashed, checked, stored by their hash,
//! and given out as attachments through links that expire.

pub mod check;
mod receive;
mod serve;
mod store;

pub use serve::OpenedFile;
pub use store::FileStore;

use crate::{
    Market,
    db::{DbErr, Scope},
    door::{Actor, Ctx, Entry, Handler, Refusal, Sample, World},
    sql,
};
use guildhall_sdk::{
    files::{AttachUpload, GetFileLink, Purpose, ReserveUpload, StoredFile},
    finding::{Code, Finding},
    ids::{FileId, OrganisationId},
    portal::AppError,
};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[
    Entry::of::<ReserveUpload>(),
    Entry::of::<AttachUpload>(),
    Entry::of::<GetFileLink>(),
];

/// A stored file of an organisation, for the domain that attaches it.
pub(crate) async fn stored(
    ctx: &Ctx<'_>,
    organisation: OrganisationId,
    file: FileId,
    purpose: Purpose,
) -> Result<Option<StoredFile>, DbErr> {
    of_purpose(ctx, Scope::Tenant(organisation), file, purpose).await
}

/// A stored file in a scope, if it is for this purpose.
pub(crate) async fn of_purpose(
    ctx: &Ctx<'_>,
    scope: Scope,
    file: FileId,
    purpose: Purpose,
) -> Result<Option<StoredFile>, DbErr> {
    let row = ctx
        .one(ctx.query(
            scope,
            sql!("SELECT id, name, sha256, size, kind, width, height FROM file WHERE id = $1 AND purpose = $2 AND stored_at IS NOT NULL AND {scope:organisation_id}"),
            [file.to_string().into(), purpose.as_str().into()],
        ))
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// Refuses one more file where the organisation has as much as it may.
///
/// # Errors
/// `Invalid` at the file.
async fn has_room(ctx: &Ctx<'_>) -> Result<(), Refusal> {
    let row = ctx
        .find(ctx.query(
            ctx.own()?,
            sql!("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM file WHERE {scope:organisation_id}"),
            [],
        ))
        .await?;
    let settings = crate::settings::read(ctx).await?.settings;
    if row.count("bytes")? >= settings.upload_bytes() {
        let max = format!("{} MB", settings.limits.upload_mib);
        let full = Finding::error("file", Code::UploadQuota).with("max", max);
        return Err(AppError::Invalid { findings: vec![full] }.into());
    }
    Ok(())
}

fn read(row: &crate::db::Row) -> Result<StoredFile, DbErr> {
    Ok(StoredFile {
        id: row.id("id")?,
        name: row.text("name")?,
        sha256: row.text("sha256")?,
        size: row.count("size")?,
        kind: row.text("kind")?,
        pixels: match (row.int_or_none("width")?, row.int_or_none("height")?) {
            (Some(_), Some(_)) => Some((row.small("width")?, row.small("height")?)),
            _ => None,
        },
    })
}

impl Handler for ReserveUpload {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<FileId, Refusal> {
        let organisation = ctx.organisation()?;
        if (self.purpose == Purpose::Logo) != ctx.actor().is_operator() {
            return Err(AppError::field("purpose", Code::UnknownChoice).into());
        }
        has_room(ctx).await?;
        let id: FileId = ctx.new_id();
        let everyone = ctx.everywhere("a new row of the actor's own organisation");
        // Only the last part of what some browsers send as a whole path, and never as a path of ours.
        let name: String = self
            .file_name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .collect();
        ctx.execute(ctx.query(
            everyone,
            sql!("INSERT INTO file (id, organisation_id, purpose, name, created_by, created_at) SELECT $1, $2, $3, $4, $5, $6 WHERE {scope:organisation_id}"),
            [
                id.to_string().into(),
                organisation.to_string().into(),
                self.purpose.as_str().into(),
                name.into(),
                ctx.actor().label().into(),
                ctx.now_micros(),
            ],
        ))
        .await?;
        ctx.audit_object(id);
        Ok(id)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ReserveUpload {
            purpose: Purpose::Copyright,
            file_name: "certificate.pdf".into(),
        })
    }
}

impl Handler for AttachUpload {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StoredFile, Refusal> {
        let everyone = ctx.operator()?;
        let size = i64::try_from(self.size).map_err(Refusal::fault)?;
        let changed = ctx
            .execute(ctx.query(
                everyone,
                sql!("UPDATE file SET sha256 = $2, size = $3, kind = $4, stored_at = $5, width = $6, height = $7
                     WHERE id = $1 AND stored_at IS NULL AND {scope:organisation_id}"),
                [
                    self.file.to_string().into(),
                    self.sha256.into(),
                    size.into(),
                    self.kind.into(),
                    ctx.now_micros(),
                    self.pixels.map(|(width, _)| i64::from(width)).into(),
                    self.pixels.map(|(_, height)| i64::from(height)).into(),
                ],
            ))
            .await?;
        if changed == 0 {
            return Err(AppError::NotFound.into());
        }
        ctx.audit_object(self.file);
        let row = ctx
            .find(ctx.query(
                everyone,
                sql!(
                    "SELECT id, name, sha256, size, kind, width, height FROM file WHERE id = $1 AND {scope:organisation_id}"
                ),
                [self.file.to_string().into()],
            ))
            .await?;
        Ok(read(&row)?)
    }
    fn sample(world: &World) -> Sample<Self> {
        Sample::Internal(AttachUpload {
            file: crate::door::id(&world.own("file")),
            sha256: String::new(),
            size: 0,
            kind: "pdf".into(),
            pixels: None,
        })
    }
}
