//! Filling a bill: chunks of at most 1,000 lines, each its own transaction, in the order of the line numbers.
//!
//! A run may be killed between any two. What makes the next one go on where it stopped:
//!
//! * totals, parts and lines change together, so a half-filled bill is the sum of the lines it has;
//! * the place to go on from is the bill's last line, not something a process remembered;
//! * every chunk locks the bill's row first, so two runs fill it turn by turn and neither takes a line twice;
//! * lines are only ever added behind the last one, so `seq` grows with the line number and the start of an order
//!   number is a range of `seq` ([`super::lines`]). A line that came in late with a smaller number is left for the
//!   next period;
//! * only the last chunk sets `complete`: before it nobody sees the bill, and its mail is not written.

use super::conditions::{missing, unbilled};
use crate::{
    Actor, Market, Refusal, RequestInfo,
    db::{DbBackend, Value},
    door::Ctx,
    notices::{self, Letter},
    settings::FeeRates,
    sql,
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::{BillId, OrganisationId},
    listings::TradeClass,
    money::{BasisPoints, Money},
    settlement::{BILL_READERS, BillState, FEE_RULE, split},
    time::{Period, Zone},
};

/// Most lines in one transaction.
pub(super) const CHUNK: usize = 1_000;

/// Microseconds of a day: the business zone has no summer time.
pub(super) const DAY: i64 = 86_400_000_000;

/// A budget of chunks: none is endless; tests run out of it where a kill would hit.
pub(super) struct Fuse(pub Option<usize>);

