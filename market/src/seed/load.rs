//! A marketplace of any size, the same for the same seed and month: four fifths of the lines are the first seller's in
//! the last period, so that one bill run makes one huge bill; the rest is spread over sellers, fourteen periods, states.

use super::{PASSWORD, SeededAccount, bulk, load_orders, must_be_empty, prng::Prng, told, words};
use crate::{Actor, Market, Refusal, RequestInfo, accounts, db::Micros, sql};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    ids::{FileId, SpecId},
    lang::Bilingual,
    listings::{ListingContent, TradeClass},
    portal::{AppError, OrganisationKind, Role},
    sellers::CertificationContent,
    time::Period,
};
use serde::Serialize;
use std::sync::Arc;

/// What was loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoadReport {
    /// Accounts to sign in with: the first seller's, the operator's people, the first customer's.
    pub accounts: Vec<SeededAccount>,
    /// The period that four fifths of the lines lie in: the one to run bills for.
    pub period: Period,
    /// How many of each.
    pub sellers: u64,
    /// How many of each.
    pub customers: u64,
    /// How many of each.
    pub listings: u64,
    /// How many of each.
    pub orders: u64,
    /// How many of each.
    pub order_lines: u64,
}

/// Customers there are at most.
const CUSTOMERS: u64 = 50;

/// A loaded organisation.
#[derive(Debug, Clone)]
pub(super) struct Organisation {
    pub id: String,
    pub email: String,
}

/// A loaded product, as order lines need it.
#[derive(Debug, Clone)]
pub(super) struct Product {
    pub id: String,
    pub content: ListingContent,
}

/// What orders are made from.
pub(super) struct Stock {
    pub sellers: Vec<Organisation>,
    pub customers: Vec<Organisation>,
    /// By seller.
    pub products: Vec<Vec<Product>>,
}

/// Fills an empty marketplace with listings, orders and order lines.
///
/// # Errors
/// 409 `wrong_state` when anything is there already.
pub async fn load(
    market: &Market,
    order_lines: u64,
    listings: u64,
    sellers: u64,
    seed: u64,
) -> Result<LoadReport, AppError> {
    let (actor, request) = (Actor::System("seed load"), RequestInfo::default());
    must_be_empty(&market.reading(&actor, &request))
        .await
        .map_err(told)?;
    let password_hash = accounts::hash_password(market, PASSWORD).await?;
    let mut prng = Prng::new(seed);
    let zone = crate::settings::read(&market.reading(&actor, &request))
        .await
        .map_err(|e| told(e.into()))?
        .settings
        .zone;
    let period = zone.period(market.now()).previous();
    // Everything was there a year before the first order.
    let since = (0..24).fold(period, |p, _| p.previous()).start(&zone);
    let sellers = sellers.max(1);
    let listings = listings.max(sellers);
    let mut accounts = Vec::new();
    let stock = market
        .chunk(&actor, &request, async |ctx| {
            let mut people = People {
                prng: &mut prng,
                since,
                hash: &password_hash,
                values: Values::default(),
            };
            let operator = people.organisation(
                OrganisationKind::Operator,
                &Bilingual::new("平台运营", "Operations"),
            );
            for (email, role) in [
                ("admin@load.test", Role::Administrator),
                ("reviewer@load.test", Role::Reviewer),
                ("finance@load.test", Role::OperatorFinance),
            ] {
                people.person(&operator, email, role);
                accounts.push(account(email, role, "平台运营"));
            }
            let mut all = |kind: OrganisationKind, role: Role, count: u64, name: fn(u64) -> Bilingual| {
                (0..count)
                    .map(|n| {
                        let email = format!("{}{}@load.test", kind.as_str(), n + 1);
                        let id = people.organisation(kind, &name(n));
                        people.person(&id, &email, role);
                        if n == 0 {
                            accounts.push(account(&email, role, &name(n).zh));
                        }
                        Organisation { id, email }
                    })
                    .collect::<Vec<_>>()
            };
            let sellers = all(OrganisationKind::Seller, Role::Owner, sellers, words::seller);
            let customers = all(
                OrganisationKind::Customer,
                Role::Buyer,
                CUSTOMERS,
                words::customer,
            );
            people.certify(&sellers)?;
            people.values.store(ctx).await?;
            Ok((sellers, customers))
        })
        .await;
    let (sellers, customers) = stock.map_err(told)?;
    let products = load_listings(market, &actor, &request, &mut prng, &sellers, listings, since)
        .await
        .map_err(told)?;
    let stock = Stock {
        sellers,
        customers,
        products,
    };
    let stock = Arc::new(stock);
    let orders = load_orders::Orders::new(Arc::clone(&stock), prng, zone, period, market.now(), order_lines);
    let orders = store(market, &actor, &request, orders).await.map_err(told)?;
    Ok(LoadReport {
        accounts,
        period,
        sellers: stock.sellers.len() as u64,
        customers: stock.customers.len() as u64,
        listings,
        orders,
        order_lines,
    })
}

