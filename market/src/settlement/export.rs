//! The lines of a bill as CSV (docs/formats/bill-lines.md): the page's selection, streamed in constant memory.
//!
//! The database joins the cells of a chunk into one text, cells and rows parted by control characters: handing over a
//! million rows cell by cell costs several times what reading them does.

use super::{bills, csv, lines::Selection};
use crate::{
    Actor, Market, Refusal, RequestInfo,
    db::{Conn, DbErr, Query, Scope},
    sql,
};
use bytes::Bytes;
use futures::stream::{self, Stream, StreamExt as _};
use guildhall_sdk::{
    ids::BillId,
    lang::Lang,
    portal::{AppError, Operation},
    settlement::{BillLineFilter, BillRow, ListBillLines},
    time::Zone,
};

/// Lines read at once: about a megabyte of text.
const CHUNK: i64 = 4_000;
/// Parts cells.
const CELL: char = '\u{1f}';
/// Parts rows.
const ROW: char = '\u{1e}';
/// Cells of a row.
const COLUMNS: usize = 15;

/// The lines of a bill that a filter selects, as a file: its name and its bytes. Who may: as [`ListBillLines`].
///
/// # Errors
/// As [`ListBillLines`]; `NotFound` for a bill that is unknown, another tenant's, or not complete.
pub async fn export_bill_lines(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    bill: BillId,
    filter: BillLineFilter,
    lang: Lang,
) -> Result<
    (
        String,
        impl Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static,
    ),
    AppError,
> {
    actor.authorise(ListBillLines::WHO, ListBillLines::NEEDS)?;
    let ctx = market.reading(actor, request);
    let prepared = async {
        let scope = ctx.own_or_operator()?;
        let (row, _) = bills::find(&ctx, bill).await?;
        let selection = Selection::of(&ctx, scope, &row, &filter).await?;
        let zone = crate::settings::read(&ctx).await?.settings.zone;
        Ok::<_, Refusal>((scope, row, selection, zone))
    };
    let (scope, row, selection, zone) = prepared.await.map_err(|refusal| match refusal {
        Refusal::Error(error) | Refusal::Keep(error) => error,
        Refusal::Fault(cause) => {
            tracing::error!(request_id = %request.id, cause, "an export could not begin");
            AppError::Internal
        }
    })?;
    let name = file_name(&row, &filter);
    let head = head(lang, &zone, row.gross.currency.code());
    let reader = Reader {
        market: market.clone(),
        scope,
        bill,
        selection,
        zone,
        lang,
        after: 0,
    };
    let rows = stream::try_unfold(Some(reader), |reader| async move {
        let Some(mut reader) = reader else { return Ok(None) };
        match reader.next().await.map_err(std::io::Error::other)? {
            Some(bytes) => Ok(Some((bytes, Some(reader)))),
            None => Ok(None),
        }
    });
    Ok((name, stream::iter([Ok(head)]).chain(rows)))
}

/// Period, class and filter: what the file is can be read from its name.
fn file_name(bill: &BillRow, filter: &BillLineFilter) -> String {
    let mut name = format!("bill-{}-{}", bill.period, bill.class);
    let mut part = |label: &str, text: &str| {
        let plain: String = text
            .trim()
            .chars()
            .map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' })
            .take(40)
            .collect();
        if !plain.is_empty() {
            name.push_str(&format!("_{label}-{plain}"));
        }
    };
    part("order", &filter.order_number);
    part("product", &filter.product);
    part(
        "from",
        &filter.paid_from.map(|d| d.to_string()).unwrap_or_default(),
    );
    part("to", &filter.paid_to.map(|d| d.to_string()).unwrap_or_default());
    name.push_str(".csv");
    name
}

fn head(lang: Lang, zone: &Zone, currency: &str) -> Bytes {
    let zone = zone.label();
    let names: [String; COLUMNS] = match lang {
        Lang::Zh => [
            "序号".into(),
            "订单号".into(),
            "订单行号".into(),
            "商品".into(),
            "规格".into(),
            "客户".into(),
            "数量".into(),
            format!("销售金额 ({currency})"),
            format!("平台服务费 ({currency})"),
            format!("结算金额 ({currency})"),
            "费率 (%)".into(),
            "计费规则".into(),
            format!("支付时间 ({zone})"),
            format!("生效时间 ({zone})"),
            "订单行 ID".into(),
        ],
        Lang::En => [
            "No.".into(),
            "Order number".into(),
            "Order line number".into(),
            "Product".into(),
            "Spec".into(),
            "Customer".into(),
            "Quantity".into(),
            format!("Gross ({currency})"),
            format!("Fee ({currency})"),
            format!("Net ({currency})"),
            "Fee rate (%)".into(),
            "Fee rule".into(),
            format!("Paid at ({zone})"),
            format!("Effective at ({zone})"),
            "Order line id".into(),
        ],
    };
    let mut out = csv::BOM.to_vec();
    for (i, name) in names.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        csv::text(&mut out, name);
    }
    out.extend_from_slice(csv::END);
    out.into()
}

