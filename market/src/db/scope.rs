//! The scope: which tenant's rows a query may see. There is no way to run SQL without one.

use super::{DbErr, Row};
use chrono::{DateTime, Utc};
use guildhall_sdk::ids::{OrganisationId, PersonId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, Value};

/// SQL whose text says where the tenant stands. Made by [`crate::sql!`], which checks it when it is compiled.
#[derive(Debug, Clone, Copy)]
pub struct Sql(&'static str);

impl Sql {
    /// The check.
    #[must_use]
    pub const fn checked(text: &'static str) -> Sql {
        assert!(
            contains(text, "{scope:"),
            "SQL without a scope: write {{scope:COLUMN}} or {{scope:none}}"
        );
        let mut i = 0;
        while i < OF_PRODUCTS.len() {
            assert!(
                !contains(text, OF_PRODUCTS[i])
                    || contains(text, "{scope:none}")
                    || contains(text, "{product:"),
                "SQL on products or their offers: write {{product:COLUMN}} with the product's id, or {{product:all}}"
            );
            i += 1;
        }
        Sql(text)
    }
}

/// How SQL names the tables whose rows belong to a product: some people may see chosen products only.
const OF_PRODUCTS: &[&str] = &[
    "FROM listing",
    "JOIN listing",
    "UPDATE listing",
    "FROM offer",
    "JOIN offer",
    "UPDATE offer",
];

/// True when a text holds another; while compiling.
const fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let mut at = 0;
    while at + part.len() <= text.len() {
        let mut same = 0;
        while same < part.len() && text[at + same] == part[same] {
            same += 1;
        }
        if same == part.len() {
            return true;
        }
        at += 1;
    }
    false
}

/// Tables whose rows belong to somebody: `{scope:none}` does not open them.
const TENANT_TABLES: &[&str] = &[
    " listing",
    " offer",
    " purchase_order",
    " order_line",
    " payment",
    " bill",
    " file",
    " certification",
    " review",
    " filing",
    " agreement_signature",
    " deduction",
];

/// Which rows may be seen.
///
/// `{scope:seller_id}` in the SQL becomes `seller_id = $n` for one tenant, and nothing for everybody's rows.
/// A handler gets its own tenant's scope from its context; everybody's only with the operator's role, or with a
/// reason in the code (the holder of an unguessable link).
///
/// `{product:listing_id}` becomes nothing but for somebody who is limited to chosen products: then the column must be one
/// of these, looked up when the query runs. Whoever writes SQL on products says it, or does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One organisation's rows.
    Tenant(OrganisationId),
    /// One organisation's rows, for one of its people who is limited to chosen products.
    Limited(OrganisationId, PersonId),
    /// Everybody's rows. Constructed in the door only.
    #[non_exhaustive]
    Everywhere,
}

/// Where queries run: a reader, or the open transaction.
#[derive(Clone, Copy)]
pub enum Conn<'a> {
    /// The reader pool.
    Reader(&'a DatabaseConnection),
    /// The transaction of a write.
    Tx(&'a DatabaseTransaction),
}

impl Conn<'_> {
    /// Which database.
    pub fn backend(&self) -> DbBackend {
        match self {
            Conn::Reader(c) => c.get_database_backend(),
            Conn::Tx(c) => c.get_database_backend(),
        }
    }

    async fn all(&self, s: Statement) -> Result<Vec<sea_orm::QueryResult>, DbErr> {
        match self {
            Conn::Reader(c) => c.query_all_raw(s).await,
            Conn::Tx(c) => c.query_all_raw(s).await,
        }
    }

    async fn one(&self, s: Statement) -> Result<Option<sea_orm::QueryResult>, DbErr> {
        match self {
            Conn::Reader(c) => c.query_one_raw(s).await,
            Conn::Tx(c) => c.query_one_raw(s).await,
        }
    }

    async fn execute(&self, s: Statement) -> Result<u64, DbErr> {
        match self {
            Conn::Reader(c) => c.execute_raw(s).await.map(|r| r.rows_affected()),
            Conn::Tx(c) => c.execute_raw(s).await.map(|r| r.rows_affected()),
        }
    }
}

/// What stands in the text for a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Scope,
    Product,
}

