//! What tests stand on: a fresh market with two sellers, two customers and an operator, on either database.

mod world;

use crate::{
    Actor, Market, accounts,
    clock::Clock,
    config::MarketConfig,
    db::{Conn, DbConfig, Query, Scope},
    door::RequestInfo,
    sql,
};
use guildhall_sdk::{
    ids::{OrganisationId, PersonId},
    lang::Bilingual,
    portal::{OrganisationKind, Role},
};
use sea_orm::ConnectionTrait;
use std::path::PathBuf;
use tokio::sync::OnceCell;

/// The password of everybody in a [`Fixture`].
pub const PASSWORD: &str = "guildhall-demo-2026";

/// A fresh market and its people.
pub struct Fixture {
    /// The market. Its clock stands until [`Fixture::set_now`].
    pub market: Market,
    /// Owner of the first seller.
    pub seller: Actor,
    /// Product manager of the first seller.
    pub product_manager: Actor,
    /// Finance of the first seller.
    pub seller_finance: Actor,
    /// Developer of the first seller.
    pub developer: Actor,
    /// Owner of the other seller.
    pub other_seller: Actor,
    /// Reviewer.
    pub reviewer: Actor,
    /// Another reviewer.
    pub second_reviewer: Actor,
    /// Finance of the operator.
    pub finance: Actor,
    /// Administrator.
    pub admin: Actor,
    /// Buyer of the first customer.
    pub buyer: Actor,
    /// Buyer of the other customer.
    pub other_buyer: Actor,
    clock: PathBuf,
    dir: tempfile::TempDir,
}

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the server that `GUILDHALL_TEST_POSTGRES` names.
    Postgres,
}

impl Fixture {
    /// A fresh market; none when there is no PostgreSQL to test on (`cargo xtask test` always starts one).
    pub async fn new(on: On) -> Option<Fixture> {
        Fixture::configured(on, |_| {}).await
    }

