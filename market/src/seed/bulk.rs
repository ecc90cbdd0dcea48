//! Many rows in one statement: the path that loads fifty thousand lines a second.

use crate::{
    Ctx, Refusal,
    db::{Sql, Value},
};

/// Values in one statement: SQLite binds 32,766 at most.
const VALUES_MAX: usize = 30_000;

/// Inserts rows given as one flat list of values. `head` is `INSERT INTO table (columns) /* {scope:none} */ VALUES `.
pub(super) async fn insert(
    ctx: &Ctx<'_>,
    head: Sql,
    columns: usize,
    values: Vec<Value>,
) -> Result<(), Refusal> {
    insert_around(ctx, head, "", columns, values).await
}

/// As [`insert`], with text after the rows: `INSERT INTO … SELECT … FROM (VALUES …) AS v JOIN …`.
/// Statements of the same length have the same text, so the database prepares them once.
pub(super) async fn insert_around(
    ctx: &Ctx<'_>,
    head: Sql,
    tail: &str,
    columns: usize,
    values: Vec<Value>,
) -> Result<(), Refusal> {
    let row = format!("({})", vec!["{}"; columns].join(","));
    let rows_at_once = (VALUES_MAX / columns).min(1_000);
    let everyone = ctx.everywhere("a seed fills an empty marketplace");
    let mut values = values.into_iter();
    while values.len() > 0 {
        let some: Vec<Value> = values.by_ref().take(rows_at_once * columns).collect();
        let text = vec![row.as_str(); some.len() / columns].join(",");
        ctx.execute(ctx.query(everyone, head, []).push(&text, some).push(tail, []))
            .await?;
    }
    Ok(())
}
