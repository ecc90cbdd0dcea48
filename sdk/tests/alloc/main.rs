//! Memory, counted: what a stranger sends costs what it is long, and nothing else costs anything.
#![cfg(not(target_arch = "wasm32"))]

mod counting;
#[path = "../strangers/inputs.rs"]
mod inputs;
#[path = "../strangers/parsers.rs"]
mod parsers;
mod strangers;
mod v2;