impl Fuse {
    /// Takes one.
    pub fn burn(&mut self) -> Result<(), Refusal> {
        match &mut self.0 {
            None => Ok(()),
            Some(0) => Err(Refusal::fault("killed")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}

/// Fills a bill to its end and says how many lines were added.
pub(super) async fn walk(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    bill: BillId,
    fuse: &mut Fuse,
) -> Result<u64, Refusal> {
    let mut added = 0;
    loop {
        fuse.burn()?;
        let (lines, done) = market
            .chunk(actor, request, async |ctx| step(ctx, bill).await)
            .await?;
        added += lines;
        if done {
            return Ok(added);
        }
    }
}

/// A line as the walk takes it.
struct Taken {
    id: String,
    number: String,
    gross: Money,
    /// The rate in force on the business day it took effect.
    rate: BasisPoints,
}

/// The totals of a bill.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub lines: i64,
    pub gross: i64,
    pub fee: i64,
    pub net: i64,
}

impl Totals {
    /// Adds a line: its fee is rounded here, once, and nowhere else.
    pub fn add(&mut self, gross: Money, rate: BasisPoints) -> Result<i64, Refusal> {
        let (fee, net) = split(gross, rate);
        let plus = |sum: i64, part: i64| {
            sum.checked_add(part)
                .ok_or_else(|| Refusal::fault("a bill past 64 bits"))
        };
        *self = Totals {
            lines: self.lines + 1,
            gross: plus(self.gross, gross.minor)?,
            fee: plus(self.fee, fee.minor)?,
            net: plus(self.net, net.minor)?,
        };
        Ok(fee.minor)
    }
}

/// One chunk; true when the bill is done.
async fn step(ctx: &mut Ctx<'_>, bill: BillId) -> Result<(u64, bool), Refusal> {
    let scope = ctx.operator()?;
    let id = bill.to_string();
    let locked = ctx
        .execute(ctx.query(
            scope,
            sql!("UPDATE bill SET version = version WHERE id = $1 AND complete = 0 AND {scope:seller_id}"),
            [id.clone().into()],
        ))
        .await?;
    if locked == 0 {
        return Ok((0, true));
    }
    let row = ctx
        .find(ctx.query(
            scope,
            sql!(
                "SELECT b.seller_id, b.period, b.class, b.rate, b.lines, b.gross, b.fee, b.net, b.currency,
                   COALESCE((SELECT x.line_number FROM bill_line x WHERE x.bill_id = b.id ORDER BY x.seq DESC LIMIT 1), '') AS last
                 FROM bill b WHERE b.id = $1 AND {scope:b.seller_id}"
            ),
            [id.clone().into()],
        ))
        .await?;
    let period: Period = row.parse("period")?;
    let class = row.state("class", TradeClass::parse)?;
    let rate = BasisPoints(row.small("rate")?);
    let settings = crate::settings::read(ctx).await?.settings;
    let rates = crate::settings::fee_rates(ctx, &settings).await?;
    let zone = settings.zone;
    let before = row.int("lines")?;
    let mut totals = Totals {
        lines: before,
        gross: row.int("gross")?,
        fee: row.int("fee")?,
        net: row.int("net")?,
    };
    let lines = candidates(
        ctx,
        period.end(&zone),
        (row.id("seller_id")?, class),
        &rates,
        &row.text("last")?,
        Lock::Yes,
    )
    .await?;
    let done = lines.len() < CHUNK;
    if !lines.is_empty() {
        put(ctx, bill, period, &lines, &mut totals).await?;
        parts(ctx, bill, before, &zone).await?;
    }
    if done && totals.lines == 0 {
        // Nothing was left of what the survey saw: there is no bill of nothing.
        ctx.execute(ctx.query(
            scope,
            sql!("DELETE FROM bill WHERE id = $1 AND {scope:seller_id}"),
            [id.into()],
        ))
        .await?;
        return Ok((0, true));
    }
    ctx.execute(ctx.query(
        scope,
        sql!("UPDATE bill SET lines = $2, gross = $3, fee = $4, net = $5, complete = $6 WHERE id = $1 AND {scope:seller_id}"),
        [
            id.into(),
            totals.lines.into(),
            totals.gross.into(),
            totals.fee.into(),
            totals.net.into(),
            i64::from(done).into(),
        ],
    ))
    .await?;
    if lines.iter().any(|line| line.rate != rate) {
        ctx.execute(ctx.query(
            scope,
            sql!("UPDATE bill SET mixed_rates = 1 WHERE id = $1 AND {scope:seller_id}"),
            [bill.to_string().into()],
        ))
        .await?;
    }
    if done {
        announce(
            ctx,
            bill,
            period,
            Money {
                minor: totals.net,
                ..row.money("net")?
            },
            row.id("seller_id")?,
        )
        .await?;
    }
    Ok((lines.len() as u64, done))
}

/// Whether the rows are taken for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lock {
    Yes,
    No,
}

/// The next lines of a group that a bill may take, behind a line number.
async fn candidates(
    ctx: &Ctx<'_>,
    end: DateTime<Utc>,
    (seller, class): super::survey::Group,
    rates: &FeeRates,
    after: &str,
    lock: Lock,
) -> Result<Vec<Taken>, Refusal> {
    let scope = ctx.operator()?;
    let query = ctx.query(
        scope,
        sql!(concat!(
            "SELECT l.id, l.number, l.gross, l.currency, l.effective_at FROM order_line l
             WHERE l.seller_id = $2 AND l.class = $3 AND l.number > $4 AND ",
            unbilled!(),
            " AND ",
            missing!(line),
            " = 'ready' AND {scope:l.seller_id} ORDER BY l.number LIMIT $5"
        )),
        [
            end.timestamp_micros().into(),
            seller.to_string().into(),
            class.as_str().into(),
            after.to_owned().into(),
            (CHUNK as i64).into(),
        ],
    );
    // PostgreSQL: nothing about the lines may change between reading and billing them. SQLite has one writer.
    let query = match (ctx.conn().backend(), lock) {
        (DbBackend::Postgres, Lock::Yes) => query.push(" FOR UPDATE", []),
        _ => query,
    };
    let mut lines = Vec::with_capacity(CHUNK);
    for row in ctx.all(query).await? {
        lines.push(Taken {
            id: row.text("id")?,
            number: row.text("number")?,
            gross: row.money("gross")?,
            rate: rates.at(row.time("effective_at")?, seller, class),
        });
    }
    Ok(lines)
}

/// Puts lines into the bill: everything but the fee is copied inside the database.
async fn put(
    ctx: &Ctx<'_>,
    bill: BillId,
    period: Period,
    lines: &[Taken],
    totals: &mut Totals,
) -> Result<(), Refusal> {
    let scope = ctx.operator()?;
    let mut values: Vec<Value> = Vec::with_capacity(lines.len() * 4);
    for line in lines {
        let fee = totals.add(line.gross, line.rate)?;
        values.extend([
            line.id.clone().into(),
            totals.lines.into(),
            fee.into(),
            i64::from(line.rate.0).into(),
        ]);
    }
    let rows = list("({}, {}, {}, {})", lines.len());
    let insert = ctx
        .query(
            scope,
            sql!(
                "INSERT INTO bill_line (bill_id, seq, seller_id, order_line_id, order_number, line_number, product_zh, product_en,
                   spec_zh, spec_en, customer_zh, customer_en, quantity, gross, fee, net, currency, rate, rule, paid_at, effective_at)
                 SELECT $1, v.column2, l.seller_id, l.id, o.number, l.number, l.product_zh, l.product_en,
                   l.spec_zh, l.spec_en, k.name_zh, k.name_en, l.quantity, l.gross, v.column3, l.gross - v.column3, l.currency, v.column4, $2,
                   l.paid_at, l.effective_at /* {scope:none} */ FROM "
            ),
            [bill.to_string().into(), FEE_RULE.into()],
        )
        .push(&format!("(VALUES {rows}) AS v"), values)
        // CROSS JOIN: SQLite then walks the values, and looks the rest up by key.
        .push(
            " CROSS JOIN order_line l CROSS JOIN purchase_order o CROSS JOIN organisation k
             WHERE l.id = v.column1 AND o.id = l.order_id AND k.id = l.customer_id",
            [],
        );
    let inserted = ctx.execute(insert).await?;
    let mark = ctx
        .query(
            scope,
            sql!(
                "UPDATE order_line SET bill_id = $1, billed_period = $2
                 WHERE bill_id IS NULL AND cancelled_at IS NULL AND {scope:seller_id}"
            ),
            [bill.to_string().into(), period.to_string().into()],
        )
        .push(
            &format!(" AND id IN ({})", list("{}", lines.len())),
            lines.iter().map(|l| l.id.clone().into()),
        );
    let marked = ctx.execute(mark).await?;
    if inserted != lines.len() as u64 || marked != inserted {
        return Err(Refusal::fault(format!(
            "{} lines read, {inserted} billed, {marked} marked",
            lines.len()
        )));
    }
    Ok(())
}

