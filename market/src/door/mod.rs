//! The one door: every act of every person and program comes through [`Market::run`](crate::Market::run).

mod actor;
mod ctx;
mod entry;
mod handler;
mod idempotency;
mod run;

pub use actor::{Actor, RequestInfo, Signed};
pub use ctx::Ctx;
pub(crate) use ctx::Trail;
pub use entry::JsonSample;
pub use entry::{Entry, operations};
pub use handler::{Handler, Refusal, Sample, World, id};
