//! Keyset pages: one function for every list.

use crate::{
    db::{DbErr, Query, Row},
    door::{Ctx, Refusal},
};
use guildhall_sdk::portal::{AppError, Count, Cursor, Page, PageRequest};

/// The key a list is ordered by: an integer column and, unless the integer is unique, an id column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keyset {
    /// The integer column.
    pub key: &'static str,
    /// The id column that breaks ties; empty when the integer is unique.
    pub id: &'static str,
    /// True for newest first.
    pub descending: bool,
}

/// Rows a list is counted up to; past it the count says "more than".
pub(crate) const COUNT_LIMIT: u64 = 10_000;

/// Runs a list's query for one page. `query` has its filters but no order; `counted` counts the same filters.
/// The row must select the key columns under the names `key` and `id` give (without a table's name).
pub(crate) async fn page<T>(
    ctx: &Ctx<'_>,
    query: Query,
    keyset: Keyset,
    request: &PageRequest,
    count: Count,
    read: impl Fn(&Row) -> Result<T, DbErr>,
) -> Result<Page<T>, Refusal> {
    let size = request.size() as usize;
    let cursor: Option<Cursor> = match &request.cursor {
        None => None,
        Some(text) => Some(text.parse().map_err(|()| AppError::malformed("page.cursor"))?),
    };
    let backwards = cursor.as_ref().is_some_and(|c| c.backwards);
    let down = keyset.descending != backwards;
    let mut query = query;
    if let Some(c) = &cursor {
        let than = if down { "<" } else { ">" };
        query = if keyset.id.is_empty() {
            query.and(&format!("{} {than} {{}}", keyset.key), [c.key.into()])
        } else {
            // Row values: both databases walk the (key, id) index with them.
            query.and(
                &format!("({}, {}) {than} ({{}}, {{}})", keyset.key, keyset.id),
                [c.key.into(), c.id.clone().into()],
            )
        };
    }
    let direction = if down { "DESC" } else { "ASC" };
    let order = if keyset.id.is_empty() {
        format!(" ORDER BY {} {direction}", keyset.key)
    } else {
        format!(" ORDER BY {} {direction}, {} {direction}", keyset.key, keyset.id)
    };
    let mut rows = ctx
        .all(query.push(&format!("{order} LIMIT {}", size + 1), []))
        .await?;
    let more = rows.len() > size;
    rows.truncate(size);
    if backwards {
        rows.reverse();
    }
    let bare = |column: &'static str| column.rsplit('.').next().unwrap_or(column);
    let at = |row: &Row, backwards: bool| -> Result<String, DbErr> {
        let id = if keyset.id.is_empty() {
            String::new()
        } else {
            row.text(bare(keyset.id))?
        };
        Ok(Cursor {
            backwards,
            key: row.int(bare(keyset.key))?,
            id,
        }
        .to_string())
    };
    let (has_next, has_previous) = if backwards {
        (true, more)
    } else {
        (more, cursor.is_some())
    };
    let next = match rows.last() {
        Some(row) if has_next => Some(at(row, false)?),
        _ => None,
    };
    let previous = match rows.first() {
        Some(row) if has_previous => Some(at(row, true)?),
        _ => None,
    };
    let rows = rows.iter().map(read).collect::<Result<Vec<T>, DbErr>>()?;
    Ok(Page {
        rows,
        next,
        previous,
        count,
    })
}

/// An honest count: exact up to [`COUNT_LIMIT`], "more than" past it. `query` selects a constant per matching row
/// (`SELECT 1 AS one FROM …`), with no order.
pub(crate) async fn count(ctx: &Ctx<'_>, query: Query) -> Result<Count, Refusal> {
    let query = query.inside(
        "SELECT COUNT(*) AS rows_found FROM (",
        &format!(" LIMIT {}) AS counted", COUNT_LIMIT + 1),
    );
    let rows = ctx.find(query).await?.count("rows_found")?;
    Ok(if rows > COUNT_LIMIT {
        Count {
            rows: COUNT_LIMIT,
            exact: false,
        }
    } else {
        Count { rows, exact: true }
    })
}

/// A `LIKE` pattern that finds the text anywhere; `ESCAPE '\'` goes with it.
pub(crate) fn contains(text: &str) -> String {
    format!("%{}%", escaped(text))
}

/// Only rows in one of whose columns the text stands, however ASCII letters are written; all of them for no text.
pub(crate) fn naming(query: Query, columns: &[&str], text: &str) -> Query {
    if text.trim().is_empty() {
        return query;
    }
    let pattern = contains(&text.to_ascii_lowercase());
    let any: Vec<String> = columns
        .iter()
        .map(|column| format!("LOWER({column}) LIKE {{}} ESCAPE '\\'"))
        .collect();
    query.and(
        &format!("({})", any.join(" OR ")),
        columns.iter().map(|_| pattern.clone().into()),
    )
}

/// A `LIKE` pattern that finds texts starting with it; `ESCAPE '\'` goes with it.
pub(crate) fn escaped(text: &str) -> String {
    text.trim()
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
