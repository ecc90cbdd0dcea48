//! The integration protocol of the 云商店 / KooGallery family of marketplaces: what a marketplace and a seller's server
//! say to each other, and how each knows that it was the other.
//!
//! * [`sign`]: every signature as a pure function of request, key, time and nonce, with each step to look at.
//! * [`production`], [`kit`], [`license`], [`v1`], [`openapi`]: one file per endpoint, its source on line one.
//! * [`message`], [`endpoint`]: writing them strictly, reading them leniently.
//! * [`schedule`]: when a call that failed is made again.
//! * [`dialect`]: where the published documents contradict each other, both readings, the China site's by default.
//!
//! A call on its way out, and what its receiver makes of it:
//!
//! ```
//! use guildhall_sdk::protocol::{AccessKey, Dialect, endpoint::{self, Envelope}, message, production::NewInstance, sign::v2};
//! let (key, dialect) = (AccessKey::new("the key both know"), Dialect::default());
//! let call = NewInstance { order_id: "CS1".into(), order_line_id: "CS1-000001".into(), business_id: "b-1".into() };
//! let envelope = Envelope { test: false, now: "2026-11-22T00:00:00Z".parse().unwrap() };
//! let body = endpoint::body(&call, envelope, &dialect).unwrap();
//! let now_ms = envelope.now.timestamp_millis();
//! let signature = v2::sign(&body, &key, now_ms, "n-1", &dialect.signing).unwrap();
//!
//! let query = v2::Parameters { signature: &signature, timestamp: &now_ms.to_string(), nonce: "n-1" };
//! assert!(v2::verify(&body, query, &[key], now_ms + 900, &dialect.signing).is_ok());
//! assert_eq!(message::read::<NewInstance>(&body).unwrap(), call);
//! ```
//!
//! Nothing here reads a clock, a random source or a socket. A client, a kit for a seller's server and two servers to
//! test against stand on top, behind the features `client`, `seller` and `testing`.

pub mod codes;
pub mod dialect;
pub mod endpoint;
pub mod key;
pub mod kit;
pub mod license;
pub mod message;
pub mod openapi;
pub mod production;
pub mod schedule;
pub mod sign;
pub mod v1;
pub mod values;

pub use dialect::Dialect;
pub use key::AccessKey;
