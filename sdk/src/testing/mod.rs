//! Both sides to test against (feature `testing`): a fake marketplace and a fake seller, real HTTP servers with faults to
//! order, and the scenarios a seller's server has to pass.
//!
//! ```
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
//! use guildhall_sdk::testing::{FakeSeller, Group, scenarios};
//! let seller = FakeSeller::start("127.0.0.1:0", "the key").await.unwrap();
//! let outcomes = scenarios::run(&seller.url(), &"the key".into(), &[Group::Base]).await;
//! assert!(outcomes.iter().all(|o| o.failure.is_none()), "{outcomes:#?}");
//! # });
//! ```

mod faults;
mod marketplace;
mod orders;
pub mod scenarios;
mod seller;

pub use faults::{Fault, FaultQueue};
pub use marketplace::{Accepted, FakeMarketplace};
pub use orders::mock_order;
pub use scenarios::Group;
pub use seller::FakeSeller;