/// The next marker: what is before it, which it is, its column, and the rest.
fn marker(text: &str) -> Option<(&str, Marker, &str, &str)> {
    let at = |marker: &str| text.find(marker);
    let (start, kind, length) = match (at("{scope:"), at("{product:")) {
        (Some(s), Some(p)) if p < s => (p, Marker::Product, 9),
        (Some(s), _) => (s, Marker::Scope, 7),
        (None, Some(p)) => (p, Marker::Product, 9),
        (None, None) => return None,
    };
    let after = &text[start + length..];
    let end = after.find('}').unwrap_or(after.len());
    Some((
        &text[..start],
        kind,
        &after[..end],
        after.get(end + 1..).unwrap_or(""),
    ))
}

/// A query being built: SQL with its scope filled in, conditions and values.
///
/// Values are numbered by the order in which they are bound: the ones given at the start are `$1…`, each
/// [`Query::and`] takes the next numbers for its `{}`.
pub struct Query {
    sql: String,
    values: Vec<Value>,
}

impl Query {
    /// Starts a query; `values` are `$1…` of the text.
    pub fn new(scope: Scope, sql: Sql, values: impl IntoIterator<Item = Value>) -> Query {
        let mut query = Query {
            sql: String::with_capacity(sql.0.len() + 64),
            values: values.into_iter().collect(),
        };
        let mut rest = sql.0;
        while let Some((before, kind, column, after)) = marker(rest) {
            query.sql.push_str(before);
            match (kind, column, scope) {
                (Marker::Scope, "none", scope) => {
                    debug_assert!(
                        scope == Scope::Everywhere || !TENANT_TABLES.iter().any(|t| sql.0.contains(t)),
                        "{{scope:none}} on a tenant's table: {}",
                        sql.0
                    );
                    query.sql.push_str("1 = 1");
                }
                (Marker::Scope, column, Scope::Tenant(organisation) | Scope::Limited(organisation, _)) => {
                    query.values.push(organisation.to_string().into());
                    query.sql.push_str(&format!("{column} = ${}", query.values.len()));
                }
                (Marker::Product, column, Scope::Limited(organisation, person)) if column != "all" => {
                    query.values.push(person.to_string().into());
                    query.values.push(organisation.to_string().into());
                    let n = query.values.len();
                    query.sql.push_str(&format!(
                        "{column} IN (SELECT listing_id FROM membership_product WHERE person_id = ${} AND organisation_id = ${n})",
                        n - 1
                    ));
                }
                _ => query.sql.push_str("1 = 1"),
            }
            rest = after;
        }
        query.sql.push_str(rest);
        query
    }

    /// Adds ` AND condition`; each `{}` in it takes the next value.
    #[must_use]
    pub fn and(self, condition: &str, values: impl IntoIterator<Item = Value>) -> Query {
        self.push(&format!(" AND {condition}"), values)
    }

    /// Adds the condition when there is a value for it.
    #[must_use]
    pub fn and_if<T: Into<Value>>(self, condition: &str, value: Option<T>) -> Query {
        match value {
            Some(value) => self.and(condition, [value.into()]),
            None => self,
        }
    }

    /// Adds text; each `{}` in it takes the next value. Text that comes from a person is a value, never text.
    #[must_use]
    pub fn push(mut self, text: &str, values: impl IntoIterator<Item = Value>) -> Query {
        let mut values = values.into_iter();
        let mut parts = text.split("{}");
        self.sql.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let value = values.next().unwrap_or(Value::BigInt(None));
            self.values.push(value);
            self.sql.push_str(&format!("${}", self.values.len()));
            self.sql.push_str(part);
        }
        self
    }

    /// Puts it inside another query's text, which binds nothing of its own.
    #[must_use]
    pub fn inside(mut self, before: &str, after: &str) -> Query {
        self.sql.insert_str(0, before);
        self.sql.push_str(after);
        self
    }

    fn statement(self, backend: DbBackend) -> Statement {
        let sql = match backend {
            DbBackend::Sqlite if self.values.len() > MANY => {
                unnamed(&self.sql, self.values.len()).unwrap_or(self.sql)
            }
            _ => self.sql,
        };
        Statement::from_sql_and_values(backend, sql, self.values)
    }

    /// Every row.
    pub async fn all(self, conn: Conn<'_>) -> Result<Vec<Row>, DbErr> {
        Ok(conn
            .all(self.statement(conn.backend()))
            .await?
            .into_iter()
            .map(Row)
            .collect())
    }

    /// The first row.
    pub async fn one(self, conn: Conn<'_>) -> Result<Option<Row>, DbErr> {
        Ok(conn.one(self.statement(conn.backend())).await?.map(Row))
    }

    /// Runs it and says how many rows it changed.
    pub async fn execute(self, conn: Conn<'_>) -> Result<u64, DbErr> {
        conn.execute(self.statement(conn.backend())).await
    }

    /// The text and values, for streams.
    pub fn into_statement(self, backend: DbBackend) -> Statement {
        self.statement(backend)
    }
}

