//! What the operator sets, as one versioned row, and the working-day calendar.

use crate::{
    Market,
    db::DbErr,
    door::{Actor, Ctx, Entry, Handler, Refusal, Sample, World},
    sql,
};
use chrono::NaiveDate;
use guildhall_sdk::{
    portal::{AppError, Conflict},
    settings::{GetSettings, Settings, StoredSettings, UpdateSettings},
    time::WorkingCalendar,
};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[Entry::of::<GetSettings>(), Entry::of::<UpdateSettings>()];

/// The settings now; the defaults before anything was saved.
pub async fn read(ctx: &Ctx<'_>) -> Result<StoredSettings, DbErr> {
    let everyone = ctx.everywhere("settings belong to no tenant");
    let row = ctx
        .one(ctx.query(
            everyone,
            sql!("SELECT value, version FROM setting WHERE key = 'marketplace' AND {scope:none}"),
            [],
        ))
        .await?;
    Ok(match row {
        None => StoredSettings {
            version: 0,
            settings: Settings::default(),
        },
        Some(row) => StoredSettings {
            version: row.int("version")?,
            settings: row.json("value")?,
        },
    })
}

/// The operator's working-day calendar.
pub async fn calendar(ctx: &Ctx<'_>) -> Result<WorkingCalendar, DbErr> {
    let everyone = ctx.everywhere("the calendar belongs to no tenant");
    let rows = ctx
        .all(ctx.query(
            everyone,
            sql!("SELECT day, works FROM calendar_day WHERE {scope:none}"),
            [],
        ))
        .await?;
    let mut calendar = WorkingCalendar::default();
    for row in rows {
        calendar
            .exceptions
            .insert(row.parse::<NaiveDate>("day")?, row.int("works")? != 0);
    }
    Ok(calendar)
}

impl Handler for GetSettings {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StoredSettings, Refusal> {
        Ok(read(ctx).await?)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetSettings {})
    }
}

impl Handler for UpdateSettings {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<StoredSettings, Refusal> {
        let before = read(ctx).await?;
        let everyone = ctx.operator()?;
        let value = serde_json::to_string(&self.settings)?;
        let changed = if self.version == 0 {
            ctx.execute(ctx.query(
                everyone,
                sql!("INSERT INTO setting (key, value, version, updated_at) SELECT 'marketplace', $1, 1, $2 WHERE {scope:none} ON CONFLICT DO NOTHING"),
                [value.into(), ctx.now_micros()],
            ))
            .await?
        } else {
            ctx.execute(ctx.query(
                everyone,
                sql!("UPDATE setting SET value = $1, version = version + 1, updated_at = $2 WHERE key = 'marketplace' AND version = $3 AND {scope:none}"),
                [value.into(), ctx.now_micros(), self.version.into()],
            ))
            .await?
        };
        if changed == 0 {
            return Err(AppError::conflict(Conflict::StaleVersion {
                current: before.version,
            })
            .into());
        }
        ctx.audit_object("settings");
        ctx.audit_change(Some(&before.settings), Some(&self.settings));
        Ok(read(ctx).await?)
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(UpdateSettings {
            version: 0,
            settings: Settings::default(),
        })
    }
}
