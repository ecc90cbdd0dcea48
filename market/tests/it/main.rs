//! The market's tests, each on a fresh SQLite and a fresh PostgreSQL.

mod accounts;
mod listings;
mod notices;
mod offers;
mod orders;
mod own_account;
mod product_access;
mod reviews;
mod sellers;
mod settlement;
mod support;
mod team;
mod two_step;