/// From how many values on SQLite gets parameters without names.
const MANY: usize = 32;

/// The same SQL with `?` for `$1`, `$2`, … when they stand in that order, each once. SQLite looks a named parameter up
/// by walking over all of them, so a statement that binds thousands would spend its time on names.
fn unnamed(sql: &str, values: usize) -> Option<String> {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    let mut seen = 0;
    while let Some(at) = rest.find('$') {
        let after = &rest[at + 1..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        seen += 1;
        if after[..digits].parse() != Ok(seen) {
            return None;
        }
        out.push_str(&rest[..at]);
        out.push('?');
        rest = &after[digits..];
    }
    out.push_str(rest);
    (seen == values).then_some(out)
}

impl From<sea_orm::QueryResult> for Row {
    fn from(row: sea_orm::QueryResult) -> Row {
        Row(row)
    }
}

/// Microseconds since 1970, as every instant is stored.
pub trait Micros {
    /// The stored form.
    fn micros(&self) -> Value;
}

impl Micros for DateTime<Utc> {
    fn micros(&self) -> Value {
        self.timestamp_micros().into()
    }
}

impl Micros for Option<DateTime<Utc>> {
    fn micros(&self) -> Value {
        self.map(|t| t.timestamp_micros()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_lose_their_names_only_where_that_changes_nothing() {
        for (sql, values, expected) in [
            ("a = $1 AND b IN ($2, $3)", 3, Some("a = ? AND b IN (?, ?)")),
            ("a = $2 AND b = $1", 2, None),
            ("a = $1 OR b = $1", 1, None),
            ("a = $1", 2, None),
            ("a = '$' AND b = $1", 1, None),
        ] {
            assert_eq!(unnamed(sql, values).as_deref(), expected, "{sql}");
        }
    }

    #[test]
    fn a_tenant_sees_its_own_rows_and_everybody_sees_all() {
        let org = OrganisationId("0193a000-0000-7000-8000-000000000001".parse().expect("uuid"));
        let sql =
            crate::sql!("SELECT 1 FROM offer WHERE id = $1 AND {scope:seller_id} AND {product:listing_id}");
        let one = Query::new(Scope::Tenant(org), sql, ["x".into()]).and("state = {}", ["live".into()]);
        assert_eq!(
            one.sql,
            "SELECT 1 FROM offer WHERE id = $1 AND seller_id = $2 AND 1 = 1 AND state = $3"
        );
        assert_eq!(one.values.len(), 3);
        let all = Query::new(Scope::Everywhere, sql, ["x".into()]);
        assert_eq!(all.sql, "SELECT 1 FROM offer WHERE id = $1 AND 1 = 1 AND 1 = 1");
    }

    #[test]
    fn whoever_is_limited_sees_chosen_products() {
        let org = OrganisationId("0193a000-0000-7000-8000-000000000001".parse().expect("uuid"));
        let person = PersonId("0193a000-0000-7000-8000-000000000002".parse().expect("uuid"));
        let sql = crate::sql!(
            "UPDATE offer SET used = 0 WHERE {product:listing_id} AND id = $1 AND {scope:seller_id}"
        );
        let one = Query::new(Scope::Limited(org, person), sql, ["x".into()]);
        assert_eq!(
            one.sql,
            "UPDATE offer SET used = 0 WHERE listing_id IN (SELECT listing_id FROM membership_product
             WHERE person_id = $2 AND organisation_id = $3) AND id = $1 AND seller_id = $4"
                .replace("\n            ", "")
        );
        assert_eq!(one.values.len(), 4);
        let sql =
            crate::sql!("SELECT 1 FROM offer WHERE name_key = $1 AND {scope:seller_id} AND {product:all}");
        let taken = Query::new(Scope::Limited(org, person), sql, ["x".into()]);
        assert_eq!(
            taken.sql,
            "SELECT 1 FROM offer WHERE name_key = $1 AND seller_id = $2 AND 1 = 1"
        );
    }
}
