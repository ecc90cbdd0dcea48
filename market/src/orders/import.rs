//! Orders paid elsewhere (`docs/formats/order.schema.json`). The number makes a second import add nothing.

use crate::{
    Actor, Ctx, Market, Refusal,
    db::{Micros, Value},
    door::{Handler, Sample, World},
    sql,
};
use guildhall_sdk::{
    accounts::normal_email,
    finding::{Code, Finding},
    ids::{OrderId, OrderLineId, OrganisationId},
    money::{BasisPoints, Money, MoneyError},
    orders::{ImportOrders, ImportReport, ImportedLine, ImportedOrder, OrderState, line_number},
    portal::{AppError, OrganisationKind},
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};

/// Values of one `IN (…)`: below what either database binds.
const AT_ONCE: usize = 500;

impl Handler for ImportOrders {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ImportReport, Refusal> {
        ctx.operator()?;
        let orders: Vec<ImportedOrder> = self.orders.into_iter().map(canonical).collect();
        let sellers = organisations(
            ctx,
            OrganisationKind::Seller,
            orders.iter().map(|o| o.seller_email.as_str()),
        )
        .await?;
        let customers = organisations(
            ctx,
            OrganisationKind::Customer,
            orders.iter().map(|o| o.customer_email.as_str()),
        )
        .await?;
        let mut known = stored(ctx, orders.iter().map(|o| o.number.as_str())).await?;
        let mut report = ImportReport::default();
        for (i, order) in orders.iter().enumerate() {
            let at = format!("orders.{i}");
            let hash = hex::encode(Sha256::digest(serde_json::to_vec(order)?));
            if !known.contains_key(&order.number) {
                match judge(order, &sellers, &customers) {
                    Err(findings) => {
                        report.refused.extend(findings.into_iter().map(|f| f.under(&at)));
                        continue;
                    }
                    Ok(new) => {
                        if insert(ctx, order, &new, &hash).await? {
                            known.insert(order.number.clone(), Some(hash));
                            report.added += 1;
                            continue;
                        }
                        // Another import took the number since it was looked for.
                        known.extend(stored(ctx, std::iter::once(order.number.as_str())).await?);
                    }
                }
            }
            if known
                .get(&order.number)
                .is_some_and(|h| h.as_ref() == Some(&hash))
            {
                report.unchanged += 1;
            } else {
                report
                    .refused
                    .push(Finding::error(format!("{at}.number"), Code::Changed));
            }
        }
        ctx.audit_object("orders");
        ctx.audit_change(None::<&()>, Some(&report));
        Ok(report)
    }

    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(ImportOrders { orders: Vec::new() })
    }
}

/// The form in which two orders are the same: blanks and the case of addresses do not matter.
fn canonical(mut order: ImportedOrder) -> ImportedOrder {
    order.number = order.number.trim().to_owned();
    order.seller_email = normal_email(&order.seller_email);
    order.customer_email = normal_email(&order.customer_email);
    order
}

/// What an order becomes here.
struct NewOrder {
    seller: OrganisationId,
    customer: OrganisationId,
    total: Money,
    state: OrderState,
}

/// Judges an order against who is here.
fn judge(
    order: &ImportedOrder,
    sellers: &HashMap<String, OrganisationId>,
    customers: &HashMap<String, OrganisationId>,
) -> Result<NewOrder, Vec<Finding>> {
    let mut findings = Vec::new();
    let seller = sellers.get(&order.seller_email).copied();
    if seller.is_none() {
        findings.push(Finding::error("seller_email", Code::Unknown));
    }
    let customer = customers.get(&order.customer_email).copied();
    if customer.is_none() {
        findings.push(Finding::error("customer_email", Code::Unknown));
    }
    let currency = order.lines.first().map(|l| l.gross.currency).unwrap_or_default();
    let mut total = Money::zero(currency);
    for (j, line) in order.lines.iter().enumerate() {
        match total.plus(line.gross) {
            Ok(sum) => total = sum,
            // An order is in one currency: it is paid at once.
            Err(MoneyError::Currency) => {
                findings.push(Finding::error(
                    format!("lines.{j}.gross.currency"),
                    Code::UnknownChoice,
                ));
            }
            Err(MoneyError::Overflow) => {
                let max = Money {
                    minor: i64::MAX,
                    currency,
                }
                .display();
                let path = format!("lines.{j}.gross");
                findings.push(
                    Finding::error(path, Code::OutOfRange)
                        .with("min", 1)
                        .with("max", max),
                );
            }
        }
    }
    let state = match order.paid_at {
        None => OrderState::Unpaid,
        Some(_) if order.lines.iter().all(|l| l.effective_at.is_some()) => OrderState::Completed,
        Some(_) => OrderState::Processing,
    };
    match (seller, customer) {
        (Some(seller), Some(customer)) if findings.is_empty() => Ok(NewOrder {
            seller,
            customer,
            total,
            state,
        }),
        _ => Err(findings),
    }
}

