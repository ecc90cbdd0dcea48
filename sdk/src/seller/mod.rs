//! A kit for a seller's server (feature `seller`): the marketplace calls, you answer what the call is about.
//!
//! Implement [`Seller`], one async method per activity, and hand it to [`Server`]. The kit checks signatures, freshness
//! and replays, reads and judges the request, keeps one order line one instance, answers in time whatever happens, signs
//! answers of 1.0, and gives every failure its documented code.
//!
//! ```no_run
//! use guildhall_sdk::seller::prelude::*;
//!
//! struct Shop;
//!
//! impl Seller for Shop {
//!     async fn new_instance(&self, _: NewInstance, cx: Context) -> Result<Created, Refusal> {
//!         println!("create {}", cx.instance_id);
//!         Ok(Created::Ready)
//!     }
//!     async fn query_instance(&self, _: Vec<String>, _: Context) -> Result<Vec<InstanceInfo>, Refusal> {
//!         Ok(Vec::new())
//!     }
//! }
//!
//! # async fn run() -> std::io::Result<()> {
//! let server = Server::new(Shop, MemoryStore::default(), Settings::new("/produce", Keys::one("the key")));
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! serve(listener, server.router(), std::future::pending()).await;
//! # Ok(()) }
//! ```

mod activities;
mod answer;
mod as_v2;
mod context;
pub mod prelude;
mod run;
mod serve;
mod server;
#[cfg(feature = "seller-sqlite")]
mod sqlite;
mod store;
mod v1;
mod v2;

pub use activities::Seller;
pub use context::{Context, Created, CreatedV1, License, Refusal};
pub use serve::serve;
pub use server::{Keys, Server, Settings};
#[cfg(feature = "seller-sqlite")]
pub use sqlite::SqliteStore;
pub use store::{Begun, MemoryStore, Store};
