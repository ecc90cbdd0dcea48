//! The market's tests, each on a fresh SQLite and a fresh PostgreSQL.

mod accounts;
mod certification;
mod coming_in;
mod conduct;
mod delivery;
mod listings;
mod notices;
mod offer_links;
mod offers;
mod operator_settings;
mod orders;
mod own_account;
mod product_access;
mod reviews;
mod sellers;
mod settlement;
mod support;
mod team;
mod two_step;