/// List price of one: what was paid, by the unit where it divides, else for the whole line.
fn list_price(line: &ImportedLine) -> i64 {
    let quantity = i64::from(line.quantity);
    if line.gross.minor % quantity == 0 {
        line.gross.minor / quantity
    } else {
        line.gross.minor
    }
}

/// `({}, {}, …)` for as many values.
fn places(values: usize) -> String {
    format!("({})", vec!["{}"; values].join(", "))
}

/// The organisation of a kind that each address belongs to, by its first membership there.
async fn organisations(
    ctx: &Ctx<'_>,
    kind: OrganisationKind,
    emails: impl Iterator<Item = &str>,
) -> Result<HashMap<String, OrganisationId>, Refusal> {
    let everyone = ctx.everywhere("an import names organisations by the address of one of their people");
    let emails: Vec<&str> = emails.collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = HashMap::with_capacity(emails.len());
    for some in emails.chunks(AT_ONCE) {
        let query = ctx
            .query(
                everyone,
                sql!(
                    "SELECT p.email, o.id FROM person p JOIN membership m ON m.person_id = p.id
                     JOIN organisation o ON o.id = m.organisation_id WHERE o.kind = $1 AND {scope:none}"
                ),
                [kind.as_str().into()],
            )
            .and(
                &format!("p.email IN {}", places(some.len())),
                some.iter().map(|e| Value::from(*e)),
            )
            .push(" ORDER BY m.created_at, o.id", []);
        for row in ctx.all(query).await? {
            let id = row.id("id")?;
            found.entry(row.text("email")?).or_insert(id);
        }
    }
    Ok(found)
}

/// The orders that are here already, with the hash of what was imported (none for orders of the portal).
async fn stored(
    ctx: &Ctx<'_>,
    numbers: impl Iterator<Item = &str>,
) -> Result<HashMap<String, Option<String>>, Refusal> {
    let everyone = ctx.operator()?;
    let numbers: Vec<&str> = numbers.collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = HashMap::with_capacity(numbers.len());
    for some in numbers.chunks(AT_ONCE) {
        let query = ctx
            .query(
                everyone,
                sql!("SELECT number, import_hash FROM purchase_order WHERE {scope:seller_id}"),
                [],
            )
            .and(
                &format!("number IN {}", places(some.len())),
                some.iter().map(|n| Value::from(*n)),
            );
        for row in ctx.all(query).await? {
            found.insert(row.text("number")?, row.text_or_none("import_hash")?);
        }
    }
    Ok(found)
}

/// Stores an order and its lines; false when its number is taken.
async fn insert(ctx: &Ctx<'_>, order: &ImportedOrder, new: &NewOrder, hash: &str) -> Result<bool, Refusal> {
    let everyone = ctx.operator()?;
    let id = ctx.new_id::<OrderId>().to_string();
    let completed_at = match new.state {
        OrderState::Completed => order.lines.iter().filter_map(|l| l.effective_at).max(),
        _ => None,
    };
    let product = &order.lines[0].product;
    let inserted = ctx
        .execute(ctx.query(
            everyone,
            sql!(
                "INSERT INTO purchase_order (id, number, seller_id, customer_id, state, product_zh, product_en, total,
                   currency, origin, import_hash, created_by, created_at, paid_at, completed_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 'import', $10, $11, $12, $13, $14 WHERE {scope:seller_id}
                 ON CONFLICT (number) DO NOTHING"
            ),
            [
                id.clone().into(),
                order.number.clone().into(),
                new.seller.to_string().into(),
                new.customer.to_string().into(),
                new.state.as_str().into(),
                product.zh.clone().into(),
                product.en.clone().into(),
                new.total.minor.into(),
                new.total.currency.code().into(),
                hash.to_owned().into(),
                ctx.actor().label().into(),
                order.created_at.micros(),
                order.paid_at.micros(),
                completed_at.micros(),
            ],
        ))
        .await?;
    if inserted == 0 {
        return Ok(false);
    }
    for (line, n) in order.lines.iter().zip(1..) {
        ctx.execute(ctx.query(
            everyone,
            sql!(
                "INSERT INTO order_line (id, order_id, number, seller_id, customer_id, class, product_zh, product_en, spec_zh,
                   spec_en, term, quantity, list, percent, gross, currency, created_at, paid_at, effective_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
                 WHERE {scope:seller_id}"
            ),
            [
                ctx.new_id::<OrderLineId>().to_string().into(),
                id.clone().into(),
                line_number(&order.number, n).into(),
                new.seller.to_string().into(),
                new.customer.to_string().into(),
                line.class.as_str().into(),
                line.product.zh.clone().into(),
                line.product.en.clone().into(),
                line.spec.zh.clone().into(),
                line.spec.en.clone().into(),
                line.term.as_str().into(),
                i64::from(line.quantity).into(),
                list_price(line).into(),
                i64::from(BasisPoints::default().0).into(),
                line.gross.minor.into(),
                line.gross.currency.code().into(),
                order.created_at.micros(),
                order.paid_at.micros(),
                line.effective_at.micros(),
            ],
        ))
        .await?;
    }
    Ok(true)
}
