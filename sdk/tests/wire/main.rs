//! Real servers talking to each other: the fake marketplace, the fake seller, the examples.
#![cfg(not(target_arch = "wasm32"))]

mod examples;
mod faults;
mod guide;
mod interop;
mod open_api;
mod own_call;
mod raw;
mod scenarios;
mod store;
mod tls;