    /// As [`Fixture::new`], with a configuration of its own.
    pub async fn configured(on: On, change: impl FnOnce(&mut MarketConfig)) -> Option<Fixture> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let clock = dir.path().join("clock");
        std::fs::write(&clock, "2026-11-22T08:00:00Z").expect("the clock");
        let mut config = MarketConfig::embedded(dir.path().join("data"));
        config.clock = Clock::File(clock.clone());
        config.secret_key = Some("5e".repeat(32));
        if on == On::Postgres {
            config.database = DbConfig::Postgres(fresh_postgres().await?);
        }
        change(&mut config);
        let market = Market::open(config).await.expect("the market opens");
        let people = [
            (
                "seller@demo.test",
                "星河软件",
                "Galaxy Software",
                OrganisationKind::Seller,
                Role::Owner,
            ),
            (
                "product@demo.test",
                "星河软件",
                "Galaxy Software",
                OrganisationKind::Seller,
                Role::ProductManager,
            ),
            (
                "money@demo.test",
                "星河软件",
                "Galaxy Software",
                OrganisationKind::Seller,
                Role::SellerFinance,
            ),
            (
                "developer@demo.test",
                "星河软件",
                "Galaxy Software",
                OrganisationKind::Seller,
                Role::Developer,
            ),
            (
                "other-seller@demo.test",
                "远山数据",
                "Far Hills Data",
                OrganisationKind::Seller,
                Role::Owner,
            ),
            (
                "reviewer@demo.test",
                "平台运营",
                "Operations",
                OrganisationKind::Operator,
                Role::Reviewer,
            ),
            (
                "reviewer2@demo.test",
                "平台运营",
                "Operations",
                OrganisationKind::Operator,
                Role::Reviewer,
            ),
            (
                "finance@demo.test",
                "平台运营",
                "Operations",
                OrganisationKind::Operator,
                Role::OperatorFinance,
            ),
            (
                "admin@demo.test",
                "平台运营",
                "Operations",
                OrganisationKind::Operator,
                Role::Administrator,
            ),
            (
                "customer@demo.test",
                "蓝鲸制造",
                "Blue Whale Works",
                OrganisationKind::Customer,
                Role::Buyer,
            ),
            (
                "other-customer@demo.test",
                "青禾零售",
                "Green Shoot Retail",
                OrganisationKind::Customer,
                Role::Buyer,
            ),
        ];
        let mut organisations: Vec<(&str, OrganisationId)> = Vec::new();
        let mut actors = Vec::new();
        for (email, zh, en, kind, role) in people {
            let organisation = match organisations.iter().find(|(name, _)| *name == en) {
                Some((_, id)) => *id,
                None => {
                    let id = insert_organisation(&market, kind, Bilingual::new(zh, en)).await;
                    organisations.push((en, id));
                    id
                }
            };
            insert_person(&market, email, organisation, role).await;
            actors.push(
                accounts::actor_of(&market, email)
                    .await
                    .expect("the person was just added"),
            );
        }
        let mut actors = actors.into_iter();
        let mut next = || actors.next().expect("as many as people");
        Some(Fixture {
            seller: next(),
            product_manager: next(),
            seller_finance: next(),
            developer: next(),
            other_seller: next(),
            reviewer: next(),
            second_reviewer: next(),
            finance: next(),
            admin: next(),
            buyer: next(),
            other_buyer: next(),
            market,
            clock,
            dir,
        })
    }

    /// The same database and files, opened again with another configuration.
    pub async fn reopened(mut self, change: impl FnOnce(&mut MarketConfig)) -> Fixture {
        let mut config = self.market.config().clone();
        change(&mut config);
        self.market = Market::open(config).await.expect("the market opens");
        self
    }

    /// Sets the clock.
    pub fn set_now(&self, rfc3339: &str) {
        // Renamed into place: a reader sees the old or the new text, never half of one.
        let next = self.dir.path().join("clock.next");
        std::fs::write(&next, rfc3339).expect("the clock");
        std::fs::rename(&next, &self.clock).expect("the clock");
    }

    /// The folder everything of this market is in.
    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// Runs a statement as the database's owner: for tests that prepare what no operation does.
    pub async fn execute(&self, statement: &str) -> u64 {
        self.market
            .db()
            .writer
            .execute_unprepared(statement)
            .await
            .expect("the statement runs")
            .rows_affected()
    }

    /// The first column of the first row, as an integer.
    pub async fn int(&self, statement: &str) -> i64 {
        let backend = self.market.db().backend();
        let statement = sea_orm::Statement::from_string(backend, statement);
        let row = self
            .market
            .db()
            .reader
            .query_one_raw(statement)
            .await
            .expect("the query runs")
            .expect("a row");
        row.try_get_by_index(0).expect("an integer")
    }

    /// Does every job that is due.
    pub async fn drain_jobs(&self) -> crate::jobs::Drained {
        crate::jobs::Worker::new(self.market.clone())
            .drain()
            .await
            .expect("jobs run")
    }

    /// A request with an idempotency key.
    pub fn keyed(key: &str) -> RequestInfo {
        RequestInfo {
            id: "test".into(),
            idempotency_key: Some(key.into()),
            ..RequestInfo::default()
        }
    }
}

/// Writes a test once and runs it on both databases.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($t:ident: Fixture) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "a short test may need nothing of its file")]
            use super::*;

            $(#[$meta])*
            async fn body($t: $crate::testing::Fixture) $body

            #[test]
            fn sqlite() {
                $crate::testing::run($crate::testing::On::Sqlite, body);
            }

            #[test]
            fn postgres() {
                $crate::testing::run($crate::testing::On::Postgres, body);
            }
        }
    )+};
}
pub use both;

/// Runs a test's body on a database.
pub fn run<F: Future<Output = ()>>(on: On, body: impl FnOnce(Fixture) -> F) {
    run_configured(on, |_| {}, body);
}

