//! Tests of the web side and the command, from outside: whole requests through every layer, and the built program.

mod api;
mod command;
mod data;
mod derived;
mod edges;
mod events;
mod forms;
mod oidc;
mod protocol;
mod serving;
mod support;
mod teams;
mod uploads;