/// Adds the lines behind a `seq` to the bill's parts: by product and business day.
async fn parts(ctx: &Ctx<'_>, bill: BillId, after: i64, zone: &Zone) -> Result<(), Refusal> {
    let offset = i64::from(zone.offset_minutes) * 60_000_000;
    let day = format!("paid_at - (paid_at + {offset}) % {DAY}");
    let query = ctx
        .query(
            ctx.operator()?,
            sql!(
                "INSERT INTO bill_part (bill_id, seller_id, product_zh, product_en, day, lines, gross, fee, net, first_seq, last_seq)
                 SELECT $1, p.seller_id, p.product_zh, p.product_en, p.day, COUNT(*), CAST(SUM(p.gross) AS BIGINT),
                   CAST(SUM(p.fee) AS BIGINT), CAST(SUM(p.net) AS BIGINT), MIN(p.seq), MAX(p.seq) /* {scope:none} */ FROM "
            ),
            [bill.to_string().into()],
        )
        .push(
            &format!(
                "(SELECT seller_id, product_zh, product_en, {day} AS day, gross, fee, net, seq FROM bill_line
                  WHERE bill_id = {{}} AND seq > {{}}) AS p
                 WHERE 1 = 1 GROUP BY p.seller_id, p.product_zh, p.product_en, p.day
                 ON CONFLICT (bill_id, product_zh, product_en, day) DO UPDATE SET
                   lines = bill_part.lines + excluded.lines, gross = bill_part.gross + excluded.gross,
                   fee = bill_part.fee + excluded.fee, net = bill_part.net + excluded.net, last_seq = excluded.last_seq"
            ),
            [bill.to_string().into(), after.into()],
        );
    ctx.execute(query).await?;
    Ok(())
}

fn list(item: &str, times: usize) -> String {
    let mut text = String::with_capacity((item.len() + 2) * times);
    for i in 0..times {
        if i > 0 {
            text.push_str(", ");
        }
        text.push_str(item);
    }
    text
}

/// The bill is there: its first event, and the mails to those who read bills.
async fn announce(
    ctx: &Ctx<'_>,
    bill: BillId,
    period: Period,
    net: Money,
    seller: OrganisationId,
) -> Result<(), Refusal> {
    event(ctx, bill, None, BillState::AwaitingCountersign, "").await?;
    let letter = Letter::BillMade {
        period: period.to_string(),
        net: net.display(),
        path: format!("/seller/bills/{bill}"),
    };
    for person in notices::people_of(ctx, seller, BILL_READERS).await? {
        notices::write(ctx, &person, &letter, &format!("bill {bill}")).await?;
    }
    Ok(())
}

/// Writes a step of a bill's life.
pub(super) async fn event(
    ctx: &Ctx<'_>,
    bill: BillId,
    from: Option<BillState>,
    to: BillState,
    note: &str,
) -> Result<(), Refusal> {
    ctx.execute(ctx.query(
        ctx.operator()?,
        sql!(
            "INSERT INTO bill_event (bill_id, at, from_state, to_state, actor, note) SELECT $1, $2, $3, $4, $5, $6 WHERE {scope:none}"
        ),
        [
            bill.to_string().into(),
            ctx.now_micros(),
            from.map(|s| s.as_str().to_owned()).into(),
            to.as_str().into(),
            ctx.actor().label().into(),
            note.to_owned().into(),
        ],
    ))
    .await?;
    Ok(())
}

/// What a bill of a group would come to: the walk without writing.
pub(super) async fn dry_walk(
    ctx: &Ctx<'_>,
    end: DateTime<Utc>,
    group: super::survey::Group,
    rates: &FeeRates,
    mut totals: Totals,
    mut after: String,
) -> Result<Totals, Refusal> {
    loop {
        let lines = candidates(ctx, end, group, rates, &after, Lock::No).await?;
        for line in &lines {
            totals.add(line.gross, line.rate)?;
        }
        if lines.len() < CHUNK {
            return Ok(totals);
        }
        after = lines.last().map(|l| l.number.clone()).unwrap_or_default();
    }
}
