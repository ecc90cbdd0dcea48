//! The protocol from outside: vectors, mutations, and real servers talking to each other.
#![cfg(not(target_arch = "wasm32"))]

mod canonical;
mod mutations;
mod strangers;
mod types;
mod vectors;
