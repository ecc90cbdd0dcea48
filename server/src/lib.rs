//! How Guildhall runs: the configuration, the `guildhall` command, the web server with its layers and plain routes.

pub mod cli;
pub mod config;
pub mod error;
pub mod layers;
pub mod routes;
pub mod serve;
pub mod state;
