//! The embedded backend: the only place that knows rusqlite.
//!
//! One connection writes (`conn/writer.rs`); a few others read, each on a thread of its own, beside it (WAL).

pub(crate) mod conn;
mod errors;
pub(crate) mod handle;
pub(crate) mod inspection;
pub(crate) mod rows;
pub(crate) mod search;
pub(crate) mod snapshot;
pub(crate) mod sql;
pub(crate) mod tx;
pub(crate) mod upkeep;
