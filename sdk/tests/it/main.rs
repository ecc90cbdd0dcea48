//! The protocol from outside: vectors, mutations, and real servers talking to each other.
#![cfg(not(target_arch = "wasm32"))]

mod canonical;
mod examples;
#[path = "../strangers/inputs.rs"]
mod inputs;
mod mutations;
mod nested;
#[path = "../strangers/parsers.rs"]
mod parsers;
mod schedule;
mod strangers;
mod types;
mod vectors;