/// As [`run`], with a configuration of its own.
pub fn run_configured<F: Future<Output = ()>>(
    on: On,
    change: impl FnOnce(&mut MarketConfig),
    body: impl FnOnce(Fixture) -> F,
) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(async {
            match Fixture::configured(on, change).await {
                Some(fixture) => body(fixture).await,
                None => eprintln!(
                    "skipped: GUILDHALL_TEST_POSTGRES names no server (cargo xtask test starts one)"
                ),
            }
        });
}

/// A fresh database with the schema, copied from a template that this process made once.
async fn fresh_postgres() -> Option<String> {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    #[expect(clippy::disallowed_methods, reason = "only tests read where to test")]
    let server = std::env::var("GUILDHALL_TEST_POSTGRES").ok()?;
    let base = server
        .rsplit_once('/')
        .map(|(base, _)| base.to_owned())
        .unwrap_or_else(|| server.clone());
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("t_{}", uuid::Uuid::now_v7().simple());
            let admin = sea_orm::Database::connect(&server)
                .await
                .expect("the server answers");
            admin
                .execute_unprepared(&format!("CREATE DATABASE {name}"))
                .await
                .expect("a template");
            let _ = admin.close().await;
            let url = format!("{base}/{name}");
            let db = crate::db::Db::open(&DbConfig::Postgres(url))
                .await
                .expect("the template opens");
            db.migrate(0).await.expect("the schema");
            db.close().await;
            name
        })
        .await;
    let name = format!("d_{}", uuid::Uuid::now_v7().simple());
    let admin = sea_orm::Database::connect(&server)
        .await
        .expect("the server answers");
    // A template that somebody is still leaving is busy for a moment.
    for attempt in 0.. {
        match admin
            .execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
            .await
        {
            Ok(_) => break,
            Err(e) if attempt < 50 => {
                tracing::debug!(cause = %e, "the template is busy");
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
            Err(e) => panic!("no database for the test: {e}"),
        }
    }
    let _ = admin.close().await;
    Some(format!("{base}/{name}"))
}

async fn insert_organisation(market: &Market, kind: OrganisationKind, name: Bilingual) -> OrganisationId {
    let id = OrganisationId(uuid::Uuid::now_v7());
    Query::new(
        Scope::Everywhere,
        sql!("INSERT INTO organisation (id, kind, name_zh, name_en, contact_mail, contact_phone, created_at) SELECT $1, $2, $3, $4, $5, '400-800-1234', $6 WHERE {scope:none}"),
        [
            id.to_string().into(),
            kind.as_str().into(),
            name.zh.into(),
            name.en.into(),
            "service@demo.test".into(),
            market.now().timestamp_micros().into(),
        ],
    )
    .execute(Conn::Reader(&market.db().writer))
    .await
    .expect("an organisation");
    id
}

/// Adds a person without the door: hashing a password for each of eleven people in each test costs seconds.
async fn insert_person(market: &Market, email: &str, organisation: OrganisationId, role: Role) {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH
        .get_or_init(|| async { accounts::hash_password(market, PASSWORD).await.expect("a hash") })
        .await;
    let id = PersonId(uuid::Uuid::now_v7());
    let now = market.now().timestamp_micros();
    let writer = Conn::Reader(&market.db().writer);
    Query::new(
        Scope::Everywhere,
        sql!("INSERT INTO person (id, email, name, password_hash, created_at) SELECT $1, $2, $2, $3, $4 WHERE {scope:none}"),
        [id.to_string().into(), email.into(), hash.clone().into(), now.into()],
    )
    .execute(writer)
    .await
    .expect("a person");
    Query::new(
        Scope::Everywhere,
        sql!("INSERT INTO membership (person_id, organisation_id, role, created_at) SELECT $1, $2, $3, $4 WHERE {scope:none}"),
        [id.to_string().into(), organisation.to_string().into(), role.as_str().into(), now.into()],
    )
    .execute(writer)
    .await
    .expect("a membership");
}
