//! The integration protocol of the 云商店 / KooGallery family of marketplaces: what a marketplace and a seller's server
//! say to each other, and how each knows that it was the other.
//!
//! * [`sign`]: every signature as a pure function of request, key, time and nonce, with each step to look at.
//! * [`production`], [`kit`], [`license`], [`v1`], [`openapi`]: one file per endpoint, its source on line one.
//! * [`message`], [`endpoint`]: writing them strictly, reading them leniently.
//! * [`dialect`]: where the published documents contradict each other, both readings, the China site's by default.
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
pub mod sign;
pub mod v1;
pub mod values;

pub use dialect::Dialect;
pub use key::AccessKey;
