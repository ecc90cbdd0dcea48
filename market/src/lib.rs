//! What a marketplace **does**: storage, services, files, jobs, mail. There is one way in: [`Market::run`].

pub mod accounts;
pub mod audit;
pub mod clock;
pub mod config;
pub mod db;
pub mod door;
pub mod files;
pub mod jobs;
pub mod listings;
pub mod news;
pub mod notices;
pub mod offers;
pub mod orders;
pub mod reviews;
pub mod secrets;
pub mod seed;
pub mod sellers;
pub mod settings;
pub mod settlement;

#[cfg(feature = "testing")]
pub mod testing;

mod fault;
mod market;
mod pages;
mod qr;

pub use door::{Actor, Ctx, Refusal, RequestInfo, Signed};
pub use fault::OpenError;
pub use market::Market;
