//! A person's inbox in the console: what they were told in the organisation they act for.

use super::{reveal, words::Written};
use crate::{
    Market,
    db::{DbErr, Query},
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
    pages::{self, Keyset},
    sql,
};
use guildhall_sdk::{
    ids::{NoticeId, OrganisationId, PersonId},
    notices::{CountNotices, ListNotices, NoticeKind, NoticeRow, ReadNotices, UnreadNotices},
    portal::{AppError, Page},
};

/// Puts a notice into an inbox, once.
pub(super) async fn put(
    ctx: &Ctx<'_>,
    (person, organisation): (PersonId, OrganisationId),
    kind: NoticeKind,
    written: &Written,
    path: &str,
    dedupe: &str,
) -> Result<(), DbErr> {
    let id: NoticeId = ctx.new_id();
    let everyone = ctx.everywhere("a notice is written for somebody else");
    ctx.execute(ctx.query(
        everyone,
        sql!(
            "INSERT INTO notice (id, person_id, organisation_id, subject, body, path, dedupe, created_at, kind)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE {scope:none} ON CONFLICT DO NOTHING"
        ),
        [
            id.to_string().into(),
            person.to_string().into(),
            organisation.to_string().into(),
            written.subject.clone().into(),
            written.paragraphs.join("\n").into(),
            path.to_owned().into(),
            dedupe.to_owned().into(),
            ctx.now_micros(),
            kind.as_str().into(),
        ],
    ))
    .await
    .map(drop)
}

/// The person an inbox is asked for by.
fn person(ctx: &Ctx<'_>) -> Result<String, AppError> {
    let signed = ctx.actor().signed().ok_or(AppError::NotSignedIn)?;
    Ok(signed.viewer.person.to_string())
}

async fn unread(ctx: &Ctx<'_>) -> Result<UnreadNotices, Refusal> {
    let query = ctx.query(
        ctx.own()?,
        sql!(
            "SELECT 1 AS one FROM notice WHERE person_id = $1 AND read_at IS NULL AND {scope:organisation_id}"
        ),
        [person(ctx)?.into()],
    );
    let unread = pages::count(ctx, query).await?.rows;
    Ok(UnreadNotices { unread })
}

impl Handler for ListNotices {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<Page<NoticeRow>, Refusal> {
        let scope = ctx.own()?;
        let person = person(ctx)?;
        let filter = |query: Query| {
            if self.unread {
                query.and("read_at IS NULL", [])
            } else {
                query
            }
        };
        let rows = ctx.query(
            scope,
            sql!(
                "SELECT id, subject, body, path, created_at, read_at FROM notice WHERE person_id = $1 AND {scope:organisation_id}"
            ),
            [person.clone().into()],
        );
        let counted = ctx.query(
            scope,
            sql!("SELECT 1 AS one FROM notice WHERE person_id = $1 AND {scope:organisation_id}"),
            [person.into()],
        );
        let count = pages::count(ctx, filter(counted)).await?;
        let keyset = Keyset {
            key: "created_at",
            id: "id",
            descending: true,
        };
        pages::page(ctx, filter(rows), keyset, &self.page, count, |row| {
            Ok(NoticeRow {
                id: row.id("id")?,
                subject: row.text("subject")?,
                text: row.text("body")?,
                path: reveal(ctx.market().secrets(), &row.text("path")?),
                created_at: row.time("created_at")?,
                read_at: row.time_or_none("read_at")?,
            })
        })
        .await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ListNotices::default())
    }
}

impl Handler for CountNotices {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<UnreadNotices, Refusal> {
        unread(ctx).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(CountNotices {})
    }
}

impl Handler for ReadNotices {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<UnreadNotices, Refusal> {
        let read = ctx.query(
            ctx.own()?,
            sql!(
                "UPDATE notice SET read_at = $1 WHERE person_id = $2 AND read_at IS NULL AND {scope:organisation_id}"
            ),
            [ctx.now_micros(), person(ctx)?.into()],
        );
        let read = match &self.notices {
            None => Some(read),
            Some(named) if named.is_empty() => None,
            Some(named) => {
                let list = vec!["{}"; named.len()].join(", ");
                Some(read.and(
                    &format!("id IN ({list})"),
                    named.iter().map(|id| id.to_string().into()),
                ))
            }
        };
        if let Some(read) = read {
            ctx.execute(read).await?;
        }
        unread(ctx).await
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ReadNotices::default())
    }
}