/// Stores the orders, making the next chunk while one is written, and says how many there were.
async fn store(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    orders: load_orders::Orders,
) -> Result<u64, Refusal> {
    let make = |mut orders: load_orders::Orders| {
        tokio::task::spawn_blocking(move || {
            let chunk = orders.next_chunk();
            (orders, chunk)
        })
    };
    let (mut orders, mut chunk) = make(orders).await.map_err(Refusal::fault)?;
    while !chunk.is_empty() {
        let next = make(orders);
        market
            .chunk(actor, request, async |ctx| chunk.store(ctx).await)
            .await?;
        (orders, chunk) = next.await.map_err(Refusal::fault)?;
    }
    Ok(orders.orders)
}

fn account(email: &str, role: Role, organisation: &str) -> SeededAccount {
    SeededAccount {
        email: email.to_owned(),
        password: PASSWORD,
        role: role.as_str().to_owned(),
        organisation: organisation.to_owned(),
    }
}

/// Rows of organisations and people, collected.
#[derive(Default)]
struct Values {
    organisations: Vec<crate::db::Value>,
    people: Vec<crate::db::Value>,
    memberships: Vec<crate::db::Value>,
    certifications: Vec<crate::db::Value>,
}

impl Values {
    async fn store(self, ctx: &crate::Ctx<'_>) -> Result<(), Refusal> {
        let head = sql!(
            "INSERT INTO organisation (id, kind, name_zh, name_en, contact_mail, contact_phone, created_at) /* {scope:none} */ VALUES "
        );
        bulk::insert(ctx, head, 7, self.organisations).await?;
        let head = sql!(
            "INSERT INTO person (id, email, name, password_hash, created_at) /* {scope:none} */ VALUES "
        );
        bulk::insert(ctx, head, 5, self.people).await?;
        let head = sql!(
            "INSERT INTO membership (person_id, organisation_id, role, created_at) /* {scope:none} */ VALUES "
        );
        bulk::insert(ctx, head, 4, self.memberships).await?;
        let head = sql!(
            "INSERT INTO certification (seller_id, state, content, live, version, since, certified_at) /* {scope:none} */ VALUES "
        );
        bulk::insert(ctx, head, 7, self.certifications).await
    }
}

struct People<'a> {
    prng: &'a mut Prng,
    since: DateTime<Utc>,
    hash: &'a str,
    values: Values,
}

impl People<'_> {
    fn organisation(&mut self, kind: OrganisationKind, name: &Bilingual) -> String {
        let id = self.prng.id(self.since).to_string();
        self.values.organisations.extend([
            id.clone().into(),
            kind.as_str().into(),
            name.zh.clone().into(),
            name.en.clone().into(),
            format!("contact@{}.load.test", &id[id.len() - 12..]).into(),
            "+86 755 1234 5678".into(),
            self.since.micros(),
        ]);
        id
    }

    fn person(&mut self, organisation: &str, email: &str, role: Role) {
        let id = self.prng.id(self.since).to_string();
        let name = email.split('@').next().unwrap_or(email);
        self.values.people.extend([
            id.clone().into(),
            email.to_owned().into(),
            name.to_owned().into(),
            self.hash.to_owned().into(),
            self.since.micros(),
        ]);
        self.values.memberships.extend([
            id.into(),
            organisation.to_owned().into(),
            role.as_str().into(),
            self.since.micros(),
        ]);
    }

    fn certify(&mut self, sellers: &[Organisation]) -> Result<(), Refusal> {
        for seller in sellers {
            let content = CertificationContent {
                company: "示例软件有限公司".into(),
                tax_number: "91440300MA5EXAMPL1".into(),
                general_taxpayer: true,
                tax_rate: Some(6),
                bank: "招商银行深圳分行".into(),
                account_name: "示例软件有限公司".into(),
                account_number: format!("{:015}", self.prng.below(1_000_000_000_000_000)),
                contact_name: "王会计".into(),
                contact_phone: "+86 755 1234 5678".into(),
                contact_mail: seller.email.clone(),
            };
            self.values.certifications.extend([
                seller.id.clone().into(),
                "certified".into(),
                serde_json::to_string(&content)?.into(),
                serde_json::to_string(&content)?.into(),
                2_i64.into(),
                self.since.micros(),
                self.since.micros(),
            ]);
        }
        Ok(())
    }
}

