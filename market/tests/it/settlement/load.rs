//! The load seed: the same for the same seed, and fit to be billed.

use super::{SYSTEM, check_bill};
use guildhall_market::{
    Actor,
    config::MarketConfig,
    clock::Clock,
    Market,
    seed::{self, PASSWORD},
    testing::{Fixture, both},
};
use guildhall_sdk::{
    accounts::SignIn,
    finding::has_errors,
    listings::{ListListings, GetListing, check_listing},
    portal::AppError,
    settlement::{BillRunReport, RunBills, ListTransactions},
};
