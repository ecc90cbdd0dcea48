//! The orders and lines of a loaded marketplace, in the order they were placed.

use super::{
    bulk,
    load::{Product, Stock},
    prng::Prng,
};
use crate::{
    Ctx, Refusal,
    db::{Micros, Value},
    sql,
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{
    money::{BasisPoints, Money},
    orders::{OrderState, line_number, order_number},
    time::{Period, Zone},
};

use std::{collections::VecDeque, sync::Arc};

/// Lines in one transaction.
const CHUNK: u64 = 20_000;
/// Most lines of an order.
const LINES_MAX: u64 = 7;
/// Periods the rest is spread over, the last of them the current one.
const PERIODS: usize = 14;
/// Columns of an order.
const ORDER: usize = 14;
/// Values of a line; the rest is its order's.
const LINE: usize = 13;

/// What is still to be made of one period.
struct Quota {
    start: DateTime<Utc>,
    length: TimeDelta,
    /// Lines of the first seller, all of them ready to bill.
    first: u64,
    /// Lines of everybody, in every state.
    rest: u64,
    all: u64,
}

/// Makes orders, oldest first, so that every index grows at its end.
pub(super) struct Orders {
    stock: Arc<Stock>,
    prng: Prng,
    zone: Zone,
    quotas: VecDeque<Quota>,
    left: u64,
    /// Orders made so far: also what makes their numbers unique.
    pub orders: u64,
}

/// A few thousand orders with their lines.
pub(super) struct Chunk {
    orders: Vec<Value>,
    lines: Vec<Value>,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Effective,
    Paid,
    Supervised,
    Unpaid,
    Cancelled,
}

impl Orders {
    /// `lines` lines, four fifths of them the first seller's in `period`.
    pub fn new(
        stock: Arc<Stock>,
        prng: Prng,
        zone: Zone,
        period: Period,
        now: DateTime<Utc>,
        lines: u64,
    ) -> Orders {
        let first = lines / 5 * 4;
        let rest = lines - first;
        let mut periods = vec![period.next(), period];
        while periods.len() < PERIODS {
            periods.push(periods[periods.len() - 1].previous());
        }
        periods.reverse();
        let share = rest / PERIODS as u64;
        let quotas = periods.iter().enumerate().map(|(i, p)| {
            let start = p.start(&zone);
            // Two hours before the end: what follows an order happens in its period.
            let end = p.end(&zone).min(now) - TimeDelta::hours(2);
            let rest = if i == 0 {
                rest - share * (PERIODS as u64 - 1)
            } else {
                share
            };
            let first = if *p == period { first } else { 0 };
            Quota {
                start,
                length: (end - start).max(TimeDelta::minutes(1)),
                first,
                rest,
                all: first + rest,
            }
        });
        let quotas = quotas.collect();
        Orders {
            stock,
            prng,
            zone,
            quotas,
            left: lines,
            orders: 0,
        }
    }

    /// The next chunk; an empty one when all lines are made.
    pub fn next_chunk(&mut self) -> Chunk {
        let room = usize::try_from(CHUNK + LINES_MAX).unwrap_or_default();
        let mut chunk = Chunk {
            orders: Vec::with_capacity(room / 3 * ORDER),
            lines: Vec::with_capacity(room * LINE),
        };
        let stop = self.left.saturating_sub(CHUNK);
        while self.left > stop {
            let Some(quota) = self.quotas.front_mut() else {
                break;
            };
            let left = quota.first + quota.rest;
            if left == 0 {
                self.quotas.pop_front();
                continue;
            }
            let of_first = self.prng.below(left) < quota.first;
            let lines = (1 + self.prng.below(LINES_MAX)).min(if of_first { quota.first } else { quota.rest });
            let done = i64::try_from(quota.all - left).unwrap_or_default();
            let all = i64::try_from(quota.all).unwrap_or(1);
            let micros = quota.length.num_microseconds().unwrap_or_default() / all * done;
            let at = quota.start + TimeDelta::microseconds(micros);
            if of_first {
                quota.first -= lines;
            } else {
                quota.rest -= lines;
            }
            self.left -= lines;
            self.order(&mut chunk, at, of_first, lines);
        }
        chunk
    }

    fn order(&mut self, chunk: &mut Chunk, at: DateTime<Utc>, of_first: bool, lines: u64) {
        let (prng, stock) = (&mut self.prng, &self.stock);
        let fate = match (of_first, prng.below(100)) {
            (true, _) | (_, 0..=89) => Fate::Effective,
            (_, 90..=93) => Fate::Unpaid,
            (_, 94..=96) => Fate::Paid,
            (_, 97..=98) => Fate::Cancelled,
            _ => Fate::Supervised,
        };
        let seller = if of_first {
            0
        } else {
            prng.below(stock.sellers.len() as u64)
        };
        let seller = usize::try_from(seller).unwrap_or_default();
        let customer = prng.pick(&stock.customers);
        let product = prng.pick(&stock.products[seller]);
        let id = prng.id(at).to_string();
        let number = order_number(
            at,
            &self.zone,
            u32::try_from(self.orders % 60_466_176).unwrap_or_default(),
        );
        self.orders += 1;
        let paid = matches!(fate, Fate::Effective | Fate::Paid | Fate::Supervised)
            .then(|| at + TimeDelta::seconds(20 + i64::try_from(prng.below(600)).unwrap_or_default()));
        let effective = (fate == Fate::Effective || fate == Fate::Supervised)
            .then(|| at + TimeDelta::seconds(700 + i64::try_from(prng.below(5_000)).unwrap_or_default()));
        let cancelled = (fate == Fate::Cancelled).then(|| at + TimeDelta::minutes(30));
        let mut total = 0;
        for n in 1..=u32::try_from(lines).unwrap_or_default() {
            total += line(
                prng,
                &mut chunk.lines,
                &id,
                line_number(&number, n),
                product,
                at,
                fate,
            );
        }
        let state = match fate {
            Fate::Effective | Fate::Supervised => OrderState::Completed,
            Fate::Paid => OrderState::Processing,
            Fate::Unpaid => OrderState::Unpaid,
            Fate::Cancelled => OrderState::Cancelled,
        };
        chunk.orders.extend([
            id.into(),
            number.into(),
            stock.sellers[seller].id.clone().into(),
            customer.id.clone().into(),
            state.as_str().into(),
            product.content.name.zh.clone().into(),
            product.content.name.en.clone().into(),
            total.into(),
            customer.email.clone().into(),
            at.micros(),
            paid.micros(),
            effective.micros(),
            cancelled.micros(),
            "CNY".into(),
        ]);
    }
}

/// Adds a line's row and says what it costs.
fn line(
    prng: &mut Prng,
    rows: &mut Vec<Value>,
    order: &str,
    number: String,
    product: &Product,
    at: DateTime<Utc>,
    fate: Fate,
) -> i64 {
    let spec = prng.pick(&product.content.specs);
    let price = prng.pick(&spec.prices);
    let quantity = 1 + i64::try_from(prng.below(5)).unwrap_or_default();
    let percent = *prng.pick(&[0_u32, 0, 500, 1_000, 1_250, 1_999]);
    let deal = price.amount.share(BasisPoints(10_000 - percent));
    let gross = deal.times(quantity).unwrap_or(Money::cny(i64::MAX)).minor;
    rows.extend([
        prng.id(at).to_string().into(),
        order.to_owned().into(),
        number.into(),
        product.id.clone().into(),
        spec.id.to_string().into(),
        spec.name.zh.clone().into(),
        spec.name.en.clone().into(),
        price.term.as_str().into(),
        quantity.into(),
        price.amount.minor.into(),
        i64::from(percent).into(),
        gross.into(),
        i64::from(fate == Fate::Supervised).into(),
    ]);
    gross
}

impl Chunk {
    /// True when there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Writes it in the open transaction.
    pub async fn store(self, ctx: &Ctx<'_>) -> Result<(), Refusal> {
        let head = sql!(
            "INSERT INTO purchase_order (id, number, seller_id, customer_id, state, product_zh, product_en, total, created_by, created_at, paid_at, completed_at, cancelled_at, currency) /* {scope:none} */ VALUES "
        );
        bulk::insert(ctx, head, ORDER, self.orders).await?;
        let head = sql!(
            "INSERT INTO order_line (id, order_id, number, seller_id, customer_id, listing_id, spec_id, class, product_zh, product_en,
               spec_zh, spec_en, term, quantity, list, percent, gross, currency, created_at, paid_at, supervised, effective_at, cancelled_at)
             SELECT v.column1, o.id, v.column3, o.seller_id, o.customer_id, v.column4, v.column5, 'common', o.product_zh, o.product_en,
               v.column6, v.column7, v.column8, v.column9, v.column10, v.column11, v.column12, o.currency, o.created_at, o.paid_at,
               v.column13, o.completed_at, o.cancelled_at /* {scope:none} */ FROM (VALUES "
        );
        let tail = ") AS v CROSS JOIN purchase_order o WHERE o.id = v.column2";
        bulk::insert_around(ctx, head, tail, LINE, self.lines).await
    }
}
