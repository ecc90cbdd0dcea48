//! Orders: every key has exactly one order, and an offer counts exactly the orders it gave.

use super::CLIENTS;
use super::journal::Journal;
use super::scenario::{Scenario, Step};
use super::stage::Stage;
use crate::api::Client;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Small, so that clients meet its end while they race: it must never be passed.
const MAX_ORDERS: u64 = 40;

pub struct Orders {
    seller: Client,
    buyer: Client,
    buyer_email: String,
    /// Newest order before ours; also what makes our keys and names unique.
    before: String,
    /// A day within the longest validity.
    ends_on: String,
    clients: Vec<Mutex<Buyer>>,
    book: Mutex<Book>,
}

/// A client: what it waits for, and what it was answered last.
#[derive(Default)]
struct Buyer {
    count: u64,
    open: Option<Wish>,
    last: Option<(Wish, String)>,
}

/// An order as it is asked for.
#[derive(Clone)]
struct Wish {
    key: String,
    offer: usize,
    request: Value,
}

#[derive(Default)]
struct Book {
    offers: Vec<Offer>,
    /// The last of `offers` still has uses, as far as is known.
    open: bool,
    /// Acknowledged orders: id → offer and number.
    orders: BTreeMap<String, (usize, String)>,
}

struct Offer {
    id: String,
    /// A request for one of its prices, ready to be sent.
    request: Value,
}

impl Orders {
    /// # Errors
    /// When somebody cannot sign in.
    pub fn start(stage: &Stage) -> Result<Box<dyn Scenario>> {
        let buyer = stage.sign_in("customer.buyer")?;
        let newest = json!({ "page": { "size": 1 } });
        let list = buyer.op(&stage.url(), "ListMyOrders", &newest)?.ok()?;
        Ok(Box::new(Self {
            seller: stage.sign_in("seller.owner")?,
            buyer,
            buyer_email: stage.load.account("customer.buyer")?.email.clone(),
            before: list["rows"][0]["id"].as_str().unwrap_or("nothing").to_owned(),
            ends_on: half_a_year_after(&stage.load.period)?,
            clients: (0..CLIENTS).map(|_| Mutex::default()).collect(),
            book: Mutex::default(),
        }))
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn client(&self, client: usize) -> MutexGuard<'_, Buyer> {
        self.clients[client % self.clients.len()]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The offer to order with; a new one when the last is used up. Whoever is not answered asks again with the same key.
    fn offer(&self, url: &str) -> Result<(usize, Value)> {
        let book = &mut *self.book();
        if !book.open {
            let goods = self.seller.op(url, "ListOfferable", &json!({}))?.ok()?;
            let product = &goods["products"][0];
            let name = format!("crash {} {}", self.before, book.offers.len());
            let wanted = json!({
                "name": name,
                "customer_email": self.buyer_email,
                "listing": product["listing"],
                "ends_on": self.ends_on,
                "lines": [{ "spec": product["prices"][0]["spec"], "percent": 1000 }],
                "max_orders": MAX_ORDERS,
            });
            let key = name.replace(' ', "-");
            let made = self.seller.op_once(url, "CreateOffer", &key, &wanted)?.ok()?;
            let price = &made["terms"]["prices"][0];
            let path = made["url"]
                .as_str()
                .context("an offer inside the exempt range has its link at once")?;
            let request = json!({
                "token": path.strip_prefix("/o/").context("an offer's path")?,
                "spec": price["spec"],
                "term": price["term"],
                "quantity": 1,
                "expected": price["deal"],
                "terms_accepted": true,
            });
            let id = made["terms"]["id"]
                .as_str()
                .context("an offer has an id")?
                .to_owned();
            book.offers.push(Offer { id, request });
            book.open = true;
        }
        let at = book.offers.len() - 1;
        Ok((at, book.offers[at].request.clone()))
    }

    /// Sends what is open; it stays open when there is no answer.
    fn send(&self, url: &str, buyer: &mut Buyer, journal: &Journal) -> Result<()> {
        let Some(wish) = buyer.open.clone() else {
            return Ok(());
        };
        let answer = self.buyer.op_once(url, "PlaceOrder", &wish.key, &wish.request)?;
        buyer.open = None;
        let book = &mut *self.book();
        match (
            answer.status,
            answer.body["id"].as_str(),
            answer.body["number"].as_str(),
        ) {
            (200, Some(id), Some(number)) => {
                journal.acknowledge();
                if book
                    .orders
                    .insert(id.to_owned(), (wish.offer, number.to_owned()))
                    .is_some()
                {
                    journal.lose(format!("order {id} was the answer to two keys"));
                }
                buyer.last = Some((wish, id.to_owned()));
            }
            (409, ..) if answer.told().contains("used_up") => {
                book.open &= wish.offer + 1 < book.offers.len();
            }
            _ => journal.wonder(answer.told()),
        }
        Ok(())
    }

    /// Every order of the customer since the beginning.
    fn placed(&self, url: &str) -> Result<BTreeSet<String>> {
        let mut placed = BTreeSet::new();
        let mut cursor = None::<String>;
        loop {
            let list = json!({ "page": { "size": 200, "cursor": cursor } });
            let list = self.buyer.op(url, "ListMyOrders", &list)?.ok()?;
            for row in list["rows"].as_array().context("a list has rows")? {
                let id = row["id"].as_str().context("an order has an id")?;
                if id == self.before {
                    return Ok(placed);
                }
                placed.insert(id.to_owned());
            }
            match list["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return Ok(placed),
            }
        }
    }

    /// The offer's own count and history say the same as our book.
    fn verify_offer(&self, url: &str, at: usize, book: &Book, journal: &Journal) -> Result<()> {
        let offer = &book.offers[at];
        let answer = self.seller.op(url, "GetOffer", &json!({ "offer": offer.id }))?;
        if answer.status != 200 {
            journal.lose(format!("offer {}: {}", offer.id, answer.told()));
            return Ok(());
        }
        let used = answer.body["terms"]["used"].as_u64().unwrap_or_default();
        let numbers: BTreeSet<&str> = book
            .orders
            .values()
            .filter(|(offer, _)| *offer == at)
            .map(|(_, number)| number.as_str())
            .collect();
        let events = answer.body["timeline"]
            .as_array()
            .context("an offer has a history")?;
        let ordered: Vec<&str> = events
            .iter()
            .filter_map(|e| e[1].as_str()?.strip_prefix("ordered:"))
            .collect();
        let mine = numbers.len() as u64;
        if used > mine || used > MAX_ORDERS || ordered.len() > numbers.len() {
            journal.double(format!(
                "offer {}: {used} used, {} in its history, {mine} placed",
                offer.id,
                ordered.len()
            ));
        } else if used < mine || ordered.iter().copied().collect::<BTreeSet<_>>() != numbers {
            journal.lose(format!(
                "offer {}: {used} used, {} in its history, {mine} placed",
                offer.id,
                ordered.len()
            ));
        }
        Ok(())
    }
}

/// `202610` → `2027-04-28`.
fn half_a_year_after(period: &str) -> Result<String> {
    let (year, month) = period.split_at_checked(4).context("a period is YYYYMM")?;
    let months = year.parse::<u32>()? * 12 + month.parse::<u32>()? - 1 + 6;
    Ok(format!("{:04}-{:02}-28", months / 12, months % 12 + 1))
}

impl Scenario for Orders {
    fn name(&self) -> &'static str {
        "orders"
    }

