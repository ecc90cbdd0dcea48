//! Who did what, when, before and after (操作日志).

use crate::{
    Market,
    db::{DbErr, Query, Scope},
    door::{Actor, Ctx, Entry, Handler, Refusal, Sample, World},
    pages::{self, Keyset},
    sql,
};
use guildhall_sdk::{
    audit::{AuditRow, ListAudit},
    portal::{AppError, Page},
};

/// The domain's operations.
pub const OPERATIONS: &[Entry] = &[Entry::of::<ListAudit>()];

/// Writes the audit row of an act.
pub(crate) async fn write(
    ctx: &Ctx<'_>,
    operation: &'static str,
    outcome: &str,
    trail: &crate::door::Trail,
) -> Result<(), DbErr> {
    let acting = ctx.actor().signed().map(|s| &s.viewer.acting);
    let json = |v: &Option<serde_json::Value>| v.as_ref().map(|v| v.to_string());
    Query::new(
        Scope::Everywhere,
        sql!(
            "INSERT INTO audit (at, actor, organisation_id, organisation_name, operation, object, outcome, request_id, before_json, after_json)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 WHERE {scope:none}"
        ),
        [
            ctx.now_micros(),
            ctx.actor().label().into(),
            acting.map(|a| a.organisation.to_string()).into(),
            acting.map(|a| a.name.zh.clone()).unwrap_or_default().into(),
            operation.into(),
            trail.object.clone().into(),
            outcome.to_owned().into(),
            ctx.request().id.clone().into(),
            json(&trail.before).into(),
            json(&trail.after).into(),
        ],
    )
    .execute(ctx.conn())
    .await
    .map(drop)
}

impl Handler for ListAudit {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<AuditRow>, Refusal> {
        let scope = ctx.operator()?;
        let zone = crate::settings::read(ctx).await?.settings.zone;
        let filter = |query: Query| {
            let f = &self.filter;
            let text = |t: &str| (!t.trim().is_empty()).then(|| t.trim().to_owned());
            let query = query
                .and_if("actor = {}", text(&f.actor))
                .and_if("operation = {}", text(&f.operation))
                .and_if("object = {}", text(&f.object))
                .and_if("at >= {}", f.from.map(|d| zone.start_of(d).timestamp_micros()))
                .and_if("at < {}", f.to.map(|d| zone.end_of(d).timestamp_micros()));
            match f.refused {
                None => query,
                Some(true) => query.and("outcome <> 'ok'", []),
                Some(false) => query.and("outcome = 'ok'", []),
            }
        };
        let rows = ctx.query(
            scope,
            sql!("SELECT seq, at, actor, organisation_name, operation, object, outcome, request_id, before_json, after_json FROM audit WHERE {scope:none}"),
            [],
        );
        let count = pages::count(
            ctx,
            filter(ctx.query(scope, sql!("SELECT 1 AS one FROM audit WHERE {scope:none}"), [])),
        )
        .await?;
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
            Ok(AuditRow {
                seq: row.int("seq")?,
                at: row.time("at")?,
                actor: row.text("actor")?,
                organisation: row.text("organisation_name")?,
                operation: row.text("operation")?,
                object: row.text("object")?,
                outcome: row.text("outcome")?,
                request_id: row.text("request_id")?,
                before: json("before_json")?,
                after: json("after_json")?,
            })
        })
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListAudit::default())
    }
}
