//! Every change of the settings is a row that stays: who, when, why, before and after.

use crate::{
    Market,
    db::{DbErr, Query},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    pages::{self, Keyset},
    sql,
};
use chrono::NaiveDate;
use guildhall_sdk::{
    portal::{AppError, Conflict, Page},
    settings::{ListSettingChanges, SettingChange, SettingsPart},
};
use serde::Serialize;

/// What changed.
pub(super) struct Change<'a> {
    pub part: SettingsPart,
    /// Which of several.
    pub item: String,
    /// The version it makes. The database keeps it unique.
    pub version: i64,
    pub note: &'a str,
    pub effective_from: Option<NaiveDate>,
}

/// Keeps a change, in the open transaction.
///
/// # Errors
/// `Conflict` when the version was made by somebody else meanwhile.
pub(super) async fn record(
    ctx: &Ctx<'_>,
    change: Change<'_>,
    before: Option<&impl Serialize>,
    after: Option<&impl Serialize>,
) -> Result<(), Refusal> {
    let before = before.map(serde_json::to_string).transpose()?;
    let after = after.map(serde_json::to_string).transpose()?;
    let kept = ctx
        .execute(ctx.query(
            ctx.operator()?,
            sql!(
                "INSERT INTO setting_change (part, item, version, at, changed_by, note, effective_from, before_json, after_json)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE {scope:none} ON CONFLICT DO NOTHING"
            ),
            [
                change.part.as_str().into(),
                change.item.into(),
                change.version.into(),
                ctx.now_micros(),
                ctx.actor().label().into(),
                change.note.trim().to_owned().into(),
                change.effective_from.map(|d| d.to_string()).into(),
                before.into(),
                after.into(),
            ],
        ))
        .await?;
    if kept == 0 {
        let current = change.version;
        return Err(AppError::conflict(Conflict::StaleVersion { current }).into());
    }
    Ok(())
}

/// The newest version of an item; 0 before its first change.
pub(super) async fn version(ctx: &Ctx<'_>, part: SettingsPart, item: &str) -> Result<i64, DbErr> {
    let row = ctx
        .one(ctx.query(
            ctx.everywhere("settings belong to no tenant"),
            sql!("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) AS newest FROM setting_change WHERE part = $1 AND item = $2 AND {scope:none}"),
            [part.as_str().into(), item.to_owned().into()],
        ))
        .await?;
    row.map_or(Ok(0), |row| row.int("newest"))
}

impl Handler for ListSettingChanges {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<SettingChange>, Refusal> {
        let scope = ctx.operator()?;
        let filter = |query: Query| query.and_if("part = {}", self.part.map(SettingsPart::as_str));
        let rows = ctx.query(
            scope,
            sql!("SELECT seq, part, item, version, at, changed_by, note, effective_from, before_json, after_json FROM setting_change WHERE {scope:none}"),
            [],
        );
        let counted = ctx.query(
            scope,
            sql!("SELECT 1 AS one FROM setting_change WHERE {scope:none}"),
            [],
        );
        let count = pages::count(ctx, filter(counted)).await?;
        let keyset = Keyset {
            key: "seq",
            id: "",
            descending: true,
        };
        pages::page(ctx, filter(rows), keyset, &self.page, count, |row| {
            let json = |column| {
                Ok::<_, DbErr>(
                    row.text_or_none(column)?
                        .and_then(|t| serde_json::from_str(&t).ok()),
                )
            };
            Ok(SettingChange {
                seq: row.int("seq")?,
                part: row.state("part", SettingsPart::parse)?,
                item: row.text("item")?,
                version: row.int("version")?,
                at: row.time("at")?,
                by: row.text("changed_by")?,
                note: row.text("note")?,
                effective_from: row.text_or_none("effective_from")?.and_then(|d| d.parse().ok()),
                before: json("before_json")?,
                after: json("after_json")?,
            })
        })
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListSettingChanges::default())
    }
}