    fn attempt(&self, url: &str, client: usize, journal: &Journal) -> Result<Step> {
        let buyer = &mut *self.client(client);
        if buyer.open.is_none() {
            let (offer, request) = self.offer(url)?;
            buyer.count += 1;
            let key = format!("{}-{client}-{}", self.before, buyer.count);
            buyer.open = Some(Wish { key, offer, request });
        }
        self.send(url, buyer, journal)?;
        Ok(Step::Done)
    }

    fn recover(&self, url: &str, journal: &Journal) -> Result<()> {
        for client in 0..self.clients.len() {
            let buyer = &mut *self.client(client);
            if buyer.open.is_some() {
                journal.retry();
                self.send(url, buyer, journal)?;
            }
            // An impatient click on what was answered already: the same order, not another one.
            if let Some((wish, id)) = &buyer.last {
                let again = self.buyer.op_once(url, "PlaceOrder", &wish.key, &wish.request)?;
                match again.body["id"].as_str() {
                    Some(same) if same == id => {}
                    Some(other) => journal.double(format!("key {} gave {id}, now {other}", wish.key)),
                    None => journal.lose(format!("key {} gave {id}, now {}", wish.key, again.told())),
                }
            }
        }
        Ok(())
    }

    fn verify(&self, url: &str, journal: &Journal) -> Result<()> {
        let placed = self.placed(url)?;
        let book = self.book();
        for (id, (_, number)) in &book.orders {
            journal.check();
            if !placed.contains(id) {
                journal.lose(format!("order {number}"));
            }
        }
        for id in placed.iter().filter(|id| !book.orders.contains_key(*id)) {
            journal.double(format!("order {id} was placed by no key"));
        }
        (0..book.offers.len()).try_for_each(|at| self.verify_offer(url, at, &book, journal))
    }

    fn finish(&self, url: &str, journal: &Journal) -> Result<()> {
        let book = self.book();
        for (id, (at, number)) in &book.orders {
            let view = self.buyer.op(url, "GetMyOrder", &json!({ "order": id }))?;
            let whole = view.body["number"] == json!(number)
                && view.body["offer"] == json!(book.offers[*at].id)
                && view.body["lines"]
                    .as_array()
                    .is_some_and(|lines| lines.len() == 1);
            if !whole {
                journal.lose(format!("order {number}: {}", view.body));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_year_passes_the_end_of_a_year() {
        for (period, day) in [
            ("202601", "2026-07-28"),
            ("202606", "2026-12-28"),
            ("202610", "2027-04-28"),
        ] {
            assert_eq!(half_a_year_after(period).expect("a period"), day);
        }
    }
}
