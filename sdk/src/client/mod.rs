//! Clients over real HTTP (feature `client`): of the open API for a seller, of a seller's production interface for a
//! marketplace.
//!
//! Certificates and host names are always checked, TLS is at least 1.2, redirects are not followed, and plain http goes
//! to this machine only. Time-outs, sizes and repetitions are settings; calling code never sees them.

mod call;
mod error;
mod http;
mod open_api;
mod production;

pub use error::ClientError;
pub use http::Settings;
pub use open_api::{Credentials, OpenApi};
pub use production::Production;