/// The SQL of a chunk, open for further conditions. `$2` parts cells, `$3` rows. A name that is empty in the reader's
/// language is given in the other one.
macro_rules! chunk {
    ($lang:literal, $other:literal, $texts:ident) => {
        concat!(
            "SELECT COUNT(*) AS lines, MAX(t.seq) AS last, string_agg(t.body, $3 ORDER BY t.seq) AS body FROM (
             SELECT seq, seq || $2 || order_number || $2 || line_number || $2 || ",
            chunk!($texts "product", $lang, $other),
            " || $2 || ",
            chunk!($texts "spec", $lang, $other),
            " || $2 || ",
            chunk!($texts "customer", $lang, $other),
            " || $2 || quantity || $2 || gross || $2 || fee || $2 || net || $2 || rate || $2 || rule || $2 || paid_at || $2
               || effective_at || $2 || order_line_id AS body
             FROM bill_line WHERE bill_id = $1 AND seq > $4 AND {scope:seller_id}"
        )
    };
    (plain $column:literal, $lang:literal, $other:literal) => {
        concat!("COALESCE(NULLIF(", $column, "_", $lang, ", ''), ", $column, "_", $other, ")")
    };
    (cleaned $column:literal, $lang:literal, $other:literal) => {
        concat!("REPLACE(REPLACE(", chunk!(plain $column, $lang, $other), ", $2, ' '), $3, ' ')")
    };
}

/// Walks the selection by `seq`, a chunk at a time: no read transaction stays open while the reader is slow.
struct Reader {
    market: Market,
    scope: Scope,
    bill: BillId,
    selection: Selection,
    zone: Zone,
    lang: Lang,
    after: i64,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<Bytes>, DbErr> {
        let Some((last, count, text)) = self.read(Texts::AsTheyAre).await? else {
            return Ok(None);
        };
        let bytes = match self.rows(count, &text) {
            Some(bytes) => bytes,
            // A name holds one of the separators: have the database take them out, then nothing can be misread.
            None => {
                let again = self.read(Texts::Cleaned).await?;
                again
                    .and_then(|(_, count, text)| self.rows(count, &text))
                    .ok_or_else(|| DbErr::Custom("a chunk of an export does not have its columns".into()))?
            }
        };
        self.after = last;
        Ok(Some(bytes))
    }

    /// The last `seq` of the next chunk, how many rows it has, and its text.
    async fn read(&self, texts: Texts) -> Result<Option<(i64, i64, String)>, DbErr> {
        let sql = match (self.lang, texts) {
            (Lang::Zh, Texts::AsTheyAre) => sql!(chunk!("zh", "en", plain)),
            (Lang::En, Texts::AsTheyAre) => sql!(chunk!("en", "zh", plain)),
            (Lang::Zh, Texts::Cleaned) => sql!(chunk!("zh", "en", cleaned)),
            (Lang::En, Texts::Cleaned) => sql!(chunk!("en", "zh", cleaned)),
        };
        let values = [
            self.bill.to_string().into(),
            CELL.to_string().into(),
            ROW.to_string().into(),
            self.after.into(),
        ];
        let query = self.selection.apply(Query::new(self.scope, sql, values));
        let query = query.push(" ORDER BY seq LIMIT {}) t", [CHUNK.into()]);
        let Some(row) = query.one(Conn::Reader(&self.market.db().reader)).await? else {
            return Ok(None);
        };
        match row.text_or_none("body")? {
            None => Ok(None),
            Some(text) => Ok(Some((row.int("last")?, row.int("lines")?, text))),
        }
    }

    /// The rows of a chunk as CSV; none when cells and rows do not come out even.
    fn rows(&self, count: i64, text: &str) -> Option<Bytes> {
        let mut out = Vec::with_capacity(text.len() + text.len() / 4);
        let mut rows = 0;
        for row in text.split(ROW) {
            let mut cells = row.split(CELL);
            let mut next = || cells.next();
            out.extend_from_slice(next()?.as_bytes());
            for _ in 0..5 {
                out.push(b',');
                csv::text(&mut out, next()?);
            }
            out.push(b',');
            out.extend_from_slice(next()?.as_bytes());
            for _ in 0..4 {
                out.push(b',');
                csv::hundredths(&mut out, next()?);
            }
            out.push(b',');
            csv::text(&mut out, next()?);
            for _ in 0..2 {
                out.push(b',');
                csv::instant(&mut out, next()?.parse().ok()?, self.zone.offset_minutes);
            }
            out.push(b',');
            csv::text(&mut out, next()?);
            out.extend_from_slice(csv::END);
            if next().is_some() {
                return None;
            }
            rows += 1;
        }
        (rows == count).then(|| out.into())
    }
}

/// Whether the database takes the separators out of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Texts {
    AsTheyAre,
    Cleaned,
}