/// Listings on sale, each with an approved revision without a finding.
async fn load_listings(
    market: &Market,
    actor: &Actor,
    request: &RequestInfo,
    prng: &mut Prng,
    sellers: &[Organisation],
    count: u64,
    since: DateTime<Utc>,
) -> Result<Vec<Vec<Product>>, Refusal> {
    let example: ListingContent =
        serde_json::from_str(include_str!("../../../docs/examples/listing-saas.json"))?;
    let mut products: Vec<Vec<Product>> = vec![Vec::new(); sellers.len()];
    let mut files = Vec::new();
    let (mut listings, mut revisions) = (Vec::new(), Vec::new());
    let certificates: Vec<FileId> = sellers.iter().map(|_| FileId(prng.id(since))).collect();
    for (file, seller) in certificates.iter().zip(sellers) {
        files.extend([
            file.to_string().into(),
            seller.id.clone().into(),
            "copyright".into(),
            "certificate.pdf".into(),
            "pdf".into(),
            1_024_i64.into(),
            format!("{:064x}", file.0.as_u128()).into(),
            seller.email.clone().into(),
            since.micros(),
            since.micros(),
        ]);
    }
    for n in 0..count {
        let seller = usize::try_from(n % sellers.len() as u64).unwrap_or_default();
        let (listing, revision) = (prng.id(since).to_string(), prng.id(since).to_string());
        let mut content = ListingContent {
            name: words::product(n),
            ..example.clone()
        };
        for spec in &mut content.specs {
            spec.id = SpecId(prng.id(since));
        }
        if let Some(certificate) = &mut content.certificate {
            certificate.file = certificates[seller];
        }
        listings.extend([
            listing.clone().into(),
            sellers[seller].id.clone().into(),
            revision.clone().into(),
            content.name.zh.clone().into(),
            content.name.en.clone().into(),
            format!("{}\n{}", content.name.zh, content.name.en)
                .to_lowercase()
                .into(),
            content.access_type.as_str().into(),
            content.trade_class.as_str().into(),
            content.category.map(|c| c.as_str().to_owned()).into(),
            (content.specs.len() as i64).into(),
            since.micros(),
        ]);
        revisions.extend([
            revision.into(),
            listing.clone().into(),
            sellers[seller].id.clone().into(),
            serde_json::to_string(&content)?.into(),
            since.micros(),
            sellers[seller].email.clone().into(),
        ]);
        debug_assert_eq!(content.trade_class, TradeClass::Common);
        products[seller].push(Product { id: listing, content });
    }
    market
        .chunk(actor, request, async |ctx| {
            let head = sql!("INSERT INTO file (id, organisation_id, purpose, name, kind, size, sha256, created_by, created_at, stored_at) /* {scope:none} */ VALUES ");
            bulk::insert(ctx, head, 10, files).await?;
            let head = sql!("INSERT INTO listing (id, seller_id, revision_id, name_zh, name_en, search, access_type, trade_class, category, specs, updated_at, created_at, state, revision_state, live_revision_id, live_since) /* {scope:none} */ VALUES ");
            bulk::insert(ctx, head, 16, live(listings)).await?;
            let head = sql!("INSERT INTO listing_revision (id, listing_id, seller_id, content, saved_at, saved_by, number, state, version, submitted_at, due_at, decided_at) /* {scope:none} */ VALUES ");
            bulk::insert(ctx, head, 12, approved(revisions)).await
        })
        .await?;
    Ok(products)
}

/// Adds what every listing on sale has: the revision is the live one, since it was made.
fn live(rows: Vec<crate::db::Value>) -> Vec<crate::db::Value> {
    rows.chunks(11)
        .flat_map(|row| {
            let more = [
                row[10].clone(),
                "on_sale".into(),
                "approved".into(),
                row[2].clone(),
                row[10].clone(),
            ];
            row.iter().cloned().chain(more).collect::<Vec<_>>()
        })
        .collect()
}

/// Adds what every approved first revision has.
fn approved(rows: Vec<crate::db::Value>) -> Vec<crate::db::Value> {
    rows.chunks(6)
        .flat_map(|row| {
            let at = || row[4].clone();
            let more = [1_i64.into(), "approved".into(), 1_i64.into(), at(), at(), at()];
            row.iter().cloned().chain(more).collect::<Vec<_>>()
        })
        .collect()
}
